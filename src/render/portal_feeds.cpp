// SPDX-License-Identifier: Apache-2.0
#include "render/portal_feeds.h"

#include "base/json.h"
#include "base/text.h"

namespace mingjing::render {
namespace {

std::string page_of(const Site& site, const query::PortalRow& row) {
  return site.base_url + "/decisions/" + url_part(row.id);
}

std::string summary(const query::PortalRow& row) {
  return query::act_type_name(row.act_type) + "　" + row.number + "　" + row.result;
}

// U+FFFE and U+FFFF are well-formed UTF-8 but no XML.
std::string xml(std::string_view value) {
  std::string out;
  append_text(out, value);
  for (const char* forbidden : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
    for (std::size_t at = 0; (at = out.find(forbidden, at)) != std::string::npos;) out.replace(at, 3, "\xef\xbf\xbd");
  return out;
}

}  // namespace

std::string xml_text(std::string_view value) { return xml(value); }

std::string json_feed(const Site& site, const std::string& here, const std::vector<query::PortalRow>& rows) {
  JsonWriter out;
  out.open_object()
      .member("version", "https://jsonfeed.org/version/1.1")
      .member("title", site.title + "：最新公开的决定");
  out.member("home_page_url", site.base_url + "/")
      .member("feed_url", here)
      .member("language", "zh-CN");
  out.key("items").open_array();
  for (const auto& row : rows) {
    out.open_object().member("id", page_of(site, row)).member("url", page_of(site, row)).member("title", row.title());
    out.member("content_text", summary(row)).member("date_published", row.published_at.text());
    out.key("authors").open_array().open_object().member("name", row.agency).close_object().close_array();
    out.key("tags").open_array().value(query::act_type_name(row.act_type)).close_array();
    out.key("attachments")
        .open_array()
        .open_object()
        .member("url", page_of(site, row) + ".json")
        .member("mime_type", "application/json")
        .close_object()
        .close_array();
    out.close_object();
  }
  out.close_array().close_object();
  return out.take();
}

std::string atom_feed(const Site& site, const std::string& here, const std::vector<query::PortalRow>& rows,
                      Instant updated) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"zh-CN\"><title>";
  out += xml(site.title) + "：最新公开的决定</title><id>" + xml(here) + "</id><updated>" + updated.text() +
         "</updated>";
  out += "<author><name>" + xml(site.owner.empty() ? site.title : site.owner) + "</name></author>";
  out += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" + xml(here) +
         "\"/><link href=\"" + xml(site.base_url) + "/\"/>\n";
  for (const auto& row : rows) {
    const std::string page = xml(page_of(site, row)), at = row.published_at.text();
    out += "<entry><title>" + xml(row.title()) + "</title><id>" + page + "</id><link href=\"" + page +
           "\"/><published>" + at + "</published><updated>" + at + "</updated><author><name>" + xml(row.agency) +
           "</name></author><category term=\"" + xml(row.act_type) + "\" label=\"" +
           xml(query::act_type_name(row.act_type)) + "\"/><summary>" + xml(summary(row)) + "</summary></entry>\n";
  }
  return out + "</feed>\n";
}

std::string sitemap(const Site& site, const Addresses& decisions, const std::optional<Addresses>& answers) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const char* path : {"/", "/lists", "/lists/items", "/lists/officers", "/officers", "/decisions", "/answers", "/takedowns", "/data", "/check", "/help", "/accessibility"})
    if (answers) out += "<url><loc>" + xml(site.base_url + path) + "</loc></url>\n";
  const auto add = [&](std::string_view base, const Addresses& rows) {
    for (const auto& [id, day] : rows)
      out += "<url><loc>" + xml(site.base_url + std::string(base) + url_part(id)) + "</loc><lastmod>" + xml(day) + "</lastmod></url>\n";
  };
  if (answers) add("/answers/", *answers);
  add("/decisions/", decisions);
  return out + "</urlset>\n";
}

std::string sitemap_index(const Site& site, const std::vector<std::int64_t>& parts) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const std::int64_t part : parts)
    out += "<sitemap><loc>" + xml(site.base_url + "/sitemap/" + std::to_string(part) + ".xml") + "</loc></sitemap>\n";
  return out + "</sitemapindex>\n";
}

std::string robots(const Site& site) {
  if (site.demo) return "User-agent: *\nDisallow: /\n";
  return "User-agent: *\nDisallow: /reading\nDisallow: /decisions?\nDisallow: /api/\nDisallow: /workbench/\nSitemap: " +
         site.base_url + "/sitemap.xml\n";
}

void append_csv_cell(std::string& out, std::string_view value) {
  out += '"';
  const std::string_view seen = trim(value);
  if (!seen.empty() &&
      (seen[0] == '=' || seen[0] == '+' || seen[0] == '-' || seen[0] == '@' || value[0] == '\t' || value[0] == '\r' ||
       seen.starts_with("＝") || seen.starts_with("＋") || seen.starts_with("－") || seen.starts_with("＠")))
    out += '\'';
  for (char c : value) {
    if (c == '\0') continue;
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string csv_head() {
  return "\xef\xbb\xbf编号,决定文号,执法机关,统一社会信用代码（机关）,执法类别,执法对象,案由,执法结论,作出日期,"
         "公开日期,网址\r\n";
}

void append_csv_row(std::string& out, const Site& site, const query::PortalRow& row) {
  const std::string cells[] = {row.id,
                               row.number,
                               row.agency,
                               row.agency_uscc,
                               query::act_type_name(row.act_type),
                               row.party,
                               row.cause,
                               row.result,
                               row.decided_on,
                               row.published_at.date().text(),
                               page_of(site, row)};
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) out += ',';
    first = false;
    append_csv_cell(out, cell);
  }
  out += "\r\n";
}

}  // namespace mingjing::render
