// The site as an outsider meets it: addresses, statuses, hostile text, feeds, reading modes, cache.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <regex>

#include "render/portal_assets.h"
#include "render/portal_feeds.h"
#include "render/portal_site.h"
#include "tests/portal/temp_portal.h"

namespace mingjing::portal_test {
namespace {

struct World {
  TempPortal portal;
  render::PortalSite site;
  World()
      : site(portal.db(), render::Site{.owner = "澜川市自然资源和规划局", .base_url = "https://portal.example"},
             {.file = [](const std::string&) { return std::make_shared<const std::string>("%PDF-"); },
              .verify =
                  [](const query::PortalDecision&) {
                    return render::Verification{render::Verification::State::unaltered, true, true, 9, {}};
                  }}) {}
  render::PortalResponse get(std::string_view path, std::string_view query = {}, std::string_view cookies = {},
                             std::string_view etag = {}) {
    return site.handle({path, query, cookies, etag});
  }
};

constexpr std::string_view kHostile =
    "<script>alert(1)</script>\" onmouseover='x' ' & javascript:x \xE2\x80\xAE<img src=x onerror=1>";

TEST(PortalSite, Addresses) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  ASSERT_TRUE(world.portal.db().apply(update(2, Canned().id, 1, "缴清")).has_value());
  const std::string page = "/decisions/" + Canned().id;
  struct Row {
    std::string path;
    int status;
    const char* type;
  };
  const Row rows[] = {{"/", 200, "text/html"},
                      {"/decisions", 200, "text/html"},
                      {page, 200, "text/html"},
                      {page + ".json", 200, "application/json"},
                      {page + ".pdf", 200, "application/pdf"},
                      {page + ".tlog-proof", 200, "text/plain"},
                      {page + "/updates/1.json", 200, "application/json"},
                      {page + "/updates/2.json", 404, "text/html"},
                      {page + "/updates/x.json", 404, "text/html"},
                      {page + ".exe", 404, "text/html"},
                      {"/decisions/" + id_of(9), 404, "text/html"},
                      {"/decisions/../x", 404, "text/html"},
                      {"/decisions.csv", 200, "text/csv"},
                      {"/feed.json", 200, "application/feed+json"},
                      {"/feed.atom", 200, "application/atom+xml"},
                      {"/check", 200, "text/html"},
                      {"/help", 200, "text/html"},
                      {"/accessibility", 200, "text/html"},
                      {"/robots.txt", 200, "text/plain"},
                      {"/sitemap.xml", 200, "application/xml"},
                      {render::portal_css_path(), 200, "text/css"},
                      {"/assets/portal.0.css", 404, "text/html"},
                      {"/assets/favicon.svg", 200, "image/svg+xml"}};
  for (const Row& row : rows) {
    EXPECT_TRUE(render::PortalSite::owns(row.path)) << row.path;
    const auto response = world.get(row.path);
    EXPECT_EQ(response.status, row.status) << row.path;
    EXPECT_TRUE(response.content_type.starts_with(row.type)) << row.path;
  }
  EXPECT_EQ(*world.get(page + ".json").body, publication_json({}));
  EXPECT_NE(world.get("/decisions/" + id_of(9)).body->find("尚未公示或依法不予公示"), std::string::npos);
  EXPECT_FALSE(render::PortalSite::owns("/api/v1/cases"));
}

TEST(PortalSite, EveryLinkLeadsSomewhere) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  ASSERT_TRUE(world.portal.db().apply(update(2, Canned().id, 1, "缴清")).has_value());
  const std::regex link("(href|src|action)=\"([^\"]*)\"");
  for (const std::string& path : {std::string("/"), std::string("/decisions"), "/decisions/" + Canned().id,
                                  std::string("/check"), std::string("/help"), std::string("/accessibility")}) {
    const std::string html = *world.get(path).body;
    for (auto it = std::sregex_iterator(html.begin(), html.end(), link); it != std::sregex_iterator(); ++it) {
      const std::string to = (*it)[2];
      if (to.starts_with("#")) {
        EXPECT_NE(html.find("id=\"" + to.substr(1) + "\""), std::string::npos) << path << " " << to;
        continue;
      }
      ASSERT_TRUE(to.starts_with("/")) << path << " " << to;
      if (to.starts_with("/log/")) continue;  // served beside the portal
      const std::string bare = to.substr(0, to.find_first_of("?#"));
      ASSERT_TRUE(render::PortalSite::owns(bare)) << path << " " << to;
      const auto status = world.get(bare).status;
      EXPECT_TRUE(status == 200 || status == 303) << path << " " << to;
    }
  }
}

