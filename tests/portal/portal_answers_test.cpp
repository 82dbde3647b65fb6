// Answers to complaints on the public side: shown, listed, verified, taken down until nothing is left of them.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "render/portal_site.h"
#include "tests/portal/temp_portal.h"

namespace mingjing::portal_test {
namespace {

std::string digest(std::string_view bytes) { return "sha256:" + to_hex(crypto::sha256(bytes)); }

std::string bytes_of(const std::filesystem::path& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

class PortalAnswers : public testing::Test {
 protected:
  PortalAnswers() : portal_(digest), site_(portal_.db(), render::Site{.base_url = "https://portal.example", .takes_complaints = true}, {}) {}
  void apply(const query::FeedItem& item) {
    const auto done = portal_.db().apply(item);
    ASSERT_TRUE(done) << done.error().message;
  }
  render::PortalResponse get(const std::string& path, const std::string& query = {}) { return site_.handle({path, query, {}, {}}); }
  std::string body(const std::string& path, const std::string& query = {}) { return *get(path, query).body; }
  TempPortal portal_;
  render::PortalSite site_;
};

TEST_F(PortalAnswers, ShownInAListOnAPageAndForPrograms) {
  EXPECT_NE(body("/answers").find("还没有公开的答复"), std::string::npos);
  EXPECT_NE(body("/").find("尚未公开"), std::string::npos);
  apply(answer(1, 1));
  const std::string base = "/answers/" + answer_id(1);
  EXPECT_NE(body("/answers").find("检查要不要出示证件"), std::string::npos);
  EXPECT_NE(body("/").find("<a href=\"/answers\">投诉和建议的答复</a><span>1 件</span>"), std::string::npos);
  EXPECT_NE(body("/sitemap.xml").find(base), std::string::npos);
  const auto page = get(base);
  EXPECT_EQ(page.status, 200);
  for (const char* part : {"要，而且要主动出示。", "支持", "2026-10-20", "2026-10-30", "现在核对不了", "第 1 条", "--event"})
    EXPECT_NE(page.body->find(part), std::string::npos) << part;
  EXPECT_EQ(page.body->find("<script"), std::string::npos);
  EXPECT_EQ(body(base + ".json"), answer(1, 1).json);
  EXPECT_EQ(body(base + ".tlog-proof"), answer(1, 1).proof);
  const auto event = parse_json(body(base + ".event.json")).value();
  EXPECT_EQ(event.text("event"), answer(1, 1).event);
  EXPECT_EQ(event.text("salt"), answer(1, 1).salt);
  for (const char* path : {"/answers/", "/answers/nonsense", "/answers/01990000-0000-7000-8000-000000000999"})
    EXPECT_EQ(get(path).status, 404) << path;
  EXPECT_EQ(get(base + ".pdf").status, 404);
}

TEST_F(PortalAnswers, NewestFirstTwentyAPage) {
  for (int n = 1; n <= 45; ++n) apply(answer(n, n, "第" + std::to_string(n) + "个问题？"));
  std::string after;
  std::vector<std::string> seen;
  int pages = 0;
  do {
    const auto page = portal_.db().answers(after);
    for (const auto& row : page.rows) seen.push_back(row.question);
    EXPECT_LE(page.rows.size(), 20u);
    after = page.next;
    ++pages;
  } while (!after.empty());
  EXPECT_EQ(pages, 3);
  ASSERT_EQ(seen.size(), 45u);
  EXPECT_EQ(seen.front(), "第45个问题？");
  EXPECT_EQ(seen.back(), "第1个问题？");
  EXPECT_NE(body("/answers").find("/answers?after=26"), std::string::npos);
  EXPECT_EQ(body("/answers", "after=6").find("下一页"), std::string::npos);
  for (const char* nonsense : {"-3", "x", "99999999999999999999999", "26x"})
    EXPECT_EQ(portal_.db().answers(nonsense).rows.front().question, "第45个问题？") << nonsense;
}

TEST_F(PortalAnswers, ATakedownLeavesNothing) {
  apply(answer(1, 1, "瑞禾苗圃的检查要不要出示证件？", "瑞禾苗圃的检查要出示。"));
  apply(answer(2, 2));
  EXPECT_NE(body("/answers/" + answer_id(1)).find("瑞禾"), std::string::npos);
  ASSERT_NE(bytes_of(portal_.folder()).find("瑞禾"), std::string::npos);
  apply(answer_taken_down(3, 1));
  const std::string base = "/answers/" + answer_id(1);
  const auto page = get(base);
  EXPECT_EQ(page.status, 410);
  EXPECT_NE(page.body->find("引用的条文已经修改"), std::string::npos);
  EXPECT_NE(page.body->find("第 3 条"), std::string::npos);
  EXPECT_EQ(get(base + ".json").status, 410);
  EXPECT_EQ(get(base + ".event.json").status, 410);
  EXPECT_EQ(get(base + ".tlog-proof").status, 200);
  for (const char* path : {"/answers", "/sitemap.xml", "/"}) EXPECT_EQ(body(path).find(answer_id(1)), std::string::npos) << path;
  EXPECT_EQ(bytes_of(portal_.folder()).find("瑞禾"), std::string::npos);
  EXPECT_NE(body("/").find("1 件"), std::string::npos);
  // Who follows from here on learns of the takedown alone.
  const auto changes = portal_.db().changes(0, 10);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].id, answer_id(2));
  EXPECT_EQ(changes[1].json, answer_taken_down(3, 1).json);
}

TEST_F(PortalAnswers, AReplicaTakesTheSameFromTheFeed) {
  apply(answer(1, 1));
  apply(answer(2, 2));
  apply(answer_taken_down(3, 2));
  TempPortal replica(digest);
  for (const auto& item : portal_.db().changes(-1, 10)) {
    const auto line = query::parse_feed_line(query::feed_line(item));
    ASSERT_TRUE(line) << line.error().message;
    const auto done = replica.db().apply(*line);
    ASSERT_TRUE(done) << done.error().message;
  }
  EXPECT_EQ(replica.db().answer(answer_id(1))->json, answer(1, 1).json);
  EXPECT_FALSE(replica.db().answer(answer_id(2)));
  EXPECT_EQ(replica.db().answer_tombstone(answer_id(2))->text, "引用的条文已经修改。");
  EXPECT_EQ(replica.db().position(), 3);
  EXPECT_EQ(replica.db().home().answers, 1);
}

TEST_F(PortalAnswers, WhatDoesNotHoldIsRefused) {
  struct Row {
    const char* what;
    std::function<void(query::FeedItem&)> change;
    ErrorCode code;
  };
  const auto replaced = [](std::string& text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
  };
  const Row rows[] = {
      {"other words", [&](auto& item) { replaced(item.json, "主动", "随时"); }, ErrorCode::digest_mismatch},
      {"another event", [&](auto& item) { replaced(item.event, "\"version\":1", "\"version\":7"); }, ErrorCode::digest_mismatch},
      {"another salt", [&](auto& item) { item.salt = std::string(64, '0'); }, ErrorCode::digest_mismatch},
      {"no salt", [&](auto& item) { item.salt.clear(); }, ErrorCode::digest_mismatch},
      {"another id", [&](auto& item) { item.id = answer_id(9); }, ErrorCode::invalid},
      {"another agency in the entry", [&](auto& item) { replaced(item.entry, Canned().uscc, "11330900MB0X00002H"); }, ErrorCode::invalid},
      {"an entry of another kind", [&](auto& item) { replaced(item.entry, "\"event\"", "\"withheld\""); }, ErrorCode::invalid},
  };
  for (const auto& row : rows) {
    auto item = answer(1, 1);
    row.change(item);
    const auto done = portal_.db().apply(item);
    ASSERT_FALSE(done) << row.what;
    EXPECT_EQ(done.error().code, row.code) << row.what << " " << done.error().message;
    EXPECT_FALSE(portal_.db().answer(answer_id(1))) << row.what;
  }
  apply(answer(1, 1));
  auto again = answer(2, 1);
  EXPECT_EQ(portal_.db().apply(again).error().code, ErrorCode::conflict);
  apply(answer_taken_down(2, 1));
  EXPECT_EQ(portal_.db().apply(answer(3, 1)).error().code, ErrorCode::conflict) << "taken down stays down";
}

TEST_F(PortalAnswers, WordsAreShownAsText) {
  apply(answer(1, 1, "<script>alert(1)</script>？", "<b>不</b>\n第二段"));
  const auto page = body("/answers/" + answer_id(1)), list = body("/answers");
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(list.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::portal_test
