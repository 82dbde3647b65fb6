// Changes of the feed into portal.db, each batch in one transaction.
// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "base/json.h"
#include "query/portal_answers.h"
#include "query/portal_db.h"
#include "query/portal_index.h"
#include "query/portal_lists.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

struct Outcome {
  Status status;
  std::int64_t position = -1;
  bool removed = false;
};

Status same_digest(const PortalOptions& options, const FeedItem& item, const Json& entry) {
  if (!options.digest || options.digest(item.json) == entry.text("digest")) return {};
  return refuse(ErrorCode::digest_mismatch, "公开数据与日志条目里的摘要不符，不予展示", "json");
}

bool known(db::Transaction& tx, const std::string& id) {
  return !tx.query(sql::kDecision, {id}).empty() || !tx.query(sql::kTombstone, {id}).empty();
}

Status publish(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry) {
  auto parsed = parse_publication(item.json);
  if (!parsed) return refuse(parsed.error());
  const PortalRow& row = parsed->row;
  if (row.id != item.id || entry.text("id") != item.id) return invalid("变更、日志条目和公开数据的编号不一致", "id");
  if (auto same = same_digest(options, item, entry); !same) return same;
  if (known(tx, item.id)) return refuse(ErrorCode::conflict, "这个编号已经公开过", "id");
  tx.execute(sql::kAdd, {item.pos, row.id, row.number, row.agency_uscc, row.agency, row.act_type, row.party, row.cause,
                         row.result, row.decided_on, row.excerpt, item.at.unix_ms(), entry.integer("seq"),
                         entry.text("digest"), item.entry, item.proof, item.json});
  const IndexText index = index_text(*parsed);
  tx.execute(sql::kIndex, {item.pos, index.title, index.body, index.tags});
  tx.execute(sql::kTally, {row.agency_uscc, row.act_type, row.agency, std::int64_t{1}});
  for (const auto& [kind, key] : facets_of(*parsed, item.pos)) tx.execute(sql::kFacet, {kind, key, std::int64_t{1}});
  tx.execute(sql::kAddChange, {item.pos, std::string("publication"), item.id, std::int64_t{0}});
  return {};
}

Status add_update(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry) {
  const auto json = parse_json(item.json);
  if (!json) return refuse(json.error());
  if (auto same = same_digest(options, item, entry); !same) return same;
  if (tx.query(sql::kDecision, {item.id}).empty()) return {};  // taken down meanwhile: there is nothing to add to
  const std::int64_t n = entry.integer("n");
  if (n < 1) return invalid("公开更新没有序号", "n");
  tx.execute(sql::kAddUpdate, {item.id, n, item.pos, json->text("on", item.at.date().text()), json->text("text"),
                               item.at.unix_ms(), item.entry, item.proof, item.json});
  tx.execute(sql::kAddChange, {item.pos, std::string("update"), item.id, n});
  return {};
}

void count_takedown(db::Transaction& tx) {
  const auto rows = tx.query(sql::kState, {std::string("taken_down")});
  tx.execute(sql::kSetState, {std::string("taken_down"), (rows.empty() ? 0 : rows.integer(0, 0)) + 1});
}

// Takes every row of the decision; what the tombstone keeps is copied first where the change does not say it.
void remove_rows(db::Transaction& tx, const std::string& id, PortalTombstone& tomb) {
  const auto rows = tx.query(sql::kDecision, {id});
  if (rows.empty()) return;
  auto decision = parse_publication(rows.text(0, 6));
  if (decision) {
    const PortalRow& row = decision->row;
    const auto fill = [](std::string& to, const std::string& from) {
      if (to.empty()) to = from;
    };
    fill(tomb.number, row.number);
    fill(tomb.agency, row.agency);
    fill(tomb.act_type, row.act_type);
    fill(tomb.decided_on, row.decided_on);
    fill(tomb.published_on, Instant(rows.integer(0, 1)).date().text());
    tomb.published_pos = rows.integer(0, 0);
    const IndexText index = index_text(*decision);
    tx.execute(sql::kUnindex, {rows.integer(0, 0), index.title, index.body, index.tags});
    tx.execute(sql::kTally, {row.agency_uscc, row.act_type, row.agency, std::int64_t{-1}});
    for (const auto& [kind, key] : facets_of(*decision, rows.integer(0, 0))) tx.execute(sql::kFacet, {kind, key, std::int64_t{-1}});
  }
  tx.execute(sql::kDropUpdates, {id});
  tx.execute(sql::kDropChanges, {id});
  tx.execute(sql::kDrop, {id});
}

Status take_down(db::Transaction& tx, const FeedItem& item, const Json& entry) {
  PortalTombstone tomb = item.tombstone;
  remove_rows(tx, item.id, tomb);
  if (tomb.citation.empty()) tomb.citation = takedown_citation(entry.text("reason"));
  tx.execute(sql::kBury,
             {item.id, tomb.number, tomb.agency, tomb.act_type, tomb.decided_on, tomb.published_on,
              item.at.date().text(), entry.text("reason"), tomb.reason_text, tomb.citation, tomb.replaced_by,
              entry.integer("seq"), tomb.published_pos, item.pos, item.at.unix_ms(), item.entry, item.proof});
  count_takedown(tx);
  tx.execute(sql::kAddChange, {item.pos, std::string("takedown"), item.id, std::int64_t{0}});
  return {};
}