TEST(PortalSite, HostileTextStaysText) {
  World world;
  const std::string bad(kHostile);
  Canned canned;
  canned.number = canned.agency = canned.party = canned.cause = canned.facts = canned.result = bad;
  canned.act_type = "\"><script>";
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, canned)).has_value());
  ASSERT_TRUE(world.portal.db().apply(update(2, canned.id, 1, bad)).has_value());
  const auto check = [&](const std::string& name, const std::string& html) {
    EXPECT_EQ(html.find("<script"), std::string::npos) << name;
    EXPECT_EQ(html.find("<img"), std::string::npos) << name;
    EXPECT_EQ(html.find("' onmouseover"), std::string::npos) << name;
    EXPECT_EQ(html.find("\" onmouseover"), std::string::npos) << name;
    EXPECT_EQ(html.find("\xE2\x80\xAE"), std::string::npos) << name;
    EXPECT_EQ(html.find("href=\"javascript"), std::string::npos) << name;
  };
  for (const std::string& path :
       {std::string("/"), std::string("/decisions"), "/decisions/" + canned.id, std::string("/feed.atom")})
    check(path, *world.get(path).body);
  for (const char* name : {"q", "agency", "act_type", "from", "to", "after", "order"}) {
    const std::string query = std::string(name) + "=" + render::url_part(bad);
    check(query, *world.get("/decisions", query).body);
  }
  check("404", *world.get("/decisions/" + std::string(kHostile)).body);
  ASSERT_TRUE(world.portal.db().apply(takedown(3, 1, canned.id)).has_value());
  check("tombstone", *world.get("/decisions/" + canned.id).body);
}

TEST(PortalSite, TakedownAnswersGone) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  const std::string page = "/decisions/" + Canned().id;
  for (const char* path : {"/", "/decisions", "/decisions.csv", "/feed.json", "/feed.atom", "/sitemap.xml"})
    world.get(path);
  world.get(page);
  ASSERT_TRUE(world.portal.db().apply(takedown(2, 1, Canned().id)).has_value());
  for (const char* form : {"", ".json", ".pdf", "/updates/1.json"}) {
    const auto response = world.get(page + form);
    EXPECT_EQ(response.status, 410) << form;
    EXPECT_EQ(response.body->find("瑞禾"), std::string::npos) << form;
    EXPECT_NE(response.body->find("澜自然资罚决〔2026〕38号"), std::string::npos) << form;
  }
  EXPECT_EQ(*world.get(page + ".tlog-proof").body, "c2sp.org/tlog-proof@v1\nindex 2\n");
  for (const char* path : {"/", "/decisions", "/decisions.csv", "/feed.json", "/feed.atom"})
    EXPECT_EQ(world.get(path).body->find("瑞禾"), std::string::npos) << path;
  EXPECT_EQ(world.get("/sitemap.xml").body->find(Canned().id), std::string::npos);
}

// What the I/O thread may answer by itself: pages already made, and none of them once the feed has moved.
TEST(PortalSite, KeptPagesGoInTheStepOfTheTakedown) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  const std::string page = "/decisions/" + Canned().id;
  EXPECT_FALSE(world.site.kept({page, "", "", ""}));
  const auto made = world.get(page);
  const auto kept = world.site.kept({page, "", "", ""});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->body, made.body);
  EXPECT_EQ(world.site.kept({page, "", "", made.etag})->status, 304);
  EXPECT_FALSE(world.site.kept({page, "", "mj_mode=large", ""}));
  // Queries that mean nothing make a page, and leave nothing behind.
  EXPECT_EQ(world.get(page, "n=1").status, 200);
  EXPECT_FALSE(world.site.kept({page, "n=1", "", ""}));
  ASSERT_TRUE(world.portal.db().apply(takedown(2, 1, Canned().id)).has_value());
  EXPECT_FALSE(world.site.kept({page, "", "", ""}));
  EXPECT_EQ(world.get(page).status, 410);
}

