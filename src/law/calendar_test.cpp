// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include <gtest/gtest.h>

namespace mingjing::law {
namespace {

Date d(const char* text) { return Date::parse(text).value(); }

TEST(Calendar, KnownDays) {
  struct Row {
    const char* date;
    DayKind kind;
    const char* name;
  };
  const Row rows[] = {
      {"2026-11-20", DayKind::workday, ""},       {"2026-11-21", DayKind::weekend, ""},
      {"2026-10-01", DayKind::holiday, "国庆节"}, {"2026-02-14", DayKind::make_up, "春节"},
      {"2022-12-31", DayKind::holiday, "元旦"},   {"2018-12-29", DayKind::make_up, "元旦"},
      {"2020-02-03", DayKind::workday, "春节"},   {"2019-04-07", DayKind::weekend, ""},
      {"2025-01-28", DayKind::holiday, "春节"},
  };
  const Calendar& calendar = Calendar::built_in();
  for (const Row& row : rows) {
    EXPECT_EQ(calendar.kind(d(row.date)), row.kind) << row.date;
    EXPECT_EQ(calendar.name(d(row.date)), row.name) << row.date;
  }
  EXPECT_EQ(calendar.years(), (std::vector<int>{2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026}));
}

TEST(Calendar, UnknownYearIsProvisionalFromFestivals) {
  const Calendar& calendar = Calendar::built_in();
  EXPECT_EQ(calendar.status(2026), YearStatus::known);
  EXPECT_EQ(calendar.status(2027), YearStatus::provisional);
  EXPECT_EQ(calendar.kind(d("2027-02-05")), DayKind::holiday);
  EXPECT_EQ(calendar.name(d("2027-02-05")), "除夕");
  EXPECT_TRUE(calendar.is_working_day(d("2027-02-09")));
  EXPECT_FALSE(calendar.is_working_day(d("2035-10-03")));
  EXPECT_TRUE(calendar.is_working_day(d("2036-10-01")));  // no data: weekends alone
  EXPECT_EQ(calendar.status(2036), YearStatus::provisional);
}

TEST(Calendar, WorkingDaySums) {
  const Calendar& calendar = Calendar::built_in();
  EXPECT_EQ(calendar.add_working_days(d("2026-11-20"), 1), d("2026-11-23"));
  EXPECT_EQ(calendar.add_working_days(d("2026-09-30"), 1), d("2026-10-08"));
  EXPECT_EQ(calendar.add_working_days(d("2026-10-08"), -1), d("2026-09-30"));
  EXPECT_EQ(calendar.add_working_days(d("2026-11-21"), 0), d("2026-11-21"));
  EXPECT_EQ(calendar.next_working_day(d("2026-10-01")), d("2026-10-08"));
  EXPECT_EQ(calendar.previous_working_day(d("2026-10-07")), d("2026-09-30"));
  for (int n = -300; n <= 300; ++n) {
    const Date end = calendar.add_working_days(d("2024-05-15"), n);
    ASSERT_EQ(calendar.working_days_between(d("2024-05-15"), end), n);
  }
}

TEST(Calendar, AmendedMidYear) {
  const Calendar& before = Calendar::built_in();
  CalendarYear year = *before.year(2026);
  EXPECT_TRUE(moved_days(before, before.with(year)).empty());  // the same version changes nothing
  year.version = 2;
  year.days.push_back({d("2026-12-05"), "临时调休", false});
  year.days.push_back({d("2026-12-07"), "临时调休", true});
  const Calendar after = before.with(year);
  const auto moved = moved_days(before, after);
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[0].text_zh(), "2026年12月5日（周六）新增为补班日。");
  EXPECT_EQ(moved[1].text_zh(), "2026年12月7日（周一）新增为放假日（临时调休）。");
  EXPECT_EQ(after.version(2026), 2);
  EXPECT_EQ(before.version(2026), 1);
  EXPECT_EQ(moved_days(after, before)[1].text_zh(), "2026年12月7日（周一）不再放假，照常上班。");
}

TEST(Calendar, ImportOfAYearMovesProvisionalDays) {
  const Calendar& known = Calendar::built_in();
  const Calendar before = known.without(2026);
  EXPECT_EQ(before.status(2026), YearStatus::provisional);
  const auto moved = moved_days(before, known);
  EXPECT_FALSE(moved.empty());
  for (const MovedDay& day : moved) EXPECT_EQ(day.date.year(), 2026) << day.text_zh();
}

TEST(CalendarFile, ReadsBackWhatItWrites) {
  const CalendarYear* year = Calendar::built_in().year(2023);
  const auto again = parse_calendar_year(to_json(*year));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *year);
}

TEST(CalendarFile, Refusals) {
  struct Row {
    const char* name;
    std::string text;
    const char* says;
  };
  const std::string day = R"({"name":"元旦","date":"2027-01-01","isOffDay":true})";
  const Row rows[] = {
      {"not json", "{", "不是合格的 JSON"},
      {"array", "[]", "JSON 对象"},
      {"no year", R"({"days":[)" + day + "]}", "哪一年"},
      {"year as text", R"({"year":"2027","days":[)" + day + "]}", "哪一年"},
      {"no days", R"({"year":2027,"days":[]})", "没有日期"},
      {"other year", R"({"year":2028,"days":[)" + day + "]}", "不在 2028 年"},
      {"twice", R"({"year":2027,"days":[)" + day + "," + day + "]}", "写了两次"},
      {"bad date", R"({"year":2027,"days":[{"name":"元旦","date":"2027-02-30","isOffDay":true}]})", "读不懂"},
      {"no flag", R"({"year":2027,"days":[{"name":"元旦","date":"2027-01-01"}]})", "放假（true）"},
      {"no name", R"({"year":2027,"days":[{"date":"2027-01-01","isOffDay":true}]})", "没有节日名称"},
      {"none off", R"({"year":2027,"days":[{"name":"元旦","date":"2027-01-03","isOffDay":false}]})", "没有一个放假日"},
      {"version", R"({"year":2027,"version":0,"days":[)" + day + "]}", "版本"},
      {"too large", std::string(70'000, ' '), "64 KB"},
  };
  for (const Row& row : rows) {
    const auto result = parse_calendar_year(row.text);
    ASSERT_FALSE(result) << row.name;
    std::string all = result.error().message;
    for (const Reason& reason : result.error().reasons) all += reason.message;
    EXPECT_NE(all.find(row.says), std::string::npos) << row.name << ": " << all;
  }
}

TEST(CalendarFile, AllReasonsAtOnce) {
  const auto result = parse_calendar_year(
      R"({"year":2027,"days":[{"name":"元旦","date":"x","isOffDay":true},{"name":"","date":"2027-01-01","isOffDay":true}]})");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reasons.size(), 2U);
}

}  // namespace
}  // namespace mingjing::law
