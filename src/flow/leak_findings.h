// Findings of the leak scan as people answer them, the same for the public text of a decision and of an answer to a
// complaint: each is noted, hidden in a new proposal or answered as a false alarm, with a reason, by whoever approves.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/cases/case.h"
#include "domain/disclosure/leak_scan.h"

namespace mingjing::flow {

// Takes over what was found, each with the answer it had; returns what stands unanswered.
std::vector<disclosure::Leak> note_findings(std::vector<cases::LeakFinding>& noted, const std::vector<disclosure::Leak>& leaks);

// 误报: `false_alarms` is [{finding, reason}], each naming a finding by kind, line and column. Refused (invalid): there is
// no such finding; or it is a value known to be personal, which `known` says in words.
Status answer_findings(std::vector<cases::LeakFinding>& noted, const Json& body, UserId by, std::string known);

// The refusal of a text in which something stands; `field` may be empty.
Status refuse_findings(const std::vector<disclosure::Leak>& standing, std::string field = {});

// Member `findings`: [{id, kind, kind_name, line, column, text, sentence, answerable, false_alarm?, answered_by?}].
// `shown`: what of a found text may be seen by who asks; everything when it is empty.
void write_findings(JsonWriter& out, const std::vector<cases::LeakFinding>& noted, const std::string& text,
                    const std::vector<disclosure::Leak>& leaks, const std::function<std::string(std::string)>& shown = {});

}  // namespace mingjing::flow
