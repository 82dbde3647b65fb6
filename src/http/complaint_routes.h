// 投诉举报 at the public edge: the form, its receipt, the progress (CONTRACTS 6). Only adapts: what is kept is the inbox's,
// what is shown is render/portal_complaints.h's. Nothing here needs a script, a cookie or an account.
//
// Order of refusals on a letter: another site's page (403), the flood gate (429), the form of the request (400, 413, 415),
// a trap for machines (answered like a stale form), what is wrong with the content (422, the page again with what was
// typed), the inbox (422, 503).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/time.h"
#include "http/router.h"
#include "inbox/flood_gate.h"
#include "inbox/inbox.h"
#include "query/portal_db.h"
#include "render/portal_site.h"

namespace mingjing::http {

// Everything referred to must outlive the server.
struct ComplaintDoor {
  inbox::Inbox& inbox;
  const render::PortalSite& site;
  const query::PortalDb& portal;
  const Clock& legal_clock;
  const Clock& real_clock;
  std::function<void()> on_letter = {};              // wakes the case server
  inbox::FloodGate::Rate letters = {20, 300, 3'600'000};    // an hour
  inbox::FloodGate::Rate questions = {40, 900, 600'000};   // ten minutes; each costs 15 ms of CPU
};

// /complaints, /complaints/progress
void add_complaint_routes(Router& router, const ComplaintDoor& door);

}  // namespace mingjing::http
