// Cover, catalogue, note sheet and slips of a volume, as documents. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "domain/archive/volume.h"

namespace mingjing::archive {
namespace {

using cases::VolumeKind;
using documents::Block;
using documents::Cell;
using documents::DocumentModel;
using documents::Text;

Text words(std::string text) { return {{std::move(text), documents::Span::Style::plain, {}}}; }
Cell label(std::string text) { return {words(std::move(text)), true, 1, 1}; }
Cell value(std::string text, int span = 1, int lines = 1) { return {words(std::move(text)), false, span, lines}; }

DocumentModel sheet(const VolumeFacts& facts, std::string id, std::vector<std::string> title) {
  DocumentModel out;
  out.template_id = std::move(id);
  out.title = std::move(title);
  out.agency = facts.agency;
  out.date = facts.archived_on;
  return out;
}

Block table(std::vector<int> columns) {
  Block out;
  out.kind = Block::Kind::table;
  out.columns = std::move(columns);
  return out;
}

std::string day(const std::optional<Date>& date) { return date ? date->text_zh() : std::string("—"); }

std::string title_of(std::string_view list, const auto& names) {
  for (const auto& [id, zh] : names) {
    if (id == list) return std::string(zh);
  }
  return {};
}
constexpr std::pair<std::string_view, std::string_view> kRetention[] = {{"10y", "10年"}, {"30y", "30年"}, {"permanent", "永久"}};
constexpr std::pair<std::string_view, std::string_view> kSecrecy[] = {{"", "无"}, {"none", "无"}, {"internal", "内部"}, {"secret", "秘密"}};
constexpr std::pair<std::string_view, std::string_view> kPrivacy[] = {
    {"", "无"}, {"none", "无"}, {"personal", "涉及个人隐私"}, {"commercial", "涉及商业秘密"}};

}  // namespace

std::string volume_name(VolumeKind kind, int part, int parts) {
  std::string out(cases::kVolumeKinds[static_cast<std::size_t>(kind)].zh);
  if (parts > 1) out += "第" + std::to_string(part) + "册（共" + std::to_string(parts) + "册）";
  return out;
}

VolumeFacts volume_facts(const cases::Case& c, std::string agency) {
  VolumeFacts out;
  out.agency = std::move(agency);
  const auto parties = c.present_parties();
  std::string named = parties.empty() ? std::string() : parties.front()->name;
  if (parties.size() > 1) named += "等" + std::to_string(parties.size()) + "名当事人";
  out.case_name = named + c.cause + "案";
  out.case_no = c.case_no;
  if (c.decision) out.decision_number = c.decision->number;
  for (const auto& officer : c.officers) out.handlers += (out.handlers.empty() ? "" : "、") + officer.name;
  out.archive_no = c.archive.volume_no;
  out.retention = title_of(c.archive.retention, kRetention);
  out.secrecy = title_of(c.archive.secrecy, kSecrecy);
  out.privacy = title_of(c.archive.privacy, kPrivacy);
  out.location = c.archive.location;
  out.filed_on = c.filed_on;
  for (const auto& record : c.records) {
    if (record.act == cases::Act::close_case || record.act == cases::Act::revoke_filing) out.closed_on = record.occurred_at.date();
  }
  out.archived_on = c.archive.on.value_or(c.stage_since().date());
  return out;
}

DocumentModel cover(const VolumeFacts& f, const PlannedVolume& v) {
  auto out = sheet(f, "volume_cover", {f.agency, "行政处罚案卷", volume_name(v.kind, v.part, v.parts)});
  auto rows = table({3, 5, 3, 5});
  rows.rows = {{label("案件名称"), value(f.case_name, 3, 2)},
               {label("案号"), value(f.case_no, 3)},
               {label("决定书文号"), value(f.decision_number, 3)},
               {label("办案机关"), value(f.agency, 3)},
               {label("办案人员"), value(f.handlers, 3)},
               {label("立案日期"), value(day(f.filed_on)), label("结案日期"), value(day(f.closed_on))},
               {label("归档日期"), value(f.archived_on.text_zh()), label("归档号"), value(f.archive_no)},
               {label("保管期限"), value(f.retention), label("密级"), value(f.secrecy)},
               {label("隐私"), value(f.privacy), label("存放位置"), value(f.location)},
               {label("卷内文件"), value(std::to_string(v.pieces.size()) + "件"), label("页数"), value(std::to_string(v.pages) + "页")}};
  out.blocks.push_back(std::move(rows));
  return out;
}

DocumentModel catalogue(const VolumeFacts& f, const PlannedVolume& v, const std::vector<Piece>& pieces) {
  auto out = sheet(f, "volume_catalogue", {"卷内文件目录"});
  auto rows = table({5, 12, 17, 10, 8, 8});  // a day, and the pages from and to, each stand on one line
  rows.rows.push_back({label("序号"), label("文号"), label("题名"), label("日期"), label("页号"), label("备注")});
  int number = 0;
  for (const auto& placed : v.pieces) {
    const auto& piece = pieces[placed.piece];
    const std::string from = std::to_string(placed.first_page), to = std::to_string(placed.last_page);
    rows.rows.push_back({value(std::to_string(++number)), value(piece.number), value(piece.title), value(piece.at.date().text()),
                         value(from == to ? from : from + "—" + to), value(piece.remark)});
  }
  out.blocks.push_back(std::move(rows));
  return out;
}

DocumentModel note_sheet(const VolumeFacts& f, const PlannedVolume& v) {
  auto out = sheet(f, "volume_note_sheet", {"备考表"});
  auto rows = table({3, 9});
  rows.rows = {{label("案卷"), value(f.case_name + "，" + volume_name(v.kind, v.part, v.parts))},
               {label("卷内情况"), value("本卷有文件 " + std::to_string(v.pieces.size()) + " 件，编号 1 至 " + std::to_string(v.pages) +
                                        " 页。音像和不能打印的文件存归档包，本卷以说明页代替。", 1, 3)},
               {label("记录情况"), value(f.completeness, 1, 3)},
               {label("立卷人"), value("", 1, 2)},
               {label("检查人"), value("", 1, 2)},
               {label("立卷时间"), value(f.archived_on.text_zh())}};
  out.blocks.push_back(std::move(rows));
  return out;
}

namespace {

// A digest too long for the line of a table.
std::string in_halves(const std::string& digest) {
  const auto half = std::min<std::size_t>(32, digest.size());
  return digest.substr(0, half) + " " + digest.substr(half);
}

}  // namespace

DocumentModel slip(const VolumeFacts& f, const cases::Recording& r, std::string_view of, std::string_view original) {
  auto out = sheet(f, "volume_slip", {"音像记录说明页"});
  auto rows = table({3, 9});
  rows.rows = {{label("记录的环节"), value(std::string(of))},
               {label("起止时间"), value(r.started_at.text_zh() + (r.end() ? " 至 " + r.end()->text_zh() : std::string()))},
               {label("设备"), value(r.device)},
               {label("文件名"), value(r.file_name)},
               {label("大小"), value(std::to_string(r.size) + " 字节")},
               {label("SHA-256"), value(in_halves(r.sha256))}};
  if (!r.sm3.empty()) rows.rows.push_back({label("SM3"), value(in_halves(r.sm3))});
  rows.rows.push_back({label("说明"), value(r.note)});
  rows.rows.push_back({label("原件"), value(std::string(original))});
  out.blocks.push_back(std::move(rows));
  return out;
}

DocumentModel slip(const VolumeFacts& f, const cases::Evidence& e) {
  auto out = sheet(f, "volume_slip", {"证据说明页"});
  auto rows = table({3, 9});
  rows.rows = {{label("名称"), value(e.name)},
               {label("种类"), value(std::string(cases::name_zh(e.kind)))},
               {label("证明内容"), value(e.proves)},
               {label("来源"), value(e.origin)},
               {label("取得时间"), value(e.obtained_at.text_zh())}};
  if (e.sha256.empty()) {
    rows.rows.push_back({label("原件"), value("没有电子文件，原物另行保管。")});
  } else {
    rows.rows.push_back({label("文件名"), value(e.file_name)});
    rows.rows.push_back({label("大小"), value(std::to_string(e.size) + " 字节")});
    rows.rows.push_back({label("SHA-256"), value(in_halves(e.sha256))});
    if (!e.sm3.empty()) rows.rows.push_back({label("SM3"), value(in_halves(e.sm3))});
    rows.rows.push_back({label("原件"), value("存归档包，可用摘要核对。")});
  }
  if (e.excluded) rows.rows.push_back({label("已排除"), value(e.exclusion_reason)});
  out.blocks.push_back(std::move(rows));
  return out;
}

}  // namespace mingjing::archive
