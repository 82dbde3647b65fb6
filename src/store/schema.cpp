// SPDX-License-Identifier: Apache-2.0
#include "store/schema.h"

#include <array>
#include <vector>

namespace mingjing::store {
namespace {

constexpr std::string_view kSpine = R"sql(
CREATE TABLE aggregate (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, kind {{text}} NOT NULL, version {{bigint}} NOT NULL,
  created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX aggregate_by_kind ON aggregate (agency_id, kind, id);

CREATE TABLE part (
  agency_id {{text}} NOT NULL, aggregate_id {{text}} NOT NULL, name {{text}} NOT NULL, part_key {{text}} NOT NULL,
  data {{text}} NOT NULL, sealed {{text}} NOT NULL, digest {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, name, part_key));

CREATE TABLE event (
  agency_id {{text}} NOT NULL, aggregate_id {{text}} NOT NULL, version {{bigint}} NOT NULL, id {{text}} NOT NULL,
  type {{text}} NOT NULL, actor {{text}} NOT NULL, recorded_at {{bigint}} NOT NULL, occurred_at {{bigint}} NOT NULL,
  body {{text}} NOT NULL, salt {{blob}} NOT NULL, commitment {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, version));
CREATE UNIQUE INDEX event_by_id ON event (agency_id, id);
CREATE INDEX event_by_time ON event (agency_id, recorded_at, type);

CREATE TABLE leaf (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, position {{bigint}} NOT NULL, kind {{text}} NOT NULL, public_id {{text}} NOT NULL,
  members {{text}} NOT NULL, queued_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id, position));
CREATE INDEX leaf_in_order ON leaf (queued_at, id, position);

CREATE TABLE log_entry (
  entry_index {{bigint}} NOT NULL PRIMARY KEY, agency_id {{text}} NOT NULL, leaf_id {{text}} NOT NULL, position {{bigint}} NOT NULL,
  kind {{text}} NOT NULL, public_id {{text}} NOT NULL, number {{bigint}} NOT NULL, bytes {{text}} NOT NULL);
CREATE UNIQUE INDEX log_entry_by_leaf ON log_entry (agency_id, leaf_id, position);
CREATE INDEX log_entry_by_public ON log_entry (agency_id, public_id, entry_index);
CREATE INDEX log_entry_by_kind ON log_entry (kind, entry_index);

CREATE TABLE log_counter (
  agency_id {{text}} NOT NULL PRIMARY KEY, events {{bigint}} NOT NULL, decisions {{bigint}} NOT NULL);
CREATE TABLE log_state (
  id {{bigint}} NOT NULL PRIMARY KEY, origin {{text}} NOT NULL, size {{bigint}} NOT NULL, root {{blob}} NOT NULL,
  epoch {{bigint}} NOT NULL, holder {{text}} NOT NULL, lease_until {{bigint}} NOT NULL);
CREATE TABLE checkpoint (
  size {{bigint}} NOT NULL PRIMARY KEY, root {{blob}} NOT NULL, note {{text}} NOT NULL, signed_at {{bigint}} NOT NULL);
CREATE TABLE tally_day (
  agency_id {{text}} NOT NULL, civil_day {{text}} NOT NULL, logged {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, civil_day));
CREATE INDEX tally_day_open ON tally_day (logged, civil_day);

CREATE TABLE public_body (
  agency_id {{text}} NOT NULL, public_id {{text}} NOT NULL, n {{bigint}} NOT NULL, bytes {{text}} NOT NULL,
  PRIMARY KEY (agency_id, public_id, n));

CREATE TABLE body (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, bytes {{text}} NOT NULL,
  PRIMARY KEY (agency_id, id));

CREATE TABLE number_series (
  agency_id {{text}} NOT NULL, series {{text}} NOT NULL, last {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, series));

CREATE TABLE idempotency (
  agency_id {{text}} NOT NULL, user_id {{text}} NOT NULL, request_key {{text}} NOT NULL, digest {{text}} NOT NULL,
  status {{bigint}} NOT NULL, body {{text}} NOT NULL, created_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, user_id, request_key));
CREATE INDEX idempotency_by_age ON idempotency (agency_id, created_at);

CREATE TABLE session (
  agency_id {{text}} NOT NULL, token_digest {{text}} NOT NULL, id {{text}} NOT NULL, user_id {{text}} NOT NULL, bearer {{bigint}} NOT NULL,
  second_factor {{bigint}} NOT NULL, created_at {{bigint}} NOT NULL, used_at {{bigint}} NOT NULL, expires_at {{bigint}} NOT NULL, client_network {{text}} NOT NULL,
  PRIMARY KEY (agency_id, token_digest));
CREATE INDEX session_by_user ON session (agency_id, user_id, created_at);

CREATE INDEX session_by_id ON session (agency_id, id);
CREATE TABLE sign_in_attempt (
  username {{text}} NOT NULL, client_network {{text}} NOT NULL, failures {{bigint}} NOT NULL, last_at {{bigint}} NOT NULL,
  known {{bigint}} NOT NULL,
  PRIMARY KEY (username, client_network));

CREATE TABLE job (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, kind {{text}} NOT NULL, payload {{text}} NOT NULL, state {{text}} NOT NULL,
  run_after {{bigint}} NOT NULL, attempts {{bigint}} NOT NULL, leased_until {{bigint}} NOT NULL, holder {{text}} NOT NULL,
  last_error {{text}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX job_waiting ON job (state, run_after, id);

CREATE TABLE view_grant (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, evidence_id {{text}} NOT NULL, case_id {{text}} NOT NULL, session_id {{text}} NOT NULL,
  purpose {{text}} NOT NULL, granted_at {{bigint}} NOT NULL, expires_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));

CREATE TABLE deployment (
  name {{text}} NOT NULL PRIMARY KEY, value {{text}} NOT NULL);

-- Derived from the parts; `verify` recomputes every row.
CREATE TABLE business_key (
  agency_id {{text}} NOT NULL, kind {{text}} NOT NULL, natural_key {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, kind, natural_key));
CREATE INDEX business_key_anywhere ON business_key (kind, natural_key);
CREATE TABLE case_row (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, case_no {{text}} NOT NULL, stage {{text}} NOT NULL, cause {{text}} NOT NULL,
  party_name {{text}} NOT NULL, item_code {{text}} NOT NULL, registered_on {{text}} NOT NULL, filed_on {{text}} NOT NULL,
  decided_on {{text}} NOT NULL, next_due {{text}} NOT NULL, yellow_on {{text}} NOT NULL, red_on {{text}} NOT NULL,
  open_until {{text}} NOT NULL, publication {{text}} NOT NULL, lead_officer {{text}} NOT NULL, unit_id {{text}} NOT NULL,
  summary {{text}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX case_row_newest ON case_row (agency_id, registered_on DESC, id DESC);
CREATE INDEX case_row_by_stage ON case_row (agency_id, stage, registered_on DESC, id DESC);
CREATE INDEX case_row_by_unit ON case_row (agency_id, unit_id, registered_on DESC, id DESC);
CREATE INDEX case_row_by_lead ON case_row (agency_id, lead_officer, registered_on DESC, id DESC);
CREATE INDEX case_row_by_red ON case_row (agency_id, red_on, id);
CREATE INDEX case_row_by_yellow ON case_row (agency_id, yellow_on, id);
CREATE TABLE obligation_row (
  agency_id {{text}} NOT NULL, subject_id {{text}} NOT NULL, id {{text}} NOT NULL, rule_id {{text}} NOT NULL, due {{text}} NOT NULL,
  yellow_on {{text}} NOT NULL, red_on {{text}} NOT NULL, open {{bigint}} NOT NULL, provisional {{bigint}} NOT NULL,
  calendar_years {{text}} NOT NULL,
  PRIMARY KEY (agency_id, subject_id, id));
CREATE INDEX obligation_row_open ON obligation_row (agency_id, open, due, id);
CREATE TABLE term (
  agency_id {{text}} NOT NULL, kind {{text}} NOT NULL, term {{text}} NOT NULL, sort_key {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, kind, term, sort_key, id));
CREATE TABLE sealed_index (
  agency_id {{text}} NOT NULL, field {{text}} NOT NULL, mac {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, field, mac, id));
CREATE TABLE agency_row (
  agency_id {{text}} NOT NULL PRIMARY KEY, ordinal {{bigint}} NOT NULL, uscc {{text}} NOT NULL, name {{text}} NOT NULL,
  parent_id {{text}} NOT NULL);
CREATE UNIQUE INDEX agency_row_by_ordinal ON agency_row (ordinal);
CREATE UNIQUE INDEX agency_row_by_uscc ON agency_row (uscc);
)sql";

// Laws and calendars are read by every agency and written by the root agency alone, so they have tables of their own
// that a distributed engine can replicate to every node.
constexpr std::string_view kShared = R"sql(
CREATE TABLE shared_aggregate (
  agency_id {{text}} NOT NULL, id {{text}} NOT NULL, kind {{text}} NOT NULL, version {{bigint}} NOT NULL,
  created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL,
  PRIMARY KEY (agency_id, id));
CREATE INDEX shared_aggregate_by_kind ON shared_aggregate (agency_id, kind, id);
CREATE TABLE shared_part (
  agency_id {{text}} NOT NULL, aggregate_id {{text}} NOT NULL, name {{text}} NOT NULL, part_key {{text}} NOT NULL,
  data {{text}} NOT NULL, sealed {{text}} NOT NULL, digest {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, aggregate_id, name, part_key));
)sql";

// Rows that are little more than their key live in the key's own tree: half the size, one insertion instead of two.
constexpr std::string_view kClustered = R"sql(
CREATE TABLE new_term (
  agency_id {{text}} NOT NULL, kind {{text}} NOT NULL, term {{text}} NOT NULL, sort_key {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, kind, term, sort_key, id)) {{clustered}};
INSERT INTO new_term (agency_id, kind, term, sort_key, id) SELECT agency_id, kind, term, sort_key, id FROM term;
DROP TABLE term;
ALTER TABLE new_term RENAME TO term;

CREATE TABLE new_sealed_index (
  agency_id {{text}} NOT NULL, field {{text}} NOT NULL, mac {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, field, mac, id)) {{clustered}};
INSERT INTO new_sealed_index (agency_id, field, mac, id) SELECT agency_id, field, mac, id FROM sealed_index;
DROP TABLE sealed_index;
ALTER TABLE new_sealed_index RENAME TO sealed_index;

CREATE TABLE new_business_key (
  agency_id {{text}} NOT NULL, kind {{text}} NOT NULL, natural_key {{text}} NOT NULL, id {{text}} NOT NULL,
  PRIMARY KEY (agency_id, kind, natural_key)) {{clustered}};
INSERT INTO new_business_key (agency_id, kind, natural_key, id) SELECT agency_id, kind, natural_key, id FROM business_key;
DROP TABLE business_key;
ALTER TABLE new_business_key RENAME TO business_key;
CREATE INDEX business_key_anywhere ON business_key (kind, natural_key);

CREATE TABLE new_obligation_row (
  agency_id {{text}} NOT NULL, subject_id {{text}} NOT NULL, id {{text}} NOT NULL, rule_id {{text}} NOT NULL,
  due {{text}} NOT NULL, yellow_on {{text}} NOT NULL, red_on {{text}} NOT NULL, open {{bigint}} NOT NULL,
  provisional {{bigint}} NOT NULL, calendar_years {{text}} NOT NULL,
  PRIMARY KEY (agency_id, subject_id, id)) {{clustered}};
INSERT INTO new_obligation_row
  (agency_id, subject_id, id, rule_id, due, yellow_on, red_on, open, provisional, calendar_years)
  SELECT agency_id, subject_id, id, rule_id, due, yellow_on, red_on, open, provisional, calendar_years FROM obligation_row;
DROP TABLE obligation_row;
ALTER TABLE new_obligation_row RENAME TO obligation_row;
CREATE INDEX obligation_row_open ON obligation_row (agency_id, open, due, id);
)sql";

// The decisions of a year, for the ratios of legal review.
constexpr std::string_view kByDecision = R"sql(
CREATE INDEX case_row_by_decision ON case_row (agency_id, decided_on, id);
)sql";

