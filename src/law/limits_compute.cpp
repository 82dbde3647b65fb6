// Counts one limit and writes down how.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "law/limits.h"
#include "law/limits_count.h"

namespace mingjing::law {
namespace {

constexpr int kFieldExtensionMax = 365;  // where the rule of the field, not the data, says how long
constexpr std::size_t kSuspensionsMax = 50;
constexpr int kSuspendedDaysMax = 3660;

class Counting {
 public:
  Counting(const LimitRule& rule, const LimitInput& input, const Calendar& calendar)
      : rule_(rule), input_(input), calendar_(calendar), articles_(time_articles(date_of(input.start))) {}

  Result<Due> run() {
    if (auto bad = check(); !bad) return refuse(bad.error());
    due_.rule = rule_.id;
    due_.start = input_.start;
    due_.citation = rule_.citation;
    base_ = date_of(input_.start);
    step_version();
    if (rule_.unit == LimitUnit::hour) {
      hours();
    } else if (rule_.direction == LimitDirection::backward) {
      backward();
    } else if (rule_.direction == LimitDirection::fixed) {
      fixed();
    } else if (auto counted = forward(); !counted) {
      return refuse(counted.error());
    }
    step_rest();
    return std::move(due_);
  }

 private:
  Status check();
  Status check_suspensions();
  Status forward();
  void backward();
  void fixed();
  void hours();
  void open_window();
  void roll(Date& end);
  void lights(Date end);
  void step_version();
  void step_length();
  void step_skipped(const Walk& walk);
  void step_rest();

  // An answer that rests on this day is provisional when its year is not known.
  void consult(Date day) {
    if (calendar_.status(day) == YearStatus::known) return;
    due_.provisional = true;
    auto& years = due_.provisional_years;
    if (std::find(years.begin(), years.end(), day.year()) == years.end()) years.push_back(day.year());
  }
  void consult(Date from, Date to) {
    for (Date day = from; day <= to; day = day + 1) consult(day);
  }
  void add(Date date, std::string kind, std::string text, std::string citation = {}) {
    due_.working.push_back({date, std::move(kind), std::move(text), std::move(citation)});
  }
  bool working_days() const { return rule_.unit == LimitUnit::working_day; }
  int months() const { return rule_.unit == LimitUnit::year ? 12 : 1; }
  const std::string& start_zh() const { return rule_.anchors.front().zh; }

