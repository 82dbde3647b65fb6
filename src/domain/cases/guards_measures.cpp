// Guards of recusal, joint parties, preservation, expert opinion, exclusion of evidence and orders to correct, in the
// order of `guard_id.h`. A sentence says first what is missing, then what to do.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_judges_measures.h"

namespace mingjing::cases::judges {

// ---- recusal -------------------------------------------------------------------------------------------------------

Verdict actor_not_recused(const Facts& f) {
  if (!f.measures.actor_recused) return {};
  return found("您已被决定回避，不能再办理本案。请转由其他人员办理。");
}
// A request does not stop the investigation (APL 43(3)); it is shown beside every step of the one concerned.
Verdict recusal_undecided(const Facts& f) {
  std::string names;
  for (const auto& officer : f.input->officers) {
    if (officer.recusal_pending) names += (names.empty() ? "" : "、") + officer.name;
  }
  if (names.empty()) return {};
  return found(names + "的回避申请还没有决定。决定作出之前，不停止调查；请机关负责人尽快决定。", "officers");
}
Verdict recusal_waits(const Facts& f) {
  if (f.measures.recusal_waits) return {};
  return found("没有等待决定的回避申请，或者这个申请已经决定过。请核对后再办理。", "recusal_id");
}
Verdict recusal_decider_apart(const Facts& f) {
  if (!f.measures.recusal_concerns_actor) return {};
  return found("这个回避申请针对您本人，不能由您决定。请转由其他机关负责人决定。", "recusal_id");
}
// Own reading: who asked whether the handlers are impartial has an answer before they are acted upon.
Verdict recusal_settled(const Facts& f) {
  if (f.measures.recusals_pending == 0) return {};
  const auto& names = f.measures.recusal_names;
  return found("还有 " + std::to_string(f.measures.recusals_pending) + " 件回避申请没有决定" +
               (names.empty() ? "" : "（" + names + "）") + "。请机关负责人先决定是否回避，再作出处理决定。");
}

// ---- parties -------------------------------------------------------------------------------------------------------

Verdict party_in_case(const Facts& f) {
  if (f.measures.party_in_case) return {};
  return found("这名当事人已经不列为本案当事人。请核对后另选。", "party_id");
}
Verdict party_remains(const Facts& f) {
  if (f.measures.parties >= 2) return {};
  return found("本案只有一名当事人，不能再减少。违法事实不能成立的，请办理不予处罚或者撤销立案。", "party_id");
}

// ---- preservation --------------------------------------------------------------------------------------------------

Verdict preservation_waits(const Facts& f) {
  if (f.measures.preservation_waits) return {};
  return found("没有等待审批的先行登记保存，或者这一件已经审批过。请核对后再办理。", "preservation_id");
}
// No approval after the fact: APL 56 knows none (other than ACL 19).
Verdict preservation_approved(const Facts& f) {
  if (!f.measures.preservation_ready) {
    const auto& state = f.measures.preservation_state;
    if (state == "carried_out" || state == "disposed")
      return found("这一件先行登记保存已经实施过。要保存其他物品，请另行提请。", "preservation_id");
    if (state == "refused")
      return found("机关负责人没有批准这一件先行登记保存，不能实施。仍有必要的，请补充理由后另行提请。",
                   "preservation_id");
    return found("先行登记保存还没有经行政机关负责人批准，不能先实施、后补批。请先提请并等待批准。",
                 "preservation_id");
  }
  const auto& approved = f.measures.preservation_approved_at;
  if (f.input && approved && f.input->occurred_at < *approved) {
    return found("实施时间早于批准时间（" + approved->text_zh() + "）。先行登记保存不能事后补批，请核对时间。",
                 "occurred_at");
  }
  return {};
}
Verdict list_acknowledged(const Facts& f) {
  if (f.input->measure.list_acknowledged) return {};
  return found("清单没有当事人签名，也没有写明拒绝签名的情况和见证人。补上后更能证明清单属实。", "signed");
}
Verdict preservation_kept(const Facts& f) {
  if (f.measures.preservation_kept) return {};
  return found("没有等待处理的先行登记保存，或者这一件已经处理过。请核对后再办理。", "preservation_id");
}
Verdict confiscation_decided(const Facts& f) {
  if (f.measures.confiscation_decided) return {};
  return found("没收非法财物是行政处罚，须由处罚决定作出。请先作出决定，或者改选其他处理方式。", "outcome");
}
// One judgement with two effects: at the conclusion and the decision a mark (the agency owes the handling, and what is
// owed never refuses), where the case ends a refusal, since nothing may stay kept without a case.
Verdict preservations_settled(const Facts& f) {
  if (f.measures.preservations_open == 0) return {};
  return found("还有 " + std::to_string(f.measures.preservations_open) +
               " 件先行登记保存没有作出处理决定。请在七个工作日内处理；不需要保存的，解除并返还。");
}

// ---- expert opinion, evidence, correction --------------------------------------------------------------------------

Verdict expert_waits(const Facts& f) {
  if (f.measures.expert_waits) return {};
  return found("没有等待鉴定意见的委托，或者这一件的意见和告知都已登记。请核对后再办理。", "entrustment_id");
}
Verdict expert_told(const Facts& f) {
  if (f.input->measure.told) return {};
  return found("还没有登记告知当事人的日期。鉴定期间和鉴定结果都应当告知当事人，告知后请补充登记。");
}
Verdict evidence_usable(const Facts& f) {
  if (f.measures.evidence_usable) return {};
  return found("没有可以排除的证据，或者这一件已经排除。请核对后再办理。", "evidence_id");
}
Verdict evidence_remains(const Facts& f) {
  if (!penalty(f) || f.evidence_count > 0) return {};
  return found("排除非法证据后，本案没有可以作为定案根据的证据。事实不清、证据不足的，不得给予处罚；请补充证据，"
               "或者改为不予处罚。",
               {}, "《行政处罚法》第四十条");
}
Verdict correction_open(const Facts& f) {
  if (f.measures.correction_open) return {};
  return found("没有等待复查的责令改正，或者这一件已经复查为改正完毕。请核对后再办理。", "correction_id");
}
Verdict recordings_settled(const Facts& f) {
  const auto& m = f.measures;
  if (m.recordings_owed_count == 0) return {};
  return found("还有 " + std::to_string(m.recordings_owed_count) + " 个应当音像记录的环节没有记录，说明也没有经批准：" +
               m.recordings_owed + "。请补传音像记录，或者写明缺失、中断的原因，请办案机构负责人审批。");
}
Verdict recording_gap_waits(const Facts& f) {
  if (f.measures.recording_gap_waits) return {};
  return found("没有等待审批的音像记录说明，或者这一件已经审批过。请核对后再办理。", "recording_gap_id");
}
Verdict recording_gap_apart(const Facts& f) {
  if (!f.measures.recording_gap_own) return {};
  return found("这份说明是您本人写的，不能由您审批。请转由其他负责人审批。", "recording_gap_id");
}
// ---- keeping and destroying recordings ------------------------------------------------------------------------------

Verdict recording_kept(const Facts& f) {
  if (f.measures.recording_kept) return {};
  return found("没有可以办理的音像记录：还没有登记，或者已经销毁，只留销毁登记。", "recording_id");
}
Verdict recording_held(const Facts& f) {
  if (f.measures.recording_held) return {};
  return found("这份音像记录没有暂停销毁，不用解除。", "recording_id");
}
Verdict retention_over(const Facts& f) {
  if (f.measures.retention_running.empty()) return {};
  return found("还在保管期限内，不能销毁：" + f.measures.retention_running, "recording_id");
}
Verdict recording_not_held(const Facts& f) {
  if (f.measures.recording_holds.empty()) return {};
  return found("暂停销毁：" + f.measures.recording_holds + "。", "recording_id");
}
Verdict destruction_free(const Facts& f) {
  if (f.measures.destruction_free) return {};
  return found("这份音像记录的销毁已经提请，或者已经销毁。请核对后再办理。", "recording_id");
}
Verdict destruction_proposed(const Facts& f) {
  if (f.measures.destruction_proposed) return {};
  return found("没有等待审批的销毁，或者已经审批过。请核对后再办理。", "recording_id");
}
Verdict destruction_approved(const Facts& f) {
  if (f.measures.destruction_approved) return {};
  return found("没有已经批准、等待执行的销毁。销毁要先提请，经负责人批准。", "recording_id");
}
Verdict destruction_carried_out(const Facts& f) {
  if (f.measures.destruction_carried_out) return {};
  return found("没有等待监督人确认的销毁。先由执行人确认，再由监督人确认。", "recording_id");
}
Verdict destruction_apart(const Facts& f) {
  if (f.measures.destruction_own.empty()) return {};
  return found(f.measures.destruction_own, "recording_id");
}
Verdict informant_told(const Facts& f) {
  if (!f.measures.complaint || f.input->measure.informant_told) return {};
  return found("线索来自投诉举报，还没有登记已告知投诉举报人。告知后请补充登记。", "informant_told");
}

}  // namespace mingjing::cases::judges
