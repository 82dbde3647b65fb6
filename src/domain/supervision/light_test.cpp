// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/light.h"

#include <gtest/gtest.h>

namespace mingjing::supervision {
namespace {

// A calendar of plain weeks: Monday to Friday work.
int plain_weeks(Date from, Date to) {
  int n = 0;
  for (Date day = from + 1; day <= to; day = day + 1) n += day.weekday() <= 5 ? 1 : 0;
  return n;
}

cases::Obligation limit(const char* unit) {
  cases::Obligation made;
  made.unit = unit;
  made.start = Instant::beijing(Date(2026, 3, 2), 9);  // a Monday
  made.due = Date(2026, 3, 9);                         // the Monday after
  return made;
}

struct Row {
  const char* name;
  Date today;
  Light light;
  const char* words;
};

TEST(Light, WorkingDaysByTheDay) {
  const Row kRows[] = {
      {"before the start", Date(2026, 3, 1), Light::not_started, "未起算"},
      {"start day", Date(2026, 3, 2), Light::green, "剩 5 个工作日"},
      {"Wednesday", Date(2026, 3, 4), Light::green, "剩 3 个工作日"},
      {"Thursday", Date(2026, 3, 5), Light::yellow, "剩 2 个工作日"},
      {"Saturday", Date(2026, 3, 7), Light::yellow, "剩 1 个工作日"},
      {"due day", Date(2026, 3, 9), Light::yellow, "今天到期"},
      {"a day late", Date(2026, 3, 10), Light::red, "逾期 1 个工作日"},
      {"the weekend after", Date(2026, 3, 14), Light::red, "逾期 4 个工作日"},
  };
  for (const auto& row : kRows) {
    const auto view = light(limit("working_day"), row.today, law::Limits::built_in(), plain_weeks);
    EXPECT_EQ(view.light, row.light) << row.name;
    EXPECT_EQ(view.words, row.words) << row.name;
  }
}

TEST(Light, CalendarDaysSayDays) {
  EXPECT_EQ(light(limit("calendar_day"), Date(2026, 3, 4), law::Limits::built_in(), plain_weeks).words, "剩 5 天");
  EXPECT_EQ(light(limit("calendar_day"), Date(2026, 3, 14), law::Limits::built_in(), plain_weeks).words, "逾期 5 天");
}

TEST(Light, LateOverAWeekendIsStillOneWorkingDayAtLeast) {
  auto made = limit("working_day");
  made.due = Date(2026, 3, 6);  // Friday
  EXPECT_EQ(light(made, Date(2026, 3, 7), law::Limits::built_in(), plain_weeks).words, "逾期 1 个工作日");
}

TEST(Light, TheRulesOwnDaysDecideYellowAndRed) {
  auto made = limit("calendar_day");
  made.yellow_on = Date(2026, 3, 3);
  made.red_on = Date(2026, 3, 8);
  EXPECT_EQ(light(made, Date(2026, 3, 3), law::Limits::built_in(), plain_weeks).light, Light::yellow);
  EXPECT_EQ(light(made, Date(2026, 3, 8), law::Limits::built_in(), plain_weeks).light, Light::red);
  EXPECT_EQ(light(made, Date(2026, 3, 8), law::Limits::built_in(), plain_weeks).words, "剩 1 天");
}

TEST(Light, OnlyTheAgencyIsEverRed) {
  struct Whose {
    const char* name;
    const char* rule;
    const char* owed_by;
    Light at_its_end, after;
    const char* words_after;
  };
  const Whose kRows[] = {
      {"the agency decides", "apl_60_decide", "agency", Light::red, Light::red, "逾期 2 天"},
      {"the party may speak", "apl_45_statement", "party", Light::green, Light::done, "期满"},
      {"the party may ask for a hearing", "apl_64_request", "party", Light::green, Light::done, "期满"},
      {"the same before 2021", "apl_42_request", "party", Light::green, Light::done, "期满"},
      {"an announcement of service", "cpl_95_announce", "agency", Light::green, Light::yellow, "期满，可以办理"},
      {"the fine", "apl_67_pay", "party", Light::yellow, Light::yellow, "当事人逾期 2 天"},
      {"an order's own day", "apl_28_correct", "party", Light::yellow, Light::yellow, "当事人逾期 2 天"},
      {"the police answer", "transfer_8_answer", "other", Light::yellow, Light::yellow, "对方逾期 2 天"},
  };
  for (const auto& row : kRows) {
    auto made = limit("calendar_day");
    made.rule = row.rule;
    made.owed_by = row.owed_by;
    made.yellow_on = Date(2026, 3, 7);
    made.red_on = Date(2026, 3, 8);
    EXPECT_EQ(light(made, Date(2026, 3, 9), law::Limits::built_in(), plain_weeks).light, row.at_its_end) << row.name;
    const auto after = light(made, Date(2026, 3, 11), law::Limits::built_in(), plain_weeks);
    EXPECT_EQ(after.light, row.after) << row.name;
    EXPECT_EQ(after.words, row.words_after) << row.name;
  }
}

// Whatever a procedure starts and the party has or owes: never red.
TEST(Light, NoRuleOfThePartyTurnsRed) {
  std::size_t seen = 0;
  for (const auto& rule : law::Limits::built_in().all()) {
    if (rule.owed_by != "当事人") continue;
    ++seen;
    auto made = limit("calendar_day");
    made.rule = rule.id;
    made.owed_by = "party";
    made.red_on = Date(2026, 3, 8);
    for (Date day = Date(2026, 3, 1); day < Date(2026, 4, 1); day = day + 1) {
      EXPECT_NE(light(made, day, law::Limits::built_in(), plain_weeks).light, Light::red) << rule.id;
    }
  }
  EXPECT_GE(seen, 6U);
}

TEST(Light, SuspendedAndDone) {
  auto made = limit("working_day");
  made.suspensions = {{Date(2026, 3, 3), Date(2026, 3, 4), "鉴定", ""}, {Date(2026, 3, 6), std::nullopt, "鉴定", ""}};
  EXPECT_EQ(light(made, Date(2026, 3, 4), law::Limits::built_in(), plain_weeks).words, "已中止 2 天");
  EXPECT_EQ(light(made, Date(2026, 3, 5), law::Limits::built_in(), plain_weeks).light, Light::yellow);
  EXPECT_EQ(light(made, Date(2026, 3, 17), law::Limits::built_in(), plain_weeks).words, "已中止 12 天");
  made.fulfilled_on = Date(2026, 3, 20);
  EXPECT_EQ(light(made, Date(2026, 3, 17), law::Limits::built_in(), plain_weeks).light, Light::done);
}

TEST(Light, TheMostUrgentLeads) {
  EXPECT_EQ(most_urgent({Light::done, Light::yellow, Light::red, Light::green}), Light::red);
  EXPECT_EQ(most_urgent({Light::done, Light::suspended, Light::green}), Light::green);
  EXPECT_EQ(most_urgent({}), Light::done);
}

TEST(Light, NamesAreInOrder) {
  for (std::size_t i = 0; i < kLights.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(kLights[i].value), i);
}

}  // namespace
}  // namespace mingjing::supervision
