// SPDX-License-Identifier: Apache-2.0
#include "query/json_view.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/text.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kDepthMax = 32;  // as parse_json

std::size_t spaces(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r')) ++at;
  return at;
}

// Past the string that begins at `at`; npos when it does not end.
std::size_t past_string(std::string_view bytes, std::size_t at) {
  for (std::size_t from = at + 1;;) {
    const auto quote = bytes.find('"', from);
    if (quote == std::string_view::npos) return quote;
    std::size_t slashes = 0;
    while (bytes[quote - 1 - slashes] == '\\') ++slashes;  // ends at the opening quote at the latest
    if (slashes % 2 == 0) return quote + 1;
    from = quote + 1;
  }
}

std::optional<char32_t> hex4(std::string_view bytes, std::size_t at) {
  if (at + 4 > bytes.size()) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(bytes.data() + at, bytes.data() + at + 4, value, 16);
  if (error != std::errc() || end != bytes.data() + at + 4) return std::nullopt;
  return value;
}

// The escape whose letter stands at `at`; returns where the text goes on.
std::size_t append_escape(std::string& out, std::string_view bytes, std::size_t at) {
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  if (const auto which = kLetters.find(bytes[at]); which != std::string_view::npos) {
    out += kMeant[which];
    return at + 1;
  }
  auto code = bytes[at] == 'u' ? hex4(bytes, at + 1) : std::nullopt;
  if (!code) return at + 1;
  at += 5;
  if (*code >= 0xd800 && *code < 0xdc00 && bytes.substr(at, 2) == "\\u") {
    if (const auto low = hex4(bytes, at + 2); low && *low >= 0xdc00 && *low < 0xe000) {
      code = 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00);
      at += 6;
    }
  }
  append_utf8(out, *code);
  return at;
}

}  // namespace

struct JsonView::Ends {
  struct Span {
    std::size_t begin, end;  // end 0: there is none
  };
  const char* bytes;
  std::vector<Span> spans;  // by where they begin

  // Past the value that begins there; npos when it does not end.
  std::size_t past(std::string_view raw, std::size_t at) const {
    if (at >= raw.size()) return std::string_view::npos;
    if (raw[at] == '"') return past_string(raw, at);
    if (raw[at] != '{' && raw[at] != '[') {
      const auto end = raw.find_first_of(",]} \n\r\t", at);
      return end == at ? std::string_view::npos : std::min(end, raw.size());
    }
    const auto before = static_cast<std::size_t>(raw.data() - bytes);
    const auto found = std::lower_bound(spans.begin(), spans.end(), before + at,
                                        [](const Span& span, std::size_t begin) { return span.begin < begin; });
    if (found == spans.end() || found->begin != before + at || found->end == 0) return std::string_view::npos;
    return found->end - before;
  }
};

// Where the document itself ends is found when it is walked.
JsonView::JsonView(std::string_view document) : raw_(document.substr(spaces(document, 0))) {
  auto ends = std::make_shared<Ends>(Ends{raw_.data(), {}});
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < raw_.size(); ++at) {
    switch (raw_[at]) {
      case '"':
        at = past_string(raw_, at);
        if (at == std::string_view::npos) at = raw_.size();
        else --at;
        break;
      case '{':
      case '[':
        open.push_back(ends->spans.size());
        ends->spans.push_back({at, 0});
        if (open.size() > kDepthMax) at = raw_.size();
        break;
      case '}':
      case ']':
        if (!open.empty()) ends->spans[open.back()].end = at + 1, open.pop_back();
        if (open.empty()) at = raw_.size();
        break;
      default:
        break;
    }
    if (at == raw_.size()) break;
  }
  ends_ = ends.get();
  own_ = std::move(ends);
}

std::string JsonView::text() const {
  if (!is_string()) return {};
  const std::string_view inner = raw_.substr(1, raw_.size() - 2);
  if (inner.find('\\') == std::string_view::npos) return std::string(inner);
  std::string out;
  for (std::size_t at = 0; at < inner.size();) {
    if (inner[at] == '\\' && at + 1 < inner.size()) {
      at = append_escape(out, inner, at + 1);
    } else {
      out += inner[at++];
    }
  }
  return out;
}

std::int64_t JsonView::integer(std::int64_t fallback) const {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(raw_.data(), raw_.data() + raw_.size(), value);
  return !raw_.empty() && error == std::errc() && end == raw_.data() + raw_.size() ? value : fallback;
}

bool JsonView::walk(void* kept, void (*visit)(void*, std::string_view, JsonView)) const {
  if (raw_.empty() || (raw_.front() != '{' && raw_.front() != '[')) return !raw_.empty();
  const bool object = raw_.front() == '{';
  for (std::size_t at = spaces(raw_, 1);;) {
    if (at >= raw_.size()) return false;
    if (raw_[at] == '}' || raw_[at] == ']') return true;
    std::string_view name;
    if (object) {
      const std::size_t end = raw_[at] == '"' ? past_string(raw_, at) : std::string_view::npos;
      if (end == std::string_view::npos) return false;
      name = raw_.substr(at + 1, end - at - 2);
      at = spaces(raw_, end);
      if (at >= raw_.size() || raw_[at] != ':') return false;
      at = spaces(raw_, at + 1);
    }
    const std::size_t end = ends_->past(raw_, at);
    if (end == std::string_view::npos || end > raw_.size()) return false;
    JsonView value;
    value.raw_ = raw_.substr(at, end - at);
    value.ends_ = ends_;
    visit(kept, name, value);
    at = spaces(raw_, end);
    if (at < raw_.size() && raw_[at] == ',') at = spaces(raw_, at + 1);
  }
}

}  // namespace mingjing::query
