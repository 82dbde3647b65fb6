// SPDX-License-Identifier: Apache-2.0
#include "store/sql_sessions.h"

#include "store/unit_of_work.h"

namespace mingjing::store {
namespace {

const db::Statement kCreate{
    "session_create",
    "INSERT INTO session (agency_id, token_digest, id, user_id, bearer, second_factor, created_at, used_at, expires_at, "
    "client_network) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Statement kFind{
    "session_find",
    "SELECT s.agency_id, s.id, s.user_id, s.bearer, s.second_factor, s.created_at, s.used_at, s.expires_at, "
    "s.client_network FROM agency_row a JOIN session s ON s.agency_id = a.agency_id AND s.token_digest = $2 WHERE "
    "a.ordinal = $1"};
const db::Statement kTouch{"session_touch", "UPDATE session SET used_at = $3 WHERE agency_id = $1 AND id = $2"};
const db::Statement kEnd{"session_end", "DELETE FROM session WHERE agency_id = $1 AND id = $2"};
const db::Statement kEndAll{"session_end_all", "DELETE FROM session WHERE agency_id = $1 AND user_id = $2 AND id <> $3"};
const db::Statement kList{
    "session_list",
    "SELECT agency_id, id, user_id, bearer, second_factor, created_at, used_at, expires_at, client_network, "
    "token_digest FROM session WHERE agency_id = $1 AND user_id = $2 ORDER BY created_at DESC LIMIT 100"};
const db::Statement kAttemptsLoad{
    "sign_in_attempts_load",
    "SELECT client_network, failures, last_at, known FROM sign_in_attempt WHERE username = $1 AND client_network IN "
    "($2, '')"};
const db::Statement kAttemptsSave{
    "sign_in_attempts_save",
    "INSERT INTO sign_in_attempt (username, client_network, failures, last_at, known) VALUES ($1, $2, $3, $4, $5) ON "
    "CONFLICT (username, client_network) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, known "
    "= excluded.known"};
const db::Statement kAttemptsHold{
    "sign_in_attempts_hold",
    "INSERT INTO sign_in_attempt (username, client_network, failures, last_at, known) VALUES ($1, '', 0, 0, 0) ON CONFLICT "
    "(username, client_network) DO UPDATE SET failures = sign_in_attempt.failures"};
const db::Statement kUserByName{
    "user_by_name", "SELECT agency_id, id FROM business_key WHERE kind = 'user' AND natural_key = $1 LIMIT 1"};
const db::Statement kAgencyByOrdinal{"agency_by_ordinal", "SELECT agency_id FROM agency_row WHERE ordinal = $1"};

identity::Session read(const db::Rows& rows, std::size_t i, std::string token_digest) {
  identity::Session out;
  out.agency = AgencyId::parse(rows.text(i, 0)).value_or(AgencyId{});
  out.id = SessionId::parse(rows.text(i, 1)).value_or(SessionId{});
  out.user = UserId::parse(rows.text(i, 2)).value_or(UserId{});
  out.bearer = rows.integer(i, 3) != 0;
  out.second_factor = rows.integer(i, 4) != 0;
  out.created_at = Instant(rows.integer(i, 5));
  out.used_at = Instant(rows.integer(i, 6));
  out.expires_at = Instant(rows.integer(i, 7));
  out.client_network = rows.text(i, 8);
  out.token_digest = std::move(token_digest);
  return out;
}

void run(db::Database& database, const db::Statement& statement, db::Values params) {
  database.write([&](db::Transaction& tx) {
    tx.execute(statement, params);
    return true;
  });
}

}  // namespace

void SqlSessions::create(const identity::Session& s) {
  run(database_, kCreate,
      {s.agency.text(), s.token_digest, s.id.text(), s.user.text(), std::int64_t{s.bearer}, std::int64_t{s.second_factor},
       s.created_at.unix_ms(), s.used_at.unix_ms(), s.expires_at.unix_ms(), s.client_network});
}

std::optional<identity::Session> SqlSessions::find(std::uint32_t agency_ordinal, std::string_view token_digest) {
  std::optional<identity::Session> out;
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(kFind, {std::int64_t{agency_ordinal}, std::string(token_digest)});
    if (!rows.empty()) out = read(rows, 0, std::string(token_digest));
  });
  return out;
}