// Each word of a number has a series of its own. Two notices and two decisions shared one each: both words go on from
// where the shared series stood, so that no number is given twice; the shared row stays as the record of it.
constexpr std::string_view kOwnSeries = R"sql(
INSERT INTO number_series (agency_id, series, last)
  SELECT agency_id, 'prior_' || series, last FROM number_series WHERE series LIKE 'notice/%';
INSERT INTO number_series (agency_id, series, last)
  SELECT agency_id, 'hearing_right_' || series, last FROM number_series WHERE series LIKE 'notice/%';
INSERT INTO number_series (agency_id, series, last)
  SELECT agency_id, 'penalty_' || series, last FROM number_series WHERE series LIKE 'decision/%';
INSERT INTO number_series (agency_id, series, last)
  SELECT agency_id, 'no_penalty_' || series, last FROM number_series WHERE series LIKE 'decision/%';
UPDATE number_series SET series = 'legal_review_opinion/' || substr(series, 8) WHERE series LIKE 'review/%';
)sql";

// Publications by state and by the day their display ends, for the desk and for ending them.
constexpr std::string_view kByPublication = R"sql(
CREATE INDEX case_row_by_publication ON case_row (agency_id, publication, decided_on, id);
CREATE INDEX case_row_by_display ON case_row (publication, open_until, agency_id, id);
)sql";

