// Importing laws and calendars into a real deployment. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>

#include "flow/import_laws.h"
#include "flow/read_case.h"
#include "law/calendar.h"
#include "mingjing/import.h"
#include "mingjing/system.h"
#include "query/statutes.h"
#include "tests/verify/deployment.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLaw =
    "# 中华人民共和国测试法\n\n2020年1月1日通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 本法只用于测试。\n\n"
    "第二条 有下列情形之一的，予以登记：\n\n（一）占用土地的；\n\n（二）其他情形。\n\n第三条 本法自2020年3月1日起施行。\n";

struct Import : testing::Test {
  Deployment d{World::sqlite};
  const fs::path folder = d.data() / "to-import";
  std::unique_ptr<System> open() { return std::move(*System::open(d.options())); }
  void expect_green() {
    const auto report = verify_deployment(d.options());
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->holds()) << all_lines(*report);
  }
};

TEST_F(Import, TakesGoodLawsRefusesBrokenOnesAndSaysWhy) {
  write_file(folder / "测试法(2020-01-01).md", kLaw);
  write_file(folder / "b/测试法(2020-01-01).md", std::string(kLaw) + "\n");  // the same version with other bytes
  write_file(folder / "空法(2020-01-01).md", "# 空法\n\n<!-- INFO END -->\n\n没有条文。\n");
  write_file(folder / "乱码法(2020-01-01).md", "# \xb2\xe2\xca\xd4\n");
  write_file(folder / "二进制(2020-01-01).md", std::string("\x7f" "ELF\0\0\0", 7));
  write_file(folder / "无日期.md", kLaw);
  write_file(folder / "大(2020-01-01).md", std::string(std::size_t{50} << 20, 'x'));
  write_file(folder / "ORIGIN.md", "from where");
  const auto system = open();
  const auto rehearsal = import_laws(*system, folder.string(), true);
  ASSERT_TRUE(rehearsal);
  EXPECT_EQ(d.value("SELECT count(*) FROM shared_aggregate WHERE kind = 'law_version'"), "0");
  const auto report = import_laws(*system, folder.string(), false);
  ASSERT_TRUE(report);
  std::map<std::string, int> outcomes;
  for (const auto& line : *report) {
    ++outcomes[line.outcome];
    EXPECT_TRUE(line.outcome != "refused" || !line.why.empty()) << line.name;
  }
  EXPECT_EQ(outcomes["taken"], 1);
  EXPECT_EQ(outcomes["unchanged"], 1);
  EXPECT_EQ(outcomes["skipped"], 1);
  EXPECT_EQ(outcomes["refused"], 5);
  EXPECT_EQ(d.value("SELECT count(*) FROM shared_aggregate WHERE kind = 'law_version'"), "1");
  expect_green();

  // What is stored reads back as the statute it was.
  const auto parsed = law::parse_statute("测试法(2020-01-01).md", kLaw, law::KnownLaws::built_in());
  ASSERT_TRUE(parsed);
  const auto id = Uuid::parse(d.value("SELECT id FROM shared_aggregate WHERE kind = 'law_version'"));
  system->database().read([&](db::Transaction& tx) {
    const auto stored = store::load_aggregate(tx, system->sealer(), system->root_agency(), ports::kind::law_version, *id);
    ASSERT_TRUE(stored);
    const auto back = flow::statute_from_parts(stored->parts);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->canonical_text(), parsed->canonical_text());
    EXPECT_EQ(back->in_force_from, Date(2020, 3, 1));
    EXPECT_EQ(back->find(2)->paragraphs[0].items.size(), 2u);
  });
}

TEST_F(Import, ResolvesCitationsByDateAndFindsTwoCharacterWords) {
  std::string later(kLaw);
  later.replace(later.find("只用于测试"), std::string("只用于测试").size(), "只用于再次测试");
  later.replace(later.find("自2020年3月1日"), std::string("自2020年3月1日").size(), "自2024年6月1日");
  write_file(folder / "测试法(2020-01-01).md", kLaw);
  write_file(folder / "测试法(2024-01-01).md", later);
  const auto system = open();
  ASSERT_TRUE(import_laws(*system, folder.string(), false));
  query::Statutes statutes;
  system->database().read([&](db::Transaction& tx) {
    statutes = query::Statutes::load(tx, system->root_agency(), law::KnownLaws::built_in());
  });
  ASSERT_EQ(statutes.all().size(), 2u);
  const auto first = law::Citation::parse("《测试法》第一条"), item = law::Citation::parse("《测试法》第二条第一款第一项");
  ASSERT_TRUE(first && item);
  EXPECT_EQ(statutes.text_of(*first, Date(2020, 2, 29)), std::nullopt) << "not yet in force";
  EXPECT_EQ(statutes.text_of(*first, Date(2024, 5, 31)), "本法只用于测试。");
  EXPECT_EQ(statutes.text_of(*first, Date(2024, 6, 1)), "本法只用于再次测试。");
  EXPECT_EQ(statutes.text_of(*item, Date(2025, 1, 1)), "占用土地的；");
  EXPECT_EQ(statutes.search("占用土地", Date(2025, 1, 1), 20).size(), 1u);
  EXPECT_EQ(statutes.search("登记 土地", Date(2025, 1, 1), 20).front().article->number, 2);
  EXPECT_TRUE(statutes.search("再次", Date(2024, 5, 31), 20).empty());
  EXPECT_TRUE(statutes.search("火星", Date(2025, 1, 1), 20).empty());
}

