// SPDX-License-Identifier: Apache-2.0
#include "tlog/proof.h"

#include <gtest/gtest.h>

#include "tlog/cosignature.h"
#include "tlog/test_tree.h"

namespace mingjing::tlog {
namespace {

crypto::SigningKey test_key(char fill) { return *crypto::SigningKey::from_seed(std::string(32, fill)); }

class ProofTest : public testing::Test {
 protected:
  Proof proof_of(std::uint64_t index, std::uint64_t size) {
    return {"n" + std::to_string(index), index, *prove_inclusion(tree_, index, size), sign_checkpoint(tree_.head(size), log_)};
  }
  TestTree tree_ = TestTree::numbered(64);
  NoteSigner log_{"mingjing.example/log", test_key('L')};
  TrustPolicy trust_{log_.verifier(), "mingjing.example/log"};
};

TEST_F(ProofTest, AllOfTreesTo64) {
  for (std::uint64_t size = 1; size <= 64; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const Proof proof = proof_of(index, size);
      const auto parsed = parse_proof(format_proof(proof));
      ASSERT_TRUE(parsed) << parsed.error().message;
      ASSERT_EQ(*parsed, proof);
      const auto held = verify_proof(*parsed, *parsed->extra, trust_);
      ASSERT_TRUE(held) << held.error().message;
      EXPECT_EQ(held->checkpoint.head.size, size);
      EXPECT_FALSE(verify_proof(*parsed, "another", trust_));
    }
  }
}

TEST_F(ProofTest, EveryChangedBitIsRefused) {
  const std::string text = format_proof(proof_of(5, 11));
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bad = text;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    const auto parsed = parse_proof(bad);
    EXPECT_FALSE(parsed && parsed->extra && verify_proof(*parsed, *parsed->extra, trust_)) << bit;
  }
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto parsed = parse_proof(text.substr(0, size));
    EXPECT_FALSE(parsed && verify_proof(*parsed, *parsed->extra, trust_)) << size;
  }
}

TEST_F(ProofTest, FormIsStrict) {
  const std::string good = format_proof(proof_of(5, 11)), head(kProofHeading);
  const std::string rest = good.substr(good.find("\n\n"));
  const struct {
    const char* name;
    std::string text;
  } rows[] = {
      {"empty", ""},
      {"heading of another version", "c2sp.org/tlog-proof@v2" + good.substr(head.size())},
      {"no index", head + "\n" + rest.substr(1)},
      {"leading zero", head + "\nindex 05" + rest},
      {"negative", head + "\nindex -5" + rest},
      {"extra twice", head + "\nextra QQ==\nextra QQ==\nindex 5" + rest},
      {"extra behind", head + "\nindex 5\nextra QQ==" + rest},
      {"extra not base64", head + "\nextra Q\nindex 5" + rest},
      {"short hash", head + "\nindex 5\nQQ==" + rest},
      {"no checkpoint", head + "\nindex 5\n"},
      {"checkpoint unsigned", head + "\nindex 5\n\norigin\n1\nroot\n"},
      {"space behind", head + " " + good.substr(head.size())},
  };
  for (const auto& row : rows) EXPECT_FALSE(parse_proof(row.text)) << row.name;
  EXPECT_TRUE(parse_proof(head + "\nindex 5" + rest));  // extra is optional
  std::string many = head + "\nindex 5\n";
  for (std::size_t i = 0; i <= kMaxProofHashes; ++i) many += base64(leaf_hash("x")) + "\n";
  EXPECT_FALSE(parse_proof(many + rest.substr(1)));
}

TEST_F(ProofTest, Trust) {
  Proof proof = proof_of(3, 9);
  TrustPolicy other = trust_;
  other.origin = "other.example/log";
  EXPECT_FALSE(verify_proof(proof, "n3", other));
  other = trust_;
  other.log = NoteSigner("mingjing.example/log", test_key('x')).verifier();
  EXPECT_FALSE(verify_proof(proof, "n3", other));

  const auto witness = test_key('w');
  trust_.witnesses = {{"w.example", SignatureType::cosignature, witness.public_key()}};
  EXPECT_TRUE(verify_proof(proof, "n3", trust_));
  trust_.quorum = 1;
  EXPECT_FALSE(verify_proof(proof, "n3", trust_));
  Note note = *parse_note(proof.checkpoint);
  note.signatures.push_back(cosign("w.example", witness, note.text, 1));
  proof.checkpoint = format_note(note);
  EXPECT_TRUE(verify_proof(proof, "n3", trust_));
}

TEST_F(ProofTest, SmallTreeOfAnotherSizeDoesNotPass) {
  Proof proof = proof_of(3, 8);
  proof.checkpoint = sign_checkpoint(tree_.head(9), log_);
  EXPECT_FALSE(verify_proof(proof, "n3", trust_));
}

}  // namespace
}  // namespace mingjing::tlog
