// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/surcharge.h"

#include <gtest/gtest.h>

#include "law/citation.h"

namespace mingjing::cases {
namespace {

const Date kDue(2026, 4, 9);
using Terms = SurchargeTerms;

Terms fine_of(std::int64_t amount) {
  Terms out;
  out.fine = yuan(amount);
  out.due = kDue;
  return out;
}

struct Row {
  const char* name;
  void (*change)(Terms&);
  Date as_of;
  std::int64_t fen;
};

const Row kRows[] = {
    {"on the due day nothing", [](Terms&) {}, kDue, 0},
    {"the day after the due day is the first", [](Terms&) {}, kDue + 1, 150'000},
    {"ten days", [](Terms&) {}, kDue + 10, 1'500'000},
    {"day 33 is one per cent below the fine", [](Terms&) {}, kDue + 33, 4'950'000},
    {"day 34 reaches the fine and no more", [](Terms&) {}, kDue + 34, 5'000'000},
    {"a year later it is still the fine", [](Terms&) {}, kDue + 365, 5'000'000},
    {"not told, nothing", [](Terms& t) { t.told = false; }, kDue + 40, 0},
    {"paid on the due day", [](Terms& t) { t.paid = {{kDue, yuan(50000)}}; }, kDue + 20, 0},
    {"paid a day late: that day counts", [](Terms& t) { t.paid = {{kDue + 1, yuan(50000)}}; }, kDue + 20, 150'000},
    {"half paid in time", [](Terms& t) { t.paid = {{kDue, yuan(25000)}}; }, kDue + 2, 150'000},
    {"half paid on day 2: day 3 on half", [](Terms& t) { t.paid = {{kDue + 2, yuan(25000)}}; }, kDue + 4, 450'000},
    {"the payment of tomorrow helps not today", [](Terms& t) { t.paid = {{kDue + 5, yuan(50000)}}; }, kDue + 2, 300'000},
    {"half paid: the cap stays the whole fine",
     [](Terms& t) { t.paid = {{kDue, yuan(25000)}}; }, kDue + 66, 4'950'000},
    {"half paid: reached on day 67", [](Terms& t) { t.paid = {{kDue, yuan(25000)}}; }, kDue + 67, 5'000'000},
    {"paused from the first day to day 10", [](Terms& t) { t.pauses = {{kDue + 1, kDue + 10}}; }, kDue + 12, 300'000},
    {"paused without end", [](Terms& t) { t.pauses = {{kDue + 3, std::nullopt}}; }, kDue + 100, 300'000},
    {"two pauses that overlap count once",
     [](Terms& t) { t.pauses = {{kDue + 1, kDue + 5}, {kDue + 4, kDue + 8}}; }, kDue + 9, 150'000},
    {"a pause moves the day of the cap", [](Terms& t) { t.pauses = {{kDue + 1, kDue + 10}}; }, kDue + 43, 4'950'000},
    {"deferred: no day is late before the new day",
     [](Terms& t) { t.agreed = {{kDue - 3, kDue - 1, {{kDue + 60, yuan(50000)}}}}; }, kDue + 60, 0},
    {"deferred and missed: the day after",
     [](Terms& t) { t.agreed = {{kDue - 3, kDue - 1, {{kDue + 60, yuan(50000)}}}}; }, kDue + 61, 150'000},
    {"asked for on day 3: two days stay late",
     [](Terms& t) { t.agreed = {{kDue + 3, kDue + 7, {{kDue + 60, yuan(50000)}}}}; }, kDue + 30, 300'000},
    {"an instalment missed bears the surcharge of that part alone",
     [](Terms& t) {
       t.agreed = {{kDue - 3, kDue - 1, {{kDue + 30, yuan(20000)}, {kDue + 60, yuan(30000)}}}};
     },
     kDue + 31, 60'000},
    {"an instalment paid, the next not yet due",
     [](Terms& t) {
       t.agreed = {{kDue - 3, kDue - 1, {{kDue + 30, yuan(20000)}, {kDue + 60, yuan(30000)}}}};
       t.paid = {{kDue + 30, yuan(20000)}};
     },
     kDue + 59, 0},
    {"both instalments missed: from day 61 the whole",
     [](Terms& t) {
       t.agreed = {{kDue - 3, kDue - 1, {{kDue + 30, yuan(20000)}, {kDue + 60, yuan(30000)}}}};
     },
     kDue + 61, 30 * 60'000 + 150'000},
    {"paid before the plan: fulfils no instalment of it",
     [](Terms& t) {
       t.paid = {{kDue - 5, yuan(10000)}};
       t.agreed = {{kDue - 3, kDue - 1, {{kDue + 30, yuan(40000)}}}};
     },
     kDue + 31, 120'000},
    {"deferred anew: the newest terms count",
     [](Terms& t) {
       t.agreed = {{kDue - 3, kDue - 1, {{kDue + 10, yuan(50000)}}}, {kDue + 8, kDue + 9, {{kDue + 40, yuan(50000)}}}};
     },
     kDue + 40, 0},
    {"no fine, no surcharge", [](Terms& t) { t.fine = {}; }, kDue + 40, 0},
    {"fractions fall to the party: 0.01 yuan a day",
     [](Terms& t) { t.fine = Fen{33}; }, kDue + 2, 1},  // 0.99 fen a day
    {"and are not lost day by day", [](Terms& t) { t.fine = Fen{33}; }, kDue + 10, 9},
    {"the greatest sum does not overflow", [](Terms& t) { t.fine = kMaxMoney; }, kDue + 400, kMaxMoney.count},
};

TEST(Surcharge, Rows) {
  for (const Row& row : kRows) {
    Terms terms = fine_of(50000);
    row.change(terms);
    const Surcharge found = surcharge(terms, row.as_of);
    EXPECT_EQ(found.amount.count, row.fen) << row.name;
    EXPECT_LE(found.amount, found.cap) << row.name;
    Fen sum;
    for (const auto& step : found.steps) {
      sum = sum + step.amount;
      EXPECT_FALSE(step.text.empty()) << row.name;
      EXPECT_TRUE(law::Citation::parse(step.citation)) << row.name << " " << step.citation;
    }
    EXPECT_EQ(sum, found.amount) << row.name;
  }
}

TEST(Surcharge, TheWorkingTellsBaseDaysAndArticle) {
  Terms terms = fine_of(50000);
  terms.paid = {{kDue + 2, yuan(20000)}};
  terms.pauses = {{kDue + 4, kDue + 6}};
  const auto found = surcharge(terms, kDue + 8);
  ASSERT_EQ(found.steps.size(), 4u);
  EXPECT_EQ(found.first_day, kDue + 1);
  EXPECT_EQ(found.steps[0].text,
            "2026-04-10 至 2026-04-11，2 天：以逾期未缴的 50,000.00 元为基数，每日 3%，加处 3,000.00 元。");
  EXPECT_EQ(found.steps[1].base, yuan(30000));
  EXPECT_EQ(found.steps[1].days(), 1);
  EXPECT_EQ(found.steps[2].kind, SurchargeStep::Kind::paused);
  EXPECT_EQ(found.steps[2].citation, "《行政处罚法》第七十三条第三款");
  EXPECT_EQ(found.steps[3].days(), 2);
  EXPECT_EQ(found.amount, yuan(3000 + 900 + 1800));
  EXPECT_FALSE(found.capped_on);
}

TEST(Surcharge, TheCapIsReachedOnDay34) {
  const auto found = surcharge(fine_of(50000), kDue + 100);
  EXPECT_EQ(found.capped_on, kDue + 34);
  EXPECT_EQ(found.steps.back().kind, SurchargeStep::Kind::capped);
  EXPECT_EQ(found.steps.back().citation, "《行政强制法》第四十五条第二款");
}

TEST(Surcharge, UntoldSaysWhy) {
  Terms terms = fine_of(50000);
  terms.told = false;
  const auto found = surcharge(terms, kDue + 3);
  ASSERT_EQ(found.steps.size(), 1u);
  EXPECT_NE(found.steps[0].text.find("没有写明"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::cases
