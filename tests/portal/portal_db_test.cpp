// portal.db follows the feed: pages, search, cursors, idempotence, and takedowns that leave nothing.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

#include "query/amount_bands.h"
#include "query/portal_index.h"
#include "tests/portal/temp_portal.h"

namespace mingjing::portal_test {
namespace {

query::PortalFilter asking(const std::string& q) {
  query::PortalFilter filter;
  filter.q = q;
  return filter;
}

std::set<std::string> ids(const query::PortalPage& page) {
  std::set<std::string> out;
  for (const auto& row : page.rows) out.insert(row.id);
  return out;
}

// Everything in the folder, as one text.
std::string folder_bytes(const std::filesystem::path& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    out += bytes.str();
  }
  return out;
}

Canned variant(int n) {
  Canned canned;
  canned.id = id_of(n);
  canned.number = fmt::format("澜自然资罚决〔2026〕{}号", n);
  canned.party = n % 2 == 0 ? "澜川市铭岳矿业有限公司" : "青衡县恒远物流有限公司";
  canned.cause = n % 2 == 0 ? "越界开采案" : "临时用地期满未恢复土地案";
  canned.facts = n % 2 == 0 ? "你公司越界采矿 120 吨。" : "你公司占用一般耕地未复垦。";
  canned.decided_on = n % 3 == 0 ? "2025-03-04" : "2026-05-06";
  return canned;
}

TEST(PortalDb, PublishesAndReads) {
  TempPortal portal;
  ASSERT_TRUE(portal.db().apply(publication(7, 1, {})).has_value());
  ASSERT_TRUE(portal.db().apply(update(8, Canned().id, 1, "罚款缴清")).has_value());
  EXPECT_EQ(portal.db().position(), 8);
  const auto d = portal.db().decision(Canned().id);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->json, publication_json({}));
  EXPECT_EQ(d->pos, 7);
  EXPECT_EQ(d->seq, 1);
  ASSERT_EQ(d->updates.size(), 1u);
  EXPECT_EQ(d->updates[0].text, "罚款缴清");
  EXPECT_EQ(d->masked_spans(), 3);
  EXPECT_FALSE(portal.db().decision(id_of(99)));
  EXPECT_TRUE(portal.db().update_json(Canned().id, 1));
  EXPECT_FALSE(portal.db().update_json(Canned().id, 2));
  const auto home = portal.db().home();
  EXPECT_EQ(home.live, 1);
  EXPECT_EQ(home.pos, 8);
  ASSERT_EQ(home.types.size(), 1u);
  EXPECT_EQ(home.types[0].act_type, "penalty");
}

TEST(PortalDb, SameFeedTwiceChangesNothing) {
  TempPortal portal;
  const std::vector<query::FeedItem> feed = {publication(1, 1, {}), update(2, Canned().id, 1, "缴清"),
                                             publication(3, 2, variant(2)), takedown(4, 2, id_of(2))};
  ASSERT_TRUE(portal.db().apply(feed).has_value());
  ASSERT_TRUE(portal.db().apply(feed).has_value());
  portal.open();
  ASSERT_TRUE(portal.db().apply(feed).has_value());
  EXPECT_EQ(portal.db().home().live, 1);
  EXPECT_EQ(portal.db().home().taken_down, 1);
  EXPECT_EQ(portal.db().page({}).rows.size(), 1u);
}

TEST(PortalDb, TwoCharactersFind) {
  TempPortal portal;
  for (int n = 1; n <= 6; ++n) ASSERT_TRUE(portal.db().apply(publication(n, n, variant(n))).has_value());
  struct Row {
    const char* q;
    std::size_t found;
  };
  const Row rows[] = {
      {"采矿", 3},        {"铭岳", 3},      {"物流", 3},      {"占用", 6},       {"占用耕地", 3},           {"耕", 3},
      {"〔2026〕4号", 1}, {"铭岳 采矿", 3}, {"铭岳 耕地", 0}, {"没有这个词", 0}, {"91539902MA6PH72K91", 6}, {"，。", 0},
      {"越界开采", 3},    {"土地管理法", 6}};
  for (const Row& row : rows) EXPECT_EQ(portal.db().page(asking(row.q)).rows.size(), row.found) << row.q;
}

