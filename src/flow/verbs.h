// The legal verbs, one a file. Internal to flow/: `find_verb` (act_context.h) is how they are reached.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "flow/act_context.h"

namespace mingjing::flow {

extern const Verb kRegisterClue, kFileCase, kAssignOfficers, kAddEvidence, kCorrectFacts, kConcludeInvestigation,
    kServePriorNotice, kHearStatement, kRequestHearing, kWaiveHearing, kSubmitForReview, kGiveReviewOpinion,
    kExtendReview, kReplyToReview, kHoldCollectiveDiscussion, kSubmitForApproval, kDecide, kServeDecision,
    kProposePublication, kApprovePublication, kWithholdPublication, kReturnPublication, kTakeDownPublication, kCorrectPublication, kRecordPayment,
    kRecordPerformanceUpdate, kDocumentRendered;
// beside the main line
extern const Verb kApplyRecusal, kDecideRecusal, kAddParty, kReleaseParty, kProposePreservation, kApprovePreservation,
    kPreserveEvidence, kDisposePreservation, kTakeSample, kEntrustExpert, kRecordExpertOpinion, kExcludeEvidence,
    kOrderCorrection, kRecheckCorrection, kExtendTerm, kSuspendTerm, kResumeTerm, kProposeTransfer, kDecideTransfer,
    kHandOverTransfer, kRecordTransferAnswer, kRevokeFiling, kDeclineFiling;
extern const Verb kNotifyHearing, kPostponeHearing, kHoldHearing, kReportHearing;
// Performance, remedies, closing.
extern const Verb kHandInPayment, kRefundPayment, kApplyDeferral, kDecideDeferral, kDemandPerformance,
    kApplyCourtEnforcement, kRecordCourtOutcome, kRecordRemedy, kRecordRemedyOutcome, kRevokeDecision, kRemakeDecision,
    kDisposeGoods, kCloseCase, kArchiveCase, kAddRecording, kMarkRecording, kExplainRecording, kDecideRecordingGap,
    kRecordingProbed, kLengthenRetention, kHoldRecording, kLiftRecordingHold, kProposeDestruction, kDecideDestruction,
    kCarryOutDestruction, kWitnessDestruction, kRecordingDestroyed;
extern const Verb kAcceptReview, kReturnReviewMaterials, kAssignReviewer, kRequestReviewSupplement,
    kSupplyReviewSupplement, kEscalateReview, kDecideReviewDispute, kAssessDiscretion, kApproveDeviation;

}  // namespace mingjing::flow
