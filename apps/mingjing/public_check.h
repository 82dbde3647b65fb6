// What a public page says was checked is checked here: bytes against the log entry, entry against a signed checkpoint.
// Used by the portal of a deployment and by its replicas.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "query/portal_db.h"
#include "render/portal_site.h"
#include "tlog/log_keys.h"

namespace mingjing::app {

// Checkpoints whose signature was found good. One covers many decisions, and a signature costs as much as the rest of
// the page, so each is checked once; the key is every byte of the note. Any number of threads.
class SignedHeads {
 public:
  SignedHeads(tlog::LogKeys keys, std::string origin) : origin_(std::move(origin)), keys_(std::move(keys)) {}
  std::optional<tlog::TreeHead> open(const std::string& note);  // nothing: not signed by the log
  void learn(tlog::LogKeys keys);                               // the log has changed its key

 private:
  static constexpr std::size_t kKept = 5000;  // some 2 MB
  const std::string origin_;
  std::mutex mutex_;  // covers what follows
  tlog::LogKeys keys_;
  std::unordered_map<std::string, tlog::TreeHead> good_;
};

render::Verification verify_publicly(const query::PortalDecision& decision, SignedHeads& heads);
// Of an answer: bytes against the event that published it, event against the entry's commitment, entry against a checkpoint.
render::Verification verify_publicly(const query::PortalAnswer& answer, SignedHeads& heads);

// For PortalOptions: refuses bytes that are not those of their log entry.
query::PortalOptions checked_portal();

}  // namespace mingjing::app
