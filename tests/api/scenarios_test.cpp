// What the API promises of every mutation, as rows and short stories: who, request, status, words, events.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Scenarios : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Scenarios, testing::ValuesIn(database_urls()), url_name);

struct Row {
  const char* name;
  const char* who;
  Ask ask;
  int status;
  const char* contains;
  const char* lacks;
};

std::vector<Row> rows() {
  const std::string key = "Idempotency-Key: row-row-row-row-row-1", json = "Content-Type: application/json";
  const std::string clue = R"({"source":"inspection","summary":"巡查发现。"})";
  return {
      {"no key", "intake1", {"POST", "/api/v1/clues", clue, {json}}, 400, "Idempotency-Key", "\"id\""},
      {"short key", "intake1", {"POST", "/api/v1/clues", clue, {json, "Idempotency-Key: short"}}, 400, "16", "\"id\""},
      {"no type", "intake1", {"POST", "/api/v1/clues", clue, {key}}, 415, "application/json", "\"id\""},
      {"not JSON", "intake1", {"POST", "/api/v1/clues", "{", {json, key}}, 400, "error", "\"id\""},
      {"no object", "intake1", {"POST", "/api/v1/clues", "[]", {json, key}}, 400, "error", "\"id\""},
      {"member twice", "intake1", {"POST", "/api/v1/clues", R"({"summary":"a","summary":"b"})", {json, key}}, 422, "summary", "\"id\":"},
      {"unknown member", "intake1", {"POST", "/api/v1/clues", R"({"source":"inspection","summary":"a","x1":1})", {json, key}}, 422, "x1", "\"id\":"},
      {"too deep", "intake1", {"POST", "/api/v1/clues", std::string(40, '[') + std::string(40, ']'), {json, key}}, 422, "error", "\"id\":"},
      {"too large", "intake1", {"POST", "/api/v1/clues", std::string(2 << 20, ' '), {json, key}}, 413, "error", "\"id\":"},
      {"empty form", "intake1", {"POST", "/api/v1/clues", "{}", {json, key}}, 422, "reasons", "\"id\":"},
      {"no If-Match", "officer1", {"POST", "/api/v1/cases/01890000-0000-7000-8000-000000000001/acts/file_case", "{}", {json, key}}, 428, "error", "\"id\":"},
      {"act that is not there", "officer1", {"POST", "/api/v1/cases/01890000-0000-7000-8000-000000000001/acts/fly", "{}", {json, key}}, 404, "error", "\"id\":"},
      {"the system's own act", "officer1", {"POST", "/api/v1/cases/01890000-0000-7000-8000-000000000001/acts/document_rendered", "{}", {json, key}}, 404, "error", "\"id\":"},
      {"unknown case", "officer1", {"GET", "/api/v1/cases/01890000-0000-7000-8000-000000000001"}, 404, "没有找到", "\"stage\""},
      {"wrong method", "officer1", {"PUT", "/api/v1/clues", "{}", {json}}, 405, "error", "\"id\":"},
      {"strange light", "officer1", {"GET", "/api/v1/cases?light=pink"}, 400, "light", "\"cases\""},
      {"strange stage", "officer1", {"GET", "/api/v1/cases?stage=nowhere"}, 400, "stage", "\"cases\""},
      {"strange day", "officer1", {"GET", "/api/v1/cases?from=0315"}, 400, "from", "\"cases\""},
      {"a day that does not exist", "officer1", {"GET", "/api/v1/cases.csv?to=2026-02-30"}, 400, "\"to\"", "案号"},
      {"days the wrong way round", "officer1", {"GET", "/api/v1/cases?from=2026-03-02&to=2026-03-01"}, 400, "晚于", "\"cases\""},
      {"strange cursor", "officer1", {"GET", "/api/v1/cases?after=%27%3B--"}, 400, "after", "\"cases\""},
      {"one character", "officer1", {"GET", "/api/v1/cases?q=%E5%8D%A0"}, 422, "两个字", "\"cases\""},
      {"words with SQL", "officer1", {"GET", "/api/v1/cases?q=x%27%20OR%201%3D1%20--"}, 200, "\"cases\":[]", "error"},
  };
}

TEST_P(Scenarios, Rows) {
  for (const auto& row : rows()) {
    const auto events = w().events("register_clue");
    const auto answer = w().as(row.who).send(row.ask);
    EXPECT_EQ(answer.status, row.status) << row.name << ": " << answer.body;
    EXPECT_NE(answer.body.find(row.contains), std::string::npos) << row.name << ": " << answer.body;
    EXPECT_EQ(answer.body.find(row.lacks), std::string::npos) << row.name << ": " << answer.body;
    EXPECT_EQ(w().events("register_clue"), events) << row.name << " left something behind";
    EXPECT_NE(answer.header("Cache-Control").find("no-store"), std::string::npos) << row.name;
  }
}

