// Reference data by hand and by question: one item, one officer, laws by words and by date; and one's own sign-ins.
// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "domain/identity/sign_in_throttle.h"
#include "store/schema.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Reference : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Reference, testing::ValuesIn(database_urls()), url_name);

Json texts(std::initializer_list<const char*> all) {
  Json out = Json::array();
  for (const auto* one : all) out.push(one);
  return out;
}

TEST_P(Reference, OneItemIsEnteredByTheSystemAdministrator) {
  const Json item = Json::object({{"code", "HAND-001"},
                                  {"name", "未按规定设置测绘标志"},
                                  {"act_type", "penalty"},
                                  {"basis", texts({"《测绘法》第六十四条"})},
                                  {"kinds", texts({"警告"})},
                                  {"unit", "执法支队"}});
  const auto refused = w().as("officer1").post("/api/v1/items", item);
  EXPECT_EQ(refused.status, 403) << refused.body;
  const auto made = w().as("sysadmin").post("/api/v1/items", item);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto read = w().as("officer1").get("/api/v1/items/" + made.json.text("id"));
  const auto named = w().as("officer1").get("/api/v1/items?code=" + item.text("code"));
  ASSERT_EQ(named.json.items("items").size(), 1u);
  EXPECT_EQ(named.json.items("items")[0].text("id"), made.json.text("id"));
  EXPECT_TRUE(w().as("officer1").get("/api/v1/items?code=none").json.items("items").empty());
  ASSERT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(read.json.text("code"), "HAND-001");
  EXPECT_EQ(read.json.integer("litigation_months"), 6);
  const auto twice = w().as("sysadmin").post("/api/v1/items", item);
  EXPECT_EQ(twice.status, 422) << twice.body;
  EXPECT_NE(twice.body.find("code"), std::string::npos);
  Json unknown = item;
  unknown.set("surprise", 1);
  EXPECT_EQ(w().as("sysadmin").post("/api/v1/items", unknown).status, 422);
  Json nowhere = item;
  nowhere.set("code", "HAND-002");
  nowhere.set("unit", "没有的处");
  EXPECT_EQ(w().as("sysadmin").post("/api/v1/items", nowhere).status, 422);
}

TEST_P(Reference, OneOfficerIsRegisteredWithACertificate) {
  const Json officer = Json::object({{"name", "顾长风"},
                                     {"unit", w().unit},
                                     {"certificate_no", "330100999901"},
                                     {"categories", texts({"自然资源"})},
                                     {"area", "望山市"},
                                     {"valid_from", "2024-01-01"},
                                     {"valid_until", "2029-12-31"}});
  EXPECT_EQ(w().as("officer1").post("/api/v1/officers", officer).status, 403);
  const auto made = w().as("sysadmin").post("/api/v1/officers", officer);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto list = w().as("officer1").get("/api/v1/officers");
  EXPECT_NE(list.body.find("330100999901"), std::string::npos);
  EXPECT_EQ(w().as("sysadmin").post("/api/v1/officers", officer).status, 422) << "the number is taken";
  Json wrong = officer;
  wrong.set("certificate_no", "330100999902");
  wrong.set("valid_until", "someday");
  const auto refused = w().as("sysadmin").post("/api/v1/officers", wrong);
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("valid_until"), std::string::npos) << refused.body;
}

TEST_P(Reference, OwnSignInsAreListedAndEnded) {
  const auto first = w().sign_in("host1");
  const auto second = w().sign_in("host1");
  const auto list = first.get("/api/v1/sessions");
  ASSERT_EQ(list.status, 200) << list.body;
  ASSERT_GE(list.json.items("sessions").size(), 2u);
  std::string other;
  int present = 0;
  for (const auto& row : list.json.items("sessions")) {
    if (row.flag("present")) ++present;
    else if (other.empty()) other = row.text("id");  // the newest first: the second
  }
  EXPECT_EQ(present, 1);
  EXPECT_EQ(second.get("/api/v1/me").status, 200);
  EXPECT_EQ(w().as("officer1").send({"DELETE", "/api/v1/sessions/" + other}).status, 404) << "another's";
  EXPECT_EQ(second.get("/api/v1/me").status, 200);
  EXPECT_EQ(first.send({"DELETE", "/api/v1/sessions/" + other}).status, 204);
  EXPECT_EQ(second.get("/api/v1/me").status, 401);
  EXPECT_EQ(first.get("/api/v1/me").status, 200);
  EXPECT_EQ(first.send({"DELETE", "/api/v1/sessions/" + other}).status, 404) << "ended already";
}

