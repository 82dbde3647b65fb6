// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "crypto/hash.h"
#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "tlog/entry.h"

namespace mingjing::app {
namespace {

const db::Statement kEvents{
    "verify_event_ids",
    "SELECT agency_id, id, commitment, type FROM event WHERE (agency_id, id) > ($1, $2) ORDER BY agency_id, id LIMIT $3"};
// Entries of no event (tallies, restores, keys) and those whose events a restore declared lost stand apart.
const db::Statement kEntries{
    "verify_entries_by_leaf",
    "SELECT agency_id, leaf_id, position, kind, public_id, number, bytes FROM log_entry WHERE (agency_id, leaf_id, "
    "position) > ($1, $2, $3) AND kind NOT IN ('tally', 'restore', 'key', 'new_log') AND leaf_id NOT LIKE 'lost/%' ORDER "
    "BY agency_id, leaf_id, position LIMIT $4"};
const db::Statement kLeaves{
    "verify_leaves",
    "SELECT agency_id, id, position, kind, public_id, members FROM leaf WHERE (agency_id, id, position) > ($1, $2, $3) "
    "ORDER BY agency_id, id, position LIMIT $4"};

// What the log holds, or will hold, of one event.
struct Found {
  bool entry = false, leaf = false;  // of the event itself
  std::string entry_bytes, leaf_commit;
  std::vector<std::string> kinds;    // public leaves beside it
};

// Acts that put something into the public sequence.
std::string_view public_kind(std::string_view type) {
  if (type == "approve_publication") return "publication";
  if (type == "withhold_publication") return "withheld";
  if (type == "take_down_publication") return "takedown";
  return {};
}

void judge(const std::string& key, const std::string& id, const std::string& commitment, const std::string& type,
           const Found& found, VerifyReport& report) {
  const std::string commit = crypto::digest_text(commitment);
  if (!found.entry && !found.leaf) report.add("event", key, id, "日志里没有这个事件的条目，也没有等待入账的叶子");
  if (found.entry && found.entry_bytes.find("\"commit\":\"" + commit + "\"") == std::string::npos) {
    report.add("event", key, id, "承诺值与日志条目不符");
  }
  if (found.leaf && found.leaf_commit != commit) report.add("leaf", key, id, "等待入账的承诺值与事件不符");
  const auto wanted = public_kind(type);
  if (wanted.empty()) return;
  for (const auto& kind : found.kinds) {
    if (kind == wanted) return;
  }
  report.add("event", key, id, "日志里没有应随它入账的条目：" + std::string(wanted));
}

}  // namespace

void verify_leaves(db::Transaction& tx, VerifyReport& report) {
  Pages events(tx, kEvents, {std::string(), std::string()});
  Pages entries(tx, kEntries, {std::string(), std::string(), std::int64_t{-1}});
  Pages leaves(tx, kLeaves, {std::string(), std::string(), std::int64_t{-1}});
  while (!events.at_end() || !entries.at_end() || !leaves.at_end()) {
    std::optional<std::pair<std::string_view, std::string_view>> least;
    for (const Pages* pages : {&events, &entries, &leaves}) {
      if (!pages->at_end() && (!least || pages->place() < *least)) least = pages->place();
    }
    const std::string agency(least->first), id(least->second);
    const std::pair<std::string_view, std::string_view> place{agency, id};
    Found found;
    for (; !entries.at_end() && entries.place() == place; entries.next()) {
      if (entries.integer(2) == 0) {
        found.entry = true;
        found.entry_bytes = entries.text(6);
      } else {
        found.kinds.push_back(entries.text(3));
      }
    }
    for (; !leaves.at_end() && leaves.place() == place; leaves.next()) {
      ++report.waiting;
      if (leaves.integer(2) == 0) {
        found.leaf = true;
        const auto members = parse_json(leaves.text(5));
        if (members) found.leaf_commit = members->text("commit");
      } else {
        found.kinds.push_back(leaves.text(3));
      }
    }
    const std::string key = agency + "/" + id;
    if (!events.at_end() && events.place() == place) {
      judge(key, id, events.blob(2), events.text(3), found, report);
      events.next();
    } else {
      report.add("event", key, id, "日志里有这个事件的条目，事件不在：事件被删");
    }
  }
}

}  // namespace mingjing::app
