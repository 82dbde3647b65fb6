// SPDX-License-Identifier: Apache-2.0
#include "flow/custody.h"

#include <algorithm>

#include "flow/json_fields.h"
#include "flow/volume_pieces.h"

namespace mingjing::flow {
namespace {

using cases::Act;

template <class Row>
const Row* row_of(const std::vector<Row>& rows, Uuid id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id.uuid() == id; });
  return found == rows.end() ? nullptr : &*found;
}

std::string received_words(const cases::Case& c, const CustodyFile& file) {
  std::string out;
  if (!file.sha256.empty()) out = file.file_name + "，" + std::to_string(file.size) + " 字节；收到时核对摘要，一致。";
  if (const auto* piece = file.kind == "evidence" ? row_of(c.evidence, file.id) : nullptr) {
    out += "取得时间 " + piece->obtained_at.text_zh() + "。";
    if (!piece->origin.empty()) out += "提取地点、提供人：" + piece->origin + "。";
  }
  if (const auto* recording = file.kind == "recording" ? row_of(c.recordings, file.id) : nullptr) {
    if (!recording->device.empty()) out += "设备 " + recording->device + "。";
    if (recording->clock_offset_s != 0) out += "设备时钟偏差 " + std::to_string(recording->clock_offset_s) + " 秒。";
  }
  return out;
}

std::string probed_words(const ports::PastEvent& event) {
  const auto state = cases::parse_named(cases::kRecordingStates, event.data.text("state"));
  return state ? std::string(zh_of(cases::kRecordingStates, *state)) + "。" : std::string();
}

std::string sealed_words(const cases::Case& c, const CustodyFile& file, const ports::PastEvent& event) {
  std::string out = "摘要清单 " + event.data.text("manifest") + "。";
  if (!c.sealing || file.sha256.empty()) return out;
  const auto& left = c.sealing->left_out;
  const bool out_of_it = std::find(left.begin(), left.end(), file.id.text()) != left.end();
  return out + (out_of_it ? "案卷里只有这份记录的登记页，归档包里没有它的文件。" : "归档包里有这份文件。");
}

// What the act's own form said, where that explains it.
std::string reason_words(const cases::Case& c, const ports::PastEvent& event) {
  const auto id = RecordId::parse(event.data.text("record"));
  const auto* record = id ? c.record(*id) : nullptr;
  if (record == nullptr) return {};
  for (const char* member : {"reason", "opinion", "quote"}) {
    if (auto text = record->data.text(member); !text.empty()) return text;
  }
  return {};
}

std::string words_of(const cases::Case& c, const CustodyFile& file, const ports::PastEvent& event, std::optional<Act> act, bool first) {
  if (event.type == kVolumeSealed) return sealed_words(c, file, event);
  if (first) return received_words(c, file);
  if (act == Act::recording_probed) return probed_words(event);
  if (act == Act::recording_destroyed) {
    return event.data.flag("bytes_kept") ? "内容相同的文件另作证据或者记录保存，没有删除。" : "文件已从存储删除，有第二份副本的一并删除，只留销毁登记。";
  }
  std::string out = reason_words(c, event);
  if (act == Act::lengthen_retention) {
    const auto to = cases::parse_named(cases::kKeptFor, event.data.text("kept_for"));
    if (to) out = "延长到“" + std::string(zh_of(cases::kKeptFor, *to)) + "”。" + out;
  }
  if (act == Act::decide_destruction) out = (event.data.text("verdict") == "granted" ? "同意。" : "不同意。") + out;
  return out;
}

}  // namespace

std::string tombstone_words(const cases::Recording& recording) {
  if (!recording.is_destroyed()) return {};
  const auto& by = *recording.destruction();
  return "这份音像记录保管期限已满，" + by.decided.name + "批准，" + by.carried_out.name + "执行、" + by.witnessed.name + "监督，于 " +
         by.witnessed.at->date().text_zh() + "销毁，只留销毁登记，不能播放。";
}

std::optional<CustodyFile> custody_file(const cases::Case& c, std::string_view kind, Uuid id) {
  if (kind == "evidence") {
    const auto* piece = row_of(c.evidence, id);
    if (piece == nullptr) return std::nullopt;
    return CustodyFile{std::string(kind), id, piece->name, piece->file_name, piece->sha256, piece->media_type, piece->size, {}};
  }
  const auto* row = kind == "recording" ? row_of(c.recordings, id) : nullptr;
  if (row == nullptr) return std::nullopt;
  return CustodyFile{std::string(kind), id, row->file_name, row->file_name, row->sha256, row->media_type, row->size, tombstone_words(*row)};
}

std::vector<CustodyStep> custody_steps(const cases::Case& c, const CustodyFile& file, const std::vector<ports::PastEvent>& events) {
  std::vector<CustodyStep> out;
  const std::string id = file.id.text();
  for (const auto& event : events) {
    const auto act = cases::parse_act(event.type);
    const bool of_the_case = event.type == kVolumeSealed || act == Act::archive_case;
    if (!(of_the_case && !out.empty()) && event.data.text(file.kind) != id) continue;
    const bool first = out.empty();
    CustodyStep step{event.recorded_at, event.occurred_at, event.id.text(), event.type, event.actor, {}, {}};
    step.what = event.type == kVolumeSealed ? "封存案卷" : act ? std::string(cases::name_zh(*act)) : event.type;
    step.words = words_of(c, file, event, act, first);
    out.push_back(std::move(step));
  }
  return out;
}

Custody custody_of(const CustodyFile& file, bool there, const ports::FileWatch* watch) {
  if (!file.destroyed.empty()) return Custody::destroyed;
  if (file.sha256.empty()) return Custody::no_file;
  if (!there) return Custody::missing;
  if (watch != nullptr && watch->altered) return Custody::altered;
  return watch != nullptr && watch->reread_at ? Custody::unchanged : Custody::not_yet_reread;
}

std::string custody_words(const CustodyFile& file, Custody state, std::optional<Instant> received, const ports::FileWatch* watch) {
  const std::string since = received ? "自 " + received->text_zh() + "收到以来，" : std::string();
  switch (state) {
    case Custody::unchanged:
      return since + "内容未变：最近一次复核在 " + watch->reread_at->text_zh() + "开始的存储巡检中，全文重读，摘要一致。";
    case Custody::not_yet_reread:
      return since + "还没有复核过：收到时核对的摘要一致，存储巡检还没有重读到它。";
    case Custody::altered:
      return "内容已变：存储巡检重读时，它与收到时的摘要不符，也没有完好的副本。请告诉系统管理员，从备份恢复。";
    case Custody::missing:
      return "取不到文件：存储里现在没有它。请告诉系统管理员，从第二份副本或者备份恢复。";
    case Custody::destroyed:
      return file.destroyed;
    case Custody::no_file:
      break;
  }
  return "这是实物，没有电子文件；下面是它在系统里的登记经过。";
}

}  // namespace mingjing::flow
