// Every page once, with canned data. With MINGJING_GALLERY=DIR the pages are also written there, to be looked at.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "render/portal_assets.h"
#include "render/portal_pages.h"
#include "tests/portal/canned.h"

namespace mingjing::portal_test {
namespace {

query::PortalHome canned_home() {
  query::PortalHome home;
  home.live = 12846;
  home.taken_down = 23;
  home.pos = 13904;
  home.newest = *Instant::parse("2026-11-20T14:30:00+08:00");
  home.types = {{"penalty", 1284}, {"permit", 9617}, {"inspection", 1902}};
  const char* rows[][4] = {
      {"澜川市铭岳矿业有限公司", "未按规定提交矿山储量年度报告案", "〔2026〕40号", "警告"},
      {"李某某", "未经批准占用耕地建设看护房案", "〔2026〕39号", "限期拆除，恢复种植条件"},
      {"青衡县瑞禾建材有限公司", "未经批准非法占用土地案", "〔2026〕38号",
       "没收建筑物 1,120 平方米，罚款 717,288.00 元"},
      {"澜川市恒远物流有限公司", "临时用地期满未恢复土地案", "〔2026〕33号", "责令限期改正，罚款 42,600.00 元"}};
  for (const auto& row : rows) {
    Canned canned;
    canned.party = row[0];
    canned.cause = row[1];
    canned.number = "澜自然资罚决" + std::string(row[2]);
    canned.result = row[3];
    home.latest.push_back(decision(canned).row);
  }
  return home;
}

std::map<std::string, std::string> gallery(render::Mode mode) {
  static const render::Site site{.owner = "澜川市自然资源和规划局",
                                 .base_url = "https://portal.example",
                                 .css_path = render::portal_css_path(),
                                 .contact = "澜川市青衡新区云台路 66 号　咨询 0990-8210 600（工作日 9:00–17:30）",
                                 .demo = true};
  const render::PageContext context{site, mode, "/decisions?q=占用土地"};
  render::Verification good{render::Verification::State::unaltered, true, true, 13904, {"市司法局", "市档案馆"}};
  render::Verification bad{render::Verification::State::mismatch, false, true, 13904, {}};
  query::PortalTombstone tomb{.id = "01990000-0000-7000-8000-000000000017",
                              .number = "澜自然资罚决〔2026〕17号",
                              .agency = "澜川市自然资源和规划局",
                              .act_type = "penalty",
                              .decided_on = "2026-05-22",
                              .published_on = "2026-05-28",
                              .taken_down_on = "2026-11-18",
                              .reason = "revoked",
                              .reason_text =
                                  "复议机关认为：认定占地面积所依据的勘测定界图缺少测绘单位签章，主要证据不足。复议决定"
                                  "书文号：澜政复决〔2026〕9号。",
                              .citation = "《行政处罚法》第四十八条第二款",
                              .replaced_by = "",
                              .seq = 311,
                              .published_pos = 12203,
                              .pos = 12838,
                              .proof = "x"};
  const auto home = canned_home();
  query::PortalFilter filter;
  filter.q = "占用土地";
  filter.act_type = "penalty";
  filter.from = Date(2026, 1, 1);
  query::PortalPage page;
  page.rows = home.latest;
  page.words = {"占用", "土地"};
  page.count = 67;
  page.next = "abc";
  const std::vector<query::PortalAgency> agencies = {{"11330900MB0X00001K", "澜川市自然资源和规划局", 12000}};
  auto unchecked = decision({});
  unchecked.updates.clear();
  return {{"home", render::home_page(context, home)},
          {"home-empty", render::home_page(context, {})},
          {"list", render::list_page(context, page, filter, agencies)},
          {"list-empty", render::list_page(context, {}, filter, agencies, "“从”要写成 2026-01-20 这样的日期")},
          {"decision", render::decision_page(context, decision({}), good)},
          {"decision-bad", render::decision_page(context, decision({}), bad)},
          {"decision-unchecked", render::decision_page(context, unchecked, {})},
          {"tombstone", render::tombstone_page(context, tomb)},
          {"not-published", render::not_published_page(context)},
          {"not-found", render::not_found_page(context)},
          {"error", render::error_page(context, "公示数据暂时读不到。")},
          {"check", render::check_page(context)},
          {"help", render::help_page(context)},
          {"accessibility", render::accessibility_page(context)}};
}

TEST(PortalGallery, EveryPageIsWhole) {
  const char* folder = std::getenv("MINGJING_GALLERY");
  for (render::Mode mode : {render::Mode::standard, render::Mode::large, render::Mode::contrast}) {
    for (const auto& [name, html] : gallery(mode)) {
      EXPECT_TRUE(html.starts_with("<!DOCTYPE html>")) << name;
      EXPECT_TRUE(html.ends_with("</html>\n")) << name;
      EXPECT_EQ(html.find("<script"), std::string::npos) << name;
      EXPECT_EQ(html.find(" style="), std::string::npos) << name;
      EXPECT_EQ(html.find("<style"), std::string::npos) << name;
      EXPECT_EQ(html.find(" on"), html.find(" only")) << name;  // no event handler attribute
      if (folder != nullptr) {
        std::filesystem::create_directories(std::string(folder) + "/assets");
        std::string local = html;
        for (std::size_t at = 0; (at = local.find("\"/assets/", at)) != std::string::npos;)
          local.replace(at, 2, "\"./");
        std::ofstream(std::string(folder) + "/" + name + "-" + std::string(render::mode_key(mode)) + ".html") << local;
        std::ofstream(std::string(folder) + render::portal_css_path()) << render::portal_css();
        std::ofstream(std::string(folder) + "/assets/favicon.svg") << render::favicon_svg();
      }
    }
  }
}

}  // namespace
}  // namespace mingjing::portal_test
