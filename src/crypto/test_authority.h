// A time-stamping authority in memory, for tests: a certificate of its own making, answered by OpenSSL's own responder.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace mingjing::crypto {

class TestAuthority {
 public:
  // `told`: what its clock says, in seconds; the certificate holds so many days before and after.
  explicit TestAuthority(std::int64_t told, const char* usage = "critical,timeStamping", std::int64_t days = 30)
      : told_(told), key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate_), told - days * 86400);
    ASN1_TIME_set(X509_getm_notAfter(certificate_), told + days * 86400);
    X509_NAME* name = X509_get_subject_name(certificate_);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("stamps"), -1, -1, 0);
    X509_set_issuer_name(certificate_, name);
    X509_set_pubkey(certificate_, key_);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_ext_key_usage, usage);
    X509_add_ext(certificate_, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate_, key_, EVP_sha256());
    static int made = 0;
    file_ = std::filesystem::temp_directory_path() / ("mj_stamps_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
    BIO* out = BIO_new_file(file_.c_str(), "w");
    PEM_write_bio_X509(out, certificate_);
    BIO_free(out);
  }
  ~TestAuthority() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
    X509_free(certificate_);
    EVP_PKEY_free(key_);
  }
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  std::string file() const { return file_.string(); }  // its certificate
  void tell(std::int64_t told) { told_ = told; }

  std::string answer(const std::string& request) const {
    TS_RESP_CTX* context = TS_RESP_CTX_new();
    ASN1_OBJECT* policy = OBJ_txt2obj("1.2.3.4.1", 1);
    TS_RESP_CTX_set_signer_cert(context, certificate_);
    TS_RESP_CTX_set_signer_key(context, key_);
    TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
    TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
    TS_RESP_CTX_set_def_policy(context, policy);
    TS_RESP_CTX_add_md(context, EVP_sha256());
    TS_RESP_CTX_set_serial_cb(
        context,
        [](TS_RESP_CTX*, void*) {
          ASN1_INTEGER* serial = ASN1_INTEGER_new();
          ASN1_INTEGER_set(serial, 7);
          return serial;
        },
        nullptr);
    TS_RESP_CTX_set_time_cb(
        context,
        [](TS_RESP_CTX*, void* told, long* seconds, long* microseconds) {
          *seconds = static_cast<long>(*static_cast<const std::int64_t*>(told));
          *microseconds = 0;
          return 1;
        },
        const_cast<std::int64_t*>(&told_));
    BIO* in = BIO_new_mem_buf(request.data(), static_cast<int>(request.size()));
    TS_RESP* response = TS_RESP_create_response(context, in);
    unsigned char* der = nullptr;
    const int length = response == nullptr ? 0 : i2d_TS_RESP(response, &der);
    std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    TS_RESP_free(response);
    BIO_free(in);
    ASN1_OBJECT_free(policy);
    TS_RESP_CTX_free(context);
    return out;
  }

 private:
  std::int64_t told_;
  EVP_PKEY* key_;
  X509* certificate_;
  std::filesystem::path file_;
};

}  // namespace mingjing::crypto
