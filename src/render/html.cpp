// SPDX-License-Identifier: Apache-2.0
#include "render/html.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace mingjing::render {
namespace {

// Bytes at which something to escape or to drop may begin; whatever stands between two of them is appended whole.
constexpr auto kStops = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0; c < 0x20; ++c) out[c] = c != '\n' && c != '\t';
  for (char c : {'&', '<', '>', '"', '\'', '\x7f', '\xc2', '\xe2'}) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

bool is_dropped(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

std::string_view escape_of(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

void append_valid(std::string& out, std::string_view value) {
  std::size_t from = 0;  // what is not appended yet
  for (std::size_t at = 0; at < value.size();) {
    if (!kStops[static_cast<unsigned char>(value[at])]) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t full = next_char(value, at);
    const std::string_view escape = escape_of(full);
    if (escape.empty() && !is_dropped(full)) continue;
    out.append(value.substr(from, begin - from)).append(escape);
    from = at;
  }
  out.append(value.substr(from));
}

}  // namespace

void append_text(std::string& out, std::string_view value) {
  if (is_utf8(value)) return append_valid(out, value);
  for (char c : value) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      out += "\xef\xbf\xbd";
    } else {
      append_valid(out, std::string_view(&c, 1));
    }
  }
}

void append_url(std::string& out, std::string_view value) {
  const bool local =
      !value.empty() && (value[0] == '?' || value[0] == '#' ||
                         (value[0] == '/' && (value.size() == 1 || (value[1] != '/' && value[1] != '\\'))));
  const bool known = value.starts_with("https://") || value.starts_with("http://") || value.starts_with("mailto:");
  if (!local && !known) {
    out += '#';
    return;
  }
  append_text(out, value);
}

std::string url_part(std::string_view value) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char raw : value) {
    const unsigned char c = static_cast<unsigned char>(raw);
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
        c == '.' || c == '~') {
      out += raw;
    } else {
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

void Html::one(std::int64_t n) {
  std::array<char, 24> digits{};
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr);
}

std::string grouped(std::int64_t n) {
  std::string digits = std::to_string(n < 0 ? -n : n);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return n < 0 ? "-" + digits : digits;
}

}  // namespace mingjing::render
