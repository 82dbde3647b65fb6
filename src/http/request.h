// One request as handlers see it: no socket, no parser. Views point into buffers of the request itself and live as long
// as it does; a request is therefore neither copied nor moved.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mingjing::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };
std::string_view to_string(Method method);  // GET …; `other` is "OTHER"
Method method_from(std::string_view text);  // case sensitive, as the protocol is

// ASCII only, as header names are.
bool equal_ignoring_case(std::string_view a, std::string_view b);

struct HeaderView {
  std::string_view name;
  std::string_view value;
};
using Pairs = std::vector<std::pair<std::string, std::string>>;

class Request {
 public:
  Request() = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  Method method = Method::get;
  std::string_view method_text;  // as sent
  std::string_view target;       // as sent; never logged, since a query may hold a name
  std::string path;              // decoded, valid UTF-8, no dot segments, no control characters
  std::string_view query_text;   // as sent, without `?`
  Pairs query;                   // decoded, in order, at most kMaxQueryParams
  Pairs params;                  // what the route's pattern bound: {id} …
  std::string body;              // whole; empty for routes that stream
  std::string client;            // address of the client, from X-Forwarded-For only behind a trusted proxy
  bool is_tls = false;           // the client's side is encrypted (here, or at a trusted proxy)
  bool keep_alive = true;

  // First value, or empty. `has_header` tells absent from empty.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  const std::vector<HeaderView>& headers() const { return headers_; }
  // The cookie's value as sent; none when absent or sent twice (a sign of cookie tossing).
  std::optional<std::string_view> cookie(std::string_view name) const;
  std::string_view param(std::string_view name) const;                             // empty when the route has none
  std::optional<std::string_view> query_value(std::string_view name) const;        // none when absent
  std::string_view query_or(std::string_view name, std::string_view other) const;  // `other` when absent
  std::string_view host() const { return header("Host"); }

  // Whatever the hook before handlers found out: the session of the user, usually. Handlers cast it back.
  std::shared_ptr<void> session;

  // For the edge only.
  void clear();
  std::string head;  // bytes of request line and headers
  std::vector<HeaderView> headers_;
};

inline constexpr std::size_t kMaxQueryParams = 64;
inline constexpr std::size_t kMaxQueryBytes = 8 << 10;
inline constexpr std::size_t kMaxPathBytes = 2 << 10;

// Splits and decodes an origin-form or absolute-form target into path and query. Refuses (bad_request) what would let
// two programs read one address differently: broken or encoded NUL, `/`, `\`, control characters, `.` and `..`
// segments, text that is not UTF-8, a fragment. `authority` is the host of an absolute form, empty otherwise.
struct Target {
  std::string path;
  std::string_view query_text;
  Pairs query;
  std::string_view authority;
};
Result<Target> parse_target(std::string_view target);

// `a=1&b=%E4%BD%A0+x` into pairs. Refuses more than kMaxQueryParams, control characters, bytes that are not UTF-8.
Result<Pairs> parse_form(std::string_view text);

// Host of a request: name, IPv4 or [IPv6], optional port.
bool is_valid_host(std::string_view host);

}  // namespace mingjing::http
