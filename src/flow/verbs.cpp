// SPDX-License-Identifier: Apache-2.0
#include "flow/verbs.h"

#include <array>

namespace mingjing::flow {

const Verb* find_verb(cases::Act act) {
  static const std::array all = {
      &kRegisterClue,      &kFileCase,         &kAssignOfficers,      &kAddEvidence,
      &kCorrectFacts,      &kConcludeInvestigation, &kServePriorNotice, &kHearStatement,
      &kRequestHearing,    &kWaiveHearing,     &kSubmitForReview,     &kGiveReviewOpinion,
      &kExtendReview,      &kReplyToReview,    &kHoldCollectiveDiscussion, &kSubmitForApproval,
      &kDecide,            &kServeDecision,    &kProposePublication,  &kApprovePublication,
      &kWithholdPublication, &kReturnPublication, &kTakeDownPublication, &kCorrectPublication, &kRecordPayment,  &kRecordPerformanceUpdate,
      &kDocumentRendered,
      &kApplyRecusal,      &kDecideRecusal,    &kAddParty,            &kReleaseParty,
      &kProposePreservation, &kApprovePreservation, &kPreserveEvidence, &kDisposePreservation,
      &kTakeSample,        &kEntrustExpert,    &kRecordExpertOpinion, &kExcludeEvidence,
      &kOrderCorrection,   &kRecheckCorrection, &kExtendTerm,         &kSuspendTerm,
      &kResumeTerm,        &kProposeTransfer,  &kDecideTransfer,      &kHandOverTransfer,
      &kRecordTransferAnswer, &kRevokeFiling,  &kDeclineFiling,
      &kNotifyHearing,     &kPostponeHearing,  &kHoldHearing,         &kReportHearing,
      &kHandInPayment,     &kRefundPayment,    &kApplyDeferral,       &kDecideDeferral,
      &kDemandPerformance, &kApplyCourtEnforcement, &kRecordCourtOutcome, &kRecordRemedy,
      &kRecordRemedyOutcome, &kRevokeDecision, &kRemakeDecision,      &kDisposeGoods,
      &kCloseCase,         &kArchiveCase,           &kAddRecording,         &kMarkRecording,
      &kExplainRecording,  &kDecideRecordingGap,    &kRecordingProbed,
      &kLengthenRetention, &kHoldRecording,    &kLiftRecordingHold,   &kProposeDestruction,
      &kDecideDestruction, &kCarryOutDestruction, &kWitnessDestruction, &kRecordingDestroyed,
      &kAcceptReview,      &kReturnReviewMaterials, &kAssignReviewer, &kRequestReviewSupplement,
      &kSupplyReviewSupplement, &kEscalateReview, &kDecideReviewDispute, &kAssessDiscretion, &kApproveDeviation,
  };
  for (const auto* verb : all) {
    if (verb->act == act) return verb;
  }
  return nullptr;  // acts that are their record and nothing more: record_inquiry, record_on_site …
}

}  // namespace mingjing::flow
