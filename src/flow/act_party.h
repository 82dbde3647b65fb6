// The party an act is about, and service on it. Notice, statement, hearing and decision reach joint parties one by one;
// a case with one party needs no word of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "flow/act_context.h"

namespace mingjing::flow {

// Reads `party_id`, or takes the only party still in the case, into the input; the act's limits are then that party's.
// Refused with the field when several could be meant, or the party is not (any more) in the case.
Status read_party_of_act(ActContext& context);
// The party read above.
const cases::Party& party_of_act(const ActContext& context);

// Reads the fields of service (method, recipient, receipt, dates …) into the input. `of` is as in cases::Service.
// Of an announcement that was begun earlier, what was said then need not be said again.
void read_service(ActContext& context, std::string_view of = "notice");
// When service took effect 「送达之日」: the moment of the act, or the beginning of the day the receipt or the end of the
// announcement names.
Instant moment_of_service(const ActContext& context);
// The row of service on the act's party: the one begun by the same method, else a new one.
cases::Service& record_service(ActContext& context, std::string_view of, DocumentId document);

}  // namespace mingjing::flow
