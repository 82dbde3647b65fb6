// Guards of legal review, decision, publication and performance (service: guards_service), in the order of `guard_id.h`.
// A sentence says first what is missing, then what to do.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

// ---- legal review --------------------------------------------------------------------------------------------------

Verdict review_free(const Facts& f) {
  if (f.review != ReviewState::pending) return {};
  return found("这个案件正在审核" + (f.review_due ? "，" + f.review_due->text() + " 前出意见" : std::string{}) +
               "。意见出具后再送审。");
}
Verdict review_useful(const Facts& f) {
  if (f.review != ReviewState::passed) return {};
  return found("法制审核已经通过，之后事实、种类、数额没有变化，不需要再送审。");
}
Verdict review_replied(const Facts& f) {
  if ((f.review != ReviewState::returned && f.review != ReviewState::failed) || f.review_replied) return {};
  return found("上一次的审核意见还没有书面答复。答复后再送审。");
}
Verdict review_pending(const Facts& f) {
  if (f.review == ReviewState::pending) return {};
  return found("现在没有待审核的送审材料。承办机构送审后再办理。");
}
Verdict review_answerable(const Facts& f) {
  const bool open = f.review == ReviewState::returned || f.review == ReviewState::failed;
  if (open && !f.review_replied) return {};
  return found(open ? "审核意见已经答复过。修改后可以再次送审。" : "没有退回或者不通过的审核意见需要答复。");
}
Verdict review_extension(const Facts& f) {
  if (f.review_extended) return found("审核期限已经延长过一次，不能再延长。");
  if (!f.input || (f.input->extend_days >= 1 && f.input->extend_days <= 10)) return {};
  return found("延长期限不超过 10 个工作日。请填写 1 至 10 之间的天数。", "working_days");
}
Verdict reviewer_not_handler(const Facts& f) {
  if (!f.actor_is_handler) return {};
  return found("您是本案承办人，不能审核自己办的案件。请转由其他法制审核人员办理。");
}
Verdict reviewer_of_unit(const Facts& f) {
  if (f.actor_in_review_unit) return {};
  return found("您不在法制审核机构，不能出具审核意见。请转由法制审核机构办理。");
}
Verdict reviewer_qualified(const Facts& f) {
  if (f.reviewer_qualified) return {};
  if (f.reviewer_first_review_on && *f.reviewer_first_review_on < Date(2018, 1, 1)) return {};
  return found(
      "初次从事行政处罚决定法制审核的人员，应当取得国家统一法律职业资格。请转由有资格的人员审核，或者补充登记资格。");
}
Verdict opinion_complete(const Facts& f) {
  if (f.input->opinion_findings.empty()) return {};
  const auto& first = f.input->opinion_findings.front();
  std::string text = first.message;
  if (const auto more = f.input->opinion_findings.size() - 1; more > 0)
    text += "另有 " + std::to_string(more) + " 处。";
  return found(std::move(text), first.field.empty() ? "points" : first.field);
}
Verdict review_passed(const Facts& f) {
  if (f.review == ReviewState::passed) return {};
  if (!f.review_required && (f.review == ReviewState::none || f.review == ReviewState::stale)) return {};
  const std::string why = f.review_why.empty() ? std::string{} : f.review_why;
  switch (f.review) {
    case ReviewState::none:
      return found("还没有法制审核。" + why + "请先送法制审核。", {}, f.review_citation);
    case ReviewState::pending:
      return found("法制审核还没有出意见。" +
                       (f.review_due ? "应于 " + f.review_due->text() + " 前出意见。" : std::string{}) +
                       "通过后可以继续。",
                   {}, f.review_citation);
    case ReviewState::stale:
      return found("法制审核通过后，事实、种类、数额或者当事人的申辩又有变化，原来的意见不再有效。请重新送审。", {},
                   f.review_citation);
    default:
      return found(std::string("法制审核没有通过（") + (f.review == ReviewState::returned ? "退回修改" : "不通过") +
                       "）。请答复意见、修改后重新送审。",
                   {}, f.review_citation);
  }
}

// ---- discussion, approval, decision --------------------------------------------------------------------------------