// What people typed and have not sent.
constexpr std::string_view kDrafts = R"sql(
CREATE TABLE draft (
  agency_id {{text}} NOT NULL, user_id {{text}} NOT NULL, draft_key {{text}} NOT NULL, version {{bigint}} NOT NULL,
  saved_at {{bigint}} NOT NULL, bytes {{bigint}} NOT NULL, box {{blob}} NOT NULL,
  PRIMARY KEY (agency_id, user_id, draft_key));
CREATE INDEX draft_by_age ON draft (saved_at, agency_id, user_id, draft_key);
)sql";

// Whose turn it is. Rows go with the case, so finished cases leave none behind.
constexpr std::string_view kTasks = R"sql(
CREATE TABLE task_row (
  agency_id {{text}} NOT NULL, desk {{text}} NOT NULL, due {{text}} NOT NULL, subject_id {{text}} NOT NULL,
  task {{text}} NOT NULL, row_id {{text}} NOT NULL, mine {{bigint}} NOT NULL, kind {{text}} NOT NULL,
  yellow_on {{text}} NOT NULL, red_on {{text}} NOT NULL, limit_id {{text}} NOT NULL, since {{bigint}} NOT NULL,
  owner {{text}} NOT NULL, detail {{text}} NOT NULL, hidden_from {{text}} NOT NULL,
  PRIMARY KEY (agency_id, desk, due, subject_id, task, row_id)) {{clustered}};
)sql";

