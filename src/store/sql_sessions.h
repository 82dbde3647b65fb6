// Sessions, failed sign-ins and the directory on SQL. See ports/sessions.h and ports/directory.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ports/directory.h"
#include "ports/sessions.h"
#include "store/part_codec.h"

namespace mingjing::store {

class SqlSessions final : public ports::Sessions {
 public:
  explicit SqlSessions(db::Database& database) : database_(database) {}
  void create(const identity::Session& session) override;
  std::optional<identity::Session> find(std::uint32_t agency_ordinal, std::string_view token_digest) override;
  void touch(AgencyId agency, SessionId id, Instant used_at) override;
  void end(AgencyId agency, SessionId id) override;
  void end_all(AgencyId agency, UserId user, std::optional<SessionId> except) override;
  std::vector<identity::Session> list(AgencyId agency, UserId user) override;

 private:
  db::Database& database_;
};

class SqlSignInAttempts final : public ports::SignInAttempts {
 public:
  explicit SqlSignInAttempts(db::Database& database) : database_(database) {}
  identity::Attempts load(std::string_view username, std::string_view client_network) override;
  void change(std::string_view username, std::string_view client_network,
              const std::function<identity::Attempts(const identity::Attempts&)>& change) override;

 private:
  db::Database& database_;
};

class SqlDirectory final : public ports::Directory {
 public:
  SqlDirectory(db::Database& database, const Sealer& sealer) : database_(database), sealer_(sealer) {}
  std::optional<ports::Aggregate> find_user(std::string_view username) override;
  std::optional<ports::Aggregate> user(AgencyId agency, UserId id) override;
  std::optional<ports::Aggregate> agency(AgencyId id) override;
  std::optional<ports::Aggregate> agency_by_ordinal(std::uint32_t ordinal) override;

 private:
  db::Database& database_;
  const Sealer& sealer_;
};

}  // namespace mingjing::store