TEST(PortalDb, FiltersNarrow) {
  TempPortal portal;
  for (int n = 1; n <= 6; ++n) {
    Canned canned = variant(n);
    if (n == 6) canned.act_type = "permit";
    if (n == 5) canned.uscc = "11330900MB0X00002H", canned.agency = "青衡县自然资源局";
    ASSERT_TRUE(portal.db().apply(publication(n, n, canned)).has_value());
  }
  query::PortalFilter filter;
  filter.act_types = {"permit"};
  EXPECT_EQ(ids(portal.db().page(filter)), std::set<std::string>{id_of(6)});
  filter = {};
  filter.agencies = {"11330900MB0X00002H"};
  EXPECT_EQ(ids(portal.db().page(filter)), std::set<std::string>{id_of(5)});
  filter = {};
  filter.from = Date(2025, 3, 1);
  filter.to = Date(2025, 3, 31);
  EXPECT_EQ(portal.db().page(filter).rows.size(), 2u);  // 3 and 6
  filter.to = Date(2025, 3, 3);                         // within the month, by the day
  EXPECT_TRUE(portal.db().page(filter).rows.empty());
  filter = {};
  filter.from = Date(2026, 1, 1);
  filter.q = "采矿";
  EXPECT_EQ(portal.db().page(filter).rows.size(), 2u);  // 2 and 4
  filter = {};
  filter.to = Date(2025, 12, 31);  // open at one end
  EXPECT_EQ(portal.db().page(filter).rows.size(), 2u);
  filter.from = Date(2026, 1, 1);  // nothing lies between
  EXPECT_TRUE(portal.db().page(filter).rows.empty());
  EXPECT_EQ(portal.db().facets().agencies.size(), 2u);
}

TEST(PortalDb, YearAndAmountNarrowAndAreCounted) {
  TempPortal portal;
  for (int n = 1; n <= 6; ++n) {
    Canned canned = variant(n);
    canned.amount_fen = n == 6 ? 0 : n * 100'000;  // 1,000 to 5,000 yuan, and nothing
    ASSERT_TRUE(portal.db().apply(publication(n, n, canned)).has_value());
  }
  struct Row {
    const char* what;
    query::PortalFilter filter;
    std::set<std::string> found;
  };
  const auto with = [](auto change) {
    query::PortalFilter filter;
    change(filter);
    return filter;
  };
  using F = query::PortalFilter;
  const Row rows[] = {
      {"a year", with([](F& f) { f.years = {2025}; }), {id_of(3), id_of(6)}},
      {"two years", with([](F& f) { f.years = {2025, 2026}; }), {id_of(1), id_of(2), id_of(3), id_of(4), id_of(5), id_of(6)}},
      {"a year that holds nothing", with([](F& f) { f.years = {2019}; }), {}},
      {"no money", with([](F& f) { f.amounts = {"none"}; }), {id_of(6)}},
      {"the lower end is in", with([](F& f) { f.amounts = {"0-1000"}; }), {}},
      {"a band and a year", with([](F& f) { f.amounts = {"1000-10000"}, f.years = {2025}; }), {id_of(3)}},
      {"words, a band or another", with([](F& f) { f.q = "采矿", f.amounts = {"1000-10000", "none"}; }),
       {id_of(2), id_of(4), id_of(6)}},
      {"a year and days", with([](F& f) { f.years = {2025}, f.from = Date(2025, 4, 1); }), {}}};
  for (const Row& row : rows) EXPECT_EQ(ids(portal.db().page(row.filter)), row.found) << row.what;
  auto facets = portal.db().facets();
  ASSERT_EQ(facets.years.size(), 2u);
  EXPECT_EQ(facets.years[0].key, "2026");
  EXPECT_EQ(facets.years[0].live, 4);
  ASSERT_EQ(facets.amounts.size(), 2u);
  EXPECT_EQ(facets.amounts[0].key, "none");
  EXPECT_EQ(facets.amounts[1].live, 5);
  ASSERT_TRUE(portal.db().apply(takedown(7, 6, id_of(6))).has_value());
  facets = portal.db().facets();
  EXPECT_EQ(facets.years[1].live, 1);
  EXPECT_EQ(facets.amounts.size(), 1u);
}

