// Sets compared without holding them: the sum of keyed hashes of the rows that should stand in a table, and of those
// that do. Equal sums mean equal tables; where they differ, the rows themselves are asked. Internal to verify.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/db.h"

namespace mingjing::app {

// The hash of a row, under a key of this run that nobody who edits rows can know.
class RowHash {
 public:
  RowHash();
  std::array<std::uint64_t, 2> operator()(const db::Values& row) const;

 private:
  std::string key_;
};

class RowSum {
 public:
  void add(const std::array<std::uint64_t, 2>& hash) {
    ++count_;
    sum_[0] += hash[0];
    sum_[1] += hash[1];
  }
  std::int64_t count() const { return count_; }
  bool operator==(const RowSum&) const = default;

 private:
  std::int64_t count_ = 0;
  std::array<std::uint64_t, 2> sum_{};
};

}  // namespace mingjing::app
