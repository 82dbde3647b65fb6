// Walks the whole matrix: every role, every action, every relation. What each role may do stands here a second time,
// written independently of the table, so that a row added by mistake is seen.
// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/rights.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace mingjing::identity {
namespace {

const std::set<std::string> kReading{"list_cases", "read_case", "read_document"};
const std::set<std::string> kSeeing{"read_evidence", "create_view_grant"};
// Of complaints: who handles them, and who decides about them.
const std::set<std::string> kHandling{"list_complaints", "read_complaint", "read_complainant", "answer_complaint",
                                     "propose_public_answer"};
const std::set<std::string> kDirecting{"list_complaints", "read_complaint", "read_complainant", "allocate_complaint"};

// Whose turn it is, the overview, and whether a party was dealt with before.
const std::set<std::string> kTurn{"list_tasks"};
const std::set<std::string> kWatching{"list_tasks", "read_overview"};
const std::set<std::string> kTaking{"list_tasks", "read_overview", "read_party_history"};

// Devices and rooms: seen by all who answer for recordings; kept by the head of the unit and the administrator.
const std::set<std::string> kEquipped{"read_devices", "read_rooms"};
const std::set<std::string> kKeeping{"read_devices", "issue_device", "check_device_clock", "keep_devices"};

std::set<std::string> join(std::initializer_list<std::set<std::string>> sets) {
  std::set<std::string> out;
  for (const auto& set : sets) out.insert(set.begin(), set.end());
  return out;
}

std::map<Role, std::set<std::string>> expected() {
  using enum Role;
  return {
      {intake, join({kHandling, kDirecting, kTaking,
                     {"list_cases", "read_case", "register_clue", "perform_act", "upload", "judge_complaint"}})},
      {officer, join({kReading, kSeeing, kHandling, kTaking, kEquipped, {"register_clue", "perform_act", "upload", "read_file_review",
                      "issue_device", "check_device_clock", "use_room"}})},
      {unit_head,
       join({kReading, kSeeing, kHandling, kDirecting, kTaking, kEquipped, kKeeping,
             {"register_clue", "perform_act", "upload", "read_statistics", "read_file_review", "use_room", "keep_rooms"}})},
      {legal_reviewer, join({kReading, kSeeing, kHandling, kTaking, {"perform_act", "upload", "read_statistics", "read_file_review",
                            "analyse_records", "propose_recording_matters"}})},
      {hearing_host, join({kReading, kSeeing, kTurn, kEquipped, {"perform_act", "upload", "use_room"}})},
      {agency_head, join({kReading, kSeeing, kDirecting, kTaking, kEquipped, {"judge_complaint", "extend_complaint", "perform_act", "upload", "read_archive", "read_statistics",
                                               "analyse_records", "read_file_review", "list_publications", "read_publication", "decide_recording_matters"}})},
      {publicity_clerk, join({kReading, kWatching, {"perform_act", "upload", "prepare_publication", "list_publications", "read_publication"}})},
      {publicity_approver, join({kReading, kWatching, {"perform_act", "publish", "take_down", "list_publications", "read_publication", "list_complaints",
                                                         "read_complaint", "approve_public_answer", "take_down_public_answer"}})},
      {archivist, join({kReading, kSeeing, kWatching, kEquipped, {"perform_act", "upload", "read_archive"}})},
      {supervisor, join({kReading, kSeeing, kHandling, kDirecting, kWatching, kEquipped, {"judge_complaint", "read_archive", "read_statistics", "read_file_review"}})},
      {window_clerk, {"list_tasks", "read_party_history", "list_cases", "read_case", "register_clue", "upload", "list_complaints", "read_complaint"}},
      {system_admin, join({kKeeping,
       {"create_agency", "change_agency", "create_unit", "change_unit", "read_users", "create_user", "change_user",
        "disable_user", "register_officer", "change_certificate", "create_item", "change_item", "import_items",
        "import_officers", "import_calendar", "import_laws", "set_settings", "read_system"}})},
      {security_admin,
       {"read_users", "change_roles", "unlock_user", "reset_password", "reset_second_factor", "manage_sessions",
        "set_security_policy"}},
      {audit_admin, {"read_users", "read_audit", "export_audit"}},
  };
}

constexpr Relation kRelations[] = {Relation::own, Relation::unit, Relation::agency, Relation::subordinate,
                                   Relation::none};

TEST(Rights, EveryRoleDoesWhatIsWrittenHereAndNothingElse) {
  const auto matrix = expected();
  ASSERT_EQ(matrix.size(), kRoleCount);
  int checked = 0;
  for (const auto& role : kRoles) {
    for (const auto& action : actions()) {
      bool anywhere = false;
      for (const auto relation : kRelations) anywhere |= may({role.role}, action.id, relation).has_value();
      EXPECT_EQ(anywhere, action.everyone || matrix.at(role.role).contains(std::string(action.id)))
          << role.id << " " << action.id;
      ++checked;
    }
  }
  EXPECT_EQ(checked, static_cast<int>(kRoleCount * actions().size()));
}

TEST(Rights, ReachIsMonotone) {
  for (const auto& role : kRoles) {
    for (const auto& action : actions()) {
      bool before = true;
      for (const auto relation : kRelations) {
        const bool now = may({role.role}, action.id, relation).has_value();
        EXPECT_TRUE(before || !now) << role.id << " " << action.id << ": reaches further but not nearer";
        before = now;
      }
    }
  }
}

TEST(Rights, NobodyReachesAnotherTreeAndOnlySupervisionAndSetUpReachBelow) {
  const std::set<Role> below{Role::supervisor, Role::system_admin, Role::security_admin};
  for (const auto& role : kRoles) {
    for (const auto& action : actions()) {
      const auto other = may({role.role}, action.id, Relation::none);
      ASSERT_FALSE(other) << role.id << " " << action.id;
      EXPECT_EQ(other.error().code, ErrorCode::not_found);
      if (may({role.role}, action.id, Relation::subordinate)) {
        EXPECT_TRUE(below.contains(role.role)) << role.id << " " << action.id;
      }
    }
  }
}

// Of cases they change nothing; complaints about enforcement are theirs to handle.
TEST(Rights, SupervisorsOnlyReadCases) {
  for (const auto& row : rights()) {
    if (row.role != Role::supervisor || row.action.ends_with("_complaint") || row.action == "propose_public_answer") continue;
    EXPECT_TRUE(row.action.starts_with("read_") || row.action.starts_with("list_") || row.action == "create_view_grant")
        << row.action;
  }
}

TEST(Rights, AdministratorsSeeNoCaseAndShareNoPower) {
  std::map<std::string_view, std::set<Role>> holders;
  for (const auto& row : rights()) holders[row.action].insert(row.role);
  for (const auto& action : actions()) {
    for (const auto admin : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
      EXPECT_FALSE(action.reads_case && holders[action.id].contains(admin)) << action.id;
    }
    if (action.id == "read_users") continue;
    const auto& held = holders[action.id];
    EXPECT_LE(
        held.contains(Role::system_admin) + held.contains(Role::security_admin) + held.contains(Role::audit_admin), 1)
        << action.id;
  }
  for (const auto id : {"read_audit", "export_audit"}) EXPECT_EQ(holders[id], std::set<Role>{Role::audit_admin});
  EXPECT_EQ(holders["change_roles"], std::set<Role>{Role::security_admin});
}

TEST(Rights, ThePublisherAndTheApproverAreDifferentRoles) {
  EXPECT_FALSE(may({Role::publicity_clerk}, "publish", Relation::agency));
  EXPECT_FALSE(may({Role::publicity_approver}, "prepare_publication", Relation::agency));
}

TEST(Rights, UnknownActionsAndNoRolesAreRefused) {
  EXPECT_EQ(may({Role::agency_head}, "erase_everything", Relation::own).error().code, ErrorCode::forbidden);
  for (const auto& action : actions()) {
    for (const auto relation : kRelations) {
      EXPECT_FALSE(!action.everyone && may({}, action.id, relation)) << action.id;
    }
  }
}

TEST(Rights, EveryRowNamesAKnownActionOnce) {
  std::set<std::pair<std::string_view, Role>> seen;
  std::set<std::string_view> known;
  for (const auto& action : actions()) EXPECT_TRUE(known.insert(action.id).second) << action.id;
  for (const auto& row : rights()) {
    EXPECT_TRUE(known.contains(row.action)) << row.action;
    EXPECT_TRUE(seen.insert({row.action, row.role}).second) << row.action << " " << to_string(row.role);
  }
}

}  // namespace
}  // namespace mingjing::identity
