// The public addresses as programs meet them: how often they may ask, how long they may wait, what they may keep.
// SPDX-License-Identifier: Apache-2.0
#include "http/portal_routes.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "tests/portal/temp_portal.h"
#include "tlog/tile_store.h"

namespace mingjing::portal_test {
namespace {

using http::Method;
using http::Request;
using http::Response;

std::string header(const Response& response, std::string_view name) { return std::string(response.header(name)); }

class Answer final : public http::Responder::Sink {
 public:
  void deliver(Response response) override {
    const std::lock_guard lock(mutex_);
    response_ = std::move(response);
    arrived_.notify_all();
  }
  std::optional<Response> within(int ms) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, std::chrono::milliseconds(ms), [&] { return response_.has_value(); });
    return std::exchange(response_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<Response> response_;
};

struct World {
  TempPortal portal;
  render::PortalSite site;
  tlog::MemoryTileStore tiles;
  http::Router router;
  std::shared_ptr<http::ChangeWaiters> waiters;
  explicit World(http::PortalLimits limits = {}, const std::string& keys_sm2 = {})
      : site(portal.db(), render::Site{.base_url = "https://portal.example"}, {}),
        waiters(http::add_portal_routes(router, site, portal.db(), limits)) {
    http::add_log_routes(router, {tiles, "key\n", "key 1 -\n", {}, {}, keys_sm2});
  }
  // As the edge would: the quick answer where one lies ready, else the handler.
  Response get(const std::string& path, const std::string& query = {}, const std::string& client = "192.0.2.1",
               const std::string& if_none_match = {}) {
    Request request;
    const auto route = fill(request, path, query, client, if_none_match);
    if (route->quick)
      if (auto ready = route->quick(request)) return std::move(*ready);
    return route->handler(request);
  }
  std::shared_ptr<Answer> wait_for_changes(const std::string& query) {
    Request request;
    const auto route = fill(request, "/feed/changes", query, "192.0.2.1", {});
    auto answer = std::make_shared<Answer>();
    route->async_handler(request, http::Responder(answer));
    return answer;
  }