TEST_P(Scenarios, ReplayAnswersTheSameWhateverHasChanged) {
  const auto id = register_clue(w(), "intake1");
  const auto path = "/api/v1/cases/" + id + "/acts/file_case";
  const Json body = Json::object({{"opinion", "同意立案。"}});
  const std::vector<std::string> headers{"If-Match: \"1\"", "Idempotency-Key: replay-" + id.substr(0, 30)};
  const auto first = w().as("agencyhead").post(path, body, headers);
  ASSERT_EQ(first.status, 200) << first.body;
  const auto events = w().events("file_case");
  const auto again = w().as("agencyhead").post(path, body, headers);  // the version has moved on
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(w().events("file_case"), events);
  const auto other = w().as("agencyhead").post(path, Json::object({{"opinion", "另一份。"}}), headers);
  EXPECT_EQ(other.status, 422);
  EXPECT_NE(other.body.find("Idempotency-Key"), std::string::npos);
  // Another person's key of the same letters is another key.
  EXPECT_EQ(w().as("officer1").post(path, body, headers).status, 409);
}

TEST_P(Scenarios, ReplayOfAnUploadNeedsTheUploadNoMore) {
  const auto id = register_clue(w(), "intake1");
  std::string upload;
  const std::string bytes = "plain words";
  ASSERT_EQ(w().as("intake1").upload(bytes, &upload).status, 204);
  const auto sent = w().as("intake1").send({"HEAD", "/api/v1/uploads/" + upload, {}, {"Tus-Resumable: 1.0.0"}});
  const auto sha = sent.header("Upload-Sha256");
  ASSERT_EQ(sha.size(), 64u);
  const auto path = "/api/v1/cases/" + id + "/acts/add_evidence";
  const auto body = [&](const std::string& sha256) {
    return Json::object({{"kind", "documentary_evidence"}, {"name", "材料"}, {"upload_id", upload}, {"sha256", sha256},
                         {"proves", "事实"}, {"obtained_at", w().now().text()}});
  };
  EXPECT_EQ(w().as("officer1").post(path, body(sha), {"If-Match: \"1\""}).status, 422);  // not this person's upload
  EXPECT_EQ(w().as("intake1").post(path, body(std::string(64, '0')), {"If-Match: \"1\""}).status, 460);
  const std::vector<std::string> headers{"If-Match: \"1\"", "Idempotency-Key: upload-" + id.substr(0, 30)};
  const auto first = w().as("intake1").post(path, body(sha), headers);
  ASSERT_EQ(first.status, 200) << first.body;
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the staged file is discarded apart from the command
  const auto again = w().as("intake1").post(path, body(sha), headers);
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.body, first.body);
}

TEST_P(Scenarios, StaleVersionSaysWhoChangedItAndWhen) {
  const auto id = register_clue(w(), "intake1");
  ASSERT_EQ(w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意。"}})).status, 200);
  const auto late = w().as("agencyhead").post("/api/v1/cases/" + id + "/acts/decline_filing",
                                              Json::object({}), {"If-Match: \"1\""});
  EXPECT_EQ(late.status, 409);
  const Json* detail = late.json.find("error")->find("detail");
  ASSERT_NE(detail, nullptr);
  EXPECT_EQ(detail->integer("expected"), 1);
  EXPECT_EQ(detail->integer("actual"), 2);
  EXPECT_EQ(detail->text("changed_by"), w().as("agencyhead").user_id);
  EXPECT_FALSE(detail->text("changed_at").empty());
}

TEST_P(Scenarios, EveryRefusalOfAnActNamesAllReasonsWithArticles) {
  const auto made = w().as("intake1").post("/api/v1/clues", Json::object({{"source", "inspection"}, {"summary", "巡查。"}, {"unit_id", w().unit}}));
  const auto id = made.json.text("id");
  const auto events = w().events("file_case");
  const auto refused = w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意。"}}));
  EXPECT_EQ(refused.status, 422);
  const auto& reasons = refused.json.find("error")->items("reasons");
  ASSERT_FALSE(reasons.empty());
  for (const auto& reason : reasons) EXPECT_FALSE(reason.text("citation").empty()) << reason.text("code");
  EXPECT_EQ(w().events("file_case"), events);
  EXPECT_EQ(w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version"), 1);
}

TEST_P(Scenarios, HostileTextComesBackAsText) {
  const std::string hostile = R"('); DROP TABLE part; --<script>alert(1)</script>"><img src=x onerror=alert(1)>${7*7}{{7*7}})";
  const auto made = w().as("intake1").post(
      "/api/v1/clues",
      Json::object({{"source", "complaint"}, {"source_detail", hostile}, {"summary", hostile}, {"cause", hostile},
                    {"unit_id", w().unit}, {"discovered_by", hostile},
                    {"party", Json::object({{"kind", "organisation"}, {"name", hostile}, {"legal_representative", hostile.substr(0, 60)},
                                            {"address", hostile}})}}));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto page = w().as("officer1").get("/api/v1/cases/" + made.json.text("id"));
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.json.text("summary"), hostile);
  EXPECT_EQ(page.json.find("party")->text("name"), hostile);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);  // escaped even inside JSON
  EXPECT_EQ(page.header("Content-Type").substr(0, 16), "application/json");
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases").status, 200);
}

