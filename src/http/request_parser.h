// Bytes of one connection into one request at a time. The grammar is Beast's; before it sees a head, `check_head`
// refuses whatever two programs could read differently (request smuggling), so a proxy in front and this server never
// disagree. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "http/request.h"

namespace mingjing::http {

inline constexpr std::size_t kMaxHeadBytes = 16 << 10;
inline constexpr std::size_t kMaxHeaders = 100;

// A refusal before any handler: status and code for `edge_error`.
struct ParseError {
  int status = 400;
  std::string_view code = "bad_request";
  std::string_view message = "请求无法识别，请检查后重试。";
};

// Rules on the raw head, which ends in CRLF CRLF: no bare CR or LF, no NUL or other control character, no folded line,
// at most kMaxHeaders fields, exactly one valid Host (HTTP/1.1), at most one Content-Length of digits only, not both
// Content-Length and Transfer-Encoding, Transfer-Encoding exactly `chunked` and once.
std::optional<ParseError> check_head(std::string_view head);

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Takes the head already stored in `request.head` and fills the request but for body, params and client.
  std::optional<ParseError> parse_head(Request& request);

  bool done() const;                                    // the message, body included, is complete
  std::optional<std::uint64_t> content_length() const;  // none: chunked, or no body
  bool has_body() const;
  // Body bytes from `bytes` are appended to `out`; returns how many bytes were used up. Zero: more are needed.
  // `limit` is on the whole body (413). Trailers are read and dropped.
  std::size_t parse_body(std::string_view bytes, std::uint64_t limit, std::string& out,
                         std::optional<ParseError>& error);
  std::uint64_t body_bytes() const;  // decoded so far

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::http