TEST(PortalDb, EveryAmountLiesInOneBand) {
  std::int64_t edge = 0;
  for (const auto& band : query::amount_bands()) {
    EXPECT_EQ(query::amount_band(band.key), &band);
    if (band.below.count == 0) continue;
    EXPECT_EQ(band.from.count, edge) << band.key;
    EXPECT_EQ(query::amount_band_of(Fen{band.below.count - 1}).key, band.key);
    edge = band.below.count;
  }
  EXPECT_EQ(query::amount_band_of({0}).key, "none");
  EXPECT_EQ(query::amount_band_of({1}).key, "0-1000");
  EXPECT_EQ(query::amount_band_of(kMaxMoney).key, "1000000-");
  EXPECT_EQ(query::amount_band("1-2"), nullptr);
}

const db::Statement kNoExcerpts{"test_no_excerpts", "UPDATE publication SET excerpt = ''", "test"};
const db::Statement kNoFacets{"test_no_facets", "DROP TABLE facet", "test"};
const db::Statement kOlderSchema{"test_older_schema", "DELETE FROM schema_version WHERE number >= 3", "test"};
const db::Statement kNoWithheld{"test_no_withheld", "DROP TABLE withheld", "test"};
const db::Statement kNoAnswers{"test_portal_no_answers", "DROP TABLE answer", "test"};
const db::Statement kNoAnswerTombstones{"test_portal_no_answer_tombstones", "DROP TABLE answer_tombstone", "test"};
const db::Statement kNoWithheldTally{"test_no_withheld_tally", "DROP TABLE withheld_tally", "test"};
const db::Statement kOlderIndex{"test_older_index", "DELETE FROM portal_state WHERE name = 'index_version'", "test"};
const db::Statement kNoIndex{"test_no_index", "INSERT INTO search(search) VALUES ('delete-all')", "test"};

const db::Statement kPieces{"test_pieces", "SELECT count(DISTINCT segid) FROM search_idx", "test"};

// A file of an earlier release: its tables get what they lack, its index and counts are made from the stored bytes.
TEST(PortalDb, OlderFileIsBroughtUpToDate) {
  TempPortal portal;
  for (int n = 1; n <= 3; ++n) ASSERT_TRUE(portal.db().apply(publication(n, n, variant(n))).has_value());
  portal.close();
  {
    auto raw = db::open("sqlite:" + (portal.folder() / "portal.db").string(), {});
    raw->write([](db::Transaction& tx) {
      for (const auto* statement : {&kNoExcerpts, &kNoFacets, &kNoWithheld, &kNoWithheldTally, &kNoAnswers, &kNoAnswerTombstones, &kOlderSchema, &kOlderIndex, &kNoIndex})
        tx.execute(*statement, {});
      return true;
    });
  }
  portal.open();
  query::PortalFilter filter = asking("采矿");
  filter.years = {2026};
  const auto page = portal.db().page(filter);
  EXPECT_EQ(ids(page), std::set<std::string>{id_of(2)});
  EXPECT_EQ(page.rows[0].excerpt, variant(2).facts);
  EXPECT_EQ(portal.db().facets().years.size(), 2u);
}

