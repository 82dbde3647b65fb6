// SPDX-License-Identifier: Apache-2.0
#include "mingjing/portal.h"

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/identity/agency.h"
#include "tlog/entry.h"
#include "tlog/proof.h"

namespace mingjing::app {
namespace {

// What the page says was checked is checked here: bytes against the entry, entry against the signed checkpoint.
render::Verification verify(const query::PortalDecision& decision, const std::string& vkey, const std::string& origin) {
  render::Verification out;
  out.state = render::Verification::State::mismatch;
  const auto proof = tlog::parse_proof(decision.proof);
  const auto key = tlog::NoteVerifier::parse(vkey);
  if (!key || decision.proof.empty()) {
    out.state = render::Verification::State::unchecked;
    return out;
  }
  if (!proof || !proof->extra) return out;
  const auto entry = tlog::parse_entry(*proof->extra);
  if (!entry) return out;
  const auto* publication = std::get_if<tlog::PublicationEntry>(&*entry);
  if (publication == nullptr) return out;
  out.digest_matches = publication->digest == crypto::sha256(decision.json);
  const auto checked = tlog::verify_proof(*proof, *proof->extra, {*key, origin, {}, 0});
  out.in_log = checked.has_value();
  if (checked) out.log_size = static_cast<std::int64_t>(checked->checkpoint.head.size);
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
  sources.verify = [vkey = system_.vkey(), origin = system_.origin()](const query::PortalDecision& decision) {
    return verify(decision, vkey, origin);
  };
  return std::make_unique<render::PortalSite>(*db_, site, std::move(sources));
}

}  // namespace mingjing::app
