// The program mingjing-verify as people run it, over the vectors' documents and proofs.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "tests/binary_dir.h"
#include "tests/vectors/vectors.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "tlog/proof.h"
#include "tlog/tile_reader.h"
#include "tlog/tile_store.h"
#include "tlog/tree_writer.h"

namespace mingjing::vectors {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int status;
  std::string output;
};

class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(fs::exists(binary_dir() / "mingjing-verify")) << "build the target mingjing-verify first";
    folder_ = fs::temp_directory_path() / ("mj-verify-" + crypto::random_code(12));
    fs::create_directories(folder_);
    put("d.json", all().find("documents")->text("json"));
    put("d.pdf", all().find("documents")->text("pdf"));
    for (const auto& [name, text] : *all().find("proofs")->as_object()) put(name, *text.as_string());
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& bytes) { std::ofstream(folder_ / name, std::ios::binary) << bytes; }
  Ran run(const std::string& arguments) const {
    const std::string command = "cd " + folder_.string() + " && " + (binary_dir() / "mingjing-verify").string() + " " + arguments + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    Ran out{-1, {}};
    if (pipe == nullptr) return out;
    std::array<char, 4096> buffer;
    while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) out.output.append(buffer.data(), n);
    const int status = pclose(pipe);
    out.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
  }
  const std::string key_ = " --vkey " + log_verifier().vkey();
  const std::string witness_ = " --witness " + witness_verifier().vkey();
  fs::path folder_;
};

TEST_F(ProgramTest, Rows) {
  put("altered.json", [] {
    std::string text = all().find("documents")->text("json");
    text[20] = static_cast<char>(text[20] ^ 1);
    return text;
  }());
  put("altered.pdf", "%PDF-1.7 sampl3");
  put("short.pdf", "%PDF-1.7 sampl");
  const std::string other_key = " --vkey " + tlog::NoteSigner("mingjing.example/log", crypto::SigningKey::generate()).verifier().vkey();
  const struct {
    const char* name;
    std::string arguments;
    int status;
    const char* said;
  } rows[] = {
      {"the json", "d.json publication" + key_, 0, "VERIFIED"},
      {"one of its files", "d.pdf publication --json d.json" + key_, 0, "decision.pdf"},
      {"a correction", "d.json replacing" + key_, 0, "更正"},
      {"origin given", "d.json publication --origin mingjing.example/log" + key_, 0, "VERIFIED"},
      {"value behind an equals sign", "d.json publication --origin=mingjing.example/log" + key_, 0, "VERIFIED"},
      {"witnessed", "d.json publication_witnessed --quorum 1" + key_ + witness_, 0, "见证方有效签名 1"},
      {"altered json", "altered.json publication" + key_, 1, "改动"},
      {"altered file", "altered.pdf publication --json d.json" + key_, 1, "改动"},
      {"cut file", "short.pdf publication --json d.json" + key_, 1, "改动"},
      {"altered json with its file", "d.pdf publication --json altered.json" + key_, 1, "--json"},
      {"the file without its json", "d.pdf publication" + key_, 1, "不一致"},
      {"taken down", "d.json takedown" + key_, 1, "撤下"},
      {"an event", "d.json event" + key_, 1, "--event"},
      {"another key", "d.json publication" + other_key, 1, "公钥"},
      {"another origin", "d.json publication --origin other.example/log" + key_, 1, "other.example/log"},
      {"witness missing", "d.json publication --quorum 1" + key_ + witness_, 1, "见证签名不足"},
      {"arguments swapped", "publication d.json" + key_, 2, "证明文件"},
      {"no proof there", "d.json nothing" + key_, 2, "nothing"},
      {"no document there", "nothing publication" + key_, 2, "nothing"},
      {"a folder", ". publication" + key_, 2, "读不到"},
      {"no key", "d.json publication", 2, "--vkey"},
      {"bad key", "d.json publication --vkey nonsense", 2, "公钥"},
      {"witness key as log key", "d.json publication --vkey " + witness_verifier().vkey(), 2, "见证方"},
      {"key twice", "d.json publication" + key_ + key_, 2, "一次"},
      {"quorum without witnesses", "d.json publication --quorum 1" + key_, 2, "--quorum"},
      {"unknown option", "d.json publication --fast 1" + key_, 2, "--fast"},
      {"one file only", "d.json" + key_, 2, "两个文件"},
      {"json that is none", "d.pdf publication --json d.pdf" + key_, 1, "--json"},
      {"help", "--help", 0, "Exit status"},
  };
  for (const auto& row : rows) {
    const Ran result = run(row.arguments);
    EXPECT_EQ(result.status, row.status) << row.name << "\n" << result.output;
    EXPECT_NE(result.output.find(row.said), std::string::npos) << row.name << "\n" << result.output;
  }
}

