// SPDX-License-Identifier: Apache-2.0
#include "mingjing/portal.h"

#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/identity/agency.h"
#include "tlog/entry.h"
#include "tlog/proof.h"

namespace mingjing::app {
namespace {

// Checkpoints whose signature was found good. One covers many decisions, and a signature costs as much as the rest of
// the page, so each is checked once; the key is every byte of the note.
class SignedHeads {
 public:
  SignedHeads(tlog::NoteVerifier key, std::string origin) : key_(std::move(key)), origin_(std::move(origin)) {}

  std::optional<tlog::TreeHead> open(const std::string& note) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = good_.find(note); found != good_.end()) return found->second;
    }
    const auto opened = tlog::open_checkpoint(note, key_, origin_);
    if (!opened) return std::nullopt;
    const std::lock_guard lock(mutex_);
    if (good_.size() >= kKept) good_.clear();
    good_.emplace(note, opened->checkpoint.head);
    return opened->checkpoint.head;
  }

 private:
  static constexpr std::size_t kKept = 5000;  // some 2 MB
  const tlog::NoteVerifier key_;
  const std::string origin_;
  std::mutex mutex_;
  std::unordered_map<std::string, tlog::TreeHead> good_;
};

// What the page says was checked is checked here: bytes against the entry, entry against the signed checkpoint.
render::Verification verify(const query::PortalDecision& decision, SignedHeads& heads) {
  render::Verification out;
  if (decision.proof.empty()) return out;
  out.state = render::Verification::State::mismatch;
  const auto proof = tlog::parse_proof(decision.proof);
  if (!proof || !proof->extra) return out;
  const auto entry = tlog::parse_entry(*proof->extra);
  if (!entry) return out;
  const auto* publication = std::get_if<tlog::PublicationEntry>(&*entry);
  if (publication == nullptr) return out;
  out.digest_matches = publication->digest == crypto::sha256(decision.json);
  const auto head = heads.open(proof->checkpoint);
  out.in_log = head && tlog::verify_inclusion(proof->index, *head, tlog::leaf_hash(*proof->extra), proof->path);
  if (out.in_log) out.log_size = static_cast<std::int64_t>(head->size);
  if (out.digest_matches && out.in_log) out.state = render::Verification::State::unaltered;
  return out;
}

}  // namespace

Portal::Portal(System& system) : system_(system) {
  query::PortalOptions options;
  options.digest = [](std::string_view bytes) { return "sha256:" + to_hex(crypto::sha256(bytes)); };
  db_ = std::make_unique<query::PortalDb>((system.options().data / "portal.db").string(), options);
  publisher_ = std::make_unique<workers::Publisher>(system.database(), system.tiles(), *db_);
}

std::unique_ptr<render::PortalSite> Portal::site(std::string base_url) {
  render::Site site;
  site.base_url = std::move(base_url);
  site.demo = system_.is_demo();
  if (const auto stored = system_.directory().agency(system_.root_agency())) {
    const auto agency = identity::agency_from_parts(system_.root_agency(), stored->parts);
    site.owner = agency.name;
    site.contact = agency.address + (agency.telephone.empty() ? "" : "　电话 " + agency.telephone);
  }
  render::PortalSources sources;
  sources.file = [this](const std::string& sha256) -> std::shared_ptr<const std::string> {
    const auto file = system_.files().open("sha256:" + sha256);
    if (!file) return nullptr;
    return std::make_shared<const std::string>(file->read(0, file->size()));
  };
  if (auto key = tlog::NoteVerifier::parse(system_.vkey())) {
    auto heads = std::make_shared<SignedHeads>(std::move(*key), system_.origin());
    sources.verify = [heads](const query::PortalDecision& decision) { return verify(decision, *heads); };
  }
  sources.statutes = [this] { return system_.statutes(); };
  sources.today = [this] { return system_.clock().today(); };
  return std::make_unique<render::PortalSite>(*db_, site, std::move(sources));
}

}  // namespace mingjing::app
