// 查执法决定: search, filters, rows, next page.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

using query::PortalFilter;

void add_param(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += out.empty() ? '?' : '&';
  out += std::string(name) + "=" + url_part(value);
}

std::string address(const PortalFilter& filter, std::string_view path, std::string_view after) {
  std::string query;
  add_param(query, "q", filter.q);
  add_param(query, "agency", filter.agency);
  add_param(query, "act_type", filter.act_type);
  if (filter.from) add_param(query, "from", filter.from->text());
  if (filter.to) add_param(query, "to", filter.to->text());
  if (filter.by_relevance) add_param(query, "order", "relevance");
  add_param(query, "after", after);
  return std::string(path) + query;
}

void option(Html& html, std::string_view value, std::string_view name, std::string_view chosen) {
  html.add("<option value=\"", text(value), "\"");
  if (value == chosen) html.add(" selected");
  html.add(">", text(name), "</option>");
}

void filters(Html& html, const PortalFilter& filter, const std::vector<query::PortalAgency>& agencies) {
  const int chosen =
      !filter.agency.empty() + !filter.act_type.empty() + filter.from.has_value() + filter.to.has_value();
  html.add("<details class=\"filters\"");
  if (chosen > 0) html.add(" open");
  html.add("><summary>筛选");
  if (chosen > 0) html.add("（已选 ", chosen, " 项）");
  html.add(
      "</summary><div class=\"filter-body\"><div class=\"field\"><label for=\"act_type\">执法类别</label><select "
      "id=\"act_type\" name=\"act_type\">");
  option(html, "", "全部类别", filter.act_type);
  for (const auto& [key, name] : query::act_types()) option(html, key, name, filter.act_type);
  html.add(
      "</select></div><div class=\"field\"><label for=\"agency\">执法机关</label><select id=\"agency\" "
      "name=\"agency\">");
  option(html, "", "全部机关", filter.agency);
  for (const auto& agency : agencies) option(html, agency.uscc, agency.name, filter.agency);
  html.add(
      "</select></div><fieldset><legend>作出日期</legend><div class=\"field\"><label for=\"from\">从</label><input "
      "id=\"from\" name=\"from\" inputmode=\"numeric\" maxlength=\"10\" autocomplete=\"off\" "
      "aria-describedby=\"date-hint\" value=\"",
      text(filter.from ? filter.from->text() : ""),
      "\"></div><div class=\"field\"><label for=\"to\">到</label><input id=\"to\" name=\"to\" inputmode=\"numeric\" "
      "maxlength=\"10\" autocomplete=\"off\" aria-describedby=\"date-hint\" value=\"",
      text(filter.to ? filter.to->text() : ""),
      "\"></div><p id=\"date-hint\" class=\"hint\">写作 2026-01-20，可以只写 2026 或 2026-01</p></fieldset>",
      "<button type=\"submit\" class=\"button\">应用筛选</button></div></details>");
}

void order_links(Html& html, const PortalFilter& filter) {
  if (filter.q.empty()) return;
  PortalFilter other = filter;
  html.add("<nav class=\"order\" aria-label=\"排序\">排序 ");
  other.by_relevance = false;
  html.add("<a href=\"", url(address(other, "/decisions", "")), "\"");
  if (!filter.by_relevance) html.add(" aria-current=\"true\"");
  other.by_relevance = true;
  html.add(">最新在前</a> <a href=\"", url(address(other, "/decisions", "")), "\"");
  if (filter.by_relevance) html.add(" aria-current=\"true\"");
  html.add(">最相关</a></nav>");
}

