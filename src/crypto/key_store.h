// The keys of a deployment on disk (CONTRACTS 5): a folder only its owner may enter (0700) with files only its owner
// may read (0600); anything wider, a symbolic link, or another owner is refused with a sentence.
//
//   log.ed25519   signs checkpoints; a server without it does all but sequence
//   log.sm2       signs them too, in the SM profile 「国密」
//   data          seals encrypted columns; first line current, further lines older keys that still open
//   index         HMAC key for equality search over encrypted columns
//
// The folder of a witness 「见证方」 holds one key alone, `witness.ed25519`, which signs cosignatures.
//
// Each file is a heading line and base64 lines. Nothing here prints a secret; what is read is wiped.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "crypto/secret.h"
#include "crypto/sign.h"
#include "crypto/sm2.h"

namespace mingjing::crypto {

enum class LogKeyKind : std::uint8_t { ed25519, sm2 };  // what signs the first line below a checkpoint, and the second

class KeyStore {
 public:
  explicit KeyStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }

  // Makes the folder where absent, and all three keys. conflict: a key is already there (nothing is replaced).
  Status create() const;

  // Nothing when the file is absent. forbidden: folder or file open to others; invalid: not a key file.
  Result<std::optional<SigningKey>> load_log() const;
  // The key that signs, then the replaced one while it signs beside it; empty when the file is absent.
  Result<std::vector<SigningKey>> load_log_keys() const;
  Result<std::optional<SealKeys>> load_data() const;
  Result<std::optional<Secret>> load_index() const;

  // The second key of the log in the SM profile 「国密」; conflict: it is already there.
  Status create_log_sm2() const;
  Result<std::vector<Sm2Key>> load_log_sm2() const;  // as load_log_keys

  // Makes the folder where absent, and the key of a witness. conflict: it is already there.
  Status create_witness() const;
  Result<std::optional<SigningKey>> load_witness() const;  // as load_log

  // A key of the log is changed in two steps, so that one that stands in the log is never lost: the next one lies in a file of
  // its own until the log names it. Both give its public key.
  Result<std::string> next_log(LogKeyKind kind = LogKeyKind::ed25519) const;  // made when there is none
  Result<std::optional<std::string>> find_next_log(LogKeyKind kind = LogKeyKind::ed25519) const;
  // It signs from now on, the one before beside it; again is no matter. not_found
  Status adopt_next_log(LogKeyKind kind = LogKeyKind::ed25519) const;
  Status end_log_overlap(LogKeyKind kind = LogKeyKind::ed25519) const;  // the one before is erased. not_found: there is none

  // Puts a fresh data key in front; what older ones sealed is sealed anew later. not_found without data keys.
  Status rotate_data() const;
  Status drop_old_data() const;  // erases all but the first: the caller knows that nothing needs them. not_found: there is one

  // All keys into one new file under a passphrase of at least 12 characters (argon2id, 3 passes over 256 MiB, then
  // XChaCha20-Poly1305). conflict: the file exists.
  Status export_to(const std::filesystem::path& file, std::string_view passphrase) const;
  // Back again into a folder without keys. digest_mismatch: wrong passphrase or altered file.
  Status import_from(const std::filesystem::path& file, std::string_view passphrase) const;

 private:
  Status check_folder() const;
  Status make(std::span<const std::string_view> names) const;
  Status write_keys(std::string_view name, std::span<const Secret* const> keys) const;
  Result<std::optional<std::vector<Secret>>> load(std::string_view name) const;
  Result<std::optional<SigningKey>> load_signing(std::string_view name) const;
  Result<std::vector<Sm2Key>> load_sm2(std::string_view name) const;
  tl::unexpected<Error> damaged(std::string_view name) const;
  std::filesystem::path folder_;
};

}  // namespace mingjing::crypto
