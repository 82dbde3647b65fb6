// The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162), over SHA-256.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::tlog {

using Hash = std::array<std::uint8_t, 32>;
inline constexpr std::size_t kHashSize = 32;
inline constexpr std::size_t kMaxProofHashes = 64;  // a tree has at most 2^63 leaves

inline std::string_view view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }
std::optional<Hash> to_hash(std::string_view bytes);      // 32 bytes
std::optional<Hash> hash_from_base64(std::string_view text);
std::string base64(const Hash& hash);

Hash leaf_hash(std::string_view entry);                   // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);      // SHA-256(0x01 ‖ left ‖ right)
Hash empty_root();                                        // SHA-256 of nothing

// The size and root of a tree.
struct TreeHead {
  std::uint64_t size = 0;
  Hash root = empty_root();
  bool operator==(const TreeHead&) const = default;
};

// Where proofs find the hashes of complete subtrees: leaves [index · 2^height, (index + 1) · 2^height). Tiles on disk,
// or leaves in memory in a test.
class SubtreeSource {
 public:
  virtual ~SubtreeSource() = default;
  virtual Result<Hash> subtree(unsigned height, std::uint64_t index) const = 0;
};

Result<Hash> tree_root(const SubtreeSource& source, std::uint64_t size);
// From the leaf's sibling up to the root's child. invalid: index >= size.
Result<std::vector<Hash>> prove_inclusion(const SubtreeSource& source, std::uint64_t index, std::uint64_t size);
// RFC 6962, 2.1.2. Empty when from is 0 or equals to. invalid: from > to.
Result<std::vector<Hash>> prove_consistency(const SubtreeSource& source, std::uint64_t from, std::uint64_t to);

// The root that the path leads to; nothing when the path has not the length such a proof has.
std::optional<Hash> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                        std::span<const Hash> path);
bool verify_inclusion(std::uint64_t index, const TreeHead& head, const Hash& leaf, std::span<const Hash> path);
bool verify_consistency(const TreeHead& from, const TreeHead& to, std::span<const Hash> proof);

}  // namespace mingjing::tlog
