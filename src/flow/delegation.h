// 代办: while somebody is on leave, another account of the agency acts in their place. The delegate uses the roles that
// can be handed on, in the unit of who is away, and stays who they are: their own certificate, their own qualification,
// their own part in a case, so every guard on separation of duties judges the delegate. The event names both.
// Events: delegate, end_delegation; they name ids and dates, never the reason.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/identity/user.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

inline constexpr int kDelegationDaysMax = 180;

// The actor's own: replaces one that is there. Refused: an account that is not there, disabled, an administrator's, or
// one's own; nothing that can be handed on; days that are over, turned round or too many.
Status delegate(ports::UnitOfWork& work, const identity::Delegation& wanted);
// Refusal: not_found, when there is none.
Status end_delegation(ports::UnitOfWork& work);

// Who `delegate` is while acting for `principal` on that day. Refusal: forbidden, when there is no such delegation.
Result<ports::Actor> acting_for(const ports::Actor& delegate, const identity::User& principal, Date today);

}  // namespace mingjing::flow
