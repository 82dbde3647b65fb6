// Answers to complaints made public (domain/supervision/public_answer.h): what must not stand in them, and the way out. The
// acts are verbs of complaints.h. Whoever approves only decides; the job `public_answer` then publishes in the system's
// name, because the event is opened to everybody and would show who acted
// (docs/decisions/0017-answers-as-opened-events.md). The job never fails for coming late, twice, or out of order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/disclosure/leak_scan.h"
#include "domain/supervision/complaint.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// What tells its writer: name and contact, whole and in pieces.
std::vector<std::string> writer_values(const supervision::Complaint& complaint);

// Every value the complaint knows: its writer, its numbers, the officers and the case it is about, with the parties of that
// case; and what the agency itself says of itself everywhere.
disclosure::LeakScope answer_scope(ports::UnitOfWork& work, const supervision::Complaint& complaint);

// The findings in a public text of this complaint as it stands now.
std::vector<disclosure::Leak> scan_answer(ports::UnitOfWork& work, const supervision::Complaint& complaint,
                                          std::string_view text);

// Brings what is public in line with what was decided: aggregate `public_answer` under the public id, version 1 with the
// event publish_answer and its bytes, version 2 with take_down_answer and the tombstone. Nothing when it is so already.
Status publish_answers(ports::UnitOfWork& work, Uuid complaint);

}  // namespace mingjing::flow
