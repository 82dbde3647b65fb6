// Statements of the sequencer over the log's own tables, which belong to the deployment and not to one agency.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

namespace mingjing::workers::sql {

inline const db::Statement kCreate{
    "log_create",
    "INSERT INTO log_state (id, origin, size, root, epoch, holder, lease_until) VALUES (1, $1, 0, $2, 0, '', 0)"};
inline const db::Statement kState{"log_state_read", "SELECT origin, size, root, epoch FROM log_state WHERE id = 1"};
inline const db::Statement kLead{
    "log_lead",
    "UPDATE log_state SET epoch = epoch + 1, holder = $1, lease_until = $2 WHERE id = 1 AND (lease_until < $3 OR holder "
    "= $1) RETURNING epoch"};
inline const db::Statement kRenew{
    "log_renew", "UPDATE log_state SET lease_until = $2 WHERE id = 1 AND epoch = $1 AND holder = $3"};
inline const db::Statement kRelease{
    "log_release", "UPDATE log_state SET lease_until = 0 WHERE id = 1 AND epoch = $1 AND holder = $2"};
inline const db::Statement kAdvance{
    "log_advance", "UPDATE log_state SET size = $3, root = $4 WHERE id = 1 AND epoch = $1 AND size = $2"};
inline const db::Statement kWaiting{
    "leaf_waiting",
    "SELECT agency_id, id, position, kind, public_id, members, queued_at FROM leaf ORDER BY queued_at, id, position "
    "LIMIT $1"};
inline const db::Statement kKnown{
    "log_entry_known", "SELECT entry_index FROM log_entry WHERE agency_id = $1 AND leaf_id = $2 AND position = $3"};
inline const db::Statement kAgencyCode{"agency_code", "SELECT uscc FROM agency_row WHERE agency_id = $1"};
inline const db::Statement kCounters{"log_counters",
                                     "SELECT events, decisions FROM log_counter WHERE agency_id = $1"};
inline const db::Statement kPutCounters{
    "log_counters_put",
    "INSERT INTO log_counter (agency_id, events, decisions) VALUES ($1, $2, $3) ON CONFLICT (agency_id) DO UPDATE SET "
    "events = excluded.events, decisions = excluded.decisions"};
inline const db::Statement kInsertEntry{
    "log_entry_insert",
    "INSERT INTO log_entry (entry_index, agency_id, leaf_id, position, kind, public_id, number, bytes) VALUES ($1, $2, "
    "$3, $4, $5, $6, $7, $8)"};
inline const db::Statement kSeqOf{
    "log_seq_of",
    "SELECT number FROM log_entry WHERE agency_id = $1 AND public_id = $2 AND kind = 'publication' ORDER BY entry_index "
    "DESC LIMIT 1"};
inline const db::Statement kForget{"leaf_forget",
                                   "DELETE FROM leaf WHERE agency_id = $1 AND id = $2 AND position = $3"};
inline const db::Statement kRange{
    "log_entry_range",
    "SELECT bytes FROM log_entry WHERE entry_index >= $1 AND entry_index < $2 ORDER BY entry_index"};
inline const db::Statement kPutCheckpoint{
    "checkpoint_put",
    "INSERT INTO checkpoint (size, root, note, signed_at) VALUES ($1, $2, $3, $4) ON CONFLICT (size) DO NOTHING"};
inline const db::Statement kLastCheckpoint{
    "checkpoint_last", "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"};
inline const db::Statement kOpenDay{
    "tally_open_day",
    "INSERT INTO tally_day (agency_id, civil_day, logged) VALUES ($1, $2, 0) ON CONFLICT (agency_id, civil_day) DO "
    "UPDATE SET logged = 0"};
inline const db::Statement kOverDays{
    "tally_days_over",
    "SELECT agency_id, civil_day FROM tally_day WHERE logged = 0 AND civil_day < $1 ORDER BY logged, civil_day LIMIT "
    "$2"};
inline const db::Statement kCloseDay{
    "tally_close_day", "UPDATE tally_day SET logged = 1 WHERE agency_id = $1 AND civil_day = $2"};
inline const db::Statement kDayCounts{
    "tally_counts",
    "SELECT type, count(*) FROM event WHERE agency_id = $1 AND recorded_at >= $2 AND recorded_at < $3 GROUP BY type"};

}  // namespace mingjing::workers::sql
