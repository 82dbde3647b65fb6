// The discretion engine 「裁量」: what fine the law and the agency's standard lead to in one case, by which rules, and
// which single fact would change it. APL 28–34, 37. It proposes and explains; people decide (`check_proposal` in
// discretion_proposal.h says what their decision needs). Pure: days, facts and amounts are arguments.
//
// Order in which rules apply, each reported in `applied`:
//   1. the law of the day of the act, or the lighter one of the day of the decision (APL 37);
//   2. no penalty (APL 30, 31, 33), with what is owed instead;
//   3. provisions that fine only who was ordered to correct and did not: `correct_first`;
//   4. the statute's range, the step by circumstances and measure;
//   5. heavier (从重, up a step for each ground), then lighter (从轻, down a step for each ground): never beyond the
//      statute's range, never more steps than the agency's method allows;
//   6. mitigated (减轻, below the statutory minimum) as an alternative where a ground of law for it is present.
// Outside its scope: limitation (APL 36), one fine for one act (APL 29, first sentence), transfer of crimes (APL 27).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/catalog/discretion_amount.h"
#include "domain/catalog/discretion_book.h"
#include "domain/catalog/major_decisions.h"

namespace mingjing::catalog {

// What has been established. Facts and measures are ids of the book; a fact that is not named is not established.
struct DiscretionFacts {
  std::string item;  // code of the item of enforcement
  PartyType party = PartyType::organisation;
  Date act_ended_on;       // 违法行为发生之日；连续或者继续的，终了之日
  Date decided_on;         // the day of the (intended) decision
  std::optional<int> age;  // full years when the act ended; natural persons only
  std::set<std::string> facts;
  std::map<std::string, std::int64_t> measures;  // fen, thousandths or whole units, by kind of the measure
  std::set<std::string> taken;                   // ids of 可以 rules of which the agency makes use
};

enum class DiscretionOutcome {
  not_unlawful,   // 新的规定不认为是违法
  no_penalty,     // 不予处罚
  correct_first,  // 先责令改正，逾期不改正才罚款
  penalty,        // 处罚
};

struct AppliedRule {
  std::string id;  // of the rule; or apl_37, correct_first, band, step, shift
  std::string zh;  // what it says
  std::string value;  // what came out here: 每平方米100元以上300元以下 × 1200平方米，即120,000.00元至359,999.99元
  std::string citation;  // 《土地管理法实施条例》第五十七条第一款
};

// Lawful beside the recommended range, if the agency decides so and says why.
struct DiscretionOption {
  std::string id;  // of the rule; no_fine, mitigated
  std::string zh;
  std::string citation;
  DiscretionOutcome outcome = DiscretionOutcome::penalty;
  std::optional<FenRange> range;  // with `penalty`
};

// One change of one fact, and what would come out then.
struct DiscretionChange {
  std::string id;       // of the fact, measure or rule; age
  std::string zh;       // 如果有“二年内因同类违法行为受过行政处罚”
  std::string outcome;  // 阶次“较重”，罚款…
};

struct Assessment {
  DiscretionOutcome outcome = DiscretionOutcome::penalty;
  std::string item, standard;
  std::string band, base_step, step;  // ids; base_step before lighter and heavier
  std::string band_zh, step_zh;
  FenRange statutory;                         // 法定幅度 in this case
  FenRange before;                            // of the base step, raised by heavier, before anything lighter
  FenRange recommended;                       // 裁量幅度: within it a decision needs no more reasons than these
  std::optional<FenRange> mitigated;          // 减轻后的幅度, where a ground is present and a minimum exists
  bool fine_optional = false;                 // 可以处罚款
  bool must_lighten = false;                  // 应当从轻或者减轻
  std::vector<std::string> no_penalty_rules;  // that hold, 应当 as well as 可以
  std::vector<std::string> may_no_penalty;    // those of them that say 可以
  std::vector<std::string> mitigation_citations;
  std::vector<AppliedRule> applied;
  std::vector<DiscretionOption> options;
  std::vector<std::string> duties;  // 责令改正, 没收违法所得, 教育 …, with article
  std::vector<DiscretionChange> changes;
};

// Refusals, all reasons at once: unknown_item (no standard in force on the day), unknown_fact, unknown_measure,
// contradictory_facts, ground_absent (a rule in `taken` whose conditions are not established), age_of_organisation,
// natural_person_given, fact_of_natural_person, decided_before_act, measure_missing (names it), no_law_at_act (the law
// came after the act, APL 37), no_step and several_steps (a draft with gaps or overlaps), amount_too_large.
// `reasons[].code` is one of these.
Result<Assessment> assess(const DiscretionBook& book, const DiscretionFacts& facts);

// The same without `changes`, for judging again what was assessed before.
Result<Assessment> assess_again(const DiscretionBook& book, const DiscretionFacts& facts);

// One act against several provisions that all fine it: the provision with the higher fine is applied, APL 29. Higher is
// the higher statutory maximum in this case, then the higher minimum, then the higher recommendation (a reading; shown
// in `why`). Those that lead to no fine are left out; invalid when none is left.
struct HighestFine {
  std::size_t index = 0;
  std::string why, citation;
};
Result<HighestFine> highest_fine(const std::vector<Assessment>& of_one_act);

std::string_view zh(DiscretionOutcome outcome);
std::string summary_zh(const Assessment& assessment);  // 阶次“一般”，罚款300,000.00元至499,999.99元
// For storing with the case and for the API: all members, amounts in fen, no personal data.
Json to_json(const Assessment& assessment);

}  // namespace mingjing::catalog
