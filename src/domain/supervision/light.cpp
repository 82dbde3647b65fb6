// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/light.h"

#include <algorithm>

namespace mingjing::supervision {

namespace {

const cases::Obligation::Suspension* running_suspension(const cases::Obligation& limit, Date today) {
  for (const auto& suspension : limit.suspensions) {
    if (suspension.from <= today && (!suspension.to || today <= *suspension.to)) return &suspension;
  }
  return nullptr;
}

std::string count(int n, bool working) { return std::to_string(n) + (working ? " 个工作日" : " 天"); }

int urgency(Light light) {
  switch (light) {
    case Light::red:
      return 5;
    case Light::yellow:
      return 4;
    case Light::green:
      return 3;
    case Light::suspended:
      return 2;
    case Light::not_started:
      return 1;
    case Light::done:
      return 0;
  }
  return 0;
}

}  // namespace

bool is_right_of_party(const cases::Obligation& limit, const law::Limits& limits) {
  if (limit.owed_by != "party") return false;
  const auto* rule = limits.find(limit.rule);  // null: a day set in an order or a plan, which is owed
  return rule != nullptr && (rule->effect == law::LimitEffect::waits || rule->effect == law::LimitEffect::lapses);
}

namespace {

// An announcement of service: nothing can be done before it is over, and nothing is late.
bool is_wait_of_agency(const cases::Obligation& limit, const law::Limits& limits) {
  const auto* rule = limit.owed_by == "agency" ? limits.find(limit.rule) : nullptr;
  return rule != nullptr && rule->effect == law::LimitEffect::waits;
}

}  // namespace

LightView light(const cases::Obligation& limit, Date today, const law::Limits& limits,
                const WorkingDaysBetween& working_days) {
  if (limit.fulfilled_on) return {Light::done, "已办结", 0};
  if (today < limit.start.date()) return {Light::not_started, "未起算", 0};
  if (const auto* suspension = running_suspension(limit, today)) {
    const int days = today - suspension->from + 1;
    return {Light::suspended, "已中止 " + count(days, false), days};
  }
  const bool working = limit.unit == "working_day";
  const bool right = is_right_of_party(limit, limits);
  const bool wait = is_wait_of_agency(limit, limits);
  const bool of_agency = limit.owed_by == "agency";
  const auto between = [&](Date from, Date to) { return working ? working_days(from, to) : to - from; };
  if (today > limit.due) {
    if (right) return {Light::done, "期满", 0};
    if (wait) return {Light::yellow, "期满，可以办理", 0};
    const int over = std::max(1, between(limit.due, today));
    const std::string who = of_agency ? "" : limit.owed_by == "party" ? "当事人" : "对方";
    return {of_agency ? Light::red : Light::yellow, who + "逾期 " + count(over, working), over};
  }
  const int left = between(today, limit.due);
  const bool near = limit.yellow_on ? today >= *limit.yellow_on : left <= 2;
  const bool last = limit.red_on && today >= *limit.red_on;
  std::string words = today == limit.due ? "今天到期" : "剩 " + count(left, working);
  if (right || wait || !(near || last)) return {Light::green, std::move(words), left};
  return {last && of_agency ? Light::red : Light::yellow, std::move(words), left};
}

Light most_urgent(const std::vector<Light>& lights) {
  Light worst = Light::done;
  for (Light one : lights) {
    if (urgency(one) > urgency(worst)) worst = one;
  }
  return worst;
}

}  // namespace mingjing::supervision
