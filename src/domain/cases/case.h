// The case 「案件」: one aggregate from clue to archive, with everything that belongs to it, as typed parts.
// A clue is a case at stage `clue_registered`. Loaded whole (`from_parts`), changed by a use case in flow/, saved whole
// (`to_parts`; unchanged parts cost nothing). The stage is private: only `advance()` (procedure.h) sets it.
// Personal identifiers leave `to_parts` as secrets of a part, never as data (part.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/cases/archive.h"
#include "domain/cases/evidence.h"
#include "domain/cases/hearing.h"
#include "domain/cases/measures.h"
#include "domain/cases/penalty.h"
#include "domain/cases/performance.h"
#include "domain/cases/recording.h"
#include "domain/cases/stage.h"
#include "domain/catalog/recording_matters.h"
#include "domain/part.h"

namespace mingjing::cases {

enum class PartyKind : std::uint8_t {
  natural,              // 自然人
  organisation,         // 法人或者其他组织
  individual_business,  // 个体工商户
};
inline constexpr std::array<Named<PartyKind>, 3> kPartyKinds{{
    {PartyKind::natural, "natural", "自然人"},
    {PartyKind::organisation, "organisation", "法人或者其他组织"},
    {PartyKind::individual_business, "individual_business", "个体工商户"},
}};

// Party 「当事人」. The secret fields are encrypted at rest (CONTRACTS 5).
struct Party {
  PartyId id;
  PartyKind kind = PartyKind::organisation;
  std::string name;
  std::string uscc;                  // 统一社会信用代码
  std::string legal_representative;  // 法定代表人, 负责人 or 经营者
  bool is_minor = false;           // 未成年人: under 18 on the day of the act; never published (APL 30, DOMAIN 4.6)
  bool e_service_consent = false;  // 同意电子送达并签订确认书 (APL 61(2))
  std::string citizen_no;          // secret 公民身份号码
  std::string phone;               // secret
  std::string address;             // secret for a natural person or individual business; data for an organisation
  std::string bank_account;        // secret
  std::string birth_date;          // secret, YYYY-MM-DD
  std::string released_reason;     // 不再列为当事人, why; empty: party to the case
  bool operator==(const Party&) const = default;
};

// Handler of the case 「承办人」: an officer with certificate.
struct CaseOfficer {
  OfficerId id;
  std::string name;
  std::string certificate_no;
  std::string role = "assist";  // lead 主办, assist 协办
  Instant since;
  bool operator==(const CaseOfficer&) const = default;
};

// Record 「办案记录」: an inquiry, a notice, a discussion …: one row of the timeline with its content.
struct Record {
  RecordId id;
  Act act = Act::register_clue;
  Instant occurred_at;
  Instant recorded_at;
  std::string late_reason;          // 补录或者逾期原因; shown as late everywhere when not empty
  std::vector<std::string> marks;   // e.g. before_filing, recorded_late, overdue:apl_60_decide
  std::vector<OfficerId> officers;  // who acted
  bool certificate_shown = false;   // 出示执法证件
  UserId by;
  Json data;  // what the act's form carried (data/forms/<act>.json), without secrets
  std::map<std::string, std::string> secrets;  // its secret members, e.g. the identity number of who was asked
  // What the agency's own list asked of this step on its day, where it asks more than the program's: kept with the row, so
  // that a later list changes nothing that was done before it (evidence/recording_list.h).
  std::optional<catalog::RecordingMatter> matter;
  bool operator==(const Record&) const = default;
};

// Document 「执法文书」: the committed model's digest, then the rendered file's.
struct Document {
  DocumentId id;
  std::string template_id;
  std::string title;
  std::string number;
  std::string model_sha256;
  Json model;                        // documents::DocumentModel as JSON
  std::string status = "committed";  // committed → rendered
  std::string file_sha256;
  std::string file_sm3;  // beside it in the SM profile; else empty
  std::int64_t size = 0;
  std::int64_t pages = 0;
  RecordId record;  // the act that made it
  bool operator==(const Document&) const = default;
};

// Obligation 「期限」: a running time limit, whoever owes it (DESIGN 4). What changes by the mere passing of days is
// never stored; the light is computed (domain/supervision/light.h).
struct Obligation {
  ObligationId id;
  std::string rule;                // e.g. apl_60_decide
  std::string subject;             // id of the row it belongs to, where several of one rule may run (party, transfer …)
  std::string name_zh;             // e.g. 作出处罚决定
  std::string unit;                // working_day, calendar_day, hour, month, year
  std::string owed_by = "agency";  // agency, party, or other (公安机关, 人民法院 …)
  std::string citation;
  Instant start;
  Date due;
  std::optional<Instant> due_at;  // for limits in hours
  bool provisional = false;       // 暂定: a year without calendar
  bool by_date = false;           // 指定的日期: set in an order or a plan, not counted from a rule
  Json working;                   // the steps, as law/ gave them
  struct Suspension {
    Date from;
    std::optional<Date> to;
    std::string ground;
    std::string citation;
    bool operator==(const Suspension&) const = default;
  };
  std::vector<Suspension> suspensions;
  std::int64_t extended_by = 0;  // units added
  std::string extension_reason;
  UserId extension_approved_by;
  std::optional<Date> fulfilled_on;
  std::optional<Date> yellow_on;
  std::optional<Date> red_on;
  bool is_open() const { return !fulfilled_on.has_value(); }
  bool is_suspended() const { return !suspensions.empty() && !suspensions.back().to; }
  bool operator==(const Obligation&) const = default;
};

// One penalty for one violation by one party 「一项处罚」. A case with one party and one violation needs none: its proposal
// says it all. With several, every count is judged in its own range; the proposal's own kinds and amounts are their sum
// (分别裁量，合并执行; each joint party by its own part in the violation).
struct Count {
  PartyId party;
  std::string item_id, item_code, item_name;
  std::string facts;
  std::vector<PenaltyKind> kinds;
  std::string kinds_text;
  Fen fine, illegal_gains, property_value;
  std::vector<std::string> violated, basis;
  std::string benchmark;
  std::string mitigation_ground, mitigation_reason;
  bool operator==(const Count&) const = default;
};

// Discretion in a case 「裁量」: what was established, what the standard leads to, and a departure from it (catalog/discretion.h).
struct DiscretionChoice {
  AssessmentId id;
  PartyId party;
  std::string item_code;
  Date act_ended_on;
  std::vector<std::string> facts;  // ids of the book
  Json measures;                   // id → amount
  std::vector<std::string> taken;  // 可以 rules made use of
  Instant assessed_at;
  UserId assessed_by;
  Json assessment;               // catalog::to_json of the engine's answer
  std::string no_penalty_ground;  // id of the rule named
  std::string reasons;
  std::string deviation_reason;  // 偏离裁量基准的理由; approved by another person
  UserId deviation_proposed_by;
  UserId deviation_approved_by;
  std::optional<Instant> deviation_approved_at;
  std::int64_t substance_version = 0;  // of the proposal it was made for; 0: before there was one
  bool operator==(const DiscretionChoice&) const = default;
};

// Proposal 「拟处理意见」: facts found and what is intended. `substance_version` rises by itself whenever facts, kinds,
// amount or outcome change (`set_proposal`), which makes an earlier passed review, discussion and approval stale.
struct Proposal {
  std::string outcome = "penalty";  // penalty, no_penalty, not_established
  std::string facts;                // 违法事实
  std::string reasons;              // 理由
  std::vector<PenaltyKind> kinds;
  std::string kinds_text;             // the intended measures in words, e.g. 责令退还土地，并处罚款
  Fen fine;                           // 罚款
  Fen illegal_gains;                  // 没收违法所得
  Fen property_value;                 // 没收非法财物价值
  std::vector<std::string> violated;  // 违反的规定, citations to the item
  std::vector<std::string> basis;     // 处罚依据, citations to the item
  std::string benchmark;              // 裁量基准 applied
  std::string benchmark_reason;       // why, or why none applies
  std::string mitigation_ground;      // 减轻处罚的法定情形, a citation; needed below the statutory minimum
  std::string mitigation_reason;
  std::vector<Count> counts;  // empty: one violation by one party
  std::int64_t substance_version = 1;
  Instant substance_changed_at;
  std::int64_t facts_version = 1;  // rises when there are new facts or another basis: what was told no longer covers them
  bool operator==(const Proposal&) const = default;
};

// What one party was told and when, and its right to a hearing (APL 44, 63). A party that is told again
// begins anew.
struct Told {
  PartyId party;
  Instant served_at;  // date of service, from which statement and request run
  DocumentId document;
  std::vector<PenaltyKind> kinds;
  Fen fine;
  Fen illegal_gains;
  Fen property_value;
  std::int64_t facts_version = 0;
  HearingState hearing = HearingState::none;
  std::optional<Instant> requested_at;
  std::string request_form;  // written, oral
  std::string applicant;
  bool operator==(const Told&) const = default;
};

// What the parties were told 「告知内容」, kept from `serve_prior_notice` (APL 44: content, facts, reasons, basis): the sums
// over all parties, and each party's share.
struct Notice {
  Instant served_at;
  std::vector<PenaltyKind> kinds;
  Fen fine;
  Fen illegal_gains;
  Fen property_value;
  std::int64_t substance_version = 0;
  bool hearing_right_told = false;
  std::vector<Count> counts;  // as told, with several parties or violations
  std::vector<Told> told;     // newest of each party
  Told* of(PartyId party);  // null: not told
  const Told* of(PartyId party) const;
  bool operator==(const Notice&) const = default;
};

// The state of the hearing for the whole case: with several parties, what holds it up most.
HearingState hearing_state_of(const Notice& notice);

// What a party said to the notice 「陈述申辩」, and the answer after re-examination 「复核」 (APL 45).
struct Statement {
  StatementId id;
  PartyId party;
  Instant heard_at;
  std::string result = "made";  // made, not_made, waived
  bool answered = false;        // 已复核并答复
  RecordId record;
  std::string adopted;  // all, part, none; empty when nothing was said
  bool operator==(const Statement&) const = default;
};

// Service of a document on a party 「送达」, begun and then done, in one of seven ways (APL 61, CPL 87–95).
struct Service {
  ServiceId id;
  std::string of = "decision";  // notice, decision, hearing_notice, correction, demand, deferral
  DocumentId document;
  PartyId party;
  std::string method;  // direct, lien, postal, electronic, announcement, entrusted, forwarded
  Instant started_at;
  std::optional<Instant> delivered_at;
  std::string recipient;
  std::string recipient_relation;
  std::string place;
  std::string receipt;
  std::string witness;
  bool recorded_on_video = false;
  std::optional<Date> announced_on;
  std::string reason;  // refusal, or why by announcement and what was tried before
  std::vector<OfficerId> officers;
  bool left_at_domicile = false;    // 留置于住所 (CPL 89)
  std::string sent_through;         // 受托送达的机关, or the unit that hands it on 转交单位 (CPL 91–94)
  std::string announcement_ground;  // whereabouts_unknown, other_ways_failed (CPL 95)
  std::string announced_in;         // where the announcement stood
  std::string online_channel;       // 提交行政复议申请书的互联网渠道, told with what is served online (ARL 22)
  bool operator==(const Service&) const = default;
};

enum class ReviewOutcome : std::uint8_t { pending, passed, returned, failed, materials_returned };
inline constexpr std::array<Named<ReviewOutcome>, 5> kReviewOutcomes{{
    {ReviewOutcome::pending, "pending", "审核中"},
    {ReviewOutcome::passed, "passed", "通过"},
    {ReviewOutcome::returned, "returned", "退回修改"},
    {ReviewOutcome::failed, "failed", "不通过"},
    {ReviewOutcome::materials_returned, "materials_returned", "材料退回"},
}};

// One round of legal review 「法制审核」. `stale` is not stored: it follows from substance versions (facts.h).
struct ReviewRound {
  ReviewId id;
  std::int64_t round = 1;
  Instant submitted_at;
  Instant received_at;
  std::vector<std::string> materials;
  Date due;
  ReviewOutcome outcome = ReviewOutcome::pending;
  std::optional<Instant> decided_at;
  struct Point {
    std::string id;       // domain/review/points.h
    std::string verdict;  // sound, flawed, unlawful, not_applicable
    std::string text;
    bool operator==(const Point&) const = default;
  };
  std::vector<Point> points;
  std::string opinion;
  std::string opinion_no;
  UserId reviewer;
  std::string reviewer_name;
  std::string reply;  // 承办机构答复
  std::optional<Instant> replied_at;
  std::int64_t extended_by = 0;        // working days
  std::int64_t substance_version = 0;  // what was reviewed
  // Registration and allocation 「受理送审」.
  struct Ground {
    std::string id;  // of the rule of catalog/major_decisions
    std::string text, citation;
    bool operator==(const Ground&) const = default;
  };
  std::vector<Ground> grounds;        // why review is a must, all of them; empty: submitted by choice
  std::vector<std::string> tags;      // of indicator 92, as ids of catalog/major_decisions
  std::string register_no;            // 收件编号
  std::optional<Instant> accepted_at;
  std::string body = "own";           // own 本机关法制审核机构, outside 同级政府法制机构
  std::string body_name;
  std::vector<UserId> reviewers;
  std::string reviewer_kind;          // full_time, part_time, counsel: of who gave the opinion
  std::string counsel;                // 参加审核的法律顾问、公职律师
  std::string return_reason;          // of materials returned
  std::vector<std::string> missing;   // materials that the return names
  struct Supplement {
    Instant asked_at;
    std::string question;
    std::optional<Instant> supplied_at;
    std::string answer;
    bool operator==(const Supplement&) const = default;
  };
  std::vector<Supplement> supplements;
  struct PointReply {
    std::string id;
    bool adopted = true;
    std::string text;
    bool operator==(const PointReply&) const = default;
  };
  std::vector<PointReply> point_replies;
  struct Dispute {
    Instant raised_at;
    std::string reason;
    std::optional<Instant> decided_at;
    std::string forum;    // leader, meeting
    std::string outcome;  // adopt_opinion, review_again
    std::string opinion;
    UserId decided_by;
    bool operator==(const Dispute&) const = default;
  };
  std::vector<Dispute> disputes;  // 意见分歧
  bool operator==(const ReviewRound&) const = default;
};

// Decision 「决定」. Its id is also its public id, reserved when it is made.
struct Decision {
  DecisionId id;
  std::string outcome;  // penalty, no_penalty, not_established
  std::string number;   // 〔2026〕38号 with the agency's prefix
  Instant decided_at;
  std::vector<PenaltyKind> kinds;
  Fen fine;
  Fen illegal_gains;
  Fen property_value;
  std::vector<std::string> basis;
  DocumentId document;
  UserId decided_by;
  std::optional<Instant> service_started_at;
  std::optional<Instant> served_at;
  std::string service_method;
  Fen paid;
  std::string performance;   // none, partly_paid, paid, deferred, instalment, enforced, performed, overdue
  std::int64_t updates = 0;  // published additions so far
  std::vector<Count> counts;       // as decided, with several parties or violations
  bool surcharge_told = true;      // the document says that late payment is surcharged (收缴分离办法 7, ACL 45)
  std::string overturned;          // changed, revoked, confirmed_illegal, confirmed_void; empty: stands
  std::optional<Instant> overturned_at;
  std::string overturned_by;       // reconsideration, litigation, agency
  bool remake_ordered = false;     // 责令重新作出
  bool overturned_for_procedure = false;  // 以违反法定程序为由 alone
  // What is owed after a change 变更后的数额; the decision's own amounts stay as they were decided.
  struct Change {
    PartyId party;  // nil: the only one, or all of them together
    Fen fine, illegal_gains;
    Date on;
    std::string by;  // reconsideration, litigation, agency
    bool operator==(const Change&) const = default;
  };
  std::vector<Change> changes;
  DecisionId remade_from;
  bool operator==(const Decision&) const = default;
};

enum class PublicationState : std::uint8_t { none, proposed, approved, withheld, taken_down, returned };
inline constexpr std::array<Named<PublicationState>, 6> kPublicationStates{{
    {PublicationState::none, "none", "未提请"},
    {PublicationState::proposed, "proposed", "待批准"},
    {PublicationState::approved, "approved", "已批准"},
    {PublicationState::withheld, "withheld", "依法不予公示"},
    {PublicationState::taken_down, "taken_down", "已撤下"},
    {PublicationState::returned, "returned", "已退回修改"},
}};

// What the leak scan saw in a public text 「疑似个人信息」, by place; never the text itself. Answered by whoever approves.
struct LeakFinding {
  std::string kind;  // mobile
  std::int64_t line = 0, column = 0;
  std::string sentence;
  std::string false_alarm;  // why it is none; empty: it stands
  UserId answered_by;
  std::string id() const { return kind + ":" + std::to_string(line) + ":" + std::to_string(column); }
  bool operator==(const LeakFinding&) const = default;
};

// Publication 「公示」: a state of the decision, not a stage of the case. The log's `seq` is the sequencer's.
struct Publication {
  PublicationState state = PublicationState::none;
  DecisionId id;        // its public address; nil: the decision's own id
  DecisionId replaces;  // the publication it corrects, nil when it is the first
  std::string correction_reason;
  std::string hidden;   // secret: what is hidden beside what the rules hide, one a line
  std::vector<LeakFinding> leaks;
  std::optional<Date> shown_until;  // the last day of display, set when it is approved
  Json model;                         // what is to be shown, already masked
  std::vector<std::string> findings;  // what the leak scan still sees; approval waits for none
  UserId proposed_by;
  Instant proposed_at;
  std::string return_reason;  // why the approver sent it back; empty once it is proposed again
  std::optional<Instant> returned_at;
  UserId approved_by;
  std::optional<Instant> approved_at;
  std::string ground;           // of withholding (CONTRACTS 3)
  std::string withheld_salt;    // hex, of the `withheld` entry's commitment (CONTRACTS 3)
  std::string takedown_reason;  // CONTRACTS 3
  std::string takedown_text;    // the public reason, APL 48(2)
  std::optional<Instant> taken_down_at;
  std::string public_sha256;  // of the exact public bytes
  bool operator==(const Publication&) const = default;
};

// A decision that was overturned and made anew, with its publication 「原决定」.
struct PastDecision {
  DecisionId id;
  Decision decision;
  Publication publication;
  Instant ended_at;
  std::string reason;
  std::string facts, reasons;  // what it was founded on: the same may not simply be decided again
  bool operator==(const PastDecision&) const = default;
};

// A publication that another replaced 「被替换的公示」; its address answers that it is gone, and names the new one.
struct PastPublication {
  DecisionId id;
  DecisionId decision;
  Publication publication;
  DecisionId replaced_by;
  Instant ended_at;
  bool operator==(const PastPublication&) const = default;
};

struct PartChanges {
  domain::Parts changed;
  std::vector<std::pair<std::string, std::string>> gone;  // name and key
};

class Case {
 public:
  // Made, copied, moved and destroyed in case.cpp: written out in each file that holds a case, these would be a tenth of the
  // build.
  Case();
  Case(const Case&);
  Case(Case&&) noexcept;
  Case& operator=(const Case&);
  Case& operator=(Case&&) noexcept;
  ~Case();