// Cases by the day they were filed and closed, for figures of a period; by item, for what stands on an article.
constexpr std::string_view kByPeriod = R"sql(
ALTER TABLE case_row ADD COLUMN closed_on {{text}} NOT NULL DEFAULT '';
CREATE INDEX case_row_by_filing ON case_row (agency_id, filed_on, id);
CREATE INDEX case_row_by_closing ON case_row (agency_id, closed_on, id);
CREATE INDEX case_row_by_item ON case_row (agency_id, item_code, id);
)sql";

// What witnesses signed of a checkpoint, by their public keys.
constexpr std::string_view kCosignatures = R"sql(
CREATE TABLE cosignature (
  size {{bigint}} NOT NULL, witness {{text}} NOT NULL, line {{text}} NOT NULL, cosigned_at {{bigint}} NOT NULL,
  PRIMARY KEY (size, witness));
CREATE INDEX cosignature_by_witness ON cosignature (witness, size);
)sql";

// Officers are counted by unit: their rows are derived anew, the tables stay.
constexpr std::string_view kEquipment = R"sql(
DELETE FROM term WHERE kind = 'officer_unit';
)sql";

// What time-stamping authorities signed of a checkpoint (RFC 3161), the DER reply as it came.
constexpr std::string_view kStamps = R"sql(
CREATE TABLE checkpoint_stamp (
  stamped_at {{bigint}} NOT NULL, size {{bigint}} NOT NULL, authority {{text}} NOT NULL, reply {{blob}} NOT NULL,
  PRIMARY KEY (stamped_at, size, authority));
)sql";

// The list of cases by light: the few that have one, newest first, with all that it narrows by.
constexpr std::string_view kByLight = R"sql(
CREATE INDEX case_row_lit ON case_row (agency_id, registered_on DESC, id DESC, yellow_on, red_on, next_due, unit_id,
  lead_officer, stage) WHERE yellow_on < '9999-12-31';
)sql";

// Who refers to a stored file, and which recording is kept until when, is derived for the cases that are there; the tables stay.
constexpr std::string_view kRetention = R"sql(
DELETE FROM business_key WHERE kind = 'recording_due';
)sql";

