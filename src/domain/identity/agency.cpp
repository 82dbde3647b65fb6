// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/agency.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/check.h"
#include "domain/identity/check_digits.h"
#include "domain/identity/problems.h"

namespace mingjing::identity {
namespace {

struct LevelName {
  Level level;
  std::string_view id, zh;
};
constexpr std::array<LevelName, 4> kLevels{{{Level::province, "province", "省级"},
                                            {Level::city, "city", "市级"},
                                            {Level::county, "county", "县级"},
                                            {Level::township, "township", "乡级"}}};

}  // namespace

std::string_view to_string(Level level) { return kLevels[static_cast<std::size_t>(level)].id; }
std::string_view name_zh(Level level) { return kLevels[static_cast<std::size_t>(level)].zh; }
std::optional<Level> parse_level(std::string_view id) {
  for (const auto& row : kLevels) {
    if (row.id == id) return row.level;
  }
  return std::nullopt;
}

const Unit* Agency::find_unit(UnitId unit) const {
  const auto at = std::find_if(units.begin(), units.end(), [&](const Unit& row) { return row.id == unit; });
  return at == units.end() ? nullptr : &*at;
}

const Unit* Agency::legal_review_unit() const {
  const auto at = std::find_if(units.begin(), units.end(), [](const Unit& u) { return u.active && u.legal_review; });
  return at == units.end() ? nullptr : &*at;
}

Status validate(const Agency& agency) {
  Problems problems;
  problems.add(check_uscc(agency.uscc, "uscc"));
  problems.line("name", "机关全称", agency.name, 60);
  problems.line("short_name", "机关简称", agency.short_name, 30);
  problems.line("document_prefix", "发文机关代字", agency.document_prefix, 12);
  const bool digits =
      std::all_of(agency.region_code.begin(), agency.region_code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (agency.region_code.size() != 6 || !digits) problems.add("region_code", "行政区划代码应为6位数字。");
  if (agency.parent == agency.id) problems.add("parent", "上级机关不能是本机关自己。");
  std::set<std::string_view> names;
  int reviewers = 0;
  for (std::size_t i = 0; i < agency.units.size(); ++i) {
    const auto& unit = agency.units[i];
    const std::string field = "units/" + std::to_string(i);
    problems.line(field + "/name", "机构名称", unit.name, 40);
    if (!names.insert(unit.name).second)
      problems.add(field + "/name", "机构名称“" + unit.name + "”重复，请改用不同名称。");
    if (unit.active && unit.legal_review) {
      ++reviewers;
      if (unit.case_handling) {
        problems.add(field + "/legal_review", "法制审核机构不能同时办理案件，请另设办案机构。");
      }
    }
  }
  if (reviewers > 1) problems.add("units", "法制审核机构只能有一个，请取消多余的标记。");
  return problems.status();
}

domain::Part agency_part(const Agency& agency) {
  return {"agency",
          "",
          Json::object({{"ordinal", static_cast<std::int64_t>(agency.ordinal)},
                        {"uscc", agency.uscc},
                        {"name", agency.name},
                        {"short_name", agency.short_name},
                        {"document_prefix", agency.document_prefix},
                        {"level", to_string(agency.level)},
                        {"region_code", agency.region_code},
                        {"parent", agency.parent ? agency.parent->text() : std::string()},
                        {"address", agency.address},
                        {"telephone", agency.telephone}}),
          {}};
}

domain::Part unit_part(const Unit& unit) {
  return {"unit",
          unit.id.text(),
          Json::object({{"name", unit.name},
                        {"legal_review", unit.legal_review},
                        {"case_handling", unit.case_handling},
                        {"active", unit.active}}),
          {}};
}

domain::Parts to_parts(const Agency& agency) {
  domain::Parts parts{agency_part(agency)};
  for (const auto& unit : agency.units) parts.push_back(unit_part(unit));
  return parts;
}

Agency agency_from_parts(AgencyId id, const domain::Parts& parts) {
  Agency out;
  out.id = id;
  for (const auto& part : parts) {
    const Json& data = part.data;
    if (part.name == "unit") {
      const auto unit_id = UnitId::parse(part.key);
      MJ_CHECK(unit_id.has_value());
      out.units.push_back({*unit_id, data.text("name"), data.flag("legal_review"), data.flag("case_handling"),
                           data.flag("active", true)});
    } else if (part.name == "agency") {
      out.ordinal = static_cast<std::uint32_t>(data.integer("ordinal"));
      out.uscc = data.text("uscc");
      out.name = data.text("name");
      out.short_name = data.text("short_name");
      out.document_prefix = data.text("document_prefix");
      out.level = parse_level(data.text("level")).value_or(Level::county);
      out.region_code = data.text("region_code");
      out.parent = AgencyId::parse(data.text("parent"));
      out.address = data.text("address");
      out.telephone = data.text("telephone");
    }
  }
  return out;
}

Uuid with_ordinal(Uuid id, std::uint32_t ordinal) {
  MJ_CHECK(ordinal <= kMaxAgencyOrdinal);
  auto bytes = id.bytes();
  bytes[13] = static_cast<std::uint8_t>((bytes[13] & 0xf0) | (ordinal >> 16));
  bytes[14] = static_cast<std::uint8_t>(ordinal >> 8);
  bytes[15] = static_cast<std::uint8_t>(ordinal);
  return Uuid(bytes);
}

}  // namespace mingjing::identity
