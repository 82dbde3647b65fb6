// The frame of every portal page: top band, header, footer; and small shared parts.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "render/portal_pages.h"
#include "search/segment.h"

namespace mingjing::render {
namespace {

Html mirror() {
  Html html;
  html.add(
      R"(<svg class="mark" viewBox="0 0 100 100" aria-hidden="true" focusable="false">)",
      R"(<path class="lobes" d="M88.8 66.1A19 19 0 0 1 66.1 88.8A19 19 0 0 1 33.9 88.8A19 19 0 0 1 11.2 66.1A19 19 0 0 1 11.2 33.9A19 19 0 0 1 33.9 11.2A19 19 0 0 1 66.1 11.2A19 19 0 0 1 88.8 33.9A19 19 0 0 1 88.8 66.1Z"/>)",
      R"(<circle class="face" cx="50" cy="50" r="32.5"/><path class="lobes" d="M50 20.5a29.5 29.5 0 0 1 0 59 36 36 0 0 0 0-59Z"/><circle class="sun" cx="41" cy="50" r="11"/></svg>)");
  return html;
}

void mode_link(Html& html, const PageContext& context, Mode mode, std::string_view name) {
  const std::string href = "/reading?mode=" + std::string(mode_key(mode)) + "&back=" + url_part(context.path);
  html.add("<li><a rel=\"nofollow\" href=\"", url(href), "\"");
  if (mode == context.mode) html.add(" aria-current=\"true\"");
  html.add(">", text(name), "</a></li>");
}

void nav_link(Html& html, std::string_view href, std::string_view name, bool current) {
  html.add("<li><a href=\"", url(href), "\"");
  if (current) html.add(" aria-current=\"page\"");
  html.add(">", text(name), "</a></li>");
}

void top(Html& html, const PageContext& context, const Frame& frame) {
  html.add("<a class=\"skip\" href=\"#main\">跳到正文</a>");
  if (context.site.demo)
    html.add("<p class=\"demo\" role=\"note\"><strong>演示数据</strong>，都是虚构的，没有法律效力。</p>");
  if (!context.site.source_url.empty()) {
    html.add("<p class=\"demo\" role=\"note\"><strong>副本</strong>　",
             text(context.site.source_notice ? context.site.source_notice() : ""), "<a href=\"",
             url(context.site.source_url), "\">来源网站</a></p>");
  }
  html.add("<div class=\"band\"><div class=\"wrap\"><span class=\"band-owner\">政务公开</span>",
           "<nav aria-label=\"阅读方式\"><ul>");
  mode_link(html, context, Mode::standard, "标准");
  mode_link(html, context, Mode::large, "大字版");
  mode_link(html, context, Mode::contrast, "高对比");
  html.add("</ul></nav></div></div><header class=\"head\"><div class=\"wrap\"><a class=\"brand\" href=\"/\">", mirror(),
           "<span><strong>", text(context.site.title), "</strong>");
  if (!context.site.owner.empty()) html.add("<small>", text(context.site.owner), "</small>");
  html.add("</span></a><nav class=\"main-nav\" aria-label=\"主要栏目\"><ul>");
  nav_link(html, "/", "首页", frame.section == "home");
  nav_link(html, "/lists", "事前公开", frame.section == "lists" || frame.section == "laws");
  nav_link(html, "/officers", "事中公示", frame.section == "officers");
  nav_link(html, "/decisions", "事后公开", frame.section == "decisions");
  nav_link(html, "/check", "怎样核对", frame.section == "check");
  if (context.site.takes_complaints) nav_link(html, "/complaints", "投诉举报", frame.section == "complaints");
  nav_link(html, "/help", "帮助", frame.section == "help");
  html.add("</ul></nav><a class=\"toc button-line\" href=\"#links\">目录</a></div></header>");
}

void foot(Html& html, const PageContext& context) {
  html.add("<footer id=\"links\"><div class=\"wrap\"><div class=\"foot-cols\"><div><h2>",
           text(context.site.owner.empty() ? context.site.title : context.site.owner), "</h2>");
  if (!context.site.contact.empty()) html.add("<p>", text(context.site.contact), "</p>");
  html.add("<p>公开的每一份决定都写入公示日志，撤下的会留下说明。</p></div>",
           "<nav aria-labelledby=\"foot-find\"><h2 id=\"foot-find\">查与核对</h2><ul><li><a "
           "href=\"/decisions\">全部决定</a></li><li><a href=\"/lists/items\">执法事项清单</a></li><li><a "
           "href=\"/officers\">核验执法人员</a></li>",
           "<li><a href=\"/check\">怎样核对一份决定</a></li><li><a href=\"/help\">帮助与说明</a></li>");
  if (context.site.takes_complaints)
    html.add("<li><a href=\"/complaints\">投诉举报</a></li><li><a href=\"/complaints/progress\">投诉举报的进度</a></li>");
  html.add("<li><a href=\"/answers\">公开的答复</a></li>");
  if (context.site.has_laws) html.add("<li><a href=\"/laws\">法律条文</a></li>");
  html.add("</ul></nav>",
           "<nav aria-labelledby=\"foot-data\"><h2 id=\"foot-data\">开放数据</h2><ul><li><a "
           "href=\"/data\">能拿到什么</a></li><li><a href=\"/decisions.csv\">全部决定 CSV</a></li>",
           "<li><a href=\"/feed.json\">订阅 JSON Feed</a></li><li><a href=\"/feed.atom\">订阅 Atom</a></li>");
  if (context.site.has_log)
    html.add(context.site.has_log_page ? Html().add("<li><a href=\"/log\">公示日志</a></li>") : Html(),
             "<li><a href=\"/log/vkey\">日志公钥</a></li><li><a href=\"/log/checkpoint\">日志检查点</a></li>");
  html.add(
      "</ul></nav><nav aria-labelledby=\"foot-site\"><h2 id=\"foot-site\">关于本站</h2><ul>",
      "<li><a href=\"/help#privacy\">个人信息怎样保护</a></li><li><a href=\"/help#takedown\">什么情况下会撤下</a></li>",
      "<li><a href=\"/accessibility\">无障碍说明</a></li></ul></nav></div>",
      "<p class=\"foot-note\">由开源系统「明镜」运行 ・ 数据可自由转载，请注明出处</p></div></footer>");
}

}  // namespace

std::string_view mode_key(Mode mode) {
  switch (mode) {
    case Mode::large:
      return "large";
    case Mode::contrast:
      return "contrast";
    case Mode::standard:
      break;
  }
  return "standard";
}

std::optional<Mode> parse_mode(std::string_view key) {
  for (Mode mode : {Mode::standard, Mode::large, Mode::contrast})
    if (key == mode_key(mode)) return mode;
  return std::nullopt;
}

std::string framed(const PageContext& context, const Frame& frame, const Html& main) {
  Html html;
  html.reserve(main.str().size() + 8'000);
  html.add("<!DOCTYPE html>\n<html lang=\"zh-CN\" class=\"mode-", text(mode_key(context.mode)),
           "\"><head><meta charset=\"utf-8\">",
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>", text(frame.title), " - ",
           text(context.site.title), "</title>");
  if (!frame.description.empty()) html.add("<meta name=\"description\" content=\"", text(frame.description), "\">");
  if (!frame.index) html.add("<meta name=\"robots\" content=\"noindex\">");
  html.add(
      "<meta name=\"color-scheme\" content=\"light\"><meta name=\"format-detection\" content=\"telephone=no\">",
      "<link rel=\"stylesheet\" href=\"", url(context.site.css_path),
      "\"><link rel=\"icon\" href=\"/assets/favicon.svg\" type=\"image/svg+xml\">",
      "<link rel=\"alternate\" type=\"application/feed+json\" title=\"最新公开\" href=\"/feed.json\">",
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"最新公开\" href=\"/feed.atom\">");
  if (!frame.script.empty()) html.add("<script src=\"", url(frame.script), "\" defer></script>");
  html.add("</head><body>");
  top(html, context, frame);
  html.add("<main id=\"main\" tabindex=\"-1\">", main, "</main>");
  foot(html, context);
  html.add("</body></html>\n");
  return html.take();
}

Html citation(std::string_view basis, std::string_view href) {
  Html html;
  html.add("<span class=\"law\"><span class=\"ju\" aria-hidden=\"true\">据</span><span class=\"law-text\">");
  if (href.empty()) html.add(text(basis));
  else html.add("<a href=\"", url(href), "\">", text(basis), "</a>");
  html.add("</span></span>");
  return html;
}

Html citation(const PageContext& context, std::string_view basis, std::string_view day) {
  return citation(basis, context.law_address ? context.law_address(basis, day) : std::string());
}

Html seal(std::string_view kind) {
  Html html;
  html.add(
      "<svg class=\"seal\" viewBox=\"0 0 100 100\" aria-hidden=\"true\" focusable=\"false\"><path class=\"seal-lobes\" "
      "d=\"M88.8 66.1A19 19 0 0 1 66.1 88.8A19 19 0 0 1 33.9 88.8A19 19 0 0 1 11.2 66.1A19 19 0 0 1 11.2 33.9A19 19 0 "
      "0 1 33.9 11.2A19 19 0 0 1 66.1 11.2A19 19 0 0 1 88.8 33.9A19 19 0 0 1 88.8 66.1Z\"/><circle class=\"seal-ring\" "
      "cx=\"50\" cy=\"50\" r=\"31\"/>");
  if (kind == "tick") html.add("<path class=\"seal-sign\" d=\"M35 51l11 11 20-23\"/>");
  if (kind == "arrow") html.add("<path class=\"seal-sign\" d=\"M50 32v34M36 53l14 14 14-14\"/>");
  if (kind == "cross") html.add("<path class=\"seal-sign\" d=\"M38 38l24 24M62 38L38 62\"/>");
  if (kind == "question") html.add("<path class=\"seal-sign\" d=\"M41 42a9 9 0 1 1 12 9c-3 1-3 3-3 6M50 66v1\"/>");
  html.add("</svg>");
  return html;
}

Html icon(std::string_view name) {
  Html html;
  html.add("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"");
  if (name == "check") html.add("M2.5 8.5l3.5 3.5 7.5-8");
  if (name == "cross") html.add("M3.5 3.5l9 9M12.5 3.5l-9 9");
  if (name == "down") html.add("M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11");
  if (name == "file") html.add("M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 11h5");
  if (name == "link")
    html.add("M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3 3 0 0 1 3 8.5L4.5 7");
  if (name == "next") html.add("M6 3l5 5-5 5");
  html.add("\"/></svg>");
  return html;
}

Html marked(std::string_view plain, const std::vector<std::string>& words) {
  Html html;
  std::size_t at = 0;
  for (const search::Hit& hit : search::hits(plain, words)) {
    html.add(text(plain.substr(at, hit.begin - at)), "<mark>", text(plain.substr(hit.begin, hit.end - hit.begin)),
             "</mark>");
    at = hit.end;
  }
  html.add(text(plain.substr(at)));
  return html;
}

std::string snippet(std::string_view plain, const std::vector<std::string>& words) {
  constexpr std::size_t kWhole = 90, kBefore = 18, kAround = 60, kParts = 2;
  const auto hits = search::hits(plain, words);
  if (count_chars(plain) <= kWhole) return std::string(plain);
  if (hits.empty()) return first_chars(plain, kWhole) + "…";
  std::string out;
  std::size_t end = 0, parts = 0;  // what is taken so far, in bytes
  for (const search::Hit& hit : hits) {
    if (hit.end <= end) continue;
    if (parts == kParts) break;
    std::size_t begin = hit.begin;
    for (std::size_t n = 0; n < kBefore && begin > end; ++n)
      while (begin > end && (static_cast<unsigned char>(plain[--begin]) & 0xc0) == 0x80) continue;
    if (begin > end) out += "…";
    const std::string part = first_chars(plain.substr(begin), kAround);
    out += part;
    end = begin + part.size();
    ++parts;
  }
  return end < plain.size() ? out + "…" : out;
}

Html row_item(const query::PortalRow& row, const std::vector<std::string>& words, bool with_excerpt) {
  Html html;
  const std::string href = "/decisions/" + url_part(row.id);
  html.add("<li class=\"row\"><h3><a href=\"", url(href), "\">", marked(row.title(), words),
           "</a></h3><p class=\"meta\"><span>", text(query::act_type_name(row.act_type)),
           "</span> <span class=\"nobr\">", text(row.number), "</span> ");
  if (with_excerpt) {
    html.add("<span>", text(row.agency), "</span> <span class=\"nobr\"><time datetime=\"", text(row.decided_on), "\">",
             text(row.decided_on), "</time> 作出</span></p>");
    if (!row.excerpt.empty()) html.add("<p class=\"excerpt\">", marked(snippet(row.excerpt, words), words), "</p>");
    if (!row.result.empty()) html.add("<p class=\"result\"><strong>结论</strong> ", text(row.result), "</p>");
  } else {
    if (!row.result.empty()) html.add("<span>", text(row.result), "</span> ");
    const std::string day = row.published_at.date().text();
    html.add("<span class=\"nobr\"><time datetime=\"", text(day), "\">", text(day), "</time> 公开</span></p>");
  }
  html.add("</li>");
  return html;
}

Html credit_code(std::string_view code) {
  Html html;
  html.add("<span class=\"code\">");
  for (std::size_t at = 0; at < code.size(); at += 4) html.add("<span>", text(code.substr(at, 4)), "</span>");
  html.add("</span>");
  return html;
}

}  // namespace mingjing::render
