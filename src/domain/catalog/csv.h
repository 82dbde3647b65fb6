// Reads tables as offices send them: UTF-8 (with or without BOM) or GB18030, quotes, CRLF, a header row by name.
// Bounded: 16 MiB, 100,000 rows, 64 columns.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::catalog {

// One line of the report of an import (CONTRACTS 1): what became of row `line` (1 is the header).
enum class Taken { taken, unchanged, refused };
struct RowReport {
  std::size_t line = 0;
  std::string key;  // code, certificate number …
  Taken outcome = Taken::refused;
  std::string why;  // when refused: every problem, in one sentence each
};
std::string_view to_string(Taken outcome);

struct CsvRow {
  std::size_t line = 0;            // of the file, where the row starts
  std::vector<std::string> cells;  // trimmed
};
struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  // The cell under a header, empty when the column or cell is absent.
  std::string cell(const CsvRow& row, std::string_view column) const;
  bool has(std::string_view column) const;
};

// To UTF-8: as it is when it is UTF-8 already, else GB18030; refused when it is neither.
Result<std::string> to_utf8(std::string_view bytes);
// Refusals: encoding, size, an open quote (with its line), an empty or repeated header.
Result<CsvTable> read_csv(std::string_view bytes);

// A list in one cell: parts separated by ； or ;, trimmed, empty ones dropped.
std::vector<std::string> cell_list(std::string_view cell);

}  // namespace mingjing::catalog
