// `mingjing-verify --audit` as an auditor runs it, over small logs that differ from an honest one in one thing.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/test_authority.h"
#include "crypto/timestamp.h"
#include "tests/binary_dir.h"
#include "tests/vectors/vectors.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "tlog/folder_tile_store.h"
#include "tlog/tree_writer.h"

namespace mingjing::vectors {
namespace {

namespace fs = std::filesystem;

const std::string kAgency = "11330900MB0X00001K";
const std::string kPublished = "019a0000-0000-7000-8000-000000000001", kWithheld = "019a0000-0000-7000-8000-000000000002",
                  kNew = "019a0000-0000-7000-8000-000000000003";

// The log and the export of one agency, event by event.
struct Books {
  std::vector<std::string> entries, lines;
  std::int64_t n = 0;
  void event(const std::string& type, const std::string& day, const std::string& about, Json data = Json(Json::Object{})) {
    const std::string salt(tlog::kSaltBytes, static_cast<char>('a' + n % 20));
    const std::string body = canonical(Json::object({{"agency", kAgency}, {"aggregate", Json::object({{"id", about}, {"kind", "case"}})},
                                                     {"data", std::move(data)}, {"date", day}, {"type", type}, {"v", 1}}));
    lines.push_back(R"({"index":)" + std::to_string(entries.size()) + R"(,"n":)" + std::to_string(++n) + R"(,"salt":")" +
                    to_hex(salt) + R"(","event":)" + body + "}");
    entries.push_back(tlog::entry_bytes(tlog::EventEntry{kAgency, tlog::event_commit(salt, body), n}));
  }
  void entry(const tlog::Entry& one) { entries.push_back(tlog::entry_bytes(one)); }
  void decide(const std::string& day, const std::string& about, const std::string& id) {
    event("decide", day, about, Json::object({{"decision", id}}));
  }
  void publish(const std::string& day, const std::string& about, const std::string& id, std::int64_t seq) {
    const std::string digest = crypto::sha256(id);
    event("approve_publication", day, about, Json::object({{"decision", id}, {"digest", crypto::digest_text(digest)}, {"publication", id}}));
    entry(tlog::PublicationEntry{kAgency, digest, id, std::nullopt, seq});
  }
  void withhold(const std::string& day, const std::string& about, std::int64_t seq) {
    event("withhold_publication", day, about, Json::object({{"ground", "privacy"}}));
    entry(tlog::WithheldEntry{kAgency, crypto::sha256(about), "privacy", seq});
  }
  void tally(const std::string& day, std::int64_t events, std::int64_t decided, std::int64_t published, std::int64_t withheld) {
    tlog::TallyEntry t;
    t.agency = kAgency;
    t.day = *Date::parse(day);
    t.events = events;
    t.decided = decided;
    t.published = published;
    t.withheld = withheld;
    entry(t);
  }
};

Books honest() {
  Books b;
  b.event("register_clue", "2026-03-02", "case-1");
  b.decide("2026-03-02", "case-1", kPublished);
  b.decide("2026-03-02", "case-2", kWithheld);
  b.publish("2026-03-09", "case-1", kPublished, 1);
  b.withhold("2026-03-09", "case-2", 2);
  b.tally("2026-03-02", 3, 2, 0, 0);
  b.tally("2026-03-09", 2, 0, 1, 1);
  b.decide("2026-03-20", "case-3", kNew);  // waits, within its days
  return b;
}

class AuditProgramTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& bytes) { std::ofstream(folder_ / name, std::ios::binary) << bytes; }
  // Writes the log's folder; its checkpoint is signed for what was written.
  void keep(const Books& books, const std::string& name = "log") {
    tlog::TreeWriter tree;
    {
      tlog::FolderTileStore tiles(folder_ / name);
      ASSERT_TRUE(tiles.apply(tree.append(books.entries)));
    }
    put(name + "/checkpoint", tlog::sign_checkpoint(tree.head(), log_signer()));
    std::string text;
    for (const auto& line : books.lines) text += line + "\n";
    put("events.ndjson", text);
  }
  std::string run(const std::string& more = {}, int expected = 1) const {
    const std::string command = "cd " + folder_.string() + " && " + (binary_dir() / "mingjing-verify").string() +
                                " --audit events.ndjson --log log --vkey '" + log_verifier().vkey() + "' " + more + " 2>&1";
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return out;
    std::array<char, 4096> buffer;
    while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
    const int status = pclose(pipe);
    EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, expected) << out;
    return out;
  }
  const fs::path folder_ = fs::temp_directory_path() / ("mj-audit-" + crypto::random_code(12));
};

TEST_F(AuditProgramTest, AnHonestAgencyPasses) {
  keep(honest());
  const auto said = run({}, 0);
  for (const char* words : {"事件 6 件，与日志登记的逐件一致", "决定 3 件，登记不予公示 1 件；另有 1 件作出不久", "序号 1 到 2", "日计数 2 天", "VERIFIED"})
    EXPECT_NE(said.find(words), std::string::npos) << words << "\n" << said;
}

struct Damage {
  const char* name;
  std::function<void(Books&)> make;
  const char* said;
};

