// The table of items 「执法事项清单」 as CSV. Columns by header:
//   事项编码 事项名称 执法类别 执法依据 承办机构   required; 执法依据 a list
//   处罚种类                                      a list
//   罚款幅度                                      a list of `range @ citation`, the range in the words of the statute:
//       10000元-50000元 | 元/平方米:100-1000 | 倍/违法所得:1-2 | %/工程造价:5-10, with 0 for 「以下」
//   复议日数 起诉月数 起诉日数 起诉依据 强制执行权依据 复议前置依据 办理日数    optional
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/catalog/csv.h"
#include "domain/catalog/item.h"
#include "domain/identity/officer.h"

namespace mingjing::catalog {

// One row; the id stays nil. Refused with all problems.
Result<Item> item_of_row(const CsvTable& table, const CsvRow& row);
// `元/平方米:100-1000 @ 《…》第…条`
Result<FineRange> parse_fine(std::string_view text);

// The table of officers 「执法人员清单」: 姓名 性别 职务 所在机构 证件编号 执法类别 执法区域 有效期起 有效期止
// 法律职业资格(是/否) 初次审核日期 法学学历(是/否) 审核岗位. The unit comes back by name, since only the agency knows its ids.
struct OfficerRow {
  identity::Officer officer;  // unit and id nil
  std::string unit_name;
};
Result<OfficerRow> officer_of_row(const CsvTable& table, const CsvRow& row);

}  // namespace mingjing::catalog
