// SPDX-License-Identifier: Apache-2.0
#include "http/request.h"

#include <algorithm>

#include "base/text.h"

namespace mingjing::http {
namespace {

constexpr std::string_view kNames[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Percent-decodes; false for a broken escape or a decoded control character.
bool decode(std::string_view text, bool plus_is_space, bool allow_newline, std::string& out) {
  out.reserve(out.size() + text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return false;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return false;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool newline = allow_newline && (c == '\n' || c == '\r' || c == '\t');
    if ((byte < 0x20 && !newline) || byte == 0x7f) return false;
    out.push_back(c);
  }
  return true;
}

bool is_dot_segment(std::string_view segment) { return segment == "." || segment == ".."; }

// The decoded path may hold no separator that was hidden in an escape, and no dot segment.
bool decode_path(std::string_view raw, std::string& out) {
  if (raw.empty() || raw.front() != '/') return false;
  bool escaped = false;
  for (char c : raw) {
    if (c == '%') escaped = true;
    if (c == '\\' || c == '#') return false;
  }
  if (!escaped) {
    if (!decode(raw, false, false, out)) return false;
  } else {
    std::size_t at = 1;
    while (at <= raw.size()) {
      const std::size_t end = std::min(raw.find('/', at), raw.size());
      std::string segment;
      if (!decode(raw.substr(at, end - at), false, false, segment)) return false;
      if (segment.find_first_of("/\\") != std::string::npos) return false;
      out.push_back('/');
      out += segment;
      at = end + 1;
    }
  }
  for (std::size_t at = 1; at <= out.size();) {
    const std::size_t end = std::min(out.find('/', at), out.size());
    if (is_dot_segment(std::string_view(out).substr(at, end - at))) return false;
    at = end + 1;
  }
  return is_utf8(out);
}

}  // namespace

std::string_view to_string(Method method) { return kNames[static_cast<std::size_t>(method)]; }

Method method_from(std::string_view text) {
  for (std::size_t i = 0; i + 1 < std::size(kNames); ++i)
    if (kNames[i] == text) return static_cast<Method>(i);
  return Method::other;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& field : headers_)
    if (equal_ignoring_case(field.name, name)) return field.value;
  return {};
}

bool Request::has_header(std::string_view name) const {
  return std::any_of(headers_.begin(), headers_.end(),
                     [&](const auto& f) { return equal_ignoring_case(f.name, name); });
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::optional<std::string_view> found;
  for (const auto& field : headers_) {
    if (!equal_ignoring_case(field.name, "Cookie")) continue;
    for (std::string_view pair : split(field.value, ';')) {
      pair = trim(pair);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      if (found) return std::nullopt;
      found = pair.substr(equals + 1);
    }
  }
  return found;
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  return {};
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::string_view Request::query_or(std::string_view name, std::string_view other) const {
  return query_value(name).value_or(other);
}

void Request::clear() {
  method = Method::get;
  method_text = target = query_text = {};
  path.clear();
  query.clear();
  params.clear();
  body.clear();
  if (body.capacity() > (64 << 10)) body.shrink_to_fit();  // one large body must not stay with an idle connection
  is_tls = false;
  keep_alive = true;
  session.reset();
  head.clear();
  headers_.clear();
}

Result<Pairs> parse_form(std::string_view text) {
  Pairs out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('&', at), text.size());
    const std::string_view pair = text.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    if (out.size() >= kMaxQueryParams) return refuse(ErrorCode::bad_request, "参数太多，请减少查询条件。");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name, value;
    const bool readable = decode(pair.substr(0, equals), true, false, name) &&
                          (equals == pair.size() || decode(pair.substr(equals + 1), true, true, value));
    if (!readable || !is_utf8(name) || !is_utf8(value))
      return refuse(ErrorCode::bad_request, "参数无法识别，请重新输入。");
    out.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

Result<Target> parse_target(std::string_view target) {
  const auto bad = [] { return refuse(ErrorCode::bad_request, "地址无法识别，请检查后重试。"); };
  Target out;
  if (!target.empty() && target.front() != '/') {  // absolute form: http://host/path
    for (std::string_view scheme : {"http://", "https://"}) {
      if (target.size() <= scheme.size() || !equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
      target.remove_prefix(scheme.size());
      const std::size_t slash = std::min(target.find_first_of("/?"), target.size());
      out.authority = target.substr(0, slash);
      target.remove_prefix(slash);
      if (target.empty()) target = "/";
      break;
    }
    if (out.authority.empty()) return bad();
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  if (mark > kMaxPathBytes || !decode_path(target.substr(0, mark), out.path)) return bad();
  if (mark == target.size()) return out;
  out.query_text = target.substr(mark + 1);
  if (out.query_text.size() > kMaxQueryBytes || out.query_text.find('#') != std::string_view::npos) return bad();
  auto query = parse_form(out.query_text);
  if (!query) return refuse(std::move(query.error()));
  out.query = std::move(*query);
  return out;
}

bool is_valid_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  std::string_view name = host, port;
  if (host.front() == '[') {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    name = host.substr(1, close - 1);
    if (name.empty() || name.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
    port = host.substr(close + 1);
    if (port.empty()) return true;
    if (port.front() != ':') return false;
    port.remove_prefix(1);
  } else {
    const std::size_t colon = host.find(':');
    name = host.substr(0, colon);
    const auto ok = [](char c) {
      return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' || c == '_';
    };
    if (name.empty() || !std::all_of(name.begin(), name.end(), ok)) return false;
    if (colon == std::string_view::npos) return true;
    port = host.substr(colon + 1);
  }
  return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace mingjing::http
