// 查执法决定: search, filters, rows, next page.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "query/amount_bands.h"
#include "render/portal_filter.h"
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

using query::PortalFilter;

constexpr std::size_t kAgenciesShown = 8;

template <class List, class Value>
bool holds(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Counts are those of the whole portal, so they stand there only while nothing else narrows the list.
void box(Html& html, std::string_view field, std::string_view value, std::string_view name, bool chosen,
         std::int64_t live, bool counted) {
  html.add("<label class=\"check\"><input type=\"checkbox\" name=\"", text(field), "\" value=\"", text(value), "\"");
  if (chosen) html.add(" checked");
  html.add("><span>", text(name), "</span>");
  if (counted) html.add("<small>", text(grouped(live)), "<span class=\"hidden\"> 件</span></small>");
  html.add("</label>");
}

void legend(Html& html, std::string_view name) { html.add("<fieldset><legend>", text(name), "</legend>"); }

void agency_boxes(Html& html, const PortalFilter& filter, const query::PortalFacets& facets) {
  if (facets.agencies.empty()) return;
  legend(html, "执法机关");
  std::size_t shown = 0;
  bool folded = false;
  for (const auto& agency : facets.agencies) {
    const bool chosen = holds(filter.agencies, agency.uscc);
    if (shown == kAgenciesShown && !folded) {
      folded = true;
      html.add("<details><summary>其他 ", static_cast<int>(facets.agencies.size() - shown), " 个机关</summary>");
    }
    box(html, "agency", agency.uscc, agency.name, chosen, agency.live, filter.plain());
    if (!folded) ++shown;
  }
  if (folded) html.add("</details>");
  html.add("</fieldset>");
}

void day_field(Html& html, std::string_view id, std::string_view name, const std::optional<Date>& day,
               const Asked& asked) {
  html.add("<div class=\"field\"><label for=\"", text(id), "\">", text(name), "</label><input id=\"", text(id),
           "\" name=\"", text(id),
           "\" inputmode=\"numeric\" maxlength=\"10\" autocomplete=\"off\" aria-describedby=\"date-hint\"");
  if (asked.field == id) html.add(" aria-invalid=\"true\"");
  html.add(" value=\"", text(day ? day->text() : ""), "\"></div>");
}

void filters(Html& html, const Asked& asked, const query::PortalFacets& facets) {
  const PortalFilter& filter = asked.filter;
  html.add("<details class=\"filters\" id=\"filters\"><summary>筛选");
  if (filter.chosen() > 0) html.add("（已选 ", static_cast<int>(filter.chosen()), " 项）");
  html.add("</summary><div class=\"filter-body\">");
  legend(html, "执法类别");
  for (const auto& type : facets.types)
    box(html, "act_type", type.act_type, query::act_type_name(type.act_type), holds(filter.act_types, type.act_type),
        type.live, filter.plain());
  html.add("</fieldset>");
  agency_boxes(html, filter, facets);
  legend(html, "作出年份");
  for (const auto& year : facets.years) {
    const bool chosen =
        std::any_of(filter.years.begin(), filter.years.end(), [&](int y) { return std::to_string(y) == year.key; });
    box(html, "year", year.key, year.key + " 年", chosen, year.live, filter.plain());
  }
  html.add("</fieldset>");
  legend(html, "作出日期");
  day_field(html, "from", "从", filter.from, asked);
  day_field(html, "to", "到", filter.to, asked);
  html.add("<p id=\"date-hint\" class=\"hint\">写作 2026-01-20，可以只写 2026 或 2026-10</p></fieldset>");
  legend(html, "罚没金额");
  for (const auto& band : facets.amounts)
    box(html, "amount", band.key, query::amount_band(band.key)->name, holds(filter.amounts, band.key), band.live,
        filter.plain());
  html.add("</fieldset><button type=\"submit\" class=\"button\">应用筛选</button></div></details>");
}

void order_links(Html& html, const PortalFilter& filter) {
  if (filter.q.empty()) return;
  PortalFilter other = filter;
  html.add("<nav class=\"order\" aria-label=\"排序\">排序 ");
  other.by_relevance = false;
  html.add("<a href=\"", url(address_of(other, "/decisions")), "\"");
  if (!filter.by_relevance) html.add(" aria-current=\"true\"");
  other.by_relevance = true;
  html.add(">最新在前</a> <a href=\"", url(address_of(other, "/decisions")), "\"");
  if (filter.by_relevance) html.add(" aria-current=\"true\"");
  html.add(">最相关</a></nav>");
}

void chips(Html& html, const PortalFilter& filter, const query::PortalFacets& facets) {
  if (filter.chosen() == 0) return;
  html.add("<ul class=\"chips\" aria-label=\"已选的筛选条件\">");
  const auto chip = [&](std::string_view name, auto drop) {
    PortalFilter rest = filter;
    drop(rest);
    html.add("<li><a href=\"", url(address_of(rest, "/decisions")), "\">", text(name),
             "<span class=\"hidden\">，去掉这个条件</span>", icon("cross"), "</a></li>");
  };
  for (const auto& key : filter.act_types)
    chip(query::act_type_name(key), [&](PortalFilter& f) { std::erase(f.act_types, key); });
  for (const auto& uscc : filter.agencies) {
    const auto agency = std::find_if(facets.agencies.begin(), facets.agencies.end(),
                                     [&](const query::PortalAgency& one) { return one.uscc == uscc; });
    chip(agency == facets.agencies.end() ? uscc : agency->name, [&](PortalFilter& f) { std::erase(f.agencies, uscc); });
  }
  for (const int year : filter.years)
    chip(std::to_string(year) + " 年", [&](PortalFilter& f) { std::erase(f.years, year); });
  for (const auto& key : filter.amounts) {
    const auto* band = query::amount_band(key);
    chip(band == nullptr ? key : band->name, [&](PortalFilter& f) { std::erase(f.amounts, key); });
  }
  if (filter.from) chip(filter.from->text() + " 起", [](PortalFilter& f) { f.from.reset(); });
  if (filter.to) chip(filter.to->text() + " 止", [](PortalFilter& f) { f.to.reset(); });
  PortalFilter none;
  none.q = filter.q;
  none.by_relevance = filter.by_relevance;
  html.add("<li><a class=\"clear\" href=\"", url(address_of(none, "/decisions")), "\">全部清除</a></li></ul>");
}

std::string found(const query::PortalPage& page, const PortalFilter& filter) {
  if (filter.plain()) return "全部决定 " + grouped(page.count) + " 件";
  if (page.count == query::kPortalCountUnknown) return filter.after.empty() ? "搜索结果" : "搜索结果（接上一页）";
  if (page.count > query::kPortalCountMax) return "找到 " + grouped(query::kPortalCountMax) + " 件以上";
  return "找到 " + grouped(page.count) + " 件";
}

// What to do when nothing was found: fewer filters, fewer words, everything.
void nothing_found(Html& html, const query::PortalPage& page, const PortalFilter& filter) {
  html.add("<div class=\"empty\"><p><strong>", text(filter.chosen() > 0 ? "所选的条件里没有查到" : "没有查到"),
           text(filter.q.empty() ? "决定" : "“" + filter.q + "”"), "</strong>。</p>");
  if (!filter.q.empty() && page.words.empty()) {
    html.add("<p>这里面没有可以查的字。请输入汉字、字母或者数字，两个字就能查。</p>");
  } else {
    html.add("<p>可以试试：</p>");
  }
  html.add("<ul class=\"plain\">");
  if (!filter.q.empty() && filter.chosen() > 0) {
    PortalFilter words;
    words.q = filter.q;
    html.add("<li><a href=\"", url(address_of(words, "/decisions")), "\">去掉筛选条件再查</a></li>");
  }
  if (page.words.size() > 1) {
    html.add("<li>只查其中一个词：");
    for (const auto& word : page.words) {
      PortalFilter one = filter;
      one.q = word;
      one.after.clear();
      html.add("<a href=\"", url(address_of(one, "/decisions")), "\">", text(word), "</a> ");
    }
    html.add("</li>");
  } else if (!page.words.empty()) {
    html.add("<li>少写几个字，企业名称、案由里的两个字就能查</li>");
  }
  html.add("<li><a href=\"/decisions\">看全部决定</a></li></ul>");
  if (!filter.q.empty())
    html.add("<p class=\"quiet\">已经撤下、依法不予公示的决定查不到。<a href=\"/help\">哪些决定会公示</a></p>");
  html.add("</div>");
}

void pager(Html& html, const query::PortalPage& page, const PortalFilter& filter) {
  html.add("<nav class=\"pager\" aria-label=\"翻页\"><p>");
  const int rows = static_cast<int>(page.rows.size());
  if (rows > 0) {
    html.add("第 ", text(grouped(page.offset + 1)), "–", text(grouped(page.offset + rows)), " 件");
    if (page.count >= 0 && page.count <= query::kPortalCountMax) html.add("，共 ", page.count, " 件");
  }
  html.add("</p><p>");
  if (!filter.after.empty())
    html.add("<a class=\"first\" href=\"", url(address_of(filter, "/decisions")), "\">回到第一页</a> ");
  if (!page.next.empty())
    html.add("<a class=\"button-line\" rel=\"next\" href=\"", url(address_of(filter, "/decisions", page.next)),
             "\">下一页 ", icon("next"), "</a>");
  html.add("</p></nav>");
}

void take_along(Html& html, PortalFilter filter) {
  filter.by_relevance = false;
  html.add("<p class=\"quiet take\">把这次查询带走：<a href=\"", url(address_of(filter, "/decisions.csv")),
           "\">CSV</a> ・ <a href=\"", url(address_of(filter, "/feed.json")), "\">JSON</a> ・ <a href=\"",
           url(address_of(filter, "/feed.atom")), "\">用 RSS 订阅这组条件</a></p>");
}

std::string_view field_id(const Asked& asked) {
  return asked.field == "from" || asked.field == "to" ? std::string_view(asked.field)
         : asked.field == "q"                         ? "q"
                                                      : "filters";
}

}  // namespace

