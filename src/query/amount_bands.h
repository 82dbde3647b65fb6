// Bands of money due by a decision, by which the public search filters: `data/portal/amount_bands.json`, a closed list.
// Every decision lies in exactly one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/money.h"

namespace mingjing::query {

struct AmountBand {
  std::string key;   // in addresses: 1000-10000
  std::string name;  // 1 千元以上不满 1 万元
  Fen from, below;   // `below` not included; 0: no upper end, and with `from` 0 too: no money at all
};

std::span<const AmountBand> amount_bands();
int amount_bands_version();
const AmountBand& amount_band_of(Fen amount);
const AmountBand* amount_band(std::string_view key);  // null: not on the list

}  // namespace mingjing::query