Verdict discussion_members(const Facts& f) {
  if (f.input->members >= 2) return {};  // counted by name: nobody discusses with himself
  return found("集体讨论至少要有 2 名行政机关负责人参加。请补充参加人员和各自的意见。", "members");
}
Verdict discussion_held(const Facts& f) {
  if (!penalty(f) || !f.discussion_required || f.discussion_current) return {};
  return found("本案情节复杂或者属于重大违法行为，给予处罚前，行政机关负责人应当集体讨论决定。请先集体讨论。");
}
Verdict approval_submitted(const Facts& f) {
  if (f.approval_current) return {};
  return found("处理意见还没有报请审批，或者报批后又改过。请承办人重新报批。");
}
Verdict decider_apart(const Facts& f) {
  if (f.actor_is_handler) return found("您是本案承办人，不能由您作出决定。请转由其他负责人决定。");
  if (f.actor_gave_opinion) return found("您审核过本案，不能再作出决定。请转由其他负责人决定。");
  return {};
}
Verdict decision_as_approved(const Facts& f) {
  const ActInput& in = *f.input;
  if (in.outcome != f.intended_outcome)
    return found("决定的类型与报批的处理意见不同。要改变，请先更正处理意见并重新报批。", "outcome");
  if (!penalty(f)) return {};
  const bool same = beyond(in.kinds, f.kinds).empty() && beyond(f.kinds, in.kinds).empty() && in.fine == f.fine &&
                    in.illegal_gains == f.illegal_gains && in.property_value == f.property_value;
  if (same) return {};
  return found("决定的种类或者数额与报批的不同。要改变，请先更正处理意见，重新送审、报批。", "fine_fen");
}
Verdict education_given(const Facts& f) {
  if (f.input->outcome != "no_penalty" || f.input->education_given) return {};
  return found("依法不予行政处罚的，应当对当事人进行教育。请写明教育的情况。", "education");
}
Verdict document_complete(const Facts& f) {
  if (f.input->document_missing.empty()) return {};
  std::string text = "决定书还缺：";
  for (std::size_t i = 0; i < f.input->document_missing.size(); ++i) {
    text += (i ? "；" : "") + f.input->document_missing[i].message;
  }
  return found(text + "。补齐后可以作出决定。", f.input->document_missing.front().field,
               f.input->document_missing.front().citation);
}

// ---- service -------------------------------------------------------------------------------------------------------

Verdict decision_rendered(const Facts& f) {
  if (f.decision_document_rendered) return {};
  return found("决定书正在制作，通常几秒钟就好。制成后再送达。");
}
Verdict service_begun(const Facts& f) {
  if (f.service_started || f.served) return {};
  return found("决定书还没有送达当事人。开始送达后再办理。");
}

// ---- publication --------------------------------------------------------------------------------------

Verdict not_minor(const Facts& f) {
  if (!f.party_is_minor) return {};
  return found("当事人是未成年人，决定不予公示。请办理“依法不予公示”。");
}
// The id of a decision is one public address, and what stood there once stays in the log: it is published once.
Verdict publication_absent(const Facts& f) {
  switch (f.publication) {
    case PublicationState::approved:
      return found("这个决定已经公示。不宜继续公开的，请办理撤下公示。");
    case PublicationState::taken_down:
      return found("这个决定公示过，已经撤下，原网址留有撤下说明，不能再次公示。");
    case PublicationState::withheld:
      return found("这个决定已确定依法不予公示。");
    default:
      return {};
  }
}
Verdict publication_undecided(const Facts& f) {
  // Archived without a decision: a clue that was not filed.
  if (f.decided_at == Instant{}) return found("本案没有作出决定，没有需要公示的内容。");
  if (f.publication == PublicationState::none || f.publication == PublicationState::proposed ||
      f.publication == PublicationState::returned) {
    return {};
  }
  return found(f.publication == PublicationState::withheld ? "这个决定已确定依法不予公示。"
                                                           : "这个决定公示过。不宜继续公开的，请办理撤下公示。");
}
Verdict publication_proposed(const Facts& f) {
  if (f.publication == PublicationState::proposed || f.correction_proposed) return {};
  return found("没有待批准的公示。公示经办提请后再批准。");
}
Verdict publication_live(const Facts& f) {
  if (f.publication == PublicationState::approved) return {};
  return found("这个决定现在没有公示，不需要撤下。");
}
Verdict publication_correctable(const Facts& f) {
  switch (f.publication) {
    case PublicationState::approved:
      if (f.money.overturned.empty() || f.takedown_reason == "changed") return {};
      return found("这个决定已经被变更、撤销、确认违法或者确认无效。请先撤下公示并公开说明理由。");
    case PublicationState::taken_down:
      if (f.money.overturned == "changed") return {};
      if (f.money.overturned.empty() && f.takedown_reason == "corrected") return {};
      return found(f.money.overturned.empty() ? "这个决定的公示已经撤下，撤下的原因不是更正，不再公示。"
                                              : "这个决定已经失去效力，撤下后不再公示。");
    case PublicationState::withheld:
      return found("这个决定已确定依法不予公示。");
    default:
      return found("这个决定还没有公示。请办理提请公示。");
  }
}
Verdict publication_clean(const Facts& f) {
  if (f.publication_findings == 0) return {};
  return found("公开稿里还有 " + std::to_string(f.publication_findings) +
               " 处像个人信息（身份证号、电话、住址或者账号）。隐去后重新提请，再批准。");
}
Verdict approver_not_proposer(const Facts& f) {
  if (!f.actor_proposed_publication) return {};
  return found("这次公示是您提请的，须由另一人审批。请转由其他公示审批人员办理。");
}

}  // namespace mingjing::cases::judges
