// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/public_answer.h"

#include <algorithm>

#include "base/check.h"
#include "domain/supervision/complaint.h"

namespace mingjing::supervision {
namespace {

constexpr std::string_view kExamined = "《政府信息公开条例》第十七条第一款";

Json agency_json(const AnsweringAgency& agency) {
  return Json::object({{"name", agency.name}, {"uscc", agency.uscc}});
}

std::string day_of(const std::optional<Instant>& at) {
  MJ_CHECK(at.has_value());
  return at->date().text();
}

}  // namespace

const disclosure::Ground* answer_takedown(std::string_view id) {
  const auto* found = std::find_if(kAnswerTakedowns.begin(), kAnswerTakedowns.end(), [&](const auto& one) { return one.id == id; });
  return found == kAnswerTakedowns.end() ? nullptr : found;
}

std::string readable_text(const PublicAnswer& answer) { return answer.question + "\n" + answer.answer; }

Status may_propose_public_answer(const Complaint& complaint) {
  if (complaint.state != ComplaintState::answered) {
    return barred("not_answered", "还没有答复，先答复提出人，再公开。", "《政府信息公开条例》第六条第一款");
  }
  if (complaint.content.kind == ComplaintKind::report) {
    return barred("report_not_public", "举报的内容和答复不公开。", "《信访工作条例》第三十条第三款");
  }
  if (!complaint.content.may_publish) {
    return barred("no_consent", "提出人没有同意公开，不能公开这件的问题和答复。",
                  "《个人信息保护法》第二十五条；《政府信息公开条例》第十五条");
  }
  const auto* last = complaint.public_answer();
  if (last == nullptr || last->state == PublicAnswerState::returned) return {};
  if (last->state == PublicAnswerState::taken_down) {
    if (last->takedown_reason != kConsentWithdrawn) return {};
    return barred("consent_withdrawn", "提出人已经不再同意公开，不能再提请。", "《个人信息保护法》第十五条第一款");
  }
  return barred("public_answer_stands",
                last->state == PublicAnswerState::proposed ? "已经提请公开，请等批准或者退回。" : "答复已经公开。要改的，先撤下再提请。",
                kExamined);
}

Status may_judge_public_answer(const Complaint& complaint, UserId user) {
  const auto* last = complaint.public_answer();
  if (last == nullptr || last->state != PublicAnswerState::proposed) {
    return barred("public_answer_proposed", "没有等待批准的公开答复。", kExamined);
  }
  if (last->proposed_by == user) {
    return barred("approver_not_proposer", "这次公开是您提请的，须由另一人批准或者退回。请转由其他公示审批人员办理。", kExamined);
  }
  return {};
}

Status may_take_down_public_answer(const Complaint& complaint) {
  const auto* last = complaint.public_answer();
  if (last != nullptr && last->state == PublicAnswerState::approved) return {};
  return barred("public_answer_live", "答复现在没有公开，不用撤下。", "《政府信息公开条例》第六条第一款");
}

std::string public_answer_json(const Complaint& complaint, const PublicAnswer& answer, const AnsweringAgency& agency) {
  const auto& kind = named(complaint.content.kind, kComplaintKinds);
  const auto& outcome = named(complaint.outcome, kComplaintOutcomes);
  return canonical(Json::object({{"v", 1},
                                 {"id", answer.id.text()},
                                 {"kind", kind.id},
                                 {"kind_name", kind.zh},
                                 {"agency", agency_json(agency)},
                                 {"question", answer.question},
                                 {"answer", answer.answer},
                                 {"outcome", outcome.id},
                                 {"outcome_name", outcome.zh},
                                 {"answered_on", complaint.answered_at.date().text()},
                                 {"published_on", day_of(answer.approved_at)}}));
}

std::string answer_tombstone_json(const PublicAnswer& answer, const AnsweringAgency& agency) {
  const auto* reason = answer_takedown(answer.takedown_reason);
  MJ_CHECK(reason != nullptr);
  return canonical(Json::object({{"v", 1},
                                 {"id", answer.id.text()},
                                 {"agency", agency_json(agency)},
                                 {"published_on", day_of(answer.approved_at)},
                                 {"taken_down_on", day_of(answer.taken_down_at)},
                                 {"reason", reason->id},
                                 {"reason_name", reason->name},
                                 {"citation", reason->citation},
                                 {"text", answer.takedown_text}}));
}

}  // namespace mingjing::supervision
