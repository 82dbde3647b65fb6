// SPDX-License-Identifier: Apache-2.0
#include "tlog/merkle.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "tlog/test_tree.h"

namespace mingjing::tlog {
namespace {

TEST(Merkle, KnownRoots) {  // the CT reference leaves
  const std::vector<std::string> hex = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  TestTree tree;
  EXPECT_EQ(to_hex(view(empty_root())), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(*tree_root(tree, 0), empty_root());
  for (std::size_t i = 0; i < hex.size(); ++i) {
    tree.add(*from_hex(hex[i]));
    EXPECT_EQ(to_hex(view(*tree_root(tree, i + 1))), roots[i]) << i;
  }
}

// Every proof of every tree up to 64 leaves verifies, and none of its neighbours does.
TEST(Merkle, EveryInclusionProof) {
  TestTree tree = TestTree::numbered(64);
  for (std::uint64_t size = 1; size <= 64; ++size) {
    const TreeHead head = tree.head(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      auto path = *prove_inclusion(tree, index, size);
      ASSERT_TRUE(verify_inclusion(index, head, tree.leaf(index), path)) << index << " of " << size;
      EXPECT_FALSE(verify_inclusion(index, head, tree.leaf((index + 1) % 64), path));
      for (std::uint64_t other = 0; other < size + 2; ++other) {
        EXPECT_EQ(verify_inclusion(other, head, tree.leaf(index), path), other == index);
      }
      EXPECT_FALSE(verify_inclusion(index, {size, empty_root()}, tree.leaf(index), path));
      for (std::size_t i = 0; i < path.size(); ++i) {
        auto bad = path;
        bad[i][i] ^= 0x80;
        EXPECT_FALSE(verify_inclusion(index, head, tree.leaf(index), bad));
      }
      auto longer = path, shorter = path;
      longer.push_back(head.root);
      EXPECT_FALSE(verify_inclusion(index, head, tree.leaf(index), longer));
      if (!shorter.empty()) {
        shorter.pop_back();
        EXPECT_FALSE(verify_inclusion(index, head, tree.leaf(index), shorter));
      }
    }
    EXPECT_FALSE(prove_inclusion(tree, size, size));
  }
}

TEST(Merkle, EveryConsistencyProof) {
  TestTree tree = TestTree::numbered(64);
  for (std::uint64_t to = 0; to <= 64; ++to) {
    for (std::uint64_t from = 0; from <= to; ++from) {
      const auto proof = *prove_consistency(tree, from, to);
      ASSERT_TRUE(verify_consistency(tree.head(from), tree.head(to), proof)) << from << " to " << to;
      if (from == 0 || from == to) {
        EXPECT_TRUE(proof.empty());
        continue;
      }
      TreeHead other = tree.head(from);
      other.root[0] ^= 1;
      EXPECT_FALSE(verify_consistency(other, tree.head(to), proof));
      other = tree.head(to);
      other.root[31] ^= 1;
      EXPECT_FALSE(verify_consistency(tree.head(from), other, proof));
      EXPECT_FALSE(verify_consistency(tree.head(to), tree.head(from), proof));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto bad = proof;
        bad[i][3] ^= 4;
        EXPECT_FALSE(verify_consistency(tree.head(from), tree.head(to), bad)) << from << " to " << to << " at " << i;
        bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(verify_consistency(tree.head(from), tree.head(to), bad));
      }
      auto longer = proof;
      longer.push_back(tree.head(to).root);
      EXPECT_FALSE(verify_consistency(tree.head(from), tree.head(to), longer));
    }
  }
  EXPECT_FALSE(prove_consistency(tree, 5, 4));
}

TEST(Merkle, AForkIsSeen) {
  TestTree one = TestTree::numbered(40), two = TestTree::numbered(20);
  two.add("another");
  for (int i = 21; i < 40; ++i) two.add("n" + std::to_string(i));
  const auto proof = *prove_consistency(one, 30, 40);
  EXPECT_FALSE(verify_consistency(two.head(30), one.head(40), proof));
  EXPECT_FALSE(verify_consistency(one.head(30), two.head(40), *prove_consistency(two, 30, 40)));
}

TEST(Merkle, HashText) {
  const Hash hash = leaf_hash("x");
  EXPECT_EQ(hash_from_base64(base64(hash)), hash);
  EXPECT_FALSE(hash_from_base64(base64(hash) + "="));
  EXPECT_FALSE(to_hash("short"));
}

}  // namespace
}  // namespace mingjing::tlog
