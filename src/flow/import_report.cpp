// SPDX-License-Identifier: Apache-2.0
#include "flow/import_report.h"

#include <map>

namespace mingjing::flow {

Status require_columns(const catalog::CsvTable& table, std::initializer_list<std::string_view> columns) {
  std::string missing;
  for (const auto column : columns) {
    if (!table.has(column)) missing += (missing.empty() ? "“" : "、“") + std::string(column) + "”";
  }
  if (missing.empty()) return {};
  return invalid("表头缺少" + missing + "，请按模板补上后重新导入。");
}

std::vector<catalog::RowReport> import_rows(const catalog::CsvTable& table, std::string_view key_column,
                                            const std::function<Result<catalog::Taken>(const catalog::CsvRow&)>& take) {
  std::vector<catalog::RowReport> out;
  std::map<std::string, std::size_t> seen;
  for (const auto& row : table.rows) {
    catalog::RowReport report{row.line, table.cell(row, key_column), catalog::Taken::refused, {}};
    const auto [first, fresh] = seen.try_emplace(report.key, row.line);
    if (!fresh && !report.key.empty()) {
      report.why = "与第" + std::to_string(first->second) + "行的" + std::string(key_column) + "重复，请删去一行。";
    } else if (const auto taken = take(row); taken) {
      report.outcome = *taken;
    } else {
      report.why = taken.error().message;
      const auto& reasons = taken.error().reasons;
      for (std::size_t i = 1; i < reasons.size(); ++i) report.why += reasons[i].message;
    }
    out.push_back(std::move(report));
  }
  return out;
}

}  // namespace mingjing::flow
