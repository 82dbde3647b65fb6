// SPDX-License-Identifier: Apache-2.0
#include "tlog/log_keys.h"

#include <gtest/gtest.h>

namespace mingjing::tlog {
namespace {

crypto::SigningKey key(char seed) { return *crypto::SigningKey::from_seed(std::string(32, seed)); }
NoteSigner signer(char seed) { return {"log.example/a", key(seed)}; }
std::string vkey(char seed) { return signer(seed).verifier().vkey(); }
std::string note(std::uint64_t size, const NoteSigner& by) {
  TreeHead head;
  head.size = size;
  head.root[0] = 1;
  return sign_checkpoint(head, by);
}
NoteSigner both(char first, char beside) {
  std::vector<crypto::SigningKey> more;
  more.push_back(key(beside));
  return {"log.example/a", key(first), std::move(more)};
}

// A, from entry 10 on B, from entry 20 on C.
LogKeys three(char known = 'C') {
  const std::vector<KeyChange> changes = {{10, {vkey('B'), vkey('A')}}, {20, {vkey('C'), vkey('B')}}};
  auto keys = LogKeys::of(changes, signer(known).verifier());
  EXPECT_TRUE(keys) << (keys ? "" : keys.error().message);
  return *keys;
}

TEST(LogKeys, EachAnswersForItsSizes) {
  const LogKeys keys = three();
  const struct {
    char by;
    std::uint64_t size;
    bool good;
  } rows[] = {{'A', 5, true},   {'A', 10, true},  {'A', 11, false}, {'B', 10, false}, {'B', 11, true},
              {'B', 20, true},  {'B', 21, false}, {'C', 20, false}, {'C', 21, true},  {'C', 1'000'000, true},
              {'A', 900, false}, {'X', 5, false},  {'X', 900, false}};
  for (const auto& row : rows) {
    EXPECT_EQ(keys.open(note(row.size, signer(row.by)), "log.example/a").has_value(), row.good) << row.by << row.size;
  }
  EXPECT_TRUE(keys.open(note(30, both('C', 'B')), "log.example/a"));
  EXPECT_FALSE(keys.open(note(30, both('C', 'B')), "log.example/b"));
  EXPECT_FALSE(keys.open("nonsense", "log.example/a"));
  EXPECT_EQ(keys.present().vkey(), vkey('C'));
}

// Who knows the old key alone reads on while it signs beside the new one.
TEST(LogKeys, DuringTheOverlapEitherKeyOpens) {
  const std::string overlap = note(30, both('C', 'B'));
  for (char known : {'B', 'C'}) EXPECT_TRUE(open_checkpoint(overlap, signer(known).verifier(), "log.example/a")) << known;
  EXPECT_FALSE(open_checkpoint(overlap, signer('A').verifier(), "log.example/a"));
}

TEST(LogKeys, AreWrittenAndRead) {
  const LogKeys keys = three();
  EXPECT_EQ(keys.text(), vkey('A') + " 0 10\n" + vkey('B') + " 11 20\n" + vkey('C') + " 21 -\n");
  EXPECT_EQ(LogKeys::parse(keys.text())->text(), keys.text());
  EXPECT_EQ(LogKeys(signer('A').verifier()).text(), vkey('A') + " 0 -\n");
  for (const auto& bad : std::vector<std::string>{"", vkey('A'), vkey('A') + " 0 10\n", vkey('A') + " 0 -\n" + vkey('B') + " 1 -\n", vkey('A') + " x -\n",
                          "key 0 -\n", vkey('A') + " 0 -  \n"}) {
    EXPECT_FALSE(LogKeys::parse(bad)) << bad;
  }
}

// A log of the SM profile 「国密」 changes either key in the same row of entries; who knows one follows that one.
TEST(LogKeys, TwoTypesStandInTheSameEntries) {
  const auto second = [](char seed) {
    return NoteVerifier("log.example/a", SignatureType::sm2, crypto::Sm2Key::from_secret(std::string(32, seed))->public_point());
  };
  const std::vector<KeyChange> changes = {
      {10, {vkey('B'), vkey('A')}}, {15, {second('b').vkey(), second('a').vkey()}}, {20, {vkey('C'), vkey('B')}}};
  EXPECT_EQ(LogKeys::of(changes, signer('C').verifier())->text(), three().text());
  EXPECT_EQ(LogKeys::of(changes, second('b'), 4)->text(), second('a').vkey() + " 4 15\n" + second('b').vkey() + " 16 -\n");
  EXPECT_EQ(named_key(changes, SignatureType::ed25519), vkey('C'));
  EXPECT_EQ(named_key(changes, SignatureType::sm2), second('b').vkey());
  EXPECT_EQ(named_key(std::span(changes).first(1), SignatureType::sm2), "");
  EXPECT_EQ(LogKeys::of(std::span(changes).first(1), second('a'), 4)->text(), second('a').vkey() + " 4 -\n");
  EXPECT_FALSE(LogKeys::of(changes, second('c'))) << "a stranger's";
  const std::vector<KeyChange> mixed = {{10, {vkey('B'), second('a').vkey()}}};
  EXPECT_FALSE(LogKeys::of(mixed, signer('B').verifier())) << "a key of one type replaces none of the other";
}

TEST(LogKeys, AChainThatDoesNotHoldIsRefused) {
  EXPECT_EQ(three('A').text(), three('B').text()) << "any key that the log has or had is one to begin with";
  const std::vector<KeyChange> changes = {{10, {vkey('B'), vkey('A')}}, {20, {vkey('C'), vkey('A')}}};
  EXPECT_FALSE(LogKeys::of(changes, signer('C').verifier())) << "C replaces what was replaced before";
  EXPECT_FALSE(LogKeys::of(std::span(changes).first(1), signer('X').verifier())) << "a stranger's log";
  const std::vector<KeyChange> nonsense = {{10, {"nonsense", vkey('A')}}};
  EXPECT_FALSE(LogKeys::of(nonsense, signer('A').verifier()));
}

}  // namespace
}  // namespace mingjing::tlog
