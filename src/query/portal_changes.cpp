// The feed that replicas follow, composed from what is live: a decision taken down leaves only its takedown.
// SPDX-License-Identifier: Apache-2.0
#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

FeedItem publication(db::Transaction& tx, FeedItem item) {
  const auto rows = tx.query(sql::kDecision, {item.id});
  if (rows.empty()) return item;
  item.kind = FeedItem::Kind::publication;
  item.at = Instant(rows.integer(0, 1));
  item.entry = rows.text(0, 4);
  item.proof = rows.text(0, 5);
  item.json = rows.text(0, 6);
  return item;
}

FeedItem update(db::Transaction& tx, FeedItem item, std::int64_t n) {
  const auto rows = tx.query(sql::kUpdate, {item.id, n});
  if (rows.empty()) return item;
  item.kind = FeedItem::Kind::update;
  item.json = rows.text(0, 0);
  item.at = Instant(rows.integer(0, 2));
  item.entry = rows.text(0, 3);
  item.proof = rows.text(0, 4);
  return item;
}

FeedItem list(db::Transaction& tx, FeedItem item, std::int64_t version) {
  const auto rows = tx.query(sql::kListVersion, {item.id, version});
  if (rows.empty()) return item;
  item.kind = FeedItem::Kind::list;
  item.json = rows.text(0, 0);
  item.at = Instant(rows.integer(0, 1));
  item.entry = rows.text(0, 2);
  item.proof = rows.text(0, 3);
  item.event = rows.text(0, 4);
  item.salt = rows.text(0, 5);
  return item;
}

// Publication (n = 1) or takedown (n = 2).
FeedItem answered(db::Transaction& tx, FeedItem item, std::int64_t n) {
  const auto rows = tx.query(n == 1 ? sql::kAnswer : sql::kAnswerTombstone, {item.id});
  if (rows.empty()) return item;
  const std::size_t at = n == 1 ? 1 : 0;  // the first column that both have
  item.kind = FeedItem::Kind::answer;
  item.at = Instant(rows.integer(0, at));
  item.entry = rows.text(0, at + 1);
  item.proof = rows.text(0, at + 2);
  item.event = rows.text(0, at + 3);
  item.salt = rows.text(0, at + 4);
  item.json = rows.text(0, at + 5);
  return item;
}

FeedItem takedown(db::Transaction& tx, FeedItem item) {
  const auto rows = tx.query(sql::kTombstone, {item.id});
  if (rows.empty()) return item;
  item.kind = FeedItem::Kind::takedown;
  item.tombstone.number = rows.text(0, 0);
  item.tombstone.agency = rows.text(0, 1);
  item.tombstone.act_type = rows.text(0, 2);
  item.tombstone.decided_on = rows.text(0, 3);
  item.tombstone.published_on = rows.text(0, 4);
  item.tombstone.reason_text = rows.text(0, 7);
  item.tombstone.citation = rows.text(0, 8);
  item.tombstone.replaced_by = rows.text(0, 9);
  item.tombstone.published_pos = rows.integer(0, 11);
  item.proof = rows.text(0, 13);
  item.entry = rows.text(0, 14);
  item.at = Instant(rows.integer(0, 15));
  return item;
}

FeedItem withheld(db::Transaction& tx, FeedItem item) {
  const auto rows = tx.query(sql::kWithheldAt, {item.pos});
  if (rows.empty()) return item;
  item.kind = FeedItem::Kind::withheld;
  item.entry = rows.text(0, 0);
  item.proof = rows.text(0, 1);
  item.at = Instant(rows.integer(0, 2));
  return item;
}

}  // namespace

std::vector<FeedItem> PortalDb::changes(std::int64_t after, int limit) const {
  std::vector<FeedItem> out;
  read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(sql::kChanges, {after, std::int64_t{limit}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      FeedItem item;
      item.pos = rows.integer(i, 0);
      item.id = rows.text(i, 2);
      const std::string& kind = rows.text(i, 1);
      if (kind == "publication")
        out.push_back(publication(tx, std::move(item)));
      else if (kind == "update")
        out.push_back(update(tx, std::move(item), rows.integer(i, 3)));
      else if (kind == "list")
        out.push_back(list(tx, std::move(item), rows.integer(i, 3)));
      else if (kind == "answer")
        out.push_back(answered(tx, std::move(item), rows.integer(i, 3)));
      else if (kind == "withheld")
        out.push_back(withheld(tx, std::move(item)));
      else
        out.push_back(takedown(tx, std::move(item)));
    }
  });
  return out;
}

}  // namespace mingjing::query
