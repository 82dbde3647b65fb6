// SPDX-License-Identifier: Apache-2.0
#include "flow/official_documents.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "domain/documents/document_model.h"
#include "domain/documents/template.h"

namespace mingjing::flow {
namespace {

// The officers who act, else all who handle the case.
Json handlers(const ActContext& context) {
  const auto& acting = context.input.officers;
  Json out(Json::Array{});
  for (const auto& o : context.draft.officers) {
    const bool acts = std::any_of(acting.begin(), acting.end(), [&](const auto& a) { return a.id == o.id; });
    if (acts || acting.empty()) out.push(Json::object({{"name", o.name}, {"certificate", o.certificate_no}}));
  }
  return out;
}

Json facts_for(ActContext& context, const LoadedSource& loaded, std::string_view number, std::string_view public_url,
               const Json& more) {
  Json facts = document_facts(loaded.of(context.draft), context.on(), number, public_url);
  facts.set("handlers", handlers(context));
  for (const auto& [name, value] : *more.as_object()) facts.set(name, value);
  return facts;
}

}  // namespace

LoadedSource load_source(ports::UnitOfWork& work, const cases::Case& enforcement_case) {
  const AgencyId id = work.actor().agency;
  const auto stored = work.load(ports::kind::agency, id.uuid());
  MJ_CHECK(stored.has_value());
  LoadedSource out{identity::agency_from_parts(id, stored->parts), settings_of(stored->parts), {}};
  if (const auto item_id = ItemId::parse(enforcement_case.item.id)) {
    if (const auto item = work.load(ports::kind::item, item_id->uuid())) {
      out.item = catalog::item_from_parts(*item_id, item->parts);
    }
  }
  return out;
}

std::vector<Reason> document_faults(ActContext& context, std::string_view template_id, const Json& more) {
  const auto loaded = load_source(context.work, context.draft);
  const auto composed = documents::compose(template_id, facts_for(context, loaded, "〔0〕0号", {}, more));
  if (composed) return {};
  return composed.error().reasons.empty()
             ? std::vector<Reason>{{"document", composed.error().message, {}, composed.error().field}}
             : composed.error().reasons;
}

Result<DocumentId> issue_document(ActContext& context, std::string_view template_id, const Json& more,
                                  std::string_view public_url) {
  const auto info = documents::find_template(template_id);
  MJ_CHECK(info.has_value() && !info->number_word.empty());
  const auto loaded = load_source(context.work, context.draft);
  const int year = context.on().year();
  const std::int64_t n = context.work.take_number(fmt::format("{}/{}", template_id, year));
  const std::string number = documents::document_number(loaded.agency.document_prefix + info->number_word, year, n);
  const Json facts = facts_for(context, loaded, number, public_url, more);
  context.event_data.set("number", number);
  return make_document(context, template_id, info->name, number, facts);
}

}  // namespace mingjing::flow