  const LimitRule& rule_;
  const LimitInput& input_;
  const Calendar& calendar_;
  const TimeArticles articles_;
  Date base_;  // the day from which is counted
  std::vector<SuspendedDays> suspended_;
  Due due_;
};

Status Counting::check() {
  const Date on = date_of(input_.start);
  if (on < rule_.in_force_from || (rule_.in_force_until && on > *rule_.in_force_until)) {
    return invalid(fmt::format("“{}”的这条规定在 {} 不适用，请按当天有效的规定计算。", rule_.name, on.text_zh()),
                   "start");
  }
  if (rule_.unit == LimitUnit::hour && std::holds_alternative<Date>(input_.start)) {
    return invalid(fmt::format("“{}”按小时计算，请写明起算的时刻，例如 2026-10-01T09:00+08:00。", rule_.name), "start");
  }
  for (const auto& [name, day] : input_.also) {
    const auto known = std::find_if(
        rule_.anchors.begin(), rule_.anchors.end(),
        [&name = name](const LimitAnchor& anchor) { return anchor.role != "start" && anchor.name == name; });
    if (known == rule_.anchors.end()) {
      std::string names;
      for (const auto& anchor : rule_.anchors) {
        if (anchor.role != "start")
          names += fmt::format("{}{}（{}）", names.empty() ? "" : "、", anchor.name, anchor.zh);
      }
      return invalid(fmt::format("“{}”没有名为 {} 的事件{}。", rule_.name, name,
                                 names.empty() ? "，它只有一个起算日" : "，可以用的是 " + names),
                     "also");
    }
  }
  if (input_.extension < 0) return invalid("延长的长度应当是正数。", "extend");
  if (input_.extension > 0 && !rule_.extension) {
    return invalid(fmt::format("“{}”没有可以延长的规定。（据{}）", rule_.name, rule_.citation), "extend");
  }
  if (input_.extension > 0) {
    const int max = rule_.extension->max > 0 ? rule_.extension->max : kFieldExtensionMax;
    if (input_.extension > max) {
      return invalid(fmt::format("“{}”最多延长 {} {}，不能延长 {} {}。（据{}）", rule_.name, max, unit_zh(rule_.unit),
                                 input_.extension, unit_zh(rule_.unit), rule_.extension->citation),
                     "extend");
    }
  }
  return check_suspensions();
}

Status Counting::check_suspensions() {
  if (input_.suspensions.empty()) return {};
  if (rule_.suspensions.empty()) {
    return invalid(fmt::format("“{}”没有可以中止计算的规定，期间照常计算。（据{}）", rule_.name, rule_.citation),
                   "suspend");
  }
  suspended_ = input_.suspensions;
  std::sort(suspended_.begin(), suspended_.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  int total = 0;
  for (std::size_t i = 0; i < suspended_.size(); ++i) {
    const auto& [from, to] = suspended_[i];
    if (to < from) return invalid(fmt::format("中止的止日 {} 早于起日 {}。", to.text(), from.text()), "suspend");
    if (from < date_of(input_.start))
      return invalid("中止不能早于起算日 " + date_of(input_.start).text() + "。", "suspend");
    if (i > 0 && from <= suspended_[i - 1].to) return invalid("两段中止有重叠，请合成一段。", "suspend");
    total += to - from + 1;
    if (i >= kSuspensionsMax || total > kSuspendedDaysMax)
      return invalid("中止的段数或者天数太多，请核对。", "suspend");
  }
  return {};
}

Status Counting::forward() {
  for (const LimitAnchor& anchor : rule_.anchors) {
    const auto day = input_.also.find(anchor.name);
    if (anchor.role != "later_of" || day == input_.also.end() || day->second <= base_) continue;
    add(day->second, "later", fmt::format("{}在 {}，晚于{}，从较晚的算。", anchor.zh, day_zh(day->second), start_zh()),
        rule_.citation);
    base_ = day->second;
  }
  const bool late_base = base_ != date_of(input_.start);
  add(base_, "start",
      fmt::format("起算：{}在 {}，当日不算，从 {}起算。", late_base ? "较晚的一个" : start_zh(), day_zh(base_),
                  short_zh(base_ + 1)),
      articles_.start);
  step_length();
  const int n = rule_.amount + input_.extension;
  const bool by_day = working_days() || rule_.unit == LimitUnit::calendar_day;
  const Walk walk = by_day ? walk_forward(base_, n, working_days(), suspended_, calendar_)
                           : walk_months(base_, n * months(), suspended_);
  for (std::size_t i = 0; i < suspended_.size(); ++i) {
    const auto& [from, to] = suspended_[i];
    if (!walk.effective[i]) {
      return invalid(
          fmt::format("{} 起的中止落在期限以外（{} 已经期满），不影响计算，请去掉。", from.text(), walk.end.text()),
          "suspend");
    }
    std::string grounds;
    for (const auto& ground : rule_.suspensions) grounds += (grounds.empty() ? "" : "、") + ground.zh;
    add(from, "suspended",
        fmt::format("中止：{} 至 {} 不计入，共 {} 天，{}接着算。（可以不计入的：{}）", from.text_zh(), to.text_zh(),
                    to - from + 1, short_zh(to + 1), grounds),
        rule_.suspensions.front().citation);
  }
  if (working_days()) consult(base_ + 1, walk.end);
  step_skipped(walk);
  Date end = walk.end;
  roll(end);
  due_.due = end;
  lights(end);
  if (rule_.direction == LimitDirection::window) open_window();
  return {};
}

void Counting::backward() {
  add(base_, "start", fmt::format("倒算：{}在 {}，当日不算，往前数。", start_zh(), day_zh(base_)), articles_.start);
  step_length();
  const bool by_day = working_days() || rule_.unit == LimitUnit::calendar_day;
  Walk walk;
  if (by_day) {
    walk = walk_backward(base_, rule_.amount, working_days(), calendar_);
  } else {
    walk.end = add_months(base_, -rule_.amount * months());
  }
  if (working_days()) consult(walk.end, base_ - 1);
  step_skipped(walk);
  due_.due = walk.end;
  lights(walk.end);
  const Date plan = calendar_.previous_working_day(walk.end - 1);
  if (working_days()) {
    add(plan, "plan",
        fmt::format("稳妥：“{}日前”有两种读法，底线是往前数第 {} 个工作日，安排时最好再提前一个工作日，即 {} 以前。",
                    rule_.amount, rule_.amount, day_zh(plan)),
        rule_.citation);
  } else if (!calendar_.is_working_day(walk.end)) {
    add(plan, "plan", fmt::format("稳妥：这一天是休息日，往前数的期限不顺延，最好在 {} 以前办。", day_zh(plan)),
        rule_.citation);
  }
}

void Counting::fixed() {
  const Date end = Date::parse(fmt::format("{}-{}", base_.year() + 1, rule_.fixed_on)).value();
  add(base_, "start", fmt::format("起算：{}是 {} 年。", start_zh(), base_.year()), rule_.citation);
  add(end, "length", fmt::format("长度：次年 {} 以前。", short_zh(end)), rule_.citation);
  due_.due = end;
  if (!calendar_.is_working_day(end)) {
    const Date plan = calendar_.previous_working_day(end);
    add(plan, "plan", fmt::format("稳妥：这一天是休息日，规定的日子不顺延，最好在 {} 以前办。", day_zh(plan)),
        rule_.citation);
  }
  lights(end);
}

void Counting::hours() {
  const Instant start = std::get<Instant>(input_.start);
  const Instant end = start.plus_hours(rule_.amount);
  add(start.date(), "start", fmt::format("起算：{}在 {}，从这一刻起算。", start_zh(), start.text_zh()), rule_.citation);
  add(start.date(), "length", fmt::format("长度：{} 小时，连续计算，周末和节假日不停。", rule_.amount), rule_.citation);
  due_.due = end;
  due_.yellow_on = end.plus_hours(-rule_.yellow);
  due_.red_on = end.plus_hours(-rule_.red);
}

// A window opens the day after its start, or later where another event must be so long past.
void Counting::open_window() {
  const Date end = due_.due_date();
  Date opens = base_ + 1;
  for (const LimitAnchor& anchor : rule_.anchors) {
    if (anchor.role != "opens_after") continue;
    const bool working = anchor.unit == LimitUnit::working_day;
    const auto day = input_.also.find(anchor.name);
    if (day != input_.also.end()) {
      const Walk wait = walk_forward(day->second, anchor.amount, working, {}, calendar_);
      if (working) consult(day->second + 1, wait.end);
      opens = std::max(opens, wait.end + 1);
      add(wait.end, "opens",
          fmt::format("{}在 {}，满 {} {}是 {}，次日起才可以办。", anchor.zh, day_zh(day->second), anchor.amount,
                      unit_zh(anchor.unit), day_zh(wait.end)),
          rule_.citation);
      continue;
    }
    const Date latest = working ? calendar_.add_working_days(end - 1, -anchor.amount) : end - 1 - anchor.amount;
    const Date red = working ? calendar_.add_working_days(end, -anchor.amount - 5) : end - anchor.amount - 5;
    due_.red_on = std::min(date_of(due_.red_on), red);
    due_.yellow_on = std::min(date_of(due_.yellow_on), red);
    add(latest, "plan",
        fmt::format("还没有登记{}：最迟 {} 办妥，才来得及等满 {} {}。", anchor.zh, day_zh(latest), anchor.amount,
                    unit_zh(anchor.unit)),
        rule_.citation);
  }
  due_.opens = opens;
  if (opens > end) {
    add(opens, "opens", fmt::format("最早 {} 才可以办，已经晚于期满日，这个期限来不及了。", day_zh(opens)),
        rule_.citation);
  } else {
    add(opens, "opens", fmt::format("可以办的区间：{} 至 {}。", day_zh(opens), day_zh(end)), rule_.citation);
  }
}

void Counting::roll(Date& end) {
  if (working_days()) return;
  if (rule_.roll == LimitRoll::none) {
    if (!calendar_.is_working_day(end)) {
      add(end, "kept", fmt::format("最后一日 {}是休息日，这个期限不因休息日顺延。", day_zh(end)), rule_.citation);
    }
    return;
  }
  const Date moved = calendar_.next_working_day(end);
  consult(end, moved);
  if (moved == end) return;
  const std::string last = rule_.unit == LimitUnit::calendar_day && suspended_.empty()
                               ? fmt::format("第 {} 日", rule_.amount + input_.extension)
                               : "最后一日";
  add(moved, "rolled",
      fmt::format("顺延：{}是 {}，休息日，顺延到 {}{}。", last, day_zh(end), day_zh(moved),
                  rule_.roll == LimitRoll::analogy ? "（按民事诉讼法类推）" : ""),
      articles_.roll);
  end = moved;
}

void Counting::lights(Date end) {
  due_.yellow_on = working_days() ? calendar_.add_working_days(end, -rule_.yellow) : end - rule_.yellow;
  due_.red_on = working_days() ? calendar_.add_working_days(end, -rule_.red) : end - rule_.red;
}

void Counting::step_version() {
  if (!rule_.in_force_until) return;
  add(base_, "version",
      fmt::format("这件事发生在 {}，适用当时有效的规定；{} 起的规定已经不同。", base_.text_zh(),
                  (*rule_.in_force_until + 1).text_zh()),
      rule_.citation);
}

void Counting::step_length() {
  std::string text = fmt::format("长度：{} {}", rule_.amount, unit_zh(rule_.unit));
  std::string citation = rule_.citation;
  if (working_days()) {
    text += "，周末和法定节假日不算，补班日照算。";
    if (!rule_.unit_citation.empty() && rule_.unit_citation != rule_.citation) citation += "、" + rule_.unit_citation;
  } else if (rule_.unit == LimitUnit::calendar_day) {
    text += "，按自然日算，周末和节假日都算在内。";
  } else {
    text += "，到相应的那一日为止；没有相应日的，到那个月的最后一日。";
  }
  add(base_, "length", std::move(text), std::move(citation));
  if (input_.extension == 0) return;
  add(base_, "extended",
      fmt::format("延长：经{}批准，延长 {} {}，共 {} {}。", rule_.extension->by, input_.extension, unit_zh(rule_.unit),
                  rule_.amount + input_.extension, unit_zh(rule_.unit)),
      rule_.extension->citation);
}

void Counting::step_skipped(const Walk& walk) {
  if (!walk.off.empty()) {
    add(walk.off.front(), "skipped",
        fmt::format("跳过：{}，共 {} 天不算。", skipped_zh(walk.off, calendar_), walk.off.size()));
  }
  for (const Date day : walk.make_up) {
    add(day, "make_up", fmt::format("补班：{}是补班日，照算。", day_zh(day)));
  }
}

void Counting::step_rest() {
  const Date end = due_.due_date();
  if (const auto* moment = std::get_if<Instant>(&due_.due)) {
    add(end, "due", fmt::format("到期：{}（{}）。", moment->text_zh(), weekday_zh(end)), rule_.citation);
  } else {
    add(end, "due",
        rule_.direction == LimitDirection::backward ? fmt::format("到期：最迟 {} 办妥。", day_zh(end))
                                                    : fmt::format("到期：{}24:00 到期。", day_zh(end)),
        rule_.citation);
  }
  for (const int year : due_.provisional_years) {
    add(end, "provisional",
        fmt::format("暂定：{} 年的放假安排还没有公布，先按 {} 暂定；公布并导入后自动更正，变了会告诉您。", year,
                    end.text()));
  }
  add(end, "owed", fmt::format("由谁办：{}。{}", rule_.owed_by, effect_zh(rule_.effect)), rule_.citation);
  for (const std::string& note : rule_.notes) add(end, "note", "说明：" + note, rule_.citation);
}

}  // namespace

Result<Due> compute(const LimitRule& rule, const LimitInput& input, const Calendar& calendar) {
  return Counting(rule, input, calendar).run();
}

std::optional<Date> last_day(const Limits& limits, const Calendar& calendar, std::string_view rule, Date start) {
  const auto chosen = limits.choose(rule, start);
  if (!chosen) return std::nullopt;
  const auto due = compute(**chosen, {Moment(start), {}, {}, 0}, calendar);
  return due ? std::optional(due->due_date()) : std::nullopt;
}

}  // namespace mingjing::law
