// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/item.h"

#include <array>

#include "base/money.h"
#include "domain/identity/problems.h"
#include "law/citation.h"

namespace mingjing::catalog {
namespace {

constexpr std::array<ActType, 16> kActTypes{{{"penalty", "行政处罚"},
                                             {"permit", "行政许可"},
                                             {"compulsion", "行政强制"},
                                             {"levy", "行政征收"},
                                             {"fee", "行政收费"},
                                             {"inspection", "行政检查"},
                                             {"confirmation", "行政确认"},
                                             {"reward", "行政奖励"},
                                             {"benefit", "行政给付"},
                                             {"adjudication", "行政裁决"},
                                             {"requisition", "行政征用"},
                                             {"filing", "其他类备案"},
                                             {"approval", "其他类其他审批权"},
                                             {"forwarding", "其他类审核转报"},
                                             {"mediation", "其他类行政调解"},
                                             {"other", "其他类其他"}}};

constexpr std::array<std::string_view, 3> kFineUnits{"fixed", "per_unit", "multiple"};

std::string times_zh(std::int64_t thousandths) {
  if (thousandths < 1000) {
    const std::int64_t tenths_of_percent = thousandths;
    std::string out = std::to_string(tenths_of_percent / 10);
    if (tenths_of_percent % 10 != 0) out += "." + std::to_string(tenths_of_percent % 10);
    return out + "%";
  }
  std::string out = std::to_string(thousandths / 1000);
  if (thousandths % 1000 != 0) out += "." + std::to_string(thousandths % 1000 / 100);
  return out + "倍";
}

std::string yuan_zh(std::int64_t fen) {
  if (fen % 1'000'000 == 0 && fen != 0) return std::to_string(fen / 1'000'000) + "万元";
  return fen % 100 == 0 ? std::to_string(fen / 100) + "元" : format_yuan_plain(Fen{fen}) + "元";
}

std::vector<std::string> texts(const Json::Array& items) {
  std::vector<std::string> out;
  for (const auto& item : items) {
    if (item.as_string() != nullptr) out.push_back(*item.as_string());
  }
  return out;
}

Json array_of(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const auto& item : items) out.push(item);
  return out;
}

}  // namespace

std::vector<ActType> act_types() { return {kActTypes.begin(), kActTypes.end()}; }

std::string_view act_type_zh(std::string_view id) {
  for (const auto& row : kActTypes) {
    if (row.id == id) return row.zh;
  }
  return {};
}

std::string_view act_type_of(std::string_view zh_or_id) {
  for (const auto& row : kActTypes) {
    if (row.id == zh_or_id || row.zh == zh_or_id) return row.id;
  }
  return {};
}

std::string text_zh(const FineRange& range) {
  const auto amount = [&](std::int64_t n) { return range.unit == FineUnit::multiple ? times_zh(n) : yuan_zh(n); };
  std::string out = range.unit == FineUnit::per_unit ? "每" + range.unit_name : range.unit_name;
  if (range.min > 0) out += amount(range.min) + "以上";
  return out + amount(range.max) + "以下";
}

