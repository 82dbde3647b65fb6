// What a decision needs, given an assessment: nothing within the standard; reasons and a
// second person's approval where it departs from the standard; a ground of law below the statutory minimum; and what no
// approval can heal. APL 5(2), 30–33, 34. Called by the guards before submission for approval and before the decision.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/discretion.h"

namespace mingjing::catalog {

// Departure from the standard, within the law 「偏离裁量基准」.
struct Deviation {
  std::string reason;       // why the standard does not fit this case
  std::string proposed_by;  // ids of the accounts; must differ
  std::string approved_by;  // empty: not approved yet
};

struct DiscretionProposal {
  bool no_penalty = false;  // 拟不予处罚; then `ground` names the rule
  Fen fine;                 // 拟处罚款; zero without no_penalty: other penalties only
  std::string ground;       // of no penalty (id of a rule), or of mitigation (citation as in the assessment)
  std::string reasons;      // in words; for 可以 and for mitigation
  std::optional<Deviation> deviation;
};

enum class ProposalStanding {
  within_standard,  // 在裁量基准之内
  no_penalty,       // 不予处罚
  mitigated,        // 减轻处罚
  no_fine,          // 不处罚款: the statute says 可以, or asks for correction first
  deviates,         // 偏离裁量基准，已说明理由并经批准
};

struct ProposalReview {
  ProposalStanding standing = ProposalStanding::within_standard;
  std::string explanation;  // for the decision document: 适用“一般”阶次…
  std::string citation;
};

// Fewest characters of a reason that is one.
inline constexpr std::size_t kReasonCharsMin = 10;

// Refusals, all at once; `reasons[].code` and what it cites:
//   fine_although_no_penalty   a ground of must-not-penalise holds (the ground's article)
//   fine_before_correction     the statute fines only after an order to correct (its article)
//   above_maximum              never, whatever the approval (the range's article)
//   below_minimum              no ground of mitigation is established, or none is named (APL 32)
//   mitigation_reason_missing  why mitigation, in words
//   above_although_lighten     应当从轻或者减轻: the standard's lightened range is the most (the ground's article)
//   no_penalty_ground_missing  no rule of APL 30, 31, 33 that holds is named
//   no_penalty_reason_missing  a 可以 rule needs reasons
//   deviation_reason_missing, deviation_not_approved, deviation_same_person   (APL 34)
Result<ProposalReview> check_proposal(const Assessment& assessment, const DiscretionProposal& proposal);

std::string_view zh(ProposalStanding standing);

}  // namespace mingjing::catalog