// However many publications came one by one: few pieces, and the same answers.
TEST(PortalDb, TheTextIndexIsKeptInFewPieces) {
  TempPortal portal;
  for (int n = 1; n <= 60; ++n) ASSERT_TRUE(portal.db().apply(publication(n, n, variant(n))).has_value());
  for (int n = 2; n <= 20; n += 2) ASSERT_TRUE(portal.db().apply(takedown(100 + n, n, id_of(n))).has_value());
  for (int n = 61; n <= 90; ++n) ASSERT_TRUE(portal.db().apply(publication(200 + n, n, variant(n))).has_value());
  query::PortalFilter filter = asking("采矿");
  filter.years = {2026};
  const auto before = portal.db().page(filter);
  int steps = 0;
  while (portal.db().tend(1)) ASSERT_LT(++steps, 100);
  EXPECT_GT(steps, 0);
  const auto after = portal.db().page(filter);
  EXPECT_EQ(ids(after), ids(before));
  EXPECT_EQ(after.count, before.count);
  portal.close();
  auto raw = db::open("sqlite:" + (portal.folder() / "portal.db").string(), {});
  raw->read([](db::Transaction& tx) {
    const auto rows = tx.query(kPieces, {});
    EXPECT_LE(rows.integer(0, 0), 8);
  });
}

TEST(PortalDb, CursorsWalkEveryRowOnceWhileNewOnesArrive) {
  TempPortal portal;
  int pos = 0;
  for (pos = 1; pos <= 55; ++pos) ASSERT_TRUE(portal.db().apply(publication(pos, pos, variant(pos))).has_value());
  pos = 100;
  for (const bool relevance : {false, true}) {
    query::PortalFilter filter = relevance ? asking("罚款") : query::PortalFilter{};
    filter.by_relevance = relevance;
    std::set<std::string> seen;
    std::size_t rows = 0;
    for (int pages = 0; pages < 10; ++pages) {
      const auto page = portal.db().page(filter);
      rows += page.rows.size();
      EXPECT_EQ(page.offset, static_cast<int>(rows - page.rows.size()));
      for (const auto& row : page.rows) seen.insert(row.id);
      if (page.next.empty()) break;
      filter.after = page.next;
      if (relevance) continue;
      ++pos;
      ASSERT_TRUE(portal.db().apply(publication(pos, pos, variant(100 + pos))).has_value());
    }
    EXPECT_EQ(rows, seen.size());
    EXPECT_GE(rows, 55u);
  }
}

TEST(PortalDb, StrangeCursorsAndQueriesAreHarmless) {
  TempPortal portal;
  ASSERT_TRUE(portal.db().apply(publication(1, 1, {})).has_value());
  for (const char* after : {"", "d", "d-1", "dx", "r5", "d99999999999999999999999", "'; DROP TABLE publication; --",
                            "d9223372036854775807", "d9.x", "d9.-1", "d1.99999999999999", "d."}) {
    query::PortalFilter filter;
    filter.after = after;
    EXPECT_EQ(portal.db().page(filter).rows.size(), 1u) << after;
  }
  for (const char* q : {"\"", "\" OR \"", "tags : (y2026)", "y2026", "NEAR(土地 占用)", "title:土地", "* ", "(",
                        "^土地", "土地*\"", "'", "%", "-土地 -占用"}) {
    for (const bool relevance : {false, true}) {
      query::PortalFilter filter = asking(q);
      filter.agencies = {"\" OR a*", ""};
      filter.act_types = {"'); --"};
      filter.amounts = {"*"};
      filter.years = {-1, 0, 99999};
      filter.by_relevance = relevance;
      EXPECT_NO_THROW(portal.db().page(filter)) << q;
    }
  }
  EXPECT_TRUE(portal.db().page(asking("y2026")).rows.empty());  // tags are not words
}

