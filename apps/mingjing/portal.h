// The portal of a deployment: its own database, following the log, and the site over it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "mingjing/system.h"
#include "mingjing/witnesses.h"
#include "query/portal_db.h"
#include "render/portal_site.h"
#include "workers/publisher.h"

namespace mingjing::app {

class Portal {
 public:
  explicit Portal(System& system);
  query::PortalDb& db() { return *db_; }
  workers::Publisher& publisher() { return *publisher_; }
  // `base_url`: https://host, for feeds and QR codes. Those of the log outlive the site; null: no witnesses, no /log.
  std::unique_ptr<render::PortalSite> site(std::string base_url, const Witnesses* witnesses = nullptr,
                                           const LogBoard* board = nullptr);

 private:
  System& system_;
  std::unique_ptr<query::PortalDb> db_;
  std::unique_ptr<workers::Publisher> publisher_;
};

}  // namespace mingjing::app
