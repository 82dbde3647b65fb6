// The counting of one limit, day by day, for `compute`; months are also counted where there is a term without obligation.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "law/limits.h"

namespace mingjing::law {

// 2026年11月23日（周一）
std::string day_zh(Date date);
// 11月23日
std::string short_zh(Date date);
// The corresponding day `months` later or earlier, else the last day of that month.
Date add_months(Date date, int months);

// What a walk over days met.
struct Walk {
  Date end;
  std::vector<Date> off;        // days not counted because not worked
  std::vector<Date> make_up;    // counted on a weekend
  std::vector<bool> effective;  // per suspension: did it touch the walk
};

// The n-th day after `start` that counts: every day, or working days only; suspended days never count.
Walk walk_forward(Date start, int n, bool working_days, const std::vector<SuspendedDays>& suspended,
                  const Calendar& calendar);
// Months after `start`, prolonged by every suspended day that falls into the limit.
Walk walk_months(Date start, int months, const std::vector<SuspendedDays>& suspended);
Walk walk_backward(Date end, int n, bool working_days, const Calendar& calendar);

// 10月1日至7日（国庆节）、周末共 6 天
std::string skipped_zh(const std::vector<Date>& off, const Calendar& calendar);

}  // namespace mingjing::law
