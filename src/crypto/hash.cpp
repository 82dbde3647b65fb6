// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/bytes.h"
#include "base/check.h"

namespace mingjing::crypto {
namespace {

// Fetched once: an implicit fetch at each call costs 40 % of a Merkle node (STACK).
const EVP_MD* method(HashKind kind) {
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  static EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
  static EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  const EVP_MD* found = kind == HashKind::sha256 ? sha256 : kind == HashKind::sm3 ? sm3 : sha1;
  MJ_CHECK(found != nullptr);
  return found;
}

struct ThreadContext {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ThreadContext() { MJ_CHECK(context != nullptr); }
  ~ThreadContext() { EVP_MD_CTX_free(context); }
  ThreadContext(const ThreadContext&) = delete;
  ThreadContext& operator=(const ThreadContext&) = delete;
};

}  // namespace

HashKind hash_of(Profile profile) { return profile == Profile::sm ? HashKind::sm3 : HashKind::sha256; }

std::string_view to_string(HashKind kind) {
  switch (kind) {
    case HashKind::sha256: return "sha256";
    case HashKind::sm3: return "sm3";
    case HashKind::sha1: return "sha1";
  }
  return {};
}

void Hasher::Free::operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher(HashKind kind) : kind_(kind), context_(EVP_MD_CTX_new()) {
  MJ_CHECK(context_ != nullptr);
  restart();
}

void Hasher::restart() { MJ_CHECK(EVP_DigestInit_ex2(context_.get(), method(kind_), nullptr) == 1); }

Hasher& Hasher::update(std::string_view bytes) {
  MJ_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  return *this;
}

std::string Hasher::finish() {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  MJ_CHECK(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), &size) == 1);
  out.resize(size);
  restart();
  return out;
}

FileHash::FileHash(Profile profile) {
  if (profile == Profile::sm) sm3_.emplace(HashKind::sm3);
}

FileHash& FileHash::update(std::string_view bytes) {
  sha256_.update(bytes);
  if (sm3_) sm3_->update(bytes);
  return *this;
}

FileDigests FileHash::finish() { return {digest_text(sha256_.finish()), sm3_ ? to_hex(sm3_->finish()) : std::string()}; }

FileDigests file_digests(Profile profile, std::string_view bytes) { return FileHash(profile).update(bytes).finish(); }

void sha256_into(std::initializer_list<std::string_view> parts, std::array<std::uint8_t, 32>& out) {
  thread_local ThreadContext thread;
  MJ_CHECK(EVP_DigestInit_ex2(thread.context, method(HashKind::sha256), nullptr) == 1);
  for (std::string_view part : parts) MJ_CHECK(EVP_DigestUpdate(thread.context, part.data(), part.size()) == 1);
  unsigned int size = 0;
  MJ_CHECK(EVP_DigestFinal_ex(thread.context, out.data(), &size) == 1 && size == out.size());
}

std::string sha256(std::string_view bytes) {
  std::array<std::uint8_t, 32> out;
  sha256_into({bytes}, out);
  return std::string(reinterpret_cast<const char*>(out.data()), out.size());
}

std::string digest(HashKind kind, std::string_view bytes) { return Hasher(kind).update(bytes).finish(); }

std::string digest_text(std::string_view sha256_bytes) {
  MJ_CHECK(sha256_bytes.size() == 32);
  return "sha256:" + to_hex(sha256_bytes);
}

std::optional<std::string> parse_digest_text(std::string_view text) {
  constexpr std::string_view prefix = "sha256:";
  if (text.substr(0, prefix.size()) != prefix || text.size() != prefix.size() + 64) return std::nullopt;
  auto bytes = from_hex(text.substr(prefix.size()));
  if (!bytes || digest_text(*bytes) != text) return std::nullopt;
  return bytes;
}

std::string hmac(HashKind kind, std::string_view key, std::string_view message) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  MJ_CHECK(key.size() <= 1 << 20);
  MJ_CHECK(HMAC(method(kind), key.data(), static_cast<int>(key.size()),
                reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                reinterpret_cast<unsigned char*>(out.data()), &size) != nullptr);
  out.resize(size);
  return out;
}

std::string commitment(std::string_view salt, std::string_view value) {
  std::array<std::uint8_t, 32> out;
  sha256_into({salt, value}, out);
  return std::string(reinterpret_cast<const char*>(out.data()), out.size());
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mingjing::crypto
