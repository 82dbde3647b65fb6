// Every page once, with canned data. With MINGJING_GALLERY=DIR the pages are also written there, to be looked at.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "render/portal_answers.h"
#include "render/portal_assets.h"
#include "render/portal_complaints.h"
#include "render/portal_lists.h"
#include "render/portal_log.h"
#include "render/portal_pages.h"
#include "tests/portal/temp_portal.h"

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

constexpr Date kToday(2026, 11, 20);
constexpr Instant kNow = Instant::beijing(kToday, 14, 32);

Json entry(const std::string& list, std::size_t place) {
  const auto item = list == "items" ? items_list(1, 1) : list == "officers" ? officers_list(1, 1) : matters_list(1, 1);
  return parse_json(item.json)->items("entries")[place];
}

render::OfficerAnswer officer(std::size_t place) {
  const Json data = entry("officers", place);
  return {data.text("certificate_no"), query::PortalListEntry{"11330900MB0X00001K", data}, "澜川市自然资源和规划局", kNow};
}

std::string list_of(const std::string& name, const render::PageContext& context, const render::ListVersions& lists) {
  query::PortalListPage page;
  for (std::size_t i = 0; i < (name == "items" ? 1u : 3u); ++i) page.rows.push_back({"11330900MB0X00001K", entry(name, i)});
  page.next = "11330900MB0X00001K~49";
  return render::list_of_page(context, *query::public_list(name), lists, page, {}, kToday);
}

