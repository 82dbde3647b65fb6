// What goes into the volume of a case: every form that can be made, every document that was issued, every piece of evidence.
// Only reads. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/archive/volume.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct VolumePiece {
  archive::Piece piece;
  documents::DocumentModel model;  // of evidence: the slip that says what it is
  // The file behind it, for the package; empty digest: none.
  std::string sha256, file_name, media_type;
  std::string sm3;  // of that file, in the SM profile
  std::int64_t size = 0;
  bool altered = false;  // the text of a document is not the one that was committed
  bool to_draw = false;  // a picture or a PDF somebody gave us: its pages follow the slip
};

// Throws Unavailable when the committed text of a document is missing.
std::vector<VolumePiece> volume_pieces(ports::UnitOfWork& work, const cases::Case& c, const archive::VolumeFacts& facts);

// Ids of the recordings whose files do not go into the package: kept for six months only, or destroyed already. The volume has
// their slips.
std::vector<std::string> left_out(const cases::Case& c);

// The job of sealing writes what it bound into the case: part `sealing`, event `volume_sealed`, which names the digest of the
// list of digests. Refusals: not_found; invalid (not archived); conflict (sealed already).
Status seal_volume(ports::UnitOfWork& work, CaseId id, const cases::Sealing& sealing);
inline constexpr std::string_view kVolumeSealed = "volume_sealed";

}  // namespace mingjing::flow
