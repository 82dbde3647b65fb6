// SPDX-License-Identifier: Apache-2.0
#include "law/limits.h"

#include <gtest/gtest.h>

#include <set>

#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::law {
namespace {

Date d(const char* text) { return Date::parse(text).value(); }
Instant t(const char* text) { return Instant::parse(text).value(); }

Result<Due> due_of(std::string_view id, LimitInput input, const Calendar& calendar = Calendar::built_in()) {
  auto rule = Limits::built_in().choose(id, date_of(input.start));
  if (!rule) return refuse(rule.error());
  return compute(**rule, input, calendar);
}

const LimitStep* step(const Due& due, std::string_view kind) {
  for (const LimitStep& s : due.working) {
    if (s.kind == kind) return &s;
  }
  return nullptr;
}

struct Row {
  const char* rule;
  const char* start;
  const char* due;
  bool provisional;
  const char* uses;  // the rule of that day
};

const Row kRows[] = {
    {"apl_60_decide", "2026-06-01", "2026-08-31", false, "apl_60_decide"},  // day 90 is a Sunday
    {"apl_60_decide", "2026-11-22", "2027-02-22", true, "apl_60_decide"},   // 2027-02-20 is a Saturday
    {"apl_61_serve", "2026-09-28", "2026-10-13", false, "apl_61_serve"},    // over the National Day, with 10-10 worked
    {"apl_61_serve", "2021-07-14", "2021-07-21", false, "apl_40_serve"},    // calendar days before the revision
    {"apl_61_serve", "2021-07-15", "2021-07-26", false, "apl_61_serve"},
    {"apl_56_preserve", "2026-02-10", "2026-02-26", false, "apl_56_preserve"},      // over the Spring Festival
    {"apl_67_pay", "2026-11-27", "2026-12-14", false, "apl_67_pay"},                // day 15 is Saturday 12-12
    {"apl_36_limitation", "2024-02-29", "2026-02-28", false, "apl_36_limitation"},  // a Saturday; does not move
    {"acl_25_seal", "2026-11-02", "2026-12-02", false, "acl_25_seal"},
    {"acl_25_seal", "2026-09-05", "2026-10-05", false, "acl_25_seal"},      // a holiday; a seal is not prolonged
    {"acl_32_freeze", "2026-12-10", "2027-01-09", false, "acl_32_freeze"},  // unknown year, but nothing depends on it
    {"arl_48_reply", "2023-12-25", "2024-01-04", false, "arl_23_reply"},    // calendar days under the 2017 text
    {"arl_48_reply", "2024-01-02", "2024-01-16", false, "arl_48_reply"},    // working days since 2024
    {"cpl_95_announce", "2021-12-31", "2022-03-01", false, "cpl_92_announce"},
    {"cpl_95_announce", "2022-01-01", "2022-01-31", false, "cpl_95_announce"},
    {"ala_46_sue", "2026-03-31", "2026-09-30", false, "ala_46_sue"},
    {"ala_46_sue", "2025-08-31", "2026-02-28", false, "ala_46_sue"},  // no 31 February; the make-up Saturday is worked
    {"ala_46_sue", "2026-08-31", "2027-03-01", true, "ala_46_sue"},   // 2027-02-28 is a Sunday
    {"apl_64_notice", "2026-11-20", "2026-11-11", false, "apl_64_notice"},
    {"apl_64_notice", "2026-10-12", "2026-09-24", false, "apl_64_notice"},  // backwards over the holiday
    {"all_50_renew", "2026-12-31", "2026-12-01", false, "all_50_renew"},
    {"founding_002_36_publish", "2026-11-20", "2026-12-01", false, "founding_002_36_publish"},
    {"founding_002_43_annual", "2025-12-31", "2026-01-31", false, "founding_002_43_annual"},
    {"founding_002_52_forms", "2026-01-31", "2026-04-30", false, "founding_002_52_forms"},
};

TEST(Limits, Rows) {
  for (const Row& row : kRows) {
    const auto due = due_of(row.rule, {d(row.start), {}, {}, 0});
    ASSERT_TRUE(due) << row.rule << " " << due.error().message;
    EXPECT_EQ(due->due_date().text(), row.due) << row.rule << " from " << row.start;
    EXPECT_EQ(due->provisional, row.provisional) << row.rule << " from " << row.start;
    EXPECT_EQ(due->rule, row.uses) << row.start;
  }
}

TEST(Limits, HoursRunThroughHolidays) {
  const auto due = due_of("acl_19_report", {t("2026-10-01T22:30+08:00"), {}, {}, 0});
  ASSERT_TRUE(due);
  EXPECT_EQ(std::get<Instant>(due->due), t("2026-10-02T22:30+08:00"));
  EXPECT_EQ(std::get<Instant>(due->red_on), t("2026-10-02T18:30+08:00"));
  EXPECT_FALSE(due_of("acl_19_report", {d("2026-10-01"), {}, {}, 0}));
  EXPECT_TRUE(due_of("apl_60_decide", {t("2026-10-01T22:30+08:00"), {}, {}, 0}));
}

TEST(Limits, SuspensionAndExtension) {
  // 20 working days with 10 more; an appraisal of 10 days that holds six working days.
  const auto plain = due_of("all_42_decide", {d("2026-03-02"), {}, {}, 0});
  const auto longer = due_of("all_42_decide", {d("2026-03-02"), {}, {}, 10});
  const auto stopped = due_of("all_42_decide", {d("2026-03-02"), {}, {{d("2026-03-06"), d("2026-03-15")}}, 0});
  ASSERT_TRUE(plain && longer && stopped);
  EXPECT_EQ(plain->due_date(), d("2026-03-30"));
  EXPECT_EQ(longer->due_date(), d("2026-04-14"));
  EXPECT_EQ(stopped->due_date(), d("2026-04-08"));
  // Calendar days: each suspended day moves the seal by one.
  const auto seal = due_of("acl_25_seal", {d("2026-11-02"), {}, {{d("2026-11-10"), d("2026-11-21")}}, 0});
  ASSERT_TRUE(seal);
  EXPECT_EQ(seal->due_date(), d("2026-12-14"));
  EXPECT_NE(step(*seal, "suspended")->text.find("共 12 天，11月22日接着算"), std::string::npos);
  // Months are prolonged by the suspended days, also by those that only the prolongation reaches.
  const auto months = due_of("ala_46_sue", {d("2026-01-05"), {}, {{d("2026-07-01"), d("2026-07-10")}}, 0});
  ASSERT_TRUE(months);
  EXPECT_EQ(months->due_date(), d("2026-07-15"));
}

TEST(Limits, WindowWithTwoAnchors) {
  const auto due = due_of(
      "acl_53_court",
      {d("2026-03-10"), {{"reconsideration_ended_on", d("2026-01-10")}, {"demand_served_on", d("2026-03-09")}}, {}, 0});
  ASSERT_TRUE(due) << due.error().message;
  EXPECT_EQ(due->due_date(), d("2026-06-10"));
  EXPECT_EQ(due->opens, d("2026-03-24"));
  const auto later = due_of("acl_53_court", {d("2026-03-10"), {{"reconsideration_ended_on", d("2026-04-10")}}, {}, 0});
  ASSERT_TRUE(later);
  EXPECT_EQ(later->due_date(), d("2026-07-10"));
  EXPECT_EQ(later->opens, d("2026-04-11"));
  const LimitStep* plan = step(*later, "plan");  // no demand yet: served by then, it is ten working days old in time
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(Calendar::built_in().add_working_days(plan->date, 10) + 1, d("2026-07-10"));
  EXPECT_EQ(date_of(later->red_on), Calendar::built_in().add_working_days(d("2026-07-10"), -15));
  const auto late = due_of("acl_53_court", {d("2026-03-10"), {{"demand_served_on", d("2026-06-08")}}, {}, 0});
  ASSERT_TRUE(late);
  EXPECT_GT(late->opens, late->due_date());
}

TEST(Limits, Refusals) {
  struct Case {
    const char* name;
    const char* rule;
    LimitInput input;
    const char* field;
  };
  const Case cases[] = {
      {"unknown rule", "apl_1_nothing", {d("2026-03-02"), {}, {}, 0}, "rule"},
      {"before the law", "acl_25_seal", {d("2011-12-31"), {}, {}, 0}, "start"},
      {"no ground to suspend",
       "apl_61_serve",
       {d("2026-03-02"), {}, {{d("2026-03-03"), d("2026-03-04")}}, 0},
       "suspend"},
      {"reversed", "acl_25_seal", {d("2026-03-02"), {}, {{d("2026-03-05"), d("2026-03-04")}}, 0}, "suspend"},
      {"overlap",
       "acl_25_seal",
       {d("2026-03-02"), {}, {{d("2026-03-05"), d("2026-03-08")}, {d("2026-03-08"), d("2026-03-09")}}, 0},
       "suspend"},
      {"after the end", "acl_25_seal", {d("2026-03-02"), {}, {{d("2026-05-05"), d("2026-05-08")}}, 0}, "suspend"},
      {"before the start", "acl_25_seal", {d("2026-03-02"), {}, {{d("2026-03-01"), d("2026-03-08")}}, 0}, "suspend"},
      {"no extension", "apl_56_preserve", {d("2026-03-02"), {}, {}, 5}, "extend"},
      {"too long an extension", "acl_25_seal", {d("2026-03-02"), {}, {}, 31}, "extend"},
      {"negative extension", "acl_25_seal", {d("2026-03-02"), {}, {}, -1}, "extend"},
      {"unknown anchor", "apl_60_decide", {d("2026-03-02"), {{"demand_served_on", d("2026-03-02")}}, {}, 0}, "also"},
  };
  for (const Case& c : cases) {
    const auto due = due_of(c.rule, c.input);
    ASSERT_FALSE(due) << c.name;
    EXPECT_EQ(due.error().field, c.field) << c.name << due.error().message;
  }
}

TEST(Limits, WorkingIsTold) {
  const auto due = due_of("apl_61_serve", {d("2026-09-28"), {}, {}, 0});
  ASSERT_TRUE(due);
  EXPECT_EQ(step(*due, "start")->text, "起算：作出行政处罚决定在 2026年9月28日（周一），当日不算，从 9月29日起算。");
  EXPECT_EQ(step(*due, "length")->text, "长度：7 个工作日，周末和法定节假日不算，补班日照算。");
  EXPECT_EQ(step(*due, "length")->citation, "《行政处罚法》第六十一条第一款、《行政处罚法》第八十五条");
  EXPECT_EQ(step(*due, "skipped")->text, "跳过：10月1日至7日（国庆节）、10月11日（周末），共 8 天不算。");
  EXPECT_EQ(step(*due, "make_up")->text, "补班：2026年10月10日（周六）是补班日，照算。");
  EXPECT_EQ(step(*due, "due")->text, "到期：2026年10月13日（周二）24:00 到期。");
  const auto rolled = due_of("apl_60_decide", {d("2026-06-01"), {}, {}, 0});
  EXPECT_EQ(step(*rolled, "rolled")->text,
            "顺延：第 90 日是 2026年8月30日（周日），休息日，顺延到 2026年8月31日（周一）（按民事诉讼法类推）。");
  EXPECT_EQ(step(*rolled, "rolled")->citation, "《民事诉讼法》第八十五条第三款");
  const auto open = due_of("apl_60_decide", {d("2026-11-22"), {}, {}, 0});
  EXPECT_NE(step(*open, "provisional")->text.find("2027 年的放假安排还没有公布，先按 2027-02-22 暂定"),
            std::string::npos);
}

TEST(Limits, ImportOfTheYearSettlesAProvisionalDay) {
  const Calendar before = Calendar::built_in().without(2026);
  const auto guess = due_of("apl_61_serve", {d("2026-09-28"), {}, {}, 0}, before);
  const auto known = due_of("apl_61_serve", {d("2026-09-28"), {}, {}, 0});
  ASSERT_TRUE(guess && known);
  EXPECT_TRUE(guess->provisional);
  EXPECT_FALSE(known->provisional);
  EXPECT_NE(guess->due_date(), known->due_date());
}

TEST(Limits, Lights) {
  const auto due = due_of("apl_61_serve", {d("2026-11-12"), {}, {}, 0});
  ASSERT_TRUE(due);
  EXPECT_EQ(due->due_date(), d("2026-11-23"));
  EXPECT_EQ(date_of(due->yellow_on), d("2026-11-19"));
  EXPECT_EQ(date_of(due->red_on), d("2026-11-20"));
  for (const LimitRule& rule : Limits::built_in().all()) {
    const Moment start = t("2026-03-02T09:00+08:00");
    if (rule.in_force_until) continue;
    const auto any = compute(rule, {start, {}, {}, 0}, Calendar::built_in());
    ASSERT_TRUE(any) << rule.id;
    EXPECT_LE(date_of(any->yellow_on), date_of(any->red_on)) << rule.id;
    EXPECT_LE(date_of(any->red_on), any->due_date()) << rule.id;
    EXPECT_FALSE(any->working.empty()) << rule.id;
  }
}

TEST(Limits, EnoughOfThemAndListed) {
  const auto list = parse_json(Limits::built_in().list_json());
  ASSERT_TRUE(list);
  EXPECT_GE(list->as_array()->size(), 45U);
  for (const Json& rule : *list->as_array()) {
    for (const char* name :
         {"id", "unit", "amount", "direction", "anchors", "in_force_from", "in_force_until", "citation"}) {
      EXPECT_NE(rule.find(name), nullptr) << rule.text("id") << " " << name;
    }
  }
}

TEST(Limits, BadRuleFilesAreRefused) {
  const std::string good =
      R"({"id":"a_1_x","name":"甲","unit":"working_day","amount":3,"anchors":[{"name":"on","zh":"某日"}],)"
      R"("owed_by":"行政机关","citation":"《行政处罚法》第六十条","in_force_from":"2021-07-15","roll":"none"})";
  const auto file = [](const std::string& rules) { return R"({"rules":[)" + rules + "]}"; };
  ASSERT_TRUE(Limits::parse({file(good)}));
  const std::pair<const char*, const char*> changes[] = {{"\"working_day\"", "\"day\""},
                                                         {"\"amount\":3", "\"amount\":0"},
                                                         {"第六十条", "第条"},
                                                         {"2021-07-15", "soon"},
                                                         {"\"roll\":\"none\"", "\"roll\":\"x\""},
                                                         {"\"owed_by\":\"行政机关\"", "\"owed_by\":\"\""}};
  for (const auto& [from, to] : changes) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    EXPECT_FALSE(Limits::parse({file(bad)})) << from;
  }
  EXPECT_FALSE(Limits::parse({file(good + "," + good)}));  // the same id, and in force at the same time
}

}  // namespace
}  // namespace mingjing::law
