// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/item_csv.h"

#include <algorithm>

#include <charconv>
#include <optional>

#include "base/money.h"
#include "base/text.h"
#include "domain/identity/problems.h"

namespace mingjing::catalog {
namespace {

// A decimal with at most three places, as thousandths.
std::optional<std::int64_t> thousandths(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  std::string places = point == std::string_view::npos ? std::string() : std::string(text.substr(point + 1));
  if (whole.empty() || whole.size() > 12 || places.size() > 3) return std::nullopt;
  places.resize(3, '0');
  std::int64_t value = 0;
  const std::string digits = std::string(whole) + places;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 10'000) return std::nullopt;
  return value;
}

void take_number(const CsvTable& table, const CsvRow& row, const char* column, std::int64_t& out,
                 identity::Problems& problems) {
  const auto cell = table.cell(row, column);
  if (cell.empty()) return;
  const auto value = number(cell);
  if (value)
    out = *value;
  else
    problems.add(column, "“" + std::string(column) + "”应填整数，现为“" + cell + "”。");
}

}  // namespace

Result<FineRange> parse_fine(std::string_view text) {
  const auto wrong = [&] {
    return invalid("罚款幅度“" + std::string(text) + "”不能识别，请按“元/平方米:100-1000 @ 条文出处”填写。",
                   "罚款幅度");
  };
  const auto at = text.find('@');
  if (at == std::string_view::npos) return wrong();
  FineRange out;
  out.citation = std::string(trim(text.substr(at + 1)));
  const auto range = trim(text.substr(0, at));
  const auto colon = range.find(':');
  std::string_view head = "元", bounds = range;
  if (colon != std::string_view::npos) {
    head = range.substr(0, colon);
    bounds = range.substr(colon + 1);
  }
  const auto slash = head.find('/');
  const auto measure = head.substr(0, slash);
  if (slash != std::string_view::npos) out.unit_name = std::string(head.substr(slash + 1));
  std::int64_t scale = 0;  // thousandths in the cell → what is stored
  if (measure == "元") {
    out.unit = out.unit_name.empty() ? FineUnit::fixed : FineUnit::per_unit;
    scale = 100;
  } else if (measure == "倍") {
    out.unit = FineUnit::multiple;
    scale = 1000;
  } else if (measure == "%") {
    out.unit = FineUnit::multiple;
    scale = 10;
  } else {
    return wrong();
  }
  const auto dash = bounds.find('-');
  if (dash == std::string_view::npos) return wrong();
  const auto low = thousandths(trim(bounds.substr(0, dash))), high = thousandths(trim(bounds.substr(dash + 1)));
  if (!low || !high) return wrong();
  out.min = *low * scale / 1000;
  out.max = *high * scale / 1000;
  return out;
}

Result<Item> item_of_row(const CsvTable& table, const CsvRow& row) {
  identity::Problems problems;
  Item out;
  out.code = table.cell(row, "事项编码");
  out.name = table.cell(row, "事项名称");
  out.act_type = std::string(act_type_of(table.cell(row, "执法类别")));
  out.basis = cell_list(table.cell(row, "执法依据"));
  out.kinds = cell_list(table.cell(row, "处罚种类"));
  for (const auto& cell : cell_list(table.cell(row, "罚款幅度"))) {
    auto fine = parse_fine(cell);
    if (fine)
      out.fines.push_back(std::move(*fine));
    else
      problems.add("罚款幅度", fine.error().message);
  }
  out.unit = table.cell(row, "承办机构");
  take_number(table, row, "复议日数", out.review_days, problems);
  take_number(table, row, "起诉月数", out.litigation_months, problems);
  take_number(table, row, "起诉日数", out.litigation_days, problems);
  take_number(table, row, "办理日数", out.handling_days, problems);
  if (out.litigation_days > 0) out.litigation_months = 0;
  out.litigation_citation = table.cell(row, "起诉依据");
  out.enforcement_power = table.cell(row, "强制执行权依据");
  out.reconsideration_first = table.cell(row, "复议前置依据");
  if (const auto status = validate(out); !status) {
    for (const auto& reason : status.error().reasons) problems.add(reason.field, reason.message);
  }
  if (!problems.none()) return refuse(problems.status().error());
  return out;
}

Result<OfficerRow> officer_of_row(const CsvTable& table, const CsvRow& row) {
  identity::Problems problems;
  OfficerRow out;
  auto& officer = out.officer;
  officer.name = table.cell(row, "姓名");
  officer.sex = table.cell(row, "性别");
  officer.post = table.cell(row, "职务");
  officer.certificate_no = table.cell(row, "证件编号");
  officer.categories = cell_list(table.cell(row, "执法类别"));
  officer.area = table.cell(row, "执法区域");
  out.unit_name = table.cell(row, "所在机构");
  problems.line("所在机构", "所在机构", out.unit_name, 40);
  const auto day = [&](const char* column) -> std::optional<Date> {
    const auto cell = table.cell(row, column);
    const auto parsed = Date::parse(cell);
    if (!parsed) problems.add(column, "“" + std::string(column) + "”请按2026-03-02的样式填写，现为“" + cell + "”。");
    return parsed;
  };
  officer.valid_from = day("有效期起").value_or(Date());
  officer.valid_until = day("有效期止").value_or(Date());
  const auto qualified = table.cell(row, "法律职业资格");
  officer.legal_qualification = qualified == "是";
  if (!qualified.empty() && qualified != "是" && qualified != "否")
    problems.add("法律职业资格", "“法律职业资格”请填“是”或者“否”。");
  if (!table.cell(row, "初次审核日期").empty()) officer.first_review_on = day("初次审核日期");
  const auto degree = table.cell(row, "法学学历");
  officer.law_degree = degree == "是";
  if (!degree.empty() && degree != "是" && degree != "否")
    problems.add("法学学历", "“法学学历”请填“是”或者“否”。");
  if (const auto kind = table.cell(row, "审核岗位"); !kind.empty()) {
    const auto named = std::find_if(identity::kReviewerKinds.begin(), identity::kReviewerKinds.end(),
                                    [&](const auto& entry) { return entry.zh == kind && !entry.id.empty(); });
    if (named == identity::kReviewerKinds.end())
      problems.add("审核岗位", "“审核岗位”请填“专职”“兼职”或者“法律顾问、公职律师”，也可不填。");
    else
      officer.reviewer_kind = named->kind;
  }
  if (const auto status = identity::validate(officer); !status) {
    for (const auto& reason : status.error().reasons) {
      if (reason.field != "unit") problems.add(reason.field, reason.message);  // known by name only, so far
    }
  }
  if (!problems.none()) return refuse(problems.status().error());
  return out;
}

}  // namespace mingjing::catalog
