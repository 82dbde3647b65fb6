// SPDX-License-Identifier: Apache-2.0
#include "crypto/md5.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace mingjing::crypto {

std::string md5(std::string_view bytes) {
  std::string out(16, '\0');
  unsigned int size = 0;
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  MJ_CHECK(EVP_Digest(bytes.data(), bytes.size(), to, &size, EVP_md5(), nullptr) == 1 && size == out.size());
  return out;
}

}  // namespace mingjing::crypto
