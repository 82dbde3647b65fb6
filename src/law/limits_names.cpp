// Names of units, directions and effects.
// SPDX-License-Identifier: Apache-2.0
#include "law/limits.h"

namespace mingjing::law {

std::string_view to_string(LimitUnit unit) {
  switch (unit) {
    case LimitUnit::hour:
      return "hour";
    case LimitUnit::working_day:
      return "working_day";
    case LimitUnit::calendar_day:
      return "calendar_day";
    case LimitUnit::month:
      return "month";
    case LimitUnit::year:
      return "year";
  }
  return {};
}

std::string_view to_string(LimitDirection direction) {
  switch (direction) {
    case LimitDirection::forward:
      return "forward";
    case LimitDirection::backward:
      return "backward";
    case LimitDirection::window:
      return "window";
    case LimitDirection::fixed:
      return "fixed";
  }
  return {};
}

std::string_view to_string(LimitEffect effect) {
  switch (effect) {
    case LimitEffect::red:
      return "red";
    case LimitEffect::bars:
      return "bars";
    case LimitEffect::lapses:
      return "lapses";
    case LimitEffect::waits:
      return "waits";
    case LimitEffect::lifts:
      return "lifts";
    case LimitEffect::deemed:
      return "deemed";
    case LimitEffect::surcharge:
      return "surcharge";
  }
  return {};
}

std::string_view unit_zh(LimitUnit unit) {
  switch (unit) {
    case LimitUnit::hour:
      return "小时";
    case LimitUnit::working_day:
      return "个工作日";
    case LimitUnit::calendar_day:
      return "日";
    case LimitUnit::month:
      return "个月";
    case LimitUnit::year:
      return "年";
  }
  return {};
}

std::string_view effect_zh(LimitEffect effect) {
  switch (effect) {
    case LimitEffect::red:
      return "逾期仍可以办，会记为逾期，须写明原因。";
    case LimitEffect::bars:
      return "期满后不能再办。";
    case LimitEffect::lapses:
      return "逾期不提出的，视为放弃，有正当理由的除外。";
    case LimitEffect::waits:
      return "期满以前不能进行下一步。";
    case LimitEffect::lifts:
      return "期满应当解除。";
    case LimitEffect::deemed:
      return "逾期不办的，法律直接规定了后果。";
    case LimitEffect::surcharge:
      return "逾期不缴的，可以加处罚款。";
  }
  return {};
}

Date date_of(const Moment& moment) {
  if (const auto* date = std::get_if<Date>(&moment)) return *date;
  return std::get<Instant>(moment).date();
}

TimeArticles time_articles(Date on) {
  // The numbers moved with the amendment in force from 2022-01-01; the sentences did not.
  if (on >= Date(2022, 1, 1)) return {"《民事诉讼法》第八十五条第二款", "《民事诉讼法》第八十五条第三款"};
  return {"《民事诉讼法》第八十二条第二款", "《民事诉讼法》第八十二条第三款"};
}

}  // namespace mingjing::law