  CaseId id;
  std::string procedure = "penalty_ordinary_2021";
  std::string case_no;
  std::string cause;   // 案由
  std::string source;  // inspection, complaint, transfer, assigned, media, monitoring
  std::string source_detail;
  std::string summary;  // 线索摘要
  Instant reported_at;
  UnitId unit;  // 承办机构
  struct {
    std::string id;
    std::string code;
    std::string name;
  } item;                             // 执法事项
  std::optional<Date> discovered_on;  // first clue that points at the act (APL 36 counts to here)
  std::string discovered_by;          // its source
  std::optional<Date> violation_ended_on;
  bool five_year_limitation = false;  // 涉及公民生命健康安全、金融安全且有危害后果
  std::optional<Date> filed_on;
  std::vector<std::string> tags;     // public_interest, complex, multiple_relations, statutory_review …
  bool discussion_required = false;  // 情节复杂或者重大违法行为 (APL 57(2))
  HearingState hearing = HearingState::none;
  std::optional<Instant> statement_heard_at;  // 复核意见 of the last statement
  bool statement_waived = false;              // 明确放弃陈述申辩 (APL 62)
  bool statement_answered = false;
  std::int64_t discussed_version = 0;  // substance the leaders discussed; 0 when not
  std::int64_t approval_version = 0;   // substance submitted for approval; 0 when not
  std::vector<OfficerId> recused;      // 已决定回避
  std::string closing_reason;          // 结案方式
  struct {
    std::string volume_no, retention, location;  // 案卷号, 保管期限 (10y, 30y, permanent), 存放位置
    std::string secrecy, privacy;                // 密级 (none, internal, secret), 隐私 (none, personal, commercial)
    std::optional<Date> on;
  } archive;  // 归档

