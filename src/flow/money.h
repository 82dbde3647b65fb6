// What the acts of performance share: whose account an act is about, what of it is fulfilled by now, and the dated
// addition beside a published decision.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "domain/cases/account.h"
#include "flow/act_context.h"

namespace mingjing::flow {

// A limit to the days of a plan of the deferral that is its subject, in their order.
inline constexpr std::string_view kInstalmentLimit = "apl_66_instalment";
// 责令重新作出的期限, when the order names one.
inline constexpr std::string_view kRemakeLimit = "arl_64_remake";

// Reads `party_id` into the input, if it is there. Refused: no party of the case.
Status read_named_party(ActContext& context);
// The same, and refused too when there are several accounts and none is named.
Status read_account_party(ActContext& context);

// A published decision gets a dated, salted update beside it; its own bytes never change. Only states and amounts, no
// words typed by hand: nothing here needs masking. Nothing happens to a decision that is not on the portal.
void publish_update(ActContext& context, std::string_view kind, std::string_view state, std::string_view text, Date on,
                    Fen amount);
// 罚款已缴清 … of a state of performance.
std::string_view performance_zh(std::string_view state);

// After payments or amounts changed: what is paid in all, how far the decision is performed, which limits are kept.
void settle(ActContext& context);
// Ends every open limit of the rule, whatever it concerns.
void stop_all(ActContext& context, std::string_view rule);
// Ends the limits to pay, the fifteen days and the days of a plan: of one of joint parties, or (nil) all.
void stop_payment_limits(ActContext& context, PartyId party = {});

// The last day of a limit that starts on that day; empty when no rule was in force.
std::optional<Date> last_day(const Services& services, std::string_view rule, Date start);

}  // namespace mingjing::flow
