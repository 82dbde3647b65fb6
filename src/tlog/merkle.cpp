// SPDX-License-Identifier: Apache-2.0
#include "tlog/merkle.h"

#include <algorithm>
#include <bit>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace mingjing::tlog {
namespace {

// The largest power of two below n, n > 1: where RFC 6962 splits.
std::uint64_t split_point(std::uint64_t n) { return std::bit_floor(n - 1); }

// MTH(D[begin:end]), end > begin. Begin is aligned as every range met by the recursions below is.
Result<Hash> range_hash(const SubtreeSource& source, std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    const auto height = static_cast<unsigned>(std::countr_zero(count));
    return source.subtree(height, begin >> height);
  }
  const std::uint64_t k = split_point(count);
  auto left = range_hash(source, begin, begin + k);
  if (!left) return left;
  auto right = range_hash(source, begin + k, end);
  if (!right) return right;
  return node_hash(*left, *right);
}

// PATH(m, D[n]), appended bottom up.
Status path(const SubtreeSource& source, std::uint64_t index, std::uint64_t begin, std::uint64_t end,
            std::vector<Hash>& out) {
  if (end - begin <= 1) return {};
  const std::uint64_t middle = begin + split_point(end - begin);
  const bool in_left = index < middle;
  auto below = in_left ? path(source, index, begin, middle, out) : path(source, index, middle, end, out);
  if (!below) return below;
  auto sibling = in_left ? range_hash(source, middle, end) : range_hash(source, begin, middle);
  if (!sibling) return refuse(sibling.error());
  out.push_back(*sibling);
  return {};
}

// SUBPROOF(m, D[n], b).
Status subproof(const SubtreeSource& source, std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool whole,
                std::vector<Hash>& out) {
  if (from == end) {
    if (whole) return {};
    auto hash = range_hash(source, begin, end);
    if (!hash) return refuse(hash.error());
    out.push_back(*hash);
    return {};
  }
  const std::uint64_t middle = begin + split_point(end - begin);
  const bool in_left = from <= middle;
  auto below = in_left ? subproof(source, from, begin, middle, whole, out)
                       : subproof(source, from, middle, end, false, out);
  if (!below) return below;
  auto sibling = in_left ? range_hash(source, middle, end) : range_hash(source, begin, middle);
  if (!sibling) return refuse(sibling.error());
  out.push_back(*sibling);
  return {};
}

}  // namespace

std::optional<Hash> to_hash(std::string_view bytes) {
  if (bytes.size() != kHashSize) return std::nullopt;
  Hash out;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  if (text.size() != 44) return std::nullopt;
  const auto bytes = from_base64(text);
  return bytes ? to_hash(*bytes) : std::nullopt;
}

std::string base64(const Hash& hash) { return to_base64(view(hash)); }

Hash leaf_hash(std::string_view entry) {
  Hash out;
  crypto::sha256_into({std::string_view("\0", 1), entry}, out);
  return out;
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * kHashSize> block;
  block[0] = 1;
  std::copy(left.begin(), left.end(), block.begin() + 1);
  std::copy(right.begin(), right.end(), block.begin() + 1 + kHashSize);
  Hash out;
  crypto::sha256_into({std::string_view(block.data(), block.size())}, out);
  return out;
}

Hash empty_root() {
  static const Hash root = [] {
    Hash out;
    crypto::sha256_into({}, out);
    return out;
  }();
  return root;
}

Result<Hash> tree_root(const SubtreeSource& source, std::uint64_t size) {
  if (size == 0) return empty_root();
  return range_hash(source, 0, size);
}

Result<std::vector<Hash>> prove_inclusion(const SubtreeSource& source, std::uint64_t index, std::uint64_t size) {
  if (index >= size) return invalid("日志在此大小时还没有这一条。请换用更新的检查点。");
  std::vector<Hash> out;
  if (auto done = path(source, index, 0, size, out); !done) return refuse(done.error());
  return out;
}

Result<std::vector<Hash>> prove_consistency(const SubtreeSource& source, std::uint64_t from, std::uint64_t to) {
  if (from > to) return invalid("一致性证明的起点大于终点。请把较小的大小写在前面。");
  std::vector<Hash> out;
  if (from == 0 || from == to) return out;
  if (auto done = subproof(source, from, 0, to, true, out); !done) return refuse(done.error());
  return out;
}

std::optional<Hash> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                        std::span<const Hash> proof) {
  if (index >= size) return std::nullopt;
  // RFC 9162, 2.1.3.2.
  std::uint64_t node = index, last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return std::nullopt;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1, last >>= 1;
  }
  if (last != 0) return std::nullopt;
  return hash;
}

bool verify_inclusion(std::uint64_t index, const TreeHead& head, const Hash& leaf, std::span<const Hash> proof) {
  return root_from_inclusion(index, head.size, leaf, proof) == head.root;
}

bool verify_consistency(const TreeHead& from, const TreeHead& to, std::span<const Hash> proof) {
  if (from.size > to.size) return false;
  if (from.size == to.size) return proof.empty() && from.root == to.root;
  if (from.size == 0) return proof.empty() && from.root == empty_root();
  // RFC 9162, 2.1.4.2: a power of two stands for itself in front of the proof.
  std::vector<Hash> nodes;
  if (std::has_single_bit(from.size)) nodes.push_back(from.root);
  nodes.insert(nodes.end(), proof.begin(), proof.end());
  if (proof.empty()) return false;
  std::uint64_t node = from.size - 1, last = to.size - 1;
  while ((node & 1) != 0) node >>= 1, last >>= 1;
  Hash first = nodes.front(), second = nodes.front();
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      first = node_hash(nodes[i], first);
      second = node_hash(nodes[i], second);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      second = node_hash(second, nodes[i]);
    }
    node >>= 1, last >>= 1;
  }
  return last == 0 && first == from.root && second == to.root;
}

}  // namespace mingjing::tlog
