// Time stamps by an authority 「时间戳」, RFC 3161, through OpenSSL: a third party states that these bytes were there at a time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::crypto {

inline constexpr std::size_t kMaxTimestampBytes = 1 << 16;

// The DER request for SHA-256 of `data`, with a nonce, asking for the certificates.
std::string timestamp_request(std::string_view data);

// When the DER reply says that `data` was there. Refused (digest_mismatch), in words: not granted, of other bytes, not
// signed by a certificate for time stamping that leads to one of the authorities in the PEM file. Certificates are judged
// as of the time stated, so that a stamp outlives them; revocation is not asked. `request`: whose nonce the reply must bear;
// empty for one that was kept. invalid: the file holds no certificate.
Result<Instant> check_timestamp(std::string_view reply, std::string_view data, const std::string& authorities,
                                std::string_view request = {});
// The same but for the signature, which proves nothing yet: for who has no authorities at hand.
Result<Instant> read_timestamp(std::string_view reply, std::string_view data);

// Whether the PEM file holds a certificate at all.
bool holds_certificates(const std::string& authorities);

}  // namespace mingjing::crypto
