// SPDX-License-Identifier: Apache-2.0
#include "mingjing/public_check.h"

#include "base/bytes.h"
#include "crypto/hash.h"
#include "tlog/entry.h"
#include "tlog/proof.h"

namespace mingjing::app {

std::optional<tlog::TreeHead> SignedHeads::open(const std::string& note) {
  std::optional<tlog::LogKeys> keys;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = good_.find(note); found != good_.end()) return found->second;
    keys = keys_;
  }
  const auto opened = keys->open(note, origin_);
  if (!opened) return std::nullopt;
  const std::lock_guard lock(mutex_);
  if (good_.size() >= kKept) good_.clear();
  good_.emplace(note, opened->checkpoint.head);
  return opened->checkpoint.head;
}

void SignedHeads::learn(tlog::LogKeys keys) {
  const std::lock_guard lock(mutex_);
  keys_ = std::move(keys);
  good_.clear();
}

namespace {

// Whether what is shown is what its entry stands for; false for an entry of another kind.
using Matches = std::function<bool(const tlog::Entry&)>;

render::Verification verify_entry(const std::string& proof_text, SignedHeads& heads, const Matches& matches) {
  render::Verification out;
  if (proof_text.empty()) return out;
  out.state = render::Verification::State::mismatch;
  const auto proof = tlog::parse_proof(proof_text);
  if (!proof || !proof->extra) return out;
  const auto entry = tlog::parse_entry(*proof->extra);
  if (!entry) return out;
  out.digest_matches = matches(*entry);
  const auto head = heads.open(proof->checkpoint);
  out.in_log = head && tlog::verify_inclusion(proof->index, *head, tlog::leaf_hash(*proof->extra), proof->path);
  if (out.in_log) out.log_size = static_cast<std::int64_t>(head->size);
  if (out.digest_matches && out.in_log) out.state = render::Verification::State::unaltered;
  return out;
}

}  // namespace

render::Verification verify_publicly(const query::PortalDecision& decision, SignedHeads& heads) {
  return verify_entry(decision.proof, heads, [&](const tlog::Entry& entry) {
    const auto* publication = std::get_if<tlog::PublicationEntry>(&entry);
    return publication != nullptr && publication->digest == crypto::sha256(decision.json);
  });
}

render::Verification verify_publicly(const query::PortalAnswer& answer, SignedHeads& heads) {
  return verify_entry(answer.proof, heads, [&](const tlog::Entry& entry) {
    const auto* event = std::get_if<tlog::EventEntry>(&entry);
    const auto salt = from_hex(answer.salt);
    const auto opened = parse_json(answer.event);
    const Json* data = opened ? opened->find("data") : nullptr;
    return event != nullptr && salt && data != nullptr && event->commit == tlog::event_commit(*salt, answer.event) &&
           data->text("digest") == crypto::digest_text(crypto::sha256(answer.json));
  });
}

query::PortalOptions checked_portal() {
  query::PortalOptions options;
  options.digest = [](std::string_view bytes) { return "sha256:" + to_hex(crypto::sha256(bytes)); };
  return options;
}

}  // namespace mingjing::app
