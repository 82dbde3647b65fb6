// Hashes. SHA-256 is the log's and the files' digest in both profiles; SM3 is beside the files' where the SM profile asks.
// Digests are raw bytes in std::string; `digest_text` is the written form `sha256:<hex>` of CONTRACTS 3.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

typedef struct evp_md_ctx_st EVP_MD_CTX;

namespace mingjing::crypto {

// Which family of algorithms a deployment uses 「密码套件」.
enum class Profile {
  standard,  // SHA-256, Ed25519, XChaCha20-Poly1305
  sm,        // 国密: SM3, SM2, SM4
};

enum class HashKind { sha256, sm3, sha1 };  // sha1 only inside HMAC, for TOTP
HashKind hash_of(Profile profile);
std::string_view to_string(HashKind kind);

// A digest in the making, for streams. One thread at a time.
class Hasher {
 public:
  explicit Hasher(HashKind kind);
  Hasher& update(std::string_view bytes);
  std::string finish();  // starts afresh for the next message

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const;
  };
  void restart();
  HashKind kind_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

class Sha256 final : public Hasher {
 public:
  Sha256() : Hasher(HashKind::sha256) {}
};

// The digests of a stored file 「摘要」: SHA-256 is its name, and in the SM profile SM3 (GB/T 32905) stands beside it. One pass.
struct FileDigests {
  std::string digest;  // sha256:<hex>
  std::string sm3;     // hex; empty in the standard profile
};
class FileHash {
 public:
  explicit FileHash(Profile profile);
  FileHash& update(std::string_view bytes);
  FileDigests finish();  // starts afresh

 private:
  Sha256 sha256_;
  std::optional<Hasher> sm3_;
};
FileDigests file_digests(Profile profile, std::string_view bytes);

std::string sha256(std::string_view bytes);
// Over the concatenation, into `out`; no allocation, for trees.
void sha256_into(std::initializer_list<std::string_view> parts, std::array<std::uint8_t, 32>& out);
std::string digest(HashKind kind, std::string_view bytes);

// `sha256:` + 64 hex digits, and back (strict: lower case).
std::string digest_text(std::string_view sha256_bytes);
std::optional<std::string> parse_digest_text(std::string_view text);

std::string hmac(HashKind kind, std::string_view key, std::string_view message);
inline std::string hmac_sha256(std::string_view key, std::string_view message) {
  return hmac(HashKind::sha256, key, message);
}

// SHA-256(salt ‖ value): what stays of an encrypted field in a row's digest (DESIGN 4). The salt is 32 random bytes.
std::string commitment(std::string_view salt, std::string_view value);

// In time that depends on the length only.
bool equal_secret(std::string_view a, std::string_view b);

}  // namespace mingjing::crypto
