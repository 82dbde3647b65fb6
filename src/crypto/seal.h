// Boxes for encrypted columns: XChaCha20-Poly1305 with the key's id in front, so that old boxes stay readable while
// new ones take the newest key, and a job can find what is left to seal anew.
//
//   box = 0x01 ‖ key id (8) ‖ nonce (24, random) ‖ ciphertext ‖ tag (16)
//
// In the SM profile 「国密」 SM4 in counter mode with HMAC-SM3 over header, place, counter and ciphertext; its two keys are made
// of the data key:
//
//   box = 0x02 ‖ key id (8) ‖ counter (16, random) ‖ ciphertext ‖ tag (32)
//
// Either kind opens in either profile; sealing anew brings all to the present one.
// The header and the caller's associated data are authenticated too. The caller names in it where the box lives
// (agency, aggregate, part, key, field), so that a box moved to another row does not open.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/hash.h"
#include "crypto/secret.h"

namespace mingjing::crypto {

inline constexpr std::size_t kSealKeySize = 32;
inline constexpr std::size_t kKeyIdSize = 8;
inline constexpr std::size_t kBoxOverhead = 1 + kKeyIdSize + 24 + 16;    // of either kind at least
inline constexpr std::size_t kSmBoxOverhead = 1 + kKeyIdSize + 16 + 32;

// The first eight bytes of SHA-256("mingjing/key-id/v1\n" ‖ key): tells keys apart, tells nothing about them.
std::string seal_key_id(const Secret& key);

// The data keys of a deployment; the first seals, all open. Read by many threads, changed by none after loading.
class SealKeys {
 public:
  explicit SealKeys(Secret current);      // 32 bytes
  void add_old(Secret key);               // opens only
  void use(Profile profile) { profile_ = profile; }  // what seals; standard at first
  Profile profile() const { return profile_; }
  const std::string& current_id() const { return keys_.front().id; }
  std::size_t size() const { return keys_.size(); }
  const Secret* find(std::string_view id) const;  // null when unknown
  const Secret& current() const { return keys_.front().key; }
  const Secret& at(std::size_t i) const { return keys_.at(i).key; }  // 0 is the current one

 private:
  struct Entry {
    std::string id;
    Secret key;
  };
  std::vector<Entry> keys_;
  Profile profile_ = Profile::standard;
};

std::string seal(const SealKeys& keys, std::string_view plaintext, std::string_view associated);

// Refusals: invalid (not a box), unavailable (its key is not here), digest_mismatch (altered, or of another place).
Result<std::string> open(const SealKeys& keys, std::string_view box, std::string_view associated);

// The key id in the box's header; empty when this is no box.
std::optional<std::string> box_key_id(std::string_view box);
// True when the box should be sealed anew: of an older key, or of the other profile.
bool needs_reseal(const SealKeys& keys, std::string_view box);

}  // namespace mingjing::crypto
