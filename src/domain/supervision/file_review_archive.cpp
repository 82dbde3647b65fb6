// 归档: one case, one file, sealed and checked. SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

constexpr std::string_view kNotArchived = "还没有归档。";
bool archived(const ReviewedFile& file) { return file.c.stage() == cases::Stage::archived; }

// Pieces stand one behind the other, from page 1 to the last.
bool numbered_on(const cases::SealedVolume& volume) {
  std::int64_t next = 1;
  for (const auto& entry : volume.entries) {
    if (entry.first_page != next || entry.last_page < entry.first_page) return false;
    next = entry.last_page + 1;
  }
  return next == volume.pages + 1 && !volume.entries.empty();
}

}  // namespace

Checked one_volume(const ReviewedFile& file) {
  if (!archived(file)) return not_applicable(kNotArchived);
  Look look;
  if (!file.c.sealing) {
    look.ask("电子案卷还没有封存。纸质案卷的封面、目录、页码、备考表是否齐全？");
    return std::move(look).done("");
  }
  bool has_main = false;
  for (const auto& volume : file.c.sealing->volumes) {
    has_main = has_main || volume.kind == cases::VolumeKind::main;
    const std::string name(cases::kVolumeKinds[static_cast<std::size_t>(volume.kind)].zh);
    const std::string text = name + "第" + std::to_string(volume.part) + "册 " + std::to_string(volume.entries.size()) + " 件，" +
                             std::to_string(volume.pages) + " 页";
    if (numbered_on(volume)) look.seen({text + "，有封面、目录、备考表。"});
    else look.found({text + "，页码不连续。"});
  }
  if (!has_main) look.found({"没有正卷。"});
  return std::move(look).done("");
}

Checked archived_whole(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!archived(file)) return not_applicable(kNotArchived);
  Look look;
  const std::string when = c.archive.on ? c.archive.on->text() + " 归档" : "归档";
  if (c.archive.retention.empty()) look.found({when + "，没有确定保管期限。"});
  if (!c.sealing) look.ask("电子案卷还没有封存。归档材料是否核对无误？");
  else if (c.sealing->passed()) look.seen({when + "，四性检测通过。"});
  if (c.sealing) {
    for (const auto& check : c.sealing->checks) {
      for (const auto& line : check.lines) {
        if (!check.passed && line.starts_with("不符")) look.found({line});
      }
    }
  }
  return std::move(look).done("");
}

}  // namespace mingjing::supervision::checks
