// Takes letters from the public inbox into the case database (CONTRACTS 6): opens a letter, makes it a complaint of the
// agency it is meant for in one transaction (flow/complaints.h), then tells the inbox that it is taken. A crash before
// the commit leaves the letter where it was; one after it gives the letter again, and the use case knows it by its id.
// A letter that cannot be opened or read stays, is reported once, and holds up no other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "crypto/seal.h"
#include "db/db.h"
#include "flow/services.h"
#include "inbox/inbox.h"
#include "ports/unit_of_work.h"

namespace mingjing::workers {

struct IntakeServices {
  inbox::Inbox& inbox;
  const crypto::SealKeys& data_keys;
  ports::Commands& commands;
  db::Database& database;  // of the cases: which agency a letter names
  std::function<std::shared_ptr<const flow::Services>()> flow;
  std::function<AgencyId()> root_agency;  // gets what names no agency of this deployment; nil before the set-up
  std::function<ports::Actor(AgencyId)> system_actor;
  std::function<void(const std::string&)> report;
};

class ComplaintIntake {
 public:
  explicit ComplaintIntake(IntakeServices services) : services_(std::move(services)) {}
  // One round: everything that waits now. Returns how many were taken over. Throws Unavailable.
  std::size_t round();

 private:
  Status take(const inbox::Letter& letter);
  AgencyId agency_of(const std::string& uscc);
  IntakeServices services_;
  std::set<std::string> reported_;
};

}  // namespace mingjing::workers
