// SPDX-License-Identifier: Apache-2.0
#include "mingjing/portal.h"

#include "domain/identity/agency.h"
#include "mingjing/public_check.h"

namespace mingjing::app {

Portal::Portal(System& system) : system_(system) {
  db_ = std::make_unique<query::PortalDb>((system.options().data / "portal.db").string(), checked_portal());
  publisher_ = std::make_unique<workers::Publisher>(system.database(), system.tiles(), *db_);
}

std::unique_ptr<render::PortalSite> Portal::site(std::string base_url, const Witnesses* witnesses, const LogBoard* board) {
  render::Site site;
  site.base_url = std::move(base_url);
  site.demo = system_.is_demo();
  site.takes_complaints = true;
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
  if (tlog::NoteVerifier::parse(system_.vkey())) {
    auto heads = std::make_shared<SignedHeads>(system_.log_keys(), system_.origin());
    sources.verify = [heads, witnesses](const query::PortalDecision& decision) {
      auto out = verify_publicly(decision, *heads);
      if (witnesses != nullptr && out.in_log) out.witnesses = witnesses->of_proof(decision.proof);
      return out;
    };
    sources.verify_answer = [heads](const query::PortalAnswer& answer) { return verify_publicly(answer, *heads); };
  }
  if (witnesses != nullptr) sources.proof = [witnesses](const std::string& stored) { return witnesses->proof(stored); };
  if (board != nullptr) sources.log = [board] { return board->view(); };
  sources.statutes = [this] { return system_.statutes(); };
  sources.now = [this] { return system_.clock().now(); };
  return std::make_unique<render::PortalSite>(*db_, site, std::move(sources));
}

}  // namespace mingjing::app
