// Documents as PDF in the geometry of GB/T 9704-2012 「党政机关公文格式」: A4, type area 156 × 225 mm, 22 lines of 28
// characters, red head and rule, page numbers, place of seal and date, QR code to the public page.
// The same model and faces give the same bytes: the creation date is the document's own. Text stays text (subsets of
// TrueType faces with Unicode maps), so it can be searched, copied and read aloud; what masking removed is not in the
// file. Metadata hold the title, number and agency, never a person.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
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

// How many pages a document fills. Refuses as render_pdf.
Result<int> count_pages(const documents::DocumentModel& model, Fonts& fonts);

// A bound volume 「案卷」: sheets without a number in front and behind, pieces with the volume's own page numbers in the upper
// outer corner between them, each piece a bookmark. A piece is a document, and after it pictures of pages, asked for one
// by one as JPEG; what is no JPEG is refused (invalid), and none leaves a page that says so. The pictures are taken over as
// they are: nobody decodes them here.
struct BoundBook {
  struct Piece {
    std::string title;  // of the bookmark
    const documents::DocumentModel* model = nullptr;
    int pictures = 0;
    std::function<Result<std::string>(int)> picture{};  // from 1
  };
  std::string title;
  std::vector<const documents::DocumentModel*> front, back;
  std::vector<Piece> pieces;
};
inline constexpr std::size_t kBookBytesMax = 512u << 20;
// Refuses: what a picture refuses; too_large beyond kBookBytesMax. `pages` counts every sheet.
Result<RenderedPdf> bind_book(const BoundBook& book, Fonts& fonts);

}  // namespace mingjing::render
