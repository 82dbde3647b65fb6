// Named reads of the public side.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "query/amount_bands.h"
#include "query/portal_db.h"
#include "query/portal_index.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kFacetsShown = 200, kSitemapPartsMax = 50'000;
constexpr int kRankedMax = 200;  // deeper pages of a search by relevance help nobody

PortalRow row_of(const db::Row& from) {
  const auto text = [&](std::size_t column) { return std::string(from.text(column)); };
  return {from.integer(0), text(1), text(2), text(3),  text(4), text(5),
          text(6),         text(7), text(8), text(9), text(10), Instant(from.integer(11))};
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// A cursor says where the page before ended: d<row>.<rows before>, of which the second is only shown; or r<offset> by
// relevance.
struct Cursor {
  std::int64_t from = kNewest;
  int rows_before = 0;
};
Cursor newest_first(const std::string& after) {
  constexpr std::int64_t kShownMax = 1'000'000'000;
  if (after.size() > 32 || !after.starts_with('d')) return {};
  const std::string_view place = std::string_view(after).substr(1);
  const auto point = place.find('.');
  const auto from = number(place.substr(0, point));
  const auto before = point == std::string_view::npos ? std::optional<std::int64_t>(0) : number(place.substr(point + 1));
  if (!from || !before || *before > kShownMax) return {};
  return {*from, static_cast<int>(*before)};
}
std::string next_of(const Cursor& here, const PortalRow& last, std::size_t rows) {
  return "d" + std::to_string(last.rowid) + "." + std::to_string(here.rows_before + static_cast<int>(rows));
}
std::int64_t ranked_offset(const std::string& after) {
  if (after.size() > 20 || !after.starts_with('r')) return 0;
  return std::min<std::int64_t>(number(std::string_view(after).substr(1)).value_or(0), kRankedMax);
}

std::string from_day(const PortalFilter& filter) { return filter.from ? filter.from->text() : "0000"; }
std::string to_day(const PortalFilter& filter) { return filter.to ? filter.to->text() : "9999"; }

std::vector<PortalTypeCount> in_order(const std::map<std::string, std::int64_t>& types) {
  std::vector<PortalTypeCount> out;
  for (const auto& [key, name] : act_types())
    if (const auto found = types.find(key); found != types.end()) out.push_back({key, found->second});
  return out;
}

// One row more than wanted tells whether there is a next page.
bool fill_page(PortalPage& page, db::Transaction& tx, const db::Statement& statement, const db::Values& values, int limit) {
  const auto most = static_cast<std::size_t>(limit);
  bool more = false;
  tx.each(statement, values, [&](const db::Row& row) {
    more = page.rows.size() == most;
    if (!more) page.rows.push_back(row_of(row));
    return !more;
  });
  return more;
}

PortalPage plain(db::Transaction& tx, const PortalFilter& filter, int limit) {
  PortalPage page;
  const Cursor here = newest_first(filter.after);
  if (fill_page(page, tx, sql::kPlainPage, {here.from, std::int64_t{limit + 1}}, limit))
    page.next = next_of(here, page.rows.back(), page.rows.size());
  page.offset = here.rows_before;
  return page;
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
  const Cursor here = newest_first(filter.after);
  const std::int64_t from = here.from;
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
  if (places.size() > shown) page.next = next_of(here, page.rows.back(), shown);
  page.offset = here.rows_before;
  return page;
}

PortalPage ranked(db::Transaction& tx, const PortalFilter& filter, const std::string& match) {
  PortalPage page;
  const std::int64_t offset = ranked_offset(filter.after);
  const bool more =
      fill_page(page, tx, sql::kRankedPage,
                {match, from_day(filter), to_day(filter), std::int64_t{kPortalPageRows + 1}, offset}, kPortalPageRows);
  page.offset = static_cast<int>(offset);
  page.count = offset == 0 && !more ? static_cast<int>(page.rows.size()) : kPortalCountUnknown;
  if (more && offset + kPortalPageRows < kRankedMax) page.next = "r" + std::to_string(offset + kPortalPageRows);
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
    page = plain(tx, filter, kPortalPageRows);
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
    page = match.empty() ? plain(tx, filter, limit) : found(tx, filter, match, limit, limit + 1);
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

PortalTakedowns PortalDb::takedowns(std::string_view after) const {
  PortalTakedowns page;
  std::int64_t pos = std::numeric_limits<std::int64_t>::max();
  std::string id;
  if (const auto mark = after.find('~'); mark != std::string_view::npos) {
    std::int64_t from = 0;
    const auto [end, problem] = std::from_chars(after.data(), after.data() + mark, from);
    if (problem == std::errc() && end == after.data() + mark) {
      pos = from;
      id = after.substr(mark + 1);
    }
  }
  read([&](db::Transaction& tx) {
    page = {};
    const auto rows = tx.query(sql::kTombstones, {pos, id, std::int64_t{kPortalPageRows + 1}});
    for (std::size_t i = 0; i < rows.size() && i < kPortalPageRows; ++i) {
      auto& row = page.rows.emplace_back();
      row.id = rows.text(i, 0);
      row.number = rows.text(i, 1);
      row.agency = rows.text(i, 2);
      row.act_type = rows.text(i, 3);
      row.taken_down_on = rows.text(i, 4);
      row.reason = rows.text(i, 5);
      row.pos = rows.integer(i, 6);
    }
    if (rows.size() > kPortalPageRows) page.next = std::to_string(page.rows.back().pos) + "~" + page.rows.back().id;
  });
  return page;
}

PortalFacets PortalDb::facets() const {
  PortalFacets out;
  read([&](db::Transaction& tx) {
    out = {};
    const auto rows = tx.query(sql::kTallies, {});
    std::map<std::string, std::int64_t> types;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (out.agencies.empty() || out.agencies.back().uscc != rows.text(i, 0))
        out.agencies.push_back({rows.text(i, 0), rows.text(i, 2), 0});
      out.agencies.back().live += rows.integer(i, 3);
      types[rows.text(i, 1)] += rows.integer(i, 3);
    }
    out.types = in_order(types);
    const auto years = tx.query(sql::kFacets, {std::string(sql::kByYear), kFacetsShown});
    for (std::size_t i = 0; i < years.size(); ++i) out.years.push_back({years.text(i, 0), years.integer(i, 1)});
    const auto amounts = tx.query(sql::kFacets, {std::string(sql::kByAmount), kFacetsShown});
    for (const AmountBand& band : amount_bands())
      for (std::size_t i = 0; i < amounts.size(); ++i)
        if (amounts.text(i, 0) == band.key) out.amounts.push_back({band.key, amounts.integer(i, 1)});
  });
  std::stable_sort(out.agencies.begin(), out.agencies.end(),
                   [](const PortalAgency& a, const PortalAgency& b) { return a.live > b.live; });
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
    home.types = in_order(types);
    const auto down = tx.query(sql::kState, {std::string("taken_down")});
    home.taken_down = down.empty() ? 0 : down.integer(0, 0);
    const auto answers = tx.query(sql::kState, {std::string("answers")});
    home.answers = answers.empty() ? 0 : answers.integer(0, 0);
    const auto pos = tx.query(sql::kState, {std::string("pos")}), at = tx.query(sql::kState, {std::string("at")});
    home.pos = pos.empty() ? 0 : pos.integer(0, 0);
    home.newest = Instant(at.empty() ? 0 : at.integer(0, 0));
    tx.each(sql::kPlainPage, {kNewest, std::int64_t{5}}, [&](const db::Row& row) {
      home.latest.push_back(row_of(row));
      return true;
    });
  });
  home.lists = newest_lists();
  return home;
}

std::vector<std::int64_t> PortalDb::sitemap_parts() const {
  std::vector<std::int64_t> out;
  read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(sql::kFacets, {std::string(sql::kByPart), kSitemapPartsMax});
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(number(rows.text(i, 0)).value_or(0));
  });
  std::sort(out.begin(), out.end(), std::greater<>());
  return out;
}

std::vector<std::pair<std::string, std::string>> PortalDb::sitemap_part(std::int64_t part) const {
  std::vector<std::pair<std::string, std::string>> out;
  if (part < 0 || part > kSitemapPartsMax * 100) return out;
  read([&](db::Transaction& tx) {
    out.clear();
    const std::int64_t from = part * sql::kSitemapPositions;
    const auto rows = tx.query(sql::kAddressesBetween, {from, from + sql::kSitemapPositions});
    for (std::size_t i = 0; i < rows.size(); ++i)
      out.emplace_back(rows.text(i, 0), Instant(rows.integer(i, 1)).date().text());
  });
  return out;
}

}  // namespace mingjing::query