TEST(PortalDb, TakedownLeavesNothing) {
  TempPortal portal;
  ASSERT_TRUE(portal.db().apply(publication(1, 1, {})).has_value());
  for (int n = 2; n <= 40; ++n) ASSERT_TRUE(portal.db().apply(publication(n, n, variant(n))).has_value());
  ASSERT_TRUE(portal.db().apply(update(50, Canned().id, 1, "瑞禾建材已缴清罚款")).has_value());
  EXPECT_NE(folder_bytes(portal.folder()).find("瑞禾"), std::string::npos);
  ASSERT_TRUE(portal.db().apply(takedown(51, 1, Canned().id)).has_value());
  const std::string left = folder_bytes(portal.folder());
  for (const char* trace :
       {"瑞禾", "禾建", "青衡县瑞", "91539902MA6PH72K91", "91539902ma6ph72k91", "石门乡", "白崖村", "魏某"}) {
    // What other decisions hold too may stay.
    if (publication_json(variant(2)).find(trace) != std::string::npos) continue;
    EXPECT_EQ(left.find(trace), std::string::npos) << trace;
  }
  EXPECT_FALSE(portal.db().decision(Canned().id));
  EXPECT_FALSE(portal.db().update_json(Canned().id, 1));
  EXPECT_TRUE(portal.db().page(asking("瑞禾")).rows.empty());
  EXPECT_EQ(portal.db().page(asking("罚款")).count, 39);
  EXPECT_EQ(portal.db().home().live, 39);
  const auto tomb = portal.db().tombstone(Canned().id);
  ASSERT_TRUE(tomb);
  EXPECT_EQ(tomb->number, Canned().number);
  EXPECT_EQ(tomb->published_pos, 1);
  EXPECT_EQ(tomb->pos, 51);
  EXPECT_EQ(tomb->citation, "《行政处罚法》第四十八条第二款");
  for (const auto& item : portal.db().changes(-1, 1000))
    EXPECT_TRUE(item.id != Canned().id || item.kind == query::FeedItem::Kind::takedown);
  ASSERT_TRUE(portal.db().apply(publication(60, 41, variant(60))).has_value());  // the new file takes changes
  portal.open();
  EXPECT_EQ(portal.db().home().live, 40);
}

TEST(PortalDb, ARowOfBatchesIsWrittenAnewOnceAndAlsoAfterACrash) {
  for (const bool crashed : {false, true}) {
    TempPortal portal;
    for (int n = 2; n <= 20; ++n) ASSERT_TRUE(portal.db().apply(publication(n, n, variant(n))).has_value());
    ASSERT_TRUE(portal.db().apply(publication(21, 21, {})).has_value());
    const auto down = takedown(51, 21, Canned().id), other = takedown(52, 2, id_of(2));
    ASSERT_TRUE(portal.db().apply(std::span(&down, 1), true).has_value());
    ASSERT_TRUE(portal.db().apply(std::span(&other, 1), true).has_value());
    EXPECT_FALSE(portal.db().decision(Canned().id)) << "gone from the pages at once";
    EXPECT_NE(folder_bytes(portal.folder()).find("瑞禾"), std::string::npos) << "the file still waits to be written anew";
    if (crashed) portal.open();
    else ASSERT_TRUE(portal.db().apply(std::span<const query::FeedItem>()).has_value());
    EXPECT_EQ(folder_bytes(portal.folder()).find("瑞禾"), std::string::npos);
    EXPECT_EQ(portal.db().home().live, 18);
  }
}

TEST(PortalDb, CorrectionReplaces) {
  TempPortal portal;
  ASSERT_TRUE(portal.db().apply(publication(1, 1, {})).has_value());
  Canned better;
  better.id = id_of(77);
  better.party = "青衡县瑞和建材有限公司";
  ASSERT_TRUE(portal.db().apply(publication(2, 2, better, 1)).has_value());
  EXPECT_FALSE(portal.db().decision(Canned().id));
  ASSERT_TRUE(portal.db().tombstone(Canned().id));
  EXPECT_EQ(portal.db().tombstone(Canned().id)->replaced_by, better.id);
  EXPECT_EQ(portal.db().home().live, 1);
}

