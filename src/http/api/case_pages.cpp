// SPDX-License-Identifier: Apache-2.0
#include "http/api/case_pages.h"

namespace mingjing::http::api {

std::string case_page_key(const ports::Actor& actor, const CaseShown& shown) {
  std::string key;
  key.reserve(64 + identity::kRoles.size() + 1);
  for (const auto* id : {&shown.id.uuid(), &actor.user.uuid(), &actor.unit.uuid(), &actor.officer.uuid()}) {
    key.append(reinterpret_cast<const char*>(id->bytes().data()), id->bytes().size());
  }
  for (const auto& role : identity::kRoles) key += actor.roles.has(role.role) ? '1' : '0';
  key += shown.allowed_only ? 'b' : 'a';
  return key;
}

std::shared_ptr<const CasePage> CasePages::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->page;
}

void CasePages::keep(const std::string& key, std::shared_ptr<const CasePage> page) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    found->second->page = std::move(page);
    order_.splice(order_.begin(), order_, found->second);
    return;
  }
  order_.push_front({key, std::move(page)});
  by_key_[key] = order_.begin();
  if (order_.size() > capacity_) {
    by_key_.erase(order_.back().key);
    order_.pop_back();
  }
}

}  // namespace mingjing::http::api
