// An answer to a complaint on its whole way: from the demo's desks into the log, to the portal, to a replica over HTTP, and
// down again until neither folder holds its words; `verify` holds at each end.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "crypto/sealed_box.h"
#include "flow/complaints.h"
#include "http/portal_routes.h"
#include "http/server.h"
#include "inbox/inbox.h"
#include "mingjing/portal.h"
#include "mingjing/replica.h"
#include "tests/verify/deployment.h"
#include "workers/job_runner.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& folder, std::string_view begin) {
  std::string out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !entry.path().filename().string().starts_with(begin)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

// The complaint behind a public answer, which nothing public tells.
std::optional<supervision::Complaint> behind(System& system, const std::string& public_id, std::int64_t& version) {
  std::optional<supervision::Complaint> out;
  system.snapshots().read([&](ports::Reader& reader) {
    for (const auto& stored : reader.all(system.root_agency(), supervision::kComplaint, 100)) {
      auto complaint = supervision::complaint_from_parts(stored.id, stored.parts);
      if (!complaint || complaint->public_answer() == nullptr || complaint->public_answer()->id.text() != public_id) continue;
      version = stored.version;
      out = std::move(*complaint);
    }
  });
  return out;
}

void holds(const Options& options) {
  const auto report = verify_deployment(options);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->holds()) << all_lines(*report);
}

class PublicAnswersOnTheirWay : public testing::TestWithParam<World> {};
std::vector<World> worlds() {
  return test_server() == nullptr ? std::vector{World::sqlite} : std::vector{World::sqlite, World::postgresql};
}
INSTANTIATE_TEST_SUITE_P(, PublicAnswersOnTheirWay, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

TEST_P(PublicAnswersOnTheirWay, ShownFollowedAndTakenDown) {
  Deployment d{GetParam()};
  auto opened = System::open(d.options());
  ASSERT_TRUE(opened) << opened.error().message;
  auto& system = **opened;
  Portal portal(system);
  portal.publisher().publish();
  const auto site = portal.site("https://gs.example.gov.cn");
  const auto shown = portal.db().answers({});
  ASSERT_EQ(shown.rows.size(), 3u) << "of the demo; the fourth waits for its approval";
  for (const auto& row : shown.rows) {
    const auto page = site->handle({"/answers/" + row.id, {}, {}, {}});
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body->find("公开以来没有被改动"), std::string::npos) << row.question;
  }
  EXPECT_EQ(site->handle({"/answers", {}, {}, {}}).body->find("宅基地"), std::string::npos);

  http::Router router;
  http::add_portal_routes(router, *site, portal.db());
  http::add_log_routes(router, {system.tiles(), system.vkey() + "\n", system.vkey() + " 1 -\n"});
  http::Server server(std::move(router), {});
  ASSERT_TRUE(server.start().has_value());
  const fs::path folder = fs::path(d.data()) / "replica";
  ReplicaOptions follow;
  follow.follow = "http://127.0.0.1:" + std::to_string(server.port());
  follow.vkey = system.vkey();
  follow.wait_s = 0;
  auto replica = Replica::open(folder, follow, [](const std::string&) {});
  ASSERT_TRUE(replica) << replica.error().message;
  const auto first = (*replica)->round();
  ASSERT_TRUE(first) << first.error().message;
  const auto mirror = (*replica)->site("http://127.0.0.1:1");
  const auto gone = *portal.db().answer(shown.rows.front().id);
  EXPECT_EQ((*replica)->db().answer(gone.id)->json, gone.json);
  EXPECT_NE(mirror->handle({"/answers/" + gone.id, {}, {}, {}}).body->find("公开以来没有被改动"), std::string::npos);
  ASSERT_NE(bytes_of(folder, "portal").find(gone.question), std::string::npos);

  // The opened event names nobody and leads to no letter.
  std::int64_t version = 0;
  const auto complaint = behind(system, gone.id, version);
  ASSERT_TRUE(complaint);
  for (const std::string& inside : {complaint->id.text(), complaint->number, complaint->letter, complaint->public_answer()->approved_by.text()})
    EXPECT_EQ((gone.event + gone.json + gone.entry).find(inside), std::string::npos) << inside;
  EXPECT_NE(gone.event.find("\"actor\":\"system\",\"address\":\"\""), std::string::npos) << gone.event;

  auto actor = system.system_actor(system.root_agency());
  actor.user = *UserId::parse("01890000-0000-7000-8000-000000000077");
  actor.roles = {identity::Role::publicity_approver};
  const auto services = system.services();
  const auto done = system.commands().run(actor, std::nullopt, [&](ports::UnitOfWork& work) {
    return flow::perform_complaint_act(work, *services, *flow::find_complaint_verb("take_down_public_answer"), complaint->id, version,
                                       Json::object({{"reason", "inaccurate"}, {"text", "引用的条文写错，改正后另行公开。"}}));
  });
  ASSERT_TRUE(done) << done.error().message;
  const auto keys = std::move(*crypto::KeyStore(d.options().key_folder()).load_data().value());
  inbox::Inbox inbox((d.data() / "inbox.db").string());
  inbox.set_public_key(crypto::letter_public_key(keys));
  workers::JobRunner runner({system.jobs(), system.commands(), system.snapshots(), system.files(), [&] { return system.services(); },
                             [&](AgencyId agency) { return system.system_actor(agency); }, &inbox},
                            "test");
  runner.run_until_empty();
  workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "test");
  sequencer.drain();
  sequencer.release();
  portal.publisher().publish();
  EXPECT_EQ(site->handle({"/answers/" + gone.id, {}, {}, {}}).status, 410);
  const auto second = (*replica)->round();
  ASSERT_TRUE(second) << second.error().message;
  const auto tomb = mirror->handle({"/answers/" + gone.id, {}, {}, {}});
  EXPECT_EQ(tomb.status, 410);
  EXPECT_NE(tomb.body->find("引用的条文写错"), std::string::npos);
  EXPECT_EQ(bytes_of(folder, "").find(gone.question), std::string::npos);
  EXPECT_EQ(bytes_of(d.data(), "portal").find(gone.question), std::string::npos);  // both portals, and what they left behind
  EXPECT_EQ((*replica)->db().home().answers, 2);
  server.stop();

  const auto options = d.options();
  replica->reset();
  opened->reset();
  holds(options);
}

}  // namespace
}  // namespace mingjing::app