std::map<std::string, std::string> gallery(render::Mode mode) {
  static const render::Site site{.owner = "澜川市自然资源和规划局",
                                 .base_url = "https://portal.example",
                                 .css_path = render::portal_css_path(),
                                 .contact = "澜川市青衡新区云台路 66 号　咨询 0990-8210 600（工作日 9:00–17:30）",
                                 .demo = true,
                                 .takes_complaints = true};
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
  auto home = canned_home();
  const render::ListVersions lists = {
      {"items", "11330900MB0X00001K", "澜川市自然资源和规划局", "2026-11-06", 3, 214, 12900, "sha256:" + std::string(64, 'a')},
      {"officers", "11330900MB0X00001K", "澜川市自然资源和规划局", "2026-11-19", 41, 86, 13801, "sha256:" + std::string(64, 'b')}};
  home.lists = lists;
  render::Asked asked;
  asked.filter.q = "占用土地";
  asked.filter.act_types = {"penalty"};
  asked.filter.years = {2026};
  asked.filter.amounts = {"100000-1000000"};
  asked.filter.from = Date(2026, 1, 1);
  render::Asked misread = asked;
  misread.problem = "作出日期的“从”没有看懂，请写成 2026-01-20、2026-01 或 2026", misread.field = "from";
  query::PortalPage empty;
  empty.words = {"占用", "土地"};
  query::PortalPage page;
  page.rows = home.latest;
  page.words = {"占用", "土地"};
  page.count = 67;
  page.next = "abc";
  const query::PortalFacets facets = {{{"11330900MB0X00001K", "澜川市自然资源和规划局", 12000},
                                       {"11330900MB0X00002H", "青衡县自然资源局", 804}},
                                      home.types,
                                      {{"2026", 6120}, {"2025", 5901}, {"2024", 825}},
                                      {{"none", 10204}, {"1000-10000", 1601}, {"100000-1000000", 77}}};
  render::ComplaintForm form;
  form.agencies = {facets.agencies.front(), {"11330900MB0X00002K", "青衡县自然资源局", 3}};
  form.about_title = home.latest.front().title();
  form.problems = {{"", "请填写要反映的事情。", "", "text"}, {"", "这张表已经不能用了，请再提交一次。", "", "form"}};
  render::ComplaintQuestion answered{.number = "394857201938", .looked_up = true, .progress = supervision::ComplaintProgress{}};
  answered.progress->state = "answered";
  answered.progress->kind = "grievance";
  answered.progress->agency = site.owner;
  answered.progress->steps = {{"2026-11-02", "已收到"}, {"2026-11-20", "已答复"}};
  answered.progress->outcome = "支持";
  answered.progress->answer = "经查属实。\n已责令改正。";
  const query::PortalFigures figures{.live = 12846, .taken_down = 31, .withheld = 47,
                                     .grounds = {{"minor", "当事人是未成年人", "《个人信息保护法》第二十八条第一款；《政府信息公开条例》第十五条", 41},
                                                 {"slight", "轻微，不具有一定社会影响", "《行政处罚法》第四十八条第一款", 6}}};
  query::PortalAnswer said;
  said.id = "01990000-0000-7000-8000-000000000801";
  said.agency = site.owner;
  said.kind_name = "投诉";
  said.question = "执法人员上门检查，有一位没有出示证件。他们有没有权力检查？";
  said.answer = "经查属实，已要求检查前先出示证件。\n不出示证件的，您有权拒绝。";
  said.outcome_name = "支持";
  said.answered_on = "2026-10-20";
  said.published_on = "2026-10-30";
  said.pos = 12921;
  said.digest = "sha256:" + std::string(64, 'a');
  const query::PortalAnswerTombstone buried{.id = said.id,
                                            .agency = site.owner,
                                            .published_on = said.published_on,
                                            .taken_down_on = "2026-11-09",
                                            .reason_name = "提出人不再同意公开",
                                            .citation = "《个人信息保护法》第十五条第一款",
                                            .text = "提出人告诉我们不再同意公开。",
                                            .pos = 13011,
                                            .proof = "x"};
  using Watching = render::LogView::Witness;
  render::LogView log{.origin = "law.lanchuan.example/log", .vkey = "law.lanchuan.example/log+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                      .root = "jiW01UN+vV9cjQ2kSpjMhLzC3ERQgdEBzBD5kDSYE/Y=", .size = 13904, .signed_at = kNow, .witnesses = {},
                      .agencies = {{site.owner, "11330900MB0X00001K", 12903, 1284}}, .tallies = {}, .witnesses_here = false};
  const auto no_witness = log;
  log.tallies = {{"2026-11-19", site.owner, 214, 6, 5, 1, 0}, {"2026-11-18", site.owner, 1198, 11, 9, 0, 1}};
  const std::string watched = "+1a2b3c4d+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  log.witnesses = {{"市司法局", "https://sfj.example/witness", "市司法局" + watched, 13904, kNow, Watching::State::good},
                   {"市档案馆", "https://dag.example/witness", "市档案馆" + watched, 13871, kNow, Watching::State::silent},
                   {"省自然资源厅", "https://zrzy.example/witness", "省自然资源厅" + watched, 13702, kNow, Watching::State::contradicts},
                   {"市人大", "", "市人大" + watched, 0, {}, Watching::State::never}};
  log.stamp = render::LogView::Stamp{"https://tsa.example/stamp", "timestamps/13871/1795341600.tsr", "timestamps/13871/checkpoint", 13871, kNow};
  auto unchecked = decision({});
  unchecked.updates.clear();
  return {{"home", render::home_page(context, home, figures)},
          {"home-empty", render::home_page(context, {}, {})},
          {"list", render::list_page(context, page, asked, facets)},
          {"list-all", render::list_page(context, page, {}, facets)},
          {"list-empty", render::list_page(context, empty, asked, facets)},
          {"list-misread", render::list_page(context, {}, misread, facets)},
          {"decision", render::decision_page(context, decision({}), good)},
          {"decision-bad", render::decision_page(context, decision({}), bad)},
          {"decision-unchecked", render::decision_page(context, unchecked, {})},
          {"tombstone", render::tombstone_page(context, tomb)},
          {"not-published", render::not_published_page(context)},
          {"not-found", render::not_found_page(context)},
          {"error", render::error_page(context, "公示数据暂时读不到。")},
          {"takedowns", render::takedowns_page(context, {.rows = {tomb}, .next = "9~x"}, figures)},
          {"log", render::log_page(context, log)},
          {"log-no-witness", render::log_page(context, no_witness)},
          {"lists", render::lists_page(context, lists)},
          {"list-items", list_of("items", context, lists)},
          {"list-officers", list_of("officers", context, lists)},
          {"list-matters", list_of("recording_matters", context, lists)},
          {"list-versions", render::list_versions_page(context, *query::public_list("items"), lists)},
          {"item", render::item_page(context, {"11330900MB0X00001K", entry("items", 0)}, "澜川市自然资源和规划局", kToday)},
          {"officers", render::officers_page(context, kToday)},
          {"officer-valid", render::officer_page(context, officer(0))},
          {"officer-suspended", render::officer_page(context, officer(1))},
          {"officer-revoked", render::officer_page(context, officer(2))},
          {"officer-unknown", render::officer_page(context, {.certificate_no = "53990100199", .officer = {}, .agency = {}, .at = kNow})},
          {"officer-card", render::officer_card_page(context, officer(0))},
          {"answers", render::answers_page(context, {{said, said}, "12"})},
          {"answers-empty", render::answers_page(context, {})},
          {"answer", render::answer_page(context, said, good)},
          {"answer-bad", render::answer_page(context, said, bad)},
          {"answer-unchecked", render::answer_page(context, said, {})},
          {"answer-tombstone", render::answer_tombstone_page(context, buried)},
          {"data", render::data_page(context)},
          {"complaints", render::complaint_form_page(context, form)},
          {"complaints-receipt", render::complaint_receipt_page(context, {"394857201938", "HX7K2PQM", true})},
          {"complaints-ask", render::complaint_progress_page(context, {})},
          {"complaints-none", render::complaint_progress_page(context, {.number = "1", .looked_up = true, .progress = {}})},
          {"complaints-answered", render::complaint_progress_page(context, answered)},
          {"complaints-closed", render::complaint_closed_page(context, "现在收到的太多，暂时收不下。")},
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
      // Only the page of a decision has a script, and only by address.
      std::size_t scripts = 0;
      for (std::size_t at = 0; (at = html.find("<script", at)) != std::string::npos; ++at) ++scripts;
      EXPECT_EQ(scripts, name.starts_with("decision") ? 1u : 0u) << name;
      std::size_t known = html.find("<script src=\"" + render::verify_js_path() + "\" defer></script>");
      EXPECT_EQ(known != std::string::npos, scripts == 1) << name;
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
TEST(LogPage, SaysTheWorstThatItsWitnessesSay) {
  using State = render::LogView::Witness::State;
  const render::Site site{};
  const render::PageContext context{site, render::Mode::standard, "/log", {}};
  const struct {
    const char* name;
    std::vector<State> states;
    const char* panel;
    const char* words;
  } rows[] = {{"all signed", {State::good, State::good}, "panel good", "没有人说对不上"},
              {"one away", {State::good, State::silent}, "panel unknown", "有见证方还没有签名"},
              {"one new", {State::never}, "panel unknown", "有见证方还没有签名"},
              {"one against", {State::good, State::silent, State::contradicts}, "panel bad", "有见证方说对不上"},
              {"none", {}, "panel unknown", "还没有见证方"}};
  for (const auto& row : rows) {
    render::LogView log;
    for (const State state : row.states) log.witnesses.push_back({"市档案馆", "", "k", 1, kNow, state});
    const std::string html = render::log_page(context, log);
    EXPECT_NE(html.find(row.panel), std::string::npos) << row.name;
    EXPECT_NE(html.find(row.words), std::string::npos) << row.name;
  }
}

TEST(LogPage, ShowsBothKeysAndWhereThoseOfBeforeStand) {
  render::LogView log;
  log.vkey = "a+1+first";
  const render::Site site{};
  const auto page = [&] { return render::log_page({site, render::Mode::standard, "/log", {}}, log); };
  std::string html = page();
  EXPECT_NE(html.find("a+1+first"), std::string::npos);
  EXPECT_EQ(html.find("国密公钥"), std::string::npos);
  EXPECT_EQ(html.find("换过"), std::string::npos);
  log.vkey_sm2 = "a+2+second";
  log.changes_sm2 = 2;
  html = page();
  const auto second = html.find("国密公钥");
  EXPECT_LT(second, html.find("a+2+second"));
  EXPECT_NE(html.find("换过 2 次，<a href=\"/log/vkeys-sm2\">"), std::string::npos);
  EXPECT_EQ(html.find("\"/log/vkeys\""), std::string::npos) << "the first was not changed";
}

TEST(LogPage, FoldsDaysPastTheTenNewestAndLosesNone) {
  render::LogView log;
  for (int day = 30; day > 0; --day) log.tallies.push_back({"2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day), "局", 1, 0, 0, 0, 0});
  const render::Site site{};
  const std::string html = render::log_page({site, render::Mode::standard, "/log", {}}, log);
  EXPECT_NE(html.find("再早的 20 行"), std::string::npos);
  const auto fold = html.find("more-days");
  EXPECT_LT(html.find("\"2026-11-21\""), fold);
  EXPECT_GT(html.find("\"2026-11-20\""), fold);
  EXPECT_NE(html.find("\"2026-11-01\""), std::string::npos);
  EXPECT_EQ(html.find("data-head=\"机关\""), std::string::npos);  // one agency alone needs no column
}

}  // namespace mingjing::portal_test
