// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::law {

struct Calendar::Index {
  std::map<int, CalendarYear> years;
  std::map<Date, CalendarDay> days;  // merged from all years; the later notice wins
};

namespace {

// Days off that stand in the law itself, for years without a notice.
const std::map<Date, std::string>& festivals() {
  static const std::map<Date, std::string> kDays = [] {
    std::map<Date, std::string> out;
    const auto json = parse_json(embedded("calendar/festivals.json"));
    MJ_CHECK(json.has_value());
    for (const Json& day : json->items("days")) {
      const auto date = Date::parse(day.text("date"));
      MJ_CHECK(date.has_value());
      out.try_emplace(*date, day.text("name"));
    }
    return out;
  }();
  return kDays;
}

void index_days(const CalendarYear& year, std::map<Date, CalendarDay>& out) {
  for (const CalendarDay& day : year.days) out.insert_or_assign(day.date, day);
}

bool is_weekend(Date date) { return date.weekday() >= 6; }

}  // namespace

Calendar::Calendar() : index_(std::make_shared<Index>()) {}

const Calendar& Calendar::built_in() {
  static const Calendar kCalendar = [] {
    Calendar out;
    for (const std::string_view path : embedded_under("calendar/2")) {
      auto year = parse_calendar_year(embedded(path));
      MJ_CHECK(year.has_value());
      out = out.with(std::move(*year));
    }
    return out;
  }();
  return kCalendar;
}

Calendar Calendar::with(CalendarYear year) const {
  if (const auto held = index_->years.find(year.year);
      held != index_->years.end() && held->second.version >= year.version) {
    return *this;
  }
  auto next = std::make_shared<Index>();
  next->years = index_->years;
  next->years.insert_or_assign(year.year, std::move(year));
  for (const auto& [number, held] : next->years) index_days(held, next->days);
  Calendar out;
  out.index_ = std::move(next);
  return out;
}

Calendar Calendar::without(int year) const {
  auto next = std::make_shared<Index>();
  next->years = index_->years;
  next->years.erase(year);
  for (const auto& [number, held] : next->years) index_days(held, next->days);
  Calendar out;
  out.index_ = std::move(next);
  return out;
}

DayKind Calendar::kind(Date date) const {
  if (const auto day = index_->days.find(date); day != index_->days.end()) {
    if (day->second.off) return DayKind::holiday;
    return is_weekend(date) ? DayKind::make_up : DayKind::workday;
  }
  if (status(date) == YearStatus::provisional && festivals().contains(date)) return DayKind::holiday;
  return is_weekend(date) ? DayKind::weekend : DayKind::workday;
}

bool Calendar::is_working_day(Date date) const {
  const DayKind k = kind(date);
  return k == DayKind::workday || k == DayKind::make_up;
}

std::string Calendar::name(Date date) const {
  if (const auto day = index_->days.find(date); day != index_->days.end()) return day->second.name;
  if (status(date) == YearStatus::known) return {};
  const auto festival = festivals().find(date);
  return festival == festivals().end() ? std::string() : festival->second;
}

YearStatus Calendar::status(int year) const {
  return index_->years.contains(year) ? YearStatus::known : YearStatus::provisional;
}

const CalendarYear* Calendar::year(int year) const {
  const auto held = index_->years.find(year);
  return held == index_->years.end() ? nullptr : &held->second;
}

int Calendar::version(int number) const {
  const CalendarYear* held = year(number);
  return held == nullptr ? 0 : held->version;
}

std::vector<int> Calendar::years() const {
  std::vector<int> out;
  for (const auto& [number, held] : index_->years) out.push_back(number);
  return out;
}

Date Calendar::next_working_day(Date date) const {
  while (!is_working_day(date)) date = date + 1;
  return date;
}

Date Calendar::previous_working_day(Date date) const {
  while (!is_working_day(date)) date = date - 1;
  return date;
}

Date Calendar::add_working_days(Date date, int n) const {
  MJ_CHECK(n >= -10'000 && n <= 10'000);
  const int step = n < 0 ? -1 : 1;
  for (int left = n < 0 ? -n : n; left > 0;) {
    date = date + step;
    if (is_working_day(date)) --left;
  }
  return date;
}

int Calendar::working_days_between(Date from, Date to) const {
  if (to < from) return -working_days_between(to, from);
  int count = 0;
  for (Date day = from + 1; day <= to; day = day + 1) count += is_working_day(day) ? 1 : 0;
  return count;
}

std::string_view weekday_zh(Date date) {
  static constexpr std::string_view kNames[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  return kNames[date.weekday() - 1];
}

std::string MovedDay::text_zh() const {
  const std::string day = fmt::format("{}（{}）", date.text_zh(), weekday_zh(date));
  switch (after) {
    case DayKind::make_up:
      return day + "新增为补班日。";
    case DayKind::holiday:
      return fmt::format("{}新增为放假日（{}）。", day, name);
    case DayKind::weekend:
      return day + "不再补班，照常休息。";
    case DayKind::workday:
      return day + "不再放假，照常上班。";
  }
  return day;
}

std::vector<MovedDay> moved_days(const Calendar& before, const Calendar& after) {
  std::set<int> years;
  for (const int year : before.years()) years.insert(year);
  for (const int year : after.years()) years.insert(year);
  std::set<Date> dates;
  for (const int year : years) {
    for (Date day(year - 1, 12, 1); day <= Date(year + 1, 1, 31); day = day + 1) dates.insert(day);
  }
  std::vector<MovedDay> out;
  for (const Date day : dates) {
    if (before.is_working_day(day) == after.is_working_day(day)) continue;
    std::string name = after.name(day);
    out.push_back({day, before.kind(day), after.kind(day), name.empty() ? before.name(day) : std::move(name)});
  }
  return out;
}

}  // namespace mingjing::law
