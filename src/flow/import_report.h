// What imports of tables share: required columns, one report line a row, repeated keys refused.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "domain/catalog/csv.h"

namespace mingjing::flow {

Status require_columns(const catalog::CsvTable& table, std::initializer_list<std::string_view> columns);

// Calls `take` for each row; a refusal becomes the row's reason with every problem. A key that stood in an earlier row
// is refused, since which of the two counts is not for the program to guess.
std::vector<catalog::RowReport> import_rows(const catalog::CsvTable& table, std::string_view key_column,
                                            const std::function<Result<catalog::Taken>(const catalog::CsvRow&)>& take);

}  // namespace mingjing::flow
