// Derived rows: what lists, searches and lookups read, computed from the parts alone. The unit of work writes what
// changed; `verify` computes them again and compares, so an edited list row is a finding too.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/db.h"
#include "ports/unit_of_work.h"

namespace mingjing::store {

class Sealer;

enum class DerivedTable { business_key, case_row, obligation_row, term, sealed_index, agency_row, task_row };

// Columns in the order of the table, `agency_id` first; the first `key_columns(table)` are the primary key.
struct DerivedRow {
  DerivedTable table;
  db::Values columns;
  bool operator==(const DerivedRow&) const = default;
};

std::size_t key_columns(DerivedTable table);
std::string_view table_name(DerivedTable table);

// What was worked out for one aggregate before: words of a text, keyed digest of a number.
struct DeriveMemo {
  std::map<std::string, std::vector<std::string>> terms;
  std::map<std::pair<std::string, std::string>, std::string> macs;
};

// All derived rows of an aggregate. `sealer` null leaves out what needs keys (sealed_index).
std::vector<DerivedRow> derive(const ports::Aggregate& aggregate, const Sealer* sealer, DeriveMemo* memo = nullptr);

// Writes the difference.
void write_derived(db::Transaction& tx, const std::vector<DerivedRow>& before, const std::vector<DerivedRow>& after);

// The row of a derived table with this key, for verify; empty columns when absent.
db::Values read_derived(db::Transaction& tx, const DerivedRow& row);

}  // namespace mingjing::store
