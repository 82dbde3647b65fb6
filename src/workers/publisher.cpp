// SPDX-License-Identifier: Apache-2.0
#include "workers/publisher.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "base/json.h"
#include "query/portal_feed.h"
#include "tlog/entry.h"
#include "workers/log_statements.h"

namespace mingjing::workers {
namespace {

constexpr std::int64_t kBatch = 500;

// The next of each kind by index, then the next of all: asked for all kinds at once, the database would sort everything
// that lies ahead, each time.
#define MJ_NEXT_OF(kind)                                                                                          \
  "SELECT entry_index FROM (SELECT entry_index FROM log_entry WHERE kind = '" kind "' AND entry_index > $1 AND "    \
  "entry_index < $2 ORDER BY entry_index LIMIT $3) AS " kind "_subquery"
const db::Statement kPublic{
    "log_public_after",
    "SELECT l.entry_index, l.agency_id, l.kind, l.public_id, l.bytes, e.recorded_at FROM (SELECT entry_index FROM ("
    MJ_NEXT_OF("publication") " UNION ALL " MJ_NEXT_OF("update") " UNION ALL " MJ_NEXT_OF("takedown") " UNION ALL "
    MJ_NEXT_OF("withheld") ") AS all_subquery ORDER BY entry_index LIMIT $3) AS next_subquery JOIN log_entry l ON "
    "l.entry_index = next_subquery.entry_index LEFT JOIN event e ON e.agency_id = l.agency_id AND e.id = l.leaf_id "
    "ORDER BY next_subquery.entry_index"};
#undef MJ_NEXT_OF
// Versions of lists and answers to complaints are opened events (docs/decisions/0014, 0017): of each agency's few lists and
// answers, by index.
const db::Statement kOpened{
    "log_opened_after",
    "SELECT l.entry_index, l.agency_id, l.public_id, l.bytes, e.recorded_at, e.version, e.body, e.salt, a.kind FROM agency_row r "
    "JOIN aggregate a ON a.agency_id = r.agency_id AND a.kind IN ('public_list', 'public_answer') JOIN log_entry l ON l.agency_id = "
    "a.agency_id AND l.public_id = a.id AND l.entry_index > $1 AND l.entry_index < $2 JOIN event e ON e.agency_id = "
    "l.agency_id AND e.id = l.leaf_id WHERE l.kind = 'event' ORDER BY l.entry_index LIMIT $3"};
const db::Statement kBytes{"public_bytes_of",
                           "SELECT bytes FROM public_body WHERE agency_id = $1 AND public_id = $2 AND n = $3"};

// When an entry became public at the latest, for one whose event a restore lost.
const db::Statement kSignedAt{"checkpoint_covering",
                              "SELECT signed_at FROM checkpoint WHERE size > $1 ORDER BY size LIMIT 1"};

std::string body(db::Transaction& tx, const std::string& agency, const std::string& id, std::int64_t n) {
  const auto rows = tx.query(kBytes, {agency, id, n});
  if (rows.empty()) throw Unavailable("the public bytes of a log entry are missing: " + id);
  return rows.text(0, 0);
}

query::PortalTombstone tombstone(const std::string& json) {
  query::PortalTombstone out;
  const auto parsed = parse_json(json);
  MJ_CHECK(parsed.has_value());
  out.id = parsed->text("id");
  out.number = parsed->text("number");
  if (const Json* agency = parsed->find("agency")) out.agency = agency->text("name");
  out.decided_on = parsed->text("decided_on");
  out.taken_down_on = parsed->text("taken_down_on");
  out.reason = parsed->text("reason");
  out.reason_text = parsed->text("text");
  out.citation = parsed->text("citation");
  return out;
}

// A takedown whose event a restore lost: the entry alone decides, in words that the publication itself gives. Nothing
// when the publication is lost too, and so is not shown anyway.
std::optional<query::PortalTombstone> lost_tombstone(db::Transaction& tx, const std::string& agency,
                                                     const tlog::TakedownEntry& entry, Instant at) {
  const auto rows = tx.query(kBytes, {agency, entry.id, std::int64_t{0}});
  if (rows.empty()) return std::nullopt;
  query::PortalTombstone out;
  out.id = entry.id;
  out.reason = entry.reason;
  out.taken_down_on = at.date().text();
  return out;  // the rest stands in the publication, which the portal has carried before
}

// What the portal shows for an entry.
void fill(db::Transaction& tx, const std::string& agency, const std::string& kind, query::FeedItem& item) {
  if (kind == "publication") {
    item.kind = query::FeedItem::Kind::publication;
    item.json = body(tx, agency, item.id, 0);
  } else if (kind == "update") {
    item.kind = query::FeedItem::Kind::update;
    const auto entry = tlog::parse_entry(item.entry);
    MJ_CHECK(entry.has_value());
    item.json = body(tx, agency, item.id, std::get<tlog::UpdateEntry>(*entry).n);
  } else if (kind == "withheld") {
    item.kind = query::FeedItem::Kind::withheld;
    item.id.clear();  // no address: nothing of it is shown
  } else {
    item.kind = query::FeedItem::Kind::takedown;
    item.tombstone = tombstone(body(tx, agency, item.id, -1));
  }
}

std::vector<query::FeedItem> opened_items(db::Transaction& tx, std::int64_t after, std::int64_t end) {
  std::vector<query::FeedItem> out;
  const auto rows = tx.query(kOpened, {after, end, kBatch});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    query::FeedItem item;
    item.pos = rows.integer(i, 0);
    item.kind = rows.text(i, 8) == "public_list" ? query::FeedItem::Kind::list : query::FeedItem::Kind::answer;
    item.id = rows.text(i, 2);
    item.entry = rows.text(i, 3);
    item.at = Instant(rows.integer(i, 4));
    item.json = body(tx, rows.text(i, 1), item.id, rows.integer(i, 5));
    item.event = rows.text(i, 6);
    item.salt = to_hex(rows.blob(i, 7));
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::size_t Publisher::publish() {
  std::size_t carried = 0;
  for (;;) {
    std::vector<query::FeedItem> items;
    bool more = false;
    database_.read([&](db::Transaction& tx) {
      items.clear();
      const auto checkpoint = tx.query(sql::kLastCheckpoint, {});
      if (checkpoint.empty()) return;
      const std::int64_t size = checkpoint.integer(0, 0);
      const tlog::TileReader reader(tiles_, static_cast<std::uint64_t>(size), &cache_);
      const auto rows = tx.query(kPublic, {portal_.position(), size, kBatch});
      more = static_cast<std::int64_t>(rows.size()) == kBatch;
      // Of a full batch only what lies before its end, so that nothing is passed over.
      const std::int64_t end = more ? rows.integer(rows.size() - 1, 0) : size;
      auto opened = opened_items(tx, portal_.position(), end);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        query::FeedItem item;
        item.pos = rows.integer(i, 0);
        item.id = rows.text(i, 3);
        item.entry = rows.text(i, 4);
        const std::string& agency = rows.text(i, 1);
        const std::string& kind = rows.text(i, 2);
        if (rows.is_null(i, 5)) {
          // Declared lost by a restore (CONTRACTS 4). What was published by it stays where it was carried; what was
          // taken down stays down, because the log says so.
          const auto signed_at = tx.query(kSignedAt, {item.pos});
          item.at = signed_at.empty() ? Instant{} : Instant(signed_at.integer(0, 0));
          const auto entry = tlog::parse_entry(item.entry);
          const auto* takedown = entry ? std::get_if<tlog::TakedownEntry>(&*entry) : nullptr;
          auto tomb = takedown ? lost_tombstone(tx, agency, *takedown, item.at) : std::nullopt;
          if (tomb) {
            item.kind = query::FeedItem::Kind::takedown;
            item.tombstone = std::move(*tomb);
          } else {
            item.kind = query::FeedItem::Kind::other;  // only its place is passed
          }
        } else {
          item.at = Instant(rows.integer(i, 5));
          fill(tx, agency, kind, item);
        }
        items.push_back(std::move(item));
      }
      more = more || static_cast<std::int64_t>(opened.size()) == kBatch;
      if (static_cast<std::int64_t>(opened.size()) == kBatch) {
        std::erase_if(items, [last = opened.back().pos](const auto& item) { return item.pos > last; });
      }
      std::move(opened.begin(), opened.end(), std::back_inserter(items));
      std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.pos < b.pos; });
      for (auto& item : items) {
        auto proof = tlog::make_proof(reader, static_cast<std::uint64_t>(item.pos), item.entry, checkpoint.text(0, 1));
        if (!proof) throw Unavailable("a proof cannot be made: " + proof.error().message);
        item.proof = tlog::format_proof(*proof);
      }
    });
    if (auto applied = portal_.apply(items, more && !items.empty()); !applied) {
      throw Unavailable("the portal refuses a change: " + applied.error().message);
    }
    carried += items.size();
    if (!more || items.empty()) return carried;
  }
}

}  // namespace mingjing::workers
