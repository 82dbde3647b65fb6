// Named reads of the public side.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "query/portal_db.h"
#include "query/portal_index.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
constexpr int kRankedMax = 200;  // deeper pages of a search by relevance help nobody

PortalRow row_of(const db::Row& from) {
  const auto text = [&](std::size_t column) { return std::string(from.text(column)); };
  return {from.integer(0), text(1), text(2), text(3),  text(4), text(5),
          text(6),         text(7), text(8), text(9), text(10), Instant(from.integer(11))};
}

// A cursor says where the page before ended: d<row>, or r<offset> by relevance.
std::int64_t cursor(const std::string& after, char kind, std::int64_t first) {
  if (after.size() < 2 || after.size() > 20 || after[0] != kind) return first;
  std::int64_t value = first;
  const auto [end, problem] = std::from_chars(after.data() + 1, after.data() + after.size(), value);
  return problem == std::errc() && end == after.data() + after.size() && value >= 0 ? value : first;
}

std::string from_day(const PortalFilter& filter) { return filter.from ? filter.from->text() : "0000"; }
std::string to_day(const PortalFilter& filter) { return filter.to ? filter.to->text() : "9999"; }

// One row more than wanted tells whether there is a next page.
void fill_page(PortalPage& page, db::Transaction& tx, const db::Statement& statement, const db::Values& values, int limit) {
  const auto most = static_cast<std::size_t>(limit);
  tx.each(statement, values, [&](const db::Row& row) {
    if (page.rows.size() == most) {
      page.next = "d" + std::to_string(page.rows.back().rowid);
      return false;
    }
    page.rows.push_back(row_of(row));
    return true;
  });
}

int live_count(db::Transaction& tx) {
  const auto tallies = tx.query(sql::kTallies, {});
  std::int64_t live = 0;
  for (std::size_t i = 0; i < tallies.size(); ++i) live += tallies.integer(i, 3);
  return static_cast<int>(std::min<std::int64_t>(live, std::numeric_limits<int>::max()));
}

// At most `scan` matches are looked at; the first `limit` of them become rows.
PortalPage found(db::Transaction& tx, const PortalFilter& filter, const std::string& match, int limit, int scan) {
  PortalPage page;
  const std::int64_t from = cursor(filter.after, 'd', kNewest);
  const auto places =
      filter.from || filter.to
          ? tx.query(sql::kFoundBetween, {match, from, std::int64_t{scan}, from_day(filter), to_day(filter)})
          : tx.query(sql::kFound, {match, from, std::int64_t{scan}});
  page.count = static_cast<int>(places.size());
  const std::size_t shown = std::min(places.size(), static_cast<std::size_t>(limit));
  std::string list = "[";
  for (std::size_t i = 0; i < shown; ++i) list += (i == 0 ? "" : ",") + std::to_string(places.integer(i, 0));
  page.rows.reserve(shown);
  tx.each(sql::kRowsOf, {list + "]"}, [&](const db::Row& row) {
    page.rows.push_back(row_of(row));
    return true;
  });
  if (places.size() > shown) page.next = "d" + std::to_string(places.integer(shown - 1, 0));
  return page;
}

PortalPage ranked(db::Transaction& tx, const PortalFilter& filter, const std::string& match) {
  PortalPage page;
  const std::int64_t offset = std::min<std::int64_t>(cursor(filter.after, 'r', 0), kRankedMax);
  fill_page(page, tx, sql::kRankedPage,
            {match, from_day(filter), to_day(filter), std::int64_t{kPortalPageRows + 1}, offset}, kPortalPageRows);
  page.offset = static_cast<int>(offset);
  page.count = offset == 0 && page.next.empty() ? static_cast<int>(page.rows.size()) : kPortalCountUnknown;
  if (!page.next.empty())
    page.next = offset + kPortalPageRows < kRankedMax ? "r" + std::to_string(offset + kPortalPageRows) : "";
  return page;
}

}  // namespace

PortalPage PortalDb::page(const PortalFilter& filter) const {
  auto question = question_of(filter);
  if (question.hopeless) return {};
  if (!question.match.empty()) {
    auto page = searched(filter, question.match);
    page.words = std::move(question.words);
    return page;
  }
  PortalPage page;
  read([&](db::Transaction& tx) {
    page = {};
    fill_page(page, tx, sql::kPlainPage, {cursor(filter.after, 'd', kNewest), std::int64_t{kPortalPageRows + 1}},
              kPortalPageRows);
    page.count = live_count(tx);
  });
  return page;
}

PortalPage PortalDb::searched(const PortalFilter& filter, const std::string& match) const {
  PortalPage page;
  read([&](db::Transaction& tx) {
    page = {};
    if (filter.by_relevance && !filter.q.empty()) {
      page = ranked(tx, filter, match);
      return;
    }
    const bool first = filter.after.empty();
    page = found(tx, filter, match, kPortalPageRows, first ? kPortalCountMax + 1 : kPortalPageRows + 1);
    if (!first) page.count = kPortalCountUnknown;
  });
  return page;
}

