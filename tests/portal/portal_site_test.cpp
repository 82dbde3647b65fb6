// The site as an outsider meets it: addresses, statuses, hostile text, feeds, reading modes, cache.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>
#include <regex>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "base/text.h"
#include "render/portal_assets.h"
#include "render/portal_feeds.h"
#include "render/portal_site.h"
#include "tests/portal/temp_portal.h"

namespace mingjing::portal_test {
namespace {

struct World {
  TempPortal portal;
  Instant now = Instant::beijing(Date(2026, 11, 20), 14, 32);
  render::PortalSite site;
  World()
      : site(portal.db(), render::Site{.owner = "澜川市自然资源和规划局", .base_url = "https://portal.example"},
             {.file = [](const std::string&) { return std::make_shared<const std::string>("%PDF-"); },
              .verify =
                  [](const query::PortalDecision&) {
                    return render::Verification{render::Verification::State::unaltered, true, true, 9, {}};
                  },
              .now = [this] { return now; }}) {}
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
  ASSERT_TRUE(world.portal.db().apply(items_list(3, 1)).has_value());
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
                      {"/lists", 200, "text/html"},
                      {"/lists/items", 200, "text/html"},
                      {"/lists/items.csv", 200, "text/csv"},
                      {"/lists/items.json", 200, "application/json"},
                      {"/lists/items/versions", 200, "text/html"},
                      {"/lists/items/versions/11330900MB0X00001K-1.json", 200, "application/json"},
                      {"/lists/items/versions/11330900MB0X00001K-9.json", 404, "text/html"},
                      {"/lists/items/" + id_of(500), 200, "text/html"},
                      {"/lists/items/" + id_of(501), 404, "text/html"},
                      {"/lists/officers", 200, "text/html"},
                      {"/lists/officers.csv", 200, "text/csv"},
                      {"/lists/flowcharts", 404, "text/html"},
                      {"/lists/items.csv/versions", 404, "text/html"},
                      {"/officers", 200, "text/html"},
                      {"/officers/card", 404, "text/html"},
                      {"/takedowns", 200, "text/html"},
                      {"/data", 200, "text/html"},
                      {render::verify_js_path(), 200, "text/javascript"},
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
  ASSERT_TRUE(world.portal.db().apply(items_list(3, 1)).has_value());
  ASSERT_TRUE(world.portal.db().apply(officers_list(4, 1)).has_value());
  ASSERT_TRUE(world.portal.db().apply(matters_list(5, 1)).has_value());
  const std::regex link("(href|src|action)=\"([^\"]*)\"");
  for (const std::string& path : {std::string("/"), std::string("/decisions"), "/decisions/" + Canned().id,
                                  std::string("/lists"), std::string("/lists/items"), std::string("/lists/officers"), std::string("/lists/recording_matters"),
                                  "/lists/items/" + id_of(500), std::string("/lists/items/versions"),
                                  std::string("/officers"), std::string("/data"), std::string("/takedowns"), std::string("/check"), std::string("/help"),
                                  std::string("/accessibility")}) {
    const std::string html = *world.get(path).body;
    for (auto it = std::sregex_iterator(html.begin(), html.end(), link); it != std::sregex_iterator(); ++it) {
      const std::string to = (*it)[2];
      if (to.starts_with("#")) {
        EXPECT_NE(html.find("id=\"" + to.substr(1) + "\""), std::string::npos) << path << " " << to;
        continue;
      }
      ASSERT_TRUE(to.starts_with("/")) << path << " " << to;
      if (to.starts_with("/log/") || to.starts_with("/feed/changes")) continue;  // served beside the portal
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
    const std::string own = "<script src=\"" + render::verify_js_path() + "\" defer>";
    EXPECT_EQ(html.find("<script"), html.find(own)) << name;
    EXPECT_EQ(html.find("<script", html.find(own) + 1), std::string::npos) << name;
    EXPECT_EQ(html.find("<img"), std::string::npos) << name;
    EXPECT_EQ(html.find("' onmouseover"), std::string::npos) << name;
    EXPECT_EQ(html.find("\" onmouseover"), std::string::npos) << name;
    EXPECT_EQ(html.find("\xE2\x80\xAE"), std::string::npos) << name;
    EXPECT_EQ(html.find("href=\"javascript"), std::string::npos) << name;
  };
  for (const std::string& path :
       {std::string("/"), std::string("/decisions"), "/decisions/" + canned.id, std::string("/feed.atom")})
    check(path, *world.get(path).body);
  for (const char* name : {"q", "agency", "act_type", "year", "amount", "from", "to", "after", "order"}) {
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

std::string officer_answer(World& world, const std::string& number) {
  return *world.get("/officers", "certificate_no=" + number).body;
}

// The answer is of the day of reading: nothing is published on the day a certificate ends.
TEST(PortalOfficers, AnswerOfTheDay) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(officers_list(1, 1)).has_value());
  struct Row {
    const char *number, *day, *says;
    int status;
  };
  const Row rows[] = {{"53990100127", "2026-11-20", "证件此刻有效", 200},  {"53990100127", "2029-02-28", "证件此刻有效", 200},
                      {"53990100127", "2029-03-01", "到期", 200},          {"53990100127", "2024-02-29", "起才有效", 200},
                      {"53990100128", "2026-11-09", "证件此刻有效", 200},  {"53990100128", "2026-11-10", "暂扣", 200},
                      {"53990100129", "2026-11-20", "已注销", 200},        {"5399010012", "2026-11-20", "查无此证", 404},
                      {"53990100199", "2026-11-20", "查无此证", 404},      {"5399%200100%20127", "2026-11-20", "证件此刻有效", 200}};
  for (const Row& row : rows) {
    world.now = Instant::beijing(*Date::parse(row.day), 14, 32);
    const auto response = world.get("/officers", std::string("certificate_no=") + row.number);
    EXPECT_EQ(response.status, row.status) << row.number << " " << row.day;
    EXPECT_NE(response.body->find(row.says), std::string::npos) << row.number << " " << row.day;
    EXPECT_EQ(response.cache_control, "no-store");
  }
  world.now = Instant::beijing(Date(2026, 11, 20));
  EXPECT_NE(officer_answer(world, "53990100127").find("周明远"), std::string::npos);
  EXPECT_EQ(world.get("/officers/card", "certificate_no=53990100127").status, 200);
  EXPECT_EQ(world.get("/officers/card", "certificate_no=53990100128").body->find("class=\"qr\""), std::string::npos);
}

TEST(PortalOfficers, SuspensionTurnsWithTheNextVersionAndFormerOnesLeave) {
  World world;
  world.now = Instant::beijing(Date(2026, 11, 20));
  ASSERT_TRUE(world.portal.db().apply(officers_list(1, 1)).has_value());
  ASSERT_NE(officer_answer(world, "53990100127").find("证件此刻有效"), std::string::npos);
  ASSERT_TRUE(world.portal.db().apply(officers_list(2, 2, "suspended")).has_value());
  EXPECT_NE(officer_answer(world, "53990100127").find("暂扣"), std::string::npos);
  EXPECT_EQ(world.get("/lists/officers/versions/11330900MB0X00001K-1.json").status, 404);
  EXPECT_EQ(world.get("/lists/officers/versions/11330900MB0X00001K-2.json").status, 200);
  EXPECT_EQ(world.portal.db().changes(0, 10).size(), 1u);
}

TEST(PortalLists, WhatIsRecordedIsToldWithItsRules) {
  World world;
  EXPECT_NE(world.get("/lists").body->find("音像记录事项清单"), std::string::npos);
  ASSERT_TRUE(world.portal.db().apply(matters_list(1, 1)).has_value());
  const std::string page = *world.get("/lists/recording_matters").body;
  for (const char* words : {"音像记录事项清单", "举行听证", "应当记录", "按需要记录", "全程", "录音、录像", "自 <time>2026-11-07</time> 起", "附件2第59项",
                            "执法记录规定》第六条", "办案区询问室", "执法场所", "在此进行的执法活动", "澜川市自然资源和规划局"}) {
    EXPECT_NE(page.find(words), std::string::npos) << words;
  }
  const std::string csv = *world.get("/lists/recording_matters.csv").body;
  EXPECT_NE(csv.find("事项,环节,要求,全程或者部分,方式,依据,起始日期,执法机关"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\"抽样取证\",\"抽样取证\",\"按需要记录\",\"全程\",\"拍照、录像\","), std::string::npos) << csv;
  EXPECT_NE(world.get("/lists/recording_matters.json").body->find("\"premises_1\""), std::string::npos);
  EXPECT_EQ(world.get("/lists/recording_matters/hearing").status, 404) << "items alone have pages of their own";
}

TEST(PortalLists, VersionsStayAndReplicasHaveThem) {
  World world, replica;
  ASSERT_TRUE(world.portal.db().apply(items_list(3, 1)).has_value());
  ASSERT_TRUE(world.portal.db().apply(items_list(5, 2, "擅自占用林地")).has_value());
  for (const auto& item : world.portal.db().changes(0, 10)) {
    const auto line = query::parse_feed_line(query::feed_line(item));
    ASSERT_TRUE(line.has_value());
    ASSERT_TRUE(replica.portal.db().apply(*line).has_value());
  }
  for (World* one : {&world, &replica}) {
    EXPECT_NE(one->get("/lists/items").body->find("擅自占用林地"), std::string::npos);
    EXPECT_EQ(one->get("/lists/items").body->find("非法占用土地"), std::string::npos);
    EXPECT_NE(one->get("/lists/items/versions/11330900MB0X00001K-1.json").body->find("非法占用土地"), std::string::npos);
    EXPECT_EQ(one->portal.db().newest_lists().size(), 1u);
  }
  EXPECT_EQ(*world.get("/lists/items.json").body, *replica.get("/lists/items.json").body);
}

TEST(PortalLists, WhatDoesNotFitTheLogIsRefused) {
  TempPortal portal([](std::string_view bytes) { return "sha256:" + to_hex(crypto::sha256(bytes)); });
  const auto good = items_list(3, 1);
  struct Row {
    const char* name;
    std::function<void(query::FeedItem&)> spoil;
  };
  const Row rows[] = {{"json", [](auto& item) { item.json.replace(item.json.find("60"), 2, "61"); }},
                      {"event", [](auto& item) { item.event.replace(item.event.find("system"), 6, "sistem"); }},
                      {"salt", [](auto& item) { item.salt[0] = item.salt[0] == 'a' ? 'b' : 'a'; }},
                      {"no salt", [](auto& item) { item.salt.clear(); }},
                      {"entry", [](auto& item) { item.entry = "{}"; }}};
  for (const Row& row : rows) {
    auto spoilt = good;
    row.spoil(spoilt);
    EXPECT_FALSE(portal.db().apply(spoilt).has_value()) << row.name;
  }
  EXPECT_TRUE(portal.db().apply(good).has_value());
}

TEST(PortalSite, WhatIsLawfullyWithheldIsCountedByGround) {
  World world;
  EXPECT_NE(world.get("/takedowns").body->find("没有依法不公开的决定"), std::string::npos);
  ASSERT_TRUE(world.portal.db().apply(withheld(1, 1, "minor")).has_value());
  ASSERT_TRUE(world.portal.db().apply(withheld(2, 2, "privacy")).has_value());
  ASSERT_TRUE(world.portal.db().apply(withheld(3, 3, "minor")).has_value());
  EXPECT_NE(world.get("/").body->find("3 条依法不公开"), std::string::npos);
  const auto page = world.get("/takedowns");
  EXPECT_NE(page.body->find("当事人是未成年人</dt><dd>2 件"), std::string::npos);
  EXPECT_NE(page.body->find("主要事实涉及个人隐私</dt><dd>1 件"), std::string::npos);
  EXPECT_NE(page.body->find("《行政处罚法》第五十条"), std::string::npos);
}

TEST(PortalSite, TakedownsAreListedWithoutParty) {
  World world;
  for (int n = 1; n <= 25; ++n) {
    Canned canned;
    canned.id = id_of(n);
    ASSERT_TRUE(world.portal.db().apply(publication(n, n, canned)).has_value());
  }
  for (int n = 1; n <= 25; ++n) ASSERT_TRUE(world.portal.db().apply(takedown(100 + n, n, id_of(n))).has_value());
  const auto first = world.portal.db().takedowns({});
  ASSERT_EQ(first.rows.size(), 20u);
  EXPECT_EQ(first.rows.front().id, id_of(25));
  const auto second = world.portal.db().takedowns(first.next);
  ASSERT_EQ(second.rows.size(), 5u);
  EXPECT_EQ(second.rows.back().id, id_of(1));
  EXPECT_TRUE(second.next.empty());
  EXPECT_EQ(world.portal.db().takedowns("nonsense~").rows.size(), 20u);
  EXPECT_EQ(world.get("/takedowns").body->find("瑞禾"), std::string::npos);
}

TEST(PortalLists, PagesFollowOneAnother) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(items_list(1, 1, "非法占用土地", 120)).has_value());
  std::size_t seen = 0;
  std::string after;
  for (int page = 0; page < 10; ++page) {
    const auto rows = world.portal.db().list_page("items", {}, after);
    seen += rows.rows.size();
    after = rows.next;
    if (after.empty()) break;
  }
  EXPECT_EQ(seen, 120u);
  EXPECT_EQ(world.portal.db().list_page("items", {}, "nonsense").rows.size(), 50u);
}

// Whatever a stranger asks: an answer in words, 400 where it cannot be asked so, never a list of everything instead.
TEST(PortalSite, HostileQueriesAreAnsweredInWords) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  struct Row {
    const char* what;
    std::string query;
    int status;
    const char* says;
  };
  const std::string long_word(1000, 'x');
  std::string many = "q=%E5%9C%9F%E5%9C%B0";
  for (int i = 0; i < 100; ++i) many += "&agency=" + std::to_string(i);
  const Row rows[] = {
      {"found", "q=%E5%8D%A0%E7%94%A8%E5%9C%9F%E5%9C%B0", 200, "<mark>占用土地</mark>"},
      {"too many characters", "q=" + long_word, 400, "最多 100 个字"},
      {"a query of 100 kB", "q=" + std::string(100'000, 'a'), 400, "条件太长了"},
      {"many values", many, 400, "条件太长了"},
      {"NUL", "q=%00", 400, "读不懂的字符"},
      {"not UTF-8", "q=%ff%fe", 400, "读不懂的字符"},
      {"half a character", "q=%E5%9C", 400, "读不懂的字符"},
      {"bidi override", "q=%E2%80%AEabc", 400, "读不懂的字符"},
      {"operators", "q=%22+OR+NEAR(a+b)+*+-x", 200, "没有查到"},
      {"quotes only", "q=%22%22%22", 200, "没有可以查的字"},
      {"punctuation only", "q=%EF%BC%8C%E3%80%82%EF%BC%81", 200, "没有可以查的字"},
      {"emoji only", "q=%F0%9F%98%80", 200, "没有可以查的字"},
      {"unknown agency", "agency=nobody", 200, "没有查到"},
      {"unknown type", "act_type=nothing", 200, "没有查到"},
      {"unknown band", "amount=1-2", 400, "没有这样的金额范围"},
      {"not a year", "year=last", 400, "作出年份没有看懂"},
      {"not a day", "to=2026-13", 400, "作出日期的“到”没有看懂"},
      {"days reversed", "from=2026&to=2025", 400, "请对调"},
      {"percent alone", "q=%", 200, "没有可以查的字"}};
  for (const Row& row : rows) {
    const auto response = world.get("/decisions", row.query);
    EXPECT_EQ(response.status, row.status) << row.what;
    EXPECT_NE(response.body->find(row.says), std::string::npos) << row.what;
    for (const char* path : {"/decisions.csv", "/feed.json", "/feed.atom"}) {
      const auto file = world.get(path, row.query);
      EXPECT_EQ(file.status, row.status) << row.what << path;
      EXPECT_EQ(file.body->find(row.says) != std::string::npos, row.status == 400) << row.what << path;
      EXPECT_EQ(file.body->find("瑞禾") != std::string::npos, std::string_view(row.what) == "found") << row.what << path;
    }
  }
}

TEST(PortalSite, ChosenFiltersStandAsChipsThatComeOff) {
  World world;
  ASSERT_TRUE(world.portal.db().apply(publication(1, 1, {})).has_value());
  const std::string html =
      *world.get("/decisions", "q=%E5%9C%9F%E5%9C%B0&act_type=penalty&year=2026&amount=100000-1000000&year=2025").body;
  for (const char* link : {"?q=%E5%9C%9F%E5%9C%B0&amp;year=2026&amp;year=2025&amp;amount=100000-1000000\">行政处罚",
                           "?q=%E5%9C%9F%E5%9C%B0&amp;act_type=penalty&amp;year=2025&amp;amount=100000-1000000\">2026 年",
                           "?q=%E5%9C%9F%E5%9C%B0&amp;act_type=penalty&amp;year=2026&amp;year=2025\">10 万元以上不满 100 万元",
                           "?q=%E5%9C%9F%E5%9C%B0\">全部清除", "name=\"year\" value=\"2026\" checked",
                           "/decisions.csv?q=%E5%9C%9F%E5%9C%B0&amp;act_type=penalty&amp;year=2026"})
    EXPECT_NE(html.find(link), std::string::npos) << link;
  EXPECT_NE(html.find("瑞禾"), std::string::npos);
  const auto feed = parse_json(*world.get("/feed.json", "year=2025").body);
  EXPECT_TRUE(feed->items("items").empty());
  EXPECT_EQ(feed->text("feed_url"), "https://portal.example/feed.json?year=2025");
}

TEST(PortalSite, SnippetsShowWhereTheWordsStand) {
  std::string facts;
  for (int i = 0; i < 60; ++i) facts += "前面的话";
  facts += "越界采矿一百二十吨";
  for (int i = 0; i < 30; ++i) facts += "后面的话";
  facts += "没收开采的矿石";
  const std::string cut = render::snippet(facts, {"采矿", "矿石"});
  EXPECT_TRUE(cut.starts_with("…") && cut.ends_with("矿石")) << cut;
  EXPECT_NE(cut.find("越界采矿"), std::string::npos);
  EXPECT_LE(count_chars(cut), 130u);
  EXPECT_TRUE(is_utf8(cut));
  EXPECT_TRUE(render::snippet(facts, {"别的"}).starts_with("前面的话"));
  EXPECT_EQ(render::snippet("短的话", {"短的"}), "短的话");
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
  for (const char* bad : {"=1+1", "+1", "-1", "@x", "\t=1", "\t1", "\r1", " =1", "＝1", "＋1", "－1", "＠x"}) {
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
