// An answer made public 「公开的答复」: the question in short and the answer, both written for everybody, of a complaint
// whose writer agreed. Proposed by one person, scanned for what is personal, approved by another, returned with a reason,
// taken down with a reason. It knows no writer: its public id is its own, and nothing public leads to the complaint.
// 政府信息公开条例 6, 13, 15, 17; 个人信息保护法 15, 25; 信访工作条例 30(3). Pure: no clock, no database.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/cases/case.h"
#include "domain/disclosure/grounds.h"

namespace mingjing::supervision {

struct Complaint;
using PublicAnswerId = Id<struct PublicAnswerTag>;

inline constexpr std::string_view kPublicAnswer = "public_answer";  // the part of a complaint; the aggregate of its own

enum class PublicAnswerState : std::uint8_t {
  proposed,    // 待批准
  returned,    // 退回
  approved,    // 已公开
  taken_down,  // 已撤下
};
inline constexpr std::array<cases::Named<PublicAnswerState>, 4> kPublicAnswerStates{{
    {PublicAnswerState::proposed, "proposed", "公开答复待批准"},
    {PublicAnswerState::returned, "returned", "公开答复已退回"},
    {PublicAnswerState::approved, "approved", "答复已公开"},
    {PublicAnswerState::taken_down, "taken_down", "公开的答复已撤下"},
}};

// Why an answer is taken down. The ids stand in opened events for ever.
inline constexpr std::string_view kConsentWithdrawn = "consent_withdrawn";
inline constexpr std::array<disclosure::Ground, 4> kAnswerTakedowns{{
    {kConsentWithdrawn, "提出人不再同意公开", "《个人信息保护法》第十五条第一款"},
    {"personal_information", "含有不应公开的个人信息或者商业秘密", "《政府信息公开条例》第十五条"},
    {"inaccurate", "公开的内容不准确", "《政府信息公开条例》第六条第一款"},
    {"outdated", "答复所依据的规定或者情况已经变化", "《政府信息公开条例》第六条第一款"},
}};
const disclosure::Ground* answer_takedown(std::string_view id);  // null for an id that is not on the list

struct PublicAnswer {
  PublicAnswerId id;   // its public address
  std::int64_t n = 1;  // which of the complaint's: a new one after a takedown
  PublicAnswerState state = PublicAnswerState::proposed;
  std::string question, answer;             // secret at rest, since a proposal is not yet public
  std::vector<cases::LeakFinding> leaks;    // as of the last look
  UserId proposed_by;
  Instant proposed_at;
  UserId returned_by;
  std::optional<Instant> returned_at;
  std::string return_reason;  // secret: it may say what is personal
  UserId approved_by;
  std::optional<Instant> approved_at;
  UserId taken_down_by;
  std::optional<Instant> taken_down_at;
  std::string takedown_reason, takedown_text;
  bool operator==(const PublicAnswer&) const = default;
};

// All that people read of it, a line each, for the leak scan.
std::string readable_text(const PublicAnswer& answer);

// Guards. Each refuses with its article.
Status may_propose_public_answer(const Complaint& complaint);  // answered, no report, the writer agreed, none stands
Status may_judge_public_answer(const Complaint& complaint, UserId user);  // proposed, by another person
Status may_take_down_public_answer(const Complaint& complaint);           // public now

// The exact public bytes, and those that are left after a takedown; canonical JSON.
//   {v, id, kind, kind_name, agency{name,uscc}, question, answer, outcome, outcome_name, answered_on, published_on}
//   {v, id, agency{name,uscc}, published_on, taken_down_on, reason, reason_name, citation, text}
struct AnsweringAgency {
  std::string name, uscc;
};
std::string public_answer_json(const Complaint& complaint, const PublicAnswer& answer, const AnsweringAgency& agency);
std::string answer_tombstone_json(const PublicAnswer& answer, const AnsweringAgency& agency);

}  // namespace mingjing::supervision
