// For tests: the money side of facts in order for an act (sample_case.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/facts.h"

namespace mingjing::cases::sample {

// A fine of 50,000 yuan was to be paid by 2026-03-10; today is 2026-03-20.
inline void good_money(Facts& f, Act act) {
  MoneyFacts& m = f.money;
  m.fine_owed = m.imposed_fine = f.owed;
  m.pay_until = Date(2026, 3, 10);
  f.has_decision = true;
  f.decision_outcome = "penalty";
  if (!f.input) return;
  MoneyInput& in = f.input->money;
  switch (act) {
    case Act::record_performance_update:
    case Act::close_case:
      f.owed = m.fine_owed = {};
      in.result = "performed";
      in.closing_reason = "performed";
      if (f.stage == Stage::decided) {  // before service only a decision that fell is closed
        m.fell = true;
        m.overturned = "revoked";
        f.publication = PublicationState::withheld;
        in.closing_reason = "overturned";
      }
      if (f.stage == Stage::transferred) in.closing_reason = "transferred";
      break;
    case Act::decide_deferral:
      m.deferral_pending = true;
      [[fallthrough]];
    case Act::apply_deferral:
      in.kind = "deferral";
      in.plan = {{Date(2026, 6, 1), f.owed}};
      break;
    case Act::demand_performance:
      f.performed = false;
      break;
    case Act::apply_court_enforcement:
      f.performed = false;
      m.demand_served_on = Date(2026, 3, 2);
      m.demand_waited_until = Date(2026, 3, 16);
      m.remedies_until = Date(2026, 3, 19);
      m.court_opens = Date(2026, 3, 20);
      m.court_closes = Date(2026, 6, 19);
      break;
    case Act::record_court_outcome:
      m.court_pending = true;
      break;
    case Act::record_remedy_outcome:
      m.remedy_open = true;
      break;
    case Act::remake_decision:
      m.fell = m.remake_ordered = true;
      m.overturned = "revoked";
      f.publication = PublicationState::taken_down;
      break;
    case Act::dispose_goods:
      m.goods_confiscated = true;
      in.way = "auction";
      break;
    default:
      break;
  }
}

}  // namespace mingjing::cases::sample