std::string list_page(const PageContext& context, const query::PortalPage& page, const Asked& asked,
                      const query::PortalFacets& facets) {
  const PortalFilter& filter = asked.filter;
  Html html;
  html.add(
      "<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
      "决定</nav><h1>查执法决定</h1>");
  if (!asked.problem.empty())
    html.add("<div class=\"error-box\" role=\"alert\"><h2>有一处要改</h2><p><a href=\"#", text(field_id(asked)), "\">",
             text(asked.problem), "</a>。</p></div>");
  html.add(
      "<form action=\"/decisions\" method=\"get\" role=\"search\" class=\"list-form\"><div class=\"search big\"><label "
      "class=\"hidden\" for=\"q\">企业名称、决定文号、案由、统一社会信用代码</label>",
      "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"100\" autocomplete=\"off\"");
  if (asked.field == "q") html.add(" aria-invalid=\"true\"");
  html.add(" value=\"", text(filter.q), "\"><button type=\"submit\">搜索</button></div>");
  if (filter.by_relevance) html.add("<input type=\"hidden\" name=\"order\" value=\"relevance\">");
  html.add("<div class=\"list-grid\"><div class=\"list-side\">");
  filters(html, asked, facets);
  html.add("</div><section class=\"list-main\" aria-labelledby=\"found-h\"><div class=\"found\"><h2 id=\"found-h\">",
           text(asked.problem.empty() ? found(page, filter) : "还没有查"), "</h2>");
  order_links(html, filter);
  html.add("</div>");
  chips(html, filter, facets);
  if (!asked.problem.empty()) {
    html.add("<div class=\"empty\"><p>改好上面说的一处，再按“搜索”。<a href=\"/decisions\">看全部决定</a></p></div>");
  } else if (page.rows.empty()) {
    nothing_found(html, page, filter);
  } else {
    html.add("<ul class=\"rows\">");
    for (const auto& row : page.rows) html.add(row_item(row, page.words, true));
    html.add("</ul>");
  }
  if (!page.rows.empty()) {
    pager(html, page, filter);
    take_along(html, filter);
  }
  html.add("</section></div></form></div>");
  return framed(context,
                {filter.q.empty() ? "查执法决定" : "查“" + filter.q + "”", "decisions",
                 "按企业名称、决定文号、案由查执法决定", filter.plain()},
                html);
}

}  // namespace mingjing::render