 private:
  const http::Route* fill(Request& request, const std::string& path, const std::string& query,
                          const std::string& client, const std::string& if_none_match) {
    kept_ = {path + (query.empty() ? "" : "?" + query), if_none_match};
    const auto target = http::parse_target(kept_.first);
    EXPECT_TRUE(target.has_value()) << path;
    request.method = Method::get;
    request.path = target->path;
    request.query_text = target->query_text;
    request.query = target->query;
    request.client = client;
    if (!if_none_match.empty()) request.headers_.push_back({"If-None-Match", kept_.second});
    const auto match = router.find(Method::get, request.path, request.params);
    EXPECT_NE(match.route, nullptr) << path;
    return match.route;
  }
  std::pair<std::string, std::string> kept_;
};

TEST(PortalRoutes, SearchesAndDownloadsAreLimited) {
  World world({.searches_a_minute = 2, .downloads_a_minute = 1, .follows_a_minute = 1});
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  EXPECT_EQ(world.get("/decisions", "q=a").status, 200);
  EXPECT_EQ(world.get("/decisions", "q=a").status, 200);  // kept: not counted
  EXPECT_EQ(world.get("/decisions", "q=b").status, 200);
  const auto held = world.get("/decisions", "q=c");
  EXPECT_EQ(held.status, 429);
  EXPECT_EQ(header(held, "Retry-After"), "30");
  EXPECT_EQ(world.get("/decisions", "q=a").status, 200);
  EXPECT_EQ(world.get("/decisions").status, 200);  // the list of everything is a page like others
  EXPECT_EQ(world.get("/decisions/" + Canned().id).status, 200);
  EXPECT_EQ(world.get("/decisions", "q=c", "192.0.2.7").status, 200);
  EXPECT_EQ(world.get("/decisions.csv").status, 200);
  EXPECT_EQ(world.get("/feed.json").status, 429);
  EXPECT_EQ(world.wait_for_changes("after=-1")->within(1000)->status, 200);
  EXPECT_EQ(world.wait_for_changes("after=-1")->within(1000)->status, 429);
}

TEST(PortalRoutes, ChangesWaitForNews) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  EXPECT_NE(world.wait_for_changes("after=0&wait=25")->within(1000)->body.find("\"pos\":1"), std::string::npos);
  const auto waiting = world.wait_for_changes("after=1&wait=25");
  EXPECT_FALSE(waiting->within(600));
  ASSERT_TRUE(world.portal.db().apply(update(2, Canned().id, 1, "缴清")).has_value());
  const auto news = waiting->within(3000);
  ASSERT_TRUE(news);
  EXPECT_NE(news->body.find("\"pos\":2"), std::string::npos);
  EXPECT_EQ(news->body.find("\"pos\":1,"), std::string::npos);
  const auto in_vain = world.wait_for_changes("after=2&wait=1");
  EXPECT_FALSE(in_vain->within(500));
  EXPECT_EQ(in_vain->within(3000)->body, "");
  EXPECT_EQ(world.wait_for_changes("after=2&wait=x")->within(1000)->body, "");  // no number: does not wait
  const auto at_the_end = world.wait_for_changes("after=2&wait=25");
  world.waiters->stop();
  EXPECT_TRUE(at_the_end->within(2000));
}

TEST(PortalRoutes, OnlySoManyWait) {
  World world;
  std::vector<std::shared_ptr<Answer>> waiting;
  for (std::size_t i = 0; i < http::ChangeWaiters::kWaitersMax; ++i)
    waiting.push_back(world.wait_for_changes("after=0&wait=25"));
  EXPECT_TRUE(world.wait_for_changes("after=0&wait=25")->within(100));
  EXPECT_FALSE(waiting.front()->within(100));
  world.waiters->stop();
  for (const auto& one : waiting) EXPECT_TRUE(one->within(2000));
}

TEST(PortalRoutes, EverythingPublicHasAStrongValidator) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  ASSERT_TRUE(world.portal.db().apply(answer(2, 1)).has_value());
  world.tiles.put("checkpoint", "note\n");
  const std::string page = "/decisions/" + Canned().id, said = "/answers/" + answer_id(1);
  for (const std::string& path :
       {std::string("/"), std::string("/decisions"), std::string("/decisions.csv"), page, page + ".json",
        page + ".tlog-proof", std::string("/answers"), said, said + ".json", said + ".event.json", said + ".tlog-proof",
        std::string("/feed.json"), std::string("/feed.atom"), std::string("/sitemap.xml"),
        std::string("/help"), std::string("/log/vkey"), std::string("/log/vkeys"), std::string("/log/checkpoint")}) {
    const auto whole = world.get(path);
    const std::string etag = header(whole, "ETag");
    ASSERT_EQ(whole.status, 200) << path;
    EXPECT_TRUE(etag.size() > 2 && etag.front() == '"') << path << " " << etag;
    EXPECT_EQ(world.get(path, {}, "192.0.2.1", etag).status, 304) << path;
    EXPECT_EQ(world.get(path, {}, "192.0.2.1", "\"other\"").status, 200) << path;
  }
}

TEST(PortalRoutes, KeysOfTheSecondLineAreThereInTheSmProfileAlone) {
  for (const char* path : {"/log/vkey-sm2", "/log/vkeys-sm2"}) EXPECT_EQ(World().get(path).status, 404) << path;
  World world({}, "second 3 -\n");
  world.tiles.put("vkey-sm2", "second\n");
  EXPECT_EQ(world.get("/log/vkey-sm2").body, "second\n");
  EXPECT_EQ(world.get("/log/vkeys-sm2").body, "second 3 -\n");
}

