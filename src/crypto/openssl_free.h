// Internal to crypto: owns what OpenSSL allocates and frees it by its own function, as
// `std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>`. SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingjing::crypto {

template <auto Free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

}  // namespace mingjing::crypto
