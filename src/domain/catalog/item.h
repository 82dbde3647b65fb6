// An item of enforcement 「执法事项」: what the agency may do, on which legal basis, within which range, and where the
// party may turn. Aggregate `item`, part `item`. A case keeps the code and reads the range on the day it is decided.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "domain/part.h"

namespace mingjing::catalog {

// 执法类别. A table rather than an enum, because agencies add their own (DOMAIN 0.3).
struct ActType {
  std::string_view id;
  std::string_view zh;
};
std::vector<ActType> act_types();
std::string_view act_type_zh(std::string_view id);  // empty when unknown
std::string_view act_type_of(std::string_view zh_or_id);

// How a fine is measured 「罚款幅度」.
enum class FineUnit {
  fixed,     // an amount between min and max, in fen
  per_unit,  // fen per unit, e.g. per square metre; `unit_name`
  multiple,  // min and max in thousandths of `unit_name`: 违法所得, 违法采出的矿产品市场价值, 工程造价 …
};

struct FineRange {
  FineUnit unit = FineUnit::fixed;
  std::int64_t min = 0;  // 0: 以下, no lower end
  std::int64_t max = 0;
  std::string unit_name;  // 平方米, 违法所得 …; empty when fixed
  std::string citation;   // where the range stands, often another article than the basis
  bool operator==(const FineRange&) const = default;
};
std::string text_zh(const FineRange& range);  // 每平方米100元以上1000元以下

struct Item {
  ItemId id;
  std::string code;
  std::string name;
  std::string act_type;            // id of act_types()
  std::vector<std::string> basis;  // citations in the text form of law::Citation, to the item where there is one
  std::vector<std::string> kinds;  // 处罚种类 (APL 9), for penalties
  std::vector<FineRange> fines;
  std::string unit;                    // 承办机构, by name
  std::int64_t review_days = 60;       // 行政复议 60 days (ARL 20), unless a statute gives longer
  std::int64_t litigation_months = 6;  // 行政诉讼 6 months (ALA 46) …
  std::int64_t litigation_days = 0;    // … or days by special statute, e.g. 15 (土地管理法 83); then months is 0
  std::string litigation_citation;
  std::string enforcement_power;  // own power of compulsory execution 「强制执行权」, with citation; usually empty
  // 「复议前置」: the citation that makes reconsideration a must before litigation (ARL 23(1)); usually empty.
  std::string reconsideration_first;
  std::int64_t handling_days = 90;  // 办理时限
  bool active = true;
  bool operator==(const Item&) const = default;
};

// Names, act type, at least one readable citation, ranges the right way round, remedy terms not below the statutes'.
Status validate(const Item& item);

domain::Part to_part(const Item& item);
Item item_from_parts(ItemId id, const domain::Parts& parts);

}  // namespace mingjing::catalog