void SqlSessions::touch(AgencyId agency, SessionId id, Instant used_at) {
  run(database_, kTouch, {agency.text(), id.text(), used_at.unix_ms()});
}
void SqlSessions::end(AgencyId agency, SessionId id) { run(database_, kEnd, {agency.text(), id.text()}); }
void SqlSessions::end_all(AgencyId agency, UserId user, std::optional<SessionId> except) {
  run(database_, kEndAll, {agency.text(), user.text(), except ? except->text() : std::string()});
}

std::vector<identity::Session> SqlSessions::list(AgencyId agency, UserId user) {
  std::vector<identity::Session> out;
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(kList, {agency.text(), user.text()});
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(read(rows, i, rows.text(i, 9)));
  });
  return out;
}

// The count over all networks stands in the row with the empty network.
namespace {

identity::Attempts attempts_of(db::Transaction& tx, std::string_view username, std::string_view client_network) {
  identity::Attempts out;
  const auto rows = tx.query(kAttemptsLoad, {std::string(username), std::string(client_network)});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.text(i, 0).empty()) {
      out.global_failures = rows.integer(i, 1);
      out.global_since = Instant(rows.integer(i, 2));
    } else {
      out.network_failures = rows.integer(i, 1);
      out.network_last = Instant(rows.integer(i, 2));
      out.known_network = rows.integer(i, 3) != 0;
    }
  }
  return out;
}

}  // namespace

identity::Attempts SqlSignInAttempts::load(std::string_view username, std::string_view client_network) {
  identity::Attempts out;
  database_.read([&](db::Transaction& tx) { out = attempts_of(tx, username, client_network); });
  return out;
}

void SqlSignInAttempts::change(std::string_view username, std::string_view client_network,
                               const std::function<identity::Attempts(const identity::Attempts&)>& change) {
  database_.write([&](db::Transaction& tx) {
    // The name's own row is written first: whoever comes at the same time waits here and reads what we wrote.
    tx.execute(kAttemptsHold, {std::string(username)});
    const auto attempts = change(attempts_of(tx, username, client_network));
    tx.later(kAttemptsSave, {std::string(username), std::string(client_network), attempts.network_failures,
                             attempts.network_last.unix_ms(), std::int64_t{attempts.known_network}});
    tx.later(kAttemptsSave, {std::string(username), std::string(), attempts.global_failures,
                             attempts.global_since.unix_ms(), std::int64_t{0}});
    return true;
  });
}

std::optional<ports::Aggregate> SqlDirectory::find_user(std::string_view username) {
  std::optional<ports::Aggregate> out;
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(kUserByName, {std::string(username)});
    if (rows.empty()) return;
    out = load_aggregate(tx, sealer_, *AgencyId::parse(rows.text(0, 0)), ports::kind::user, *Uuid::parse(rows.text(0, 1)));
  });
  return out;
}

std::optional<ports::Aggregate> SqlDirectory::user(AgencyId agency, UserId id) {
  std::optional<ports::Aggregate> out;
  database_.read([&](db::Transaction& tx) { out = load_aggregate(tx, sealer_, agency, ports::kind::user, id.uuid()); });
  return out;
}

std::optional<ports::Aggregate> SqlDirectory::agency(AgencyId id) {
  std::optional<ports::Aggregate> out;
  database_.read([&](db::Transaction& tx) { out = load_aggregate(tx, sealer_, id, ports::kind::agency, id.uuid()); });
  return out;
}

std::optional<ports::Aggregate> SqlDirectory::agency_by_ordinal(std::uint32_t ordinal) {
  std::optional<ports::Aggregate> out;
  database_.read([&](db::Transaction& tx) {
    const auto rows = tx.query(kAgencyByOrdinal, {std::int64_t{ordinal}});
    if (rows.empty()) return;
    const auto id = AgencyId::parse(rows.text(0, 0));
    out = load_aggregate(tx, sealer_, *id, ports::kind::agency, id->uuid());
  });
  return out;
}

}  // namespace mingjing::store
