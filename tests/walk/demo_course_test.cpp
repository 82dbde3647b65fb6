// A demo of a few hundred cases shows every stage and every act of the procedure, `verify` holds over it, and one seed
// and day give the same again. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/cases/procedure.h"
#include "mingjing/demo.h"
#include "mingjing/demo_bureau.h"
#include "mingjing/demo_plan.h"
#include "mingjing/system.h"
#include "mingjing/verify.h"
#include "query/record_figures.h"
#include "tests/binary_dir.h"

namespace mingjing::app {
namespace {

const Date kDay(2026, 11, 20);

const db::Statement kActs{"demo_course_acts", "SELECT type, count(*) FROM event GROUP BY type"};
const db::Statement kStages{"demo_course_stages", "SELECT stage, count(*) FROM case_row GROUP BY stage"};
const db::Statement kParts{"demo_course_parts", "SELECT name, data FROM part WHERE name IN ('service', 'decision')"};
const db::Statement kPieces{"demo_course_pieces", "SELECT data FROM part WHERE name = 'evidence' ORDER BY aggregate_id, part_key"};
const db::Statement kRecordings{"demo_course_recordings", "SELECT name, data FROM part WHERE name IN ('recording', 'recording_gap')"};
const db::Statement kDigests{"demo_course_digests",
                             "SELECT id, stage, case_no, cause, registered_on, filed_on, decided_on FROM case_row ORDER BY id"};

struct Demo {
  explicit Demo(std::int64_t cases, std::string_view name) {
    options.data = std::filesystem::temp_directory_path() / ("mj_course_" + std::string(name) + std::to_string(::getpid()));
    std::filesystem::remove_all(options.data);
    DemoOptions demo;
    demo.cases = cases;
    demo.quiet = true;
    demo.as_of = kDay;
    demo.view = binary_dir() / "mingjing-view";
    made = run_demo(options, demo) == kDone;
  }
  ~Demo() { std::filesystem::remove_all(options.data); }
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  std::map<std::string, std::int64_t> counts(const db::Statement& question) {
    std::map<std::string, std::int64_t> out;
    read(question, [&](const db::Rows& rows, std::size_t i) { out[rows.text(i, 0)] = rows.integer(i, 1); });
    return out;
  }
  template <class Use>
  void read(const db::Statement& question, Use use) {
    auto system = System::open(options, {});
    ASSERT_TRUE(system) << system.error().message;
    (*system)->database().read([&](db::Transaction& tx) {
      const auto rows = tx.query(question, {});
      for (std::size_t i = 0; i < rows.size(); ++i) use(rows, i);
    });
  }

