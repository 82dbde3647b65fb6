// SPDX-License-Identifier: Apache-2.0
#include "query/portal_db.h"

#include <filesystem>
#include <mutex>

#include "base/check.h"
#include "query/portal_index.h"
#include "query/portal_sql.h"

namespace mingjing::query {

namespace sql {

std::span<const db::Migration> portal_migrations() {
  static const std::vector<db::Migration> kMigrations = {{1, "portal", R"sql(
CREATE TABLE publication (
  row {{bigint}} NOT NULL PRIMARY KEY, id {{text}} NOT NULL UNIQUE, number {{text}} NOT NULL, agency {{text}} NOT NULL, agency_name {{text}} NOT NULL,
  act_type {{text}} NOT NULL, party {{text}} NOT NULL, cause {{text}} NOT NULL, result {{text}} NOT NULL, decided_on {{text}} NOT NULL,
  excerpt {{text}} NOT NULL, published_at {{bigint}} NOT NULL, seq {{bigint}} NOT NULL, digest {{text}} NOT NULL,
  entry {{text}} NOT NULL, proof {{text}} NOT NULL, json {{text}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX publication_seq ON publication (agency, seq);
CREATE TABLE publication_update (
  id {{text}} NOT NULL, n {{bigint}} NOT NULL, pos {{bigint}} NOT NULL, on_day {{text}} NOT NULL, text {{text}} NOT NULL, at {{bigint}} NOT NULL,
  entry {{text}} NOT NULL, proof {{text}} NOT NULL, json {{text}} NOT NULL, PRIMARY KEY (id, n)
) {{clustered}};
CREATE TABLE tombstone (
  id {{text}} NOT NULL PRIMARY KEY, number {{text}} NOT NULL, agency_name {{text}} NOT NULL, act_type {{text}} NOT NULL, decided_on {{text}} NOT NULL,
  published_on {{text}} NOT NULL, taken_down_on {{text}} NOT NULL, reason {{text}} NOT NULL, reason_text {{text}} NOT NULL, citation {{text}} NOT NULL,
  replaced_by {{text}} NOT NULL, seq {{bigint}} NOT NULL, published_pos {{bigint}} NOT NULL, pos {{bigint}} NOT NULL, at {{bigint}} NOT NULL,
  entry {{text}} NOT NULL, proof {{text}} NOT NULL
) {{clustered}};
CREATE TABLE tally (agency {{text}} NOT NULL, act_type {{text}} NOT NULL, agency_name {{text}} NOT NULL, live {{bigint}} NOT NULL, PRIMARY KEY (agency, act_type)) {{clustered}};
CREATE TABLE change (pos {{bigint}} NOT NULL PRIMARY KEY, kind {{text}} NOT NULL, id {{text}} NOT NULL, n {{bigint}} NOT NULL) {{strict}};
CREATE INDEX change_id ON change (id);
CREATE TABLE portal_state (name {{text}} NOT NULL PRIMARY KEY, value {{bigint}} NOT NULL) {{clustered}};
CREATE VIRTUAL TABLE search USING fts5(title, body, tags, content='', tokenize='ascii');
)sql"},
                                                          {2, "lists", R"sql(
CREATE TABLE list_version (
  id {{text}} NOT NULL, version {{bigint}} NOT NULL, list {{text}} NOT NULL, agency {{text}} NOT NULL, agency_name {{text}} NOT NULL, published_on {{text}} NOT NULL,
  entries {{bigint}} NOT NULL, pos {{bigint}} NOT NULL, at {{bigint}} NOT NULL, digest {{text}} NOT NULL, entry {{text}} NOT NULL, proof {{text}} NOT NULL,
  event {{text}} NOT NULL, salt {{text}} NOT NULL, json {{text}} NOT NULL, PRIMARY KEY (id, version)
) {{clustered}};
CREATE INDEX list_version_by_list ON list_version (list, agency, version);
CREATE TABLE list_entry (
  list {{text}} NOT NULL, agency {{text}} NOT NULL, place {{bigint}} NOT NULL, id {{text}} NOT NULL, json {{text}} NOT NULL, PRIMARY KEY (list, agency, place)
) {{clustered}};
CREATE INDEX list_entry_by_id ON list_entry (list, id);
CREATE INDEX tombstone_by_pos ON tombstone (pos, id);
)sql"},
                                                         {3, "facets", R"sql(
CREATE TABLE facet (kind {{text}} NOT NULL, key {{text}} NOT NULL, live {{bigint}} NOT NULL, PRIMARY KEY (kind, key)) {{clustered}};
INSERT INTO search(search, rank) VALUES ('usermerge', 2);
)sql"},
                                                          // What is lawfully not shown: its ground, and how often.
                                                          {4, "withheld", R"sql(
CREATE TABLE withheld (
  pos {{bigint}} NOT NULL PRIMARY KEY, agency {{text}} NOT NULL, ground {{text}} NOT NULL, on_day {{text}} NOT NULL, entry {{text}} NOT NULL,
  proof {{text}} NOT NULL, at {{bigint}} NOT NULL
) {{strict}};
CREATE TABLE withheld_tally (agency {{text}} NOT NULL, ground {{text}} NOT NULL, n {{bigint}} NOT NULL, PRIMARY KEY (agency, ground)) {{clustered}};
)sql"},
                                                         {5, "answers", R"sql(
CREATE TABLE answer (
  id {{text}} NOT NULL PRIMARY KEY, pos {{bigint}} NOT NULL, published_on {{text}} NOT NULL, at {{bigint}} NOT NULL, digest {{text}} NOT NULL,
  entry {{text}} NOT NULL, proof {{text}} NOT NULL, event {{text}} NOT NULL, salt {{text}} NOT NULL, json {{text}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX answer_by_pos ON answer (pos);
CREATE TABLE answer_tombstone (
  id {{text}} NOT NULL PRIMARY KEY, pos {{bigint}} NOT NULL, at {{bigint}} NOT NULL, entry {{text}} NOT NULL, proof {{text}} NOT NULL,
  event {{text}} NOT NULL, salt {{text}} NOT NULL, json {{text}} NOT NULL
) {{strict}};
)sql"}};
  return kMigrations;
}

}  // namespace sql

namespace {

std::optional<std::int64_t> state(db::Transaction& tx, const char* name) {
  const auto rows = tx.query(sql::kState, {std::string(name)});
  if (rows.empty()) return std::nullopt;
  return rows.integer(0, 0);
}

}  // namespace

PortalDb::PortalDb(std::string path, PortalOptions options) : path_(std::move(path)), options_(std::move(options)) {
  open();
  std::optional<std::int64_t> version, unfinished;
  read([&](db::Transaction& tx) {
    version = state(tx, "index_version");
    unfinished = state(tx, "write_anew");
    position_ = state(tx, "pos").value_or(-1);
  });
  if (version != index_version()) rebuild_derived();
  if (unfinished == 1) write_anew();
}

PortalDb::~PortalDb() = default;

void PortalDb::open() {
  db::Options how;
  how.readers = options_.readers;
  db_ = db::open("sqlite:" + path_, how);
  const auto done = db::migrate(*db_, sql::portal_migrations());
  MJ_CHECK(done.has_value());
}

void PortalDb::read(const std::function<void(db::Transaction&)>& closure) const {
  const std::shared_lock lock(swap_);
  db_->read(closure);
}

// Text index, facets and excerpts from the stored bytes, in pieces, so that no transaction grows with the number of
// decisions. Begun anew when it was interrupted.
void PortalDb::rebuild_derived() {
  db_->write([](db::Transaction& tx) {
    tx.execute(sql::kUnindexAll, {});
    tx.execute(sql::kDropFacets, {});
    return true;
  });
  std::int64_t from = -1;
  for (bool more = true; more;) {
    std::int64_t last = from;
    db_->write([&](db::Transaction& tx) {
      last = from;
      const auto rows = tx.query(sql::kReindex, {from});
      for (std::size_t i = 0; i < rows.size(); ++i) {
        last = rows.integer(i, 0);
        const auto decision = parse_publication(rows.text(i, 1));
        MJ_CHECK(decision.has_value());
        const IndexText index = index_text(*decision);
        tx.execute(sql::kIndex, {last, index.title, index.body, index.tags});
        tx.execute(sql::kSetExcerpt, {last, decision->row.excerpt});
        for (const auto& [kind, key] : facets_of(*decision, last)) tx.execute(sql::kFacet, {kind, key, std::int64_t{1}});
      }
      return true;
    });
    more = last != from;
    from = last;
  }
  db_->write([](db::Transaction& tx) {
    tx.execute(sql::kSetState, {std::string("index_version"), std::int64_t{index_version()}});
    return true;
  });
}

}  // namespace mingjing::query
