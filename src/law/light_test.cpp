// SPDX-License-Identifier: Apache-2.0
#include "law/light.h"

#include <gtest/gtest.h>

namespace mingjing::law {
namespace {

const Calendar& kCalendar() { return Calendar::built_in(); }
const LimitRule& rule_of(const char* id) { return *Limits::built_in().find(id); }
Instant at(const char* text) { return Instant::parse(text).value(); }

Due due_of(const char* id, Date start, const Calendar& calendar = Calendar::built_in()) {
  return compute(rule_of(id), {start, {}, {}, 0}, calendar).value();
}

TEST(Light, ChangesWithTheDay) {
  const Due due = due_of("apl_61_serve", Date(2026, 11, 12));  // ends 2026-11-23, a Monday
  const std::pair<const char*, Light> rows[] = {
      {"2026-11-18T23:59+08:00", Light::green},  {"2026-11-19T00:00+08:00", Light::yellow},
      {"2026-11-19T23:59+08:00", Light::yellow}, {"2026-11-20T00:00+08:00", Light::red},
      {"2026-11-23T23:59:59+08:00", Light::red}, {"2026-11-24T00:00+08:00", Light::overdue},
  };
  for (const auto& [now, expected] : rows) EXPECT_EQ(light(due, {}, at(now)), expected) << now;
  const Instant now = at("2026-12-01T09:00+08:00");
  EXPECT_EQ(light(due, {true, {}}, now), Light::suspended);
  EXPECT_EQ(light(due, {false, at("2026-11-23T18:00+08:00")}, now), Light::done);
  EXPECT_EQ(light(due, {false, at("2026-11-24T08:00+08:00")}, now), Light::done_late);
}

TEST(Light, Words) {
  const LimitRule& rule = rule_of("apl_61_serve");
  const Due due = due_of("apl_61_serve", Date(2026, 11, 12));
  const auto words = [&](const LimitState& state, const char* now) {
    return remaining_zh(rule, due, state, at(now), kCalendar());
  };
  EXPECT_EQ(words({}, "2026-11-20T09:00+08:00"),
            "还剩 1 个工作日，2026年11月23日（周一）24:00 到期。11月21日至22日（周末）不算。");
  EXPECT_EQ(words({}, "2026-11-23T09:00+08:00"), "今天到期，2026年11月23日（周一）24:00 为止。");
  EXPECT_EQ(words({}, "2026-11-24T09:00+08:00"),
            "已逾期 1 个工作日，原应于 2026年11月23日（周一）前办妥。现在补办，请写明原因。");
  EXPECT_EQ(words({false, at("2026-11-18T09:00+08:00")}, "2026-12-01T09:00+08:00"),
            "应于 2026年11月23日（周一）前办妥，实际 2026年11月18日（周三）办妥，提前 3 个工作日。");
  EXPECT_EQ(words({false, at("2026-11-25T09:00+08:00")}, "2026-12-01T09:00+08:00"),
            "应于 2026年11月23日（周一）前办妥，实际 2026年11月25日（周三）办妥，逾期 2 个工作日。");
  const Due seal = due_of("acl_25_seal", Date(2026, 10, 1));
  EXPECT_EQ(remaining_zh(rule_of("acl_25_seal"), seal, {}, at("2026-11-03T09:00+08:00"), kCalendar()),
            "已逾期 3 天，2026年10月31日（周六）已经期满。期满应当解除。");
  const Due hours = compute(rule_of("acl_19_report"), {at("2026-10-01T09:00+08:00"), {}, {}, 0}, kCalendar()).value();
  EXPECT_EQ(remaining_zh(rule_of("acl_19_report"), hours, {}, at("2026-10-02T06:30+08:00"), kCalendar()),
            "还剩 2 小时 30 分钟，2026年10月2日9时00分到期。");
}

TEST(Light, OneCellADay) {
  const LimitRule& rule = rule_of("apl_61_serve");
  const LimitInput input{Date(2026, 9, 28), {}, {}, 0};
  const auto cells = day_cells(rule, input, compute(rule, input, kCalendar()).value(), kCalendar());
  ASSERT_EQ(cells.size(), 16U);
  EXPECT_EQ(cells.front().kind, CellKind::start);
  EXPECT_EQ(cells[3].kind, CellKind::off);
  EXPECT_EQ(cells[3].name, "国庆节");
  EXPECT_EQ(cells[12].kind, CellKind::make_up);
  EXPECT_EQ(cells.back().number, 7);
  const LimitInput long_input{Date(2026, 3, 2), {}, {}, 0};
  EXPECT_TRUE(day_cells(rule_of("apl_60_decide"), long_input,
                        compute(rule_of("apl_60_decide"), long_input, kCalendar()).value(), kCalendar())
                  .empty());
}

TEST(Light, NoticeAfterAnAmendment) {
  CalendarYear year = *kCalendar().year(2026);
  year.version = 2;
  year.days.push_back({Date(2026, 12, 5), "临时调休", false});
  const Calendar amended = kCalendar().with(year);
  const Due before = due_of("apl_61_serve", Date(2026, 11, 27));
  const Due after = due_of("apl_61_serve", Date(2026, 11, 27), amended);
  EXPECT_EQ(moved_notice_zh(rule_of("apl_61_serve"), before, after, moved_days(kCalendar(), amended)),
            "2026年12月5日（周六）新增为补班日。“送达行政处罚决定书”由 2026年12月8日（周二）改为 "
            "2026年12月7日（周一），提前 1 天。");
  EXPECT_EQ(moved_notice_zh(rule_of("apl_61_serve"), before, before, {}), "");
}

}  // namespace
}  // namespace mingjing::law
