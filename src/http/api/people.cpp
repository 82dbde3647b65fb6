// SPDX-License-Identifier: Apache-2.0
#include "http/api/people.h"

#include "query/versions.h"

namespace mingjing::http::api {
namespace {

constexpr int kPagesMax = 400;  // of 50 people each: more than any agency has

// Every one of a kind in the agency, page by page.
template <class Visit>
void each_of(Api& api, AgencyId agency, std::string_view kind, Visit visit) {
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    const auto list = query::list_aggregates(*api.services.database, agency, kind, after);
    for (const auto& row : list.rows) {
      if (auto data = parse_json(row.data)) visit(row.id, std::move(*data));
    }
    if (list.next.empty()) return;
    after = list.next;
  }
}

}  // namespace

People people_of(Api& api, AgencyId agency) {
  People out;
  each_of(api, agency, ports::kind::officer, [&](const std::string& id, Json data) {
    out.officers.emplace(id, identity::officer_from_parts(*OfficerId::parse(id), {{"officer", {}, std::move(data), {}}}));
  });
  each_of(api, agency, ports::kind::user, [&](const std::string& id, Json data) {
    const auto user = identity::user_from_parts(*UserId::parse(id), {{"user", {}, std::move(data), {}}});
    if (user.status != identity::UserStatus::active) return;
    out.supervisors += user.roles.has(identity::Role::supervisor) ? 1 : 0;
    if (!user.roles.has(identity::Role::legal_reviewer)) return;
    Reviewing one{id, user.name, user.unit, user.reviewer.value_or(identity::Reviewer{})};
    if (const auto at = user.officer ? out.officers.find(user.officer->text()) : out.officers.end();
        !user.reviewer && at != out.officers.end()) {
      one.profile = identity::reviewer_of(at->second);
    }
    out.reviewers.push_back(std::move(one));
  });
  return out;
}

}  // namespace mingjing::http::api
