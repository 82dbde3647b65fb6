// A replica follows a source over HTTP, and refuses what does not hold.
// SPDX-License-Identifier: Apache-2.0
#include "mingjing/replica.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "files/folder.h"
#include "tests/replica/source.h"
#include "tlog/proof.h"

namespace mingjing::replica_test {
namespace {

using app::Replica;

std::unique_ptr<Replica> follow(const Source& source, const TempFolder& folder, std::string vkey = {}) {
  app::ReplicaOptions options;
  options.follow = source.url();
  options.vkey = std::move(vkey);
  options.wait_s = 0;
  auto opened = Replica::open(folder.path(), options, [](const std::string&) {});
  if (!opened) {
    ADD_FAILURE() << opened.error().message;
    return nullptr;
  }
  return std::move(*opened);
}

std::string id_of(int n) { return "01990000-0000-7000-8000-00000000000" + std::to_string(n); }

// The words of a refusal that must be one of tampering, not of silence.
std::string refusal(const Status& status) {
  if (status) return "not refused";
  if (status.error().code == ErrorCode::unavailable) return "only silent: " + status.error().message;
  return status.error().message;
}

TEST(Replica, FollowsAndServesTheSame) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司", "%PDF-1.7 瑞禾");
  source.event();
  source.publish(2, "澜川市铭岳矿业有限公司");
  source.update(2, "罚款缴清");
  const auto replica = follow(source, folder);
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_EQ(replica->db().home().live, 2);
  EXPECT_EQ(replica->db().decision(id_of(1))->json, source.bytes_of(1));
  EXPECT_EQ(replica->db().decision(id_of(2))->updates.size(), 1u);
  EXPECT_TRUE(replica->tiles().read("checkpoint"));
  EXPECT_EQ(replica->vkey(), source.vkey());
  const auto site = replica->site("http://127.0.0.1:1");
  const auto page = site->handle({"/decisions/" + id_of(1), {}, {}, {}});
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body->find("瑞禾"), std::string::npos);
  EXPECT_NE(page.body->find("副本"), std::string::npos);
  EXPECT_NE(page.body->find(source.url()), std::string::npos);
  EXPECT_EQ(*site->handle({"/decisions/" + id_of(1) + ".pdf", {}, {}, {}}).body, "%PDF-1.7 瑞禾");
  const auto log = site->handle({"/log", {}, {}, {}});
  EXPECT_EQ(log.status, 200);
  for (const auto& words : {source.vkey(), source.url() + "/log", std::string("这里是副本")}) EXPECT_NE(log.body->find(words), std::string::npos) << words;
  const auto complaints = site->handle({"/complaints", {}, {}, {}});
  EXPECT_EQ(complaints.status, 200);
  EXPECT_NE(complaints.body->find(source.url() + "/complaints"), std::string::npos);
  for (int n = 3; n < 9; ++n) source.publish(n, "青衡县恒远物流有限公司");
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_EQ(replica->db().home().live, 8);
}

TEST(Replica, TakedownLeavesNothingInItsFolder) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司", "%PDF-1.7 瑞禾建材");
  source.publish(2, "澜川市铭岳矿业有限公司");
  const auto replica = follow(source, folder);
  ASSERT_TRUE(replica->round().has_value());
  ASSERT_NE(folder.bytes().find("瑞禾"), std::string::npos);
  source.take_down(1);
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_EQ(folder.bytes().find("瑞禾"), std::string::npos);
  EXPECT_EQ(replica->site("http://x")->handle({"/decisions/" + id_of(1), {}, {}, {}}).status, 410);
  EXPECT_EQ(replica->site("http://x")->handle({"/decisions/" + id_of(1) + ".pdf", {}, {}, {}}).status, 410);
  EXPECT_EQ(replica->db().home().live, 1);
}

TEST(Replica, AFileWithoutItsDecisionGoesWhenItStarts) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司", "%PDF-1.7 甲");
  follow(source, folder)->round();
  files::FolderStore((folder.path() / "files").string()).put("%PDF-1.7 留下的瑞禾");
  const auto replica = follow(source, folder);
  EXPECT_EQ(folder.bytes().find("留下的瑞禾"), std::string::npos);
  EXPECT_NE(folder.bytes().find("%PDF-1.7 甲"), std::string::npos);
}

