// The light of an obligation 「期限灯」: computed from its days and today, never stored. Six states, the names of
// design/tokens.json. The words count in the rule's unit; the screens show them as they come.
//
// Red is the lateness of the agency alone. A period that the party *has* (to be heard, to ask for a hearing) warns of
// nothing and ends without anybody being late; what the party or another organ *owes* (the fine, a correction, the
// answer of the police) turns yellow when it ran out, because somebody here has to follow it up.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "domain/cases/case.h"
#include "law/limits.h"

namespace mingjing::supervision {

enum class Light : std::uint8_t {
  green,        // 正常
  yellow,       // 临近
  red,          // 逾期
  suspended,    // 已中止
  done,         // 已办结
  not_started,  // 未起算
};
inline constexpr std::array<cases::Named<Light>, 6> kLights{{
    {Light::green, "green", "正常"},
    {Light::yellow, "yellow", "临近到期"},
    {Light::red, "red", "逾期"},
    {Light::suspended, "suspended", "已中止"},
    {Light::done, "done", "已办结"},
    {Light::not_started, "notStarted", "未起算"},
}};
constexpr std::string_view to_string(Light light) { return kLights[static_cast<std::size_t>(light)].id; }

// Working days after `from` up to and including `to`; what the law's calendar says, passed in.
using WorkingDaysBetween = std::function<int(Date from, Date to)>;

struct LightView {
  Light light = Light::green;
  std::string words;  // 剩 3 个工作日, 今天到期, 逾期 1 天, 当事人逾期 1 天, 期满, 已中止 12 天, 已办结, 未起算
  int days = 0;       // left (or over, when overdue) in the rule's unit
};

// Whether the period belongs to the party 「当事人的期间」: with its end a right passes (`waits`, `lapses` of the rule).
bool is_right_of_party(const cases::Obligation& limit, const law::Limits& limits);

// `yellow_on` absent: yellow from two units before the end. A limit fulfilled late stays `done`; that it was late is
// the record's mark.
LightView light(const cases::Obligation& limit, Date today, const law::Limits& limits,
                const WorkingDaysBetween& working_days);

// The most urgent of several: red, yellow, green, suspended, not started, done.
Light most_urgent(const std::vector<Light>& lights);

}  // namespace mingjing::supervision
