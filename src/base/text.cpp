// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <cstdint>

namespace mingjing {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

// Length of the sequence at `i`, 0 when malformed (Unicode 15, table 3-7).
std::size_t sequence(std::string_view text, std::size_t i) {
  const std::uint8_t a = byte_at(text, i);
  if (a < 0x80) return 1;
  const auto cont = [&](std::size_t k, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) {
    return i + k < text.size() && byte_at(text, i + k) >= low && byte_at(text, i + k) <= high;
  };
  if (a >= 0xc2 && a <= 0xdf) return cont(1) ? 2 : 0;
  if (a == 0xe0) return cont(1, 0xa0) && cont(2) ? 3 : 0;
  if (a == 0xed) return cont(1, 0x80, 0x9f) && cont(2) ? 3 : 0;
  if (a >= 0xe1 && a <= 0xef) return cont(1) && cont(2) ? 3 : 0;
  if (a == 0xf0) return cont(1, 0x90) && cont(2) && cont(3) ? 4 : 0;
  if (a == 0xf4) return cont(1, 0x80, 0x8f) && cont(2) && cont(3) ? 4 : 0;
  if (a >= 0xf1 && a <= 0xf3) return cont(1) && cont(2) && cont(3) ? 4 : 0;
  return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::uint8_t a = byte_at(text, i);
    if (a < 0x80) {
      ++i;
      continue;
    }
    // Nearly all Chinese; the rest of the table follows.
    if (a > 0xe0 && a < 0xed && i + 2 < text.size() && (byte_at(text, i + 1) & 0xc0) == 0x80 &&
        (byte_at(text, i + 2) & 0xc0) == 0x80) {
      i += 3;
      continue;
    }
    const std::size_t n = sequence(text, i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

char32_t next_char(std::string_view text, std::size_t& at) {
  const std::uint8_t a = byte_at(text, at);
  const std::size_t n = a < 0x80 ? 1 : a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
  char32_t c = n == 1 ? a : n == 2 ? a & 0x1f : n == 3 ? a & 0x0f : a & 0x07;
  for (std::size_t k = 1; k < n && at + k < text.size(); ++k) c = (c << 6) | (byte_at(text, at + k) & 0x3f);
  at = at + n < text.size() ? at + n : text.size();
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if ((c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff) c = 0xfffd;
  const auto put = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | (c >> 6)), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3f)), put(0x80 | ((c >> 6) & 0x3f)), put(0x80 | (c & 0x3f));
  }
}

std::size_t count_chars(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += (static_cast<std::uint8_t>(c) & 0xc0) != 0x80;
  return n;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view ideographic = "\xe3\x80\x80";
  for (;;) {
    if (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r'))) text.remove_prefix(1);
    else if (text.starts_with(ideographic)) text.remove_prefix(3);
    else break;
  }
  for (;;) {
    if (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r'))) text.remove_suffix(1);
    else if (text.ends_with(ideographic)) text.remove_suffix(3);
    else break;
  }
  return text;
}

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_char(text, i);
    if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)) return true;
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) return true;
  }
  return false;
}

std::string fold_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_char(text, i);
    append_utf8(out, c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3000 ? U' ' : c);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::string first_chars(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (count-- > 0 && at < text.size()) next_char(text, at);
  return std::string(text.substr(0, at));
}

}  // namespace mingjing
