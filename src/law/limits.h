// Time limits 「期限」. Every limit is dated, cited data (data/limits/*.json); `compute` counts it and shows its
// working 「算法」 sentence by sentence. Nothing here reads a clock or a database.
//
// Reading rules, from 民事诉讼法 85 (directly or by analogy, as each rule says): the start day is not counted; a last
// day that is a day off moves to the next working day unless the rule burdens the party; months and years end on the
// corresponding day, else on the last of the month; hours run through holidays.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "law/calendar.h"

namespace mingjing::law {

// 小时 | 工作日 | 自然日 | 月 | 年
enum class LimitUnit { hour, working_day, calendar_day, month, year };
// 顺算 | 倒算 | 区间 (opens and closes) | 每年固定日
enum class LimitDirection { forward, backward, window, fixed };
// What happens to a last day that is a day off: stays | moves (法定) | moves (类推)
enum class LimitRoll { none, direct, analogy };
// What expiry does. Only `bars`, `waits` and `lifts` may refuse an act (CONTRACTS 2).
enum class LimitEffect {
  red,        // 逾期照办，记为逾期 (owed by the agency)
  bars,       // 期满不得再办 (the power ends)
  lapses,     // 逾期视为放弃 (a right of the party ends)
  waits,      // 期满前不得进行下一步
  lifts,      // 期满应当解除
  deemed,     // 逾期不作为，法律直接规定后果
  surcharge,  // 逾期可以加处罚款
};

// The event a limit hangs on. `later_of` moves the start of a window to the later of both; `opens_after` opens it only
// when so many units have passed since.
struct LimitAnchor {
  std::string name;  // filed_on
  std::string zh;    // 立案
  std::string role = "start";
  int amount = 0;
  LimitUnit unit = LimitUnit::calendar_day;
};

struct LimitExtension {
  int max = 0;     // in the rule's unit; 0: the rule of the field says how long
  std::string by;  // 行政机关负责人
  std::string citation;
};

// A ground on which days are not counted 「不计入期限」; only what a law, regulation or rule grants.
struct LimitSuspension {
  std::string ground;  // testing
  std::string zh;
  std::string citation;
};

struct LimitRule {
  std::string id;      // statute_article_what: apl_60_decide
  std::string family;  // rules that succeed each other through amendments; the newest rule's id
  std::string name;    // 作出行政处罚决定
  LimitUnit unit = LimitUnit::calendar_day;
  int amount = 0;
  LimitDirection direction = LimitDirection::forward;
  std::vector<LimitAnchor> anchors;  // the first is the start
  std::string fixed_on;              // MM-DD, for `fixed`
  LimitRoll roll = LimitRoll::none;
  std::string owed_by;  // 行政机关
  LimitEffect effect = LimitEffect::red;
  // The light turns yellow or red with so much left: working days for working days, hours for hours, else days.
  int yellow = 0, red = 0;
  Date in_force_from;  // by the day of the start event
  std::optional<Date> in_force_until;
  std::optional<LimitExtension> extension;
  std::vector<LimitSuspension> suspensions;
  std::string citation;
  std::string unit_citation;       // where the law says that its days are working days
  std::vector<std::string> notes;  // marks of a reading
};

// The start: a civil day, or a moment for limits in hours (a moment serves for days too).
using Moment = std::variant<Date, Instant>;
Date date_of(const Moment& moment);

// Days not counted, first and last included; the day after the last counts again.
struct SuspendedDays {
  Date from, to;
};

struct LimitInput {
  Moment start;
  std::map<std::string, Date> also;  // further anchors by name
  std::vector<SuspendedDays> suspensions;
  int extension = 0;  // in the rule's unit, approved
};

// One step of the working. `kind` is one of version, start, later, length, suspended, extended, skipped, make_up,
// rolled, kept, opens, plan, due, provisional, owed, note.
struct LimitStep {
  Date date;
  std::string kind;
  std::string text;
  std::string citation;
};

struct Due {
  std::string rule;
  Moment start;
  Moment due;                 // an Instant for limits in hours
  std::optional<Date> opens;  // windows: the first day of it
  bool provisional = false;   // 暂定: an unknown year was counted
  std::vector<int> provisional_years;
  std::string citation;
  std::vector<LimitStep> working;
  Moment yellow_on, red_on;  // the light changes at the beginning of that day (or at that moment)

  Date due_date() const { return date_of(due); }
};

// Refusals (invalid): `start` a day where hours are counted, or before or after the rule's validity; `also` an anchor
// the rule does not have; `suspend` no lawful ground, overlapping or reversed; `extend` beyond what may be approved.
Result<Due> compute(const LimitRule& rule, const LimitInput& input, const Calendar& calendar);

// The rules, checked when loaded: ids unique, families without gap or overlap of their own, amounts and texts present.
class Limits {
 public:
  static const Limits& built_in();
  // `files`: contents of rule files. All that is wrong comes back as reasons.
  static Result<Limits> parse(const std::vector<std::string_view>& files);

  const std::vector<LimitRule>& all() const { return rules_; }
  const LimitRule* find(std::string_view id) const;
  // The rule of the id's family that was in force on the day; not_found for an unknown id, invalid when none was.
  Result<const LimitRule*> choose(std::string_view id, Date on) const;
  // `due --list` of CONTRACTS 1.
  std::string list_json() const;

 private:
  std::vector<LimitRule> rules_;
};

std::string_view to_string(LimitUnit unit);            // working_day
std::string_view to_string(LimitDirection direction);  // forward
std::string_view to_string(LimitEffect effect);        // red
std::string_view unit_zh(LimitUnit unit);              // 个工作日
std::string_view effect_zh(LimitEffect effect);        // a sentence

// Where the general rules of counting stand on a day: start day, roll, travel (民事诉讼法 85, before 2022 82).
struct TimeArticles {
  std::string start, roll;
};
TimeArticles time_articles(Date on);

// {"rule","start","due","provisional","citation","working":[{"date","kind","text","citation"}]}
std::string to_json(const Due& due);

// The last day of a plain limit (one anchor, nothing suspended or extended) by the rule of this id in force on `start`.
// Empty when none was in force.
std::optional<Date> last_day(const Limits& limits, const Calendar& calendar, std::string_view rule, Date start);

}  // namespace mingjing::law