// A log of one entry: the event that made an answer to a complaint public, or took it down.
struct OpenedLog {
  std::string document, opened, proof;
  OpenedLog(const std::string& type, std::string bytes) : document(std::move(bytes)) {
    const std::string salt(32, 's');
    const std::string event = canonical(
        Json::object({{"data", Json::object({{"digest", crypto::digest_text(crypto::sha256(document))}})}, {"type", type}, {"v", 1}}));
    opened = to_text(Json::object({{"event", event}, {"salt", to_hex(salt)}}));
    const std::vector<std::string> entries{tlog::entry_bytes(tlog::EventEntry{"11330900MB0X00001K", tlog::event_commit(salt, event), 1})};
    tlog::TreeWriter tree;
    tlog::MemoryTileStore tiles;
    EXPECT_TRUE(tiles.apply(tree.append(entries)));
    const tlog::TileReader reader(tiles, 1);
    proof = tlog::format_proof(*tlog::make_proof(reader, 0, entries.front(), tlog::sign_checkpoint(tree.head(), log_signer())));
  }
};

TEST_F(ProgramTest, AnAnswerIsCheckedByTheEventThatPublishedIt) {
  const OpenedLog shown("publish_answer", R"({"answer":"要。","question":"要不要出示证件？","v":1})"), other("publish_answer", "{}"),
      down("take_down_answer", R"({"text":"条文已改。","v":1})"), decided("decide", "{}");
  put("a.json", shown.document);
  put("a.event.json", shown.opened);
  put("a.tlog-proof", shown.proof);
  put("altered.json", R"({"answer":"不要。","question":"要不要出示证件？","v":1})");
  put("other.event.json", other.opened);
  put("down.json", down.document);
  put("down.event.json", down.opened);
  put("down.tlog-proof", down.proof);
  put("decided.json", decided.document);
  put("decided.event.json", decided.opened);
  put("decided.tlog-proof", decided.proof);
  const struct {
    const char* name;
    std::string arguments;
    int status;
    const char* said;
  } rows[] = {
      {"the answer", "a.json a.tlog-proof --event a.event.json" + key_, 0, "VERIFIED"},
      {"without the event", "a.json a.tlog-proof" + key_, 1, "--event"},
      {"altered", "altered.json a.tlog-proof --event a.event.json" + key_, 1, "已被改动"},
      {"another event", "a.json a.tlog-proof --event other.event.json" + key_, 1, "不是日志里登记的那一件"},
      {"another proof", "a.json publication --event a.event.json" + key_, 1, "不一致"},
      {"taken down", "down.json down.tlog-proof --event down.event.json" + key_, 1, "已撤下"},
      {"another kind of event", "decided.json decided.tlog-proof --event decided.event.json" + key_, 1, "不是公布答复"},
      {"no event at all", "a.json a.tlog-proof --event a.json" + key_, 2, "--event"},
      {"no such file", "a.json a.tlog-proof --event nothing" + key_, 2, "nothing"},
      {"both", "a.json a.tlog-proof --event a.event.json --json d.json" + key_, 2, "只能写一个"},
  };
  for (const auto& row : rows) {
    const Ran result = run(row.arguments);
    EXPECT_EQ(result.status, row.status) << row.name << "\n" << result.output;
    EXPECT_NE(result.output.find(row.said), std::string::npos) << row.name << "\n" << result.output;
  }
}

TEST_F(ProgramTest, AnyChangedByteOfTheProofIsRefused) {
  const std::string proof = all().find("proofs")->text("publication");
  for (std::size_t at = 0; at < proof.size(); at += 13) {
    std::string bad = proof;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    put("bad", bad);
    EXPECT_GT(run("d.json bad" + key_).status, 0) << at;
  }
}

}  // namespace
}  // namespace mingjing::vectors
