// SPDX-License-Identifier: Apache-2.0
#include "crypto/password.h"

#include <sodium.h>

#include "base/check.h"
#include "base/result.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19u << 20;
}  // namespace

std::string hash_password(std::string_view password) {
  start();
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Unavailable("argon2id: out of memory");
  }
  out.resize(out.find('\0'));
  return out;
}

bool verify_password(std::string_view stored, std::string_view password) {
  start();
  if (stored.size() >= crypto_pwhash_STRBYTES) return false;
  const std::string text(stored);  // terminated
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view stored) {
  start();
  if (stored.size() >= crypto_pwhash_STRBYTES) return true;
  return crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), kPasses, kMemory) != 0;
}

void waste_password_time(std::string_view password) {
  static const std::string nobody = hash_password(random_bytes(16));
  (void)verify_password(nobody, password);
}

Secret key_from_words(std::string_view words, std::string_view salt, unsigned long long passes, std::size_t memory_bytes) {
  static_assert(kKeySaltSize == crypto_pwhash_SALTBYTES);
  MJ_CHECK(salt.size() == kKeySaltSize);
  start();
  std::string key(32, '\0');
  if (crypto_pwhash(reinterpret_cast<unsigned char*>(key.data()), key.size(), words.data(), words.size(),
                    reinterpret_cast<const unsigned char*>(salt.data()), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Unavailable("argon2id: out of memory");
  }
  Secret out(key);
  wipe(key);
  return out;
}

}  // namespace mingjing::crypto
