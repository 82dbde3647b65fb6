// SPDX-License-Identifier: Apache-2.0
#include "law/light.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/limits_count.h"

namespace mingjing::law {
namespace {

constexpr int kCellsMax = 31;

bool in_hours(const LimitRule& rule) { return rule.unit == LimitUnit::hour; }
bool in_working_days(const LimitRule& rule) { return rule.unit == LimitUnit::working_day; }

// The moment a limit ends: 24:00 of its day.
Instant end_of(const Due& due) {
  if (const auto* moment = std::get_if<Instant>(&due.due)) return *moment;
  return Instant::beijing(due.due_date() + 1);
}

Instant begin_of(const Moment& moment) {
  if (const auto* at = std::get_if<Instant>(&moment)) return *at;
  return Instant::beijing(std::get<Date>(moment));
}

int days_between(const LimitRule& rule, Date from, Date to, const Calendar& calendar) {
  return in_working_days(rule) ? calendar.working_days_between(from, to) : to - from;
}

std::string_view unit_of(const LimitRule& rule) { return in_working_days(rule) ? "个工作日" : "天"; }

std::string hours_zh(std::int64_t ms) {
  const std::int64_t minutes = ms / 60000;
  if (minutes < 60) return fmt::format("{} 分钟", minutes);
  if (minutes % 60 == 0) return fmt::format("{} 小时", minutes / 60);
  return fmt::format("{} 小时 {} 分钟", minutes / 60, minutes % 60);
}

std::string end_zh(const Due& due) {
  if (const auto* moment = std::get_if<Instant>(&due.due)) return moment->text_zh();
  return day_zh(due.due_date());
}

std::string done_zh(const LimitRule& rule, const Due& due, Instant done, const Calendar& calendar) {
  const std::string head = fmt::format("应于 {}前办妥，实际 {}办妥，", end_zh(due), day_zh(done.date()));
  if (in_hours(rule)) {
    const std::int64_t early = end_of(due) - done;
    return head + (early >= 0 ? "提前 " + hours_zh(early) : "逾期 " + hours_zh(-early)) + "。";
  }
  const int early = days_between(rule, done.date(), due.due_date(), calendar);
  if (done.date() > due.due_date()) {
    return head + (early == 0 ? "逾期。" : fmt::format("逾期 {} {}。", -early, unit_of(rule)));
  }
  return head + (early == 0 ? "按期。" : fmt::format("提前 {} {}。", early, unit_of(rule)));
}

std::string overdue_zh(const LimitRule& rule, const Due& due, Instant now, const Calendar& calendar) {
  const std::string tail = rule.effect == LimitEffect::red
                               ? fmt::format("原应于 {}前办妥。现在补办，请写明原因。", end_zh(due))
                               : fmt::format("{}已经期满。{}", end_zh(due), effect_zh(rule.effect));
  if (in_hours(rule)) return "已逾期 " + hours_zh(now - end_of(due)) + "，" + tail;
  const int late = days_between(rule, due.due_date(), now.date(), calendar);
  return late == 0 ? "已逾期，" + tail : fmt::format("已逾期 {} {}，", late, unit_of(rule)) + tail;
}

}  // namespace

std::string_view to_string(Light light) {
  switch (light) {
    case Light::green:
      return "green";
    case Light::yellow:
      return "yellow";
    case Light::red:
      return "red";
    case Light::overdue:
      return "overdue";
    case Light::suspended:
      return "suspended";
    case Light::done:
      return "done";
    case Light::done_late:
      return "done_late";
  }
  return {};
}

Light light(const Due& due, const LimitState& state, Instant now) {
  if (state.done_at) return *state.done_at < end_of(due) ? Light::done : Light::done_late;
  if (state.suspended) return Light::suspended;
  if (now >= end_of(due)) return Light::overdue;
  if (now >= begin_of(due.red_on)) return Light::red;
  return now >= begin_of(due.yellow_on) ? Light::yellow : Light::green;
}

std::string remaining_zh(const LimitRule& rule, const Due& due, const LimitState& state, Instant now,
                         const Calendar& calendar) {
  if (state.done_at) return done_zh(rule, due, *state.done_at, calendar);
  if (state.suspended) return "已中止计算，恢复的次日接着算。";
  if (now >= end_of(due)) return overdue_zh(rule, due, now, calendar);
  const std::string provisional = due.provisional ? "放假安排还没有公布，这一天是暂定的。" : "";
  if (in_hours(rule)) return fmt::format("还剩 {}，{}到期。", hours_zh(end_of(due) - now), end_zh(due));
  const int left = days_between(rule, now.date(), due.due_date(), calendar);
  if (left == 0) return fmt::format("今天到期，{}24:00 为止。", day_zh(due.due_date())) + provisional;
  std::vector<Date> off;
  if (in_working_days(rule)) {
    for (Date day = now.date() + 1; day < due.due_date(); day = day + 1) {
      if (!calendar.is_working_day(day)) off.push_back(day);
    }
  }
  const std::string skipped = off.empty() ? "" : fmt::format("{}不算。", skipped_zh(off, calendar));
  return fmt::format("还剩 {} {}，{}24:00 到期。", left, unit_of(rule), day_zh(due.due_date())) + skipped + provisional;
}

std::vector<DayCell> day_cells(const LimitRule& rule, const LimitInput& input, const Due& due,
                               const Calendar& calendar) {
  const Date start = date_of(input.start), end = due.due_date();
  const bool forward = rule.direction == LimitDirection::forward;
  const bool days = in_working_days(rule) || rule.unit == LimitUnit::calendar_day;
  if (!forward || !days || end - start + 1 > kCellsMax) return {};
  std::vector<DayCell> out = {{start, CellKind::start, 0, calendar.name(start)}};
  int number = 0;
  const int length = rule.amount + input.extension;
  for (Date day = start + 1; day <= end; day = day + 1) {
    DayCell cell{day, CellKind::counted, 0, calendar.name(day)};
    const bool suspended = std::any_of(input.suspensions.begin(), input.suspensions.end(),
                                       [&](const SuspendedDays& s) { return s.from <= day && day <= s.to; });
    const bool off = !calendar.is_working_day(day);
    if (suspended) {
      cell.kind = CellKind::suspended;
    } else if (off && (in_working_days(rule) || number >= length)) {
      cell.kind = CellKind::off;
    } else {
      if (calendar.kind(day) == DayKind::make_up) cell.kind = CellKind::make_up;
      if (number < length) cell.number = ++number;
    }
    out.push_back(std::move(cell));
  }
  return out;
}

std::string moved_notice_zh(const LimitRule& rule, const Due& before, const Due& after,
                            const std::vector<MovedDay>& moved) {
  const int days = after.due_date() - before.due_date();
  std::string why;
  // Name the days that lie within the limit, at most three.
  int named = 0;
  for (const MovedDay& day : moved) {
    const Date from = std::min(date_of(before.start), before.due_date());
    const Date to = std::max({before.due_date(), after.due_date(), date_of(before.start)});
    if (day.date < from || day.date > to || named == 3) continue;
    why += day.text_zh();
    ++named;
  }
  if (days == 0) {
    if (before.provisional == after.provisional) return {};
    return fmt::format("{}放假安排已经公布，“{}”仍是 {}，不再是暂定。", why, rule.name, day_zh(after.due_date()));
  }
  return fmt::format("{}“{}”由 {}改为 {}，{} {} 天。", why, rule.name, day_zh(before.due_date()),
                     day_zh(after.due_date()), days < 0 ? "提前" : "推迟", days < 0 ? -days : days);
}

}  // namespace mingjing::law
