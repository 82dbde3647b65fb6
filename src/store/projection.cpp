// SPDX-License-Identifier: Apache-2.0
#include "store/projection.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "domain/evidence/device.h"
#include "domain/evidence/room.h"
#include "domain/supervision/complaint.h"
#include "domain/supervision/record_analysis.h"
#include "store/projection_rules.h"

namespace mingjing::store {
namespace {

struct TableInfo {
  DerivedTable table;
  std::string_view name;
  std::size_t keys;
  std::vector<std::string_view> columns;
};

const std::array<TableInfo, 7>& infos() {
  static const std::array<TableInfo, 7> all = {{
      {DerivedTable::business_key, "business_key", 3, {"agency_id", "kind", "natural_key", "id"}},
      {DerivedTable::case_row,
       "case_row",
       2,
       {"agency_id", "id", "case_no", "stage", "cause", "party_name", "item_code", "registered_on", "filed_on",
        "decided_on", "next_due", "yellow_on", "red_on", "open_until", "publication", "lead_officer", "unit_id", "summary",
        "closed_on"}},
      {DerivedTable::obligation_row,
       "obligation_row",
       3,
       {"agency_id", "subject_id", "id", "rule_id", "due", "yellow_on", "red_on", "open", "provisional",
        "calendar_years"}},
      {DerivedTable::term, "term", 5, {"agency_id", "kind", "term", "sort_key", "id"}},
      {DerivedTable::sealed_index, "sealed_index", 4, {"agency_id", "field", "mac", "id"}},
      {DerivedTable::agency_row, "agency_row", 1, {"agency_id", "ordinal", "uscc", "name", "parent_id"}},
      {DerivedTable::task_row,
       "task_row",
       6,
       {"agency_id", "desk", "due", "subject_id", "task", "row_id", "mine", "kind", "yellow_on", "red_on", "limit_id",
        "since", "owner", "detail", "hidden_from"}},
  }};
  return all;
}

const TableInfo& info(DerivedTable table) { return infos()[static_cast<std::size_t>(table)]; }

struct TableStatements {
  db::Statement put, erase, read;
};

std::string join(const std::vector<std::string_view>& names, std::size_t from, std::size_t to, std::string_view mid) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += (i == from ? "" : std::string(mid)) + std::string(names[i]);
  return out;
}

std::string key_condition(const TableInfo& t) {
  std::string out;
  for (std::size_t i = 0; i < t.keys; ++i) {
    out += (i == 0 ? "" : " AND ") + std::string(t.columns[i]) + " = $" + std::to_string(i + 1);
  }
  return out;
}

TableStatements make(const TableInfo& t) {
  std::string marks, updates;
  for (std::size_t i = 0; i < t.columns.size(); ++i) marks += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
  for (std::size_t i = t.keys; i < t.columns.size(); ++i) {
    updates += (i == t.keys ? "" : ", ") + std::string(t.columns[i]) + " = excluded." + std::string(t.columns[i]);
  }
  const std::string name(t.name), columns = join(t.columns, 0, t.columns.size(), ", ");
  // A business key that another aggregate holds must fail, not be taken over: no upsert there.
  const std::string conflict = t.table == DerivedTable::business_key ? ""
                               : updates.empty()
                                   ? " ON CONFLICT DO NOTHING"
                                   : " ON CONFLICT (" + join(t.columns, 0, t.keys, ", ") + ") DO UPDATE SET " + updates;
  return {{name + "_put", "INSERT INTO " + name + " (" + columns + ") VALUES (" + marks + ")" + conflict},
          {name + "_erase", "DELETE FROM " + name + " WHERE " + key_condition(t)},
          {name + "_read", "SELECT " + columns + " FROM " + name + " WHERE " + key_condition(t)}};
}

const TableStatements& statements(DerivedTable table) {
  static const std::array<TableStatements, 7> all = {{make(infos()[0]), make(infos()[1]), make(infos()[2]),
                                                      make(infos()[3]), make(infos()[4]), make(infos()[5]),
                                                      make(infos()[6])}};
  return all[static_cast<std::size_t>(table)];
}
// Registered when the program starts, so that the test over all statements sees them.
[[maybe_unused]] const bool registered = (statements(DerivedTable::case_row), true);

db::Values key_of(const DerivedRow& row) {
  return {row.columns.begin(), row.columns.begin() + static_cast<std::ptrdiff_t>(info(row.table).keys)};
}

}  // namespace

std::size_t key_columns(DerivedTable table) { return info(table).keys; }
std::string_view table_name(DerivedTable table) { return info(table).name; }

std::vector<DerivedRow> derive(const ports::Aggregate& aggregate, const Sealer* sealer, DeriveMemo* memo) {
  std::vector<DerivedRow> rows;
  DeriveMemo own;
  if (aggregate.kind == ports::kind::enforcement_case) derive_case(aggregate, sealer, memo ? *memo : own, rows);
  else if (aggregate.kind == ports::kind::agency) derive_agency(aggregate, rows);
  else if (aggregate.kind == supervision::kComplaint) derive_complaint(aggregate, rows);
  else if (aggregate.kind == evidence::kDevice) derive_device(aggregate, rows);
  else if (aggregate.kind == evidence::kRoom) derive_room(aggregate, rows);
  else if (aggregate.kind == supervision::kRecordAnalysis) derive_analysis(aggregate, rows);
  else if (aggregate.kind == ports::kind::officer) derive_officer(aggregate, rows);
  else derive_keys(aggregate, rows);
  for (const auto& row : rows) MJ_CHECK(row.columns.size() == info(row.table).columns.size());
  return rows;
}

void write_derived(db::Transaction& tx, const std::vector<DerivedRow>& before, const std::vector<DerivedRow>& after) {
  if (before == after) return;
  std::map<std::pair<DerivedTable, db::Values>, const DerivedRow*> old;
  for (const auto& row : before) old.emplace(std::pair{row.table, key_of(row)}, &row);
  std::vector<const DerivedRow*> changed;
  for (const auto& row : after) {
    const auto found = old.find({row.table, key_of(row)});
    if (found == old.end()) {
      changed.push_back(&row);
      continue;
    }
    if (!(*found->second == row)) changed.push_back(&row);
    old.erase(found);
  }
  for (const auto& [key, row] : old) tx.later(statements(key.first).erase, key.second);
  for (const auto* row : changed) tx.later(statements(row->table).put, row->columns);
}

db::Values read_derived(db::Transaction& tx, const DerivedRow& row) {
  const auto key = key_of(row);
  const auto rows = tx.query(statements(row.table).read, key);
  db::Values out;
  if (rows.empty()) return out;
  for (std::size_t i = 0; i < row.columns.size(); ++i) out.push_back(rows.at(0, i));
  return out;
}

}  // namespace mingjing::store
