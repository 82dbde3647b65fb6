// Which law and standard applies (APL 37), the highest fine (APL 29), and what callers may hand in.
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion.h"

#include <algorithm>
#include <tuple>

#include "domain/catalog/discretion_engine.h"

namespace mingjing::catalog {
namespace {

constexpr std::string_view kLawOfTheAct = "《行政处罚法》第三十七条";
constexpr std::string_view kHighestFine = "《行政处罚法》第二十九条";

// How heavy a result is. The statute comes before the agency's own standard.
auto weight(const Assessment& one) {
  return std::tuple(static_cast<int>(one.outcome), one.statutory.to, one.statutory.from, one.recommended.to,
                    one.recommended.from);
}

Assessment not_unlawful(const DiscretionStandard& old) {
  Assessment out;
  out.outcome = DiscretionOutcome::not_unlawful;
  out.item = old.item, out.standard = old.id;
  out.applied.push_back(
      {"apl_37", "作出决定时新的规定不认为是违法，适用新的规定", "不予处罚", old.afterwards_citation});
  return out;
}

// An agency cannot make use of a rule whose conditions are not established.
std::vector<Reason> absent_grounds(const DiscretionBook& book, const DiscretionFacts& facts) {
  std::vector<Reason> out;
  std::set<std::string> present;
  const auto look = [&](const std::vector<DiscretionRule>& rules) {
    for (const auto& rule : rules) {
      if (rule.in_force(facts.decided_on) && rule_holds(rule, facts)) present.insert(rule.id);
    }
  };
  look(book.rules());
  for (const auto day : {facts.act_ended_on, facts.decided_on}) {
    if (const auto* standard = book.find(facts.item, day)) look(standard->rules);
  }
  for (const auto& id : facts.taken) {
    if (present.contains(id)) continue;
    out.push_back(
        {"ground_absent", "“" + id + "”的条件没有查明，不能适用。请补充证据，或者不适用这一条。", "", "taken"});
  }
  return out;
}

AppliedRule law_applied(std::string value) {
  return {"apl_37", "适用违法行为发生时的规定；新的规定处罚较轻的，适用新的规定", std::move(value),
          std::string(kLawOfTheAct)};
}

}  // namespace

tl::unexpected<Error> refuse_all(std::vector<Reason> reasons) {
  Error error{ErrorCode::invalid, reasons.front().message, reasons.front().field, {}, {}};
  error.reasons = std::move(reasons);
  return refuse(std::move(error));
}

Result<DiscretionFacts> checked_facts(const DiscretionBook& book, const DiscretionFacts& facts) {
  std::vector<Reason> reasons;
  for (const auto& id : facts.facts) {
    const auto* term = book.fact(id);
    if (term == nullptr) {
      reasons.push_back({"unknown_fact", "没有登记情节“" + id + "”。", "", "facts"});
    } else if (term->natural_person_only && facts.party != PartyType::natural_person) {
      reasons.push_back(
          {"fact_of_natural_person", "“" + term->zh + "”只能对自然人认定，请核对当事人类型。", "", "facts"});
    }
    if (id == kNaturalPerson)
      reasons.push_back({"natural_person_given", "是否自然人按当事人类型认定，不另填写。", "", "facts"});
  }
  for (const auto& [id, value] : facts.measures) {
    const auto* measure = book.measure(id);
    if (measure == nullptr)
      reasons.push_back({"unknown_measure", "没有登记计量“" + id + "”。", "", "measures"});
    else if (value < 0 || value > kMaxMoney.count)
      reasons.push_back({"amount_too_large", measure->zh + "应当不小于零，且在可以计算的范围内。", "", "measures"});
  }
  for (auto one = facts.facts.begin(); one != facts.facts.end(); ++one) {
    for (auto other = std::next(one); other != facts.facts.end(); ++other) {
      if (!book.exclude(*one, *other)) continue;
      reasons.push_back({"contradictory_facts",
                         "“" + book.fact(*one)->zh + "”与“" + book.fact(*other)->zh + "”不能同时认定，请核对证据。", "",
                         "facts"});
    }
  }
  const bool natural = facts.party == PartyType::natural_person;
  if (facts.age && (!natural || *facts.age < 0 || *facts.age > 150))
    reasons.push_back({"age_of_organisation", "年龄只填自然人的，应当是零到一百五十的整数。", "", "age"});
  if (facts.decided_on < facts.act_ended_on)
    reasons.push_back({"decided_before_act", "决定日期早于违法行为终了之日，请核对。", "", "decided_on"});
  if (!reasons.empty()) return refuse_all(std::move(reasons));
  auto out = facts;
  if (natural) out.facts.insert(std::string(kNaturalPerson));
  return out;
}

Result<Assessment> assess_without_changes(const DiscretionBook& book, const DiscretionFacts& facts) {
  const auto* at_act = book.find(facts.item, facts.act_ended_on);
  const auto* now = book.find(facts.item, facts.decided_on);
  if (now == nullptr) {
    const auto* old = book.latest_before(facts.item, facts.decided_on);
    if (at_act != nullptr && old != nullptr && !old->afterwards_citation.empty()) return not_unlawful(*old);
    if (at_act == nullptr) {
      return refuse_all(
          {{"unknown_item", "事项“" + facts.item + "”在这一天没有现行的裁量基准，请按法定幅度另行说明理由。",
            "《行政处罚法》第三十四条", "item"}});
    }
    return assess_under(book, *at_act, facts);
  }
  if (at_act == nullptr && facts.act_ended_on < now->law_from) {
    return refuse_all({{"no_law_at_act",
                        "违法行为终了于" + facts.act_ended_on.text_zh() + "，所依据的规定" + now->law_from.text_zh() +
                            "才施行，不能据以处罚。请查明行为时的规定。",
                        std::string(kLawOfTheAct), "act_ended_on"}});
  }
  auto under_new = assess_under(book, *now, facts);
  if (at_act == nullptr || at_act == now || !under_new) return under_new;
  auto under_old = assess_under(book, *at_act, facts);
  if (!under_old) return under_old;
  const bool lighter = weight(*under_new) < weight(*under_old);
  auto& chosen = lighter ? *under_new : *under_old;
  const std::string why = "行为时的规定：" + summary_zh(*under_old) + "（法定" + text_zh(under_old->statutory) +
                          "）；决定时的规定：" + summary_zh(*under_new) + "（法定" + text_zh(under_new->statutory) +
                          "）。" + (lighter ? "新的规定较轻，适用新的规定" : "新的规定不较轻，适用行为时的规定");
  chosen.applied.insert(chosen.applied.begin(), law_applied(why));
  return std::move(chosen);
}

Result<Assessment> assess_again(const DiscretionBook& book, const DiscretionFacts& facts) {
  const auto checked = checked_facts(book, facts);
  if (!checked) return refuse(checked.error());
  if (auto absent = absent_grounds(book, *checked); !absent.empty()) return refuse_all(std::move(absent));
  return assess_without_changes(book, *checked);
}

Result<Assessment> assess(const DiscretionBook& book, const DiscretionFacts& facts) {
  auto out = assess_again(book, facts);
  if (out) out->changes = what_would_change(book, *checked_facts(book, facts), *out);
  return out;
}

Result<HighestFine> highest_fine(const std::vector<Assessment>& of_one_act) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < of_one_act.size(); ++i) {
    if (of_one_act[i].outcome != DiscretionOutcome::penalty) continue;
    if (!best || weight(of_one_act[*best]) < weight(of_one_act[i])) best = i;
  }
  if (!best) return invalid("这些规定在本案中都不处罚款，无从比较。");
  std::string why = "同一个违法行为违反多个规定，按法定罚款数额高的规定处罚：";
  for (std::size_t i = 0; i < of_one_act.size(); ++i) {
    const auto& one = of_one_act[i];
    const bool fined = one.outcome == DiscretionOutcome::penalty;
    why += (i == 0 ? "" : "；") + one.item + (fined ? "法定" + text_zh(one.statutory) : std::string(zh(one.outcome)));
  }
  return HighestFine{*best, why + "。适用" + of_one_act[*best].item, std::string(kHighestFine)};
}

}  // namespace mingjing::catalog