TEST_F(Import, ACalendarMovesRunningLimitsWithANotice) {
  // Amends the year of the demo: the working days around every running limit become days off.
  law::CalendarYear year = *law::Calendar::built_in().year(2026);
  const int version = year.version;
  std::erase_if(year.days, [](const auto& day) { return day.date >= Date(2026, 2, 25) && day.date < Date(2026, 3, 31); });
  for (Date day(2026, 2, 25); day < Date(2026, 3, 31); day = day + 1) year.days.push_back({day, "测试假", true});
  std::sort(year.days.begin(), year.days.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  write_file(folder / "same-version.json", law::to_json(year));
  year.version = version + 1;
  write_file(folder / "amended.json", law::to_json(year));
  const auto system = open();
  const auto refused = import_calendar(*system, (folder / "same-version.json").string(), false);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->front().outcome, "refused");
  const auto report = import_calendar(*system, (folder / "amended.json").string(), false);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->front().outcome, "taken") << report->front().why;
  int moved = 0;
  for (const auto& line : *report) {
    EXPECT_NE(line.outcome, "refused") << line.why;
    if (line.outcome != "recomputed") continue;
    ++moved;
    EXPECT_NE(line.why.find("改为"), std::string::npos) << line.why;
  }
  EXPECT_GT(moved, 0);
  EXPECT_NE(d.value("SELECT count(*) FROM event WHERE type = 'recompute_limits'"), "0");
  EXPECT_NE(d.value("SELECT count(*) FROM part WHERE name = 'obligation' AND data LIKE '%\"kind\":\"moved\"%'"), "0");
  EXPECT_NE(d.value("SELECT count(*) FROM part WHERE name = 'obligation' AND data LIKE '%\"days\":[\"2026-%'"), "0");
  EXPECT_EQ(system->services()->calendar->version(2026), version + 1);
  // The days of a limit that is counted in working days: those the notice took are off and say so, until the due day.
  law::CalendarYear short_break = year;
  short_break.version = version + 2;
  std::erase_if(short_break.days, [](const auto& day) { return day.name == "测试假" && day.date != Date(2026, 3, 11); });
  cases::Obligation limit;
  limit.rule = "apl_61_serve";
  limit.start = Instant::beijing(Date(2026, 3, 9), 9);
  limit.due = Date(2026, 3, 19);  // seven working days, one of them taken
  limit.working = Json::array({Json::object({{"date", "2026-03-10"}, {"kind", "moved"}, {"days", Json::array({"2026-03-11"})}})});
  const auto ruler_of = [&](const cases::Obligation& o) {
    JsonWriter out;
    flow::write_obligation(out, o, *system->services()->limits, law::Calendar::built_in().with(short_break), Date(2026, 3, 12));
    std::string told;
    const auto written = *parse_json(out.take());
    for (const auto& day : written.items("ruler")) {
      told += day.text("date").substr(8) + day.text("kind").substr(0, 1) + std::to_string(day.integer("number")) +
              (day.flag("today") ? " today" : "") + (day.flag("due") ? " due" : "") + (day.find("moved") ? " moved" : "") + "|";
    }
    return told;
  };
  EXPECT_EQ(ruler_of(limit), "09s0|10c1|11o0 moved|12c2 today|13c3|14o0|15o0|16c4|17c5|18c6|19c7 due|");
  limit.by_date = true;  // a day set in an order is not counted
  EXPECT_EQ(ruler_of(limit), "");
  const auto events = d.value("SELECT count(*) FROM event");
  const auto again = import_calendar(*system, (folder / "amended.json").string(), false);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->size(), 1u);
  EXPECT_EQ(again->front().outcome, "unchanged");
  EXPECT_EQ(d.value("SELECT count(*) FROM event"), events);
  expect_green();
}

}  // namespace
}  // namespace mingjing::app
