// SPDX-License-Identifier: Apache-2.0
#include "store/schema.h"

#include <array>
#include <vector>

namespace mingjing::store {
namespace {

constexpr std::string_view kSpine = R"sql(
CREATE TABLE aggregate (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, version {{bigint}} NOT NULL,
  created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX aggregate_by_kind ON aggregate (agency_id, kind, id);

CREATE TABLE part (
  agency_id TEXT NOT NULL, aggregate_id TEXT NOT NULL, name TEXT NOT NULL, part_key TEXT NOT NULL,
  data TEXT NOT NULL, sealed TEXT NOT NULL, digest {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, name, part_key));

CREATE TABLE event (
  agency_id TEXT NOT NULL, aggregate_id TEXT NOT NULL, version {{bigint}} NOT NULL, id TEXT NOT NULL,
  type TEXT NOT NULL, actor TEXT NOT NULL, recorded_at {{bigint}} NOT NULL, occurred_at {{bigint}} NOT NULL,
  body TEXT NOT NULL, salt {{blob}} NOT NULL, commitment {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, version));
CREATE UNIQUE INDEX event_by_id ON event (agency_id, id);
CREATE INDEX event_by_time ON event (agency_id, recorded_at, type);

CREATE TABLE leaf (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, position {{bigint}} NOT NULL, kind TEXT NOT NULL, public_id TEXT NOT NULL,
  members TEXT NOT NULL, queued_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id, position));
CREATE INDEX leaf_in_order ON leaf (queued_at, id, position);

CREATE TABLE log_entry (
  entry_index {{bigint}} NOT NULL PRIMARY KEY, agency_id TEXT NOT NULL, leaf_id TEXT NOT NULL, position {{bigint}} NOT NULL,
  kind TEXT NOT NULL, public_id TEXT NOT NULL, number {{bigint}} NOT NULL, bytes TEXT NOT NULL);
CREATE UNIQUE INDEX log_entry_by_leaf ON log_entry (agency_id, leaf_id, position);
CREATE INDEX log_entry_by_public ON log_entry (agency_id, public_id, entry_index);
CREATE INDEX log_entry_by_kind ON log_entry (kind, entry_index);

CREATE TABLE log_counter (
  agency_id TEXT NOT NULL PRIMARY KEY, events {{bigint}} NOT NULL, decisions {{bigint}} NOT NULL);
CREATE TABLE log_state (
  id {{bigint}} NOT NULL PRIMARY KEY, origin TEXT NOT NULL, size {{bigint}} NOT NULL, root {{blob}} NOT NULL,
  epoch {{bigint}} NOT NULL, holder TEXT NOT NULL, lease_until {{bigint}} NOT NULL);
CREATE TABLE checkpoint (
  size {{bigint}} NOT NULL PRIMARY KEY, root {{blob}} NOT NULL, note TEXT NOT NULL, signed_at {{bigint}} NOT NULL);
CREATE TABLE tally_day (
  agency_id TEXT NOT NULL, civil_day TEXT NOT NULL, logged {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, civil_day));
CREATE INDEX tally_day_open ON tally_day (logged, civil_day);

CREATE TABLE public_body (
  agency_id TEXT NOT NULL, public_id TEXT NOT NULL, n {{bigint}} NOT NULL, bytes TEXT NOT NULL,
  PRIMARY KEY (agency_id, public_id, n));

CREATE TABLE body (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, bytes TEXT NOT NULL,
  PRIMARY KEY (agency_id, id));

CREATE TABLE number_series (
  agency_id TEXT NOT NULL, series TEXT NOT NULL, last {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, series));

CREATE TABLE idempotency (
  agency_id TEXT NOT NULL, user_id TEXT NOT NULL, request_key TEXT NOT NULL, digest TEXT NOT NULL,
  status {{bigint}} NOT NULL, body TEXT NOT NULL, created_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, user_id, request_key));
CREATE INDEX idempotency_by_age ON idempotency (agency_id, created_at);

CREATE TABLE session (
  agency_id TEXT NOT NULL, token_digest TEXT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, bearer {{bigint}} NOT NULL,
  second_factor {{bigint}} NOT NULL, created_at {{bigint}} NOT NULL, used_at {{bigint}} NOT NULL, expires_at {{bigint}} NOT NULL, client_network TEXT NOT NULL,
  PRIMARY KEY (agency_id, token_digest));
CREATE INDEX session_by_user ON session (agency_id, user_id, created_at);

CREATE INDEX session_by_id ON session (agency_id, id);
CREATE TABLE sign_in_attempt (
  username TEXT NOT NULL, client_network TEXT NOT NULL, failures {{bigint}} NOT NULL, last_at {{bigint}} NOT NULL,
  known {{bigint}} NOT NULL,
  PRIMARY KEY (username, client_network));

CREATE TABLE job (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
  run_after {{bigint}} NOT NULL, attempts {{bigint}} NOT NULL, leased_until {{bigint}} NOT NULL, holder TEXT NOT NULL,
  last_error TEXT NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX job_waiting ON job (state, run_after, id);

CREATE TABLE view_grant (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, evidence_id TEXT NOT NULL, case_id TEXT NOT NULL, session_id TEXT NOT NULL,
  purpose TEXT NOT NULL, granted_at {{bigint}} NOT NULL, expires_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));

CREATE TABLE deployment (
  name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

-- Derived from the parts; `verify` recomputes every row.
CREATE TABLE business_key (
  agency_id TEXT NOT NULL, kind TEXT NOT NULL, natural_key TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (agency_id, kind, natural_key));
CREATE INDEX business_key_anywhere ON business_key (kind, natural_key);
CREATE TABLE case_row (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, case_no TEXT NOT NULL, stage TEXT NOT NULL, cause TEXT NOT NULL,
  party_name TEXT NOT NULL, item_code TEXT NOT NULL, registered_on TEXT NOT NULL, filed_on TEXT NOT NULL,
  decided_on TEXT NOT NULL, next_due TEXT NOT NULL, yellow_on TEXT NOT NULL, red_on TEXT NOT NULL,
  open_until TEXT NOT NULL, publication TEXT NOT NULL, lead_officer TEXT NOT NULL, summary TEXT NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX case_row_newest ON case_row (agency_id, registered_on DESC, id DESC);
CREATE INDEX case_row_by_stage ON case_row (agency_id, stage, registered_on DESC, id DESC);
CREATE INDEX case_row_by_red ON case_row (agency_id, red_on, id);
CREATE INDEX case_row_by_yellow ON case_row (agency_id, yellow_on, id);
CREATE TABLE obligation_row (
  agency_id TEXT NOT NULL, subject_id TEXT NOT NULL, id TEXT NOT NULL, rule_id TEXT NOT NULL, due TEXT NOT NULL,
  yellow_on TEXT NOT NULL, red_on TEXT NOT NULL, open {{bigint}} NOT NULL, provisional {{bigint}} NOT NULL,
  calendar_years TEXT NOT NULL,
  PRIMARY KEY (agency_id, subject_id, id));
CREATE INDEX obligation_row_open ON obligation_row (agency_id, open, due, id);
CREATE TABLE term (
  agency_id TEXT NOT NULL, kind TEXT NOT NULL, term TEXT NOT NULL, sort_key TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (agency_id, kind, term, sort_key, id));
CREATE TABLE sealed_index (
  agency_id TEXT NOT NULL, field TEXT NOT NULL, mac TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (agency_id, field, mac, id));
CREATE TABLE agency_row (
  agency_id TEXT NOT NULL PRIMARY KEY, ordinal {{bigint}} NOT NULL, uscc TEXT NOT NULL, name TEXT NOT NULL,
  parent_id TEXT NOT NULL);
CREATE UNIQUE INDEX agency_row_by_ordinal ON agency_row (ordinal);
CREATE UNIQUE INDEX agency_row_by_uscc ON agency_row (uscc);
)sql";

// Laws and calendars are read by every agency and written by the root agency alone, so they have tables of their own
// that a distributed engine can replicate to every node.
constexpr std::string_view kShared = R"sql(
CREATE TABLE shared_aggregate (
  agency_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, version {{bigint}} NOT NULL,
  created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX shared_aggregate_by_kind ON shared_aggregate (agency_id, kind, id);
CREATE TABLE shared_part (
  agency_id TEXT NOT NULL, aggregate_id TEXT NOT NULL, name TEXT NOT NULL, part_key TEXT NOT NULL,
  data TEXT NOT NULL, sealed TEXT NOT NULL, digest {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, name, part_key));
)sql";

constexpr std::array kCovers = {
    ColumnCover{"part", "*", Cover::covered, "data and the commitments in sealed; boxes and salts stand beside them"},
    ColumnCover{"shared_part", "*", Cover::covered, "as part"},
    ColumnCover{"event", "*", Cover::covered, "body, salt and commitment by the log; the rest recomputed from the body"},
    ColumnCover{"aggregate", "*", Cover::derived, "version and times from the newest event"},
    ColumnCover{"shared_aggregate", "*", Cover::derived, "as aggregate"},
    ColumnCover{"log_entry", "*", Cover::covered, "by the checkpoint's root"},
    ColumnCover{"log_counter", "*", Cover::derived, "highest numbers of log_entry"},
    ColumnCover{"log_state", "*", Cover::derived, "size and root from log_entry; the lease is working state"},
    ColumnCover{"checkpoint", "*", Cover::derived, "signed; root recomputed from log_entry"},
    ColumnCover{"public_body", "*", Cover::covered, "by the digest in its log entry"},
    ColumnCover{"body", "*", Cover::covered, "by the digest in the part that names it"},
    ColumnCover{"number_series", "*", Cover::derived, "highest number of the documents of the series"},
    ColumnCover{"business_key", "*", Cover::derived, "store/projection"},
    ColumnCover{"case_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"obligation_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"term", "*", Cover::derived, "store/projection"},
    ColumnCover{"sealed_index", "*", Cover::uncovered, "needs the index key, which verify works without"},
    ColumnCover{"agency_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"leaf", "*", Cover::uncovered, "waiting for the sequencer; recomputed from events when lost"},
    ColumnCover{"tally_day", "*", Cover::uncovered, "days whose tally is still to be logged"},
    ColumnCover{"idempotency", "*", Cover::uncovered, "answers kept seven days"},
    ColumnCover{"session", "*", Cover::uncovered, "sign-ins under way; signing in and out are events of the user"},
    ColumnCover{"sign_in_attempt", "*", Cover::uncovered, "failed sign-ins of the last days"},
    ColumnCover{"job", "*", Cover::uncovered, "working state of the queue"},
    ColumnCover{"view_grant", "*", Cover::uncovered, "expires in minutes; each grant is an entry of the access journal"},
    ColumnCover{"deployment", "*", Cover::uncovered, "origin, root agency, demo mark; set at init"},
    ColumnCover{"schema_version", "*", Cover::uncovered, "written by migrations"},
};

// Each with its reason: before sign-in nobody's agency is known; the queue and the log belong to the deployment.
constexpr std::array<std::string_view, 8> kWithoutAgency{
    "business_key_anywhere",                           // user names and credit codes are unique in the deployment
    "sign_in_attempts_load", "sign_in_attempts_save",  // a name that may not exist
    "user_by_name",                                    // gives the agency
    "agency_by_ordinal",                               // gives the agency
    "job_due", "job_waiting_count",                    // jobs of all agencies, oldest first
    "session_find",                                    // gives the agency, from the ordinal in the token
};

}  // namespace

std::span<const db::Migration> migrations() {
  static const std::vector<db::Migration> all = {
      {1, "spine", std::string(kSpine)},
      {2, "shared_reference", std::string(kShared)},
  };
  return all;
}

std::span<const ColumnCover> column_covers() { return kCovers; }

std::span<const std::string_view> statements_without_agency() { return kWithoutAgency; }

}  // namespace mingjing::store
