// Every decoder that reads a stranger's bytes before a handler does: head, body, target, query, cookies, forms.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "http/conditional.h"
#include "http/multipart.h"
#include "http/request_parser.h"
#include "http/router.h"

namespace {

using namespace mingjing::http;

const Router& routes() {
  static const Router router = [] {
    Router out;
    const auto handler = [](Request&) { return Response(204); };
    out.add("a", Method::get, "/decisions/{id:uuid}.json", public_page(), handler);
    out.add("b", Method::get, "/decisions/{id}", public_page(), handler);
    out.add("c", Method::get, "/log/tile/{rest*}", public_page(), handler);
    out.add("d", Method::post, "/api/v1/cases/{id}/acts/{act:word}", public_page(), handler);
    return out;
  }();
  return router;
}

// What is promised of an accepted path, whatever the bytes were.
void demand(bool holds) {
  if (!holds) std::abort();
}

void feed(std::string_view input) {
  Request request;
  const std::size_t end = input.find("\r\n\r\n");
  if (end == std::string_view::npos || end + 4 > kMaxHeadBytes) return;
  request.head = input.substr(0, end + 4);
  RequestParser parser;
  if (parser.parse_head(request)) return;
  demand(mingjing::is_utf8(request.path));
  demand(request.path.find('\0') == std::string::npos && request.path.find("/../") == std::string::npos);
  demand(request.query.size() <= kMaxQueryParams);
  routes().find(request.method, request.path, request.params);
  request.cookie("__Host-mj");
  is_not_modified(request, "\"v1\"");
  (void)if_match_version(request);
  ByteRange range;
  if (parse_range(request.header("Range"), 1000, range) == RangeVerdict::part)
    demand(range.offset + range.length <= 1000 && range.length > 0);
  std::string_view rest = input.substr(end + 4);
  std::optional<ParseError> error;
  // In two pieces, as a network would cut it; what is not used up comes again with the rest.
  const std::size_t half = rest.size() / 2;
  std::size_t used = 0;
  for (const std::size_t have : {half, rest.size()}) {
    if (error || parser.done()) break;
    const std::size_t n = parser.parse_body(rest.substr(used, have - used), 1 << 16, request.body, error);
    demand(n <= have - used);
    used += n;
  }
  demand(request.body.size() <= (1 << 16));
  (void)parse_form(request.body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  feed(input);
  (void)parse_target(input);
  (void)parse_form(input);
  (void)parse_http_date(input);
  if (const auto parts = parse_multipart("multipart/form-data; boundary=x", input))
    for (const auto& part : *parts) demand(!part.name.empty() && part.filename.find('/') == std::string::npos);
  (void)multipart_boundary(input);
  return 0;
}
