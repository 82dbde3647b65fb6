// Private to the case: one description of a struct's fields serves both writing it into a part and reading it back, so
// the two cannot drift apart. Empty texts, absent values and empty lists are left out of the JSON.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/check.h"
#include "base/json.h"
#include "base/money.h"
#include "base/time.h"
#include "domain/cases/penalty.h"
#include "domain/cases/stage.h"
#include "domain/catalog/recording_matters.h"
#include "domain/part.h"

namespace mingjing::cases {

class PartWriter {
 public:
  explicit PartWriter(domain::Part& part) : part_(&part), data_(&part.data) {
    if (data_->is_null()) *data_ = Json(Json::Object{});
  }
  explicit PartWriter(Json& data) : data_(&data) { *data_ = Json(Json::Object{}); }

  // The plain ones are in part_io.cpp: written out at each field they took half a minute to compile.
  void operator()(std::string_view name, const std::string& v);
  void operator()(std::string_view name, bool v);
  void operator()(std::string_view name, std::int64_t v);
  void operator()(std::string_view name, Fen v);
  void operator()(std::string_view name, Instant v);
  void operator()(std::string_view name, Date v);
  void operator()(std::string_view name, const Json& v);
  void operator()(std::string_view name, const catalog::RecordingMatter& v);
  template <class T>
  void operator()(std::string_view name, const std::optional<T>& v) {
    if (v) (*this)(name, *v);
  }
  template <class Tag>
  void operator()(std::string_view name, const Id<Tag>& v) {
    if (!v.is_nil()) add(name, v.text());
  }
  void operator()(std::string_view name, const std::vector<std::string>& v);
  void operator()(std::string_view name, const std::vector<PenaltyKind>& v);
  template <class Tag>
  void operator()(std::string_view name, const std::vector<Id<Tag>>& v) {
    list(name, v, [](const Id<Tag>& id) { return Json(id.text()); });
  }
  template <class Value, std::size_t N>
  void named(std::string_view name, Value v, const std::array<Named<Value>, N>& names) {
    add(name, names[static_cast<std::size_t>(v)].id);
  }
  void secret(std::string_view name, const std::string& v);
  void secrets(const std::map<std::string, std::string>& v);
  // One struct within another.
  template <class T, class Fields>
  void one(std::string_view name, T& v, Fields fields) {
    Json json;
    PartWriter io(json);
    fields(io, v);
    add(name, std::move(json));
  }
  // A list of structs, each with its own fields.
  template <class T, class Fields>
  void structs(std::string_view name, std::vector<T>& v, Fields fields) {
    list(name, v, [&](T& item) {
      Json json;
      PartWriter io(json);
      fields(io, item);
      return json;
    });
  }

 private:
  template <class List, class ToJson>
  void list(std::string_view name, List& v, ToJson to_json) {
    if (v.empty()) return;
    Json::Array items;
    items.reserve(v.size());
    for (auto& item : v) items.push_back(to_json(item));
    add(name, Json(std::move(items)));
  }
  void add(std::string_view name, Json v);  // no field is named twice

  domain::Part* part_ = nullptr;
  Json* data_;
};

class PartReader {
 public:
  explicit PartReader(const domain::Part& part) : part_(&part), data_(&part.data) {}
  explicit PartReader(const Json& data) : data_(&data) {}

  // The first member that could not be read; empty when all could.
  const std::string& fault() const { return fault_; }

  void operator()(std::string_view name, std::string& v);
  void operator()(std::string_view name, bool& v);
  void operator()(std::string_view name, std::int64_t& v);
  void operator()(std::string_view name, Fen& v);
  void operator()(std::string_view name, Instant& v);
  void operator()(std::string_view name, Date& v);
  void operator()(std::string_view name, Json& v);
  void operator()(std::string_view name, catalog::RecordingMatter& v);
  template <class T>
  void operator()(std::string_view name, std::optional<T>& v) {
    v.reset();
    if (!data_->find(name)) return;
    T value{};
    (*this)(name, value);
    v = value;
  }
  template <class Tag>
  void operator()(std::string_view name, Id<Tag>& v) {
    if (data_->find(name)) required(name, Id<Tag>::parse(data_->text(name)), v);
  }
  void operator()(std::string_view name, std::vector<std::string>& v);
  void operator()(std::string_view name, std::vector<PenaltyKind>& v);
  template <class Tag>
  void operator()(std::string_view name, std::vector<Id<Tag>>& v) {
    list(name, v, [](const Json& json) { return json.as_string() ? Id<Tag>::parse(*json.as_string()) : std::nullopt; });
  }
  template <class Value, std::size_t N>
  void named(std::string_view name, Value& v, const std::array<Named<Value>, N>& names) {
    required(name, parse_named(names, data_->text(name)), v);
  }
  void secret(std::string_view name, std::string& v);
  void secrets(std::map<std::string, std::string>& v);
  template <class T, class Fields>
  void one(std::string_view name, T& v, Fields fields) {
    const Json* json = data_->find(name);
    if (json == nullptr) return required(name, std::optional<T>(), v);
    PartReader io(*json);
    fields(io, v);
    if (!io.fault().empty()) required(name, std::optional<T>(), v);
  }
  template <class T, class Fields>
  void structs(std::string_view name, std::vector<T>& v, Fields fields) {
    list(name, v, [&](const Json& json) -> std::optional<T> {
      T item{};
      PartReader io(json);
      fields(io, item);
      if (!io.fault().empty()) return std::nullopt;
      return item;
    });
  }

 private:
  template <class T>
  void required(std::string_view name, const std::optional<T>& found, T& v) {
    if (found) v = *found;
    else missing(name);
  }
  void missing(std::string_view name);
  template <class T, class FromJson>
  void list(std::string_view name, std::vector<T>& v, FromJson from_json) {
    v.clear();
    for (const Json& json : data_->items(name)) {
      T value{};
      required(name, std::optional<T>(from_json(json)), value);
      v.push_back(std::move(value));
    }
  }

  const domain::Part* part_ = nullptr;
  const Json* data_;
  std::string fault_;
};

}  // namespace mingjing::cases
