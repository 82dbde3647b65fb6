// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "domain/catalog/item_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing::catalog;
  const auto table = read_csv({reinterpret_cast<const char*>(data), size});
  if (!table) return 0;
  for (const auto& row : table->rows) {
    (void)item_of_row(*table, row);
    (void)officer_of_row(*table, row);
  }
  return 0;
}