// The text is made up; only names and dates are those of real laws.
std::string law(const std::string& line) {
  return "# 中华人民共和国行政处罚法\n\n甲机关通过\n\n<!-- INFO END -->\n\n## 第一章　总则\n\n第一条　为了试验，写下" + line +
         "。\n\n第二条　红灯笼挂在门前。\n\n（一）挂得高；\n\n（二）挂得稳。\n\n第三条　本法自公布之日起施行。\n";
}

TEST_P(Reference, LawsAreFoundByTwoCharactersAndByDate) {
  w().import_law("行政处罚法(2017-09-01).md", law("旧词"));
  w().import_law("行政处罚法(2021-01-22).md", law("新词"));
  const auto& who = w().as("officer1");
  const auto hits = [&](const std::string& q, const std::string& on) {
    return who.get("/api/v1/statutes?q=" + q + "&on=" + on);
  };
  const std::string fresh = "%E6%96%B0%E8%AF%8D", old = "%E6%97%A7%E8%AF%8D", lantern = "%E7%81%AF%E7%AC%BC";
  EXPECT_EQ(hits(fresh, "2022-01-01").json.items("hits").size(), 1u);
  EXPECT_EQ(hits(old, "2022-01-01").json.items("hits").size(), 0u) << "superseded";
  EXPECT_EQ(hits(old, "2020-01-01").json.items("hits").size(), 1u);
  const auto found = hits(lantern, "2022-01-01");
  ASSERT_EQ(found.status, 200) << found.body;
  ASSERT_EQ(found.json.items("hits").size(), 1u);
  EXPECT_EQ(found.json.items("hits")[0].text("place"), "第二条");
  EXPECT_EQ(found.json.items("hits")[0].text("article"), "2");
  EXPECT_EQ(hits(lantern, "yesterday").status, 422);
  const auto all = who.get("/api/v1/statutes?on=2022-01-01");
  std::string id;  // other tests of this program store other laws
  for (const auto& row : all.json.items("statutes")) {
    if (row.text("short_title") != "行政处罚法") continue;
    EXPECT_TRUE(id.empty()) << "superseded";
    id = row.text("id");
  }
  ASSERT_FALSE(id.empty()) << all.body;
  const auto whole = who.get("/api/v1/statutes/" + id);
  ASSERT_EQ(whole.status, 200) << whole.body;
  EXPECT_EQ(whole.json.items("text").size(), 3u);
  EXPECT_EQ(whole.json.items("versions").size(), 2u);
  const std::string title = "%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A%E6%B3%95";
  EXPECT_EQ(who.get("/api/v1/statutes/" + title + "?on=2022-01-01").json.text("id"), id);
  EXPECT_NE(who.get("/api/v1/statutes/" + title + "?on=2020-01-01").json.text("id"), id);
  EXPECT_EQ(who.get("/api/v1/statutes/" + title + "?on=1990-01-01").status, 404);
  const auto article = who.get("/api/v1/statutes/" + title + "/articles/1?on=2020-01-01");
  ASSERT_EQ(article.status, 200) << article.body;
  EXPECT_NE(article.body.find("旧词"), std::string::npos);
  EXPECT_EQ(who.get("/api/v1/statutes/" + title + "/articles/99?on=2020-01-01").status, 404);
  EXPECT_EQ(w().ask({"GET", "/api/v1/statutes"}).status, 401);
}

TEST_P(Reference, TwoWrongPasswordsAtOnceBothCount) {
  store::SqlSignInAttempts attempts(w().database());
  const Instant now = SystemClock().now();
  constexpr int kThreads = 6, kEach = 8;
  std::vector<std::thread> all;
  for (int i = 0; i < kThreads; ++i) {
    all.emplace_back([&, i] {
      // One name from one network and from another: both counts are shared.
      const std::string network = i % 2 == 0 ? "192.0.2.0/24" : "198.51.100.0/24";
      for (int n = 0; n < kEach; ++n) {
        attempts.change("race", network, [&](const identity::Attempts& a) { return identity::after_failure(a, now); });
      }
    });
  }
  for (auto& thread : all) thread.join();
  const auto one = attempts.load("race", "192.0.2.0/24"), two = attempts.load("race", "198.51.100.0/24");
  EXPECT_EQ(one.network_failures, kThreads / 2 * kEach);
  EXPECT_EQ(two.network_failures, kThreads / 2 * kEach);
  EXPECT_EQ(one.global_failures, kThreads * kEach);
}

}  // namespace
}  // namespace mingjing::api_tests