// Who looked at one file is derived for the batches of looks that are there.
constexpr std::string_view kCustody = R"sql(
DELETE FROM business_key WHERE kind = 'file_look';
)sql";

// A collective discussion is on the list of matters of recording: the figures of closed cases are derived anew; the tables stay.
constexpr std::string_view kDiscussions = R"sql(
DELETE FROM term WHERE kind = 'record_analysis';
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
    ColumnCover{"cosignature", "*", Cover::derived, "signed by the witness over the text of the checkpoint"},
    ColumnCover{"checkpoint_stamp", "*", Cover::derived, "signed by the authority over the note of the checkpoint"},
    ColumnCover{"public_body", "*", Cover::covered, "by the digest in its log entry"},
    ColumnCover{"body", "*", Cover::covered, "by the digest in the part that names it"},
    ColumnCover{"number_series", "*", Cover::derived, "highest number of the documents of the series"},
    ColumnCover{"business_key", "*", Cover::derived, "store/projection"},
    ColumnCover{"case_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"obligation_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"term", "*", Cover::derived, "store/projection"},
    ColumnCover{"sealed_index", "*", Cover::uncovered, "needs the index key, which verify works without"},
    ColumnCover{"agency_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"task_row", "*", Cover::derived, "store/projection"},
    ColumnCover{"leaf", "*", Cover::uncovered, "waiting for the sequencer; recomputed from events when lost"},
    ColumnCover{"tally_day", "*", Cover::uncovered, "days whose tally is still to be logged"},
    ColumnCover{"idempotency", "*", Cover::uncovered, "answers kept seven days"},
    ColumnCover{"session", "*", Cover::uncovered, "sign-ins under way; signing in and out are events of the user"},
    ColumnCover{"sign_in_attempt", "*", Cover::uncovered, "failed sign-ins of the last days"},
    ColumnCover{"job", "*", Cover::uncovered, "working state of the queue"},
    ColumnCover{"view_grant", "*", Cover::uncovered, "expires in minutes; each grant is an entry of the access journal"},
    ColumnCover{"draft", "*", Cover::uncovered, "typed and not sent; sealed, dropped after ninety days"},
    ColumnCover{"deployment", "*", Cover::uncovered, "origin, root agency, demo mark; set at init"},
    ColumnCover{"schema_version", "*", Cover::uncovered, "written by migrations"},
};

// Each with its reason: before sign-in nobody's agency is known; the queue and the log belong to the deployment.
constexpr std::array<std::string_view, 11> kWithoutAgency{
    "business_key_anywhere",                           // user names and credit codes are unique in the deployment
    "business_keys_anywhere",                          // who refers to a stored file: the store is one for all agencies
    "sign_in_attempts_load", "sign_in_attempts_save",  // a name that may not exist
    "user_by_name",                                    // gives the agency
    "agency_by_ordinal",                               // gives the agency
    "job_due", "job_waiting_count",                    // jobs of all agencies, oldest first
    "displays_ended",                                  // of all agencies, by the day their display ended
    "drafts_old",                                      // of all agencies, by age
    "session_find",                                    // gives the agency, from the ordinal in the token
};

}  // namespace

std::span<const db::Migration> migrations() {
  static const std::vector<db::Migration> all = {
      {1, "spine", std::string(kSpine)},
      {2, "shared_reference", std::string(kShared)},
      {3, "clustered", std::string(kClustered)},
      {4, "by_decision", std::string(kByDecision)},
      {5, "own_series", std::string(kOwnSeries)},
      {6, "by_publication", std::string(kByPublication)},
      {7, "drafts", std::string(kDrafts)},
      {8, "tasks", std::string(kTasks)},
      {9, "by_period", std::string(kByPeriod)},
      {10, "cosignatures", std::string(kCosignatures)},
      {11, "equipment", std::string(kEquipment)},
      {12, "stamps", std::string(kStamps)},
      {13, "by_light", std::string(kByLight)},
      {14, "retention", std::string(kRetention)},
      {15, "custody", std::string(kCustody)},
      {16, "discussions", std::string(kDiscussions)},
  };
  return all;
}

std::span<const ColumnCover> column_covers() { return kCovers; }

std::span<const std::string_view> statements_without_agency() { return kWithoutAgency; }

}  // namespace mingjing::store
