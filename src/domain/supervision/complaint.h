// A complaint or report from a citizen 「投诉举报」: what came in, what became of it, the answer. Aggregate `complaint`.
// 行政处罚法 75(2): everybody may complain, the agency must look into it; 信访工作条例 23: told within fifteen days whether
// it is taken up, 31–34: worked on and answered. Who is complained about neither sees nor handles it (28(3), 30(3)).
// The words, the name and the contact are secrets: sealed at rest, in no event. Pure: no clock, no database.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/cases/case.h"
#include "domain/part.h"
#include "domain/supervision/public_answer.h"

namespace mingjing::supervision {

inline constexpr std::string_view kComplaint = "complaint";  // the kind of aggregate, and its first part

// Key of a complaint about a case that is received or being worked on: id of the case "/" id of the complaint.
inline constexpr std::string_view kOpenComplaint = "open_complaint";

enum class ComplaintKind : std::uint8_t {
  grievance,   // 投诉: against how the agency or its officers acted
  report,      // 举报: somebody else breaks the law
  suggestion,  // 建议
};
inline constexpr std::array<cases::Named<ComplaintKind>, 3> kComplaintKinds{{
    {ComplaintKind::grievance, "grievance", "投诉"},
    {ComplaintKind::report, "report", "举报"},
    {ComplaintKind::suggestion, "suggestion", "建议"},
}};

enum class ComplaintAbout : std::uint8_t {
  decision,  // 一份执法决定: public id or number
  agency,    // 一个机关
  officer,   // 一名执法人员: number of the certificate
  other,     // 其他
};
inline constexpr std::array<cases::Named<ComplaintAbout>, 4> kComplaintAbouts{{
    {ComplaintAbout::decision, "decision", "一份执法决定"},
    {ComplaintAbout::agency, "agency", "一个执法机关"},
    {ComplaintAbout::officer, "officer", "一名执法人员"},
    {ComplaintAbout::other, "other", "其他事情"},
}};

enum class ComplaintState : std::uint8_t {
  received,  // 已收到
  accepted,  // 已受理
  answered,  // 已答复
  refused,   // 不予受理
  referred,  // 转有权机关
};
inline constexpr std::array<cases::Named<ComplaintState>, 5> kComplaintStates{{
    {ComplaintState::received, "received", "已收到，等待受理"},
    {ComplaintState::accepted, "accepted", "已受理，正在办理"},
    {ComplaintState::answered, "answered", "已答复"},
    {ComplaintState::refused, "refused", "不予受理"},
    {ComplaintState::referred, "referred", "请向有权机关提出"},
}};

enum class ComplaintOutcome : std::uint8_t {
  upheld,     // 支持: 信访工作条例 32(1)(一)
  explained,  // 解释说明: reasonable, but without ground in law, 32(1)(二)
  rejected,   // 不予支持: 32(1)(三)
  adopted,    // 采纳: a suggestion, 29(1)
};
inline constexpr std::array<cases::Named<ComplaintOutcome>, 4> kComplaintOutcomes{{
    {ComplaintOutcome::upheld, "upheld", "支持"},
    {ComplaintOutcome::explained, "explained", "解释说明"},
    {ComplaintOutcome::rejected, "rejected", "不予支持"},
    {ComplaintOutcome::adopted, "adopted", "采纳"},
}};

template <class Value, std::size_t N>
constexpr const cases::Named<Value>& named(Value value, const std::array<cases::Named<Value>, N>& names) {
  return names[static_cast<std::size_t>(value)];
}

// What a citizen fills in. Checked on the public side and, since nothing that comes from there is believed, again when
// it is taken over.
struct ComplaintContent {
  ComplaintKind kind = ComplaintKind::grievance;
  ComplaintAbout about = ComplaintAbout::other;
  std::string about_ref;    // id or number of a decision, number of a certificate, name of an agency; may be empty
  std::string agency_uscc;  // the agency meant; empty: the agency of the site
  std::string text;
  std::string name;     // may be empty
  std::string contact;  // telephone, e-mail or address; may be empty
  bool may_publish = false;
  bool operator==(const ComplaintContent&) const = default;
};
inline constexpr std::size_t kComplaintTextMax = 4000;
// All that is wrong, each with its field.
Status validate(const ComplaintContent& content);
Json to_json(const ComplaintContent& content);
Result<ComplaintContent> complaint_content(const Json& json);

struct Complaint {
  Uuid id;
  std::string letter;  // id in the inbox: the business key, so that no letter is taken over twice
  std::string number;  // the number its writer was given
  std::string key;     // of the writer's progress; secret
  ComplaintContent content;
  Instant received_at;
  ComplaintState state = ComplaintState::received;
  // Who is complained about, as far as it is known.
  std::vector<OfficerId> concerned;
  CaseId about_case;  // the case whose decision is meant
  std::optional<Instant> judged_at;  // accepted, refused or referred
  std::string reason;       // of a refusal or referral, as told to the writer
  std::string referred_to;  // the body that may decide
  UserId handler;           // nil until allocated
  std::string handler_name;
  std::optional<Instant> allocated_at;
  CaseId clue;  // the case that a report became
  std::optional<Instant> clued_at;
  std::optional<Instant> extended_at;  // 信访工作条例 34: longer by at most thirty days, approved, with its reason told
  std::string extension_reason;
  ComplaintOutcome outcome = ComplaintOutcome::explained;
  std::string answer;  // secret
  Instant answered_at;
  UserId answered_by;
  std::vector<PublicAnswer> public_answers;  // in the order of `n`; all but the last were taken down
  std::vector<cases::Obligation> obligations;
  const PublicAnswer* public_answer() const { return public_answers.empty() ? nullptr : &public_answers.back(); }
  PublicAnswer* public_answer() { return public_answers.empty() ? nullptr : &public_answers.back(); }
  bool is_open() const { return state == ComplaintState::received || state == ComplaintState::accepted; }
  cases::Obligation* open_limit(std::string_view rule);
  bool operator==(const Complaint&) const = default;
};

domain::Parts to_parts(const Complaint& complaint);
// invalid: a part that cannot be read.
Result<Complaint> complaint_from_parts(Uuid id, const domain::Parts& parts);

// A term that the law sets the agency: when it begins to run and what ends it (data/limits counts it). A suggestion is to
// be studied and answered, in no set time (信访工作条例 29).
struct ComplaintTerm {
  ComplaintKind kind;
  std::string_view rule;
  bool from_acceptance;  // else from receipt
  bool until_answer;     // else until it is accepted, refused or referred
};
inline constexpr std::array<ComplaintTerm, 5> kComplaintTerms{{
    {ComplaintKind::grievance, "petition_23_inform", false, false},
    {ComplaintKind::grievance, "petition_34_close", true, true},
    {ComplaintKind::report, "petition_23_inform", false, false},
    {ComplaintKind::report, "ala_47_perform", false, true},
    {ComplaintKind::suggestion, "petition_23_inform", false, false},
}};

// A refusal of one reason, for the guards here and of public_answer.h.
tl::unexpected<Error> barred(std::string code, std::string message, std::string_view citation);
// Guards. Each refuses with its article.
Status may_touch(const Complaint& complaint, OfficerId officer);           // not complained about
Status may_judge(const Complaint& complaint);                              // still only received
Status may_work_on(const Complaint& complaint);                            // accepted
Status may_answer(const Complaint& complaint, UserId user);                // accepted, allocated to this person

// What the writer is shown, as the public side keeps it; no name, nothing of who works on it.
struct ComplaintProgress {
  struct Step {
    std::string on;    // 2026-11-29
    std::string text;  // 已受理
  };
  std::string state;   // id of ComplaintState
  std::string kind;    // id of ComplaintKind
  std::string agency;  // who answers
  std::vector<Step> steps;
  std::string reason, referred_to;
  std::string due;  // until when an answer is owed; may be empty
  std::string due_citation;
  std::string outcome, answer;
  std::string contact;  // telephone of the agency
  std::string public_answer;  // id of the answer as everybody sees it; empty: it is not public
};
ComplaintProgress progress_of(const Complaint& complaint, std::string_view agency, std::string_view telephone);
ComplaintProgress first_progress(const ComplaintContent& content, std::string_view agency, Date on);
Json to_json(const ComplaintProgress& progress);
ComplaintProgress complaint_progress(const Json& json);

}  // namespace mingjing::supervision
