// What the Python implementation computed, this one computes too, and the other way round verifies.
// SPDX-License-Identifier: Apache-2.0
#include "tests/vectors/vectors.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "mj_paths.h"
#include "tlog/checkpoint.h"
#include "tlog/cosignature.h"
#include "tlog/entry.h"
#include "tlog/proof.h"
#include "tlog/tile_reader.h"
#include "tlog/tree_writer.h"

namespace mingjing::vectors {
namespace {

using namespace tlog;

std::uint64_t number(const Json& row, std::string_view name) { return static_cast<std::uint64_t>(row.integer(name)); }

class VectorsTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(store_.apply(writer_.append(entries(300)))); }
  Hash root(std::uint64_t size) const { return hash(*all().items("roots")[size].as_string()); }
  MemoryTileStore store_;
  TreeWriter writer_;
};

TEST_F(VectorsTest, Roots) {
  ASSERT_EQ(all().items("roots").size(), 301u);
  const auto leaves = entries(300);
  TreeWriter writer;
  for (std::uint64_t size = 0; size <= 300; ++size) {
    EXPECT_EQ(writer.head(), (TreeHead{size, root(size)})) << size;
    EXPECT_EQ(*TileReader(store_, size).root(), root(size)) << size;
    if (size < 300) (void)writer.append({&leaves[size], 1});
  }
}

TEST_F(VectorsTest, InclusionProofs) {
  ASSERT_GT(all().items("inclusion").size(), 150u);
  for (const Json& row : all().items("inclusion")) {
    const std::uint64_t index = number(row, "index"), size = number(row, "size");
    const auto path = hashes(row.items("path"));
    EXPECT_EQ(*prove_inclusion(TileReader(store_, size), index, size), path) << index << " of " << size;
    EXPECT_TRUE(verify_inclusion(index, {size, root(size)}, leaf_hash("n" + std::to_string(index)), path));
  }
}

TEST_F(VectorsTest, ConsistencyProofs) {
  ASSERT_GT(all().items("consistency").size(), 150u);
  for (const Json& row : all().items("consistency")) {
    const std::uint64_t from = number(row, "from"), to = number(row, "to");
    const auto path = hashes(row.items("path"));
    EXPECT_EQ(*prove_consistency(TileReader(store_, to), from, to), path) << from << " to " << to;
    EXPECT_TRUE(verify_consistency({from, root(from)}, {to, root(to)}, path)) << from << " to " << to;
  }
}

TEST_F(VectorsTest, KeysAndNotes) {
  EXPECT_EQ(log_signer().verifier().vkey(), all().find("keys")->text("log_vkey"));
  const auto verifier = log_verifier();
  ASSERT_EQ(all().items("notes").size(), 4u);
  for (const Json& row : all().items("notes")) {
    EXPECT_EQ(sign_note(row.text("text"), log_signer()), row.text("note"));
    const auto note = parse_note(row.text("note"));
    ASSERT_TRUE(note) << row.text("note");
    EXPECT_EQ(note->text, row.text("text"));
    EXPECT_TRUE(verify_note(*note, {&verifier, 1}));
  }
}

TEST_F(VectorsTest, CheckpointsAndCosignature) {
  for (const Json& row : all().items("checkpoints")) {
    const TreeHead head{number(row, "size"), hash(row.text("root"))};
    EXPECT_EQ(sign_checkpoint(head, log_signer()), row.text("note"));
    EXPECT_EQ(open_checkpoint(row.text("note"), log_verifier())->checkpoint.head, head);
  }
  const Json& cosigned = *all().find("cosignature");
  const auto note = parse_note(cosigned.text("note"));
  ASSERT_TRUE(note);
  const auto witness = witness_verifier();
  EXPECT_EQ(count_cosignatures(*note, {&witness, 1}), 1u);
  const auto key = crypto::SigningKey::from_seed(from_hex(all().find("keys")->text("witness_seed")).value());
  EXPECT_EQ(cosign(witness.name(), *key, note->text, cosigned.integer("time")), note->signatures.back());
}

TEST_F(VectorsTest, TilePathsAndBytes) {
  for (const Json& row : all().items("tile_paths")) {
    const TileId tile{row.text("level") == "entries" ? kEntriesLevel : std::stoi(row.text("level")), number(row, "index"),
                      static_cast<unsigned>(row.integer("width"))};
    EXPECT_EQ(tile_path(tile), row.text("path"));
    EXPECT_EQ(parse_tile_path(row.text("path")), tile);
  }
  for (const Json& row : all().items("tiles")) {
    MemoryTileStore store;
    TreeWriter writer;
    ASSERT_TRUE(store.apply(writer.append(entries(number(row, "size")))));
    const Json::Object& files = *row.find("files")->as_object();
    EXPECT_EQ(store.paths().size(), files.size());
    for (const auto& [path, digest] : files) {
      const auto bytes = store.read(path);
      ASSERT_TRUE(bytes) << path;
      EXPECT_EQ(to_hex(crypto::sha256(*bytes)), *digest.as_string()) << path;
    }
  }
}

TEST_F(VectorsTest, EntriesAndCommitments) {
  ASSERT_EQ(all().items("entries").size(), 8u);
  for (const Json& row : all().items("entries")) {
    const auto entry = parse_entry(*row.as_string());
    ASSERT_TRUE(entry) << *row.as_string();
    EXPECT_EQ(entry_bytes(*entry), *row.as_string());
  }
  const Json& commit = *all().find("commit");
  const std::string salt = from_hex(commit.text("salt")).value();
  EXPECT_EQ(to_hex(event_commit(salt, commit.text("event"))), commit.text("event_commit"));
  EXPECT_EQ(to_hex(withheld_commit(salt, commit.text("event"))), commit.text("withheld_commit"));
}

TEST_F(VectorsTest, Proofs) {
  const Json::Object& proofs = *all().find("proofs")->as_object();
  ASSERT_EQ(proofs.size(), 5u);
  const TrustPolicy trust{log_verifier(), log_verifier().name()};
  for (const auto& [name, text] : proofs) {
    const auto proof = parse_proof(*text.as_string());
    ASSERT_TRUE(proof) << name;
    EXPECT_EQ(format_proof(*proof), *text.as_string());
    EXPECT_TRUE(verify_proof(*proof, *proof->extra, trust)) << name;
  }
}

TEST(Generator, MakesTheseVectors) {
  if (std::system("python3 --version >/dev/null 2>&1") != 0) {
    std::puts("not run: no python3");
    return;
  }
  EXPECT_EQ(std::system("python3 " MJ_SOURCE_DIR "/tests/vectors/generate.py --check"), 0);
}

}  // namespace
}  // namespace mingjing::vectors
