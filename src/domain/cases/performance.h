// Performance of a decision 「履行」: payments, deferral and instalments 「延期、分期缴纳」, demand 「催告」, application to the
// court 「申请法院强制执行」, reconsideration and litigation 「行政复议、行政诉讼」, and what became of confiscated goods.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"
#include "domain/cases/measures.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

// 缴款. Fine and gains first, then surcharge, unless the act says otherwise.
struct Payment {
  PaymentId id;
  DecisionId decision;  // the decision it was paid under: one that is made anew has an account of its own
  PartyId party;  // nil: the only one
  Date paid_on;
  Fen amount;
  std::string towards = "fine";    // fine 罚款和没收违法所得, surcharge 加处罚款
  std::string channel = "bank";    // bank, electronic, on_spot
  std::string on_spot_ground;      // apl_69_remote …; needed for on_spot (APL 68, 69)
  std::string receipt_no;
  std::optional<Date> landed_on;     // 抵岸, for money taken on the water: the two days run from there (APL 71)
  std::optional<Date> handed_in_on;  // 交至行政机关, within two working days (APL 71)
  std::optional<Date> banked_on;     // 缴付指定银行, within two working days (APL 71)
  bool refund = false;               // 退还: the amount goes back to the party
  bool operator==(const Payment&) const = default;
};

// 延期、分期缴纳 (APL 66(2)).
struct Deferral {
  DeferralId id;
  DecisionId decision;
  PartyId party;
  std::string kind = "deferral";  // deferral, instalment
  std::string applicant;
  std::string reason;
  Instant applied_at;
  struct Instalment {
    Date due;
    Fen amount;
    bool operator==(const Instalment&) const = default;
  };
  std::vector<Instalment> plan;  // one for a deferral
  Verdict verdict = Verdict::pending;
  std::optional<Instant> decided_at;
  UserId decided_by;
  DocumentId document;
  bool operator==(const Deferral&) const = default;
};

// 催告 (ACL 54: ten working days before the court may be asked).
struct Demand {
  DemandId id;
  DecisionId decision;
  PartyId party;
  Instant served_at;
  std::string content;
  std::optional<Date> until;
  bool covers_surcharge = false;
  DocumentId document;
  bool operator==(const Demand&) const = default;
};

// 申请法院强制执行 (ACL 53–60).
struct CourtApplication {
  CourtApplicationId id;
  DecisionId decision;
  PartyId party;
  std::string court;
  Instant applied_at;
  std::string scope;
  bool covers_surcharge = false;
  bool late = false;  // beyond the three months of ACL 53: confirmed by the actor, a clue for supervision
  DocumentId document;
  std::string outcome;  // accepted, refused, executed, terminated; empty: none yet
  std::optional<Date> outcome_on;
  std::string note;
  bool operator==(const CourtApplication&) const = default;
};

// 行政复议、行政诉讼 against the decision. While it is open the surcharge stands still (APL 73(3)) and the court is closed.
struct Remedy {
  RemedyId id;
  DecisionId decision;
  PartyId party;
  std::string kind = "reconsideration";  // reconsideration, litigation
  std::string body;                      // 复议机关、法院
  std::string number;
  Date filed_on;
  bool execution_stayed = false;  // 停止执行 (APL 73, ARL 42)
  std::string outcome;  // upheld, changed, revoked, remake, illegal, void, dismissed, withdrawn, settled; empty: open
  std::optional<Date> decided_on;
  std::optional<Date> served_on;  // of the outcome on the agency
  bool is_final = false;
  bool procedural = false;  // overturned for a breach of procedure alone: the same may be decided again (ARL 64(2))
  std::string text;
  // A judgment that can still be appealed ends nothing.
  bool is_open() const { return outcome.empty() || (kind == "litigation" && !is_final); }
  bool operator==(const Remedy&) const = default;
};

// 罚没物品处理.
struct GoodsDisposal {
  GoodsDisposalId id;
  DecisionId decision;
  std::vector<Thing> things;
  std::string way;  // auction, destroy, hand_over, return, other
  Date on;
  std::string receipt;
  std::string note;
  bool operator==(const GoodsDisposal&) const = default;
};

}  // namespace mingjing::cases
