// `mingjing import recordings DIR [--manifest FILE] [--dry-run]`: what a station for body cameras collected, with a table
// that says which file shows what (domain/evidence/recording_manifest.h). Each row is one act `add_recording` of its own
// transaction; the event names the system, since nobody signed in, and the recording names who recorded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "mingjing/import.h"

namespace mingjing::app {

// `manifest` empty: `manifest.csv` or `清单.csv` in the folder. Taken; unchanged: the case has these very bytes; refused:
// the form of the row, a file that is not there or not in the folder, a case, officer or device unknown, an
// officer who was not assigned to the case, a device that somebody else had, no step of the case that fits, and what the act itself refuses.
Result<std::vector<ImportLine>> import_recordings(System& system, const std::string& folder, const std::string& manifest,
                                                  bool dry_run);

}  // namespace mingjing::app
