// Documents that go out under a number 「文号」, and what forms of service say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "flow/act_context.h"
#include "flow/document_facts.h"

namespace mingjing::flow {

// Agency, settings and item behind the documents of a case of the actor's agency.
struct LoadedSource {
  identity::Agency agency;
  Json settings;
  std::optional<catalog::Item> item;
  DocumentSource of(const cases::Case& enforcement_case) const {
    return {enforcement_case, agency, settings, item ? &*item : nullptr};
  }
};
LoadedSource load_source(ports::UnitOfWork& work, const cases::Case& enforcement_case);

// The template's faults for the draft as it is, before any number is taken: one reason a missing item.
std::vector<Reason> document_faults(ActContext& context, std::string_view template_id,
                                    const Json& more = Json(Json::Object{}));

// Takes the next number of the document's own series of the year (澜自然资罚告〔2026〕12号), composes, commits, queues the
// rendering. Title and word 「字号」 are the template's (data/templates, "number_word"), so the numbers of each word run
// without a hole.
Result<DocumentId> issue_document(ActContext& context, std::string_view template_id,
                                  const Json& more = Json(Json::Object{}), std::string_view public_url = {});

}  // namespace mingjing::flow
