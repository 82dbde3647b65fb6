// Members of the case page as JSON: what is absent or empty is left out. Shared by the files that write its parts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/money.h"
#include "base/time.h"
#include "domain/cases/penalty.h"
#include "domain/cases/recording.h"
#include "domain/cases/stage.h"

namespace mingjing::flow {

inline void optional_text(JsonWriter& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out.member(name, text);
}
inline void optional_date(JsonWriter& out, std::string_view name, const std::optional<Date>& date) {
  if (date) out.member(name, date->text());
}
inline void optional_instant(JsonWriter& out, std::string_view name, const std::optional<Instant>& at) {
  if (at) out.member(name, at->text());
}
inline void instant(JsonWriter& out, std::string_view name, Instant at) { out.member(name, at.text()); }
inline void write_hand(JsonWriter& out, std::string_view name, const cases::Hand& hand) {
  if (hand.at) out.key(name).open_object().member("name", hand.name).member("at", hand.at->text()).close_object();
}
template <class Tag>
void optional_id(JsonWriter& out, std::string_view name, const Id<Tag>& id) {
  if (!id.is_nil()) out.member(name, id.text());
}
inline void texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
  out.key(name).open_array();
  for (const auto& item : items) out.value(item);
  out.close_array();
}
inline void kinds(JsonWriter& out, const std::vector<cases::PenaltyKind>& list) {
  out.key("kinds").open_array();
  for (const auto kind : list) {
    out.open_object().member("id", cases::to_string(kind)).member("name", cases::name_zh(kind)).close_object();
  }
  out.close_array();
}
inline void amounts(JsonWriter& out, Fen fine, Fen gains, Fen property) {
  out.member("fine_fen", fine.count).member("illegal_gains_fen", gains.count).member("property_value_fen", property.count);
}
template <class Value, std::size_t N>
std::string_view id_of(const std::array<cases::Named<Value>, N>& names, Value value) {
  return names[static_cast<std::size_t>(value)].id;
}
template <class Value, std::size_t N>
std::string_view zh_of(const std::array<cases::Named<Value>, N>& names, Value value) {
  return names[static_cast<std::size_t>(value)].zh;
}

}  // namespace mingjing::flow
