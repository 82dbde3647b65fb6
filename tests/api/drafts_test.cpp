// Drafts: saved, found again by who wrote them and by nobody else, never overwritten unseen, sealed where they lie, and
// gone after their days.
// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Drafts : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Drafts, testing::ValuesIn(database_urls()), url_name);

const db::Statement kBoxes{"test_draft_boxes", "SELECT box FROM draft WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3",
                           "test"};
const db::Statement kMove{
    "test_draft_move", "UPDATE draft SET box = $4 WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3", "test"};

Answer put(const Person& person, const std::string& key, const Json& body, std::vector<std::string> headers = {}) {
  headers.push_back("Content-Type: application/json");
  return person.send({"PUT", "/api/v1/drafts/" + key, to_text(body), std::move(headers)});
}
Answer drop(const Person& person, const std::string& key) { return person.send({"DELETE", "/api/v1/drafts/" + key}); }
Json typed(const char* words) { return Json::object({{"value", Json::object({{"facts", words}})}}); }
std::string facts_in(const Answer& answer) {
  const Json* value = answer.json.find("value");
  return value ? value->text("facts") : "";
}

TEST_P(Drafts, AreKeptForWhoWroteThemAlone) {
  const auto& officer = w().as("officer1");
  const std::string key = "act:01890000-0000-7000-8000-000000000001:record_inquiry";
  EXPECT_EQ(officer.get("/api/v1/drafts/" + key).status, 404);
  Json body = typed("据周某陈述");
  body.set("base", 7);
  const auto saved = put(officer, key, body);
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.json.integer("version"), 1);
  EXPECT_EQ(put(officer, key, body).json.integer("version"), 2);
  const auto read = officer.get("/api/v1/drafts/" + key);
  EXPECT_EQ(facts_in(read), "据周某陈述");
  EXPECT_EQ(read.json.integer("base"), 7);
  EXPECT_EQ(read.header("ETag"), "\"2\"");
  const auto list = officer.get("/api/v1/drafts");
  ASSERT_EQ(list.json.items("drafts").size(), 1u);
  EXPECT_EQ(list.json.items("drafts")[0].text("key"), key);

  const auto& other = w().as("officer2");
  EXPECT_EQ(other.get("/api/v1/drafts/" + key).status, 404);
  EXPECT_TRUE(other.get("/api/v1/drafts").json.items("drafts").empty());
  EXPECT_EQ(drop(other, key).status, 204);  // none of theirs
  EXPECT_EQ(officer.get("/api/v1/drafts/" + key).status, 200);
  EXPECT_EQ(drop(officer, key).status, 204);
  EXPECT_EQ(drop(officer, key).status, 204);
  EXPECT_EQ(officer.get("/api/v1/drafts/" + key).status, 404);
}

TEST_P(Drafts, WhatAnotherWindowSavedIsNotOverwritten) {
  const auto& head = w().as("unithead");
  ASSERT_EQ(put(head, "clue:new", typed("第一稿"), {"If-Match: \"0\""}).status, 200);
  EXPECT_EQ(put(head, "clue:new", typed("另一窗口"), {"If-Match: \"0\""}).status, 409);
  EXPECT_EQ(put(head, "clue:new", typed("第二稿"), {"If-Match: \"1\""}).json.integer("version"), 2);
  const auto stale = put(head, "clue:new", typed("旧稿"), {"If-Match: \"1\""});
  ASSERT_EQ(stale.status, 409);
  const Json* detail = stale.json.find("error")->find("detail");
  EXPECT_EQ(detail->integer("actual"), 2);
  EXPECT_EQ(detail->find("draft")->find("value")->text("facts"), "第二稿");
  drop(head, "clue:new");
  const auto gone = put(head, "clue:new", typed("已提交的"), {"If-Match: \"2\""});
  ASSERT_EQ(gone.status, 409);
  EXPECT_EQ(gone.json.find("error")->find("detail")->find("draft"), nullptr);
  EXPECT_EQ(put(head, "clue:new", typed("x"), {"If-Match: 2"}).status, 400);
}

TEST_P(Drafts, WhatIsNoDraftIsRefusedWithItsField) {
  const auto& clerk = w().as("clerk1");
  EXPECT_EQ(put(clerk, "Upper", typed("x")).status, 400);
  EXPECT_EQ(put(clerk, std::string(161, 'a'), typed("x")).status, 400);
  EXPECT_EQ(put(clerk, "a", Json::object({{"value", "text"}})).status, 422);
  EXPECT_EQ(put(clerk, "a", Json::object({{"value", Json::object({})}, {"base", "7"}})).status, 422);
  EXPECT_EQ(put(clerk, "a", Json::object({{"value", Json::object({})}, {"more", 1}})).status, 422);
  EXPECT_EQ(put(clerk, "a", typed(std::string(300'000, 'x').c_str())).status, 413);
  EXPECT_EQ(put(clerk, "a", typed(std::string(200'000, 'x').c_str())).status, 200);
}

TEST_P(Drafts, TwoHundredAreEnough) {
  const auto& archivist = w().as("archivist");
  for (int i = 0; i < 200; ++i) ASSERT_EQ(put(archivist, "act:" + std::to_string(i), typed("x")).status, 200) << i;
  EXPECT_EQ(put(archivist, "act:200", typed("x")).status, 413);
  EXPECT_EQ(put(archivist, "act:7", typed("again")).status, 200);
  EXPECT_EQ(archivist.get("/api/v1/drafts").json.items("drafts").size(), 200u);
  drop(archivist, "act:3");
  EXPECT_EQ(put(archivist, "act:200", typed("x")).status, 200);
}

TEST_P(Drafts, LieSealedAndOnlyWhereTheyBelong) {
  const auto& host = w().as("host1");
  ASSERT_EQ(put(host, "prefs", typed("李某的身份证号")).status, 200);
  const auto agency = host.get("/api/v1/session").json.find("user")->text("agency_id");
  std::string box;
  w().database().read([&](db::Transaction& tx) { box = tx.query(kBoxes, {agency, host.user_id, "prefs"}).blob(0, 0); });
  EXPECT_FALSE(box.empty());
  EXPECT_EQ(box.find("身份证"), std::string::npos);
  ASSERT_EQ(put(host, "views:cases", typed("x")).status, 200);
  w().database().write([&](db::Transaction& tx) {  // a box carried to another row
    tx.execute(kMove, {agency, host.user_id, "views:cases", db::Blob{box}});
    return true;
  });
  EXPECT_EQ(host.get("/api/v1/drafts/views:cases").status, 503);
  EXPECT_EQ(host.get("/api/v1/drafts/prefs").status, 200);
}

TEST_P(Drafts, GoAfterTheirDays) {
  const auto& window = w().as("window1");
  ASSERT_EQ(put(window, "prefs", typed("x")).status, 200);
  const Instant now = SystemClock().now();
  w().drafts().drop_saved_before(now.plus_hours(-24 * ports::kDraftDays), 1000);
  EXPECT_EQ(window.get("/api/v1/drafts/prefs").status, 200);
  EXPECT_GE(w().drafts().drop_saved_before(now.plus_hours(1), 1000), 1u);
  EXPECT_EQ(window.get("/api/v1/drafts/prefs").status, 404);
}

}  // namespace
}  // namespace mingjing::api_tests
