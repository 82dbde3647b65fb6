// Anchors (CONTRACTS 4): signed checkpoints kept elsewhere, that make a rolled-back or forked log evident.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "mingjing/system.h"

namespace mingjing::app {

// Compares the database's tree with DATA/log/checkpoint and every anchor: a folder that holds a file `checkpoint`, or
// the http:// address of another server's /log/checkpoint. Refused (conflict) in words that say what to do when an
// anchor is larger than the log, or differs at its size, or is not this log's. An anchor that cannot be read is
// reported and passed over: it may be a disk that is not plugged in.
Status check_anchors(System& system, const std::vector<std::string>& anchors);

// Copies the newest checkpoint into every anchor folder, atomically. Never lowers one. What fails is tried again with
// the next checkpoint.
void keep_anchors(System& system, const std::vector<std::string>& anchors);

}  // namespace mingjing::app