TEST_F(AuditProgramTest, OneThingThatIsWrongIsFound) {
  const std::vector<Damage> rows = {
      {"an event left out of the export", [](Books& b) { b.lines.erase(b.lines.begin() + 1); }, "第 2 件事件在日志里，导出文件里没有"},
      {"a decision's day changed", [](Books& b) { b.lines[1].replace(b.lines[1].find("2026-03-02"), 10, "2026-03-03"); }, "第 2 件事件与日志登记的不一致"},
      {"a salt changed", [](Books& b) { b.lines[0].replace(b.lines[0].find("6161"), 4, "6262"); }, "第 1 件事件与日志登记的不一致"},
      {"an event that the log does not have", [](Books& b) { b.event("decide", "2026-03-21", "case-4"); b.entries.pop_back(); }, "第 7 件起不在日志里"},
      {"a decision that waits too long", [](Books& b) { b.event("register_clue", "2026-04-21", "case-5"); }, "既没有公示，也没有登记不予公示"},
      {"a publication nobody approved", [](Books& b) { b.entry(tlog::PublicationEntry{kAgency, crypto::sha256("x"), kNew, std::nullopt, 3}); }, "没有批准它的事件"},
      {"an approval whose publication is not in the log", [](Books& b) { b.publish("2026-03-21", "case-3", kNew, 3); b.entries.pop_back(); }, "日志里没有"},
      {"a gap in the sequence", [](Books& b) { b.publish("2026-03-21", "case-3", kNew, 4); }, "公示序号不连续"},
      {"something withheld in silence", [](Books& b) { b.entry(tlog::WithheldEntry{kAgency, crypto::sha256("x"), "privacy", 3}); }, "不予公示的事件 1 件，日志里登记 2 件"},
      {"a daily count that is wrong", [](Books& b) { b.tally("2026-03-09", 3, 0, 1, 1); }, "2026-03-09 的日计数与事件对不上"},
      {"a number used twice in the log", [](Books& b) { b.entries.push_back(b.entries.back()); }, "日志里事件编号不连续"},
  };
  for (const auto& row : rows) {
    fs::remove_all(folder_ / "log");
    auto books = honest();
    row.make(books);
    keep(books);
    EXPECT_NE(run().find(row.said), std::string::npos) << row.name << "\n" << run();
  }
}

TEST_F(AuditProgramTest, WhatCameAfterTheExportIsLeftToTheNextAudit) {
  auto books = honest();
  const auto exported = books.lines;
  books.publish("2026-03-23", "case-3", kNew, 3);
  books.tally("2026-03-20", 1, 1, 0, 0);
  books.lines = exported;
  keep(books);
  EXPECT_NE(run({}, 0).find("导出之后的事件 1 件"), std::string::npos);
}

TEST_F(AuditProgramTest, ALostEventIsForgivenOnlyWhereARestoreDeclaredIt) {
  auto books = honest();
  const auto size = static_cast<std::int64_t>(books.entries.size());
  books.lines.pop_back();
  books.event("register_clue", "2026-03-21", "case-6");
  keep(books);
  EXPECT_NE(run().find("第 6 件事件在日志里"), std::string::npos);
  fs::remove_all(folder_ / "log");
  books.entry(tlog::RestoreEntry{size - 1, size});
  keep(books);
  EXPECT_NE(run({}, 0).find("另有 1 件在恢复备份时声明丢失"), std::string::npos);
}

TEST_F(AuditProgramTest, TheLogMustGoOnFromTheCheckpointKeptLastTime) {
  auto earlier = honest(), rewritten = honest();
  earlier.entries.resize(4);
  keep(earlier, "earlier");
  keep(honest());
  EXPECT_NE(run("--since earlier/checkpoint", 0).find("是这本日志的开头部分"), std::string::npos);
  rewritten.entries[3] = rewritten.entries[4];
  rewritten.entries.resize(4);
  keep(rewritten, "rewritten");
  keep(honest());
  EXPECT_NE(run("--since rewritten/checkpoint").find("对不上，日志被改写过"), std::string::npos);
  auto longer = honest();
  longer.event("register_clue", "2026-03-21", "case-7");
  keep(longer, "longer");
  keep(honest());
  EXPECT_NE(run("--since longer/checkpoint").find("被截掉了"), std::string::npos);
}

TEST_F(AuditProgramTest, ATimestampSaysSinceWhenTheCheckpointIsThere) {
  const crypto::TestAuthority authority(1'800'000'000), stranger(1'800'000'000);
  keep(honest());
  std::ifstream in(folder_ / "log" / "checkpoint", std::ios::binary);
  const std::string note(std::istreambuf_iterator<char>(in), {});
  put("stamp.tsr", authority.answer(crypto::timestamp_request(note)));
  EXPECT_NE(run("--timestamp stamp.tsr --timestamp-ca " + authority.file(), 0).find("2027年1月15日"), std::string::npos);
  EXPECT_NE(run("--timestamp stamp.tsr --timestamp-ca " + stranger.file()).find("时间戳不成立"), std::string::npos);
  put("stamp.tsr", authority.answer(crypto::timestamp_request(note + "x")));
  EXPECT_NE(run("--timestamp stamp.tsr --timestamp-ca " + authority.file()).find("签的不是这些内容"), std::string::npos);
  run("--timestamp stamp.tsr", 2);
  run("--timestamp stamp.tsr --timestamp-ca stamp.tsr", 2);
}

TEST_F(AuditProgramTest, DamagedFilesAreTold) {
  keep(honest());
  for (const auto& file : fs::recursive_directory_iterator(folder_ / "log" / "tile" / "entries")) {
    if (!file.is_regular_file()) continue;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(40);
    bytes.put('!');
  }
  EXPECT_NE(run().find("对不上"), std::string::npos);
  put("events.ndjson", "{\"index\":0}\n");
  run({}, 2);
  put("events.ndjson", "");
  EXPECT_NE(run({}, 2).find("没有事件"), std::string::npos);
  fs::remove(folder_ / "log" / "checkpoint");
  EXPECT_NE(run({}, 2).find("读不到检查点"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::vectors
