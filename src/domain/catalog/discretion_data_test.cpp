// The standards themselves: whole, cited, within the statutes' ranges; and that broken data is refused or found.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/embedded.h"
#include "domain/catalog/csv.h"
#include "domain/catalog/discretion.h"
#include "domain/catalog/discretion_coverage.h"
#include "domain/catalog/item_csv.h"
#include "law/known_laws.h"
#include "law/statute.h"
#include "mj_paths.h"

namespace mingjing::catalog {
namespace {

const DiscretionBook& book() { return DiscretionBook::built_in(); }
constexpr Date kDay(2026, 3, 2);

std::map<std::string, Item> penalties() {
  std::map<std::string, Item> out;
  const auto table = read_csv(embedded("demo/items.csv"));
  for (const auto& row : table->rows) {
    auto item = item_of_row(*table, row);
    if (item && item->act_type == "penalty") out.emplace(item->code, *item);
  }
  return out;
}

std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& [code, item] : penalties()) out.push_back(code);
  return out;
}

TEST(DiscretionData, HasNoGapOverlapOrInversion) {
  for (const auto& one : book().standards()) {
    for (const auto& fault : faults_of(book(), one)) {
      ADD_FAILURE() << one.id << " " << fault.where << " " << zh(fault.fault) << " " << fault.message;
    }
  }
}

TEST(DiscretionData, CoversEveryPenaltyOfTheDemoBureau) {
  const auto report = coverage(book(), codes(), kDay);
  EXPECT_EQ(report.items, 41u);
  EXPECT_EQ(report.covered, 41u);
  EXPECT_TRUE(report.findings.empty());
  std::set<FineUnit> units;
  for (const auto& one : book().standards()) {
    for (const auto& band : one.bands) units.insert(band.range.unit);
  }
  EXPECT_EQ(units.size(), 3u);
  for (const auto& row : report.rows) {
    EXPECT_FALSE(row.basis.empty() || row.step.empty() || row.condition.empty() || row.fine.empty()) << row.standard;
  }
}

TEST(DiscretionData, RowsReadAsTheyArePublished) {
  const auto rows = coverage(book(), {"LZR-CF-007", "LZR-CF-025", "LZR-CF-033"}, kDay).rows;
  ASSERT_EQ(rows.size(), 12u);
  EXPECT_EQ(rows[0].condition, "违法占用土地面积不足1000平方米");
  EXPECT_EQ(rows[0].fine, "每平方米100元以上不足300元");
  EXPECT_EQ(rows[3].condition, "违法占用土地面积10000平方米以上");
  EXPECT_EQ(rows[3].fine, "每平方米700元以上1000元以下");
  EXPECT_EQ(rows[4].fine, "10万元以上不足37万元");
  EXPECT_EQ(rows[7].condition, "市场价值十万元以上；违法采出的矿产品市场价值不足500,000.00元");
  EXPECT_EQ(rows[7].fine, "违法采出的矿产品市场价值3倍以上不足3.6倍");
  EXPECT_EQ(rows[11].condition, "情节严重；或者造成严重危害后果");
}

// The range of each standard in force is one of the item's own, so the two cannot drift apart.
TEST(DiscretionData, RangesAreThoseOfTheItems) {
  const auto items = penalties();
  for (const auto& one : book().standards()) {
    const auto at = items.find(one.item);
    ASSERT_NE(at, items.end()) << one.id;
    if (!one.in_force(kDay)) continue;
    const auto has = [&](const FineRange& fine) {
      return std::any_of(one.bands.begin(), one.bands.end(), [&](const FineBand& band) {
        return band.range.unit == fine.unit && band.range.min == fine.min && band.range.max == fine.max;
      });
    };
    for (const auto& fine : at->second.fines) EXPECT_TRUE(has(fine)) << one.id << " " << text_zh(fine);
  }
}

TEST(DiscretionData, EveryCitationNamesALawInForceOnItsDay) {
  const auto& laws = law::KnownLaws::built_in();
  for (const auto& row : book().citations()) {
    const auto citation = law::Citation::parse(row.citation);
    ASSERT_TRUE(citation) << row.where;
    const auto resolved = laws.resolve(citation->law, row.on);
    EXPECT_TRUE(resolved) << row.where << " " << row.citation << ": " << resolved.error().message;
  }
}

