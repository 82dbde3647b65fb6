// A replica of a real deployment: what `serve` shows, followed over HTTP, down to the takedown.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "http/portal_routes.h"
#include "http/server.h"
#include "mingjing/portal.h"
#include "mingjing/replica.h"
#include "tests/verify/deployment.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& folder) {
  std::string out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    out += bytes.str();
  }
  return out;
}

TEST(ReplicaOfDeployment, ShowsWhatTheSourceShowsUntilItIsTakenDown) {
  Deployment d{World::sqlite};
  auto opened = System::open(d.options());
  ASSERT_TRUE(opened) << opened.error().message;
  auto& system = **opened;
  Portal portal(system);
  portal.publisher().publish();
  const auto site = portal.site("https://gs.example.gov.cn");
  http::Router router;
  http::add_portal_routes(router, *site, portal.db());
  http::add_log_routes(router, {system.tiles(), system.vkey() + "\n", system.vkey() + " 1 -\n"});
  http::Server server(std::move(router), {});
  ASSERT_TRUE(server.start().has_value());

  const fs::path folder = fs::path(d.data()) / "replica";
  ReplicaOptions options;
  options.follow = "http://127.0.0.1:" + std::to_string(server.port());
  options.vkey = system.vkey();
  options.wait_s = 0;
  auto replica = Replica::open(folder, options, [](const std::string&) {});
  ASSERT_TRUE(replica) << replica.error().message;
  const auto first = (*replica)->round();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ((*replica)->db().position(), portal.db().position());
  EXPECT_EQ((*replica)->db().home().live, portal.db().home().live);
  EXPECT_EQ((*replica)->db().home().taken_down, portal.db().home().taken_down);
  EXPECT_EQ((*replica)->tiles().read("checkpoint"), system.tiles().read("checkpoint"));
  EXPECT_TRUE((*replica)->is_demo());
  const auto mirror = (*replica)->site("http://127.0.0.1:1");
  int files = 0;
  for (const auto& row : portal.db().latest(1000)) {
    const auto here = (*replica)->db().decision(row.id), there = portal.db().decision(row.id);
    ASSERT_TRUE(here) << row.id;
    EXPECT_EQ(here->json, there->json);
    EXPECT_EQ(here->updates.size(), there->updates.size());
    if (there->files.empty()) continue;
    ++files;
    EXPECT_EQ(*mirror->handle({"/decisions/" + row.id + ".pdf", {}, {}, {}}).body,
              *site->handle({"/decisions/" + row.id + ".pdf", {}, {}, {}}).body);
  }
  EXPECT_GT(files, 0);

  const std::string id = take_one_down(system);
  const auto gone = (*replica)->db().decision(id);
  ASSERT_TRUE(gone);
  portal.publisher().publish();
  const auto second = (*replica)->round();
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_FALSE((*replica)->db().decision(id));
  EXPECT_EQ(mirror->handle({"/decisions/" + id, {}, {}, {}}).status, 410);
  const std::string left = bytes_of(folder);
  EXPECT_EQ(left.find(gone->row.excerpt), std::string::npos);
  EXPECT_EQ(left.find(gone->json.substr(gone->json.find("\"salt\""), 60)), std::string::npos);
  server.stop();
}

}  // namespace
}  // namespace mingjing::app
