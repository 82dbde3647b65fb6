// The named statements of the unit of work. Portable SQL; EXPLAIN and `agency_id` are checked by tests/rules.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

namespace mingjing::store::sql {

// Aggregates and parts stand in two sets of tables of one shape: those of an agency, and shared reference data.
struct TableSet {
  db::Statement bump, bump_expected, set_version, current, create, parts, put_part, erase_part, aggregate_with_parts;
};

extern const TableSet kOwn;
extern const TableSet kSharedTables;

inline const db::Statement kEventInsert{
    "event_insert",
    "INSERT INTO event (agency_id, aggregate_id, version, id, type, actor, recorded_at, occurred_at, body, salt, "
    "commitment) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
inline const db::Statement kEventAtVersion{
    "event_at_version",
    "SELECT actor, recorded_at, type FROM event WHERE agency_id = $1 AND aggregate_id = $2 AND version = $3"};
inline const db::Statement kLeafInsert{
    "leaf_insert",
    "INSERT INTO leaf (agency_id, id, position, kind, public_id, members, queued_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
inline const db::Statement kPublicBodyInsert{
    "public_body_insert", "INSERT INTO public_body (agency_id, public_id, n, bytes) VALUES ($1, $2, $3, $4)"};
inline const db::Statement kBodyInsert{"body_insert", "INSERT INTO body (agency_id, id, bytes) VALUES ($1, $2, $3)"};
inline const db::Statement kBodyOf{"body_of", "SELECT bytes FROM body WHERE agency_id = $1 AND id = $2"};
inline const db::Statement kNewestEventOfType{
    "newest_event_of_type",
    "SELECT body FROM event WHERE agency_id = $1 AND aggregate_id = $2 AND type = $3 ORDER BY version DESC LIMIT 1"};
inline const db::Statement kTakeNumber{
    "take_number",
    "INSERT INTO number_series (agency_id, series, last) VALUES ($1, $2, 1) "
    "ON CONFLICT (agency_id, series) DO UPDATE SET last = number_series.last + 1 RETURNING last"};
inline const db::Statement kSetNumber{
    "set_number", "UPDATE number_series SET last = $3 WHERE agency_id = $1 AND series = $2"};
inline const db::Statement kJobInsert{
    "job_insert",
    "INSERT INTO job (agency_id, id, kind, payload, state, run_after, attempts, leased_until, holder, last_error) "
    "VALUES ($1, $2, $3, $4, 'waiting', $5, 0, 0, '', '')"};
inline const db::Statement kIdempotencyFind{
    "idempotency_find",
    "SELECT digest, status, body FROM idempotency WHERE agency_id = $1 AND user_id = $2 AND request_key = $3"};
inline const db::Statement kIdempotencyInsert{
    "idempotency_insert",
    "INSERT INTO idempotency (agency_id, user_id, request_key, digest, status, body, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
inline const db::Statement kBusinessKeyFind{
    "business_key_find", "SELECT id FROM business_key WHERE agency_id = $1 AND kind = $2 AND natural_key = $3"};
inline const db::Statement kBusinessKeysBetween{
    "business_keys_between",
    "SELECT natural_key FROM business_key WHERE agency_id = $1 AND kind = $2 AND natural_key >= $3 AND natural_key < $4 "
    "ORDER BY natural_key LIMIT $5"};
inline const db::Statement kBusinessKeyAnywhere{
    "business_key_anywhere", "SELECT id FROM business_key WHERE kind = $1 AND natural_key = $2 LIMIT 1"};

}  // namespace mingjing::store::sql
