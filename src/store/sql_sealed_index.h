// See ports/sealed_index.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ports/sealed_index.h"
#include "store/part_codec.h"

namespace mingjing::store {

class SqlSealedIndex final : public ports::SealedIndex {
 public:
  SqlSealedIndex(db::Database& database, const Sealer& sealer) : database_(database), sealer_(sealer) {}
  std::vector<CaseId> cases_with(AgencyId agency, std::string_view field, std::string_view value, int limit) override;

 private:
  db::Database& database_;
  const Sealer& sealer_;
};

}  // namespace mingjing::store
