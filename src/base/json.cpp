// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <span>

#include "base/check.h"
#include "base/text.h"

namespace mingjing {
namespace {

// Builds our value while boost parses; refuses duplicate members, too many values, numbers out of range.
struct Handler {
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_key_size = 256;
  static constexpr std::size_t max_string_size = 1 << 24;
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  std::size_t values_left = 0;
  Json root;
  std::vector<Json> stack;
  std::vector<std::string> keys;  // the key awaited at each open object
  std::string key, text, duplicate;

  bool add(Json value, error_code& ec) {
    if (values_left-- == 0) return ec = boost::json::error::array_too_large, false;
    if (stack.empty()) {
      root = std::move(value);
    } else if (auto* array = stack.back().as_array()) {
      array->push_back(std::move(value));
    } else {
      stack.back().as_object()->emplace_back(keys.back(), std::move(value));
    }
    return true;
  }
  bool close(error_code& ec) {
    Json done = std::move(stack.back());
    stack.pop_back();
    return add(std::move(done), ec);
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return stack.emplace_back(Json::Object{}), keys.emplace_back(), true; }
  bool on_object_end(std::size_t, error_code& ec) { return keys.pop_back(), close(ec); }
  bool on_array_begin(error_code&) { return stack.emplace_back(Json::Array{}), true; }
  bool on_array_end(std::size_t, error_code& ec) { return close(ec); }
  bool on_key_part(string_view s, std::size_t, error_code&) { return key.append(s.data(), s.size()), true; }
  bool on_key(string_view s, std::size_t, error_code& ec) {
    key.append(s.data(), s.size());
    const auto& members = *stack.back().as_object();
    if (std::any_of(members.begin(), members.end(), [&](const auto& m) { return m.first == key; })) {
      duplicate = key;
      return ec = boost::json::error::syntax, false;
    }
    keys.back() = std::move(key);
    key.clear();
    return true;
  }
  bool on_string_part(string_view s, std::size_t, error_code&) { return text.append(s.data(), s.size()), true; }
  bool on_string(string_view s, std::size_t, error_code& ec) {
    text.append(s.data(), s.size());
    std::string done = std::move(text);
    text.clear();
    return add(Json(std::move(done)), ec);
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t n, string_view, error_code& ec) { return add(Json(n), ec); }
  bool on_uint64(std::uint64_t, string_view, error_code& ec) { return ec = boost::json::error::exponent_overflow, false; }
  bool on_double(double d, string_view, error_code& ec) { return add(Json(d), ec); }
  bool on_bool(bool b, error_code& ec) { return add(Json(b), ec); }
  bool on_null(error_code& ec) { return add(Json(), ec); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }
};

void write(std::string& out, const Json& value, bool sorted);

// RFC 8785 sorts member names by UTF-16 code units; for the names of the BMP that is not byte order of UTF-8 only
// where surrogates meet U+E000 and above, so compare code units.
bool utf16_less(const std::string& a, const std::string& b) {
  const auto units = [](const std::string& s) {
    std::u16string out;
    for (std::size_t i = 0; i < s.size();) {
      const char32_t c = next_char(s, i);
      if (c >= 0x10000) {
        out.push_back(static_cast<char16_t>(0xd800 + ((c - 0x10000) >> 10)));
        out.push_back(static_cast<char16_t>(0xdc00 + ((c - 0x10000) & 0x3ff)));
      } else {
        out.push_back(static_cast<char16_t>(c));
      }
    }
    return out;
  };
  return units(a) < units(b);
}

bool is_ascii(const std::string& s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void write_int(std::string& out, std::int64_t n) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), n).ptr;
  out.append(buffer.data(), end);
}

// Without sorting where there is nothing to sort: rows are written anew at each act.
void order_members(std::span<const Json::Member*> order) {
  const bool plain = std::all_of(order.begin(), order.end(), [](const auto* m) { return is_ascii(m->first); });
  const auto less = [plain](const auto* a, const auto* b) {
    return plain ? a->first < b->first : utf16_less(a->first, b->first);
  };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::sort(order.begin(), order.end(), less);
}

