// The people of an agency as lists and figures want them: its officers, and the accounts that may review.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/identity/officer.h"
#include "domain/identity/user.h"
#include "http/api/core.h"

namespace mingjing::http::api {

struct Reviewing {
  std::string id, name;
  UnitId unit;
  identity::Reviewer profile;
};

struct People {
  std::map<std::string, identity::Officer> officers;  // by id
  std::vector<Reviewing> reviewers;                   // active accounts with the role
  std::int64_t supervisors = 0;                       // likewise
};
// Reads all of them, page by page.
People people_of(Api& api, AgencyId agency);

}  // namespace mingjing::http::api