  Options options;
  bool made = false;
};

TEST(DemoCourse, ShowsEveryStageAndEveryAct) {
  Demo demo(400, "all");
  ASSERT_TRUE(demo.made);
  const auto acts = demo.counts(kActs);
  for (const auto& act : cases::kActs) {
    // By the first server: looking into files takes its program, and it destroys what the demo's people confirmed.
    if (act.value == cases::Act::recording_probed || act.value == cases::Act::recording_destroyed) continue;
    EXPECT_TRUE(acts.contains(std::string(act.id))) << act.id << " " << act.zh;
  }
  const auto stages = demo.counts(kStages);
  for (const auto& stage : cases::kStages) {
    EXPECT_TRUE(stages.contains(std::string(stage.id))) << stage.id << " " << stage.zh;
  }
  const auto report = verify_deployment(demo.options);
  ASSERT_TRUE(report) << report.error().message;
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
}

// Wishes of a course that no story fulfils together turn up once in some thousand cases.
TEST(DemoCourse, EveryCourseOfALargeOneHasAStory) {
  const Demo folder(1, "large");
  std::filesystem::remove_all(folder.options.data);
  const Instant opened = Instant::beijing(kDay - 760, 9);
  auto made = create_system(folder.options, kDemoOrigin, true, AgencyId());
  ASSERT_TRUE(made) << made.error().message;
  SeededIdSource ids(1);
  OpenOptions how;
  how.ids = &ids;
  how.clock_start = opened;
  how.clock_stands = how.bulk = true;
  auto system = System::open(folder.options, how);
  ASSERT_TRUE(system) << system.error().message;
  const auto bureau = demo::make_bureau(**system, made->set_up_code, opened, kDay);
  ASSERT_TRUE(bureau) << bureau.error().message;
  const auto calendar = (*system)->services()->calendar;
  const demo::Planner planner(*bureau, *calendar, kDay, 1);
  constexpr std::int64_t kCases = 20'000;
  std::set<int> turns;
  for (std::int64_t number = 0; number < kCases; ++number) {
    const auto plan = planner.plan(number, kCases);
    ASSERT_FALSE(plan.story.cause.empty()) << number;
    turns.insert(static_cast<int>(plan.course.turn));
  }
  EXPECT_EQ(turns.size(), demo::kTurns.size() + 1) << "each, and none";
}

TEST(DemoCourse, ServesInEveryWayAndPunishesTwoPartiesForTwoViolations) {
  Demo demo(96, "ways");
  ASSERT_TRUE(demo.made);
  std::set<std::string> ways;
  std::size_t joint = 0;
  demo.read(kParts, [&](const db::Rows& rows, std::size_t i) {
    const auto data = parse_json(rows.text(i, 1));
    ASSERT_TRUE(data);
    const bool delivered = !data->text("delivered_at").empty() || data->integer("delivered_at") != 0;
    if (rows.text(i, 0) == "service" && data->text("of") == "decision" && delivered) ways.insert(data->text("method"));
    std::set<std::string> parties, items;
    for (const auto& count : data->items("counts")) {
      parties.insert(count.text("party"));
      items.insert(count.text("item_code"));
    }
    if (parties.size() == 2 && items.size() == 2) ++joint;
  });
  EXPECT_EQ(ways, (std::set<std::string>{"announcement", "direct", "electronic", "entrusted", "forwarded", "lien", "postal"}));
  EXPECT_GE(joint, 1U);
}

TEST(DemoCourse, OneSeedAndDayGiveTheSameAgain) {
  const auto told = [](std::string_view name) {
    Demo demo(64, name);
    EXPECT_TRUE(demo.made);
    std::string out;
    demo.read(kDigests, [&](const db::Rows& rows, std::size_t i) {
      for (std::size_t k = 0; k < 7; ++k) out += rows.text(i, k) + " ";
      out += "\n";
    });
    return out;
  };
  const auto first = told("one");
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(first, told("two"));
}

// Films last as long as the steps they show, what is looked into is playable, an interruption is explained and approved.
TEST(DemoCourse, RecordingsArePlayable) {
  Demo demo(30, "recordings");
  ASSERT_TRUE(demo.made);
  std::map<std::string, int> containers;
  int approved = 0, timed = 0;
  demo.read(kRecordings, [&](const db::Rows& rows, std::size_t i) {
    const auto data = parse_json(rows.text(i, 1));
    ASSERT_TRUE(data);
    if (rows.text(i, 0) == "recording_gap") {
      if (data->text("verdict") == "granted") ++approved;
      return;
    }
    if (data->text("state") == "received") return;  // the first server looks into it
    EXPECT_EQ(data->text("state"), "playable") << data->text("file_name");
    ++containers[data->text("container")];
    const auto from = Instant::parse(data->text("started_at")), to = Instant::parse(data->text("ended_at"));
    ASSERT_TRUE(from);
    if (!to) return;  // it counts as long as the file is
    EXPECT_EQ(data->integer("duration_ms"), *to - *from) << data->text("file_name");
    ++timed;
  });
  EXPECT_GE(containers["mov"], 1);
  EXPECT_GE(containers["wav"], 1);
  EXPECT_GE(timed, 1);
  EXPECT_GE(approved, 1);
}

// Photographs and signed sheets are there, no two alike, and again the same; with them archived cases are whole in the four
// stages and have volumes with their pictures.
TEST(DemoCourse, FilesOfCasesAreThereAndMakeThemWhole) {
  const auto digests = [](Demo& demo, std::string_view member) {
    std::vector<std::string> out;
    demo.read(kPieces, [&](const db::Rows& rows, std::size_t i) {
      const auto piece = parse_json(rows.text(i, 0));
      if (piece && !piece->text("sha256").empty()) out.push_back(piece->text(member));
    });
    return out;
  };
  Demo one(30, "files");
  ASSERT_TRUE(one.made);
  const auto first = digests(one, "sha256");
  EXPECT_GT(first.size(), 100U);
  EXPECT_EQ(std::set<std::string>(first.begin(), first.end()).size(), first.size());
  std::map<std::string, std::size_t> types;
  for (const auto& type : digests(one, "media_type")) ++types[type];
  EXPECT_GT(types["image/png"], 60U);
  EXPECT_GT(types["application/pdf"], 40U);
  auto system = System::open(one.options, {});
  ASSERT_TRUE(system) << system.error().message;
  const auto figures = query::record_counts((*system)->database(), (*system)->root_agency(), kDay - 400, kDay);
  EXPECT_GT(figures.at("record_whole"), 0);
  EXPECT_GT(figures.at("sealed_to_rule"), 0);
  EXPECT_GT(figures.at("looks_review"), 0);
  system->reset();
  const auto report = verify_deployment(one.options);
  ASSERT_TRUE(report) << report.error().message;
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
  Demo two(30, "again");
  EXPECT_EQ(digests(two, "sha256"), first);
}

}  // namespace
}  // namespace mingjing::app
