// Facts of performance, remedies and of a decision made anew, as guards read them (facts.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::cases {

// What the body of such an act says.
struct MoneyInput {
  PartyId party;            // nil: the only one
  std::optional<Date> on;   // the day up to which a surcharge counts; the day of the act without
  // payment
  std::string towards = "fine";
  std::string channel = "bank";
  std::string on_spot_ground;
  bool hand_in_late = false;  // flow: counted by the calendar
  bool bank_late = false;     // flow
  // deferral
  std::string kind;
  std::vector<Deferral::Instalment> plan;
  // court
  bool covers_surcharge = false;
  bool late_confirmed = false;
  // remedy outcome, revocation
  std::string result;
  std::optional<Fen> fine, illegal_gains;  // 变更后的数额
  // goods
  std::string way;
  bool way_reasoned = false;  // 说明 given
  // closing
  std::string closing_reason;
};

// Within which periods a party may turn to reconsideration or the court, where a statute differs for the item.
struct RemedyTerms {
  std::int64_t review_days = 60;
  std::int64_t litigation_months = 6;
  std::int64_t litigation_days = 0;  // then months is 0
  std::string litigation_citation;
};

struct MoneyFacts {
  // The account of the party named, or all accounts together, on the day of the act.
  Fen fine_owed;
  Fen surcharge_owed;
  Fen refund_due;  // paid and no longer owed, earlier decisions included
  Fen imposed_fine, imposed_gains;
  bool surcharge_told = true;
  bool single_account = true;      // one account, or the act names whose
  std::optional<Date> pay_until;   // the last day to pay; a deferral's when approved
  // 延期、分期
  bool deferral_pending = false;
  std::optional<Date> deferral_until;  // the last day of the newest approved one
  // 复议、诉讼
  bool remedy_open = false;
  std::string overturned;  // changed, revoked, confirmed_illegal, confirmed_void
  bool fell = false;       // nothing of the decision stands any more
  bool remake_ordered = false;
  // 催告、申请法院
  std::optional<Date> demand_served_on;
  bool demand_covers_surcharge = false;
  std::optional<Date> demand_waited_until;   // flow: ten working days after the demand
  std::optional<Date> remedies_until;        // flow: when the last of both remedy periods ends
  std::optional<Date> court_opens, court_closes;  // flow: the three months
  std::string court_citation;                // flow: ACL 53, or APL 72(2) after a deferral
  bool court_pending = false;                // an application without a final outcome
  std::string court_outcome;                 // of the newest
  bool enforced = false;                     // 已登记强制执行
  // 罚没物品
  bool goods_confiscated = false;
  bool goods_disposed = false;
  // people
  bool actor_decided = false;  // the actor made the decision
  // 重新作出
  struct Past {
    std::string by;           // reconsideration, litigation, agency
    bool ordered = false;     // 责令重新作出
    bool procedural = false;  // overturned for a breach of procedure alone
    bool same_facts = false;  // facts and reasons of the proposal are word for word the former ones
    bool same_result = false;
    bool heavier = false;
  };
  std::optional<Past> past;
};

struct Facts;
// Fills the money side of the facts: of one party when it is named. `on`: the day up to which a surcharge counts.
void fill_money(const Case& enforcement_case, Date on, PartyId party, Facts& facts);

}  // namespace mingjing::cases
