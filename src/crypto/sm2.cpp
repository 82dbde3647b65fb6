// SPDX-License-Identifier: Apache-2.0
#include "crypto/sm2.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

#include "base/check.h"
#include "crypto/openssl_free.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {

using Number = std::unique_ptr<BIGNUM, OpensslFree<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, OpensslFree<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, OpensslFree<EC_POINT_free>>;
using Pkey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslFree<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, OpensslFree<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, OpensslFree<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, OpensslFree<ECDSA_SIG_free>>;

constexpr std::string_view kUserId = "1234567812345678";

const unsigned char* of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* of(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

const EC_GROUP* curve() {
  static const Group group(EC_GROUP_new_by_curve_name(NID_sm2));
  MJ_CHECK(group);
  return group.get();
}

// Nothing when the point is not on the curve. `number` null: for checking only.
Pkey pkey_of(std::string_view point, const BIGNUM* number) {
  const Builder builder(OSSL_PARAM_BLD_new());
  MJ_CHECK(builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) == 1 &&
           OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1 &&
           (number == nullptr || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number) == 1));
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  MJ_CHECK(params && context && EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* made = nullptr;
  const int selection = number == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata(context.get(), &made, selection, params.get()) != 1) made = nullptr;
  ERR_clear_error();
  return Pkey(made);
}

// Both contexts of a digest that begins with the user id.
struct Digesting {
  explicit Digesting(EVP_PKEY* key) : key_context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)), context(EVP_MD_CTX_new()) {
    MJ_CHECK(key_context && context && EVP_PKEY_CTX_set1_id(key_context.get(), kUserId.data(), static_cast<int>(kUserId.size())) == 1);
    EVP_MD_CTX_set_pkey_ctx(context.get(), key_context.get());
  }
  PkeyContext key_context;  // outlives the other
  DigestContext context;
};

}  // namespace

Sm2Key Sm2Key::generate() {
  for (;;) {
    if (auto key = from_secret(Secret::random(kSm2KeySize).view())) return std::move(*key);
  }
}

std::optional<Sm2Key> Sm2Key::from_secret(std::string_view number) {
  if (number.size() != kSm2KeySize) return std::nullopt;
  start();
  const Number value(BN_bin2bn(of(number), static_cast<int>(number.size()), nullptr));
  const Number most(BN_dup(EC_GROUP_get0_order(curve())));
  MJ_CHECK(value && most && BN_sub_word(most.get(), 2) == 1);
  if (BN_is_zero(value.get()) || BN_cmp(value.get(), most.get()) > 0) return std::nullopt;
  const Point point(EC_POINT_new(curve()));
  MJ_CHECK(point && EC_POINT_mul(curve(), point.get(), value.get(), nullptr, nullptr, nullptr) == 1);
  Sm2Key out;
  out.number_ = Secret(number);
  out.point_.resize(kSm2PointSize);
  MJ_CHECK(EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED, of(out.point_), out.point_.size(), nullptr) ==
           kSm2PointSize);
  return out;
}

std::string Sm2Key::sign(std::string_view message) const {
  const Number value(BN_bin2bn(of(number_.view()), static_cast<int>(kSm2KeySize), nullptr));
  const Pkey key = pkey_of(point_, value.get());
  MJ_CHECK(value && key);
  const Digesting digesting(key.get());
  std::string der(128, '\0');
  std::size_t size = der.size();
  MJ_CHECK(EVP_DigestSignInit(digesting.context.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
           EVP_DigestSign(digesting.context.get(), of(der), &size, of(message), message.size()) == 1);
  const unsigned char* at = of(std::string_view(der));
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  MJ_CHECK(signature);
  std::string out(kSm2SignatureSize, '\0');
  MJ_CHECK(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), of(out), 32) == 32 &&
           BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), of(out) + 32, 32) == 32);
  return out;
}

bool verify_sm2(std::string_view public_point, std::string_view message, std::string_view signature) {
  if (public_point.size() != kSm2PointSize || public_point[0] != 0x04 || signature.size() != kSm2SignatureSize) return false;
  const Pkey key = pkey_of(public_point, nullptr);
  if (!key) return false;
  const Signature parts(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(of(signature), 32, nullptr);
  BIGNUM* s = BN_bin2bn(of(signature) + 32, 32, nullptr);
  MJ_CHECK(parts && r != nullptr && s != nullptr && ECDSA_SIG_set0(parts.get(), r, s) == 1);
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &der);
  MJ_CHECK(size > 0);
  const Digesting digesting(key.get());
  MJ_CHECK(EVP_DigestVerifyInit(digesting.context.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1);
  const bool holds = EVP_DigestVerify(digesting.context.get(), der, static_cast<std::size_t>(size), of(message), message.size()) == 1;
  OPENSSL_free(der);
  ERR_clear_error();
  return holds;
}

}  // namespace mingjing::crypto
