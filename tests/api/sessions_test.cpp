// Sessions: cookies, CSRF, cross-site requests, bearer tokens, and who is noticed at once when rights change.
// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Sessions : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Sessions, testing::ValuesIn(database_urls()), url_name);

TEST_P(Sessions, CookieIsLockedToThisHost) {
  const auto answer = w().ask({"POST",
                               "/api/v1/session",
                               to_text(Json::object({{"username", "intake1"}, {"password", World::kPassword}})),
                               {"Content-Type: application/json"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto cookie = answer.header("Set-Cookie");
  for (const char* part : {"__Host-mj=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"}) {
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.json.find("token"), nullptr);
}

TEST_P(Sessions, MutationNeedsTheCsrfTokenOfItsSession) {
  const auto person = w().sign_in("officer2");
  const auto body = to_text(Json::object({{"purpose", "x"}}));
  const auto post = [&](std::vector<std::string> headers) {
    headers.push_back("Cookie: __Host-mj=" + person.cookie);
    headers.push_back("Content-Type: application/json");
    headers.push_back("Idempotency-Key: 0123456789abcdef");
    return w().ask({"POST", "/api/v1/clues", body, headers}).status;
  };
  EXPECT_EQ(post({}), 403);
  EXPECT_EQ(post({"X-CSRF-Token: wrong"}), 403);
  EXPECT_EQ(post({"X-CSRF-Token: " + w().as("officer1").csrf}), 403);  // another session's
  EXPECT_EQ(post({"X-CSRF-Token: " + person.csrf}), 422);              // through to the form
  EXPECT_EQ(post({"X-CSRF-Token: " + person.csrf, "Origin: https://evil.example"}), 403);
  EXPECT_EQ(post({"X-CSRF-Token: " + person.csrf, "Sec-Fetch-Site: cross-site"}), 403);
  EXPECT_EQ(post({"X-CSRF-Token: " + person.csrf, "Origin: http://127.0.0.1"}), 422);
}

TEST_P(Sessions, BearerTokenNeedsNoCookieAndNoCsrf) {
  const auto made = w().ask({"POST",
                             "/api/v1/session",
                             to_text(Json::object({{"username", "intake1"}, {"password", World::kPassword}, {"token", true}})),
                             {"Content-Type: application/json"}});
  ASSERT_EQ(made.status, 201);
  EXPECT_EQ(made.header("Set-Cookie"), "");
  const auto token = made.json.text("token");
  ASSERT_FALSE(token.empty());
  EXPECT_EQ(w().ask({"GET", "/api/v1/me", {}, {"Authorization: Bearer " + token}}).status, 200);
  // It is no cookie: a page that got hold of it could otherwise be made to send it.
  EXPECT_EQ(w().ask({"GET", "/api/v1/me", {}, {"Cookie: __Host-mj=" + token}}).status, 401);
  EXPECT_EQ(w().ask({"DELETE", "/api/v1/session", {}, {"Authorization: Bearer " + token}}).status, 204);
  EXPECT_EQ(w().ask({"GET", "/api/v1/me", {}, {"Authorization: Bearer " + token}}).status, 401);
}

TEST_P(Sessions, WrongNameAndWrongPasswordSayTheSame) {
  const auto with = [&](const char* name, const char* password) {
    return w().ask({"POST", "/api/v1/session", to_text(Json::object({{"username", name}, {"password", password}})),
                    {"Content-Type: application/json"}});
  };
  const auto wrong = with("archivist", "nothing at all 1"), unknown = with("nobody", "nothing at all 1");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
}

TEST_P(Sessions, SetUpIsSpent) {
  const auto again = w().ask({"POST", "/api/v1/setup", to_text(Json::object({{"code", w().set_up_code}})),
                              {"Content-Type: application/json"}});
  EXPECT_GE(again.status, 400);
}

TEST_P(Sessions, ChangedRolesAndDisabledAccountsAreNoticedByTheNextRequest) {
  const auto& admin = w().as("sysadmin");
  const auto made = admin.post("/api/v1/users", Json::object({{"username", "newcomer"},
                                                              {"name", "何新来"},
                                                              {"unit_id", w().unit},
                                                              {"password", "Chushi-2026-Kouling"}}));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = made.json.text("id");
  auto person = w().sign_in("newcomer", "Chushi-2026-Kouling");
  EXPECT_EQ(person.get("/api/v1/cases").status, 403);  // the first password is to be changed
  ASSERT_EQ(person.post("/api/v1/me/password",
                        Json::object({{"present", "Chushi-2026-Kouling"}, {"password", World::kPassword}})).status, 200);
  EXPECT_EQ(person.get("/api/v1/cases").status, 403);  // no role yet
  const auto grant = [&](int version) {
    return w().as("secadmin").post("/api/v1/users/" + id + "/roles", Json::object({{"roles", Json::array({"intake"})}}),
                                   {"If-Match: \"" + std::to_string(version) + "\""});
  };
  EXPECT_EQ(grant(1).status, 409);  // signing in and the new password have moved the version on
  EXPECT_EQ(grant(3).status, 200);
  EXPECT_EQ(person.get("/api/v1/cases").status, 200);
  EXPECT_EQ(admin.post("/api/v1/users/" + id + "/disable", Json::object({{"reason", "调离"}}), {"If-Match: \"4\""}).status, 200);
  EXPECT_EQ(person.get("/api/v1/cases").status, 401);
}

TEST_P(Sessions, TheSecurityAdministratorSeesAndEndsTheSignInsOfOthers) {
  const auto& security = w().as("secadmin");
  auto person = w().sign_in("archivist", World::kPassword);
  const auto path = "/api/v1/users/" + person.user_id + "/sessions";
  const auto list = security.get(path);
  ASSERT_EQ(list.status, 200) << list.body;
  ASSERT_FALSE(list.json.items("sessions").empty());
  const auto newest = list.json.items("sessions").front().text("id");
  for (const auto& one : list.json.items("sessions")) EXPECT_FALSE(one.flag("present"));
  EXPECT_EQ(w().as("sysadmin").get(path).status, 403);
  EXPECT_EQ(w().as("sysadmin").send({"DELETE", path + "/" + newest}).status, 403);
  EXPECT_EQ(person.get("/api/v1/cases").status, 200);
  const auto events = w().events("end_session");
  EXPECT_EQ(security.send({"DELETE", path + "/" + newest}).status, 204);
  EXPECT_EQ(w().events("end_session"), events + 1);
  EXPECT_EQ(person.get("/api/v1/cases").status, 401);
  EXPECT_EQ(security.send({"DELETE", path + "/" + newest}).status, 404);
  EXPECT_EQ(w().events("end_session"), events + 1);
  const auto own = security.get("/api/v1/sessions").json.items("sessions").front().text("id");
  EXPECT_EQ(security.send({"DELETE", path + "/" + own}).status, 404);  // not of that account
  EXPECT_EQ(security.send({"DELETE", "/api/v1/users/" + security.user_id + "/sessions/" + own}).status, 403);
  w().add_subordinate();
  EXPECT_EQ(security.get("/api/v1/users/" + w().as("below1").user_id + "/sessions").status, 404);
}

TEST_P(Sessions, ThePolicyShownIsTheOneThatHolds) {
  const auto policy = w().as("secadmin").get("/api/v1/security-policy");
  ASSERT_EQ(policy.status, 200) << policy.body;
  const auto length = policy.json.find("password")->integer("length_min");
  const auto make = [&](const std::string& password) {
    return w().as("sysadmin").post("/api/v1/users", Json::object({{"username", "policy" + std::to_string(password.size())},
                                                                  {"name", "谈规矩"}, {"unit_id", w().unit}, {"password", password}})).status;
  };
  const std::string words = "yuqingtianlanshuixiu";
  EXPECT_EQ(make(words.substr(0, static_cast<std::size_t>(length - 1))), 422);
  EXPECT_EQ(make(words.substr(0, static_cast<std::size_t>(length))), 201);
  EXPECT_EQ(policy.json.find("session")->integer("idle_minutes"), 30);
  EXPECT_EQ(w().as("officer1").get("/api/v1/security-policy").status, 403);
}

}  // namespace
}  // namespace mingjing::api_tests
