// Certificates for the server's own TLS.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace mingjing::http {

struct SelfSigned {
  std::string certificate_pem;
  std::string key_pem;
  std::string sha256_fingerprint;  // AB:CD:…, to be compared by eye on the phone
};

// ECDSA P-256, valid from yesterday for `days`, for the given names and addresses. For trying things out; real
// deployments bring a certificate.
Result<SelfSigned> make_self_signed(std::span<const std::string> hosts, int days = 90);

}  // namespace mingjing::http