TEST_P(Scenarios, ListPagesNewestFirstAndFindsByTwoCharacters) {
  for (int i = 0; i < 55; ++i) register_clue(w(), "intake1");
  std::vector<std::string> ids;
  std::string last = "9999-12-31~", after;
  do {
    const auto page = w().as("officer1").get("/api/v1/cases?after=" + after);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_LE(page.json.items("cases").size(), 50u);
    for (const auto& row : page.json.items("cases")) {
      const auto order = row.text("registered_on") + row.text("id");
      EXPECT_LT(order, last);
      last = order;
      ids.push_back(row.text("id"));
    }
    after = page.json.text("next");
  } while (!after.empty());
  EXPECT_GE(ids.size(), 55u);
  const auto found = w().as("officer1").get("/api/v1/cases?q=%E7%A6%BE%E7%94%B0%20%E5%8D%A0%E7%94%A8&stage=clue_registered");
  ASSERT_EQ(found.status, 200) << found.body;  // 禾田 占用
  EXPECT_GE(found.json.items("cases").size(), 50u);
  EXPECT_TRUE(w().as("officer1").get("/api/v1/cases?q=%E7%81%AB%E6%98%9F").json.items("cases").empty());  // 火星
  EXPECT_TRUE(w().as("stranger").get("/api/v1/cases").json.items("cases").empty());  // nothing of another unit
}

TEST_P(Scenarios, LookingIsInTheJournalWithinASecond) {
  const auto id = register_clue(w(), "intake1");
  const auto before = w().events("access_batch");
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases/" + id).status, 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  EXPECT_GT(w().events("access_batch"), before);
}

TEST_P(Scenarios, StatementsOfARequestStayWithinTheirLimit) {
  w().as("clerk1");
  const auto filed = [&] {
    const auto made = register_clue(w(), "intake1");
    EXPECT_EQ(w().as("agencyhead").act(made, "file_case", Json::object({{"opinion", "同意。"}})).status, 200);
    EXPECT_EQ(w().as("unithead").act(made, "assign_officers", Json::object({{"officers", Json::array({
                  Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                  Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}})).status, 200);
    return made;
  };
  const auto id = filed(), second = filed(), third = filed();
  const auto path = "/api/v1/cases/" + id;
  w().as("officer2").get("/api/v1/me");
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));  // the journal has written
  const auto count = [&](const char* who, const std::string& address) {
    const auto before = w().database().statements();
    EXPECT_EQ(w().as(who).get(address).status, 200);
    return w().database().statements() - before;
  };
  // The journal and the sequencer write beside us; the least of some tries is the request's own.
  const auto least = [&](const char* who, const std::string& address) {
    auto out = count(who, address);
    for (int i = 0; i < 5; ++i) out = std::min(out, count(who, address));
    return out;
  };
  EXPECT_LE(std::min({count("officer2", path), count("officer2", "/api/v1/cases/" + second), count("officer2", "/api/v1/cases/" + third)}), 8)
      << "the first look";
  EXPECT_LE(least("officer2", path), 3) << "the page is kept";
  EXPECT_LE(least("officer2", "/api/v1/cases"), 3);
  const Json inquiry = Json::object({{"officers", Json::array({w().officer_1, w().officer_2})}, {"certificate_shown", true},
                                     {"subject", "吴一凡"}, {"subject_role", "party"}, {"place", "询问室"}, {"signed", true},
                                     {"text", "问答。"}});
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  const auto before = w().database().statements();
  const auto done = w().as("officer2").post(path + "/acts/record_inquiry", inquiry, {"If-Match: \"3\""});
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_LE(w().database().statements() - before, 25 + 2);  // the command, and finding the session
}

TEST_P(Scenarios, KeptPageFollowsEveryChange) {
  const auto id = register_clue(w(), "intake1");
  const auto path = "/api/v1/cases/" + id;
  EXPECT_EQ(w().as("unithead").get(path).body, w().as("unithead").get(path).body);
  ASSERT_EQ(w().as("agencyhead").act(id, "file_case", Json::object({{"opinion", "同意。"}})).status, 200);
  const auto after = w().as("unithead").get(path);
  EXPECT_EQ(after.json.text("stage"), "filed");
  EXPECT_EQ(after.header("ETag"), "\"2\"");
}

}  // namespace
}  // namespace mingjing::api_tests