TEST(PortalRoutes, CachesDropInTheStepOfAnAnswersTakedown) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(answer(1, 1)).has_value());
  const std::string page = "/answers/" + answer_id(1), words = "主动出示";
  for (const std::string& path : {page, page + ".json", std::string("/answers")}) {
    world.get(path);
    EXPECT_NE(world.get(path).shared_body->find(words), std::string::npos) << path;
  }
  ASSERT_TRUE(world.portal.db().apply(answer_taken_down(2, 1)).has_value());
  for (const std::string& path : {page, page + ".json", page + ".event.json"}) EXPECT_EQ(world.get(path).status, 410) << path;
  for (const std::string& path : {page, page + ".json", page + ".event.json", std::string("/answers"), std::string("/")})
    EXPECT_EQ(world.get(path).shared_body->find(words), std::string::npos) << path;
}

// Every page that showed a decision is made anew in the step of its takedown, those kept ready included.
TEST(PortalRoutes, CachesDropInTheStepOfATakedown) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  const std::string page = "/decisions/" + Canned().id;
  const std::pair<std::string, std::string> addresses[] = {{page, ""},
                                                           {page + ".json", ""},
                                                           {"/", ""},
                                                           {"/decisions", ""},
                                                           {"/decisions", "q=%E7%91%9E%E7%A6%BE"},
                                                           {"/decisions.csv", ""},
                                                           {"/feed.json", ""},
                                                           {"/feed.atom", ""},
                                                           {"/sitemap.xml", ""}};
  std::vector<std::string> etags;
  for (const auto& [path, query] : addresses) {
    world.get(path, query);
    etags.push_back(header(world.get(path, query), "ETag"));
  }
  ASSERT_TRUE(world.portal.db().apply(takedown(2, 1, Canned().id)).has_value());
  for (std::size_t i = 0; i < std::size(addresses); ++i) {
    const auto& [path, query] = addresses[i];
    const auto after = world.get(path, query, "192.0.2.1", etags[i]);
    EXPECT_NE(after.status, 304) << path;
    const std::string body = after.shared_body ? *after.shared_body : after.body;
    // The words of the question itself are shown again; the decision is not.
    EXPECT_EQ(body.find("瑞禾建材"), std::string::npos) << path << query;
    EXPECT_EQ(body.find("白崖村"), std::string::npos) << path << query;
  }
}

TEST(PortalRoutes, SitemapBecomesAnIndexWhenOneCannotHoldEverything) {
  World world;
  const auto at = [](std::int64_t pos, int n) {
    Canned canned;
    canned.id = id_of(n);
    return publication(pos, n, canned);
  };
  ASSERT_TRUE(world.portal.db().apply(at(10, 1)).has_value());
  EXPECT_NE(world.get("/sitemap.xml").shared_body->find("/decisions/" + id_of(1)), std::string::npos);
  ASSERT_TRUE(world.portal.db().apply(at(45'000, 2)).has_value());
  ASSERT_TRUE(world.portal.db().apply(at(200'000, 3)).has_value());
  const std::string index = *world.get("/sitemap.xml").shared_body;
  for (const char* part : {"/sitemap/0.xml", "/sitemap/1.xml", "/sitemap/4.xml"})
    EXPECT_NE(index.find(std::string("<loc>https://portal.example") + part), std::string::npos) << part;
  EXPECT_EQ(index.find("/sitemap/2.xml"), std::string::npos);
  EXPECT_NE(world.get("/sitemap/1.xml").shared_body->find(id_of(2)), std::string::npos);
  EXPECT_EQ(world.get("/sitemap/1.xml").shared_body->find(id_of(3)), std::string::npos);
  EXPECT_EQ(world.get("/sitemap/2.xml").status, 404);
  ASSERT_TRUE(world.portal.db().apply(takedown(200'001, 2, id_of(2))).has_value());
  EXPECT_EQ(world.get("/sitemap/1.xml").status, 404);
}

}  // namespace
}  // namespace mingjing::portal_test
