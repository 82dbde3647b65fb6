// Every route × every role: who lacks the right is refused with 403 whatever the request says, who has it gets past
// that point. Then distance: another unit's case is refused, another agency's does not exist.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "domain/cases/stage.h"
#include "domain/identity/rights.h"
#include "http/api/endpoints.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Matrix : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Matrix, testing::ValuesIn(database_urls()), url_name);

constexpr std::pair<identity::Role, const char*> kPeople[] = {
    {identity::Role::intake, "intake1"},          {identity::Role::officer, "officer1"},
    {identity::Role::unit_head, "unithead"},      {identity::Role::legal_reviewer, "reviewer"},
    {identity::Role::hearing_host, "host1"},      {identity::Role::agency_head, "agencyhead"},
    {identity::Role::publicity_clerk, "clerk1"},  {identity::Role::publicity_approver, "approver"},
    {identity::Role::archivist, "archivist"},     {identity::Role::supervisor, "supervisor"},
    {identity::Role::window_clerk, "window1"},    {identity::Role::system_admin, "sysadmin"},
    {identity::Role::security_admin, "secadmin"}, {identity::Role::audit_admin, "auditadmin"},
};

// A request of the right shape to something that does not exist.
Ask probe(const http::Route& route) {
  std::string path;
  for (std::size_t at = 0; at < route.pattern.size(); ++at) {
    if (route.pattern[at] != '{') {
      path += route.pattern[at];
      continue;
    }
    const auto close = route.pattern.find('}', at);
    const bool is_uuid = route.pattern.find(":uuid", at) < close, is_number = route.pattern.find(":int", at) < close;
    path += is_uuid ? "01890000-0000-7000-8000-000000000001" : is_number ? "2026" : "nothing";
    at = close;
  }
  Ask out{std::string(to_string(route.method)), path};
  if (route.method == http::Method::post) out.body = "{}";
  out.headers = {"Idempotency-Key: 0123456789abcdef0123456789abcdef", "If-Match: \"1\"", "Tus-Resumable: 1.0.0",
                 route.flags.form == "csv" ? "Content-Type: text/csv" : "Content-Type: application/json"};
  if (route.flags.form == "tus" && route.method == http::Method::post) out.body.clear();
  return out;
}

// Forbidden to everybody without a grant.
bool needs_grant(std::string_view route) {
  constexpr std::array<std::string_view, 4> kGranted{"read_evidence_", "read_recording_", "read_volume_page", "read_volume_package"};
  return std::any_of(kGranted.begin(), kGranted.end(), [&](auto start) { return route.starts_with(start); });
}

TEST_P(Matrix, EveryRouteForEveryRole) {
  int tried = 0, refused = 0;
  for (const auto& route : w().router().routes()) {
    if (!route->flags.needs_session) continue;
    const auto* endpoint = http::api::find_endpoint(route->name);
    ASSERT_NE(endpoint, nullptr) << route->name;
    EXPECT_EQ(w().ask(probe(*route)).status, 401) << route->name << " without signing in";
    if (route->name == "end_session") continue;  // ends what the other rows need; see sessions_test
    for (const auto& [role, name] : kPeople) {
      const bool may = identity::may({role}, endpoint->action, identity::Relation::own).has_value();
      const auto answer = w().as(name).send(probe(*route));
      ++tried;
      if (!may) {
        ++refused;
        EXPECT_EQ(answer.status, 403) << route->name << " by " << name << ": " << answer.body;
      } else if (!needs_grant(route->name)) {
        EXPECT_NE(answer.status, 403) << route->name << " by " << name << ": " << answer.body;
        EXPECT_LT(answer.status, 500) << route->name << " by " << name << ": " << answer.body;
      }
    }
  }
  std::cout << tried << " requests, " << refused << " to be refused\n";
  EXPECT_GT(refused, 200);
}

TEST_P(Matrix, EveryRouteIsDescribedAndEveryDescriptionIsARoute) {
  std::size_t described = 0;
  for (const auto& [path, item] : *w().openapi().find("paths")->as_object()) described += item.as_object()->size();
  std::size_t routes = 0;
  for (const auto& route : w().router().routes()) {
    if (!route->pattern.starts_with("/api/")) continue;
    ++routes;
    const Json* item = w().openapi().find("paths")->find(route->openapi_path());
    ASSERT_NE(item, nullptr) << route->pattern;
  }
  EXPECT_EQ(described, routes);
  for (const auto& endpoint : http::api::endpoints()) {
    bool found = false;
    for (const auto& route : w().router().routes()) found = found || route->name == endpoint.operation;
    EXPECT_TRUE(found) << endpoint.operation << " is no route";
  }
  for (const auto& act : cases::kActs) {  // one path an act, but the system's own
    const std::string path = act.value == cases::Act::register_clue ? "/api/v1/clues"
                                                                    : "/api/v1/cases/{id}/acts/" + std::string(act.id);
    EXPECT_EQ(w().openapi().find("paths")->find(path) != nullptr, !cases::is_system_act(act.value)) << act.id;
  }
}

TEST_P(Matrix, AnotherUnitIsRefusedAndAnotherAgencySeesNothing) {
  const auto id = register_clue(w(), "intake1");
  const std::string path = "/api/v1/cases/" + id;
  EXPECT_EQ(w().as("officer2").get(path).status, 200);
  EXPECT_EQ(w().as("stranger").get(path).status, 403);
  EXPECT_EQ(w().as("stranger").post(path + "/acts/correct_facts", Json::object({}), {"If-Match: \"1\""}).status, 403);
  w().add_subordinate();
  EXPECT_EQ(w().as("below1").get(path).status, 404);
  EXPECT_EQ(w().as("below2").get(path).status, 404);
  EXPECT_EQ(w().as("below1").post(path + "/acts/correct_facts", Json::object({}), {"If-Match: \"1\""}).status, 404);
  EXPECT_EQ(w().as("below1").get("/api/v1/cases").body.find(path.substr(path.rfind('/') + 1)), std::string::npos);

  // A supervisor above reads what lies below, and does nothing there.
  const auto made = w().as("below2").post(
      "/api/v1/clues", Json::object({{"source", "inspection"}, {"summary", "巡查发现。"}, {"unit_id", w().unit_below}}));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto below = "/api/v1/cases/" + made.json.text("id");
  const auto seen = w().as("supervisor").get(below);
  EXPECT_EQ(seen.status, 200);
  EXPECT_TRUE(seen.json.items("acts").empty());
  EXPECT_EQ(w().as("agencyhead").get(below).status, 404);
  EXPECT_EQ(w().as("intake1").get(below).status, 404);
}

}  // namespace
}  // namespace mingjing::api_tests
