// SPDX-License-Identifier: Apache-2.0
#include "crypto/sealed_box.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {

static_assert(kLetterKeySize == crypto_box_PUBLICKEYBYTES);
constexpr unsigned long long kCodePasses = 5;
constexpr std::size_t kCodeMemory = 7u << 20;

struct Pair {
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_box_SECRETKEYBYTES> secret{};
  ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

Pair pair_of(const Secret& data_key) {
  start();
  std::string seed = hmac_sha256(data_key.view(), "mingjing/letter/v1");
  Pair out;
  crypto_box_seed_keypair(out.open.data(), out.secret.data(), reinterpret_cast<const unsigned char*>(seed.data()));
  wipe(seed);
  return out;
}

}  // namespace

std::string letter_public_key(const SealKeys& keys) {
  const Pair pair = pair_of(keys.current());
  return {reinterpret_cast<const char*>(pair.open.data()), pair.open.size()};
}

std::string seal_letter(std::string_view public_key, std::string_view plain) {
  MJ_CHECK(public_key.size() == kLetterKeySize);
  start();
  std::string out(plain.size() + crypto_box_SEALBYTES, '\0');
  MJ_CHECK(crypto_box_seal(reinterpret_cast<unsigned char*>(out.data()),
                           reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                           reinterpret_cast<const unsigned char*>(public_key.data())) == 0);
  return out;
}

Result<std::string> open_letter(const SealKeys& keys, std::string_view letter) {
  if (letter.size() >= crypto_box_SEALBYTES) {
    std::string plain(letter.size() - crypto_box_SEALBYTES, '\0');
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Pair pair = pair_of(keys.at(i));
      if (crypto_box_seal_open(reinterpret_cast<unsigned char*>(plain.data()),
                               reinterpret_cast<const unsigned char*>(letter.data()), letter.size(), pair.open.data(),
                               pair.secret.data()) == 0) {
        return plain;
      }
    }
  }
  return refuse(ErrorCode::digest_mismatch, "这封来件打不开：内容被改动，或者对应的密钥不在这里。");
}

SealKeys key_of_code(std::string_view code, std::string_view salt) {
  return SealKeys(key_from_words(code, salt, kCodePasses, kCodeMemory));
}

}  // namespace mingjing::crypto
