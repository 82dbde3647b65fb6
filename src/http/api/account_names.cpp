// SPDX-License-Identifier: Apache-2.0
#include "http/api/account_names.h"

#include "domain/identity/user.h"

namespace mingjing::http::api {
namespace {

constexpr std::size_t kMost = 20'000;

}  // namespace

std::string AccountNames::of(ports::Reader& reader, AgencyId agency, UserId user) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find({agency, user}); found != known_.end()) return found->second;
  }
  const auto stored = reader.load(agency, ports::kind::user, user.uuid());
  if (!stored) return {};
  auto name = identity::user_from_parts(user, stored->parts).name;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMost) known_.clear();
  known_.insert_or_assign({agency, user}, name);
  return name;
}

}  // namespace mingjing::http::api
