// SPDX-License-Identifier: Apache-2.0
#include "crypto/sign.h"

#include <sodium.h>

#include "base/check.h"
#include "crypto/random.h"

namespace mingjing::crypto {

SigningKey SigningKey::generate() { return *from_seed(Secret::random(kSeedSize).view()); }

std::optional<SigningKey> SigningKey::from_seed(std::string_view seed) {
  if (seed.size() != kSeedSize) return std::nullopt;
  start();
  SigningKey key;
  key.seed_ = Secret(seed);
  key.public_key_.resize(kPublicKeySize);
  std::string expanded(crypto_sign_SECRETKEYBYTES, '\0');
  MJ_CHECK(crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(key.public_key_.data()),
                                    reinterpret_cast<unsigned char*>(expanded.data()), key.seed_.data()) == 0);
  key.expanded_ = Secret(expanded);
  wipe(expanded);
  return key;
}

SigningKey SigningKey::clone() const { return *from_seed(seed_.view()); }

std::string SigningKey::sign(std::string_view message) const {
  std::string out(kSignatureSize, '\0');
  MJ_CHECK(crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                                reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                                expanded_.data()) == 0);
  return out;
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != kPublicKeySize || signature.size() != kSignatureSize) return false;
  start();
  return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()),
                                     reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                                     reinterpret_cast<const unsigned char*>(public_key.data())) == 0;
}

}  // namespace mingjing::crypto
