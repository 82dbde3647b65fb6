// Laws on the portal: found by words and day, and where the citation of a decision leads.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "flow/import_laws.h"
#include "law/numerals.h"
#include "mingjing/portal.h"
#include "mingjing/system.h"
#include "tests/verify/deployment.h"

namespace mingjing::app {
namespace {

// Made-up text of ninety articles; only title and dates are those of the real law.
std::string land_law(const std::string& word) {
  std::string out = "# 中华人民共和国土地管理法\n\n甲机关修正\n\n<!-- INFO END -->\n\n## 第一章　总则\n\n";
  for (int i = 1; i <= 90; ++i) {
    out += "第" + law::to_chinese(i) + "条　" + word + "共有九十盏，这是第" + std::to_string(i) + "盏。\n\n";
  }
  return out;
}

TEST(LawsPage, ShowsTheVersionOfTheDayAndCitationsLeadThere) {
  Deployment d{World::sqlite};
  auto opened = System::open(d.options());
  ASSERT_TRUE(opened) << opened.error().message;
  auto& system = **opened;
  for (const auto& [file, word] : {std::pair{"土地管理法(2004-08-28).md", "旧灯笼"}, std::pair{"土地管理法(2019-08-26).md", "新灯笼"}}) {
    const auto version = law::parse_statute(file, land_law(word), law::KnownLaws::built_in());
    ASSERT_TRUE(version) << version.error().message;
    ASSERT_TRUE(system.commands().run_many(system.system_actor(system.root_agency()), [&](ports::UnitOfWork& work) -> Status {
      auto taken = flow::import_law(work, *version);
      return taken ? Status{} : Status(tl::make_unexpected(taken.error()));
    }));
  }
  Portal portal(system);
  portal.publisher().publish();
  const auto site = portal.site("https://gs.example.gov.cn");
  const auto get = [&](const std::string& path, const std::string& query = {}) { return site->handle({path, query, {}, {}}); };
  const std::string lantern = "%E6%96%B0%E7%81%AF%E7%AC%BC";  // 新灯笼

  EXPECT_NE(get("/laws").body->find("中华人民共和国土地管理法"), std::string::npos);
  EXPECT_NE(get("/laws", "q=" + lantern).body->find("第一条"), std::string::npos);
  EXPECT_EQ(get("/laws", "q=" + lantern + "&on=2010-01-01").body->find("第一条"), std::string::npos) << "not yet in force";
  EXPECT_EQ(get("/laws/nothing").status, 404);
  EXPECT_EQ(get("/laws", "q=%3Cscript%3Ealert(1)%3C/script%3E").body->find("<script"), std::string::npos);

  const auto by_title = get("/laws/%E5%9C%9F%E5%9C%B0%E7%AE%A1%E7%90%86%E6%B3%95", "on=2026-01-01");
  ASSERT_EQ(by_title.status, 302);
  ASSERT_EQ(by_title.headers.front().first, "Location");
  const std::string address = by_title.headers.front().second;
  const auto page = get(address);
  ASSERT_EQ(page.status, 200);
  for (const char* part : {"id=\"a77\"", "新灯笼", "2004-08-28 版", "第九十条"}) {
    EXPECT_NE(page.body->find(part), std::string::npos) << part;
  }

  // Demo decisions about land cite it: each link names the version of 2019 and an article that is there.
  int linked = 0;
  for (const auto& row : portal.db().latest(1000)) {
    const auto decision = get("/decisions/" + row.id);
    const auto at = decision.body->find("href=\"/laws/");
    if (at == std::string::npos) continue;
    ++linked;
    const std::string href = decision.body->substr(at + 6, decision.body->find('"', at + 6) - at - 6);
    EXPECT_TRUE(href.starts_with(address + "#a")) << href;
    EXPECT_NE(page.body->find("id=\"" + href.substr(href.find('#') + 1) + "\""), std::string::npos) << href;
  }
  EXPECT_GT(linked, 0);
}

}  // namespace
}  // namespace mingjing::app
