// Conditional and partial requests (RFC 9110 sections 8.8, 13, 14).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace mingjing::http {

std::string http_date(std::int64_t unix_seconds);  // Sun, 06 Nov 1994 08:49:37 GMT
std::optional<std::int64_t> parse_http_date(std::string_view text);

// `"…"` from any bytes that name a version.
std::string quoted_etag(std::string_view version);
// Weak comparison against a list of tags, `*` included.
bool etag_matches(std::string_view header, std::string_view etag);
// GET or HEAD whose If-None-Match names `etag`: answer 304.
bool is_not_modified(const Request& request, std::string_view etag);
// The page, or 304 with its head when the client has it already.
Response answer_prepared(const Request& request, std::shared_ptr<const PreparedResponse> page);

// The version an If-Match names: `"17"` → 17. Refusals: precondition_required (absent), bad_request (anything else).
Result<std::int64_t> if_match_version(const Request& request);

struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
enum class RangeVerdict { whole, part, unsatisfiable };
// One range only; several, or another unit, mean the whole.
RangeVerdict parse_range(std::string_view header, std::uint64_t size, ByteRange& out);

// 200, 206 or 416 for an open file, 304 when the client has it; If-Range is honoured for strong tags.
Response file_response(const Request& request, std::shared_ptr<const OpenFile> file, std::string_view content_type,
                       std::string_view etag);

}  // namespace mingjing::http