void write_object(std::string& out, const Json::Object& object, bool sorted) {
  std::array<const Json::Member*, 32> few;  // NOLINT: filled below
  std::vector<const Json::Member*> many(object.size() > few.size() ? object.size() : 0);
  const std::span<const Json::Member*> order =
      many.empty() ? std::span(few).first(object.size()) : std::span<const Json::Member*>(many);
  for (std::size_t i = 0; i < object.size(); ++i) order[i] = &object[i];
  if (sorted) order_members(order);
  out.push_back('{');
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) out.push_back(',');
    if (sorted) append_canonical_string(out, order[i]->first);
    else append_json_string(out, order[i]->first);
    out.push_back(':');
    write(out, order[i]->second, sorted);
  }
  out.push_back('}');
}

void write(std::string& out, const Json& value, bool sorted) {
  if (value.is_null()) {
    out += "null";
  } else if (const auto* b = value.as_bool()) {
    out += *b ? "true" : "false";
  } else if (const auto* n = value.as_int()) {
    if (sorted) MJ_CHECK(*n < (1ll << 53) && *n > -(1ll << 53));
    write_int(out, *n);
  } else if (const auto* d = value.as_double()) {
    MJ_CHECK(!sorted);
    std::array<char, 40> buffer{};
    out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), *d).ptr);
  } else if (const auto* s = value.as_string()) {
    if (sorted) append_canonical_string(out, *s);
    else append_json_string(out, *s);
  } else if (const auto* a = value.as_array()) {
    out.push_back('[');
    for (std::size_t i = 0; i < a->size(); ++i) {
      if (i > 0) out.push_back(',');
      write(out, (*a)[i], sorted);
    }
    out.push_back(']');
  } else {
    write_object(out, *value.as_object(), sorted);
  }
}

}  // namespace

Json::Json() = default;
Json::Json(bool b) : value_(b) {}
Json::Json(std::int64_t n) : value_(n) {}
Json::Json(int n) : value_(std::int64_t{n}) {}
Json::Json(double d) : value_(d) {}
Json::Json(std::string s) : value_(std::move(s)) {}
Json::Json(std::string_view s) : value_(std::string(s)) {}
Json::Json(const char* s) : value_(std::string(s)) {}
Json::Json(Array a) : value_(std::move(a)) {}
Json::Json(Object o) : value_(std::move(o)) {}
Json::Json(const Json&) = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(const Json&) = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;
bool Json::operator==(const Json& other) const { return value_ == other.value_; }

Json Json::object(std::initializer_list<Member> members) { return Json(Object(members)); }
Json Json::array(std::initializer_list<Json> items) { return Json(Array(items)); }

const Json* Json::find(std::string_view name) const {
  const auto* object = as_object();
  if (object == nullptr) return nullptr;
  for (const auto& member : *object) {
    if (member.first == name) return &member.second;
  }
  return nullptr;
}

std::string Json::text(std::string_view name, std::string_view fallback) const {
  const Json* member = find(name);
  return member != nullptr && member->as_string() != nullptr ? *member->as_string() : std::string(fallback);
}

std::int64_t Json::integer(std::string_view name, std::int64_t fallback) const {
  const Json* member = find(name);
  return member != nullptr && member->as_int() != nullptr ? *member->as_int() : fallback;
}

bool Json::flag(std::string_view name, bool fallback) const {
  const Json* member = find(name);
  return member != nullptr && member->as_bool() != nullptr ? *member->as_bool() : fallback;
}

const Json::Array& Json::items(std::string_view name) const {
  static const Array empty;
  const Json* member = find(name);
  return member != nullptr && member->as_array() != nullptr ? *member->as_array() : empty;
}

