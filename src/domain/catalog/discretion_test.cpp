// Arithmetic to the fen, refusals of the engine, and what a proposal needs.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/catalog/discretion_proposal.h"

namespace mingjing::catalog {
namespace {

const DiscretionBook& book() { return DiscretionBook::built_in(); }

// 1200平方米: 法定 120,000 至 1,200,000 元, 一般 444,000 至 767,999.99 元.
DiscretionFacts occupation(std::set<std::string> facts = {}) {
  DiscretionFacts out;
  out.item = "LZR-CF-008";
  out.act_ended_on = Date(2026, 1, 12);
  out.decided_on = Date(2026, 3, 2);
  out.facts = std::move(facts);
  out.measures = {{"land_area", 1'200'000}};
  return out;
}

std::set<std::string> codes(const Error& error) {
  std::set<std::string> out;
  for (const auto& reason : error.reasons) out.insert(reason.code);
  return out;
}

TEST(DiscretionAmount, RoundsOnceAndInsideTheLaw) {
  EXPECT_EQ(scaled(10, 1, 3, Round::down), 3);
  EXPECT_EQ(scaled(10, 1, 3, Round::up), 4);
  EXPECT_EQ(scaled(9, 1, 3, Round::up), 3);
  EXPECT_EQ(scaled(kMaxMoney.count, 1'000'000, 1'000'000, Round::up), kMaxMoney.count);
  EXPECT_FALSE(scaled(kMaxMoney.count, 1'000'001, 1'000'000, Round::down));
  EXPECT_FALSE(scaled(kMaxMoney.count, kMaxMoney.count, 1, Round::down));
  EXPECT_EQ(fen_range(1001, 100, 500, 1000, true), (FenRange{Fen{101}, Fen{500}}));
  EXPECT_EQ(fen_range(1001, 100, 500, 1000, false), (FenRange{Fen{101}, Fen{500}}));  // 500.5: 501 is the next one's
  EXPECT_EQ(fen_range(1000, 100, 500, 1000, false), (FenRange{Fen{100}, Fen{499}}));
  EXPECT_EQ(fen_range(1, 100, 500, 1000, true), (FenRange{Fen{0}, Fen{0}}));  // half a fen at most: nothing
}

// Every fen of the statute's range lies in exactly one step, whatever the value and the borders.
TEST(DiscretionAmount, StepsPartTheRange) {
  const auto seed = std::random_device{}();
  std::mt19937_64 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const auto value = static_cast<std::int64_t>(random() % 1'000'000'000) + 1'000'000;
    std::vector<std::int64_t> borders{static_cast<std::int64_t>(random() % 100'000)};
    for (int i = 0; i < 4; ++i)
      borders.push_back(borders.back() + 1000 + static_cast<std::int64_t>(random() % 400'000));
    const auto whole = fen_range(value, borders.front(), borders.back(), 1'000'000, true);
    ASSERT_TRUE(whole);
    Fen next = whole->from;
    for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
      const auto step = fen_range(value, borders[i], borders[i + 1], 1'000'000, i + 2 == borders.size());
      ASSERT_TRUE(step);
      ASSERT_EQ(step->from, next) << "seed " << seed;
      next = step->to + Fen{1};
    }
    ASSERT_EQ(next, whole->to + Fen{1}) << "seed " << seed;
  }
}

TEST(Discretion, RefusesWhatCannotBeAllAtOnce) {
  struct Row {
    const char* code;
    void (*spoil)(DiscretionFacts&);
  };
  const Row rows[] = {
      {"unknown_item", [](DiscretionFacts& f) { f.item = "LZR-CF-999"; }},
      {"unknown_fact", [](DiscretionFacts& f) { f.facts.insert("bad_weather"); }},
      {"unknown_measure", [](DiscretionFacts& f) { f.measures["weight"] = 1; }},
      {"contradictory_facts",
       [](DiscretionFacts& f) {
         f.facts = {"first_violation", "repeat_within_two_years"};
       }},
      {"contradictory_facts",
       [](DiscretionFacts& f) {
         f.facts = {"corrected_in_time", "not_corrected_in_time"};
       }},
      {"age_of_organisation", [](DiscretionFacts& f) { f.age = 17; }},
      {"fact_of_natural_person", [](DiscretionFacts& f) { f.facts = {"incapable"}; }},
      {"natural_person_given", [](DiscretionFacts& f) { f.facts = {"natural_person"}; }},
      {"decided_before_act", [](DiscretionFacts& f) { f.act_ended_on = f.decided_on + 1; }},
      {"measure_missing", [](DiscretionFacts& f) { f.measures.clear(); }},
      {"no_law_at_act", [](DiscretionFacts& f) { f.act_ended_on = Date(2021, 8, 31); }},
      {"ground_absent", [](DiscretionFacts& f) { f.taken = {"first_slight_corrected"}; }},
      {"amount_too_large", [](DiscretionFacts& f) { f.measures["land_area"] = -1; }},
      {"amount_too_large", [](DiscretionFacts& f) { f.measures["land_area"] = kMaxMoney.count; }},
  };
  for (const auto& row : rows) {
    auto facts = occupation();
    row.spoil(facts);
    const auto found = assess(book(), facts);
    ASSERT_FALSE(found) << row.code;
    EXPECT_EQ(codes(found.error()), std::set<std::string>{row.code}) << found.error().message;
  }
  auto several = occupation({"bad_weather"});
  several.age = 3;
  several.measures["weight"] = 1;
  EXPECT_EQ(assess(book(), several).error().reasons.size(), 3u);
}

TEST(Discretion, AStandardMadeAfterTheActMayBeUsedIfTheLawWasThere) {
  auto facts = occupation();
  facts.act_ended_on = Date(2022, 5, 1);  // the law of 2021-09-01, the standard of 2024
  EXPECT_TRUE(assess(book(), facts));
  facts.act_ended_on = Date(2021, 9, 1);
  EXPECT_TRUE(assess(book(), facts));
  facts.act_ended_on = Date(2021, 8, 31);
  EXPECT_FALSE(assess(book(), facts));
}

TEST(Discretion, SaysWhatIsOwedBeside) {
  auto child = occupation();
  child.party = PartyType::natural_person;
  child.age = 12;
  child.measures["illegal_gains"] = 100;
  const auto found = assess(book(), child);
  ASSERT_TRUE(found);
  std::string all;
  for (const auto& duty : found->duties) all += duty;
  for (const auto* part : {"第二十八条第一款", "没收违法所得1.00元", "责令监护人加以管教", "教育"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part;
  }
}

TEST(Discretion, MitigationNeedsAGroundAndAMinimum) {
  EXPECT_FALSE(assess(book(), occupation())->mitigated);
  const auto with = assess(book(), occupation({"harm_reduced"}));
  ASSERT_TRUE(with->mitigated);
  EXPECT_EQ(*with->mitigated, (FenRange{yuan(12'000), Fen{11'999'999}}));
  auto no_minimum = occupation({"harm_reduced"});
  no_minimum.item = "LZR-CF-041";  // 20万元以下
  no_minimum.measures = {{"marks", 3}};
  EXPECT_FALSE(assess(book(), no_minimum)->mitigated);
}

TEST(Discretion, NeverMoreStepsThanTheMethodAllows) {
  const auto down = assess(book(), occupation({"harm_reduced", "coerced", "merit", "unknown_act_confessed"}));
  const auto up = assess(book(), occupation({"repeat_within_two_years", "obstructed", "emergency_measures"}));
  EXPECT_EQ(down->recommended, (FenRange{yuan(120'000), yuan(282'000)}));  // 轻微的下段
  EXPECT_EQ(up->step, "serious");
  EXPECT_EQ(up->recommended.from, yuan(984'000));  // 一般升两阶, not its upper part
}

// Whatever is established: the range stays within the statute's, a ground to lighten never makes it heavier and always
// makes it lighter where it can be, a ground to weigh heavier never makes it lighter.
TEST(Discretion, GroundsMoveOnlyTheirOwnWay) {
  const auto seed = std::random_device{}();
  std::mt19937_64 random(seed);
  const char* const lighter[] = {"harm_reduced", "coerced", "unknown_act_confessed", "merit"};
  const char* const heavier[] = {"repeat_within_two_years", "obstructed", "emergency_measures"};
  int fined = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto& standard = book().standards()[random() % book().standards().size()];
    DiscretionFacts facts;
    facts.item = standard.item;
    facts.act_ended_on = facts.decided_on = standard.from;
    facts.facts = {"not_corrected_in_time"};
    for (const auto& measure : book().measures()) {
      facts.measures[measure.id] = static_cast<std::int64_t>(random() % 1'000'000'000);
    }
    for (const auto* ground : lighter) {
      if (random() % 4 == 0) facts.facts.insert(ground);
    }
    for (const auto* ground : heavier) {
      if (random() % 4 == 0) facts.facts.insert(ground);
    }
    const auto one = assess(book(), facts);
    ASSERT_TRUE(one) << one.error().message << " seed " << seed;
    EXPECT_LE(one->statutory.from, one->recommended.from) << "seed " << seed;
    EXPECT_LE(one->recommended.from, one->recommended.to) << "seed " << seed;
    EXPECT_LE(one->recommended.to, one->statutory.to) << "seed " << seed;
    auto less = facts, more = facts;
    less.facts.insert("merit"), more.facts.insert("obstructed");
    const auto lightened = assess(book(), less), raised = assess(book(), more);
    EXPECT_LE(lightened->recommended.to, one->recommended.to) << "seed " << seed;
    EXPECT_LE(lightened->recommended.from, one->recommended.from) << "seed " << seed;
    EXPECT_GE(raised->recommended.from, one->recommended.from) << "seed " << seed;
    EXPECT_GE(raised->recommended.to, one->recommended.to) << "seed " << seed;
    if (one->must_lighten && one->statutory.to > one->statutory.from) {
      EXPECT_LT(one->recommended.to.count + one->recommended.from.count, one->before.to.count + one->before.from.count)
          << "seed " << seed;
    }
    fined += one->outcome == DiscretionOutcome::penalty ? 1 : 0;
  }
  EXPECT_EQ(fined, 1000);
}

TEST(HighestFine, IsOfTheProvisionWithTheHigherMaximum) {
  auto land = assess(book(), occupation());
  auto farmland = occupation();
  farmland.item = "LZR-CF-003";
  farmland.measures["reclamation_fee"] = 5'000'000;
  auto other = assess(book(), farmland);
  ASSERT_TRUE(land && other);
  EXPECT_EQ(other->statutory.to, yuan(500'000));
  auto best = highest_fine({*other, *land});
  ASSERT_TRUE(best);
  EXPECT_EQ(best->index, 1u);
  EXPECT_EQ(best->citation, "《行政处罚法》第二十九条");
  farmland.measures["reclamation_fee"] = 50'000'000;  // 500万元: now the higher one
  EXPECT_EQ(highest_fine({*assess(book(), farmland), *land})->index, 0u);
  auto child = occupation();
  child.party = PartyType::natural_person, child.age = 13;
  EXPECT_FALSE(highest_fine({*assess(book(), child)}));
  EXPECT_FALSE(highest_fine({}));
}

TEST(DiscretionJson, HoldsRangeStepRulesAndChanges) {
  const auto json = to_json(*assess(book(), occupation({"harm_reduced"})));
  EXPECT_EQ(json.text("outcome"), "penalty");
  EXPECT_EQ(json.text("base_step"), "ordinary");
  EXPECT_EQ(json.text("step"), "minor");
  EXPECT_EQ(json.find("mitigated")->integer("from_fen"), 1'200'000);
  EXPECT_FALSE(json.items("applied").empty() || json.items("changes").empty() || json.items("duties").empty());
  EXPECT_FALSE(canonical(json).empty());  // whole numbers only
}

struct Asked {
  const char* name;
  DiscretionFacts facts;
  DiscretionProposal proposal;
  std::optional<ProposalStanding> standing;
  std::set<std::string> refused;
};

DiscretionProposal fine_of(std::int64_t amount, std::string ground = {}, std::string reasons = {}) {
  return {false, yuan(amount), std::move(ground), std::move(reasons), {}};
}
DiscretionProposal deviating(std::int64_t amount, std::string reason, std::string by, std::string approved) {
  auto out = fine_of(amount);
  out.deviation = Deviation{std::move(reason), std::move(by), std::move(approved)};
  return out;
}
DiscretionProposal none_for(std::string ground, std::string reasons = {}) {
  return {true, Fen{}, std::move(ground), std::move(reasons), {}};
}

const char* const kWhy = "当事人停止施工并先行拆除了大部分建筑";
const char* const kGround = "《行政处罚法》第三十二条第一项";

TEST(Proposal, NeedsNothingWithinTheStandardAndMoreOutsideIt) {
  using S = ProposalStanding;
  const auto minor_case = [](std::set<std::string> facts) {
    auto out = occupation(std::move(facts));
    out.party = PartyType::natural_person, out.age = 13;
    return out;
  };
  auto must_fine = occupation({"not_corrected_in_time"});
  must_fine.item = "LZR-CF-021", must_fine.measures = {{"overdue_days", 40}};
  auto not_yet = must_fine;
  not_yet.facts.clear();
  const Asked rows[] = {
      {"幅度之内", occupation(), fine_of(500'000), S::within_standard, {}},
      {"幅度的下限", occupation(), fine_of(444'000), S::within_standard, {}},
      {"低于幅度一元", occupation(), fine_of(443'999), {}, {"deviation_reason_missing", "deviation_not_approved"}},
      {"正好是法定最高额",
       occupation({"repeat_within_two_years", "obstructed"}),
       fine_of(1'200'000),
       S::within_standard,
       {}},
      {"偏离到法定最低额", must_fine, deviating(20'000, kWhy, "a", "b"), S::deviates, {}},
      {"高于法定最高额_批准也不行", occupation(), deviating(1'200'001, kWhy, "a", "b"), {}, {"above_maximum"}},
      {"偏离_没有理由没有批准",
       occupation(),
       fine_of(1'000'000),
       {},
       {"deviation_reason_missing", "deviation_not_approved"}},
      {"偏离_理由太短", occupation(), deviating(1'000'000, "应当重罚", "a", "b"), {}, {"deviation_reason_missing"}},
      {"偏离_自己批准", occupation(), deviating(1'000'000, kWhy, "a", "a"), {}, {"deviation_same_person"}},
      {"偏离_另一人批准", occupation(), deviating(1'000'000, kWhy, "a", "b"), S::deviates, {}},
      {"低于法定最低额_没有情形", must_fine, fine_of(19'999, kGround, kWhy), {}, {"below_minimum"}},
      {"法律说可以处罚款_不罚款说明理由", occupation(), fine_of(0, {}, kWhy), S::no_fine, {}},
      {"法律说可以处罚款_不罚款没有理由", occupation(), fine_of(0), {}, {"deviation_reason_missing"}},
      {"法律说应当处罚款_不罚款", must_fine, fine_of(0, {}, kWhy), {}, {"below_minimum"}},
      {"减轻_有情形有理由", occupation({"harm_reduced"}), fine_of(100'000, kGround, kWhy), S::mitigated, {}},
      {"减轻_没有写明情形", occupation({"harm_reduced"}), fine_of(100'000, {}, kWhy), {}, {"below_minimum"}},
      {"减轻_写了本案没有的情形",
       occupation({"harm_reduced"}),
       fine_of(100'000, "《行政处罚法》第三十条", kWhy),
       {},
       {"below_minimum"}},
      {"减轻_没有理由", occupation({"harm_reduced"}), fine_of(100'000, kGround), {}, {"mitigation_reason_missing"}},
      {"减轻_低于本机关的下限",
       occupation({"harm_reduced"}),
       fine_of(11'999, kGround, kWhy),
       {},
       {"deviation_reason_missing", "deviation_not_approved"}},
      {"应当从轻_高于从轻后的幅度",
       occupation({"harm_reduced"}),
       deviating(1'000'000, kWhy, "a", "b"),
       {},
       {"above_although_lighten"}},
      {"不满十四周岁_罚款", minor_case({}), fine_of(400'000), {}, {"fine_although_no_penalty"}},
      {"不满十四周岁_零罚款也要不予处罚决定", minor_case({}), fine_of(0), {}, {"no_penalty_ground_missing"}},
      {"不满十四周岁_不予处罚", minor_case({}), none_for("under_fourteen"), S::no_penalty, {}},
      {"不予处罚_没有情形", occupation(), none_for("no_fault", kWhy), {}, {"no_penalty_ground_missing"}},
      {"初次轻微改正_可以不罚_说明理由",
       occupation({"first_violation", "no_harm", "corrected_in_time"}),
       none_for("first_slight_corrected", kWhy),
       S::no_penalty,
       {}},
      {"初次轻微改正_可以不罚_没有理由",
       occupation({"first_violation", "no_harm", "corrected_in_time"}),
       none_for("first_slight_corrected"),
       {},
       {"no_penalty_reason_missing"}},
      {"逾期之前罚款", not_yet, fine_of(20'000), {}, {"fine_before_correction"}},
      {"逾期之前不罚款", not_yet, fine_of(0), S::no_fine, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto found = assess(book(), row.facts);
    ASSERT_TRUE(found) << found.error().message;
    const auto review = check_proposal(*found, row.proposal);
    if (row.standing) {
      ASSERT_TRUE(review) << review.error().message;
      EXPECT_EQ(review->standing, *row.standing);
      EXPECT_FALSE(review->explanation.empty() || review->citation.empty());
    } else {
      ASSERT_FALSE(review);
      EXPECT_EQ(codes(review.error()), row.refused) << review.error().message;
      for (const auto& reason : review.error().reasons) EXPECT_FALSE(reason.citation.empty()) << reason.code;
    }
  }
}

}  // namespace
}  // namespace mingjing::catalog