// A publication that replaces another takes it down in the same step (CONTRACTS 3: its address answers 410 and names
// the new one).
Status replace(db::Transaction& tx, const FeedItem& item, const Json& entry, bool& removed) {
  const std::int64_t seq = entry.integer("replaces");
  if (seq == 0) return {};
  const auto rows = tx.query(sql::kIdOfSeq, {entry.text("agency"), seq});
  if (rows.empty()) {
    // Taken down before, because the decision was changed: its tombstone now names what holds.
    const auto json = parse_json(item.json);
    const std::string former = json ? json->text("replaces_id") : std::string();
    if (former.empty() || tx.execute(sql::kNameSuccessor, {item.id, seq, former}) > 0) return {};
    // A replica that starts now never saw it: the new one says of which decision it was.
    if (const auto next = parse_publication(item.json)) {
      const PortalRow& row = next->row;
      tx.execute(sql::kBury, {former, row.number, row.agency, row.act_type, row.decided_on, std::string(),
                              item.at.date().text(), std::string("corrected"), std::string(),
                              takedown_citation("corrected"), item.id, seq, std::int64_t{0}, item.pos,
                              item.at.unix_ms(), item.entry, item.proof});
      count_takedown(tx);
    }
    return {};
  }
  const std::string old = rows.text(0, 0);
  PortalTombstone tomb;
  tomb.citation = takedown_citation("corrected");
  remove_rows(tx, old, tomb);
  removed = true;
  count_takedown(tx);
  tx.execute(sql::kBury, {old, tomb.number, tomb.agency, tomb.act_type, tomb.decided_on, tomb.published_on,
                          item.at.date().text(), std::string("corrected"), std::string(), tomb.citation, item.id, seq,
                          tomb.published_pos, item.pos, item.at.unix_ms(), item.entry, item.proof});
  return {};
}

// 依法不予公示: nothing of the decision, only that there is one and on what ground.
Status withhold(db::Transaction& tx, const FeedItem& item, const Json& entry) {
  if (entry.text("kind") != "withheld" || entry.text("ground").empty()) return invalid("不予公示的条目读不懂", "entry");
  tx.execute(sql::kWithhold, {item.pos, entry.text("agency"), entry.text("ground"), item.at.date().text(), item.entry,
                              item.proof, item.at.unix_ms()});
  tx.execute(sql::kCountWithheld, {entry.text("agency"), entry.text("ground")});
  tx.execute(sql::kAddChange, {item.pos, std::string("withheld"), std::string(), std::int64_t{0}});
  return {};
}

Status apply_one(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, bool& removed) {
  if (item.kind == FeedItem::Kind::other) return {};
  const auto entry = parse_json(item.entry);
  if (!entry) return invalid("日志条目读不懂", "entry");
  switch (item.kind) {
    case FeedItem::Kind::publication:
      if (auto done = replace(tx, item, *entry, removed); !done) return done;
      return publish(tx, options, item, *entry);
    case FeedItem::Kind::update:
      return add_update(tx, options, item, *entry);
    case FeedItem::Kind::takedown:
      removed = true;
      return take_down(tx, item, *entry);
    case FeedItem::Kind::list:
      return apply_list(tx, options, item, *entry);
    case FeedItem::Kind::answer:
      return apply_answer(tx, options, item, *entry, removed);
    case FeedItem::Kind::withheld:
      return withhold(tx, item, *entry);
    case FeedItem::Kind::other:
      break;
  }
  return {};
}

}  // namespace

Status PortalDb::apply(std::span<const FeedItem> items, bool more) {
  Outcome outcome;
  if (items.empty() && !unwritten_) return {};
  if (!items.empty()) {
    const std::shared_lock lock(swap_);
    db_->write([&](db::Transaction& tx) {
      outcome = {};
      const auto stood = tx.query(sql::kState, {std::string("pos")});
      outcome.position = stood.empty() ? -1 : stood.integer(0, 0);
      for (const FeedItem& item : items) {
        if (item.pos <= outcome.position) continue;
        outcome.status = apply_one(tx, options_, item, outcome.removed);
        if (!outcome.status) return false;
        outcome.position = item.pos;
        tx.execute(sql::kSetState, {std::string("at"), item.at.unix_ms()});
      }
      if (outcome.removed) tx.execute(sql::kSetState, {std::string("write_anew"), std::int64_t{1}});
      tx.execute(sql::kSetState, {std::string("pos"), outcome.position});
      return true;
    });
  }
  if (!outcome.status) return outcome.status;
  if (!items.empty()) {
    position_ = outcome.position;
    ++generation_;  // after the commit: what was read before it is already stale
  }
  unwritten_ = unwritten_ || outcome.removed;
  if (!unwritten_ || more) return {};
  write_anew();
  unwritten_ = false;
  return {};
}

}  // namespace mingjing::query
