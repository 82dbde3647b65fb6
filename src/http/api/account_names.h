// The names of accounts, for timelines. The name of an account never changes, so it is read once in the life of the program and
// a page that is kept need not watch it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/id.h"
#include "ports/reader.h"

namespace mingjing::http::api {

// Thread safe; bounded: begun anew when full.
class AccountNames {
 public:
  // Empty for who is not of the agency.
  std::string of(ports::Reader& reader, AgencyId agency, UserId user);

 private:
  std::mutex mutex_;
  std::map<std::pair<AgencyId, UserId>, std::string> known_;
};

}  // namespace mingjing::http::api
