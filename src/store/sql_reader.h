// Reading on SQL. See ports/reader.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ports/reader.h"
#include "store/part_codec.h"

namespace mingjing::store {

// `root_agency` owns shared reference data; nil before set-up.
class SqlReader final : public ports::Reader {
 public:
  SqlReader(db::Transaction& tx, const Sealer& sealer, AgencyId root_agency)
      : tx_(tx), sealer_(sealer), root_agency_(root_agency) {}
  std::optional<ports::Aggregate> load(AgencyId agency, std::string_view kind, Uuid id) override;
  std::vector<ports::Aggregate> all(AgencyId agency, std::string_view kind, int limit) override;
  std::optional<std::int64_t> version(AgencyId agency, std::string_view kind, Uuid id) override;
  std::optional<Uuid> lookup(AgencyId agency, std::string_view kind, std::string_view key) override;
  std::vector<std::string> keys_between(AgencyId agency, std::string_view kind, std::string_view from,
                                        std::string_view to, int limit) override;
  std::vector<std::pair<AgencyId, std::string>> keys_anywhere(std::string_view kind, int limit) override;
  std::vector<ports::PastEvent> events(AgencyId agency, Uuid aggregate, std::int64_t after_version, int limit) override;
  std::optional<std::string> body(AgencyId agency, Uuid id) override;
  std::optional<std::string> public_body(AgencyId agency, Uuid public_id, std::int64_t n) override;

 private:
  AgencyId owner(AgencyId agency, std::string_view kind) const;
  db::Transaction& tx_;
  const Sealer& sealer_;
  AgencyId root_agency_;
};

class SqlSnapshots final : public ports::Snapshots {
 public:
  SqlSnapshots(db::Database& database, const Sealer& sealer, const AgencyId& root_agency)
      : database_(database), sealer_(sealer), root_agency_(root_agency) {}
  void read(const std::function<void(ports::Reader&)>& question) override;

 private:
  db::Database& database_;
  const Sealer& sealer_;
  const AgencyId& root_agency_;
};

}  // namespace mingjing::store
