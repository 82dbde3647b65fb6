// Case pages kept in memory: the parsed case by version, and the page as one person last saw it. A kept page is used
// only while every aggregate it was made from has the version it had (one statement), and for a minute at most, since
// lights change with the day. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/cases/case.h"
#include "flow/read_unit.h"

namespace mingjing::http::api {

struct CasePage {
  std::shared_ptr<const std::string> json;
  std::int64_t version = 0;
  std::vector<flow::Seen> seen;  // all of one agency; empty: not to be kept
  std::int64_t minute = 0;       // of the legal clock
};

// Least recently used out first. Thread safe.
class CasePages {
 public:
  explicit CasePages(std::size_t capacity = 4096) : capacity_(capacity) {}
  std::shared_ptr<const CasePage> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const CasePage> page);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const CasePage> page;
  };
  std::mutex mutex_;
  const std::size_t capacity_;
  std::list<Entry> order_;  // newest use first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace mingjing::http::api
