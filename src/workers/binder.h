// Binds the volume of an archived case 「装订案卷」: gathers the pieces, counts their pages, plans the volumes, makes a PDF of
// each, checks what it made (四性检测), and stores it all by digest: PDFs, metadata, the report, the list of digests. Pictures
// and PDFs that people gave us are drawn by the confined child and taken over as pictures; everything else that cannot
// be printed stands in the volume as a slip and in the package as it is.
// The same case gives the same bytes: whatever a crash leaves is stored once more under the same digest.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "domain/cases/case.h"
#include "flow/volume_pieces.h"
#include "ports/content_store.h"
#include "ports/page_drawer.h"
#include "render/document_fonts.h"

namespace mingjing::workers {

struct BinderServices {
  ports::ContentStore& files;
  ports::PageDrawer* pages = nullptr;  // null: a case with pictures or PDFs cannot be bound here
  std::function<void()> still_at_work;  // called every few pages
};

// Slow: a second for a small case, minutes for a thousand pages of evidence. Refusals: unavailable (no drawer, or too busy);
// digest_mismatch (a stored file is missing or altered: nothing is sealed until it is mended); too_large.
Result<cases::Sealing> bind_volume(const BinderServices& services, render::Fonts& fonts, const cases::Case& c,
                                   const archive::VolumeFacts& facts, const std::vector<flow::VolumePiece>& pieces);

}  // namespace mingjing::workers
