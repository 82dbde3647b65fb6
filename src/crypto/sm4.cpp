// SPDX-License-Identifier: Apache-2.0
#include "crypto/sm4.h"

#include <openssl/evp.h>

#include <memory>

#include "base/check.h"

namespace mingjing::crypto {

std::string sm4_ctr(std::string_view key, std::string_view counter, std::string_view text) {
  MJ_CHECK(key.size() == 16 && counter.size() == 16 && text.size() <= 1u << 30);
  const auto from = [](std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); };
  const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  MJ_CHECK(context && EVP_EncryptInit_ex(context.get(), EVP_sm4_ctr(), nullptr, from(key), from(counter)) == 1);
  std::string out(text.size(), '\0');
  int size = 0;
  MJ_CHECK(text.empty() || EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, from(text),
                                             static_cast<int>(text.size())) == 1);
  return out;
}

}  // namespace mingjing::crypto
