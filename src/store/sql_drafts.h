// Drafts on SQL, sealed with the data key to the place where they lie. See ports/drafts.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ports/drafts.h"
#include "store/part_codec.h"

namespace mingjing::store {

// Where a draft's box lies: moved to another person's row it does not open.
std::string draft_place(std::string_view agency, std::string_view user, std::string_view key);

class SqlDrafts final : public ports::Drafts {
 public:
  SqlDrafts(db::Database& database, const Sealer& sealer) : database_(database), sealer_(sealer) {}
  Result<ports::Draft> save(const ports::DraftOwner& owner, std::string_view key, const ports::DraftContent& content,
                            std::optional<std::int64_t> expected, Instant now) override;
  std::optional<ports::Draft> find(const ports::DraftOwner& owner, std::string_view key) override;
  std::vector<ports::DraftLine> list(const ports::DraftOwner& owner) override;
  void drop(const ports::DraftOwner& owner, std::string_view key) override;
  std::size_t drop_saved_before(Instant before, std::size_t limit) override;

 private:
  std::optional<ports::Draft> read(db::Transaction& tx, const ports::DraftOwner& owner, std::string_view key);
  db::Database& database_;
  const Sealer& sealer_;
};

}  // namespace mingjing::store
