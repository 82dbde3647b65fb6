// 投诉举报 as a browser without script meets it, on a real socket: the form, the receipt, the progress, floods, machines and
// hostile input.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <regex>

#include "crypto/sealed_box.h"
#include "domain/supervision/complaint.h"
#include "http/complaint_routes.h"
#include "render/html.h"
#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

constexpr std::int64_t kMinute = 60'000;

class ComplaintsTest : public testing::Test {
 protected:
  explicit ComplaintsTest(inbox::FloodGate::Rate letters = {1000, 1000, 3'600'000},
                          inbox::FloodGate::Rate questions = {1000, 1000, 600'000}, inbox::Options options = {})
      : folder_(make_folder()),
        keys_(crypto::Secret::random(crypto::kSealKeySize)),
        clock_(Instant(1'770'000'000'000)),
        portal_((folder_ / "portal.db").string()),
        site_(portal_, render::Site{.owner = "澜川市自然资源和规划局", .base_url = "https://portal.example",
                                    .contact = "电话 0990-3456", .takes_complaints = true}, {}),
        inbox_((folder_ / "inbox.db").string(), options) {
    inbox_.set_public_key(crypto::letter_public_key(keys_));
    Router router;
    ComplaintDoor door{inbox_, site_, portal_, clock_, clock_, [this] { ++woken_; }, letters, questions};
    add_complaint_routes(router, door);
    server_ = std::make_unique<TestServer>(std::move(router));
  }
  ~ComplaintsTest() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  static std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "mingjing-complaints-XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  RawResponse get(const std::string& path) {
    return ask(server_->port(), "GET " + path + " HTTP/1.1\r\nHost: portal.example\r\nConnection: close\r\n\r\n");
  }
  RawResponse post(const std::string& path, const std::string& body, const std::string& more = {},
                   const std::string& type = "application/x-www-form-urlencoded") {
    return ask(server_->port(), "POST " + path + " HTTP/1.1\r\nHost: portal.example\r\nConnection: close\r\nContent-Type: " +
                                    type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more +
                                    "\r\n" + body);
  }
  // The token of a fresh form, one minute old when it is used.
  std::string form() {
    const auto page = get("/complaints");
    std::smatch found;
    EXPECT_TRUE(std::regex_search(page.body, found, std::regex("name=\"form\" value=\"([^\"]+)\"")));
    clock_.set(Instant(clock_.now().unix_ms() + kMinute));
    return found[1];
  }
  using Fields = std::vector<std::pair<std::string, std::string>>;
  static std::string encoded(const Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + render::url_part(value);
    return out;
  }
  Fields filled(std::string token, std::string text = "执法人员没有出示证件。") {
    return {{"form", std::move(token)}, {"kind", "grievance"}, {"about", "other"}, {"about_ref", ""}, {"text", std::move(text)},
            {"name", "王小明"}, {"contact", "13800138000"}, {"homepage", ""}};
  }
  // Number and code as the receipt shows them.
  static std::pair<std::string, std::string> ticket(const std::string& body) {
    std::vector<std::string> out;
    const std::regex shown("<dd><span class=\"code\">(.*?)</span></dd>");
    for (std::sregex_iterator at(body.begin(), body.end(), shown), end; at != end; ++at)
      out.push_back(std::regex_replace((*at)[1].str(), std::regex("</?span>"), ""));
    EXPECT_EQ(out.size(), 2u);
    return out.size() == 2 ? std::pair{out[0], out[1]} : std::pair<std::string, std::string>{};
  }
  std::filesystem::path folder_;
  crypto::SealKeys keys_;
  ManualClock clock_;
  query::PortalDb portal_;
  render::PortalSite site_;
  inbox::Inbox inbox_;
  std::atomic<int> woken_{0};
  std::unique_ptr<TestServer> server_;
};

TEST_F(ComplaintsTest, FromFormToProgress) {
  const std::string token = form();
  const auto receipt = post("/complaints", encoded(filled(token)), "Origin: http://portal.example\r\n");
  ASSERT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_EQ(receipt.header("Cache-Control"), "no-store");
  EXPECT_NE(receipt.header("Content-Security-Policy").find("form-action 'self'"), std::string::npos);
  EXPECT_EQ(receipt.body.find("<script"), std::string::npos);
  EXPECT_EQ(woken_, 1);
  const auto [number, code] = ticket(receipt.body);
  ASSERT_EQ(number.size(), 12u);
  ASSERT_EQ(code.size(), 8u);

  const auto letters = inbox_.waiting(10);
  ASSERT_EQ(letters.size(), 1u);
  const auto opened = inbox::open_letter(keys_, letters[0]);
  ASSERT_TRUE(opened);
  const auto content = supervision::complaint_content(*parse_json(opened->text));
  ASSERT_TRUE(content);
  EXPECT_EQ(content->text, "执法人员没有出示证件。");
  EXPECT_EQ(content->contact, "13800138000");
  EXPECT_FALSE(content->may_publish);

  const auto progress = post("/complaints/progress", encoded({{"number", number}, {"code", code}}));
  EXPECT_EQ(progress.status, 200);
  EXPECT_NE(progress.body.find("已收到，等待受理"), std::string::npos);
  EXPECT_EQ(progress.body.find("王小明"), std::string::npos);
  EXPECT_EQ(progress.header("Cache-Control"), "no-store");

  // Sent again by a second click: the same receipt, one letter.
  EXPECT_EQ(ticket(post("/complaints", encoded(filled(token))).body), std::pair(number, code));
  EXPECT_EQ(inbox_.waiting(10).size(), 1u);
}

TEST_F(ComplaintsTest, WrongAndUnknownAnswerAlike) {
  const auto [number, code] = ticket(post("/complaints", encoded(filled(form()))).body);
  const auto page = [&](const std::string& n, const std::string& c) {
    auto body = post("/complaints/progress", encoded({{"number", n}, {"code", c}})).body;
    return std::regex_replace(body, std::regex("value=\"[0-9]*\""), "");  // the number as typed
  };
  const std::string wrong = page(number, "AAAAAAAA");
  EXPECT_NE(wrong.find("没有查到"), std::string::npos);
  EXPECT_EQ(wrong, page("000000000000", code));
  EXPECT_EQ(wrong, page("", ""));
}

TEST_F(ComplaintsTest, WhatIsWrongComesBackWithWhatWasTyped) {
  const std::string hostile = "<script>alert(1)</script>\"'&\xE2\x80\xAE";
  auto fields = filled(form(), "");
  fields[1].second = "nonsense";
  fields[5].second = hostile;
  const auto page = post("/complaints", encoded(fields));
  EXPECT_EQ(page.status, 422);
  EXPECT_NE(page.body.find("href=\"#kind\""), std::string::npos);
  EXPECT_NE(page.body.find("href=\"#text\""), std::string::npos);
  EXPECT_NE(page.body.find("href=\"#name\""), std::string::npos) << "a bidi override is no name";
  EXPECT_NE(page.body.find("13800138000"), std::string::npos);
  EXPECT_NE(page.body.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_TRUE(inbox_.waiting(10).empty());

  fields = filled(form());
  fields[2].second = "officer";
  EXPECT_NE(post("/complaints", encoded(fields)).body.find("请填写执法人员的证件编号"), std::string::npos);
}

TEST_F(ComplaintsTest, Refusals) {
  const std::string good = encoded(filled(form()));
  auto trapped = filled(form());
  trapped.back().second = "https://spam.example";
  const struct {
    const char* name;
    std::string body, more, type;
    int status;
  } rows[] = {
      {"another site's page", good, "Sec-Fetch-Site: cross-site\r\n", "application/x-www-form-urlencoded", 403},
      {"another origin", good, "Origin: https://evil.example\r\n", "application/x-www-form-urlencoded", 403},
      {"an origin without a name", good, "Origin: null\r\n", "application/x-www-form-urlencoded", 403},
      {"JSON", good, "", "application/json", 415},
      {"text", good, "", "text/plain", 415},
      {"a machine", encoded(trapped), "", "application/x-www-form-urlencoded", 422},
      {"no token", "kind=report&about=other&text=x", "", "application/x-www-form-urlencoded", 422},
      {"nothing", "", "", "application/x-www-form-urlencoded", 422},
      {"broken escapes", "text=%zz", "", "application/x-www-form-urlencoded", 400},
      {"not UTF-8", "text=%ff%fe", "", "application/x-www-form-urlencoded", 400},
      {"too many characters", encoded(filled(form(), std::string(5'000, 'x'))), "", "application/x-www-form-urlencoded", 422},
      {"too large", std::string(200'000, 'x'), "", "application/x-www-form-urlencoded", 413},
  };
  for (const auto& row : rows) EXPECT_EQ(post("/complaints", row.body, row.more, row.type).status, row.status) << row.name;
  EXPECT_TRUE(inbox_.waiting(10).empty());
  EXPECT_EQ(woken_, 0);
  EXPECT_EQ(get("/complaints?decision=../../etc/passwd").status, 200);
  EXPECT_EQ(post("/complaints/progress", std::string(10'000, 'x')).status, 413);
}

class FloodTest : public ComplaintsTest {
 protected:
  FloodTest() : ComplaintsTest({5, 300, 3'600'000}, {20, 900, 600'000}) {}
};

TEST_F(FloodTest, OneClientIsToldToWait) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(post("/complaints", encoded(filled(form()))).status, 200) << i;
  for (int i = 0; i < 200; ++i) {
    const auto refused = post("/complaints", "kind=report");
    ASSERT_EQ(refused.status, 429) << i;
    EXPECT_FALSE(refused.header("Retry-After").empty());
  }
  EXPECT_EQ(inbox_.waiting(1000).size(), 5u);
  EXPECT_EQ(get("/complaints").status, 200);  // reading stays free
  clock_.set(Instant(clock_.now().unix_ms() + 2 * 3'600'000));
  EXPECT_EQ(post("/complaints", encoded(filled(form()))).status, 200);
}

TEST_F(FloodTest, GuessesAreCounted) {
  int let_through = 0;
  for (int i = 0; i < 40; ++i)
    let_through += post("/complaints/progress", "number=000000000000&code=AAAAAAAA").status == 200;
  EXPECT_EQ(let_through, 20);
}

class FullTest : public ComplaintsTest {
 protected:
  FullTest() : ComplaintsTest({1000, 1000, 3'600'000}, {1000, 1000, 600'000}, {.waiting_max = 2}) {}
};

TEST_F(FullTest, AFullInboxSaysSo) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(post("/complaints", encoded(filled(form()))).status, 200);
  const auto refused = post("/complaints", encoded(filled(form())));
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("暂时收不下"), std::string::npos);
  EXPECT_NE(refused.body.find("0990-3456"), std::string::npos) << "there must be another way";
}

}  // namespace
}  // namespace mingjing::http
