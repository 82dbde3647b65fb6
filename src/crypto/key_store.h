// The keys of a deployment on disk (CONTRACTS 5): a folder only its owner may enter (0700) with files only its owner
// may read (0600); anything wider, a symbolic link, or another owner is refused with a sentence.
//
//   log.ed25519   signs checkpoints; a server without it does all but sequence
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

namespace mingjing::crypto {

class KeyStore {
 public:
  explicit KeyStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }

  // Makes the folder where absent, and all three keys. conflict: a key is already there (nothing is replaced).
  Status create() const;

  // Nothing when the file is absent. forbidden: folder or file open to others; invalid: not a key file.
  Result<std::optional<SigningKey>> load_log() const;
  Result<std::optional<SealKeys>> load_data() const;
  Result<std::optional<Secret>> load_index() const;

  // Makes the folder where absent, and the key of a witness. conflict: it is already there.
  Status create_witness() const;
  Result<std::optional<SigningKey>> load_witness() const;  // as load_log

  // Puts a fresh data key in front; boxes are sealed anew by a job (`needs_reseal`). not_found without data keys.
  Status rotate_data() const;

  // All keys into one new file under a passphrase of at least 12 characters (argon2id, 3 passes over 256 MiB, then
  // XChaCha20-Poly1305). conflict: the file exists.
  Status export_to(const std::filesystem::path& file, std::string_view passphrase) const;
  // Back again into a folder without keys. digest_mismatch: wrong passphrase or altered file.
  Status import_from(const std::filesystem::path& file, std::string_view passphrase) const;

 private:
  Status check_folder() const;
  Status make(std::span<const std::string_view> names) const;
  Result<std::optional<std::vector<Secret>>> load(std::string_view name) const;
  Result<std::optional<SigningKey>> load_signing(std::string_view name) const;
  std::filesystem::path folder_;
};

}  // namespace mingjing::crypto
