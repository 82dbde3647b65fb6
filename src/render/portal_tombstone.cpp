// 撤下说明: what is left of a decision after its takedown. No party, no facts, not in title or metadata either.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

void step(Html& html, std::string_view day, std::string_view what, bool last = false) {
  if (day.empty()) return;
  html.add("<li");
  if (last) html.add(" class=\"end\"");
  html.add("><time>", text(day), "</time><p>", text(what), "</p></li>");
}

void kept(Html& html) {
  html.add(
      "<section aria-labelledby=\"kept-h\"><h2 id=\"kept-h\">还能看到什么</h2><div "
      "class=\"kept\"><div><h3>保留</h3><ul>");
  for (const char* what :
       {"文号、执法机关、执法类别", "作出、公开、撤下的日期", "撤下的原因和依据", "在公示日志中的位置"})
    html.add("<li>", icon("check"), "<span>", text(what), "</span></li>");
  html.add("</ul></div><div class=\"gone\"><h3>已移除</h3><ul>");
  for (const char* what : {"当事人名称和代码", "违法事实和决定书正文", "PDF、数据和搜索摘要"})
    html.add("<li>", icon("cross"), "<span>", text(what), "</span></li>");
  html.add("</ul></div></div></section>");
}

}  // namespace

std::string tombstone_page(const PageContext& context, const query::PortalTombstone& t) {
  Html html;
  html.add(
      "<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › <a "
      "href=\"/decisions\">决定</a> › 撤下说明</nav>",
      "<div class=\"two\"><div class=\"col-main\"><h1><span class=\"nobr\">", text(t.number),
      "</span></h1><div class=\"tomb\">", seal("arrow"), "<div><h2>这个决定已撤下</h2><p>", text(t.agency), "于 ",
      text(t.taken_down_on), " 撤下原文，并在这里说明：", text(query::takedown_reason_name(t.reason)), "。</p>");
  if (!t.citation.empty()) html.add("<p>", citation(t.citation), "</p>");
  html.add("</div></div>");
  if (!t.reason_text.empty())
    html.add("<section aria-labelledby=\"why-h\"><h2 id=\"why-h\">为什么撤下</h2><p>", text(t.reason_text),
             "</p></section>");
  if (!t.replaced_by.empty())
    html.add("<section aria-labelledby=\"new-h\"><h2 id=\"new-h\">现在看哪一份</h2><p>已公开更正后的决定：<a href=\"",
             url("/decisions/" + url_part(t.replaced_by)), "\">看更正后的决定</a></p></section>");
  kept(html);
  html.add("<section aria-labelledby=\"course-h\"><h2 id=\"course-h\">经过</h2><ol class=\"timeline\">");
  step(html, t.decided_on, "作出决定");
  step(html, t.published_on, "公开");
  step(html, t.taken_down_on, "撤下", true);
  html.add(
      "</ol></section></div><aside class=\"col-side\" aria-label=\"存证\"><section class=\"panel\" "
      "aria-labelledby=\"log-h\"><div class=\"panel-head\">",
      seal("arrow"), "<div><h2 id=\"log-h\">撤下也留有存证</h2><p>没有留下空号</p></div></div><ul class=\"checks\">");
  if (t.published_pos > 0)
    html.add("<li>", icon("check"), "<div><strong>第 ", text(grouped(t.published_pos)), " 条：公开</strong><p>",
             text(t.published_on), "</p></div></li>");
  html.add("<li>", icon("check"), "<div><strong>第 ", text(grouped(t.pos)), " 条：撤下</strong><p>",
           text(t.taken_down_on), "，指向本机关第 ", text(grouped(t.seq)),
           " 号</p></div></li><li>", icon("check"),
           "<div><strong>两条记录都在日志里</strong><p>谁也不能让一件决定悄悄消失</p></div></li></ul><div "
           "class=\"panel-foot\"><p>如果您保存过原来的证明文件，它仍能证明：这份决定当时公开过。</p>");
  if (!t.proof.empty())
    html.add("<a class=\"button-line\" href=\"", url("/decisions/" + url_part(t.id) + ".tlog-proof"), "\" download>",
             icon("down"), "下载撤下证明</a>");
  html.add(
      "</div></section><section class=\"side-block\"><h2>相关</h2><ul class=\"links\"><li><a "
      "href=\"/takedowns\">全部撤下与说明</a></li><li><a href=\"/help#takedown\">什么情况下会撤下</a></li><li><a "
      "href=\"/check\">怎样核对</a></li></ul></section></aside></div></div>");
  return framed(context, {"决定已撤下：" + t.number, "decisions", "", false}, html);
}

namespace {

// Every decision ends as published or as withheld on a ground of the closed list; these are the latter (CONTRACTS 3).
void withheld(Html& html, const query::PortalFigures& figures) {
  html.add("<section aria-labelledby=\"withheld\"><h2 id=\"withheld\">依法不公开的</h2><p>每一件决定要么公开，要么按法律列明的理由不公开，"
           "都在公示日志里占一个连续的序号。</p>");
  if (figures.withheld == 0) html.add("<p class=\"empty\">没有依法不公开的决定。</p>");
  html.add("<dl class=\"facts\">");
  for (const auto& ground : figures.grounds) {
    html.add("<div><dt>", text(ground.name), "</dt><dd>", text(grouped(ground.count)), " 件");
    constexpr std::string_view kBetween = "；";
    for (std::string_view rest = ground.citation; !rest.empty();) {
      const auto end = rest.find(kBetween);
      html.add("<span class=\"line\">", citation(rest.substr(0, end)), "</span>");
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + kBetween.size());
    }
    html.add("</dd></div>");
  }
  html.add("</dl></section>");
}

}  // namespace

std::string takedowns_page(const PageContext& context, const query::PortalTakedowns& page,
                           const std::optional<query::PortalFigures>& figures) {
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › <a "
           "href=\"/decisions\">事后公开</a> › 撤下与说明</nav><h1>撤下与说明</h1><p class=\"lead\">撤下的决定不会消失：文号、日期、原因和日志里的位置都在。</p>");
  if (page.rows.empty()) html.add("<p class=\"empty\">没有撤下的决定。</p>");
  html.add("<ul class=\"rows wide\">");
  for (const auto& t : page.rows)
    html.add("<li class=\"row\"><h2><a class=\"nobr\" href=\"", url("/decisions/" + url_part(t.id)), "\">", text(t.number),
             "</a></h2><p class=\"meta\"><span>", text(query::act_type_name(t.act_type)), "</span> <span>", text(t.agency),
             "</span> <span class=\"nobr\"><time>", text(t.taken_down_on), "</time> 撤下</span></p><p class=\"result\">",
             text(query::takedown_reason_name(t.reason)), "</p></li>");
  html.add("</ul>");
  if (!page.next.empty())
    html.add("<nav class=\"pager\" aria-label=\"翻页\"><span></span><a class=\"button-line\" rel=\"next\" href=\"",
             url("/takedowns?after=" + url_part(page.next)), "\">下一页 ", icon("next"), "</a></nav>");
  html.add("<p><a href=\"/help#takedown\">什么情况下会撤下</a></p>");
  if (figures) withheld(html, *figures);
  html.add("</div>");
  return framed(context, {"撤下与说明", "decisions", "撤下的决定和原因", true}, html);
}

}  // namespace mingjing::render
