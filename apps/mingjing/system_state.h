// What the administrator of a deployment wants to know of it at a glance.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api/api.h"
#include "mingjing/anchors.h"
#include "mingjing/system.h"
#include "mingjing/witnesses.h"

namespace mingjing::app {

http::api::SystemState system_state(System& system, const Anchors& anchors, const Witnesses& witnesses, Instant started_at);

// DATA/last-backup: when the folder was last backed up. Written after a backup was made whole.
void note_backup(const Options& options, Instant at);

}  // namespace mingjing::app
