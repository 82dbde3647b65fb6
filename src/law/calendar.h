// The working-day calendar 「工作日历」. Which days are worked is data: one notice a year 「放假安排」, in versions,
// since a notice may be amended while limits run. A `Calendar` is a value: amending gives another one, and two are
// compared by `moved_days`, so that the limits that moved can be shown.
//
// A year without notice is answered from weekends and the statutory festivals, and every answer about it is
// provisional 「暂定」. Nothing is ever refused for a missing year.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::law {

// 已公布 | 暂定
enum class YearStatus { known, provisional };

struct CalendarDay {
  Date date;
  std::string name;  // 国庆节
  bool off = true;   // false: a make-up workday 「补班日」
  bool operator==(const CalendarDay&) const = default;
};

// One version of one year's notice. `days` are in order, none twice; they may reach a few days into the neighbouring
// years (the notice of 2023 names 2022-12-31).
struct CalendarYear {
  int year = 0;
  int version = 1;
  std::vector<std::string> papers;  // addresses of the notice
  std::vector<CalendarDay> days;
  bool operator==(const CalendarYear&) const = default;
};

// Reads the file of `import calendar` (the format of data/calendar): {"year", "version"?, "papers"?, "days": [{"name",
// "date", "isOffDay"}]}. All that is wrong comes back at once as reasons; a file over 64 KiB is refused unread.
Result<CalendarYear> parse_calendar_year(std::string_view json);
std::string to_json(const CalendarYear& year);

// 平日 | 周末 | 节假日 | 补班日
enum class DayKind { workday, weekend, holiday, make_up };

class Calendar {
 public:
  // Weekends and festivals only.
  Calendar();
  // The years built into the program (data/calendar).
  static const Calendar& built_in();

  // This calendar with one year more; a version that is not newer than the one held changes nothing.
  Calendar with(CalendarYear year) const;
  // Without the year: for tests, and for showing what was known before an import.
  Calendar without(int year) const;

  bool is_working_day(Date date) const;
  DayKind kind(Date date) const;
  std::string name(Date date) const;  // name of the holiday or make-up day; empty for ordinary days
  YearStatus status(int year) const;
  YearStatus status(Date date) const { return status(date.year()); }
  int version(int year) const;  // 0 when provisional
  const CalendarYear* year(int year) const;
  std::vector<int> years() const;

  Date next_working_day(Date date) const;      // the day itself when worked, else the first after it
  Date previous_working_day(Date date) const;  // the day itself when worked, else the last before it
  // The n-th working day after (n > 0) or before (n < 0) `date`, which is not counted. |n| ≤ 10,000.
  Date add_working_days(Date date, int n) const;
  // Working days after `from` up to and including `to`; negative when `to` lies before.
  int working_days_between(Date from, Date to) const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

// A day whose nature differs between two calendars.
struct MovedDay {
  Date date;
  DayKind before = DayKind::workday;
  DayKind after = DayKind::workday;
  std::string name;
  // 12月5日（周六）新增为补班日。
  std::string text_zh() const;
  bool operator==(const MovedDay&) const = default;
};
// In order of date; only days whose being worked differs. Compares the years either of them knows.
std::vector<MovedDay> moved_days(const Calendar& before, const Calendar& after);

// 周一 … 周日
std::string_view weekday_zh(Date date);

}  // namespace mingjing::law
