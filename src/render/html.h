// HTML by appending. Markup is written as string literals; everything else must say in which place it stands, and is
// escaped for that place, so that a value can never become markup: a std::string alone does not compile.
//
//   html.add("<a href=\"", url(link), "\">", text(name), "</a>");
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mingjing::render {

struct Text {
  std::string_view value;
};  // between tags, or inside a quoted attribute
struct Url {
  std::string_view value;
};  // a whole href or src, inside quotes
inline Text text(std::string_view value) { return {value}; }
inline Url url(std::string_view value) { return {value}; }
// One component of a path or query, percent-encoded; its output is safe in any place.
std::string url_part(std::string_view value);

// Escaped into `out`: & < > " ' and control characters (dropped, but for newline and tab); bidi overrides are dropped
// too, since they let a text show as another. Bytes that are not UTF-8 become U+FFFD.
void append_text(std::string& out, std::string_view value);
// http, https, mailto, or a local address that starts with one slash, ? or #; anything else becomes "#".
void append_url(std::string& out, std::string_view value);

class Html {
 public:
  template <class... Parts>
  Html& add(const Parts&... parts) {
    (one(parts), ...);
    return *this;
  }
  Html& operator+=(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  template <std::size_t N>
  void one(const char (&markup)[N]) {
    out_.append(markup, N - 1);
  }
  void one(Text value) { append_text(out_, value.value); }
  void one(Url value) { append_url(out_, value.value); }
  void one(const Html& html) { out_ += html.out_; }
  void one(std::int64_t n);
  void one(int n) { one(std::int64_t{n}); }
  std::string out_;
};

// 12,846
std::string grouped(std::int64_t n);

}  // namespace mingjing::render
