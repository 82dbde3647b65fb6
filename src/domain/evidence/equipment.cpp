// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/equipment.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/citation.h"

namespace mingjing::evidence {

std::int64_t EquipmentStandard::needed(std::int64_t officers) const {
  if (officers <= 0) return 0;
  return std::max(at_least, (officers + officers_per_device - 1) / officers_per_device);
}

const EquipmentStandards& EquipmentStandards::built_in() {
  static const EquipmentStandards all = [] {
    auto parsed = parse(embedded("catalog/equipment.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<EquipmentStandards> EquipmentStandards::parse(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return tl::make_unexpected(parsed.error());
  EquipmentStandards out;
  for (const auto& row : parsed->items("standards")) {
    const auto wrong = [&](std::string_view what) { return invalid("“" + row.text("kind") + "”的配备标准：" + std::string(what)); };
    const auto kind = cases::parse_named(kDeviceKinds, row.text("kind"));
    if (!kind) return wrong("没有这种设备。");
    EquipmentStandard one{*kind, row.integer("officers_per_device"), row.integer("at_least"), {}, row.text("basis"), row.text("source")};
    if (one.officers_per_device < 1 || one.at_least < 0) return wrong("人数至少为1，台数不能是负数。");
    const auto from = Date::parse(row.text("from"));
    if (!from) return wrong("起始日期不能识别。");
    one.from = *from;
    if (!law::Citation::parse(one.basis) || one.source.empty()) return wrong("没有写明出处。");
    if (std::any_of(out.all_.begin(), out.all_.end(), [&](const auto& other) { return other.kind == one.kind; })) {
      return wrong("登记了两次。");
    }
    out.all_.push_back(std::move(one));
  }
  return out;
}

}  // namespace mingjing::evidence