Status validate(const Item& item) {
  identity::Problems problems;
  problems.line("code", "事项编码", item.code, 40);
  problems.line("name", "事项名称", item.name, 120);
  problems.line("unit", "承办机构", item.unit, 40);
  if (act_type_zh(item.act_type).empty()) problems.add("act_type", "执法类别不在目录内，请从列表中选择。");
  if (item.basis.empty()) problems.add("basis", "请填写执法依据，具体到条、款、项。");
  for (const auto& basis : item.basis) {
    const auto citation = law::Citation::parse(basis);
    if (!citation) {
      problems.add("basis", "执法依据“" + basis + "”不能识别，请按“《法律名称》第几条第几款第几项”填写。");
    } else if (citation->article == 0 && citation->passage.empty()) {
      problems.add("basis", "执法依据“" + basis + "”没有写到条，请补充条、款、项。");
    }
  }
  for (const auto& fine : item.fines) {
    if (fine.max <= 0 || fine.min < 0 || fine.min > fine.max || fine.max > kMaxMoney.count) {
      problems.add("fines", "罚款幅度的下限高于上限或者没有上限，请核对。");
    }
    if (fine.unit != FineUnit::fixed && fine.unit_name.empty())
      problems.add("fines", "请写明罚款按什么计算，例如“平方米”“违法所得”。");
    if (!law::Citation::parse(fine.citation))
      problems.add("fines", "罚款幅度“" + text_zh(fine) + "”没有可识别的条文出处。");
  }
  if (item.act_type == "penalty" && item.kinds.empty()) problems.add("kinds", "请至少填写一个处罚种类。");
  if (item.review_days < 60)
    problems.add("review_days", "申请行政复议的期限不得少于六十日（《行政复议法》第二十条第一款）。");
  const bool days = item.litigation_days > 0, months = item.litigation_months > 0;
  if (days == months) problems.add("litigation_months", "提起行政诉讼的期限请在月数与日数中填写一项。");
  if (days && !law::Citation::parse(item.litigation_citation)) {
    problems.add("litigation_citation",
                 "短于六个月的起诉期限应有法律另行规定，请填写条文出处（《行政诉讼法》第四十六条第一款）。");
  }
  if (!item.enforcement_power.empty() && !law::Citation::parse(item.enforcement_power)) {
    problems.add("enforcement_power", "行政强制执行由法律设定，请填写条文出处（《行政强制法》第十三条第一款）。");
  }
  if (!item.reconsideration_first.empty() && !law::Citation::parse(item.reconsideration_first)) {
    problems.add("reconsideration_first", "复议前置由法律、行政法规规定，请填写条文出处（《行政复议法》第二十三条第一款）。");
  }
  return problems.status();
}

domain::Part to_part(const Item& item) {
  Json fines = Json::array();
  for (const auto& fine : item.fines) {
    fines.push(Json::object({{"unit", kFineUnits[static_cast<std::size_t>(fine.unit)]},
                             {"min", fine.min},
                             {"max", fine.max},
                             {"unit_name", fine.unit_name},
                             {"citation", fine.citation}}));
  }
  return {"item",
          "",
          Json::object({{"code", item.code},
                        {"name", item.name},
                        {"act_type", item.act_type},
                        {"basis", array_of(item.basis)},
                        {"kinds", array_of(item.kinds)},
                        {"fines", std::move(fines)},
                        {"unit", item.unit},
                        {"review_days", item.review_days},
                        {"litigation_months", item.litigation_months},
                        {"litigation_days", item.litigation_days},
                        {"litigation_citation", item.litigation_citation},
                        {"enforcement_power", item.enforcement_power},
                        {"reconsideration_first", item.reconsideration_first},
                        {"handling_days", item.handling_days},
                        {"active", item.active}}),
          {}};
}

Item item_from_parts(ItemId id, const domain::Parts& parts) {
  Item out;
  out.id = id;
  const auto* part = domain::find_part(parts, "item");
  if (part == nullptr) return out;
  const Json& data = part->data;
  out.code = data.text("code");
  out.name = data.text("name");
  out.act_type = data.text("act_type");
  out.basis = texts(data.items("basis"));
  out.kinds = texts(data.items("kinds"));
  for (const auto& row : data.items("fines")) {
    FineRange fine;
    for (std::size_t i = 0; i < kFineUnits.size(); ++i) {
      if (row.text("unit") == kFineUnits[i]) fine.unit = static_cast<FineUnit>(i);
    }
    fine.min = row.integer("min");
    fine.max = row.integer("max");
    fine.unit_name = row.text("unit_name");
    fine.citation = row.text("citation");
    out.fines.push_back(std::move(fine));
  }
  out.unit = data.text("unit");
  out.review_days = data.integer("review_days", 60);
  // Absent both: the general period of the header.
  const bool days_given = data.find("litigation_days") != nullptr;
  out.litigation_months = data.integer("litigation_months", days_given ? 0 : out.litigation_months);
  out.litigation_days = data.integer("litigation_days");
  out.litigation_citation = data.text("litigation_citation");
  out.enforcement_power = data.text("enforcement_power");
  out.reconsideration_first = data.text("reconsideration_first");
  out.handling_days = data.integer("handling_days", 90);
  out.active = data.flag("active", true);
  return out;
}

}  // namespace mingjing::catalog
