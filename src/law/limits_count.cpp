// SPDX-License-Identifier: Apache-2.0
#include "law/limits_count.h"

#include <fmt/format.h>

#include <algorithm>

namespace mingjing::law {
namespace {

bool covers(const SuspendedDays& days, Date day) { return days.from <= day && day <= days.to; }

bool suspended_on(Date day, const std::vector<SuspendedDays>& suspended, std::vector<bool>& effective) {
  for (std::size_t i = 0; i < suspended.size(); ++i) {
    if (!covers(suspended[i], day)) continue;
    effective[i] = true;
    return true;
  }
  return false;
}

// A run of days off in a row.
struct Run {
  Date first, last;
  int days = 0;
  std::string holiday;  // empty for a plain weekend
};

std::vector<Run> runs_of(const std::vector<Date>& off, const Calendar& calendar) {
  std::vector<Run> out;
  for (const Date day : off) {
    std::string name = calendar.kind(day) == DayKind::holiday ? calendar.name(day) : std::string();
    if (out.empty() || day - out.back().last != 1) out.push_back({day, day, 0, {}});
    Run& run = out.back();
    run.last = day;
    ++run.days;
    if (!name.empty() && run.holiday.find(name) == std::string::npos)
      run.holiday += (run.holiday.empty() ? "" : "、") + name;
  }
  return out;
}

std::string range_zh(const Run& run) {
  if (run.days == 1) return short_zh(run.first);
  if (run.first.month() == run.last.month()) return fmt::format("{}至{}日", short_zh(run.first), run.last.day());
  return short_zh(run.first) + "至" + short_zh(run.last);
}

}  // namespace

std::string short_zh(Date date) { return fmt::format("{}月{}日", date.month(), date.day()); }
std::string day_zh(Date date) { return fmt::format("{}（{}）", date.text_zh(), weekday_zh(date)); }

Date add_months(Date date, int months) {
  const auto target = std::chrono::year_month{date.ymd().year(), date.ymd().month()} + std::chrono::months{months};
  const std::chrono::year_month_day same{target.year(), target.month(), date.ymd().day()};
  if (same.ok()) return Date(std::chrono::sys_days{same});
  return Date(std::chrono::sys_days{target / std::chrono::last});
}

Walk walk_forward(Date start, int n, bool working_days, const std::vector<SuspendedDays>& suspended,
                  const Calendar& calendar) {
  Walk out{start, {}, {}, std::vector<bool>(suspended.size(), false)};
  for (int left = n; left > 0;) {
    out.end = out.end + 1;
    if (suspended_on(out.end, suspended, out.effective)) continue;
    if (working_days && !calendar.is_working_day(out.end)) {
      out.off.push_back(out.end);
      continue;
    }
    if (working_days && calendar.kind(out.end) == DayKind::make_up) out.make_up.push_back(out.end);
    --left;
  }
  return out;
}

Walk walk_months(Date start, int months, const std::vector<SuspendedDays>& suspended) {
  Walk out{add_months(start, months), {}, {}, std::vector<bool>(suspended.size(), false)};
  for (Date day = start + 1; day <= out.end; day = day + 1) {
    if (suspended_on(day, suspended, out.effective)) out.end = out.end + 1;
  }
  return out;
}

Walk walk_backward(Date end, int n, bool working_days, const Calendar& calendar) {
  Walk out{end, {}, {}, {}};
  for (int left = n; left > 0;) {
    out.end = out.end - 1;
    if (working_days && !calendar.is_working_day(out.end)) {
      out.off.push_back(out.end);
      continue;
    }
    if (working_days && calendar.kind(out.end) == DayKind::make_up) out.make_up.push_back(out.end);
    --left;
  }
  std::reverse(out.off.begin(), out.off.end());
  std::reverse(out.make_up.begin(), out.make_up.end());
  return out;
}

std::string skipped_zh(const std::vector<Date>& off, const Calendar& calendar) {
  const auto runs = runs_of(off, calendar);
  const auto weekends = std::count_if(runs.begin(), runs.end(), [](const Run& run) { return run.holiday.empty(); });
  std::string out;
  int weekend_days = 0;
  for (const Run& run : runs) {
    if (run.holiday.empty() && weekends > 3) {
      weekend_days += run.days;
      continue;
    }
    if (!out.empty()) out += "、";
    out += fmt::format("{}（{}）", range_zh(run), run.holiday.empty() ? "周末" : run.holiday);
  }
  if (weekend_days > 0) out += fmt::format("{}周末共 {} 天", out.empty() ? "" : "、", weekend_days);
  return out;
}

}  // namespace mingjing::law
