// SPDX-License-Identifier: Apache-2.0
#include "flow/catalog_items.h"

#include <algorithm>

#include "domain/catalog/item_csv.h"
#include "domain/identity/agency.h"
#include "flow/import_report.h"
#include "flow/public_lists.h"

namespace mingjing::flow {
namespace {

Status check(ports::UnitOfWork& work, const catalog::Item& item) {
  if (auto status = catalog::validate(item); !status) return status;
  const auto holder = work.lookup(ports::kind::item, item.code);
  if (holder && *holder != item.id.uuid()) return invalid("该事项编码已被另一事项使用，请核对。", "code");
  const AgencyId id = work.actor().agency;
  const auto home = work.load(ports::kind::agency, id.uuid());
  const auto agency = home ? identity::agency_from_parts(id, home->parts) : identity::Agency{};
  const bool known = std::any_of(agency.units.begin(), agency.units.end(),
                                 [&](const identity::Unit& unit) { return unit.active && unit.name == item.unit; });
  if (!known) return invalid("本机关没有名为“" + item.unit + "”的机构，请先新建或者改正。", "unit");
  return {};
}

Json event_of(const catalog::Item& item) {
  return Json::object({{"item", item.id.text()}, {"code", item.code}, {"act_type", item.act_type}});
}

}  // namespace

Result<ItemId> create_item(ports::UnitOfWork& work, catalog::Item item) {
  item.id = ItemId(work.new_id());
  if (auto status = check(work, item); !status) return refuse(status.error());
  auto aggregate = work.create(ports::kind::item, item.id.uuid());
  work.put(aggregate, catalog::to_part(item));
  work.append(aggregate, {"create_item", event_of(item), work.now()});
  queue_list(work, kItemsList);
  return item.id;
}

Status change_item(ports::UnitOfWork& work, std::int64_t version, const catalog::Item& item) {
  auto aggregate = work.open(ports::kind::item, item.id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  if (auto status = check(work, item); !status) return status;
  work.put(*aggregate, catalog::to_part(item));
  work.append(*aggregate, {"change_item", event_of(item), work.now()});
  queue_list(work, kItemsList);
  return {};
}

Result<std::vector<catalog::RowReport>> import_items(ports::UnitOfWork& work, std::string_view csv) {
  const auto table = catalog::read_csv(csv);
  if (!table) return refuse(table.error());
  if (auto status = require_columns(*table, {"事项编码", "事项名称", "执法类别", "执法依据", "承办机构"}); !status) {
    return refuse(status.error());
  }
  return import_rows(*table, "事项编码", [&](const catalog::CsvRow& row) -> Result<catalog::Taken> {
    auto item = catalog::item_of_row(*table, row);
    if (!item) return refuse(item.error());
    const auto known = work.lookup(ports::kind::item, item->code);
    if (!known) {
      auto made = create_item(work, *item);
      if (!made) return refuse(made.error());
      return catalog::Taken::taken;
    }
    const auto stored = work.load(ports::kind::item, *known);
    item->id = ItemId(*known);
    if (*item == catalog::item_from_parts(item->id, stored->parts)) return catalog::Taken::unchanged;
    // Refused here rather than after `open`, so that a refused row leaves the version where it was.
    if (auto status = check(work, *item); !status) return refuse(status.error());
    if (auto status = change_item(work, stored->version, *item); !status) return refuse(status.error());
    return catalog::Taken::taken;
  });
}

}  // namespace mingjing::flow