TEST(PortalSite, CacheAndEtags) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  const std::string page = "/decisions/" + Canned().id;
  const auto first = world.get(page), second = world.get(page);
  EXPECT_EQ(first.body, second.body);  // the same bytes, not a copy
  EXPECT_EQ(world.site.cache_hits(), 1u);
  EXPECT_EQ(world.get(page, {}, {}, first.etag).status, 304);
  EXPECT_EQ(world.get(page, {}, {}, "\"other\", " + first.etag).status, 304);
  EXPECT_NE(world.get(page, {}, "a=b; mj_mode=large").etag, first.etag);
  ASSERT_TRUE(world.portal.db().apply(update(2, Canned().id, 1, "罚款缴清")).has_value());
  const auto third = world.get(page, {}, {}, first.etag);
  EXPECT_EQ(third.status, 200);
  EXPECT_NE(third.body->find("罚款缴清"), std::string::npos);
}

TEST(PortalSite, ReadingModesComeBackHere) {
  World world;
  const auto header = [](const render::PortalResponse& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return std::string();
  };
  const auto large = world.get("/reading", "mode=large&back=%2Fdecisions%3Fq%3D%E5%9C%9F%E5%9C%B0");
  EXPECT_EQ(large.status, 303);
  EXPECT_EQ(header(large, "Location"), "/decisions?q=%E5%9C%9F%E5%9C%B0");
  EXPECT_TRUE(header(large, "Set-Cookie").starts_with("mj_mode=large;"));
  for (const char* back : {"https://evil.example/", "//evil.example", "/\\evil", "/decisions\r\nX: y",
                           "javascript:alert(1)", "/reading?mode=x"})
    EXPECT_EQ(header(world.get("/reading", "mode=contrast&back=" + render::url_part(back)), "Location"), "/") << back;
  EXPECT_NE(world.get("/", {}, "mj_mode=contrast").body->find("class=\"mode-contrast\""), std::string::npos);
  EXPECT_NE(world.get("/", {}, "mj_mode=\"><script>").body->find("class=\"mode-standard\""), std::string::npos);
}

TEST(PortalSite, DatesAreReadTersely) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  EXPECT_NE(world.get("/decisions", "from=2026&to=2026-10").body->find("瑞禾"), std::string::npos);
  EXPECT_EQ(world.get("/decisions", "to=2025").body->find("瑞禾"), std::string::npos);
  EXPECT_EQ(world.get("/decisions", "from=yesterday").status, 400);
}

TEST(PortalFeeds, Valid) {
  World world;
  Canned canned;
  canned.party = "=cmd|'/C calc'!A0 <&>\xef\xbf\xbe";
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, canned)).has_value());
  const auto json = parse_json(*world.get("/feed.json").body);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->text("version"), "https://jsonfeed.org/version/1.1");
  ASSERT_EQ(json->items("items").size(), 1u);
  EXPECT_EQ(json->items("items")[0].text("url"), "https://portal.example/decisions/" + canned.id);
  const std::string atom = *world.get("/feed.atom").body;
  EXPECT_NE(atom.find("&lt;&amp;&gt;"), std::string::npos);
  EXPECT_EQ(atom.find("\xef\xbf\xbe"), std::string::npos);
  const std::string csv = *world.get("/decisions.csv").body;
  EXPECT_NE(csv.find("\"'=cmd"), std::string::npos);
  EXPECT_EQ(csv.find("\"=cmd"), std::string::npos);
  EXPECT_TRUE(csv.starts_with("\xef\xbb\xbf"));
}

TEST(PortalFeeds, CellsThatSpreadsheetsWouldRun) {
  for (const char* bad : {"=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"}) {
    std::string out;
    render::append_csv_cell(out, bad);
    EXPECT_TRUE(out.starts_with("\"'")) << bad;
  }
  std::string out;
  render::append_csv_cell(out, "他说\"不\"\n");
  EXPECT_EQ(out, "\"他说\"\"不\"\"\n\"");
}

}  // namespace
}  // namespace mingjing::portal_test
