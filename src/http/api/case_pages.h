// Case pages kept in memory, each as one person last saw it. A kept page is used only while every aggregate it was made
// from has the version it had (the statement that looks at the session tells), and for a minute at most, since lights
// change with the day. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "ports/actor.h"

namespace mingjing::http::api {

struct CasePage {
  std::shared_ptr<const std::string> json;
  std::int64_t version = 0;
  std::vector<Uuid> seen;  // what it was made from, all of the reader's agency; empty: not to be kept
  std::vector<std::int64_t> versions;
  std::int64_t minute = 0;  // of the legal clock
};

struct CaseShown {
  CaseId id;
  bool allowed_only = false;  // `?acts=allowed`
};
// What the page shows depends on the person (roles, unit, officer) as on the case.
std::string case_page_key(const ports::Actor& actor, const CaseShown& shown);

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