Json& Json::set(std::string_view name, Json value) {
  if (is_null()) value_ = Object{};
  auto* object = as_object();
  MJ_CHECK(object != nullptr);
  for (auto& member : *object) {
    if (member.first == name) return member.second = std::move(value);
  }
  return object->emplace_back(std::string(name), std::move(value)).second;
}

void Json::push(Json value) {
  if (is_null()) value_ = Array{};
  MJ_CHECK(as_array() != nullptr);
  as_array()->push_back(std::move(value));
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return refuse(ErrorCode::too_large, "内容超过允许的大小，请分开提交。");
  if (!is_utf8(text)) return refuse(ErrorCode::bad_request, "内容不是 UTF-8 编码，请转换后再提交。");
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<Handler> parser(options);
  parser.handler().values_left = limits.values;
  boost::json::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (!parser.handler().duplicate.empty()) return invalid("同一项写了两次，请只保留一个。", parser.handler().duplicate);
  if (ec == boost::json::error::too_deep) return invalid("内容的层数超过 32 层。");
  if (ec || used != text.size()) return refuse(ErrorCode::bad_request, "内容不是有效的 JSON。");
  return std::move(parser.handler().root);
}

std::string to_text(const Json& value) {
  std::string out;
  write(out, value, false);
  return out;
}

std::string canonical(const Json& value) {
  std::string out;
  write(out, value, true);
  return out;
}

namespace {

// Which characters cannot stand as they are; whatever is between two of them is appended whole.
constexpr std::array<bool, 256> escaped(std::string_view more) {
  std::array<bool, 256> out{};
  for (std::size_t c = 0; c < 0x20; ++c) out[c] = true;
  for (char c : more) out[static_cast<unsigned char>(c)] = true;
  return out;
}
constexpr auto kCanonicalEscapes = escaped("\"\\");
constexpr auto kSafeEscapes = escaped("\"\\<");  // < too, so that islands in HTML are safe

void append_string(std::string& out, std::string_view text, const std::array<bool, 256>& escapes) {
  static constexpr char hex[] = "0123456789abcdef";
  out.push_back('"');
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto u = static_cast<unsigned char>(text[i]);
    if (!escapes[u]) continue;
    out.append(text.substr(from, i - from));
    from = i + 1;
    switch (u) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += "\\u00", out.push_back(hex[u >> 4]), out.push_back(hex[u & 15]);
    }
  }
  out.append(text.substr(from));
  out.push_back('"');
}

}  // namespace

void append_canonical_string(std::string& out, std::string_view text) { append_string(out, text, kCanonicalEscapes); }
void append_json_string(std::string& out, std::string_view text) { append_string(out, text, kSafeEscapes); }

void JsonWriter::comma() {
  if (!first_) out_.push_back(',');
  first_ = false;
}
JsonWriter& JsonWriter::open(char c) {
  if (out_.empty()) out_.reserve(2048);
  return comma(), out_.push_back(c), first_ = true, *this;
}
JsonWriter& JsonWriter::close(char c) { return out_.push_back(c), first_ = false, *this; }
JsonWriter& JsonWriter::key(std::string_view name) {
  comma();
  append_json_string(out_, name);
  out_.push_back(':');
  first_ = true;
  return *this;
}
JsonWriter& JsonWriter::value(std::string_view text) { return comma(), append_json_string(out_, text), *this; }
JsonWriter& JsonWriter::value(std::int64_t n) { return comma(), write_int(out_, n), *this; }
JsonWriter& JsonWriter::value(bool b) { return comma(), out_ += b ? "true" : "false", *this; }
JsonWriter& JsonWriter::null() { return comma(), out_ += "null", *this; }
JsonWriter& JsonWriter::value(const Json& json) { return comma(), write(out_, json, false), *this; }
JsonWriter& JsonWriter::raw(std::string_view json) { return comma(), out_ += json, *this; }

}  // namespace mingjing
