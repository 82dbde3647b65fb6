// Asks another server for one small document: a checkpoint, a tile; sends one to a witness or an authority. The only place that opens
// connections outwards.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"

namespace mingjing::http {

struct FetchLimits {
  std::size_t bytes = 1 << 16;                      // a longer body is refused while it arrives
  std::chrono::milliseconds connect{3'000};
  std::chrono::milliseconds total{5'000};           // from the first look-up of the name to the last byte
};

struct Fetched {
  int status = 0;
  std::string body;
};

// `https://` or `http://` only; certificates are checked against the system's authorities; redirects are not followed,
// proxies of the environment are not used. Blocks for at most `total`. Refusals: bad_request (not such an address),
// unavailable (no answer, in words), too_large. Any status is an answer.
Result<Fetched> fetch(const std::string& url, const FetchLimits& limits = {});
// The same with POST and a body of a few kilobytes; `type` is its Content-Type.
Result<Fetched> post(const std::string& url, const std::string& body, const std::string& type = "text/plain; charset=utf-8",
                     const FetchLimits& limits = {});

}  // namespace mingjing::http
