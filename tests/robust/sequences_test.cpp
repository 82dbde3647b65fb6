// Random sequences of acts through flow on SQLite. Whatever people try, in whatever order: what the page's buttons
// refuse is refused; a refusal leaves nothing behind; an act that is taken moves the version by one, leaves one event,
// and leads to the stage its row of the table names. After each sequence the whole deployment verifies.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "domain/cases/procedure.h"
#include "flow/fill_facts.h"
#include "flow/perform_act.h"
#include "flow/read_unit.h"
#include "mingjing/demo_bureau.h"
#include "mingjing/system.h"
#include "mingjing/verify.h"
#include "tests/robust/random_bodies.h"
#include "workers/job_runner.h"
#include "workers/sequencer.h"

namespace mingjing::robust {
namespace {

using cases::Act;

const db::Statement kEvents{"sequences_count_events",
                            "SELECT count(*) FROM event WHERE agency_id = $1 AND aggregate_id = $2", "test"};
constexpr std::string_view kHost = "mu.chengze";  // of hearings
constexpr std::string_view kPeople[] = {"zhou.lan",    "zhou.lan",     "he.shaofeng", "tan.haoran",
                                        "luo.qingyi",  "jiang.boyuan", "duan.wen",    "qu.meihua",
                                        "yin.guodong", "xing.yulan",   "fan.xiuping",
                                        kHost};
// What leads on without moving the stage, and what seldom leads on; all are tried.
constexpr Act kUseful[] = {Act::assign_officers,     Act::give_review_opinion, Act::submit_for_approval,
                           Act::propose_publication, Act::approve_publication, Act::add_evidence,
                           Act::notify_hearing,      Act::hold_hearing,        Act::report_hearing,
                           Act::assess_discretion,   Act::accept_review,       Act::reply_to_review};
constexpr Act kRare[] = {Act::decline_filing, Act::withhold_publication, Act::return_publication, Act::take_down_publication, Act::correct_facts,
                         Act::request_hearing, Act::revoke_filing,        Act::propose_transfer,      Act::apply_recusal,
                         Act::release_party,  Act::revoke_decision,      Act::record_remedy,         Act::apply_deferral};

template <std::size_t N>
bool among(const Act (&list)[N], Act act) {
  return std::find(std::begin(list), std::end(list), act) != std::end(list);
}

class Sequences : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    options_.data = std::filesystem::temp_directory_path() / ("mj_sequences_" + std::to_string(::getpid()));
    std::filesystem::remove_all(options_.data);
    const auto made = app::create_system(options_, "sequences.example/log", true);
    ASSERT_TRUE(made) << made.error().message;
    app::OpenOptions how;
    how.clock_start = Instant::beijing(Date(2026, 1, 5), 9);
    how.clock_stands = true;
    auto opened = app::System::open(options_, how);
    ASSERT_TRUE(opened) << opened.error().message;
    system_ = std::move(*opened);
    auto bureau = app::demo::make_bureau(*system_, made->set_up_code, *how.clock_start, Date(2026, 1, 5));
    ASSERT_TRUE(bureau) << bureau.error().message;
    bureau_ = std::move(*bureau);
    known_ = {bureau_.items.at("LZR-CF-038").first.text(), bureau_.units.at("自然资源执法监察支队").id.text(),
              actor("zhou.lan").officer.text(), actor("he.shaofeng").officer.text(), actor("duan.wen").user.text(),
              actor(kHost).user.text()};
  }
  static void TearDownTestSuite() {
    system_.reset();
    std::filesystem::remove_all(options_.data);
  }

  static const ports::Actor& actor(std::string_view username) { return bureau_.by_username(username).actor; }
  static Instant now() { return system_->clock().now(); }

  struct State {
    cases::Case enforcement_case;
    std::int64_t version = 0, events = 0;
    std::map<Act, bool> buttons;
  };
  static State look(CaseId id, const ports::Actor& who) {
    State out;
    system_->snapshots().read([&](ports::Reader& reader) {
      const auto stored = reader.load(who.agency, ports::kind::enforcement_case, id.uuid());
      ASSERT_TRUE(stored);
      out.version = stored->version;
      auto loaded = cases::Case::from_parts(id, stored->parts);
      ASSERT_TRUE(loaded) << loaded.error().message;
      out.enforcement_case = std::move(*loaded);
      flow::ReadUnit unit(reader, who, now());
      for (const auto& row : cases::allowed_acts(out.enforcement_case, flow::facts_now(unit, out.enforcement_case))) {
        out.buttons[row.act] = row.allowed;
      }
    });
    system_->database().read([&](db::Transaction& tx) {
      out.events = tx.query(kEvents, {who.agency.text(), id.text()}).integer(0, 0);
    });
    return out;
  }

  static Result<ports::Answer> perform(CaseId id, const ports::Actor& who, Act act, Json body, std::int64_t version) {
    flow::ActRequest request;
    request.id = id;
    request.act = act;
    request.expected_version = version;
    request.body = std::move(body);
    const auto services = system_->services();
    return system_->commands().run(
        who, std::nullopt, [&](ports::UnitOfWork& work) { return flow::perform_act(work, *services, request); });
  }
  static CaseId clue(Chance& chance) {
    const auto services = system_->services();
    const auto answer = system_->commands().run(actor("fan.xiuping"), std::nullopt, [&](ports::UnitOfWork& work) {
      return flow::register_clue(work, *services, random_clue(chance, known_, now().date()));
    });
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return *CaseId::parse(parse_json(answer->body)->text("id"));
  }
  static void render() {
    workers::JobRunner runner(
        {system_->jobs(), system_->commands(), system_->snapshots(), system_->files(),
         [] { return system_->services(); }, [](AgencyId agency) { return system_->system_actor(agency); }},
        "sequences");
    runner.run_until_empty();
  }

