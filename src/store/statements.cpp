// SPDX-License-Identifier: Apache-2.0
#include "store/statements.h"

namespace mingjing::store::sql {
namespace {

TableSet make(const std::string& prefix) {
  const std::string aggregate = prefix + "aggregate", part = prefix + "part";
  return TableSet{
      .bump = {prefix + "aggregate_bump", "UPDATE " + aggregate +
                                              " SET version = version + 1, updated_at = $4 WHERE agency_id = $1 AND id "
                                              "= $2 AND kind = $3 RETURNING version"},
      .bump_expected = {prefix + "aggregate_bump_expected",
                        "UPDATE " + aggregate +
                            " SET version = version + 1, updated_at = $4 WHERE agency_id = $1 AND id = $2 AND kind = "
                            "$3 AND version = $5 RETURNING version"},
      .set_version = {prefix + "aggregate_set_version",
                      "UPDATE " + aggregate +
                          " SET version = $4, updated_at = $5 WHERE agency_id = $1 AND id = $2 AND kind = $3"},
      .current = {prefix + "aggregate_current",
                  "SELECT version FROM " + aggregate + " WHERE agency_id = $1 AND id = $2 AND kind = $3"},
      .create = {prefix + "aggregate_create",
                 "INSERT INTO " + aggregate +
                     " (agency_id, id, kind, version, created_at, updated_at) VALUES ($1, $2, $3, 1, $4, $4)"},
      .parts = {prefix + "parts_of",
                "SELECT name, part_key, data, sealed, digest FROM " + part +
                    " WHERE agency_id = $1 AND aggregate_id = $2 ORDER BY name, part_key"},
      .put_part = {prefix + "part_put",
                   "INSERT INTO " + part +
                       " (agency_id, aggregate_id, name, part_key, data, sealed, digest) VALUES ($1, $2, $3, $4, $5, "
                       "$6, $7) ON CONFLICT (agency_id, aggregate_id, name, part_key) DO UPDATE SET data = "
                       "excluded.data, sealed = excluded.sealed, digest = excluded.digest"},
      .erase_part = {prefix + "part_erase",
                     "DELETE FROM " + part +
                         " WHERE agency_id = $1 AND aggregate_id = $2 AND name = $3 AND part_key = $4"},
      .aggregate_with_parts =
          {prefix + "aggregate_with_parts",
           "SELECT a.version, p.name, p.part_key, p.data, p.sealed, p.digest FROM " + aggregate + " a JOIN " + part +
               " p ON p.agency_id = a.agency_id AND p.aggregate_id = a.id WHERE a.agency_id = $1 AND a.id = $2 AND "
               "a.kind = $3 ORDER BY p.name, p.part_key"},
  };
}

}  // namespace

const TableSet kOwn = make("");
const TableSet kSharedTables = make("shared_");

}  // namespace mingjing::store::sql
