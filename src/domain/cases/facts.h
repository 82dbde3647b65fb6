// Facts 「判断所依据的事实」: everything that guards read, as plain values. `facts_of` fills what follows from the
// case; the use case in flow/ fills the rest (marked `flow:`), which it reads in the same transaction after the version
// moved on. Guards see nothing else, so every refusal can be tested with a table row.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/cases/case.h"
#include "domain/cases/measure_facts.h"
#include "domain/cases/party_facts.h"
#include "domain/cases/money_facts.h"
#include "domain/identity/role.h"

namespace mingjing::cases {

// An officer named in an act, with the state of the certificate on the day the act took place (not today's).
struct ActingOfficer {
  OfficerId id;
  std::string name;
  bool certificate_valid = false;
  std::optional<Date> certificate_until;
  bool category_matches = true;
  bool assigned = false;  // 承办人 of this case
  bool recused = false;   // 已决定回避
  bool recusal_pending = false;  // 申请回避，未决定
};

// What the act's body says. Absent while only the buttons are computed (`allowed_acts`): guards that judge the body
// are silent then.
struct ActInput {
  ActInput();  // as with `Case`: the special members are in facts.cpp
  ActInput(const ActInput&);
  ActInput(ActInput&&) noexcept;
  ActInput& operator=(const ActInput&);
  ActInput& operator=(ActInput&&) noexcept;
  ~ActInput();

  Instant occurred_at;
  std::string outcome;                  // of acts that have outcomes: approve / return, passed / returned / failed …
  std::string late_reason;              // 补录或者逾期原因
  std::vector<ActingOfficer> officers;  // flow: resolved from the body's officer ids on the day of occurred_at
  bool certificate_shown = false;       // 已出示执法证件
  // filing
  // decision, or the notice about to be served: what is imposed or announced
  std::vector<PenaltyKind> kinds;
  Fen fine, illegal_gains, property_value;
  // statement
  std::string statement_result;          // made, not_made, waived
  bool express_waiver_recorded = false;  // 明确放弃的书面记录或者录音录像
  bool statement_answered = false;       // 已复核并答复
  PartyId party;  // whom the act concerns, where the form names a party; nil: the only one
  HearingInput hearing;
  // review
  std::vector<Reason> opinion_findings;  // flow: domain/review `check_opinion`
  struct NamedReviewer {                 // flow: somebody to whom the review is given
    std::string name;
    bool of_unit = true;    // 法制审核机构的审核人员, or a counsel of the agency
    bool qualified = true;  // APL 58(2)
    std::string conflict;   // why not this case; empty: nothing stands against it
  };
  std::vector<NamedReviewer> reviewers;
  std::vector<std::string> unanswered_points;  // flow: flawed points that the reply passes over, by name
  bool own_deviation = false;                  // the actor proposed the deviation that is to be approved
  std::int64_t extend_days = 0;
  // discussion
  std::int64_t members = 0;  // 参加的负责人人数
  bool education_given = true;  // 对当事人进行教育 (APL 33(3)), of a decision not to punish
  // decision document
  std::vector<Reason> document_missing;  // flow: domain/documents `compose`, APL 59 items that are absent
  // service
  std::string service_method;  // direct, lien, postal, electronic, announcement, entrusted, forwarded
  std::optional<Date> delivered_on;
  std::optional<Date> announced_on;  // day the announcement was published
  bool receipt_recorded = false;     // 送达回证, 邮寄回执 or the system's receipt
  bool witness_or_video = false;     // 见证人签名 or 拍照录像, for lien service
  bool announcement_reason = false;  // 下落不明 or other ways failed, with the course recorded
  ServiceInput service;
  // payment
  Fen payment;
  MoneyInput money{};
  // publication
  std::string ground;  // of withholding; reason of takedown
  // flow: id of the row the act is about; limits of one rule with several subjects are told apart by it
  std::string limit_subject;
  MeasureInput measure;
};

// Legal review beyond its state: registration, allocation, supplement, dispute.
struct ReviewFacts {
  bool accepted = false;         // 已受理登记
  bool outside = false;          // 由同级政府法制机构审核
  bool actor_allocated = false;  // 本轮分配的审核人员
  std::string actor_conflict;    // flow: why the actor may not review this case; empty: nothing stands against it
  bool supplement_open = false;  // 有待补充的要求
  bool disputable = false;       // returned or failed, and not yet brought before the leaders
  bool dispute_open = false;     // 分歧有待研究
  std::vector<ReviewRound::Ground> grounds;  // flow: every reason why review is a must
  std::vector<std::string> tags;             // flow: of indicator 92
  bool foreseen = false;                     // flow: the reasons follow from what the item allows, not from a proposal
  bool sent_outside = false;                 // flow: catalogue entry or setting sends it to the government's own body
};

// Discretion of the case 「裁量」 as a whole: over every party and violation.
struct DiscretionStanding {
  bool standard = false;       // flow: an item of the case has a standard in force
  bool assessed = true;        // flow: whatever has a standard was assessed
  bool stale = false;          // the proposal, or facts of the case, changed after the assessment
  bool reasoned = false;       // 裁量理由 written instead
  std::vector<Reason> faults;  // flow: what catalog::check_proposal says against the proposal
  bool deviation_open = false; // a deviation waits for approval
};

enum class ReviewState : std::uint8_t { none, pending, passed, returned, failed, stale };

struct Facts {
  Facts();  // as with `Case`: the special members are in facts.cpp
  Facts(const Facts&);
  Facts(Facts&&) noexcept;
  Facts& operator=(const Facts&);
  Facts& operator=(Facts&&) noexcept;
  ~Facts();

