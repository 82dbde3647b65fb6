// Documents as PDF in the geometry of GB/T 9704-2012 「党政机关公文格式」: A4, type area 156 × 225 mm, 22 lines of 28
// characters, red head and rule, page numbers, place of seal and date, QR code to the public page.
// The same model and faces give the same bytes: the creation date is the document's own. Text stays text (subsets of
// TrueType faces with Unicode maps), so it can be searched, copied and read aloud; what masking removed is not in the
// file. Metadata hold the title, number and agency, never a person.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "domain/documents/document_model.h"
#include "render/document_fonts.h"

namespace mingjing::render {

struct RenderedPdf {
  std::string bytes;
  int pages = 0;
  std::vector<std::string> missing_glyphs;  // 「字（U+5B57）」; drawn as boxes, so the caller warns before issuing
};

// Refuses: unavailable (cairo could not write), invalid (a table without columns, a text beyond any reason).
// Slow (some 10 ms): never inside a transaction.
Result<RenderedPdf> render_pdf(const documents::DocumentModel& model, Fonts& fonts);

// Several documents in one file, each from a page of its own and with its own page numbers, each a bookmark. `title` is
// the file's. Refuses invalid also for none.
Result<RenderedPdf> render_pdf(const std::vector<documents::DocumentModel>& models, const std::string& title,
                               Fonts& fonts);

}  // namespace mingjing::render
