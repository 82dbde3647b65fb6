// What of the system stands on an article: acts and guards of the procedures, limits, documents, the agency's own items.
// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/embedded.h"
#include "domain/cases/guards.h"
#include "domain/cases/procedure.h"
#include "domain/catalog/item.h"
#include "domain/documents/template.h"
#include "http/api/cited_by.h"
#include "law/limits.h"
#include "query/case_counts.h"

namespace mingjing::http::api {
namespace {

constexpr int kItemsMax = 2000;  // an agency has some hundreds

// Whether the text names the article, whatever paragraph or item of it.
class Article {
 public:
  Article(std::string law, int number, int sub) : law_(std::move(law)), number_(number), sub_(sub) {}
  bool in(std::string_view text) const {
    for (const auto& citation : law::find_citations(text)) {
      if (citation.law == law_ && citation.article == number_ && citation.article_sub == sub_) return true;
    }
    return false;
  }

 private:
  std::string law_;
  int number_, sub_;
};

void write_acts(JsonWriter& out, const Article& article) {
  out.key("acts").open_array();
  for (const auto& procedure : cases::procedures()) {
    for (const auto& row : procedure.rows) {
      if (!article.in(row.citation)) continue;
      out.open_object().member("id", cases::to_string(row.act)).member("name", cases::name_zh(row.act));
      if (!row.outcome.empty()) out.member("outcome", row.outcome);
      out.member("citation", row.citation).close_object();
    }
  }
  out.close_array();
}

void write_guards(JsonWriter& out, const Article& article) {
  out.key("guards").open_array();
  for (std::size_t i = 0; i < cases::kGuardCount; ++i) {
    const auto& row = cases::guard_row(static_cast<cases::Guard>(i));
    if (article.in(row.citation)) out.open_object().member("id", row.id).member("citation", row.citation).close_object();
  }
  out.close_array();
}

void write_limits(JsonWriter& out, const Article& article) {
  out.key("limits").open_array();
  for (const auto& rule : law::Limits::built_in().all()) {
    if (!article.in(rule.citation) && !article.in(rule.unit_citation)) continue;
    out.open_object().member("id", rule.id).member("name", rule.name).member("citation", rule.citation).close_object();
  }
  out.close_array();
}

void write_templates(JsonWriter& out, const Article& article) {
  out.key("templates").open_array();
  for (const auto& info : documents::templates()) {
    if (!article.in(info.source) && !article.in(embedded("templates/" + info.id + ".json"))) continue;
    out.open_object().member("id", info.id).member("name", info.name).close_object();
  }
  out.close_array();
}

// Codes of the items that name the article as their basis.
std::vector<std::string> write_items(JsonWriter& out, ports::Reader& reader, AgencyId agency, const Article& article) {
  std::vector<std::string> codes;
  out.key("items").open_array();
  for (const auto& stored : reader.all(agency, ports::kind::item, kItemsMax)) {
    const auto* part = stored.find("item");
    if (part == nullptr) continue;
    bool cited = false;
    for (const auto& line : part->data.items("basis")) cited = cited || (line.as_string() && article.in(*line.as_string()));
    if (!cited) continue;
    codes.push_back(part->data.text("code"));
    out.open_object().member("id", stored.id.text()).member("code", codes.back());
    out.member("name", part->data.text("name")).close_object();
  }
  out.close_array();
  return codes;
}

}  // namespace

Response cited_by(Api& api, const Caller& who, const CitedArticle& wanted) {
  const Article article(wanted.law, wanted.number, wanted.sub);
  JsonWriter out;
  std::vector<std::string> codes;
  api.services.snapshots->read([&](ports::Reader& reader) {
    out = {};
    out.open_object().member("law", wanted.law).member("place", wanted.place);
    write_acts(out, article);
    write_guards(out, article);
    write_limits(out, article);
    write_templates(out, article);
    codes = write_items(out, reader, who.actor.agency, article);
  });
  const bool counts = allow(who, "list_cases", identity::Relation::agency).has_value();
  out.member("cases", counts ? query::cases_of_items(*api.services.database, who.actor.agency, codes) : 0).close_object();
  return ok_json(200, out.take());
}

}  // namespace mingjing::http::api
