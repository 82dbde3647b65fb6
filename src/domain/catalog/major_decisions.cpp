// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/major_decisions.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "domain/identity/agency.h"
#include "law/citation.h"

namespace mingjing::catalog {
namespace {

struct FactName {
  std::string_view id;
  bool DecisionFacts::*member;
};
constexpr std::array<FactName, 8> kFacts{{{"hearing_held", &DecisionFacts::hearing_held},
                                          {"public_interest", &DecisionFacts::public_interest},
                                          {"social_risk", &DecisionFacts::social_risk},
                                          {"complex", &DecisionFacts::complex},
                                          {"several_legal_relations", &DecisionFacts::several_legal_relations},
                                          {"major_interest", &DecisionFacts::major_interest},
                                          {"statutory_review", &DecisionFacts::statutory_review},
                                          {"demolition", &DecisionFacts::demolition}}};
constexpr std::string_view kHearingRight = "hearing_right";

struct AmountName {
  std::string_view id, zh;
  Fen DecisionFacts::*member;
};
constexpr std::array<AmountName, 3> kAmounts{{{"fine", "拟罚款", &DecisionFacts::fine},
                                              {"illegal_gains", "拟没收违法所得", &DecisionFacts::illegal_gains},
                                              {"property_value", "拟没收财物价值", &DecisionFacts::property_value}}};

const AmountName* amount_named(std::string_view id) {
  const auto at = std::find_if(kAmounts.begin(), kAmounts.end(), [&](const AmountName& row) { return row.id == id; });
  return at == kAmounts.end() ? nullptr : &*at;
}

// The amount that a kind of penalty takes away, to be named beside the reason.
const AmountName* amount_of_kind(std::string_view kind) {
  if (kind == "confiscate_illegal_gains") return amount_named("illegal_gains");
  if (kind == "confiscate_property") return amount_named("property_value");
  return nullptr;
}

bool known_tag(std::string_view id) {
  return std::any_of(kCatalogueTags.begin(), kCatalogueTags.end(), [&](const auto& row) { return row.id == id; });
}

}  // namespace

const MajorDecisions& MajorDecisions::built_in() {
  static const MajorDecisions all = [] {
    auto parsed = parse(embedded("catalog/hearing_thresholds.json"), embedded("catalog/major_decisions.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<MajorDecisions::Rule> MajorDecisions::rule_of(const Json& json) {
  constexpr std::array<std::string_view, 16> kMembers{
      "id",    "explanation", "citation", "from",    "until", "act_type", "region", "party",
      "level", "item",        "kind",     "amount",  "min_fen", "fact",   "tags",   "body"};
  Rule rule;
  rule.id = json.text("id");
  const auto wrong = [&](std::string_view what) { return invalid("规则“" + rule.id + "”：" + std::string(what)); };
  if (json.as_object() == nullptr || rule.id.empty()) return wrong("缺少编号。");
  for (const auto& [name, value] : *json.as_object()) {
    if (std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end()) return wrong("不认识的成员" + name + "。");
  }
  rule.explanation = json.text("explanation");
  rule.citation = json.text("citation");
  if (rule.explanation.empty()) return wrong("缺少说明。");
  if (!law::Citation::parse(rule.citation)) return wrong("条文出处不能识别。");
  const auto from = Date::parse(json.text("from"));
  if (!from) return wrong("起始日期不能识别。");
  rule.from = *from;
  rule.until = Date::parse(json.text("until"));
  if (json.find("until") != nullptr && !rule.until) return wrong("截止日期不能识别。");
  rule.act_type = json.text("act_type");
  rule.region = json.text("region");
  rule.level = json.text("level");
  if (!rule.level.empty() && !identity::parse_level(rule.level)) return wrong("机关层级不能识别。");
  rule.item = json.text("item");
  for (const auto& tag : json.items("tags")) {
    if (tag.as_string() == nullptr || !known_tag(*tag.as_string())) return wrong("类别不能识别。");
    rule.tags.push_back(*tag.as_string());
  }
  if (const auto body = json.text("body"); body != "" && body != "own" && body != "outside")
    return wrong("审核机构不能识别。");
  rule.outside = json.text("body") == "outside";
  if (const auto party = json.text("party"); party == "natural_person")
    rule.party = PartyType::natural_person;
  else if (party == "organisation")
    rule.party = PartyType::organisation;
  else if (!party.empty())
    return wrong("当事人类型不能识别。");
  rule.kind = json.text("kind");
  rule.amount = json.text("amount");
  rule.min = Fen{json.integer("min_fen")};
  if (!rule.amount.empty() && (amount_named(rule.amount) == nullptr || rule.min.count <= 0))
    return wrong("金额条件不能识别。");
  rule.fact = json.text("fact");
  const bool known =
      std::any_of(kFacts.begin(), kFacts.end(), [&](const FactName& row) { return row.id == rule.fact; });
  if (!rule.fact.empty() && rule.fact != kHearingRight && !known) return wrong("情形不能识别。");
  if (rule.kind.empty() && rule.amount.empty() && rule.fact.empty()) return wrong("没有任何条件。");
  return rule;
}

Result<MajorDecisions> MajorDecisions::parse(std::string_view hearing_json, std::string_view major_json) {
  MajorDecisions out;
  for (auto [text, rules] : {std::pair{hearing_json, &out.hearing_}, std::pair{major_json, &out.major_}}) {
    const auto json = parse_json(text);
    if (!json) return refuse(json.error());
    for (const auto& row : json->items("rules")) {
      auto rule = rule_of(row);
      if (!rule) return refuse(rule.error());
      rules->push_back(std::move(*rule));
    }
    if (rules->empty()) return invalid("文件中没有规则。");
  }
  return out;
}

bool MajorDecisions::holds(const Rule& rule, const DecisionFacts& facts, Date day, bool hearing_right) {
  if (day < rule.from || (rule.until && day > *rule.until)) return false;
  if (!rule.act_type.empty() && rule.act_type != facts.act_type) return false;
  if (!rule.level.empty() && rule.level != facts.level) return false;
  if (!facts.item_code.starts_with(rule.item)) return false;
  if (!facts.region_code.starts_with(rule.region)) return false;
  if (rule.party && *rule.party != facts.party) return false;
  if (!rule.kind.empty() && !facts.kinds.contains(rule.kind)) return false;
  if (!rule.amount.empty() && facts.*(amount_named(rule.amount)->member) < rule.min) return false;
  if (rule.fact == kHearingRight) return hearing_right;
  for (const auto& row : kFacts) {
    if (rule.fact == row.id && !(facts.*(row.member))) return false;
  }
  return true;
}

std::vector<Trigger> MajorDecisions::hearing_right(const DecisionFacts& facts, Date day) const {
  std::vector<Trigger> out;
  for (const auto& rule : hearing_) {
    if (!holds(rule, facts, day, false)) continue;
    std::string why = rule.explanation;
    if (const auto* amount = amount_named(rule.amount)) {
      why = std::string(amount->zh) + format_yuan(facts.*(amount->member)) + "元，达到" + format_yuan(rule.min) +
            "元的标准（" + rule.explanation + "）";
    }
    out.push_back({rule.id, std::move(why), rule.citation, rule.tags, rule.outside});
  }
  return out;
}

std::vector<Trigger> MajorDecisions::legal_review_required(const DecisionFacts& facts, Date day,
                                                           bool review_everything) const {
  const auto hearing = hearing_right(facts, day);
  std::vector<Trigger> out;
  for (const auto& rule : major_) {
    if (!holds(rule, facts, day, !hearing.empty())) continue;
    std::string why = rule.explanation;
    if (rule.fact == kHearingRight) why += "：" + hearing.front().explanation;
    const auto* amount = rule.amount.empty() ? amount_of_kind(rule.kind) : amount_named(rule.amount);
    if (amount != nullptr && (facts.*(amount->member)).count > 0) {
      why += "：" + std::string(amount->zh) + format_yuan(facts.*(amount->member)) + "元";
      if (!rule.amount.empty()) why += "，达到" + format_yuan(rule.min) + "元的标准";
    }
    out.push_back({rule.id, std::move(why), rule.citation, rule.tags, rule.outside});
  }
  if (out.empty() && review_everything && !facts.summary_procedure) {
    out.push_back({"review_everything", "本机关规定，除适用简易程序外，行政执法决定均须经法制审核",
                   "《行政执法三项制度工作措施表》第24项",
                   {},
                   false});
  }
  return out;
}

std::vector<CatalogueEntry> MajorDecisions::catalogue(Date day) const {
  std::vector<CatalogueEntry> out;
  for (const auto& rule : major_) {
    if (day < rule.from || (rule.until && day > *rule.until)) continue;
    out.push_back({rule.id, rule.explanation, rule.citation, rule.act_type, rule.level, rule.item, rule.from, rule.until,
                   rule.tags, rule.outside});
  }
  return out;
}

std::vector<std::string> MajorDecisions::citations() const {
  std::vector<std::string> out;
  for (const auto* rules : {&hearing_, &major_}) {
    for (const auto& rule : *rules) out.push_back(rule.citation);
  }
  return out;
}

}  // namespace mingjing::catalog
