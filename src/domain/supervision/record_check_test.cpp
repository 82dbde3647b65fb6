// The four stages on the sample file, and what the review says of its volume. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "domain/archive/completeness.h"
#include "domain/supervision/sample_file.h"

namespace mingjing::supervision {
namespace {

using namespace sample_file;  // NOLINT: the sample's names are the test's

const archive::RecordItem* item(const std::vector<archive::RecordStage>& stages, std::string_view id) {
  for (const auto& stage : stages) {
    for (const auto& one : stage.items) {
      if (one.id == id) return &one;
    }
  }
  return nullptr;
}

TEST(RecordCheck, ABareClueLacksEverythingAndSaysSo) {
  File f;
  const auto stages = archive::check_record(f.c);
  ASSERT_EQ(stages.size(), 4U);
  for (const char* id : {"filing", "officers", "minutes", "evidence", "proposal", "result"}) EXPECT_FALSE(item(stages, id)->missing.empty()) << id;
  for (const char* id : {"certificates", "hearing", "experts", "performance"}) EXPECT_FALSE(item(stages, id)->applies) << id;
  for (const auto& stage : stages) {
    for (const auto& one : stage.items) EXPECT_FALSE(one.citation.empty()) << one.id;
  }
}

struct Row {
  const char* name;
  const char* item;
  std::function<void(File&)> change;
};

TEST(RecordCheck, OneThingTakenAwayIsTheOneThingMissing) {
  const Row rows[] = {
      {"no source", "source", [](File& f) { f.c.source.clear(); }},
      {"one officer", "officers", [](File& f) { f.c.officers.resize(1); }},
      {"a recording without its file", "evidence", [](File& f) {
         f.c.evidence.emplace_back();
         f.c.evidence.back().kind = cases::EvidenceKind::av_evidence;
       }},
      {"no reasons", "proposal", [](File& f) { f.c.proposal->reasons.clear(); }},
      {"a party more that nobody served", "decision_served", [](File& f) {
         f.c.parties.push_back(f.c.parties.front());
         f.c.parties.back().id = PartyId(uuid(29));
       }},
      {"not published", "publication", [](File& f) { f.c.publication.state = cases::PublicationState::none; }},
      {"not closed", "closing", [](File& f) { std::erase_if(f.c.records, [](const auto& r) { return r.act == Act::close_case; }); }},
  };
  const auto whole = archive::missing_of(archive::check_record(clean().c));
  for (const auto& row : rows) {
    auto f = clean();
    row.change(f);
    const auto stages = archive::check_record(f.c);
    EXPECT_FALSE(item(stages, row.item)->missing.empty()) << row.name;
    EXPECT_GT(archive::missing_of(stages).size(), whole.size()) << row.name;
  }
}

TEST(RecordCheck, LateEntriesShowBothTimes) {
  auto f = clean();
  EXPECT_TRUE(archive::late_entries(f.c, 24).empty());
  auto& record = f.c.records.front();
  record.recorded_at = record.occurred_at.plus_hours(25);
  record.late_reason = "系统停机";
  const auto late = archive::late_entries(f.c, 24);
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late[0].occurred_at, record.occurred_at);
  EXPECT_EQ(late[0].reason, "系统停机");
}

Checked outcome(const File& f, std::string_view rule) {
  for (const auto& result : review_file(f.c, f.around).results) {
    if (result.rule->id == rule) return {result.outcome, result.shown};
  }
  return {RuleOutcome::not_assessable, {}};
}

File archived() {
  auto f = clean();
  f.stage(cases::Stage::archived);
  f.c.archive.retention = "30y";
  f.c.sealing.emplace();
  f.c.sealing->volumes.push_back({1, cases::VolumeKind::main, 1, 1, "ab", 1, 6, 3, {{"立案审批表", "", d(3, 2), 1, 1}, {"决定书", "", d(3, 30), 2, 3}}});
  f.c.sealing->checks.push_back({"authenticity", true, {"符合：一致"}});
  return f;
}

TEST(VolumeReview, AnArchivedCaseIsJudgedByItsVolume) {
  for (const char* rule : {"CF-54", "CF-55"}) {
    EXPECT_EQ(outcome(clean(), rule).outcome, RuleOutcome::not_applicable) << rule;
    EXPECT_EQ(outcome(archived(), rule).outcome, RuleOutcome::satisfied) << rule;
    auto unsealed = archived();
    unsealed.c.sealing.reset();
    EXPECT_EQ(outcome(unsealed, rule).outcome, RuleOutcome::needs_person) << rule;
  }
  auto gap = archived();
  gap.c.sealing->volumes[0].entries[1].first_page = 3;
  EXPECT_EQ(outcome(gap, "CF-54").outcome, RuleOutcome::finding);
  auto no_main = archived();
  no_main.c.sealing->volumes[0].kind = cases::VolumeKind::secondary;
  EXPECT_EQ(outcome(no_main, "CF-54").outcome, RuleOutcome::finding);
  auto no_term = archived();
  no_term.c.archive.retention.clear();
  EXPECT_EQ(outcome(no_term, "CF-55").outcome, RuleOutcome::finding);
  auto failed = archived();
  failed.c.sealing->checks.push_back({"integrity", false, {"不符：没有集体讨论记录。"}});
  const auto told = outcome(failed, "CF-55");
  EXPECT_EQ(told.outcome, RuleOutcome::finding);
  EXPECT_NE(told.shown.front().text.find("集体讨论"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::supervision