TEST(DiscretionData, EveryCitationStandsInTheStoredTextOfItsDay) {
  const std::filesystem::path folder = std::filesystem::path(MJ_SOURCE_DIR) / "../shared/data/laws";
  if (!std::filesystem::exists(folder)) {
    std::puts("not run: no data");
    GTEST_SKIP() << "not run: no data";
  }
  std::map<std::pair<std::string, Date>, law::StatuteVersion> stored;
  std::set<std::string> cited;
  for (const auto& row : book().citations()) cited.insert(law::Citation::parse(row.citation)->law);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".md") || !cited.contains(name.substr(0, name.find('(')))) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    auto statute = law::parse_statute(entry.path().string(), bytes.str(), law::KnownLaws::built_in());
    if (statute) stored.try_emplace({statute->short_title, statute->version_on}, std::move(*statute));
  }
  int checked = 0;
  for (const auto& row : book().citations()) {
    const auto citation = law::Citation::parse(row.citation);
    const auto resolved = law::KnownLaws::built_in().resolve(citation->law, row.on);
    if (!resolved || !resolved->version->adopted_on) continue;
    const auto at = stored.find({citation->law, *resolved->version->adopted_on});
    if (at == stored.end()) continue;
    EXPECT_TRUE(at->second.text_of(*citation)) << row.where << " " << row.citation;
    ++checked;
  }
  EXPECT_GT(checked, 80);
}

// A small book to spoil.
const char* const kRules = R"({"method":{"source":"s","citation":"《行政处罚法》第三十四条","max_shift":2,
  "edge_share":500,"mitigation_floor":100},
  "facts":[{"id":"natural_person","zh":"自然人"},{"id":"bad","zh":"恶劣"}],
  "measures":[{"id":"area","zh":"面积","unit":"平方米","kind":"quantity"}],
  "rules":[{"id":"young","zh":"年幼","citation":"《行政处罚法》第三十条","from":"2021-07-15","effect":"no_penalty",
  "force":"must","age_below":14}]})";
const char* const kStandards = R"({"standards":[{"id":"one","item":"A","name":"n","from":"2024-01-01",
  "law_from":"2021-09-01","basis":["《土地管理法》第七十七条第一款"],"bands":[{"id":"all","zh":"b",
  "fine":{"unit":"fixed","min":1000,"max":5000,"citation":"《土地管理法》第七十七条第一款"},"by":"area",
  "steps":[{"id":"low","zh":"l","from":0,"to":10,"share":[0,500]},
  {"id":"high","zh":"h","from":10,"or":["bad"],"amount":[3000,5000]}]}]}]})";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(DiscretionData, BrokenDataIsRefusedInWords) {
  ASSERT_TRUE(DiscretionBook::parse(kRules, kStandards)) << DiscretionBook::parse(kRules, kStandards).error().message;
  struct Row {
    bool rules;
    const char *from, *to, *says;
  };
  const Row rows[] = {
      {true, "\"max_shift\":2", "\"max_shift\":0", "max_shift"},
      {true, "\"zh\":\"恶劣\"", "\"zhh\":\"恶劣\"", "不认识的成员“zhh”"},
      {true, "natural_person", "natural_persons", "natural_person"},
      {true, "quantity", "weight", "计量种类“weight”"},
      {true, "no_penalty", "pardon", "效果“pardon”"},
      {true, "must", "shall", "force"},
      {true, "\"age_below\":14", "\"duty\":\"x\"", "没有任何条件"},
      {true, "2021-07-15", "2021-7-15", "日期“from”"},
      {true, "《行政处罚法》第三十条", "某法", "条文出处“某法”"},
      {true, "\"age_below\":14", "\"when\":[\"good\"]", "没有登记情节“good”"},
      {false, "\"share\":[0,500]", "\"share\":[0,1001]", "超出法定幅度"},
      {false, "[3000,5000]", "[3000,5001]", "超出法定幅度"},
      {false, "[3000,5000]", "[5000,3000]", "起点大于终点"},
      {false, "[3000,5000]", "[3000]", "起止两个整数"},
      {false, "\"or\":[\"bad\"]", "\"or\":[\"worse\"]", "没有登记情节“worse”"},
      {false, "\"by\":\"area\"", "\"by\":\"weight\"", "没有登记计量“weight”"},
      {false, "\"by\":\"area\",", "", "没有用“by”"},
      {false, "\"to\":10", "\"to\":0", "终点没有大于起点"},
      {false, "\"unit\":\"fixed\"", "\"unit\":\"daily\"", "罚款单位“daily”"},
      {false, "\"unit\":\"fixed\"", "\"unit\":\"multiple\"", "base"},
      {false, "\"max\":5000", "\"max\":500", "min"},
      {false, "2024-01-01", "2020-01-01", "早于所依据规定的施行日期"},
      {false, "\"name\"", "\"until\":\"2023-01-01\",\"name\"", "截止日期早于起始日期"},
      {false, "\"name\"", "\"afterwards\":\"《土地管理法》第一条\",\"name\"", "截止日期"},
      {false, "\"id\":\"high\"", "\"id\":\"low\"", "编号“low”重复"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.to);
    const auto rules = row.rules ? changed(kRules, row.from, row.to) : std::string(kRules);
    const auto standards = row.rules ? std::string(kStandards) : changed(kStandards, row.from, row.to);
    const auto parsed = DiscretionBook::parse(rules, standards);
    ASSERT_FALSE(parsed);
    EXPECT_NE(parsed.error().message.find(row.says), std::string::npos) << parsed.error().message;
  }
  EXPECT_FALSE(DiscretionBook::parse("{", kStandards));
  EXPECT_FALSE(DiscretionBook::parse(kRules, "[]"));
}

