// Day by day, then put together to ranges with one base. SPDX-License-Identifier: Apache-2.0
#include "domain/cases/surcharge.h"

#include <algorithm>

namespace mingjing::cases {

namespace {

using Kind = SurchargeStep::Kind;

// A fine unpaid for so long is past every limit of enforcement; also the bound of the walk.
constexpr int kDaysMax = 366 * 30;

constexpr std::string_view kPauseArticle = "《行政处罚法》第七十三条第三款";
constexpr std::string_view kAgreedArticle = "《行政处罚法》第六十六条第二款";
constexpr std::string_view kCapArticle = "《行政强制法》第四十五条第二款";
constexpr std::string_view kToldArticle = "《行政强制法》第四十五条第一款";

Fen paid_between(const SurchargeTerms& terms, std::optional<Date> from, Date before) {
  Fen sum;
  for (const auto& paid : terms.paid) {
    if ((!from || paid.on >= *from) && paid.on < before) sum = sum + paid.amount;
  }
  return sum;
}

Fen at_least_zero(Fen amount) { return std::max(amount, Fen{}); }

struct Day {
  Kind kind;
  Fen base;
  bool operator==(const Day&) const = default;
};

// What is late as the day begins.
Day look_at(const SurchargeTerms& terms, Date day) {
  const Fen unpaid = at_least_zero(terms.fine - paid_between(terms, std::nullopt, day));
  const SurchargeTerms::Agreed* agreed = nullptr;
  for (const auto& candidate : terms.agreed) {
    if (candidate.from <= day) agreed = &candidate;
  }
  Fen late = unpaid;
  if (agreed != nullptr) {
    Fen due;
    for (const auto& step : agreed->plan) due = due + (step.due < day ? step.amount : Fen{});
    late = std::min(unpaid, at_least_zero(due - paid_between(terms, agreed->approved_on, day)));
  }
  const bool paused = std::any_of(terms.pauses.begin(), terms.pauses.end(), [&](const auto& pause) {
    return pause.from <= day && (!pause.to || day <= *pause.to);
  });
  if (late.count == 0) return {Kind::agreed, unpaid};
  return {paused ? Kind::paused : Kind::counted, late};
}

std::string range_zh(const SurchargeStep& step) {
  const std::string days = "，" + std::to_string(step.days()) + " 天";
  return step.from == step.to ? step.from.text() + days : step.from.text() + " 至 " + step.to.text() + days;
}

void say(SurchargeStep& step) {
  const std::string range = range_zh(step);
  switch (step.kind) {
    case Kind::counted:
      step.text = range + "：以逾期未缴的 " + format_yuan(step.base) + " 元为基数，每日 3%，加处 " +
                  format_yuan(step.amount) + " 元。";
      step.citation = kSurchargeArticle;
      break;
    case Kind::paused:
      step.text = range + "：行政复议、行政诉讼期间，不计算。";
      step.citation = kPauseArticle;
      break;
    case Kind::agreed:
      step.text = range + "：在批准的延期、分期之内，不是逾期。";
      step.citation = kAgreedArticle;
      break;
    case Kind::capped:
      step.text = step.from.text() + "：加处罚款达到罚款数额 " + format_yuan(step.base) + " 元，不再增加。";
      step.citation = kCapArticle;
      break;
    case Kind::untold:
      step.text = "决定书没有写明逾期加处罚款，不得加处。";
      step.citation = kToldArticle;
      break;
  }
}

void join(std::vector<SurchargeStep>& steps, const Day& day, Date on, Fen added) {
  if (!steps.empty() && steps.back().kind == day.kind && steps.back().base == day.base && steps.back().to + 1 == on) {
    steps.back().to = on;
    steps.back().amount = steps.back().amount + added;
    return;
  }
  steps.push_back({day.kind, on, on, day.base, added, {}, {}});
}

}  // namespace

Surcharge surcharge(const SurchargeTerms& terms, Date as_of) {
  Surcharge out;
  out.cap = terms.fine;
  if (terms.fine.count <= 0 || as_of <= terms.due) return out;
  if (!terms.told) {
    out.steps.push_back({Kind::untold, terms.due + 1, as_of, terms.fine, {}, {}, {}});
    say(out.steps.back());
    return out;
  }
  std::int64_t hundredths = 0;  // of a fen, so that no day is rounded by itself
  const Date last = std::min(as_of, terms.due + kDaysMax);
  for (Date day = terms.due + 1; day <= last; day = day + 1) {
    if (paid_between(terms, std::nullopt, day) >= terms.fine) break;
    const Day found = look_at(terms, day);
    if (found.kind != Kind::counted) {
      join(out.steps, found, day, {});
      continue;
    }
    if (!out.first_day) out.first_day = day;
    hundredths += found.base.count * kSurchargePercentADay;
    const Fen now = std::min(Fen{hundredths / 100}, out.cap);
    join(out.steps, found, day, now - out.amount);
    out.amount = now;
    if (out.amount < out.cap) continue;
    out.capped_on = day;
    out.steps.push_back({Kind::capped, day, day, out.cap, {}, {}, {}});
    break;
  }
  // Days of an agreement after the last counted or paused one tell nothing.
  while (!out.steps.empty() && out.steps.back().kind == Kind::agreed && out.amount.count == 0 && out.steps.size() > 1) {
    out.steps.pop_back();
  }
  for (auto& step : out.steps) say(step);
  return out;
}

}  // namespace mingjing::cases
