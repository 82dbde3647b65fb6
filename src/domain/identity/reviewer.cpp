// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/reviewer.h"

namespace mingjing::identity {

Json to_json(const Reviewer& reviewer) {
  Json out = Json::object({{"kind", to_string(reviewer.kind)},
                           {"legal_qualification", reviewer.legal_qualification},
                           {"law_degree", reviewer.law_degree}});
  if (reviewer.first_review_on) out.set("first_review_on", reviewer.first_review_on->text());
  return out;
}

Reviewer reviewer_from(const Json& json) {
  Reviewer out;
  out.kind = parse_reviewer_kind(json.text("kind")).value_or(ReviewerKind::none);
  out.legal_qualification = json.flag("legal_qualification");
  out.law_degree = json.flag("law_degree");
  out.first_review_on = Date::parse(json.text("first_review_on"));
  return out;
}

}  // namespace mingjing::identity