  // the moment and the actor
  Instant now;
  Date today;
  UserId actor;
  OfficerId actor_officer;
  identity::RoleSet actor_roles;
  bool actor_is_system = false;
  bool actor_is_handler = false;    // by officer id among the case's officers
  bool actor_gave_opinion = false;  // 本案审核人
  bool actor_proposed_publication = false;
  bool actor_in_review_unit = true;              // flow: 法制审核机构
  bool reviewer_qualified = true;                // flow: 法律职业资格
  std::optional<Date> reviewer_first_review_on;  // flow: before 2018-01-01 needs no qualification (APL 58(2))
  std::optional<ActInput> input;

  // the case
  Stage stage = Stage::clue_registered;
  Instant stage_since;
  Instant reported_at;
  std::optional<Date> filed_on;
  bool item_chosen = false;
  bool cause_given = false;
  std::size_t officers_assigned = 0;
  std::size_t officers_valid_today = 0;  // flow: certificates of the assigned officers today
  bool party_known = false;
  bool party_identified = false;  // 身份 proven: USCC, or citizen number or birth date
  bool party_is_minor = false;
  bool party_under_14 = false;  // flow, when the birth date says so on the day of the act
  bool e_service_consent = false;
  std::optional<Date> discovered_on;
  std::optional<Date> limitation_until;  // last day on which discovery is in time (APL 36)
  bool five_year_limitation = false;
  std::size_t inquiries = 0;
  std::size_t on_site_records = 0;
  std::size_t evidence_count = 0;

  // what is intended
  bool has_proposal = false;
  std::string intended_outcome;  // penalty, no_penalty, not_established
  std::vector<PenaltyKind> kinds;
  Fen fine, illegal_gains, property_value;
  std::size_t basis_count = 0;
  std::int64_t substance_version = 0;
  std::int64_t facts_version = 0;
  bool benchmark_or_reason = false;
  bool mitigated = false;                   // lawful ground and reasons given
  std::optional<Fen> fine_min, fine_max;    // flow: catalog, the statutory range of the item for this party
  std::vector<PenaltyKind> kinds_possible;  // flow: catalog; empty when the item names none

  // Joint parties and counts; `parties` is empty with one party and one violation. Those for whom statement or service
  // are still to come keep the stage of the case where it is.
  std::vector<PartyFacts> parties;
  std::vector<CountFacts> counts;
  std::size_t parties_unheard = 0, parties_unserved = 0;
  bool service_duty_met = true;    // served, or begun by announcement, for every party (APL 61, CPL 95)
  bool served_party_fined = true;  // flow: the party that this act serves has a fine to pay

  // notice, statement, hearing
  std::optional<Notice> notice;
  HearingFacts hearing_facts;
  bool hearing_right_due = false;  // flow: catalog, APL 63 threshold reached by what is intended
  std::string hearing_right_why;   // flow: e.g. 拟罚款 120,000.00 元，超过 100,000.00 元
  HearingState hearing = HearingState::none;
  std::optional<Date> hearing_request_until;  // last day to ask
  std::optional<Date> statement_until;        // last day of the statement period
  bool statement_heard = false;
  bool statement_waived = false;
  bool statement_answered = false;

  // legal review
  bool review_required = false;  // flow: catalog, APL 58 or the agency's catalogue
  std::string review_why;        // flow
  std::string review_citation;   // flow: APL 58 or seed 002
  ReviewState review = ReviewState::none;
  std::string reviewer_name;
  std::optional<Date> review_due;
  Instant review_submitted_at;
  bool review_replied = false;
  bool review_extended = false;
  ReviewFacts review_work;

  DiscretionStanding discretion;

  // discussion, approval, decision
  bool discussion_required = false;
  bool discussion_current = false;  // held on the present substance
  bool approval_current = false;    // submitted on the present substance
  bool has_decision = false;
  std::string decision_outcome;
  Instant decided_at;
  bool decision_document_rendered = false;
  bool service_started = false;
  bool served = false;
  Fen owed;                // fine + gains still to pay
  bool performed = false;  // nothing left to perform
  MoneyFacts money;
  RemedyTerms remedy_terms;  // flow: of the item
  PublicationState publication = PublicationState::none;
  Instant publication_proposed_at;  // the one that waits for approval
  std::size_t publication_findings = 0;
  bool correction_proposed = false;  // 更正公示 waits for approval
  std::string takedown_reason;       // of the present publication, when it is taken down

  MeasureFacts measures;

  // limits the agency owes that have passed on the day of the act: red, never refusing
  struct Overdue {
    std::string rule;
    std::string name_zh;
    std::string citation;
    Date due;
    std::string subject{};
  };
  std::vector<Overdue> overdue;
  // What the act rests on; set by `advance` from the row.
  Instant basis_at;
};

// Recorded later than this after it took place, an act needs a reason and shows as late (CONTRACTS 2).
inline constexpr std::int64_t kLateRecordMs = 24LL * 3600 * 1000;

// Everything that follows from the case itself. `at` is the moment of the act (occurred_at, or now for buttons):
// overdue limits are judged by it.
Facts facts_of(const Case& enforcement_case, Instant now, Instant at);

// State of the last review round; `stale` when the substance, or the answered statement, is newer than what was
// reviewed (DOMAIN 3.3 row 9).
ReviewState review_state(const Case& enforcement_case);

// The last day on which a discovery is within the limitation of APL 36: two years, or five, from the end of the act.
Date limitation_last_day(Date violation_ended_on, bool five_years);

}  // namespace mingjing::cases
