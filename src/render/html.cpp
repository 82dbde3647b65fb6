// SPDX-License-Identifier: Apache-2.0
#include "render/html.h"

#include "base/text.h"

namespace mingjing::render {
namespace {

bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

bool is_dropped(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

void append_valid(std::string& out, std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    const unsigned char c = static_cast<unsigned char>(value[at]);
    if (is_plain(c)) {
      out += static_cast<char>(c);
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t full = next_char(value, at);
    if (is_dropped(full)) continue;
    switch (full) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.append(value.substr(begin, at - begin));
    }
  }
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

std::string grouped(std::int64_t n) {
  std::string digits = std::to_string(n < 0 ? -n : n);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return n < 0 ? "-" + digits : digits;
}

}  // namespace mingjing::render
