// Which items the standards cover, and whether they are whole 「裁量基准覆盖情况」. The rows are also what an agency
// publishes (APL 34; 事项, 依据条款, 违法情形, 裁量阶次, 适用条件, 处罚幅度). The check is exact: it works on the
// borders of intervals, not on samples, so it finds a gap of one fen. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/catalog/discretion_book.h"

namespace mingjing::catalog {

struct CoverageRow {
  std::string item, standard, name;
  std::string basis;      // 依据条款, joined by ；
  std::string band;       // 法定幅度: 每平方米100元以上1000元以下
  std::string step;       // 裁量阶次
  std::string condition;  // 适用条件
  std::string fine;       // 处罚幅度
  std::string citation;   // of the statutory range
};

enum class CoverageFault {
  not_covered,        // 没有裁量基准: an item without a standard in force on the day
  condition_gap,      // 适用条件有空档: cases for which there is no step
  condition_overlap,  // 适用条件重叠: cases for which there are two
  amount_gap,         // 处罚幅度有空档: lawful amounts in no step
  amount_overlap,     // 处罚幅度重叠: amounts in two
  inversion,          // 轻重倒置: a heavier step begins below a lighter one
};
struct CoverageFinding {
  CoverageFault fault = CoverageFault::not_covered;
  std::string item, standard, where;  // where: band and step
  std::string message;                // what is wrong and how to mend it
};

struct Coverage {
  std::vector<CoverageRow> rows;
  std::vector<CoverageFinding> findings;
  std::size_t items = 0, covered = 0;
};

// `items`: codes of the items that fine. On `day`.
Coverage coverage(const DiscretionBook& book, const std::vector<std::string>& items, Date day);
// One standard alone, e.g. a draft or one no longer in force.
std::vector<CoverageFinding> faults_of(const DiscretionBook& book, const DiscretionStandard& standard);

std::string_view zh(CoverageFault fault);

}  // namespace mingjing::catalog
