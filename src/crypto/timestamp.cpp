// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp.h"

#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/openssl_free.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {

using Request = std::unique_ptr<TS_REQ, OpensslFree<TS_REQ_free>>;
using Reply = std::unique_ptr<TS_RESP, OpensslFree<TS_RESP_free>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, OpensslFree<TS_VERIFY_CTX_free>>;
using Integer = std::unique_ptr<ASN1_INTEGER, OpensslFree<ASN1_INTEGER_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, OpensslFree<TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, OpensslFree<X509_ALGOR_free>>;
using Store = std::unique_ptr<X509_STORE, OpensslFree<X509_STORE_free>>;

constexpr int kNonceBytes = 16;

tl::unexpected<Error> not_stamped(std::string_view why) {
  return refuse(ErrorCode::digest_mismatch, "时间戳不成立：" + std::string(why) + "。");
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// The time stated; nothing when it is none.
std::optional<Instant> time_of(TS_TST_INFO* info) {
  std::tm parts{};
  if (info == nullptr || ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) return std::nullopt;
  return Instant(static_cast<std::int64_t>(::timegm(&parts)) * 1000);
}

}  // namespace

std::string timestamp_request(std::string_view data) {
  const std::string digest = sha256(data);
  const std::string nonce = random_bytes(kNonceBytes);
  const Request request(TS_REQ_new());
  const Imprint imprint(TS_MSG_IMPRINT_new());
  const Algorithm algorithm(X509_ALGOR_new());
  const Integer number(ASN1_INTEGER_new());
  BIGNUM* value = BN_bin2bn(bytes(nonce), kNonceBytes, nullptr);
  MJ_CHECK(request && imprint && algorithm && number && value != nullptr);
  const bool made = X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
                    TS_MSG_IMPRINT_set_msg(imprint.get(), const_cast<unsigned char*>(bytes(digest)), static_cast<int>(digest.size())) == 1 &&
                    TS_REQ_set_version(request.get(), 1) == 1 && TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
                    BN_to_ASN1_INTEGER(value, number.get()) != nullptr && TS_REQ_set_nonce(request.get(), number.get()) == 1 &&
                    TS_REQ_set_cert_req(request.get(), 1) == 1;
  BN_free(value);
  unsigned char* der = nullptr;
  const int length = made ? i2d_TS_REQ(request.get(), &der) : 0;
  MJ_CHECK(length > 0);
  std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

namespace {

// Reply and time, once the reply is of its form, granted, and of these bytes.
struct Stated {
  Reply reply;
  Instant at;
};
Result<Stated> stated(std::string_view reply, std::string_view data) {
  if (reply.size() > kMaxTimestampBytes) return not_stamped("答复太大");
  const unsigned char* at = bytes(reply);
  Reply answer(d2i_TS_RESP(nullptr, &at, static_cast<long>(reply.size())));
  ERR_clear_error();
  if (!answer || at != bytes(reply) + reply.size()) return not_stamped("答复读不懂");
  TS_STATUS_INFO* const status = TS_RESP_get_status_info(answer.get());
  if (ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status)) > TS_STATUS_GRANTED_WITH_MODS) return not_stamped("对方没有签发");
  TS_TST_INFO* const info = TS_RESP_get_tst_info(answer.get());
  const auto time = time_of(info);
  if (!time) return not_stamped("答复里没有时间");
  const auto* const imprint = TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(info));
  const auto* const algorithm = TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info));
  const std::string_view claimed(reinterpret_cast<const char*>(ASN1_STRING_get0_data(imprint)),
                                 static_cast<std::size_t>(ASN1_STRING_length(imprint)));
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
  if (OBJ_obj2nid(name) != NID_sha256 || claimed != sha256(data)) return not_stamped("签的不是这些内容");
  return Stated{std::move(answer), *time};
}

Store trusted(const std::string& authorities) {
  Store store(X509_STORE_new());
  MJ_CHECK(store);
  if (X509_STORE_load_locations(store.get(), authorities.c_str(), nullptr) != 1) store.reset();
  ERR_clear_error();
  return store;
}

}  // namespace

bool holds_certificates(const std::string& authorities) { return trusted(authorities) != nullptr; }

Result<Instant> read_timestamp(std::string_view reply, std::string_view data) {
  auto answer = stated(reply, data);
  if (!answer) return refuse(answer.error());
  return answer->at;
}

Result<Instant> check_timestamp(std::string_view reply, std::string_view data, const std::string& authorities,
                                std::string_view request) {
  auto answer = stated(reply, data);
  if (!answer) return refuse(answer.error());
  if (!request.empty()) {
    const unsigned char* from = bytes(request);
    const Request asked(d2i_TS_REQ(nullptr, &from, static_cast<long>(request.size())));
    MJ_CHECK(asked);
    const ASN1_INTEGER* nonce = TS_REQ_get_nonce(asked.get());
    const ASN1_INTEGER* answered = TS_TST_INFO_get_nonce(TS_RESP_get_tst_info(answer->reply.get()));
    if (answered == nullptr || nonce == nullptr || ASN1_INTEGER_cmp(nonce, answered) != 0) return not_stamped("答的不是这次的请求");
  }
  Store store = trusted(authorities);
  if (!store) return invalid("读不到时间戳机构的根证书：" + authorities + "。", "timestamp_ca");
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), static_cast<std::time_t>(answer->at.unix_ms() / 1000));
  const Context context(TS_VERIFY_CTX_new());
  MJ_CHECK(context);
  TS_VERIFY_CTX_set_store(context.get(), store.release());  // owned by the context from here on
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNATURE);
  const bool holds = TS_RESP_verify_response(context.get(), answer->reply.get()) == 1;
  ERR_clear_error();
  if (!holds) return not_stamped("签名不是所信任的时间戳机构的");
  return answer->at;
}

}  // namespace mingjing::crypto
