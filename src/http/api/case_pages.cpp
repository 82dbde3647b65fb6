// SPDX-License-Identifier: Apache-2.0
#include "http/api/case_pages.h"

namespace mingjing::http::api {

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
