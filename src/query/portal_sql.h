// Tables and statements of portal.db. SQLite only: the text index is FTS5.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "db/db.h"

namespace mingjing::query::sql {

std::span<const db::Migration> portal_migrations();

inline constexpr char kByYear[] = "year", kByAmount[] = "amount", kByPart[] = "part";
// Log positions that one part of the sitemap covers: no more decisions than a sitemap may hold.
inline constexpr std::int64_t kSitemapPositions = 45'000;

// The columns of a list row, as `portal_row` reads them; in the table they stand before the long ones.
#define MJ_PORTAL_ROW                                                                                                 \
  "p.row, p.id, p.number, p.agency, p.agency_name, p.act_type, p.party, p.cause, p.result, p.decided_on, p.excerpt, " \
  "p.published_at"
// Relevance is weighed among the newest five hundred matches only, so that a common word costs no more than that.
#define MJ_PORTAL_RANKED                                                                                             \
  " FROM (SELECT rowid AS found, bm25(search, 4.0, 1.0, 0.0) AS score FROM search WHERE search MATCH $1 ORDER BY "   \
  "rowid DESC LIMIT 500) CROSS JOIN publication p ON p.row = found WHERE p.decided_on >= $2 AND p.decided_on <= $3 " \
  "ORDER BY score, found DESC LIMIT $4 OFFSET $5"

inline const db::Statement kState{"portal_state", "SELECT value FROM portal_state WHERE name = $1", "portal"};
inline const db::Statement kSetState{
    "portal_set_state",
    "INSERT INTO portal_state(name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    "portal"};
inline const db::Statement kAdd{"portal_add",
                                "INSERT INTO publication(row, id, number, agency, agency_name, act_type, party, cause, "
                                "result, decided_on, excerpt, published_at, seq, digest, entry, proof, json) "
                                "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)",
                                "portal"};
inline const db::Statement kIndex{"portal_index",
                                  "INSERT INTO search(rowid, title, body, tags) VALUES ($1, $2, $3, $4)", "portal"};
inline const db::Statement kUnindex{
    "portal_unindex", "INSERT INTO search(search, rowid, title, body, tags) VALUES ('delete', $1, $2, $3, $4)",
    "portal"};
inline const db::Statement kUnindexAll{"portal_unindex_all", "INSERT INTO search(search) VALUES ('delete-all')",
                                       "portal"};
inline const db::Statement kMergeIndex{"portal_merge_index", "INSERT INTO search(search) VALUES ('optimize')",
                                       "portal"};
inline const db::Statement kMergePieces{"portal_merge_pieces",
                                        "INSERT INTO search(search, rank) VALUES ('merge', $1)", "portal"};
inline const db::Statement kIndexPieces{"portal_index_pieces", "SELECT block FROM search_data WHERE id = 10", "portal"};
inline const db::Statement kTally{"portal_tally",
                                  "INSERT INTO tally(agency, act_type, agency_name, live) VALUES ($1, $2, $3, $4) "
                                  "ON CONFLICT (agency, act_type) DO UPDATE SET live = tally.live + excluded.live, "
                                  "agency_name = excluded.agency_name",
                                  "portal"};
inline const db::Statement kFacet{"portal_facet",
                                  "INSERT INTO facet(kind, key, live) VALUES ($1, $2, $3) ON CONFLICT (kind, key) DO "
                                  "UPDATE SET live = facet.live + excluded.live",
                                  "portal"};
inline const db::Statement kFacets{"portal_facets",
                                   "SELECT key, live FROM facet WHERE kind = $1 AND live > 0 ORDER BY key DESC LIMIT $2",
                                   "portal"};
inline const db::Statement kDropFacets{"portal_drop_facets", "DELETE FROM facet", "portal"};
inline const db::Statement kSetExcerpt{"portal_set_excerpt", "UPDATE publication SET excerpt = $2 WHERE row = $1",
                                       "portal"};
inline const db::Statement kAddUpdate{"portal_add_update",
                                      "INSERT INTO publication_update(id, n, pos, on_day, text, at, entry, proof, "
                                      "json) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
                                      "portal"};
inline const db::Statement kAddChange{"portal_add_change",
                                      "INSERT INTO change(pos, kind, id, n) VALUES ($1, $2, $3, $4)", "portal"};
inline const db::Statement kDropChanges{"portal_drop_changes", "DELETE FROM change WHERE id = $1", "portal"};
inline const db::Statement kDropUpdates{"portal_drop_updates", "DELETE FROM publication_update WHERE id = $1",
                                        "portal"};
inline const db::Statement kDrop{"portal_drop", "DELETE FROM publication WHERE id = $1", "portal"};
inline const db::Statement kBury{
    "portal_bury",
    "INSERT INTO tombstone(id, number, agency_name, act_type, decided_on, published_on, taken_down_on, reason, "
    "reason_text, citation, replaced_by, seq, published_pos, pos, at, entry, proof) "
    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) ON CONFLICT (id) DO NOTHING",
    "portal"};
inline const db::Statement kWithhold{
    "portal_withhold",
    "INSERT INTO withheld(pos, agency, ground, on_day, entry, proof, at) VALUES ($1,$2,$3,$4,$5,$6,$7)", "portal"};
inline const db::Statement kCountWithheld{
    "portal_count_withheld",
    "INSERT INTO withheld_tally(agency, ground, n) VALUES ($1, $2, 1) ON CONFLICT (agency, ground) DO UPDATE SET n = "
    "withheld_tally.n + 1",
    "portal"};
inline const db::Statement kWithheldTallies{
    "portal_withheld_tallies", "SELECT agency, ground, n FROM withheld_tally ORDER BY agency, ground", "portal"};
inline const db::Statement kWithheldAt{
    "portal_withheld_at", "SELECT entry, proof, at FROM withheld WHERE pos = $1", "portal"};
inline const db::Statement kNameSuccessor{
    "portal_name_successor", "UPDATE tombstone SET replaced_by = $1 WHERE id = $3 AND seq = $2", "portal"};
inline const db::Statement kIdOfSeq{"portal_id_of_seq", "SELECT id FROM publication WHERE agency = $1 AND seq = $2",
                                    "portal"};

inline const db::Statement kDecision{
    "portal_decision", "SELECT row, published_at, seq, digest, entry, proof, json FROM publication WHERE id = $1",
    "portal"};
inline const db::Statement kUpdates{
    "portal_updates",
    "SELECT n, on_day, text, pos, at, entry, proof, json FROM publication_update WHERE id = $1 ORDER BY n", "portal"};
inline const db::Statement kUpdate{
    "portal_update", "SELECT json, pos, at, entry, proof FROM publication_update WHERE id = $1 AND n = $2", "portal"};
inline const db::Statement kTombstone{
    "portal_tombstone",
    "SELECT number, agency_name, act_type, decided_on, published_on, taken_down_on, reason, reason_text, citation, "
    "replaced_by, seq, published_pos, pos, proof, entry, at FROM tombstone WHERE id = $1",
    "portal"};
inline const db::Statement kTombstones{
    "portal_tombstones",
    "SELECT id, number, agency_name, act_type, taken_down_on, reason, pos FROM tombstone WHERE (pos, id) < ($1, $2) "
    "ORDER BY pos DESC, id DESC LIMIT $3",
    "portal"};
inline const db::Statement kPlainPage{
    "portal_plain_page", "SELECT " MJ_PORTAL_ROW " FROM publication p WHERE p.row < $1 ORDER BY p.row DESC LIMIT $2",
    "portal"};
// Rows found, by their place in the log only: one pass gives the page and the count. The second compares days too.
inline const db::Statement kFound{
    "portal_found", "SELECT rowid FROM search WHERE search MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3",
    "portal"};
inline const db::Statement kFoundBetween{
    "portal_found_between",
    "SELECT search.rowid FROM search CROSS JOIN publication p ON p.row = search.rowid WHERE search MATCH $1 "
    "AND search.rowid < $2 AND p.decided_on >= $4 AND p.decided_on <= $5 ORDER BY search.rowid DESC LIMIT $3",
    "portal"};
inline const db::Statement kRowsOf{"portal_rows_of",
                                   "SELECT " MJ_PORTAL_ROW
                                   " FROM publication p WHERE p.row IN (SELECT value FROM json_each($1)) "
                                   "ORDER BY p.row DESC",
                                   "portal"};
inline const db::Statement kRankedPage{"portal_ranked_page", "SELECT " MJ_PORTAL_ROW MJ_PORTAL_RANKED, "portal"};
inline const db::Statement kTallies{
    "portal_tallies",
    "SELECT agency, act_type, agency_name, live FROM tally WHERE live > 0 ORDER BY agency, act_type LIMIT 5000",
    "portal"};
inline const db::Statement kChanges{
    "portal_changes", "SELECT pos, kind, id, n FROM change WHERE pos > $1 ORDER BY pos LIMIT $2", "portal"};
inline const db::Statement kReindex{
    "portal_reindex", "SELECT row, json FROM publication WHERE row > $1 ORDER BY row LIMIT 200", "portal"};
inline const db::Statement kAddressesBetween{
    "portal_addresses_between",
    "SELECT id, published_at FROM publication WHERE row >= $1 AND row < $2 ORDER BY row DESC", "portal"};

// Lists. The newest version of a list and agency comes first among those of the agency.
inline const db::Statement kAddListVersion{
    "portal_add_list_version",
    "INSERT INTO list_version(id, version, list, agency, agency_name, published_on, entries, pos, at, digest, entry, "
    "proof, event, salt, json) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
    "portal"};
inline const db::Statement kDropListVersions{"portal_drop_list_versions", "DELETE FROM list_version WHERE id = $1",
                                             "portal"};
inline const db::Statement kAddListEntry{
    "portal_add_list_entry", "INSERT INTO list_entry(list, agency, place, id, json) VALUES ($1, $2, $3, $4, $5)",
    "portal"};
inline const db::Statement kDropListEntries{"portal_drop_list_entries",
                                            "DELETE FROM list_entry WHERE list = $1 AND agency = $2", "portal"};
inline const db::Statement kListVersion{
    "portal_list_version",
    "SELECT json, at, entry, proof, event, salt FROM list_version WHERE id = $1 AND version = $2", "portal"};
inline const db::Statement kListVersions{
    "portal_list_versions",
    "SELECT list, agency, agency_name, published_on, version, entries, pos, digest FROM list_version WHERE list = $1 "
    "ORDER BY agency, version DESC LIMIT $2",
    "portal"};
inline const db::Statement kListJson{
    "portal_list_json", "SELECT json FROM list_version WHERE list = $1 AND agency = $2 AND version = $3", "portal"};
inline const db::Statement kListPage{
    "portal_list_page",
    "SELECT agency, place, json FROM list_entry WHERE list = $1 AND (agency, place) > ($2, $3) ORDER BY agency, place "
    "LIMIT $4",
    "portal"};
inline const db::Statement kListPageOf{
    "portal_list_page_of",
    "SELECT agency, place, json FROM list_entry WHERE list = $1 AND agency = $2 AND place > $3 ORDER BY place LIMIT $4",
    "portal"};
inline const db::Statement kListEntry{
    "portal_list_entry", "SELECT agency, json FROM list_entry WHERE list = $1 AND id = $2 LIMIT 1", "portal"};

// Answers to complaints, by their place in the log; of those taken down the tombstone.
inline const db::Statement kAddAnswer{
    "portal_add_answer",
    "INSERT INTO answer(id, pos, published_on, at, digest, entry, proof, event, salt, json) VALUES "
    "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
    "portal"};
inline const db::Statement kDropAnswer{"portal_drop_answer", "DELETE FROM answer WHERE id = $1", "portal"};
inline const db::Statement kBuryAnswer{
    "portal_bury_answer",
    "INSERT INTO answer_tombstone(id, pos, at, entry, proof, event, salt, json) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)", "portal"};
inline const db::Statement kAnswer{
    "portal_answer", "SELECT digest, at, entry, proof, event, salt, json, pos FROM answer WHERE id = $1", "portal"};
inline const db::Statement kAnswerTombstone{
    "portal_answer_tombstone", "SELECT at, entry, proof, event, salt, json, pos FROM answer_tombstone WHERE id = $1", "portal"};
inline const db::Statement kAnswerPage{
    "portal_answer_page", "SELECT pos, json FROM answer WHERE pos < $1 ORDER BY pos DESC LIMIT $2", "portal"};
inline const db::Statement kAnswerAddresses{
    "portal_answer_addresses", "SELECT id, published_on FROM answer WHERE pos >= 0 ORDER BY pos DESC LIMIT $1", "portal"};

}  // namespace mingjing::query::sql
