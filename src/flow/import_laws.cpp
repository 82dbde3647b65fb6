// SPDX-License-Identifier: Apache-2.0
#include "flow/import_laws.h"

#include <fmt/format.h>

#include "crypto/hash.h"

namespace mingjing::flow {
namespace {

Json texts(const std::vector<std::string>& lines) {
  Json out(Json::Array{});
  for (const auto& line : lines) out.push(line);
  return out;
}

std::vector<std::string> lines(const Json& data, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& line : data.items(name)) {
    if (const auto* text = line.as_string()) out.push_back(*text);
  }
  return out;
}

Json article_json(const law::StatuteArticle& article) {
  Json paragraphs(Json::Array{});
  for (const auto& p : article.paragraphs) {
    Json items(Json::Array{});
    for (const auto& i : p.items) {
      items.push(Json::object({{"number", i.number}, {"sub_items", texts(i.sub_items)}, {"text", i.text}}));
    }
    paragraphs.push(Json::object({{"items", std::move(items)}, {"text", p.text}}));
  }
  return Json::object({{"headings", texts(article.headings)},
                       {"number", article.number},
                       {"paragraphs", std::move(paragraphs)},
                       {"sub", article.sub}});
}

law::StatuteArticle article_from(const Json& data) {
  law::StatuteArticle out;
  out.number = static_cast<int>(data.integer("number"));
  out.sub = static_cast<int>(data.integer("sub"));
  out.headings = lines(data, "headings");
  for (const auto& p : data.items("paragraphs")) {
    law::StatuteParagraph paragraph;
    paragraph.text = p.text("text");
    for (const auto& i : p.items("items")) {
      paragraph.items.push_back({static_cast<int>(i.integer("number")), i.text("text"), lines(i, "sub_items")});
    }
    out.paragraphs.push_back(std::move(paragraph));
  }
  return out;
}

law::InForceSource source_named(const std::string& name) {
  for (const auto source : {law::InForceSource::known_laws, law::InForceSource::last_article}) {
    if (law::to_string(source) == name) return source;
  }
  return law::InForceSource::presumed;
}

}  // namespace

Result<catalog::Taken> import_law(ports::UnitOfWork& work, const law::StatuteVersion& version) {
  if (work.lookup(ports::kind::law_version, version.title + "/" + version.version_on.text())) {
    return catalog::Taken::unchanged;
  }
  auto aggregate = work.create(ports::kind::law_version, work.new_id());
  const std::string digest = crypto::digest_text(crypto::sha256(version.canonical_text()));
  work.put(aggregate, {"law_version",
                       {},
                       Json::object({{"adoption", texts(version.adoption)},
                                     {"digest", digest},
                                     {"in_force_from", version.in_force_from.text()},
                                     {"in_force_source", law::to_string(version.in_force_source)},
                                     {"short_title", version.short_title},
                                     {"title", version.title},
                                     {"version_on", version.version_on.text()}}),
                       {}});
  for (const auto& article : version.articles) {
    work.put(aggregate, {"article", fmt::format("{:04}-{:02}", article.number, article.sub), article_json(article), {}});
  }
  if (!version.appendix.empty()) {
    work.put(aggregate, {"appendix", {}, Json::object({{"lines", texts(version.appendix)}}), {}});
  }
  work.append(aggregate, {"import_law",
                          Json::object({{"articles", static_cast<std::int64_t>(version.articles.size())},
                                        {"digest", digest},
                                        {"title", version.title},
                                        {"version_on", version.version_on.text()}}),
                          work.now()});
  return catalog::Taken::taken;
}

std::optional<law::StatuteVersion> statute_from_parts(const domain::Parts& parts) {
  const auto* head = domain::find_part(parts, ports::kind::law_version);
  if (head == nullptr) return std::nullopt;
  const auto version_on = Date::parse(head->data.text("version_on"));
  const auto in_force_from = Date::parse(head->data.text("in_force_from"));
  if (!version_on || !in_force_from) return std::nullopt;
  law::StatuteVersion out;
  out.title = head->data.text("title");
  out.short_title = head->data.text("short_title");
  out.version_on = *version_on;
  out.in_force_from = *in_force_from;
  out.in_force_source = source_named(head->data.text("in_force_source"));
  out.adoption = lines(head->data, "adoption");
  for (const auto& part : parts) {  // parts come in the order of their keys, which is that of the articles
    if (part.name == "article") out.articles.push_back(article_from(part.data));
    if (part.name == "appendix") out.appendix = lines(part.data, "lines");
  }
  return out;
}

}  // namespace mingjing::flow