  std::vector<Party> parties;
  std::vector<CaseOfficer> officers;
  std::vector<Record> records;
  std::vector<Evidence> evidence;
  std::vector<Document> documents;
  std::vector<Obligation> obligations;
  std::vector<ReviewRound> reviews;
  std::vector<Recusal> recusals;
  std::vector<Preservation> preservations;
  std::vector<Sampling> samplings;
  std::vector<ExpertEntrustment> entrustments;
  std::vector<CorrectionOrder> corrections;
  std::vector<Transfer> transfers;
  std::vector<DiscretionChoice> discretion;
  std::vector<Statement> statements;
  std::vector<Service> services;
  std::vector<Hearing> hearings;
  std::vector<Payment> payments;
  std::vector<Deferral> deferrals;
  std::vector<Demand> demands;
  std::vector<CourtApplication> court_applications;
  std::vector<Remedy> remedies;
  std::vector<GoodsDisposal> goods_disposals;
  std::vector<Recording> recordings;
  std::vector<RecordingGap> recording_gaps;
  std::vector<PastDecision> past_decisions;
  std::vector<PastPublication> past_publications;
  std::optional<Proposal> proposal;
  std::optional<Notice> notice;
  std::optional<Decision> decision;
  Publication publication;
  std::optional<Sealing> sealing;         // 封存的案卷, once the job has bound it
  std::optional<Publication> correction;  // 更正公示: proposed or sent back, while the present publication stays

