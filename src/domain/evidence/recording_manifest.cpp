// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_manifest.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/evidence/recording_rules.h"
#include "domain/identity/problems.h"

namespace mingjing::evidence {
namespace {

constexpr std::array kColumns{"文件", "案号", "事项", "执法证号", "设备编号", "开始", "结束"};
constexpr std::size_t kPathBytesMax = 400;

// Names of the folder's own: nothing absolute, nothing upwards, no hidden part, no backslash.
bool stays_inside(std::string_view path) {
  if (path.empty() || path.size() > kPathBytesMax || path.find('\\') != std::string_view::npos) return false;
  for (const auto part : split(path, '/')) {
    if (part.empty() || part.front() == '.') return false;
  }
  return true;
}

}  // namespace

std::optional<Instant> read_local_time(std::string_view text) {
  std::string at(trim(text));
  if (const auto given = Instant::parse(at)) return given;
  std::replace(at.begin(), at.end(), '/', '-');
  if (at.size() > 10 && at[10] == ' ') at[10] = 'T';
  if (at.size() == 16) at += ":00";
  if (at.size() != 19) return std::nullopt;
  return Instant::parse(at + "+08:00");
}

Result<catalog::CsvTable> read_manifest(std::string_view bytes) {
  auto table = catalog::read_csv(bytes);
  if (!table) return table;
  std::string missing;
  for (const auto* column : kColumns) {
    if (!table->has(column)) missing += (missing.empty() ? "“" : "、“") + std::string(column) + "”";
  }
  if (!missing.empty()) return invalid("清单的表头缺少" + missing + "，请补上后重新导入。");
  if (table->rows.size() > kManifestRowsMax) return invalid("清单超过5000行，请分几次导入。");
  return table;
}

Result<ManifestRow> manifest_row(const catalog::CsvTable& table, const catalog::CsvRow& row) {
  identity::Problems problems;
  const auto cell = [&](const char* column, std::size_t chars_max) {
    auto text = table.cell(row, column);
    problems.line(column, column, text, chars_max);
    return text;
  };
  ManifestRow out;
  out.file = cell("文件", kPathBytesMax);
  out.case_no = cell("案号", 60);
  out.matter = cell("事项", 60);
  out.certificate_no = cell("执法证号", 30);
  out.device = cell("设备编号", 60);
  if (!out.file.empty() && !stays_inside(out.file)) problems.add("文件", "文件名应为清单所在文件夹里的相对路径，不能指向别处。");
  const auto time = [&](const char* column) {
    const auto at = read_local_time(table.cell(row, column));
    if (!at) problems.add(column, std::string(column) + "时间请写成 2026-03-02 09:00:05 这样的形式。");
    return at;
  };
  const auto start = time("开始"), end = time("结束");
  if (start && end) {
    out.start = *start;
    out.end = *end;
    if (out.end <= out.start) problems.add("结束", "结束时间不晚于开始时间，请核对。");
    else if (out.end - out.start > kRecordingMsMax) problems.add("结束", "一段录像超过24小时，请核对起止时间。");
  }
  if (!problems.none()) return refuse(problems.status().error());
  return out;
}

}  // namespace mingjing::evidence
