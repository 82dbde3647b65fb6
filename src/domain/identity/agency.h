// An enforcement agency 「执法机关」 in the tree of agencies, with its units 「内设机构」. Stored as the aggregate
// `agency`, whose id is the agency's own: part `agency` once, part `unit` per unit. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "domain/part.h"

namespace mingjing::identity {

enum class Level { province, city, county, township };  // 省级 市级 县级 乡级
std::string_view to_string(Level level);
std::string_view name_zh(Level level);
std::optional<Level> parse_level(std::string_view id);

struct Unit {
  UnitId id;
  std::string name;
  bool legal_review = false;   // 法制审核机构
  bool case_handling = false;  // 办案机构
  bool active = true;          // 撤销的机构 stays, for old cases
  bool operator==(const Unit&) const = default;
};

struct Agency {
  AgencyId id;
  std::uint32_t ordinal = 0;    // the last 20 bits of all its ids
  std::string uscc;             // 统一社会信用代码
  std::string name;             // 全称, in documents
  std::string short_name;       // 简称, in lists
  std::string document_prefix;  // 发文机关代字, e.g. 澜自然资
  Level level = Level::county;
  std::string region_code;  // GB/T 2260, six digits
  std::optional<AgencyId> parent;
  std::string address;    // 办公地址, in documents and service guides
  std::string telephone;  // public telephone of the office, hence no secret
  std::vector<Unit> units;
  bool operator==(const Agency&) const = default;

  const Unit* find_unit(UnitId unit) const;
  const Unit* legal_review_unit() const;  // null when none is set up: review cannot be submitted
};

// All problems at once: names, code with check digit, six region digits, prefix, at most one active legal-review unit
// that does not itself handle cases (R-LEG-040: 专门机构), unit names unique.
Status validate(const Agency& agency);

domain::Part agency_part(const Agency& agency);
domain::Part unit_part(const Unit& unit);
domain::Parts to_parts(const Agency& agency);
// Of stored parts, which were valid when written.
Agency agency_from_parts(AgencyId id, const domain::Parts& parts);

// The same id with the agency's ordinal in its last 20 bits: for the id of an agency, made before it exists.
Uuid with_ordinal(Uuid id, std::uint32_t ordinal);

}  // namespace mingjing::identity
