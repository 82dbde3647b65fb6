// SPDX-License-Identifier: Apache-2.0
#include "query/amount_bands.h"

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::query {
namespace {

constexpr std::int64_t kFenInYuan = 100;

struct File {
  int version = 0;
  std::vector<AmountBand> bands;
};

// The first band is that of no money; each of the others begins where the one before ends.
const File& file() {
  static const File kFile = [] {
    const auto json = parse_json(embedded("portal/amount_bands.json"));
    MJ_CHECK(json.has_value());
    File out{static_cast<int>(json->integer("version")), {}};
    for (const Json& one : json->items("bands"))
      out.bands.push_back({one.text("key"), one.text("name"), Fen{one.integer("from") * kFenInYuan},
                           Fen{one.integer("below") * kFenInYuan}});
    MJ_CHECK(out.bands.size() > 1 && out.bands[0].below.count == 0 && out.bands.back().below.count == 0);
    for (std::size_t i = 1; i < out.bands.size(); ++i)
      MJ_CHECK(out.bands[i].from.count == out.bands[i - 1].below.count);
    return out;
  }();
  return kFile;
}

}  // namespace

std::span<const AmountBand> amount_bands() { return file().bands; }

int amount_bands_version() { return file().version; }

const AmountBand& amount_band_of(Fen amount) {
  const auto bands = amount_bands();
  if (amount.count <= 0) return bands.front();
  const auto past = std::find_if(bands.begin() + 1, bands.end() - 1,
                                 [&](const AmountBand& band) { return amount.count < band.below.count; });
  return *past;
}

const AmountBand* amount_band(std::string_view key) {
  for (const AmountBand& band : amount_bands())
    if (band.key == key) return &band;
  return nullptr;
}

}  // namespace mingjing::query