  static unsigned weight(const cases::Case& c, Act act) {
    if (among(kRare, act)) return 1;
    const auto* row = cases::find_row(*cases::find_procedure(c.procedure), c.stage(), act, {});
    const bool forward = row != nullptr && row->to && *row->to > c.stage();
    const bool backward = row != nullptr && row->to && *row->to < c.stage();
    // Some forty acts keep the stage; each alone is seldom, or no walk would ever arrive.
    if (backward) return 1;
    return forward || among(kUseful, act) ? 16 : 2;
  }
  static Act choose(Chance& chance, const State& state) {
    std::vector<Act> bag;
    for (const auto& [act, allowed] : state.buttons) {
      if (allowed) bag.insert(bag.end(), weight(state.enforcement_case, act), act);
    }
    if (!bag.empty() && !chance.once_in(8)) return bag[chance.below(bag.size())];
    auto any = state.buttons.begin();
    std::advance(any, static_cast<std::ptrdiff_t>(chance.below(state.buttons.size())));
    return any->first;
  }

  static void step(Chance& chance, CaseId id) {
    // Most often somebody who may do something.
    const ports::Actor* found = nullptr;
    State before;
    for (int tried = 0; tried < 4; ++tried) {
      found = &actor(kPeople[chance.below(std::size(kPeople))]);
      before = look(id, *found);
      if (std::any_of(before.buttons.begin(), before.buttons.end(), [](const auto& b) { return b.second; })) break;
    }
    const auto& who = *found;
    const Act act = choose(chance, before);
    Json body = random_body(chance, known_, before.enforcement_case, act, now());
    const bool stale = chance.once_in(25);
    SCOPED_TRACE(std::string(cases::to_string(act)) + " at " +
                 std::string(cases::to_string(before.enforcement_case.stage())) + " with " + to_text(body));
    const auto answer = perform(id, who, act, body, before.version - (stale ? 1 : 0));
    const State after = look(id, who);
    if (!answer) {
      EXPECT_EQ(after.version, before.version);
      EXPECT_EQ(after.events, before.events);
      EXPECT_EQ(after.enforcement_case.stage(), before.enforcement_case.stage());
      EXPECT_FALSE(answer.error().message.empty());
      EXPECT_TRUE(!stale || answer.error().code == ErrorCode::conflict);
      return;
    }
    EXPECT_FALSE(stale);
    EXPECT_TRUE(before.buttons.at(act)) << "the button was refused, the act was taken";
    EXPECT_EQ(after.version, before.version + 1);
    EXPECT_EQ(after.events, before.events + 1);
    const auto* procedure = cases::find_procedure(before.enforcement_case.procedure);
    const auto* row = cases::find_row(*procedure, before.enforcement_case.stage(), act, body.text("outcome"));
    if (row == nullptr) row = cases::find_row(*procedure, before.enforcement_case.stage(), act, {});
    ASSERT_NE(row, nullptr) << "taken where the table has no row";
    // Joint parties are heard and served one by one: the stage waits for the last of them.
    const bool may_wait = row->each_party && after.enforcement_case.present_parties().size() > 1 &&
                          after.enforcement_case.stage() == before.enforcement_case.stage();
    if (!may_wait) {
      EXPECT_EQ(after.enforcement_case.stage(), row->to.value_or(before.enforcement_case.stage()));
    }
    taken_.insert(act);
    stages_.insert(after.enforcement_case.stage());
  }

  static void verify() {
    workers::Sequencer sequencer(system_->database(), system_->tiles(), *system_->signer(), system_->clock(),
                                 "sequences");
    sequencer.drain();
    const auto report = app::verify_deployment(options_);
    ASSERT_TRUE(report) << report.error().message;
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
    EXPECT_EQ(report->waiting, 0);
  }

  static app::Options options_;
  static std::unique_ptr<app::System> system_;
  static app::demo::Bureau bureau_;
  static Known known_;
  static std::set<Act> taken_;
  static std::set<cases::Stage> stages_;
};
app::Options Sequences::options_;
std::unique_ptr<app::System> Sequences::system_;
app::demo::Bureau Sequences::bureau_;
Known Sequences::known_;
std::set<Act> Sequences::taken_;
std::set<cases::Stage> Sequences::stages_;

// MINGJING_SEED repeats one sequence, MINGJING_SEQUENCES runs more of them.
TEST_F(Sequences, StagesFollowTheTableAndEverythingVerifies) {
  const char* only = std::getenv("MINGJING_SEED");
  const char* count = std::getenv("MINGJING_SEQUENCES");
  const std::uint64_t first = only != nullptr ? std::strtoull(only, nullptr, 10) : 1;
  const std::uint64_t last = only != nullptr ? first : (count != nullptr ? std::strtoull(count, nullptr, 10) : 25);
  for (std::uint64_t seed = first; seed <= last && !HasFatalFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Chance chance(seed);
    const CaseId ids[] = {clue(chance), clue(chance)};
    for (int i = 0; i < 200 && !HasFailure(); ++i) {
      if (chance.once_in(7))
        system_->manual_clock()->set(now().plus_hours(static_cast<std::int64_t>(5 + chance.below(90))));
      if (chance.once_in(10)) render();
      step(chance, ids[chance.below(2)]);
    }
    verify();
    if (HasFailure()) std::cout << "the failing seed is " << seed << "\n";
  }
  if (only != nullptr) return;
  std::cout << taken_.size() << " kinds of acts taken, " << stages_.size() << " stages reached\n";
  EXPECT_GE(taken_.size(), 18u);
  EXPECT_TRUE(stages_.contains(cases::Stage::archived));
}

}  // namespace
}  // namespace mingjing::robust