TEST(DiscretionData, TwoStandardsOfOneItemMayNotOverlapInTime) {
  const std::string one(kStandards);
  const auto start = one.find('[') + 1;
  const auto row = one.substr(start, one.rfind(']') - start);
  const auto both = [&](const std::string& second) { return "{\"standards\":[" + row + "," + second + "]}"; };
  auto second = changed(row, "\"one\"", "\"two\"");
  const auto overlapping = DiscretionBook::parse(kRules, both(second));
  ASSERT_FALSE(overlapping);
  EXPECT_NE(overlapping.error().message.find("日期重叠"), std::string::npos);
  second = changed(second, "\"from\":\"2024-01-01\"", "\"from\":\"2022-01-01\",\"until\":\"2023-12-31\"");
  EXPECT_TRUE(DiscretionBook::parse(kRules, both(second)));
}

TEST(Coverage, FindsEveryFaultOfADraft) {
  struct Row {
    const char *from, *to;
    CoverageFault fault;
  };
  const Row rows[] = {
      {"\"to\":10", "\"to\":9", CoverageFault::condition_gap},
      {"\"to\":10", "\"to\":11", CoverageFault::condition_overlap},
      {"\"from\":10", "\"from\":10,\"to\":99", CoverageFault::condition_gap},
      {"\"from\":0", "\"from\":1", CoverageFault::condition_gap},
      {"[0,500]", "[0,499]", CoverageFault::amount_gap},
      {"[0,500]", "[1,500]", CoverageFault::amount_gap},
      {"[3000,5000]", "[3000,4999]", CoverageFault::amount_gap},
      {"[3000,5000]", "[2999,5000]", CoverageFault::amount_overlap},
      {"\"share\":[0,500]", "\"share\":[500,1000]", CoverageFault::amount_gap},
      {"[3000,5000]", "[1000,2000]", CoverageFault::inversion},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.to);
    const auto parsed = DiscretionBook::parse(kRules, changed(kStandards, row.from, row.to));
    ASSERT_TRUE(parsed) << parsed.error().message;
    const auto found = coverage(*parsed, {"A"}, kDay).findings;
    EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                            [&](const CoverageFinding& finding) { return finding.fault == row.fault; }));
  }
  const auto whole = DiscretionBook::parse(kRules, kStandards);
  EXPECT_TRUE(coverage(*whole, {"A"}, kDay).findings.empty());
  const auto missing = coverage(*whole, {"A", "B"}, kDay);
  ASSERT_EQ(missing.findings.size(), 1u);
  EXPECT_EQ(missing.findings[0].fault, CoverageFault::not_covered);
  EXPECT_EQ(coverage(*whole, {"A"}, Date(2023, 12, 31)).covered, 0u);  // not yet in force
}

// What the report calls a gap or an overlap, the engine refuses to decide.
TEST(Coverage, ADraftWithAGapDecidesNoCaseInIt) {
  DiscretionFacts facts;
  facts.item = "A";
  facts.act_ended_on = facts.decided_on = kDay;
  facts.measures = {{"area", 9}};
  const auto code = [&](const std::string& standards) {
    const auto parsed = DiscretionBook::parse(kRules, standards);
    const auto found = assess(*parsed, facts);
    return found ? std::string("ok") : found.error().reasons.at(0).code;
  };
  EXPECT_EQ(code(kStandards), "ok");
  EXPECT_EQ(code(changed(kStandards, "\"to\":10", "\"to\":9")), "no_step");
  facts.measures["area"] = 10;
  EXPECT_EQ(code(changed(kStandards, "\"to\":10", "\"to\":11")), "several_steps");
}

TEST(DiscretionData, AnActNoLongerUnlawfulIsNotPenalised) {
  auto ended = changed(kStandards, "\"name\"",
                       "\"until\":\"2025-12-31\",\"afterwards\":\"《土地管理法》第七十七条第一款\",\"name\"");
  const auto parsed = DiscretionBook::parse(kRules, ended);
  ASSERT_TRUE(parsed) << parsed.error().message;
  DiscretionFacts facts;
  facts.item = "A";
  facts.act_ended_on = Date(2025, 12, 31);
  facts.decided_on = Date(2026, 1, 1);
  facts.measures = {{"area", 9}};
  EXPECT_EQ(assess(*parsed, facts)->outcome, DiscretionOutcome::not_unlawful);
  facts.decided_on = Date(2025, 12, 31);
  EXPECT_EQ(assess(*parsed, facts)->outcome, DiscretionOutcome::penalty);
}

}  // namespace
}  // namespace mingjing::catalog
