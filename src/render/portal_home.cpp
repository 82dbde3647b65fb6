// 首页
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

// The ornament of the mirror: lines only, behind nothing that is read.
Html ornament() {
  Html html;
  html.add(
      "<svg class=\"ornament\" viewBox=\"0 0 200 200\" aria-hidden=\"true\" focusable=\"false\"><g fill=\"none\" "
      "stroke-width=\".6\">");
  html.add(
      "<path d=\"M177.6 132.2A38 38 0 0 1 132.2 177.6A38 38 0 0 1 67.8 177.6A38 38 0 0 1 22.4 132.2A38 38 0 0 1 22.4 "
      "67.8A38 38 0 0 1 67.8 22.4A38 38 0 0 1 132.2 22.4A38 38 0 0 1 177.6 67.8A38 38 0 0 1 177.6 132.2Z\"/>",
      "<circle cx=\"100\" cy=\"100\" r=\"66\"/><circle cx=\"100\" cy=\"100\" r=\"64\"/><circle cx=\"100\" cy=\"100\" "
      "r=\"36\"/><circle cx=\"100\" cy=\"100\" r=\"13\"/>",
      "<path d=\"M143 117.8A20.3 20.3 0 0 1 117.8 143A20.3 20.3 0 0 1 82.2 143A20.3 20.3 0 0 1 57 117.8A20.3 20.3 0 0 "
      "1 57 82.2A20.3 20.3 0 0 1 82.2 57A20.3 20.3 0 0 1 117.8 57A20.3 20.3 0 0 1 143 82.2A20.3 20.3 0 0 1 143 "
      "117.8Z\"/>",
      "<circle cx=\"100\" cy=\"100\" r=\"43\" stroke-width=\"7\" stroke-dasharray=\".6 5.03\"/></g></svg>");
  return html;
}

void hero(Html& html, const query::PortalHome& home) {
  html.add("<section class=\"hero\" aria-labelledby=\"hero-h\">", ornament(),
           "<div class=\"wrap\"><h1 id=\"hero-h\">每一件执法决定，<br>查得到，也验得真</h1>",
           "<p>输入两个字就能查：企业名称、决定文号、案由、统一社会信用代码。</p><form class=\"search\" "
           "action=\"/decisions\" method=\"get\" role=\"search\">",
           "<label class=\"hidden\" for=\"q\">查执法决定</label><input id=\"q\" name=\"q\" type=\"search\" "
           "maxlength=\"100\" autocomplete=\"off\" placeholder=\"例如：建材、采矿、〔2026〕38号\"><button "
           "type=\"submit\">搜索</button></form>");
  if (!home.types.empty()) {
    html.add("<p class=\"often\">常查：");
    for (const auto& type : home.types)
      html.add("<a href=\"", url("/decisions?act_type=" + url_part(type.act_type)), "\">",
               text(query::act_type_name(type.act_type)), "</a> ");
    html.add("</p>");
  }
  html.add("</div></section>");
}

void pillar_link(Html& html, std::string_view href, std::string_view name, std::string_view figure) {
  html.add("<li><a href=\"", url(href), "\">", text(name), "</a><span>", text(figure), "</span></li>");
}

std::string entries_of(const query::PortalHome& home, std::string_view list, std::string_view unit) {
  std::int64_t count = 0;
  for (const auto& version : home.lists)
    if (version.list == list) count += version.entries;
  return count == 0 ? std::string("尚未公布") : grouped(count) + std::string(unit);
}

