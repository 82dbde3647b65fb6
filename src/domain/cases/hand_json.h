// Who did a step, and when, as a member of a part. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/json.h"
#include "domain/cases/recording.h"

namespace mingjing::cases {

// Left out when nobody did it yet.
inline void set_hand(Json& out, std::string_view name, const Hand& hand) {
  if (hand.at) out.set(name, Json::object({{"user", hand.user.text()}, {"name", hand.name}, {"at", hand.at->text()}}));
}

inline Hand hand_of(const Json& json, std::string_view name) {
  const Json* hand = json.find(name);
  if (hand == nullptr) return {};
  return {UserId::parse(hand->text("user")).value_or(UserId()), hand->text("name"), Instant::parse(hand->text("at"))};
}

}  // namespace mingjing::cases
