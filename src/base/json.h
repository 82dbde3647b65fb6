// JSON. In: a strict parser (depth 32, duplicate members refused, UTF-8 only). Out: an append writer.
// Canonical form: RFC 8785 restricted to strings, booleans, arrays, objects and integers below 2^53 (CONTRACTS 3).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace mingjing {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in order of appearance; no member twice

  Json();                      // null
  Json(bool b);                // NOLINT: literals read better
  Json(std::int64_t n);        // NOLINT
  Json(int n);                 // NOLINT
  Json(double d);              // NOLINT: read only; never written
  Json(std::string s);         // NOLINT
  Json(std::string_view s);    // NOLINT
  Json(const char* s);         // NOLINT
  Json(Array a);               // NOLINT
  Json(Object o);              // NOLINT
  // Out of line: else every file that copies one Json compiles the copying of the whole tree.
  Json(const Json&);
  Json(Json&&) noexcept;
  Json& operator=(const Json&);
  Json& operator=(Json&&) noexcept;
  ~Json();
  static Json object(std::initializer_list<Member> members);
  static Json array(std::initializer_list<Json> items = {});

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* as_bool() const { return std::get_if<bool>(&value_); }
  const std::int64_t* as_int() const { return std::get_if<std::int64_t>(&value_); }
  const double* as_double() const { return std::get_if<double>(&value_); }
  const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  Array* as_array() { return std::get_if<Array>(&value_); }
  const Object* as_object() const { return std::get_if<Object>(&value_); }
  Object* as_object() { return std::get_if<Object>(&value_); }

  // Member of an object; null when absent or when this is no object.
  const Json* find(std::string_view name) const;
  // Shorthands for data that has been validated: the member, or the fallback when absent or of another type.
  std::string text(std::string_view name, std::string_view fallback = {}) const;
  std::int64_t integer(std::string_view name, std::int64_t fallback = 0) const;
  bool flag(std::string_view name, bool fallback = false) const;
  const Array& items(std::string_view name) const;  // empty when absent

  // Sets or replaces a member; a null becomes an object.
  Json& set(std::string_view name, Json value);
  void push(Json value);  // a null becomes an array
  bool operator==(const Json&) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct JsonLimits {
  std::size_t depth = 32;
  std::size_t bytes = 1 << 20;
  std::size_t values = 100'000;
};

// Refusals: bad_request (not JSON, not UTF-8), too_large, invalid with `field` (duplicate member, too deep).
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Compact, members in the order given.
std::string to_text(const Json& value);
// Canonical bytes. A double, or an integer of 2^53 or more, is a broken program.
std::string canonical(const Json& value);

// Appends JSON without building a tree: for responses. The caller keeps the order lawful; strings are escaped.
class JsonWriter {
 public:
  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t n);
  JsonWriter& value(int n) { return value(std::int64_t{n}); }
  JsonWriter& value(bool b);
  JsonWriter& null();
  JsonWriter& value(const Json& json);
  JsonWriter& raw(std::string_view json);  // already JSON
  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    return key(name).value(v);
  }
  std::string take() { return std::move(out_); }
  const std::string& text() const { return out_; }

 private:
  JsonWriter& open(char c);
  JsonWriter& close(char c);
  void comma();
  std::string out_;
  bool first_ = true;
};

void append_canonical_string(std::string& out, std::string_view text);  // with quotes, as `canonical` writes it
void append_json_string(std::string& out, std::string_view text);  // with quotes; escapes < too, so islands are safe

}  // namespace mingjing
