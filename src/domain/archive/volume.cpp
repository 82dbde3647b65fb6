// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/volume.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "base/embedded.h"

namespace mingjing::archive {

using cases::VolumeKind;

const VolumeRules& VolumeRules::built_in() {
  static const VolumeRules rules = [] {
    auto parsed = parse(embedded("archive/volume_rules.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return rules;
}

Result<VolumeRules> VolumeRules::parse(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return refuse(Error(json.error()));
  VolumeRules out;
  out.pages_max_ = static_cast<int>(json->integer("pages_max"));
  out.citation_ = json->text("citation");
  for (const auto& row : json->items("groups")) {
    const auto kind = cases::parse_named(cases::kVolumeKinds, row.text("volume"));
    if (!kind || row.text("id").empty()) return invalid("案卷规则的分组 " + row.text("id") + " 不能读取。", "groups");
    Group group{row.text("id"), row.text("name"), row.text("receipts_of"), *kind, {}, row.flag("evidence"), row.flag("excluded")};
    for (const auto& id : row.items("templates")) {
      if (id.as_string()) group.templates.push_back(*id.as_string());
    }
    out.groups_.push_back(std::move(group));
  }
  if (out.groups_.empty() || out.pages_max_ < 1 || out.citation_.empty()) return invalid("案卷规则缺少分组、页数或者依据。", "groups");
  return out;
}

// A receipt belongs to its decision where a group names the act, else where the template stands without one.
std::pair<std::size_t, std::size_t> VolumeRules::place_of(const Piece& piece) const {
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const auto& group = groups_[g];
    if (piece.template_id.empty()) {
      if (piece.excluded ? group.excluded : group.evidence) return {g, group.templates.size()};
      continue;
    }
    const auto at = std::find(group.templates.begin(), group.templates.end(), piece.template_id);
    if (at == group.templates.end()) continue;
    if (piece.template_id == "service_receipt" && !group.receipts_of.empty() && group.receipts_of != piece.of_act) continue;
    // The receipts of a notice stand with it, the records of evidence by day.
    const bool by_day = group.receipts_of.empty() && group.kind == VolumeKind::main;
    return {g, by_day ? 0 : static_cast<std::size_t>(at - group.templates.begin())};
  }
  return {groups_.size(), 0};
}

VolumeKind VolumeRules::kind_of(const Piece& piece) const {
  const auto place = place_of(piece);
  return place.first < groups_.size() ? groups_[place.first].kind : VolumeKind::secondary;
}

std::optional<VolumeKind> VolumeRules::volume_of(std::string_view template_id) const {
  for (const auto& group : groups_) {
    if (std::find(group.templates.begin(), group.templates.end(), template_id) != group.templates.end()) return group.kind;
  }
  return std::nullopt;
}

std::vector<PlannedVolume> VolumeRules::plan(const std::vector<Piece>& pieces) const {
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(kind_of(pieces[a]), place_of(pieces[a]), pieces[a].at) <
           std::tuple(kind_of(pieces[b]), place_of(pieces[b]), pieces[b].at);
  });
  std::vector<PlannedVolume> out;
  for (const auto i : order) {
    const auto& piece = pieces[i];
    const auto kind = kind_of(piece);
    const bool same = !out.empty() && out.back().kind == kind;
    if (!same || out.back().pages + piece.pages > pages_max_) {
      out.push_back({kind, same ? out.back().part + 1 : 1, 1, 0, {}});
    }
    auto& volume = out.back();
    volume.pieces.push_back({i, volume.pages + 1, volume.pages + piece.pages});
    volume.pages += piece.pages;
  }
  for (auto& volume : out) {
    volume.parts = static_cast<int>(std::count_if(out.begin(), out.end(), [&](const auto& v) { return v.kind == volume.kind; }));
  }
  return out;
}

}  // namespace mingjing::archive
