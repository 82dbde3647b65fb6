// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/metadata.h"

#include <algorithm>

namespace mingjing::archive {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20) out += c;  // XML 1.0 knows no others but white space
    else out += ' ';
  }
  return out;
}

class Xml {
 public:
  Xml& open(std::string_view name) {
    line("<" + std::string(name) + ">");
    ++depth_;
    return *this;
  }
  Xml& close(std::string_view name) {
    --depth_;
    return line("</" + std::string(name) + ">");
  }
  Xml& member(std::string_view name, std::string_view value) {
    const std::string tag(name);
    return line("<" + tag + ">" + escaped(value) + "</" + tag + ">");
  }
  Xml& member(std::string_view name, std::int64_t value) { return member(name, std::to_string(value)); }
  std::string take() { return std::move(out_); }

 private:
  Xml& line(const std::string& text) {
    out_ += std::string(depth_ * 1, ' ') + text + "\n";
    return *this;
  }
  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::size_t depth_ = 0;
};

void add_volume(Xml& xml, const cases::SealedVolume& volume) {
  xml.open("案卷册").member("题名", volume_name(volume.kind, static_cast<int>(volume.part), static_cast<int>(volume.parts)));
  xml.member("页数", volume.pages).member("计算机文件摘要", volume.sha256);
  std::int64_t number = 0;
  for (const auto& entry : volume.entries) {
    xml.open("文件").member("顺序号", ++number).member("题名", entry.title).member("文号", entry.number);
    xml.member("日期", entry.on.text()).member("起始页号", entry.first_page).member("终止页号", entry.last_page).close("文件");
  }
  xml.close("案卷册");
}

}  // namespace

std::string metadata_xml(const VolumeFacts& f, const cases::Sealing& sealing, const std::vector<PackagedFile>& files) {
  Xml xml;
  xml.open("电子文件封装包").member("封装包格式描述", "行政处罚案卷归档包，元数据元素参照 DA/T 46、DA/T 48");
  xml.member("封装包创建时间", sealing.at.text()).member("封装包创建单位", f.agency);
  xml.open("封装内容").member("聚合层次", "案卷").member("立档单位名称", f.agency).member("题名", f.case_name);
  xml.member("案号", f.case_no).member("文号", f.decision_number).member("责任者", f.handlers).member("档号", f.archive_no);
  xml.member("立案日期", f.filed_on ? f.filed_on->text() : "").member("结案日期", f.closed_on ? f.closed_on->text() : "");
  xml.member("归档日期", f.archived_on.text()).member("保管期限", f.retention).member("密级", f.secrecy);
  xml.member("隐私", f.privacy).member("存放位置", f.location);
  for (const auto& volume : sealing.volumes) add_volume(xml, volume);
  xml.close("封装内容").open("计算机文件");
  for (const auto& file : files) {
    xml.open("文件实体").member("计算机文件名", file.path).member("原文件名", file.name).member("格式信息", file.media_type);
    xml.member("计算机文件大小", file.size).member("数字摘要算法", "SHA-256").member("数字摘要", file.sha256);
    if (!file.sm3.empty()) xml.member("数字摘要算法", "SM3").member("数字摘要", file.sm3);
    xml.close("文件实体");
  }
  return xml.close("计算机文件").close("电子文件封装包").take();
}

std::string checks_text(const VolumeFacts& f, const cases::Sealing& sealing) {
  std::string out = "归档四性检测\n" + f.case_name + "（" + f.case_no + "）\n" + sealing.at.text() + "\n";
  for (const auto& check : sealing.checks) {
    for (const auto& [id, zh] : cases::kArchiveChecks) {
      if (id == check.id) out += "\n" + std::string(zh) + (check.passed ? "：通过\n" : "：不通过\n");
    }
    for (const auto& line : check.lines) out += "  " + line + "\n";
  }
  return out;
}

namespace {

std::string list_of(std::vector<PackagedFile> files, std::string PackagedFile::*digest) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  std::string out;
  for (const auto& file : files)
    if (!(file.*digest).empty()) out += file.*digest + "  " + file.path + "\n";
  return out;
}

}  // namespace

std::string digests_text(std::vector<PackagedFile> files) { return list_of(std::move(files), &PackagedFile::sha256); }
std::string sm3_digests_text(std::vector<PackagedFile> files) { return list_of(std::move(files), &PackagedFile::sm3); }

}  // namespace mingjing::archive
