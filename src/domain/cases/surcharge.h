// Surcharge on a fine paid late 「加处罚款」: each day three per cent of what is then unpaid, never more than the fine
// (APL 72(1)(1), ACL 45(2)). Pure arithmetic with its working, day range by day range, so that a party can recompute it.
//
// Own readings, shown in the working: a day is late when something due was unpaid as it began, so the day of payment
// still counts and the due day never does; what has been paid no longer bears a surcharge; fractions of a fen fall to
// the party.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"

namespace mingjing::cases {

struct SurchargeTerms {
  Fen fine;         // 罚款数额: what the surcharge may not exceed
  Date due;         // the last day to pay, rolled by the calendar
  bool told = true;  // the decision says that late payment is surcharged; else nothing can be booked

  struct Paid {
    Date on;
    Fen amount;
  };
  std::vector<Paid> paid;  // towards the fine

  // 延期、分期 as approved: paying by these days is no lateness (APL 66(2)). The newest agreement in force counts.
  struct Step {
    Date due;
    Fen amount;
  };
  struct Agreed {
    Date from;         // of the application: from here on no day is late by the earlier terms
    Date approved_on;  // payments from here on fulfil the plan
    std::vector<Step> plan;
  };
  std::vector<Agreed> agreed;  // by `from`

  // 行政复议、行政诉讼期间: first and last day included; no last day: still under way (APL 73(3)).
  struct Pause {
    Date from;
    std::optional<Date> to;
  };
  std::vector<Pause> pauses;
};

struct SurchargeStep {
  enum class Kind : std::uint8_t { counted, paused, agreed, capped, untold };
  Kind kind = Kind::counted;
  Date from, to;
  Fen base;    // 当日未缴的罚款
  Fen amount;  // added by these days
  std::string text;
  std::string citation;
  int days() const { return to - from + 1; }
};

struct Surcharge {
  Fen amount;
  Fen cap;
  std::optional<Date> first_day;   // the first day counted
  std::optional<Date> capped_on;   // the day on which the cap was reached
  std::vector<SurchargeStep> steps;
};

inline constexpr std::string_view kSurchargeArticle = "《行政处罚法》第七十二条第一款第一项";
inline constexpr std::int64_t kSurchargePercentADay = 3;

// What has accrued at the end of `as_of`.
Surcharge surcharge(const SurchargeTerms& terms, Date as_of);

}  // namespace mingjing::cases
