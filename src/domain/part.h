// How a domain aggregate is stored: as named parts. A case is the part `case`, one part `party` a party, one part
// `officer` an officer, and so on; each part is a JSON object of its own with a digest of its own, so that `verify`
// can say which one was edited behind the program's back, and a new field needs no migration.
// Rules: data holds strings, booleans, arrays, objects and integers below 2^53 only (it is digested in canonical form);
// personal identifiers (citizen number, telephone, bank account, home address, health) go into `secrets`, never `data`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace mingjing::domain {

struct Part {
  std::string name;                            // e.g. "party"
  std::string key;                             // unique within the name; empty for a part that stands once
  Json data;
  std::map<std::string, std::string> secrets;  // plain text here; encrypted at rest, digested as salted commitments
  bool operator==(const Part&) const = default;
};

using Parts = std::vector<Part>;

// The parts of an aggregate as values that are cheap to copy: copies share them until one is changed. Of one thread.
class SharedParts {
 public:
  SharedParts() : parts_(std::make_shared<Parts>()) {}
  SharedParts(Parts parts) : parts_(std::make_shared<Parts>(std::move(parts))) {}  // NOLINT: parts are shared parts
  operator const Parts&() const { return *parts_; }                               // NOLINT: and the other way round
  Parts::const_iterator begin() const { return parts_->begin(); }
  Parts::const_iterator end() const { return parts_->end(); }
  std::size_t size() const { return parts_->size(); }
  bool empty() const { return parts_->empty(); }
  const Part& operator[](std::size_t i) const { return (*parts_)[i]; }
  // To be changed: nobody else's any more.
  Parts& own() {
    if (parts_.use_count() > 1) parts_ = std::make_shared<Parts>(*parts_);
    return *parts_;
  }

 private:
  std::shared_ptr<Parts> parts_;  // never null
};

inline const Part* find_part(const Parts& parts, std::string_view name, std::string_view key = {}) {
  for (const auto& part : parts) {
    if (part.name == name && part.key == key) return &part;
  }
  return nullptr;
}

}  // namespace mingjing::domain
