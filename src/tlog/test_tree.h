// A tree of leaves in memory, hashed by the definition: the yardstick of the tests.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tlog/merkle.h"

namespace mingjing::tlog {

class TestTree final : public SubtreeSource {
 public:
  static TestTree numbered(int count) {
    TestTree tree;
    for (int i = 0; i < count; ++i) tree.add("n" + std::to_string(i));
    return tree;
  }
  void add(std::string_view entry) { leaves_.push_back(leaf_hash(entry)); }
  const Hash& leaf(std::uint64_t index) const { return leaves_.at(index); }
  TreeHead head(std::uint64_t size) const {
    while (heads_.size() <= size) heads_.push_back(heads_.empty() ? empty_root() : mth(0, heads_.size()));
    return {size, heads_[size]};
  }
  Result<Hash> subtree(unsigned height, std::uint64_t index) const override {
    return mth(index << height, (index + 1) << height);
  }

 private:
  Hash mth(std::uint64_t begin, std::uint64_t end) const {  // RFC 6962, 2.1, word by word
    if (end - begin == 1) return leaves_.at(begin);
    std::uint64_t k = 1;
    while (k * 2 < end - begin) k *= 2;
    return node_hash(mth(begin, begin + k), mth(begin + k, end));
  }
  std::vector<Hash> leaves_;
  mutable std::vector<Hash> heads_;  // computed once, so that tests may ask often
};

}  // namespace mingjing::tlog
