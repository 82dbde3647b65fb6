// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/retention.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "domain/evidence/recording_list.h"
#include "law/citation.h"
#include "law/limits_count.h"

namespace mingjing::evidence {
namespace {

using cases::Case;
using cases::KeptFor;
using cases::Recording;

constexpr std::string_view kWhens[] = {"evidence", "must", "should", "packed", "other"};
constexpr std::string_view kGrounds[] = {"case_open", "remedy_open", "court_open", "complaint_open", "person"};
constexpr int kMonthsMax = 1200;

template <std::size_t N>
bool one_of(std::string_view id, const std::string_view (&known)[N]) {
  return std::find(std::begin(known), std::end(known), id) != std::end(known);
}

std::string zh_of_kept(KeptFor kept_for) { return std::string(cases::kKeptFor[static_cast<std::size_t>(kept_for)].zh); }

bool is_evidence(const Case& c, const Recording& recording) {
  return std::any_of(c.evidence.begin(), c.evidence.end(), [&](const auto& piece) { return piece.sha256 == recording.sha256; });
}

// A package once sealed keeps what it names for its own term.
bool is_packed(const Case& c, const Recording& recording) {
  if (!c.sealing) return false;
  const auto& left_out = c.sealing->left_out;
  return std::find(left_out.begin(), left_out.end(), recording.id.text()) == left_out.end();
}

bool holds(std::string_view when, const Case& c, const Recording& recording) {
  if (when == "evidence") return is_evidence(c, recording);
  if (when == "packed") return is_packed(c, recording);
  if (when == "other") return true;
  const auto* step = c.record(recording.of);
  if (step == nullptr) return when == "must";  // nobody can say what it shows: the safe side
  const auto* matter = matter_of(*step);
  return matter != nullptr && catalog::to_string(matter->duty) == when;
}

std::optional<Date> closed_on(const Case& c) {
  if (c.stage() != cases::Stage::closed && c.stage() != cases::Stage::archived) return std::nullopt;
  std::optional<Date> out;
  for (const auto& record : c.records) {
    if (record.act == cases::Act::close_case || record.act == cases::Act::revoke_filing) out = record.occurred_at.date();
  }
  return out;
}

void count(Retention& out, Date start, std::string_view event, int months, const std::string& term) {
  out.until = law::add_months(start, months);
  out.working.push_back(start.text_zh() + std::string(event) + "，保管" + term + "，到 " + law::day_zh(*out.until) + "为止");
  out.working.push_back("从 " + law::day_zh(*out.until + 1) + "起可以提请销毁");
}

void count(const Case& c, Retention& out) {
  const auto& table = RetentionTable::built_in();
  const auto& kept = table.of(out.kept_for);
  if (out.kept_for == KeptFor::permanent) return out.working.push_back("永久保管，不销毁");
  if (kept.from_closed) {
    const auto start = closed_on(c);
    if (!start) return out.working.push_back("结案之日起保管" + zh_of_kept(out.kept_for) + "，现在还没有结案");
    return count(out, *start, "结案", kept.months, zh_of_kept(out.kept_for));
  }
  const auto* term = table.volume_term(c.archive.retention);
  if (c.stage() != cases::Stage::archived || !c.archive.on || term == nullptr) {
    return out.working.push_back("与案卷同一期限，归档以后计算，现在还没有归档");
  }
  if (term->months == 0) return out.working.push_back("与案卷同一期限，案卷永久保管，不销毁");
  count(out, *c.archive.on, "归档", term->months, "与案卷相同，" + term->name);
}

Result<int> months_of(const Json& json) {
  const auto months = json.integer("months");
  if (months < 0 || months > kMonthsMax) return invalid("months 应在 0 到 1200 之间。");
  return static_cast<int>(months);
}

Status cited(const Json& json) {
  if (!law::Citation::parse(json.text("citation"))) return invalid("“" + json.text("id") + json.text("when") + "”的条文出处不能识别。");
  return {};
}

}  // namespace

const RetentionTable& RetentionTable::built_in() {
  static const RetentionTable all = [] {
    auto parsed = parse(embedded("catalog/recording_retention.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<RetentionTable> RetentionTable::parse(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return refuse(parsed.error());
  RetentionTable out;
  std::size_t classes = 0;
  for (const auto& entry : parsed->items("classes")) {
    const auto kept = cases::parse_named(cases::kKeptFor, entry.text("id"));
    if (!kept || static_cast<std::size_t>(*kept) != classes++) return invalid("classes 依次是 six_months、case_term、permanent。");
    if (auto known = cited(entry); !known) return refuse(std::move(known.error()));
    auto months = months_of(entry);
    if (!months) return refuse(std::move(months.error()));
    const auto from = entry.text("from");
    if (*kept == KeptFor::six_months && (from != "closed" || *months < 6)) return invalid("六个月从结案起算，不能少于六个月。");
    out.classes_[static_cast<std::size_t>(*kept)] = {*months, from == "closed", entry.text("citation")};
  }
  if (classes != cases::kKeptFor.size()) return invalid("classes 不全。");
  for (const auto& entry : parsed->items("rules")) {
    const auto kept = cases::parse_named(cases::kKeptFor, entry.text("class"));
    if (!kept || !one_of(entry.text("when"), kWhens) || entry.text("why").empty()) return invalid("rules 里有不能识别的一条。");
    if (auto known = cited(entry); !known) return refuse(std::move(known.error()));
    out.rules_.push_back({entry.text("when"), *kept, entry.text("why"), entry.text("citation")});
  }
  if (out.rules_.empty() || out.rules_.back().when != "other") return invalid("rules 的最后一条应是 other。");
  for (const auto& entry : parsed->items("volume_terms")) {
    auto months = months_of(entry);
    if (!months || entry.text("id").empty() || entry.text("name").empty()) return invalid("volume_terms 里有不能识别的一条。");
    out.volume_terms_.push_back({entry.text("id"), entry.text("name"), *months});
  }
  for (const auto& entry : parsed->items("holds")) {
    if (!one_of(entry.text("id"), kGrounds) || entry.text("name").empty()) return invalid("holds 里有不能识别的一条。");
    if (auto known = cited(entry); !known) return refuse(std::move(known.error()));
    out.grounds_.push_back({entry.text("id"), entry.text("name"), entry.text("citation")});
  }
  if (out.grounds_.size() != std::size(kGrounds)) return invalid("holds 不全：每一种都要登记。");
  return out;
}

const RetentionTable::VolumeTerm* RetentionTable::volume_term(std::string_view id) const {
  const auto found = std::find_if(volume_terms_.begin(), volume_terms_.end(), [&](const auto& t) { return t.id == id; });
  return found == volume_terms_.end() ? nullptr : &*found;
}

const RetentionTable::Ground& RetentionTable::ground(std::string_view id) const {
  const auto found = std::find_if(grounds_.begin(), grounds_.end(), [&](const auto& g) { return g.id == id; });
  MJ_CHECK(found != grounds_.end());
  return *found;
}

std::string Retention::words() const {
  std::string out;
  for (const auto& step : working) out += (out.empty() ? "" : "；") + step;
  return out + "。";
}

Retention retention_of(const Case& c, const Recording& recording) {
  Retention out;
  for (const auto& rule : RetentionTable::built_in().rules()) {
    if (!holds(rule.when, c, recording)) continue;
    out.kept_for = rule.kept_for;
    out.why = rule.why;
    out.citation = rule.citation;
    break;
  }
  if (!recording.lengthened.empty() && recording.lengthened.back().to > out.kept_for) {
    const auto& longer = recording.lengthened.back();
    out.kept_for = longer.to;
    out.why = longer.by.name + "决定延长：" + longer.reason;
    out.citation.clear();
  }
  count(c, out);
  return out;
}

std::vector<Stay> stays_of(const Case& c, const Recording& recording, bool complaint_open) {
  const auto& table = RetentionTable::built_in();
  std::vector<Stay> out;
  const auto add = [&](bool stands, std::string_view id, const Recording::Hold* hold = nullptr) {
    if (!stands) return;
    const auto& ground = table.ground(id);
    out.push_back({ground.id, ground.name, ground.citation, hold});
  };
  add(c.stage() != cases::Stage::archived, "case_open");
  add(std::any_of(c.remedies.begin(), c.remedies.end(), [](const auto& r) { return r.is_open(); }), "remedy_open");
  add(std::any_of(c.court_applications.begin(), c.court_applications.end(),
                  [](const auto& a) { return a.outcome.empty() || a.outcome == "accepted"; }),
      "court_open");
  add(complaint_open, "complaint_open");
  add(recording.hold() != nullptr, "person", recording.hold());
  return out;
}

std::vector<cases::Act> next_steps(const Recording& recording, bool may_go) {
  using cases::Act;
  using cases::DestructionState;
  if (recording.is_destroyed()) return {};
  std::vector<Act> out;
  const auto* d = recording.destruction();
  if (d == nullptr || d->state == DestructionState::refused) {
    if (may_go) out.push_back(Act::propose_destruction);
  } else if (d->state == DestructionState::proposed) {
    out.push_back(Act::decide_destruction);
  } else if (may_go) {
    out.push_back(d->state == DestructionState::approved ? Act::carry_out_destruction : Act::witness_destruction);
  }
  out.push_back(recording.hold() != nullptr ? Act::lift_recording_hold : Act::hold_recording);
  out.push_back(Act::lengthen_retention);
  return out;
}

std::string destruction_conflict(const Recording& recording, UserId actor) {
  const auto* d = recording.destruction();
  if (d == nullptr || actor.is_nil()) return {};
  if (d->state == cases::DestructionState::proposed && d->proposed.user == actor) {
    return "这次销毁是您提请的，不能由您审批。请转由其他负责人审批。";
  }
  if (d->state == cases::DestructionState::approved && d->decided.user == actor) {
    return "这次销毁是您批准的，不能由您执行。请由其他人执行。";
  }
  if (d->state == cases::DestructionState::carried_out && (d->decided.user == actor || d->carried_out.user == actor)) {
    return "这次销毁是您批准或者执行的，不能由您监督。执行人、监督人要分开，请由其他人确认。";
  }
  return {};
}

}  // namespace mingjing::evidence