std::string PortalDb::rows(const PortalFilter& filter, int limit,
                           const std::function<void(const PortalRow&)>& visit) const {
  const auto question = question_of(filter);
  if (question.hopeless) return {};
  const std::string& match = question.match;
  PortalPage page;
  read([&](db::Transaction& tx) {
    page = {};
    if (match.empty()) {
      const std::int64_t from = cursor(filter.after, 'd', kNewest);
      fill_page(page, tx, sql::kPlainPage, {from, std::int64_t{limit + 1}}, limit);
    } else {
      page = found(tx, filter, match, limit, limit + 1);
    }
  });
  for (const PortalRow& row : page.rows) visit(row);
  return page.next;
}

std::vector<PortalRow> PortalDb::latest(int limit) const {
  std::vector<PortalRow> out;
  rows({}, limit, [&](const PortalRow& row) { out.push_back(row); });
  return out;
}

std::optional<PortalDecision> PortalDb::decision(std::string_view id) const {
  std::optional<PortalDecision> out;
  read([&](db::Transaction& tx) {
    out.reset();
    tx.each(sql::kDecision, {std::string(id)}, [&](const db::Row& row) {
      auto parsed = read_publication(row.text(6));
      if (!parsed) throw Unavailable("portal.db holds a publication that cannot be read");
      out = std::move(*parsed);
      out->row.rowid = out->pos = row.integer(0);
      out->row.published_at = Instant(row.integer(1));
      out->seq = row.integer(2);
      out->digest = row.text(3);
      out->proof = row.text(5);
      return false;
    });
    if (!out) return;
    const auto updates = tx.query(sql::kUpdates, {std::string(id)});
    for (std::size_t i = 0; i < updates.size(); ++i)
      out->updates.push_back(
          {updates.integer(i, 0), updates.text(i, 1), updates.text(i, 2), updates.text(i, 7), updates.integer(i, 3)});
  });
  return out;
}

std::optional<std::string> PortalDb::update_json(std::string_view id, std::int64_t n) const {
  std::optional<std::string> out;
  read([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kUpdate, {std::string(id), n});
    out = rows.empty() ? std::nullopt : std::optional(rows.text(0, 0));
  });
  return out;
}

std::optional<PortalTombstone> PortalDb::tombstone(std::string_view id) const {
  std::optional<PortalTombstone> out;
  read([&](db::Transaction& tx) {
    out.reset();
    const auto rows = tx.query(sql::kTombstone, {std::string(id)});
    if (rows.empty()) return;
    out = PortalTombstone{.id = std::string(id),
                          .number = rows.text(0, 0),
                          .agency = rows.text(0, 1),
                          .act_type = rows.text(0, 2),
                          .decided_on = rows.text(0, 3),
                          .published_on = rows.text(0, 4),
                          .taken_down_on = rows.text(0, 5),
                          .reason = rows.text(0, 6),
                          .reason_text = rows.text(0, 7),
                          .citation = rows.text(0, 8),
                          .replaced_by = rows.text(0, 9),
                          .seq = rows.integer(0, 10),
                          .published_pos = rows.integer(0, 11),
                          .pos = rows.integer(0, 12),
                          .proof = rows.text(0, 13)};
  });
  return out;
}

std::vector<PortalAgency> PortalDb::agencies() const {
  std::vector<PortalAgency> out;
  read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(sql::kTallies, {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (out.empty() || out.back().uscc != rows.text(i, 0)) out.push_back({rows.text(i, 0), rows.text(i, 2), 0});
      out.back().live += rows.integer(i, 3);
    }
  });
  return out;
}

PortalHome PortalDb::home() const {
  PortalHome home;
  read([&](db::Transaction& tx) {
    home = {};
    const auto tallies = tx.query(sql::kTallies, {});
    std::map<std::string, std::int64_t> types;
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      home.live += tallies.integer(i, 3);
      types[tallies.text(i, 1)] += tallies.integer(i, 3);
    }
    for (const auto& [key, name] : act_types())
      if (types.contains(key)) home.types.push_back({key, types[key]});
    const auto down = tx.query(sql::kState, {std::string("taken_down")});
    home.taken_down = down.empty() ? 0 : down.integer(0, 0);
    const auto pos = tx.query(sql::kState, {std::string("pos")}), at = tx.query(sql::kState, {std::string("at")});
    home.pos = pos.empty() ? 0 : pos.integer(0, 0);
    home.newest = Instant(at.empty() ? 0 : at.integer(0, 0));
    tx.each(sql::kPlainPage, {kNewest, std::int64_t{5}}, [&](const db::Row& row) {
      home.latest.push_back(row_of(row));
      return true;
    });
  });
  return home;
}

std::vector<std::pair<std::string, std::string>> PortalDb::addresses(int limit) const {
  std::vector<std::pair<std::string, std::string>> out;
  read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(sql::kAddresses, {std::int64_t{limit}});
    for (std::size_t i = 0; i < rows.size(); ++i)
      out.emplace_back(rows.text(i, 0), Instant(rows.integer(i, 1)).date().text());
  });
  return out;
}

}  // namespace mingjing::query
