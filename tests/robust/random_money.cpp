// SPDX-License-Identifier: Apache-2.0
#include "tests/robust/random_money.h"

#include "domain/cases/account.h"

namespace mingjing::robust {
namespace {

using cases::Act;

// An id of one of the rows; of nothing when there is none.
template <class Rows>
Json some_id(Chance& chance, const Rows& rows, const cases::Case& c) {
  return rows.empty() ? Json(c.id.text()) : Json(rows[chance.below(rows.size())].id.text());
}

Json plan(Chance& chance, const cases::Case& c, Date today) {
  Fen owed;
  for (const auto& account : cases::accounts(c, today)) owed = owed + account.fine_owed();
  const auto step = [](Date due, Fen amount) {
    return Json::object({{"due", due.text()}, {"amount_fen", std::max<std::int64_t>(1, amount.count)}});
  };
  if (chance.once_in(2)) return Json::array({step(today + 30, owed)});
  const Fen half{owed.count / 2};
  return Json::array({step(today + 30, half), step(today + 60, owed - half)});
}

std::string closing_reason(const cases::Case& c) {
  if (c.stage() == cases::Stage::transferred) return "transferred";
  if (!c.decision) return "performed";
  if (c.decision->outcome != "penalty") return c.decision->outcome;
  if (cases::fell(*c.decision)) return "overturned";
  return c.decision->performance == "enforced" ? "enforced" : "performed";
}

}  // namespace

std::optional<Json> money_value(Chance& chance, const cases::Case& c, Act act, Instant now, std::string_view name) {
  const Date today = now.date();
  if (name == "payment_id") return some_id(chance, c.payments, c);
  if (name == "deferral_id") return some_id(chance, c.deferrals, c);
  if (name == "application_id") return some_id(chance, c.court_applications, c);
  if (name == "remedy_id") return some_id(chance, c.remedies, c);
  if (name == "plan") return plan(chance, c, today);
  if (name == "channel" && act == Act::record_payment) return Json(chance.once_in(6) ? "on_spot" : "bank");
  if (name == "towards") return Json(chance.once_in(6) ? "surcharge" : "fine");
  if (name == "handed_in_on" || name == "banked_on") return Json(today.text());
  if (name == "asked_by_party" || name == "late_confirmed" || name == "final") return Json(true);
  if (name == "reason" && act == Act::close_case) return Json(closing_reason(c));
  if (name == "ground" && act == Act::withhold_publication && c.decision && !c.decision->overturned.empty())
    return Json("overturned");
  if (name == "result" && act == Act::record_court_outcome) return Json(chance.once_in(3) ? "accepted" : "executed");
  return std::nullopt;
}

}  // namespace mingjing::robust
