// How a part lies in its row: `data` in canonical JSON, secrets encrypted in `sealed`, and a digest over the data and
// the commitments of the secrets. So `verify` needs no data key, key rotation changes no digest, and a lawful erasure
// of a box keeps its commitment (DESIGN 4).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/seal.h"
#include "crypto/secret.h"
#include "domain/part.h"

namespace mingjing::store {

struct StoredPart {
  std::map<std::string, std::string> secrets;  // plain
  std::string data;    // canonical JSON
  std::string sealed;  // {"name":{"box":…,"commit":…,"key":…,"salt":…}}, or {}
  std::string digest;  // 32 bytes
};

// The digest of a row as stored; empty when `sealed` is no JSON of ours.
std::optional<std::string> part_digest(std::string_view data, std::string_view sealed);

// One entry of the list behind a state digest.
struct PartDigest {
  std::string name, key, digest;
};
// SHA-256 of the canonical list [[part, key, hex digest], …], sorted by part and key.
std::string state_digest(std::vector<PartDigest> digests);
// The same from rows that come sorted: `add` each, then `finish`.
class StateDigest {
 public:
  void add(std::string_view name, std::string_view key, std::string_view digest);
  std::string finish();

 private:
  std::string list_ = "[";
};

// Encrypts and decrypts secrets with the data key; keyed digests for equality search with the index key.
class Sealer {
 public:
  Sealer(crypto::SealKeys data_keys, crypto::Secret index_key)
      : keys_(std::move(data_keys)), index_key_(std::move(index_key)) {}
  // Boxes of secrets that did not change are kept from `previous`.
  StoredPart encode(const domain::Part& part, const StoredPart* previous, std::string_view aggregate_id) const;
  // Throws Unavailable when a box cannot be opened: the data key is not the one the row was written with.
  domain::Part decode(std::string name, std::string key, std::string_view data, std::string_view sealed,
                      std::string_view aggregate_id) const;
  // `sealed` with every box of an older key sealed anew; nothing when there is none. Throws as `decode`.
  std::optional<std::string> reseal(std::string_view name, std::string_view key, const std::string& sealed,
                                    std::string_view aggregate_id) const;
  bool is_old(std::string_view box) const { return crypto::needs_reseal(keys_, box); }
  // Text outside of any part. `place` says where the box lies: moved elsewhere it does not open (Unavailable).
  std::string seal(std::string_view text, std::string_view place) const;
  std::string open(std::string_view box, std::string_view place) const;
  std::string equality_mac(std::string_view field, std::string_view normalised) const;  // hex

 private:
  crypto::SealKeys keys_;
  crypto::Secret index_key_;
};

}  // namespace mingjing::store