// The log is the authority: a source that does not pass a takedown on cannot keep the page alive here.
TEST(Replica, TakesDownWhatTheLogTookDownThoughTheFeedIsSilent) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司");
  const auto replica = follow(source, folder);
  ASSERT_TRUE(replica->round().has_value());
  source.take_down(1, false);
  source.publish(2, "澜川市铭岳矿业有限公司");  // the feed goes on past it
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_FALSE(replica->db().decision(id_of(1)));
  ASSERT_TRUE(replica->db().tombstone(id_of(1)));
  EXPECT_EQ(replica->db().tombstone(id_of(1))->number, "澜自然资罚决〔2026〕1号");
  EXPECT_EQ(replica->db().home().live, 1);
}

TEST(Replica, SurvivesEveryStopAndTheLossOfTheSource) {
  auto source = std::make_unique<Source>();
  const TempFolder folder;
  for (int n = 1; n < 8; ++n) {
    source->publish(n, "青衡县瑞禾建材有限公司");
    ASSERT_TRUE(follow(*source, folder)->round().has_value()) << n;  // opened anew each time
  }
  const auto replica = follow(*source, folder);
  const std::uint16_t port = source->port();
  source->stop();
  const auto lost = replica->round();
  ASSERT_FALSE(lost.has_value());
  EXPECT_EQ(lost.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(replica->refused());
  const auto site = replica->site("http://x");
  EXPECT_EQ(site->handle({"/decisions/" + id_of(7), {}, {}, {}}).status, 200);
  source->publish(8, "青衡县瑞禾建材有限公司");
  source->start(port);
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_EQ(replica->db().home().live, 8);
}

TEST(Replica, SaysSinceWhenItHasNotHeard) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司");
  follow(source, folder)->round();
  std::filesystem::remove(folder.path() / "heard");
  files::write_durably((folder.path() / "heard").string(), "2026-10-30T09:12:00+08:00\n");
  const auto replica = follow(source, folder);
  const auto site = replica->site("http://x");
  source.stop();
  ASSERT_FALSE(replica->round().has_value());
  const auto page = site->handle({"/", {}, {}, {}});
  EXPECT_NE(page.body->find("自 2026年10月30日9时12分 起没有收到来源的消息"), std::string::npos);
}

TEST(Replica, RefusesOtherBytes) {
  struct Row {
    const char* what;
    std::function<void(Source&)> tamper;
    const char* says;
  };
  const auto in_line = [](std::string from, std::string to) {
    return [from, to](Source& source) {
      source.alter_line = [from, to](std::string line) {
        for (std::size_t at = 0; (at = line.find(from, at)) != std::string::npos; at += to.size())
          line.replace(at, from.size(), to);
        return line;
      };
    };
  };
  const Row rows[] = {
      {"another party in the bytes", in_line("瑞禾", "瑞和"), "摘要不符"},
      {"another entry", in_line("\\\"seq\\\":1", "\\\"seq\\\":7"), "日志条目"},
      {"another kind", in_line("\"kind\":\"publication\",\"at\"", "\"kind\":\"takedown\",\"at\""), "不是一回事"},
      {"another place", in_line("\"pos\":0,", "\"pos\":1,"), "日志条目"},
      {"a proof of nothing", in_line("index 0", "index 1"), "证明"},
      {"no JSON", in_line("{\"pos\"", "{pos"), "读不懂"},
      {"another file", [](Source& source) { source.alter_file = [](const std::string&) { return "%PDF-1.7 伪造"; }; },
       "附件与公开数据里的摘要不符"}};
  for (const Row& row : rows) {
    Source source;
    const TempFolder folder;
    source.publish(1, "青衡县瑞禾建材有限公司", "%PDF-1.7 甲");
    source.publish(2, "澜川市铭岳矿业有限公司");
    row.tamper(source);
    const auto replica = follow(source, folder);
    EXPECT_NE(refusal(replica->round()).find(row.says), std::string::npos)
        << row.what << ": " << refusal(replica->round());
    EXPECT_TRUE(replica->refused()) << row.what;
    EXPECT_FALSE(replica->db().decision(id_of(1))) << row.what;
    EXPECT_EQ(folder.bytes().find("伪造"), std::string::npos) << row.what;
    source.alter_line = source.alter_file = nullptr;
    EXPECT_TRUE(replica->round().has_value()) << row.what;
    EXPECT_EQ(replica->db().home().live, 2) << row.what;
  }
}