void pillars(Html& html, const PageContext& context, const query::PortalHome& home, const query::PortalFigures& figures) {
  html.add("<div class=\"pillars\"><section><h2>事前公开</h2><p>谁来管、凭什么管、不服找谁。</p><ul>");
  pillar_link(html, "/lists/items", "执法事项清单", entries_of(home, "items", " 项"));
  pillar_link(html, "/lists/officers", "执法人员清单", entries_of(home, "officers", " 人"));
  pillar_link(html, "/lists/recording_matters", "音像记录事项清单", entries_of(home, "recording_matters", " 项"));
  if (context.site.has_laws) pillar_link(html, "/laws", "法律条文", "按施行日期");
  html.add("</ul></section><section><h2>事中公示</h2><p>执法人员上门时，您可以当场核对。</p><ul>");
  pillar_link(html, "/officers", "核验执法证", "随时");
  pillar_link(html, "/help#rights", "当事人有哪些权利", "一页读懂");
  html.add("</ul></section><section><h2>事后公开</h2><p>决定作出后，许可和处罚 7 个工作日内公开。</p><ul>");
  for (const auto& type : home.types)
    pillar_link(html, "/decisions?act_type=" + url_part(type.act_type), query::act_type_name(type.act_type) + "决定",
                grouped(type.live) + " 件");
  if (home.types.size() != 1) pillar_link(html, "/decisions", "全部决定", grouped(home.live) + " 件");
  pillar_link(html, "/answers", "投诉和建议的答复", home.answers == 0 ? std::string("尚未公开") : grouped(home.answers) + " 件");
  pillar_link(html, "/takedowns", "撤下与说明", grouped(home.taken_down) + " 件");
  pillar_link(html, "/takedowns#withheld", "依法不公开的", grouped(figures.withheld) + " 件");
  pillar_link(html, "/data", "开放数据", "CSV、JSON");
  html.add("</ul></section></div>");
}

}  // namespace

std::string home_page(const PageContext& context, const query::PortalHome& home, const query::PortalFigures& figures) {
  Html html;
  hero(html, home);
  html.add("<section class=\"integrity\" aria-label=\"公示日志\"><div class=\"wrap\"><div><strong>公示日志：",
           text(grouped(home.live)), " 条决定在公开，", text(grouped(home.taken_down)),
           " 条已撤下并留有说明，", text(grouped(figures.withheld)), " 条依法不公开</strong><p>");
  if (home.pos > 0)
    html.add("最近一次更新 <time>", text(home.newest.date().text()), "</time>，日志第 ", text(grouped(home.pos)),
             " 条。");
  html.add(
      "每份决定都有编号和证明，撤下的决定会留下说明页，不会消失。</p></div><a class=\"button-line\" "
      "href=\"/check\">自己核对</a></div></section>",
      "<div class=\"wrap page\">");
  pillars(html, context, home, figures);
  html.add(
      "<div class=\"two home\"><section class=\"col-main\" aria-labelledby=\"latest-h\"><h2 "
      "id=\"latest-h\">最新公开</h2>");
  if (home.latest.empty()) {
    html.add("<p class=\"empty\">还没有公开的决定。新的决定公开后会出现在这里。</p>");
  } else {
    html.add("<ul class=\"rows\">");
    for (const auto& row : home.latest) html.add(row_item(row, {}, false));
    html.add("</ul><p class=\"more\"><a href=\"/decisions\">查看全部决定</a></p>");
  }
  html.add(
      "</section><aside class=\"col-side\" aria-label=\"您的权利\"><section class=\"side-block\"><h2>有人上门执法？</h2>",
      "<p>扫描执法证上的二维码，或输入证件编号，马上知道证件此刻是否有效。<strong>不出示证件的，您有权拒绝。</strong></p><p>",
      citation(context, "《行政处罚法》第五十五条第一款", home.newest.date().text()),
      "</p><a class=\"button-line\" href=\"/officers\">核验执法人员</a></section><section class=\"side-block\"><h2>对决定不服</h2>",
      "<p>每份决定的页面都写着向谁申请行政复议、向哪个法院起诉、期限从哪天算起。</p></section>");
  if (context.site.takes_complaints)
    html.add("<section class=\"side-block\"><h2>对执法有意见</h2><p>可以投诉、举报、提建议，不用注册，凭编号和查询码看答复。</p><p><a ",
             "href=\"/complaints\">投诉举报</a>　<a href=\"/complaints/progress\">看进度</a>　<a href=\"/answers\">公开的答复</a></p></section>");
  html.add("</aside></div></div>");
  return framed(context, {"首页", "home", "执法决定公示：查得到，也验得真", true}, html);
}

}  // namespace mingjing::render
