// Who may do what 「权限」: default deny, one row per (action, role) with how far it reaches. Acts on a case are judged
// once more by the procedure table (role, stage, guards); `perform_act` here only opens that door.
// The three administrators 「三员」 are apart and see no case: system_admin keeps agencies, units, people, items and
// calendars; security_admin roles, locks, second factors and sessions; audit_admin reads the audit journal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "domain/identity/role.h"

namespace mingjing::identity {

// How near the actor stands to what is asked for; the nearest that holds.
enum class Relation {
  own,          // the actor's own account, draft, upload; or a case in which the actor is handler, reviewer, host …
  unit,         // of the actor's unit
  agency,       // of the actor's agency
  subordinate,  // of an agency below the actor's in the tree
  none,         // of any other agency
};

// How far a row reaches: everything at least as near.
enum class Reach { own, unit, agency, subordinate };

struct Right {
  std::string_view action;  // operationId of the API, or of a group of acts
  Role role;
  Reach reach;
};

// All rows, for the matrix test, the auditors' export and the screen of rights.
std::span<const Right> rights();
// All action ids known, sorted, each once; with what anybody signed in may do (`everyone`).
struct Action {
  std::string_view id;
  std::string_view zh;
  bool everyone;    // any account, for what is its own or shared reference data
  bool reads_case;  // shows the content of cases: never for administrators
};
std::span<const Action> actions();

// Allowed, or forbidden with a sentence. An action that is not in the table is forbidden. An object of an agency that
// the actor cannot reach at all answers not_found, as if it did not exist (CONTRACTS 7).
Status may(RoleSet roles, std::string_view action, Relation relation);

}  // namespace mingjing::identity