void chips(Html& html, const PortalFilter& filter, const std::vector<query::PortalAgency>& agencies) {
  if (filter.agency.empty() && filter.act_type.empty() && !filter.from && !filter.to) return;
  html.add("<ul class=\"chips\" aria-label=\"已选的筛选条件\">");
  const auto chip = [&](std::string_view name, auto drop) {
    PortalFilter rest = filter;
    drop(rest);
    html.add("<li><a href=\"", url(address(rest, "/decisions", "")), "\">", text(name),
             "<span class=\"hidden\">，去掉这个条件</span>", icon("cross"), "</a></li>");
  };
  if (!filter.act_type.empty())
    chip(query::act_type_name(filter.act_type), [](PortalFilter& f) { f.act_type.clear(); });
  if (!filter.agency.empty()) {
    std::string name = filter.agency;
    for (const auto& agency : agencies)
      if (agency.uscc == filter.agency) name = agency.name;
    chip(name, [](PortalFilter& f) { f.agency.clear(); });
  }
  if (filter.from) chip(filter.from->text() + " 起", [](PortalFilter& f) { f.from.reset(); });
  if (filter.to) chip(filter.to->text() + " 止", [](PortalFilter& f) { f.to.reset(); });
  PortalFilter none;
  none.q = filter.q;
  html.add("<li><a class=\"clear\" href=\"", url(address(none, "/decisions", "")), "\">全部清除</a></li></ul>");
}

std::string found(const query::PortalPage& page, const PortalFilter& filter) {
  if (filter.plain()) return "全部决定 " + grouped(page.count) + " 件";
  if (page.count == query::kPortalCountUnknown) return filter.after.empty() ? "搜索结果" : "搜索结果（接上一页）";
  if (page.count > query::kPortalCountMax) return "找到 " + std::to_string(query::kPortalCountMax) + " 件以上";
  return "找到 " + std::to_string(page.count) + " 件";
}

}  // namespace

std::string list_page(const PageContext& context, const query::PortalPage& page, const PortalFilter& filter,
                      const std::vector<query::PortalAgency>& agencies, const std::string& problem) {
  Html html;
  html.add(
      "<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
      "决定</nav><h1>查执法决定</h1>");
  if (!problem.empty())
    html.add("<div class=\"error-box\" role=\"alert\"><h2>有一处要改</h2><p><a href=\"#from\">", text(problem),
             "</a></p></div>");
  html.add(
      "<form action=\"/decisions\" method=\"get\" role=\"search\" class=\"list-form\"><div class=\"search big\"><label "
      "class=\"hidden\" for=\"q\">企业名称、决定文号、案由、统一社会信用代码</label>",
      "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"100\" autocomplete=\"off\" value=\"", text(filter.q),
      "\"><button type=\"submit\">搜索</button></div>");
  if (filter.by_relevance) html.add("<input type=\"hidden\" name=\"order\" value=\"relevance\">");
  html.add("<div class=\"list-grid\"><div class=\"list-side\">");
  filters(html, filter, agencies);
  html.add("</div><section class=\"list-main\" aria-labelledby=\"found-h\"><div class=\"found\"><h2 id=\"found-h\">",
           text(found(page, filter)), "</h2>");
  order_links(html, filter);
  html.add("</div>");
  chips(html, filter, agencies);
  if (page.rows.empty()) {
    html.add("<div class=\"empty\"><p>没有查到", text(filter.q.empty() ? "" : "“" + filter.q + "”"),
             "。</p><p>可以少写几个字，两个字也能查；也可以去掉筛选条件。</p><p><a "
             "href=\"/decisions\">看全部决定</a></p></div>");
  } else {
    html.add("<ul class=\"rows\">");
    for (const auto& row : page.rows) html.add(row_item(row, page.words, true));
    html.add("</ul>");
  }
  html.add("<div class=\"pager\"><p>");
  if (!page.rows.empty()) html.add("本页 ", static_cast<int>(page.rows.size()), " 件");
  html.add("</p>");
  if (!page.next.empty())
    html.add("<a class=\"button-line\" rel=\"next\" href=\"", url(address(filter, "/decisions", page.next)),
             "\">下一页 ", icon("next"), "</a>");
  html.add("</div><p class=\"quiet\">把这次查询带走：<a href=\"", url(address(filter, "/decisions.csv", "")),
           "\">CSV</a></p></section></div></form></div>");
  return framed(context,
                {filter.q.empty() ? "查执法决定" : "查“" + filter.q + "”", "decisions",
                 "按企业名称、决定文号、案由查执法决定", filter.plain()},
                html);
}

}  // namespace mingjing::render