TEST(Replica, RefusesAForkedAShorterAndAForeignLog) {
  const TempFolder folder;
  auto source = std::make_unique<Source>();
  for (int n = 1; n < 5; ++n) source->publish(n, "青衡县瑞禾建材有限公司");
  const auto replica = follow(*source, folder);
  ASSERT_TRUE(replica->round().has_value());
  const std::uint16_t port = source->port();
  struct Row {
    const char* what;
    char seed;
    int length;
    const char* party;
    const char* says;
  };
  const Row rows[] = {{"shorter", 'k', 2, "青衡县瑞禾建材有限公司", "变短了"},
                      {"forked at the same size", 'k', 4, "别的公司", "分叉"},
                      {"forked and longer", 'k', 7, "别的公司", "分叉"},
                      {"signed by another", 'x', 7, "青衡县瑞禾建材有限公司", "不是钉住的公钥签的"}};
  for (const Row& row : rows) {
    source.reset();
    source = std::make_unique<Source>(row.seed, port);
    for (int n = 1; n <= row.length; ++n) source->publish(n, row.party);
    EXPECT_NE(refusal(replica->round()).find(row.says), std::string::npos)
        << row.what << ": " << refusal(replica->round());
    EXPECT_TRUE(replica->refused()) << row.what;
    EXPECT_EQ(replica->db().home().live, 4) << row.what;
    const auto page = replica->site("http://x")->handle({"/", {}, {}, {}});
    EXPECT_NE(page.body->find("本站没有采用"), std::string::npos) << row.what;
  }
  source.reset();
  source = std::make_unique<Source>('k', port);
  for (int n = 1; n < 7; ++n) source->publish(n, "青衡县瑞禾建材有限公司");
  EXPECT_TRUE(replica->round().has_value());  // the true log again, grown
  EXPECT_EQ(replica->db().home().live, 6);
}

TEST(Replica, GoesOnOverAChangeOfTheKey) {
  Source source;
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司");
  auto replica = follow(source, folder);
  ASSERT_TRUE(replica->round().has_value());
  source.change_key('n');
  source.publish(2, "澜川市铭岳矿业有限公司");
  ASSERT_TRUE(replica->round().has_value());
  EXPECT_EQ(*replica->tiles().read("vkey"), source.vkey() + "\n");
  source.change_key('o', true);  // the overlap of 'n' is over at once: who was there has heard of it
  source.publish(3, "青衡县恒远物流有限公司");
  EXPECT_FALSE(replica->round().has_value()) << "a key that no known key has named";
  EXPECT_EQ(replica->db().home().live, 2);

  // Who begins with a key that signs now sees what earlier ones signed; proofs are handed out under the newest.
  Source renewed('a');
  renewed.publish(1, "青衡县瑞禾建材有限公司");
  renewed.change_key('b');
  const std::string second = renewed.vkey();
  renewed.change_key('c');
  renewed.publish(2, "澜川市铭岳矿业有限公司");
  for (const auto& vkey : {second, renewed.vkey()}) {
    const TempFolder fresh;
    const auto newest = follow(renewed, fresh, vkey);
    ASSERT_TRUE(newest->round().has_value());
    EXPECT_EQ(newest->db().home().live, 2);
    const auto proof = tlog::parse_proof(*newest->site("http://x")->handle({"/decisions/" + id_of(1) + ".tlog-proof", {}, {}, {}}).body);
    ASSERT_TRUE(proof);
    const auto key = *tlog::NoteVerifier::parse(renewed.vkey());
    EXPECT_TRUE(tlog::verify_proof(*proof, *proof->extra, {key, key.name()}));
    EXPECT_NE(newest->site("http://x")->handle({"/decisions/" + id_of(1), {}, {}, {}}).body->find("公开以来没有被改动"), std::string::npos);
  }
}

TEST(Replica, AfterAChangeItStartsWithAnyOfTheKeys) {
  Source source;
  const std::string first = source.vkey();
  const TempFolder folder;
  source.publish(1, "青衡县瑞禾建材有限公司");
  ASSERT_TRUE(follow(source, folder)->round().has_value());
  source.change_key('n');
  ASSERT_TRUE(follow(source, folder)->round().has_value());
  for (const auto& vkey : {std::string(), first, source.vkey()}) {
    source.event();
    EXPECT_TRUE(follow(source, folder, vkey)->round().has_value()) << vkey;
  }
}

TEST(Replica, TheKeyIsPinned) {
  const Source source, other('x');
  const TempFolder folder;
  follow(source, folder)->round();
  app::ReplicaOptions options;
  options.follow = source.url();
  options.vkey = other.vkey();
  const auto opened = Replica::open(folder.path(), options, [](const std::string&) {});
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("另一把公钥"), std::string::npos);
  const TempFolder fresh;
  options.vkey = "nonsense";
  EXPECT_EQ(Replica::open(fresh.path(), options, [](const std::string&) {}).error().code, ErrorCode::bad_request);
  options.follow = "ftp://x";
  EXPECT_EQ(Replica::open(fresh.path(), options, [](const std::string&) {}).error().code, ErrorCode::bad_request);
}

}  // namespace
}  // namespace mingjing::replica_test
