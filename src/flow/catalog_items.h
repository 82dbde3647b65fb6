// Items of enforcement: create, change, import. Events: create_item, change_item.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "domain/catalog/csv.h"
#include "domain/catalog/item.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// Refused: fields, a code already in use, a unit of another name than those of the agency.
Result<ItemId> create_item(ports::UnitOfWork& work, catalog::Item item);
Status change_item(ports::UnitOfWork& work, std::int64_t version, const catalog::Item& item);

// UTF-8 or GB18030; see domain/catalog/item_csv.h for the columns. One report line a row; refused rows change nothing.
Result<std::vector<catalog::RowReport>> import_items(ports::UnitOfWork& work, std::string_view csv);

}  // namespace mingjing::flow