  Stage stage() const { return stage_; }
  Instant stage_since() const { return stage_since_; }  // occurred_at of the act that led here

  // A case made by `register_clue`.
  static Case registered(CaseId id, Instant occurred_at);
  // Refusal `invalid` names the part that cannot be read: a broken store, not a user's mistake.
  static Result<Case> from_parts(CaseId id, const domain::Parts& parts);
  domain::Parts to_parts() const;
  // What must be written to turn the parts of `before` into those of this case: without reading either's JSON.
  PartChanges changes_since(const Case& before) const;
  // Rows in the order `from_parts` gives them, after a change.
  void put_in_order();

  // Takes over a proposal; raises its substance version when facts, kinds, amounts or outcome differ from the present,
  // and its facts version when facts or basis do, unless `only_words` changed.
  void set_proposal(Proposal next, Instant at, bool only_words = false);

  // The publication that waits for approval: a correction, else the first; null when there is none.
  const Publication* proposed_publication() const;
  Publication* proposed_publication();
  // The address at which the present publication stands, or will stand.
  DecisionId public_id() const;

  const Record* record(RecordId record_id) const;
  const Document* document(DocumentId document_id) const;
  const Party* party() const;  // the first who is still party to the case; null when nobody is known
  const Party* party(PartyId party_id) const;
  // Parties still in the case: all but those released.
  std::vector<const Party*> present_parties() const;
  const ReviewRound* last_review() const { return reviews.empty() ? nullptr : &reviews.back(); }
  // The newest of that rule, and of that subject unless it is empty.
  Obligation* open_obligation(std::string_view rule, std::string_view subject = {});
  const Obligation* obligation(std::string_view rule, std::string_view subject = {}) const;
  bool is_handler(OfficerId officer) const;

 private:
  domain::Part head_part() const;
  friend class StageKeeper;  // procedure.cpp
  Stage stage_ = Stage::clue_registered;
  Instant stage_since_;
};

}  // namespace mingjing::cases
