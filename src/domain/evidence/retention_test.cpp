// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/retention.h"

#include <gtest/gtest.h>

#include "base/embedded.h"
#include "domain/cases/procedure.h"
#include "domain/cases/sample_case.h"
#include "domain/evidence/file_keys.h"

namespace mingjing::evidence {
namespace {

using cases::Act;
using cases::KeptFor;
using cases::Stage;

template <class Id>
Id id(int n) {
  return Id(*Uuid::parse("01890000-0000-7000-8000-0000000000" + std::to_string(n)));
}
const UserId kOne = id<UserId>(31), kTwo = id<UserId>(32), kThree = id<UserId>(33);

cases::Record step(Act act, Json form, Date on = Date(2026, 3, 2)) {
  cases::Record out;
  out.id = id<RecordId>(10);
  out.act = act;
  out.occurred_at = Instant::beijing(on, 9);
  out.data = std::move(form);
  return out;
}
// Archived on 20 March after it was closed on the tenth, with one recording of this step.
cases::Case archived(cases::Record of, const char* retention = "10y") {
  cases::Case c = cases::sample::case_at(Stage::archived);
  c.records = {std::move(of), step(Act::close_case, Json::object({}), Date(2026, 3, 10))};
  c.records[1].id = id<RecordId>(11);
  c.archive.retention = retention;
  c.archive.on = Date(2026, 3, 20);
  c.recordings.emplace_back();
  c.recordings[0].id = id<RecordingId>(20);
  c.recordings[0].of = id<RecordId>(10);
  c.recordings[0].sha256 = std::string(64, 'a');
  c.remedies.clear();
  c.court_applications.clear();
  c.evidence.clear();
  c.sealing.reset();
  return c;
}
const cases::Record kSeizure = step(Act::dispose_preservation, Json::object({{"outcome", "seizure"}}));
const cases::Record kOnSite = step(Act::record_on_site, Json::object({}));
const cases::Record kFiling = step(Act::file_case, Json::object({}));

struct Row {
  const char* name;
  cases::Case c;
  KeptFor kept_for;
  const char* until;  // empty: none
};

TEST(Retention, TheRulesGoFromTheTopAndOnlyLengthen) {
  auto as_evidence = archived(kFiling), packed = archived(kFiling), outside = archived(kFiling), longer = archived(kFiling),
       open = archived(kFiling), forever = archived(kSeizure, "permanent"), unknown = archived(kFiling);
  as_evidence.evidence.emplace_back().sha256 = std::string(64, 'a');
  packed.sealing.emplace();
  outside.sealing.emplace();
  outside.sealing->left_out = {id<RecordingId>(20).text()};
  longer.recordings[0].lengthened.push_back({KeptFor::permanent, "典型案例", {kOne, "文嘉", cases::sample::kNow}});
  open = cases::sample::case_at(Stage::investigating);
  open.records = {kFiling};
  open.recordings = longer.recordings;
  open.recordings[0].lengthened.clear();
  unknown.recordings[0].of = id<RecordId>(99);
  auto shorter = archived(kSeizure);
  shorter.recordings[0].lengthened.push_back({KeptFor::six_months, "空间不够", {kOne, "文嘉", cases::sample::kNow}});
  const std::vector<Row> rows{
      {"no list", archived(kFiling), KeptFor::six_months, "2026-09-10"},
      {"must be recorded", archived(kSeizure), KeptFor::case_term, "2036-03-20"},
      {"should be recorded, thirty years", archived(kOnSite, "30y"), KeptFor::case_term, "2056-03-20"},
      {"with a volume kept for ever", forever, KeptFor::case_term, ""},
      {"evidence", as_evidence, KeptFor::case_term, "2036-03-20"},
      {"in the sealed package", packed, KeptFor::case_term, "2036-03-20"},
      {"left out of it", outside, KeptFor::six_months, "2026-09-10"},
      {"lengthened", longer, KeptFor::permanent, ""},
      {"what would shorten counts for nothing", shorter, KeptFor::case_term, "2036-03-20"},
      {"not closed yet", open, KeptFor::six_months, ""},
      {"of a step that nobody finds", unknown, KeptFor::case_term, "2036-03-20"},
  };
  for (const auto& row : rows) {
    const auto kept = retention_of(row.c, row.c.recordings[0]);
    EXPECT_EQ(kept.kept_for, row.kept_for) << row.name;
    EXPECT_EQ(kept.until ? kept.until->text() : "", row.until) << row.name;
    EXPECT_FALSE(kept.working.empty()) << row.name;
    EXPECT_EQ(due_key(row.c, row.c.recordings[0]).has_value(), row.until[0] != 0) << row.name;
  }
}

TEST(Retention, TheLastDayIsStillKept) {
  const auto c = archived(kFiling);
  const auto kept = retention_of(c, c.recordings[0]);
  EXPECT_FALSE(kept.over(Date(2026, 9, 10)));
  EXPECT_TRUE(kept.over(Date(2026, 9, 11)));
  EXPECT_EQ(kept.words(), "2026年3月10日结案，保管六个月，到 2026年9月10日（周四）为止；从 2026年9月11日（周五）起可以提请销毁。");
  auto on_the_last = archived(kFiling);
  on_the_last.records[1].occurred_at = Instant::beijing(Date(2026, 8, 31), 9);
  EXPECT_EQ(retention_of(on_the_last, on_the_last.recordings[0]).until, Date(2027, 2, 28)) << "months end with the month";
}

TEST(Retention, WhatStaysADestructionIsNamedWithItsArticle) {
  const auto ids = [](const cases::Case& c, bool complaint) {
    std::string out;
    for (const auto& stay : stays_of(c, c.recordings[0], complaint)) {
      EXPECT_FALSE(stay.citation.empty()) << stay.id;
      out += stay.id + " ";
    }
    return out;
  };
  auto c = archived(kFiling);
  EXPECT_EQ(ids(c, false), "");
  EXPECT_EQ(ids(c, true), "complaint_open ");
  c.remedies.emplace_back().outcome = "upheld";
  EXPECT_EQ(ids(c, false), "");
  c.remedies.back().kind = "litigation";
  EXPECT_EQ(ids(c, false), "remedy_open ") << "may still be appealed";
  c.remedies.clear();
  c.court_applications.emplace_back().outcome = "accepted";
  EXPECT_EQ(ids(c, false), "court_open ");
  c.court_applications.back().outcome = "executed";
  c.recordings[0].holds.push_back({"当事人申请查阅", {kOne, "文嘉", cases::sample::kNow}, {}, {}});
  EXPECT_EQ(ids(c, false), "person ");
  c.recordings[0].holds.back().lifted = {kOne, "文嘉", cases::sample::kNow};
  EXPECT_EQ(ids(c, false), "");
  auto open = cases::sample::case_at(Stage::performing);
  open.recordings = c.recordings;
  EXPECT_EQ(ids(open, false), "case_open ");
}

TEST(Retention, NobodyTakesTwoStepsOfADestructionThatAreToBeApart) {
  using enum cases::DestructionState;
  cases::Recording r;
  EXPECT_EQ(destruction_conflict(r, kOne), "");
  auto& d = r.destructions.emplace_back();
  d.proposed = {kOne, "甲", cases::sample::kNow};
  EXPECT_NE(destruction_conflict(r, kOne), "");
  EXPECT_EQ(destruction_conflict(r, kTwo), "");
  d.state = approved;
  d.decided = {kTwo, "乙", cases::sample::kNow};
  EXPECT_EQ(destruction_conflict(r, kOne), "") << "who proposed may carry out";
  EXPECT_NE(destruction_conflict(r, kTwo), "");
  d.state = carried_out;
  d.carried_out = {kOne, "甲", cases::sample::kNow};
  EXPECT_NE(destruction_conflict(r, kOne), "");
  EXPECT_NE(destruction_conflict(r, kTwo), "");
  EXPECT_EQ(destruction_conflict(r, kThree), "");
  EXPECT_FALSE(r.is_destroyed());
  d.state = witnessed;
  EXPECT_TRUE(r.is_destroyed());
  EXPECT_EQ(use_of(r), FileUse::destroying);
}

TEST(Retention, ABrokenTableIsRefused) {
  const std::string good(embedded("catalog/recording_retention.json"));
  ASSERT_TRUE(RetentionTable::parse(good));
  const auto changed = [&](std::string_view what, std::string_view by) {
    std::string out = good;
    const auto at = out.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return out.replace(at, what.size(), by);
  };
  for (const auto& bad : {changed("\"months\": 6,", "\"months\": 5,"), changed("\"when\": \"other\"", "\"when\": \"must\""),
                          changed("\"id\": \"court_open\"", "\"id\": \"court_shut\""), changed("《行政诉讼法》第四十六条第一款", "起诉期限"), std::string("{}")}) {
    EXPECT_FALSE(RetentionTable::parse(bad));
  }
}

}  // namespace
}  // namespace mingjing::evidence
