// SPDX-License-Identifier: Apache-2.0
#include "render/portal_laws.h"

#include "base/text.h"
#include "law/numerals.h"
#include "search/segment.h"

namespace mingjing::render {
namespace {

constexpr std::size_t kHits = 50;

std::string address_of(const query::StoredStatute& statute, const law::StatuteArticle* article = nullptr) {
  return "/laws/" + statute.id.text() + (article == nullptr ? "" : "#a" + query::article_name(*article));
}

void search_form(Html& html, const std::string& q, Date on) {
  html.add("<form class=\"search\" action=\"/laws\" method=\"get\" role=\"search\"><label class=\"hidden\" for=\"q\">查法律条文</label>",
           "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"100\" autocomplete=\"off\" placeholder=\"例如：听证、没收违法所得\" value=\"",
           text(q), "\"><input type=\"hidden\" name=\"on\" value=\"", text(on.text()),
           "\"><button type=\"submit\">搜索</button></form><p>按 ", text(on.text()), " 施行的版本。</p>");
}

void hits(Html& html, const query::Statutes& statutes, const std::string& q, Date on) {
  const auto found = statutes.search(q, on, kHits + 1);
  if (found.empty()) {
    html.add("<p class=\"lead\">没有一条同时写有这些词。请用两个字以上的词，或者换一种说法。</p>");
    return;
  }
  const auto words = search::words(q);
  html.add("<ol class=\"rows\">");
  for (std::size_t i = 0; i < found.size() && i < kHits; ++i) {
    const auto& hit = found[i];
    html.add("<li><h2><a href=\"", url(address_of(*hit.statute, hit.article)), "\">《", text(hit.statute->text.short_title),
             "》", text(hit.article->place()), "</a></h2><p>", marked(first_chars(hit.article->text(), 160), words),
             "</p></li>");
  }
  html.add("</ol>");
  if (found.size() > kHits) html.add("<p>只列出前 50 条，请再加一个词。</p>");
}

void article(Html& html, const law::StatuteArticle& a) {
  html.add("<section id=\"a", text(query::article_name(a)), "\"><h3>", text(a.place()), "</h3>");
  for (const auto& paragraph : a.paragraphs) {
    html.add("<p>", text(paragraph.text), "</p>");
    if (paragraph.items.empty()) continue;
    html.add("<ul class=\"plain\">");
    for (const auto& item : paragraph.items) {
      html.add("<li>", "（", text(law::to_chinese(item.number)), "）", text(item.text));
      for (const auto& sub : item.sub_items) html.add("<br>", text(sub));
      html.add("</li>");
    }
    html.add("</ul>");
  }
  html.add("</section>");
}

void versions(Html& html, const query::Statutes& statutes, const query::StoredStatute& shown) {
  html.add("<h2>各次版本</h2><ul>");
  for (const auto& other : statutes.all()) {
    if (other.text.short_title != shown.text.short_title) continue;
    html.add("<li>");
    if (other.id == shown.id) html.add("<strong>", text(other.text.version_on.text()), " 版（本页）</strong>");
    else html.add("<a href=\"", url(address_of(other)), "\">", text(other.text.version_on.text()), " 版</a>");
    html.add("，", text(other.text.in_force_from.text()), " 起施行");
    if (other.until) html.add("，到 ", text(other.until->text()), " 止");
    html.add("</li>");
  }
  html.add("</ul>");
}

}  // namespace

std::string laws_page(const PageContext& context, const query::Statutes& statutes, const std::string& q, Date on) {
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › 法律条文</nav>",
           "<h1>法律条文</h1><p class=\"lead\">本站决定所依据的法律、法规、规章，按施行日期查。</p>");
  if (statutes.all().empty()) {
    html.add("<p>本站还没有录入法律文本。决定里写明的条文，请到国家法律法规数据库（flk.npc.gov.cn）查阅。</p></div>");
    return framed(context, {"法律条文", "laws", "", true}, html);
  }
  search_form(html, q, on);
  if (!q.empty()) {
    hits(html, statutes, q, on);
  } else {
    html.add("<ul>");
    for (const auto& statute : statutes.all()) {
      if (!statute.in_force_on(on)) continue;
      html.add("<li><a href=\"", url(address_of(statute)), "\">", text(statute.text.title), "</a>（",
               text(statute.text.in_force_from.text()), " 起施行）</li>");
    }
    html.add("</ul>");
  }
  html.add("<p>这里的文本供查阅。有出入的，以公布的标准文本为准。</p></div>");
  return framed(context, {q.empty() ? "法律条文" : q + "：法律条文", "laws", "", q.empty()}, html);
}

std::string law_page(const PageContext& context, const query::Statutes& statutes, const query::StoredStatute& statute) {
  const auto& law = statute.text;
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
           "<a href=\"/laws\">法律条文</a> › ", text(law.short_title), "</nav><h1>", text(law.title), "</h1><p class=\"lead\">",
           text(law.version_on.text()), " 版，", text(law.in_force_from.text()), " 起施行");
  if (law.in_force_source == law::InForceSource::presumed) html.add("「推定」");
  if (statute.until) html.add("，到 ", text(statute.until->text()), " 止");
  html.add("。</p>");
  for (const auto& line : law.adoption) html.add("<p>", text(line), "</p>");
  versions(html, statutes, statute);
  std::vector<std::string> under;
  for (const auto& a : law.articles) {
    if (a.headings != under && !a.headings.empty()) html.add("<h2>", text(a.headings.back()), "</h2>");
    under = a.headings;
    article(html, a);
  }
  for (const auto& line : law.appendix) html.add("<p>", text(line), "</p>");
  html.add("</div>");
  return framed(context, {law.title + "（" + law.version_on.text() + "）", "laws", "", true}, html);
}

std::string law_address(const query::Statutes& statutes, std::string_view text, Date on) {
  const auto citations = law::find_citations(text);
  if (citations.empty()) return {};
  const auto& first = citations.front();
  const auto* statute = statutes.in_force(first.law, on);
  if (statute == nullptr) return {};
  return address_of(*statute, first.article == 0 ? nullptr : statute->text.find(first.article, first.article_sub));
}

}  // namespace mingjing::render
