// SPDX-License-Identifier: Apache-2.0
#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

namespace mingjing::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string_view view(string_view text) { return {text.data(), text.size()}; }

constexpr ParseError kBad{};
constexpr ParseError kTooLarge{413, "too_large", "内容太大，请减小后重试。"};
constexpr ParseError kHeadTooLarge{431, "head_too_large", "请求头太大，请清除浏览器缓存后重试。"};
constexpr ParseError kVersion{505, "http_version", "只支持 HTTP/1.0 和 HTTP/1.1。"};

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool ends_the_line(std::string_view head, std::size_t cr) { return cr + 1 < head.size() && head[cr + 1] == '\n'; }

}  // namespace

std::optional<ParseError> check_head(std::string_view head) {
  std::size_t fields = 0, hosts = 0, lengths = 0, encodings = 0;
  bool first = true, is_11 = false;
  for (std::size_t at = 0; at < head.size();) {
    std::size_t end = at;
    while (end < head.size() && head[end] != '\r') {
      const auto byte = static_cast<unsigned char>(head[end]);
      if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return kBad;  // bare LF, NUL, …
      ++end;
    }
    if (end == head.size() || !ends_the_line(head, end)) return kBad;
    const std::string_view line = head.substr(at, end - at);
    at = end + 2;
    if (line.empty()) break;
    if (first) {
      first = false;
      if (line.find('\t') != std::string_view::npos) return kBad;
      const std::size_t version = line.rfind(" HTTP/");
      if (version == std::string_view::npos) return kBad;
      is_11 = line.substr(version) == " HTTP/1.1";
      if (!is_11 && line.substr(version) != " HTTP/1.0") return kVersion;
      if (line.find(' ') == version || line.find(' ', line.find(' ') + 1) != version) return kBad;
      continue;
    }
    if (line.front() == ' ' || line.front() == '\t') return kBad;  // a folded line
    if (++fields > kMaxHeaders) return kHeadTooLarge;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return kBad;
    const std::string_view name = line.substr(0, colon), value = trim_spaces(line.substr(colon + 1));
    if (equal_ignoring_case(name, "Host")) {
      if (++hosts > 1 || !is_valid_host(value)) return kBad;
    } else if (equal_ignoring_case(name, "Content-Length")) {
      if (++lengths > 1 || value.empty() || value.size() > 18 ||
          value.find_first_not_of("0123456789") != std::string_view::npos)
        return kBad;
    } else if (equal_ignoring_case(name, "Transfer-Encoding")) {
      if (++encodings > 1 || !equal_ignoring_case(value, "chunked")) return kBad;
    }
  }
  if ((is_11 && hosts != 1) || (lengths > 0 && encodings > 0) || (encodings > 0 && !is_11)) return kBad;
  return std::nullopt;
}

// Beast calls back; views point into the head, which the request owns.
class Callbacks final : public beast_http::basic_parser<true> {
 public:
  explicit Callbacks(Request& request) : request_(request) {
    header_limit(kMaxHeadBytes + 1);
    body_limit(boost::none);  // counted here, since the limit is the route's
  }
  std::string* out = nullptr;
  std::uint64_t limit = 0;
  std::uint64_t received = 0;
  bool too_large = false;
  bool http_11 = false;

 private:
  void on_request_impl(beast_http::verb, string_view method, string_view target, int version, error_code& ec) override {
    ec = {};
    if (version != 10 && version != 11) ec = beast_http::error::bad_version;
    http_11 = version == 11;
    request_.method_text = view(method);
    request_.method = method_from(request_.method_text);
    request_.target = view(target);
  }
  void on_response_impl(int, string_view, int, error_code& ec) override { ec = beast_http::error::bad_method; }
  void on_field_impl(beast_http::field, string_view name, string_view value, error_code& ec) override {
    ec = {};
    if (!is_header_done()) request_.headers_.push_back({view(name), view(value)});  // else a trailer
  }
  void on_header_impl(error_code& ec) override { ec = {}; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code& ec) override { ec = {}; }
  std::size_t on_body_impl(string_view bytes, error_code& ec) override { return take(bytes, ec); }
  void on_chunk_header_impl(std::uint64_t size, string_view, error_code& ec) override {
    ec = {};
    if (size > limit || received > limit - size) {
      too_large = true;
      ec = beast_http::error::body_limit;
    }
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& ec) override { return take(bytes, ec); }
  void on_finish_impl(error_code& ec) override { ec = {}; }

  std::size_t take(string_view bytes, error_code& ec) {
    ec = {};
    received += bytes.size();
    if (received > limit) {
      too_large = true;
      ec = beast_http::error::body_limit;
      return bytes.size();
    }
    out->append(bytes.data(), bytes.size());
    return bytes.size();
  }

  Request& request_;
};

struct RequestParser::Impl {
  std::optional<Callbacks> parser;
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;

std::optional<ParseError> RequestParser::parse_head(Request& request) {
  if (auto error = check_head(request.head)) return error;
  auto& parser = impl_->parser.emplace(request);
  error_code ec;
  const std::size_t used = parser.put(boost::asio::buffer(request.head), ec);
  if (ec == beast_http::error::bad_version) return kVersion;
  if (ec == beast_http::error::header_limit) return kHeadTooLarge;
  if (ec || used != request.head.size() || !parser.is_header_done()) return kBad;
  request.keep_alive = parser.http_11 && parser.keep_alive();
  if (request.method_text == "OPTIONS" && request.target == "*") {
    request.path = "*";
    return std::nullopt;
  }
  if (request.method_text == "CONNECT") return ParseError{405, "method_not_allowed", "不支持这种请求方法。"};
  auto target = parse_target(request.target);
  if (!target) return kBad;
  if (!target->authority.empty() && !equal_ignoring_case(target->authority, request.host())) return kBad;
  request.path = std::move(target->path);
  request.query_text = target->query_text;
  request.query = std::move(target->query);
  return std::nullopt;
}

bool RequestParser::done() const { return impl_->parser && impl_->parser->is_done(); }

std::optional<std::uint64_t> RequestParser::content_length() const {
  const auto length = impl_->parser->content_length();
  if (!length) return std::nullopt;
  return *length;
}

bool RequestParser::has_body() const { return !done(); }

std::uint64_t RequestParser::body_bytes() const { return impl_->parser->received; }

std::size_t RequestParser::parse_body(std::string_view bytes, std::uint64_t limit, std::string& out,
                                      std::optional<ParseError>& error) {
  auto& parser = *impl_->parser;
  parser.out = &out;
  parser.limit = limit;
  std::size_t used = 0;
  while (used < bytes.size() && !parser.is_done()) {
    error_code ec;
    const std::size_t n = parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), ec);
    used += n;
    if (parser.too_large) {
      error = kTooLarge;
      return used;
    }
    if (ec == beast_http::error::need_more) break;
    if (ec) {
      error = kBad;
      return used;
    }
    if (n == 0) break;
  }
  // A chunk's size line or the trailers may not grow without end either.
  if (!parser.is_done() && bytes.size() - used > kMaxHeadBytes) error = kBad;
  return used;
}

}  // namespace mingjing::http
