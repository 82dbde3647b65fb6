// SPDX-License-Identifier: Apache-2.0
#include "query/statutes.h"

#include <algorithm>
#include <tuple>

#include "search/segment.h"

namespace mingjing::query {
namespace {

const db::Statement kParts{
    "statute_parts",
    "SELECT p.aggregate_id, p.name, p.data FROM shared_aggregate a JOIN shared_part p ON p.agency_id = a.agency_id AND "
    "p.aggregate_id = a.id WHERE a.agency_id = $1 AND a.kind = 'law_version' ORDER BY p.agency_id, p.aggregate_id, p.name, "
    "p.part_key"};

std::vector<std::string> lines(const Json& data, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& line : data.items(name)) {
    if (const auto* text = line.as_string()) out.push_back(*text);
  }
  return out;
}

law::StatuteArticle read_article(const Json& data) {
  law::StatuteArticle out;
  out.number = static_cast<int>(data.integer("number"));
  out.sub = static_cast<int>(data.integer("sub"));
  out.headings = lines(data, "headings");
  for (const auto& p : data.items("paragraphs")) {
    law::StatuteParagraph paragraph{p.text("text"), {}};
    for (const auto& i : p.items("items")) {
      paragraph.items.push_back({static_cast<int>(i.integer("number")), i.text("text"), lines(i, "sub_items")});
    }
    out.paragraphs.push_back(std::move(paragraph));
  }
  return out;
}

void read_part(law::StatuteVersion& out, std::string_view name, const Json& data) {
  if (name == "article") out.articles.push_back(read_article(data));
  if (name == "appendix") out.appendix = lines(data, "lines");
  if (name != "law_version") return;
  out.title = data.text("title");
  out.short_title = data.text("short_title");
  out.version_on = Date::parse(data.text("version_on")).value_or(Date());
  out.in_force_from = Date::parse(data.text("in_force_from")).value_or(Date());
  out.adoption = lines(data, "adoption");
  for (const auto source : {law::InForceSource::known_laws, law::InForceSource::last_article, law::InForceSource::presumed}) {
    if (law::to_string(source) == data.text("in_force_source")) out.in_force_source = source;
  }
}

bool names(const law::StatuteVersion& text, std::string_view title) {
  return text.short_title == title || text.title == title;
}

}  // namespace

std::string article_name(const law::StatuteArticle& article) {
  return std::to_string(article.number) + (article.sub == 0 ? "" : "-" + std::to_string(article.sub));
}

Statutes Statutes::load(db::Transaction& tx, AgencyId root, const law::KnownLaws& known) {
  Statutes out;
  tx.each(kParts, {root.text()}, [&](const db::Row& row) {
    const auto id = Uuid::parse(row.text(0));
    const auto data = parse_json(row.text(2), {.depth = 32, .bytes = 1 << 24, .values = 1'000'000});
    if (!id || !data) return true;  // `verify` says so
    if (out.statutes_.empty() || out.statutes_.back().id != *id) out.statutes_.push_back({*id, {}, {}});
    read_part(out.statutes_.back().text, row.text(1), *data);
    return true;
  });
  auto& all = out.statutes_;
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.text.short_title, a.text.in_force_from, a.text.version_on) <
           std::tie(b.text.short_title, b.text.in_force_from, b.text.version_on);
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i + 1 < all.size() && all[i + 1].text.short_title == all[i].text.short_title) {
      all[i].until = all[i + 1].text.in_force_from - 1;
    }
    const auto* version = known.find(all[i].text.short_title, all[i].text.version_on);
    if (version != nullptr && version->in_force_until && (!all[i].until || *version->in_force_until < *all[i].until)) {
      all[i].until = version->in_force_until;
    }
  }
  return out;
}

const StoredStatute* Statutes::in_force(std::string_view title, Date on) const {
  for (auto statute = statutes_.rbegin(); statute != statutes_.rend(); ++statute) {
    if (names(statute->text, title) && statute->in_force_on(on)) return &*statute;
  }
  return nullptr;
}

std::optional<std::string> Statutes::text_of(const law::Citation& citation, Date on) const {
  const auto* statute = in_force(citation.law, on);
  return statute == nullptr ? std::nullopt : statute->text.text_of(citation);
}

std::vector<StatuteHit> Statutes::search(std::string_view query, Date on, std::size_t limit) const {
  const auto words = search::words(query);
  std::vector<StatuteHit> out;
  if (words.empty()) return out;
  for (const auto& statute : statutes_) {
    if (!statute.in_force_on(on)) continue;
    for (const auto& article : statute.text.articles) {
      const std::string text = article.text();
      const bool all = std::all_of(words.begin(), words.end(),
                                   [&](const auto& word) { return text.find(word) != std::string::npos; });
      if (!all) continue;
      out.push_back({&statute, &article});
      if (out.size() == limit) return out;
    }
  }
  return out;
}

}  // namespace mingjing::query
