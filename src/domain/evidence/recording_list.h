// An agency's own list of matters of recording 「本机关音像记录事项清单」 (R-LST-010), laid over that of the program
// (catalog/recording_matters.h): matters made stronger, further matters, and premises in which everything is recorded
// 「执法场所」. Proposed by one, approved by the agency's head; from the day after the approval a step that falls under it
// keeps the matter with its row (cases::Record::matter). Never weaker than the program's, which is what the law asks.
// Kept as parts `recording_list` of the agency: key `proposal`, and one a version. Pure: no clock, no database.
// Founding documents 000 (编制《音像记录事项清单》) and 002, indicators 57–59; 三项制度指导意见（国办发〔2018〕118号）三（八）.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/case.h"
#include "domain/catalog/recording_matters.h"
#include "domain/part.h"

namespace mingjing::evidence {

inline constexpr std::string_view kListPart = "recording_list", kProposalKey = "proposal";
inline constexpr std::size_t kListVersionsMax = 20;  // kept with the agency; every version published stays public

struct ListedPremises {
  std::string name;      // 询问室, 办事窗口 …
  std::string citation;  // why
  bool operator==(const ListedPremises&) const = default;
};

struct RecordingList {
  std::int64_t number = 0;  // 1, 2 … of the agency
  std::vector<catalog::RecordingMatter> matters;
  std::vector<ListedPremises> premises;
  std::string reason;  // of the proposal
  cases::Hand proposed, decided;
  cases::Verdict verdict = cases::Verdict::pending;
  std::string opinion;  // of who decided
  std::optional<Date> from;  // in force from; once it is granted

  const catalog::RecordingMatter* find(std::string_view id) const;
  bool operator==(const RecordingList&) const = default;
};

struct RecordingLists {
  std::vector<RecordingList> versions;    // granted, oldest first
  std::optional<RecordingList> proposal;  // the last one, while it waits or once it was refused

  // In force on that day; null: the program's alone.
  const RecordingList* on(Date day) const;
  const RecordingList* waiting() const;
  std::int64_t next_number() const;  // one that is refused keeps its number
};

// {"matters":[{"matter","duty","whole","basis"} | {"act","name","duty","whole","ways","basis"}],
//  "premises":[{"name","basis"}],"reason"}. Refused with the field: form, a matter or an act named twice or not known,
// weaker than the program's or no stronger, a further matter for an act that may have none.
Result<RecordingList> read_proposal(const Json& body);

// Refused: nothing waits, the proposer decides, refused without a reason.
Status decide(RecordingLists& lists, bool granted, const std::string& opinion, const cases::Hand& by, Date today);

RecordingLists lists_from_parts(const domain::Parts& parts);
domain::Part proposal_part(const RecordingList& proposal);
domain::Part version_part(const RecordingList& version);

// The matters of that day as one list: the program's, those made stronger in their place, then the agency's further ones.
std::vector<catalog::RecordingMatter> in_force(const RecordingLists& lists, Date day);
// What the agency's list asks of a step beyond the program's; empty: nothing.
std::optional<catalog::RecordingMatter> asked_by(const RecordingLists& lists, const cases::Record& step);
// The matter that a step falls under: kept with it, else of the program's; null: none. Points into its argument.
const catalog::RecordingMatter* matter_of(const cases::Record& step);

}  // namespace mingjing::evidence
