// SPDX-License-Identifier: Apache-2.0
#include "tlog/witness.h"

#include <gtest/gtest.h>

#include "tlog/test_tree.h"

namespace mingjing::tlog {
namespace {

crypto::SigningKey test_key(char fill) { return *crypto::SigningKey::from_seed(std::string(32, fill)); }

// A log of forty entries, and another by the same key that has a different twentieth.
struct WitnessTest : testing::Test {
  WitnessTest() : tree(TestTree::numbered(40)) {
    for (int i = 0; i < 40; ++i) fork.add(i == 19 ? "other" : "n" + std::to_string(i));
  }
  const NoteSigner log{"log.example/a", test_key('L')};
  const std::vector<NoteVerifier> known = {NoteSigner("log.example/b", test_key('B')).verifier(), log.verifier()};
  TestTree tree, fork;

  AddCheckpoint asked(std::uint64_t from, std::uint64_t to) const { return asked(tree, from, to); }
  AddCheckpoint asked(const TestTree& of, std::uint64_t from, std::uint64_t to) const {
    return {from, *prove_consistency(of, from, to), sign_checkpoint(of.head(to), log)};
  }
  WitnessDecision judged(const AddCheckpoint& request, std::uint64_t held) const {
    return judge(request, known, [&](const std::string& origin) {
      EXPECT_EQ(origin, "log.example/a");
      return tree.head(held);
    });
  }
};

TEST_F(WitnessTest, RequestsAreReadAsTheyAreWritten) {
  for (const auto& request : {asked(0, 1), asked(0, 40), asked(7, 33), asked(40, 40)}) {
    const std::string bytes = format_add_checkpoint(request);
    const auto parsed = parse_add_checkpoint(bytes);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(*parsed, request);
  }
}

TEST_F(WitnessTest, FormIsStrict) {
  const std::string note = sign_checkpoint(tree.head(3), log), hash = base64(empty_root()) + "\n";
  std::string most = "old 1\n", more = most;
  for (std::size_t i = 0; i < kMaxWitnessProof; ++i) most += hash;
  more = most + hash;
  EXPECT_TRUE(parse_add_checkpoint("old 0\n\n" + note));
  EXPECT_TRUE(parse_add_checkpoint(most + "\n" + note));
  const struct {
    const char* name;
    std::string bytes;
  } rows[] = {
      {"empty", ""},
      {"no old line", "\n" + note},
      {"no number", "old\n\n" + note},
      {"leading zero", "old 03\n\n" + note},
      {"sign", "old -1\n\n" + note},
      {"two spaces", "old  1\n\n" + note},
      {"carriage return", "old 1\r\n\r\n" + note},
      {"no empty line", "old 1\n" + hash + note},
      {"bad hash", "old 1\nabc\n\n" + note},
      {"short hash", "old 1\n" + hash.substr(4) + "\n" + note},
      {"too many hashes", more + "\n" + note},
      {"no checkpoint", "old 1\n\n"},
      {"no signature", "old 1\n\nlog.example/a\n3\n" + hash},
      {"too large", "old 1\n\n" + std::string(kMaxAddCheckpointBytes, 'a')},
  };
  for (const auto& row : rows) EXPECT_FALSE(parse_add_checkpoint(row.bytes)) << row.name;
}

TEST_F(WitnessTest, WhatContinuesIsCosignedWhateverTheSizes) {
  for (std::uint64_t from = 0; from <= 40; ++from) {
    for (std::uint64_t to = std::max<std::uint64_t>(from, 1); to <= 40; ++to) {
      const auto decision = judged(asked(from, to), from);
      ASSERT_EQ(decision.verdict, WitnessVerdict::cosign) << from << " " << to << " " << decision.why;
      ASSERT_EQ(decision.checkpoint->checkpoint.head, tree.head(to));
      ASSERT_EQ(decision.held, tree.head(from));
    }
  }
}

TEST_F(WitnessTest, Refusals) {
  auto other_proof = asked(7, 33);
  other_proof.proof[0] = empty_root();
  auto long_proof = asked(7, 7);
  long_proof.proof.push_back(empty_root());
  auto unsigned_one = asked(7, 33);
  unsigned_one.checkpoint = sign_checkpoint(tree.head(33), NoteSigner("log.example/a", test_key('X')));
  auto forged = asked(7, 33);
  forged.checkpoint[forged.checkpoint.size() - 5] = forged.checkpoint[forged.checkpoint.size() - 5] == 'A' ? 'B' : 'A';
  auto unknown = asked(7, 33);
  unknown.checkpoint = sign_checkpoint(tree.head(33), NoteSigner("log.example/c", test_key('L')));
  auto no_checkpoint = asked(7, 33);
  no_checkpoint.checkpoint = sign_note("log.example/a\nmany\n", log);
  const struct {
    const char* name;
    AddCheckpoint request;
    std::uint64_t held;
    WitnessVerdict verdict;
  } rows[] = {
      {"a log that shrank", {33, {}, sign_checkpoint(tree.head(20), log)}, 33, WitnessVerdict::malformed},
      {"a log that shrank and hides it", asked(7, 20), 33, WitnessVerdict::size_differs},
      {"a first request to a witness that knows more", asked(0, 33), 7, WitnessVerdict::size_differs},
      {"a log that forked, at the same size", asked(fork, 33, 33), 33, WitnessVerdict::root_differs},
      {"a log that forked and grew", asked(fork, 20, 33), 20, WitnessVerdict::proof_fails},
      {"a proof of something else", other_proof, 7, WitnessVerdict::proof_fails},
      {"a proof where none belongs", long_proof, 7, WitnessVerdict::proof_fails},
      {"no proof", {7, {}, sign_checkpoint(tree.head(33), log)}, 7, WitnessVerdict::proof_fails},
      {"an unknown key of a known log", unsigned_one, 7, WitnessVerdict::not_signed},
      {"a changed signature", forged, 7, WitnessVerdict::not_signed},
      {"an unknown log", unknown, 7, WitnessVerdict::unknown_log},
      {"no checkpoint", no_checkpoint, 7, WitnessVerdict::malformed},
  };
  for (const auto& row : rows) {
    const auto decision = judged(row.request, row.held);
    EXPECT_EQ(static_cast<int>(decision.verdict), static_cast<int>(row.verdict)) << row.name << "：" << decision.why;
    EXPECT_FALSE(decision.why.empty()) << row.name;
  }
  // A fork before what is held is no fork that a witness of less could see.
  EXPECT_EQ(judged(asked(fork, 10, 33), 10).verdict, WitnessVerdict::cosign);
}

TEST_F(WitnessTest, OneOfSeveralKeysOfALogIsEnough) {
  const std::vector<NoteVerifier> both = {NoteSigner("log.example/a", test_key('N')).verifier(), log.verifier()};
  const auto decision = judge(asked(0, 5), both, [](const std::string&) { return TreeHead{}; });
  EXPECT_EQ(decision.verdict, WitnessVerdict::cosign);
}

}  // namespace
}  // namespace mingjing::tlog
