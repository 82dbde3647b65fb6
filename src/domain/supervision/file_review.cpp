// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/file_review.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision {
namespace {

Error wrong(const std::string& id, std::string_view what) {
  return {ErrorCode::invalid, "案卷评查标准 " + id + "：" + std::string(what), id, {}, {}};
}

Result<FileReviewRule> rule_of(const Json& json) {
  FileReviewRule out;
  out.id = json.text("id");
  out.act_type = json.text("act_type");
  out.group = json.text("group");
  out.points = json.integer("points");
  out.name = json.text("name");
  for (const auto& citation : json.items("basis")) {
    if (citation.as_string()) out.basis.push_back(*citation.as_string());
  }
  out.check = json.text("check");
  out.question = json.text("question");
  out.not_yet = json.text("not_yet");
  out.advice = json.text("advice");
  const auto severity = cases::parse_named(kRuleSeverities, json.text("severity"));
  const auto mode = cases::parse_named(kRuleModes, json.text("mode"));
  const auto from = Date::parse(json.text("from"));
  if (!severity || !mode || !from) return refuse(wrong(out.id, "severity、mode 或者 from 不能读取。"));
  out.severity = *severity;
  out.mode = *mode;
  out.from = *from;
  out.until = Date::parse(json.text("until"));
  if (out.id.empty() || out.name.empty() || out.basis.empty() || out.points <= 0) {
    return refuse(wrong(out.id, "缺少编号、名称、依据或者分值。"));
  }
  const int answers = !out.check.empty() + !out.question.empty() + !out.not_yet.empty();
  if (answers != 1) return refuse(wrong(out.id, "check、question、not_yet 应当只写一项。"));
  if (!out.check.empty() && find_check(out.check) == nullptr)
    return refuse(wrong(out.id, "没有这个判断：" + out.check));
  out.text_record = json.flag("text_record");
  if (out.text_record && out.check.empty()) return refuse(wrong(out.id, "text_record 只能写在由程序判断的规则上。"));
  return out;
}

Result<ScoreModel> model_of(const Json& json) {
  ScoreModel out;
  out.id = json.text("id");
  out.name = json.text("name");
  out.full = json.integer("full", 100);
  if (json.find("fatal_score")) out.fatal_score = json.integer("fatal_score");
  if (json.find("fatal_most")) out.fatal_most = json.integer("fatal_most");
  for (const auto& grade : json.items("grades")) {
    out.grades.push_back({grade.text("id"), grade.text("name"), grade.integer("from")});
  }
  const bool down = std::is_sorted(out.grades.begin(), out.grades.end(),
                                   [](const auto& a, const auto& b) { return a.from > b.from; });
  if (out.id.empty() || out.grades.empty() || !down || out.grades.back().from != 0) {
    return refuse(wrong(out.id, "等级应当从高到低，最后一级从 0 分起。"));
  }
  return out;
}

bool in_force(const FileReviewRule& rule, Date day) { return rule.from <= day && (!rule.until || day <= *rule.until); }

}  // namespace

const FileReviewRules& FileReviewRules::built_in() {
  static const FileReviewRules rules = [] {
    auto parsed = parse(embedded("supervision/file_review_rules.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return rules;
}

Result<FileReviewRules> FileReviewRules::parse(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return tl::make_unexpected(json.error());
  FileReviewRules out;
  for (const auto& group : json->items("groups")) out.groups_.push_back({group.text("id"), group.text("name")});
  for (const auto& row : json->items("models")) {
    auto model = model_of(row);
    if (!model) return tl::make_unexpected(std::move(model.error()));
    out.models_.push_back(std::move(*model));
  }
  for (const auto& row : json->items("rules")) {
    auto rule = rule_of(row);
    if (!rule) return tl::make_unexpected(std::move(rule.error()));
    if (out.group_name(rule->group).empty()) return refuse(wrong(rule->id, "没有这个分组：" + rule->group));
    if (out.find(rule->id)) return refuse(wrong(rule->id, "编号重复。"));
    out.rules_.push_back(std::move(*rule));
  }
  if (out.rules_.empty() || out.models_.empty()) return refuse(wrong("", "没有规则或者计分方式。"));
  return out;
}

const FileReviewRule* FileReviewRules::find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const auto& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

std::string_view FileReviewRules::group_name(std::string_view id) const {
  const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const auto& group) { return group.id == id; });
  return found == groups_.end() ? std::string_view() : std::string_view(found->name);
}

Score score_of(const std::vector<RuleResult>& results, const ScoreModel& model) {
  Score out{&model, model.full, nullptr};
  bool fatal = false;
  for (const auto& result : results) {
    if (result.outcome != RuleOutcome::finding) continue;
    if (result.rule->severity == RuleSeverity::fatal)
      fatal = true;
    else
      out.points -= result.deducted;
  }
  out.points = std::max<std::int64_t>(out.points, 0);
  if (fatal && model.fatal_score) out.points = *model.fatal_score;
  if (fatal && model.fatal_most) out.points = std::min(out.points, *model.fatal_most);
  for (const auto& grade : model.grades) {
    if (out.points >= grade.from && out.grade == nullptr) out.grade = &grade;
  }
  return out;
}

bool text_record_in_order(const cases::Case& c, Date day, const FileReviewRules& rules) {
  FileSurroundings nothing_else;
  nothing_else.today = day;
  const ReviewedFile file{c, nothing_else};
  return std::none_of(rules.rules().begin(), rules.rules().end(), [&](const FileReviewRule& rule) {
    return rule.text_record && in_force(rule, day) && find_check(rule.check)(file).outcome == RuleOutcome::finding;
  });
}

FileReview review_file(const cases::Case& c, const FileSurroundings& around, const FileReviewRules& rules) {
  FileReview out;
  const ReviewedFile file{c, around};
  for (const auto& rule : rules.rules()) {
    if (rule.act_type != "penalty" || !in_force(rule, around.today)) continue;
    RuleResult result{&rule, RuleOutcome::not_assessable, {}, 0};
    if (!rule.not_yet.empty()) {
      result.shown.push_back({rule.not_yet});
    } else if (!rule.question.empty()) {
      result.outcome = c.proposal ? RuleOutcome::needs_person : RuleOutcome::not_applicable;
      result.shown.push_back({c.proposal ? rule.question : "调查还没有终结。"});
    } else {
      auto checked = find_check(rule.check)(file);
      result.outcome = checked.outcome;
      result.shown = std::move(checked.shown);
    }
    if (result.outcome == RuleOutcome::finding) result.deducted = rule.points;
    out.results.push_back(std::move(result));
  }
  for (const auto& model : rules.models()) out.scores.push_back(score_of(out.results, model));
  return out;
}

}  // namespace mingjing::supervision
