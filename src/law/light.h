// The light of a running limit 「期限灯」 and its words, as shown in lists and heads. Always shape and words, computed
// here and never in the browser. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/limits.h"

namespace mingjing::law {

// 充裕 | 临近 | 紧迫 | 已逾期 | 已中止 | 已办结 | 已办结但逾期
enum class Light { green, yellow, red, overdue, suspended, done, done_late };

struct LimitState {
  bool suspended = false;
  std::optional<Instant> done_at;
};

Light light(const Due& due, const LimitState& state, Instant now);
std::string_view to_string(Light light);

// What is left, in the unit of the rule, with the reason why days do not count:
//   还剩 1 个工作日，2026年11月23日（周一）24:00 到期。周末两天不算。
//   已逾期 1 个工作日，原应于 2026年11月19日（周四）前办妥。现在补办，请写明原因。
//   应于 2026年11月4日（周三）前办妥，实际 2026年10月30日（周五）办妥，提前 3 个工作日。
std::string remaining_zh(const LimitRule& rule, const Due& due, const LimitState& state, Instant now,
                         const Calendar& calendar);

// One cell a day of the 日尺, for limits in days of up to 31 cells; empty for others.
enum class CellKind { start, counted, off, make_up, suspended };
struct DayCell {
  Date date;
  CellKind kind = CellKind::counted;
  int number = 0;    // of the counted day
  std::string name;  // holiday
};
std::vector<DayCell> day_cells(const LimitRule& rule, const LimitInput& input, const Due& due,
                               const Calendar& calendar);

// The notice after a calendar changed: what moved, for people.
//   2026年12月5日（周六）新增为补班日。“送达行政处罚决定书”由 2026年12月8日（周二）改为 2026年12月7日（周一），提前 1
//   天。
std::string moved_notice_zh(const LimitRule& rule, const Due& before, const Due& after,
                            const std::vector<MovedDay>& moved);

}  // namespace mingjing::law