// What has no address of its own is counted, and a correction leads a new reader to what it corrected.
TEST(PortalDb, WithheldIsCountedByGroundAndFollowedByReplicas) {
  TempPortal origin, replica;
  ASSERT_TRUE(origin.db().apply(publication(1, 1, {})).has_value());
  Canned better;
  better.id = id_of(77);
  auto correction = publication(2, 2, better, 1);
  auto json = *parse_json(correction.json);
  json.set("replaces_id", Canned().id);
  correction.json = canonical(json);
  ASSERT_TRUE(origin.db().apply(correction).has_value());
  ASSERT_TRUE(origin.db().apply(withheld(3, 3, "minor")).has_value());
  ASSERT_TRUE(origin.db().apply(withheld(4, 4, "privacy")).has_value());
  ASSERT_TRUE(origin.db().apply(withheld(5, 5, "minor")).has_value());
  std::vector<query::FeedItem> batch;
  for (const auto& item : origin.db().changes(-1, 100)) batch.push_back(*query::parse_feed_line(query::feed_line(item)));
  ASSERT_TRUE(replica.db().apply(batch).has_value());
  for (const auto* db : {&origin.db(), &replica.db()}) {
    const auto figures = db->figures();
    EXPECT_EQ(figures.live, 1);
    EXPECT_EQ(figures.withheld, 3);
    EXPECT_EQ(figures.taken_down, 1);
    ASSERT_EQ(figures.grounds.size(), 2u);
    EXPECT_EQ(figures.grounds[0].id, "minor");
    EXPECT_EQ(figures.grounds[0].count, 2);
    EXPECT_FALSE(figures.grounds[0].citation.empty());
    EXPECT_EQ(db->figures("91000000000000000X").withheld, 0);
    ASSERT_TRUE(db->tombstone(Canned().id));
    EXPECT_EQ(db->tombstone(Canned().id)->replaced_by, better.id);
  }
}

TEST(PortalDb, ReplicaFollowsAndAgrees) {
  TempPortal origin, replica;
  for (int n = 1; n <= 30; ++n) ASSERT_TRUE(origin.db().apply(publication(n, n, variant(n))).has_value());
  ASSERT_TRUE(origin.db().apply(update(31, id_of(4), 1, "缴清")).has_value());
  ASSERT_TRUE(origin.db().apply(takedown(32, 5, id_of(5))).has_value());
  for (;;) {
    std::vector<query::FeedItem> batch;
    for (const auto& item : origin.db().changes(replica.db().position(), 7)) {
      auto parsed = query::parse_feed_line(query::feed_line(item));
      ASSERT_TRUE(parsed.has_value());
      batch.push_back(std::move(*parsed));
    }
    if (batch.empty()) break;
    ASSERT_TRUE(replica.db().apply(batch).has_value());
  }
  EXPECT_EQ(replica.db().home().live, 29);
  EXPECT_EQ(replica.db().decision(id_of(4))->json, origin.db().decision(id_of(4))->json);
  EXPECT_EQ(replica.db().decision(id_of(4))->updates.size(), 1u);
  ASSERT_TRUE(replica.db().tombstone(id_of(5)));
  EXPECT_EQ(replica.db().tombstone(id_of(5))->number, origin.db().tombstone(id_of(5))->number);
}

TEST(PortalDb, ALineIsReadAsTheKindItSays) {
  // A source that adds a decision's text to its takedown does not bring the text back.
  const auto item =
      query::parse_feed_line(R"({"pos":9,"kind":"takedown","at":"2026-05-06T00:00:00Z","id":"a","json":"{\"facts\":1}"})");
  ASSERT_TRUE(item.has_value()) << item.error().message;
  EXPECT_EQ(item->json, "");
}

TEST(PortalDb, RefusesWhatDoesNotFit) {
  TempPortal portal;
  auto item = publication(1, 1, {});
  item.id = id_of(2);
  EXPECT_FALSE(portal.db().apply(item).has_value());
  item = publication(1, 1, {});
  item.json = "{}";
  EXPECT_FALSE(portal.db().apply(item).has_value());
  item.json = "not json";
  EXPECT_FALSE(portal.db().apply(item).has_value());
  EXPECT_EQ(portal.db().position(), -1);
  EXPECT_EQ(portal.db().home().live, 0);
  query::PortalOptions options;
  options.digest = [](std::string_view) { return std::string("sha256:other"); };
  query::PortalDb strict((portal.folder() / "strict.db").string(), options);
  EXPECT_EQ(strict.apply(publication(1, 1, {})).error().code, ErrorCode::digest_mismatch);
}

}  // namespace
}  // namespace mingjing::portal_test
