// Lines of text on paper: the thin layer over cairo and pango that pdf_document.cpp lays pages with. Lengths are
// points. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

#include "domain/documents/document_model.h"
#include "render/document_fonts_impl.h"

namespace mingjing::render {

inline constexpr double kMm = 72.0 / 25.4;
inline constexpr double kPageWidth = 210 * kMm;
inline constexpr double kPageHeight = 297 * kMm;
inline constexpr double kLeft = 28 * kMm;        // 订口
inline constexpr double kTop = 37 * kMm;         // 天头
inline constexpr double kAreaWidth = 156 * kMm;  // 版心
inline constexpr double kAreaHeight = 225 * kMm;
inline constexpr int kLinesPerPage = 22;
inline constexpr int kCharsPerLine = 28;
inline constexpr double kPitch = kAreaHeight / kLinesPerPage;     // 28.99
inline constexpr double kCharPitch = kAreaWidth / kCharsPerLine;  // 15.79
inline constexpr double kBodySize = 16;                           // 3号
inline constexpr double kTitleSize = 22;                          // 2号

struct Style {
  FontRole role = FontRole::body;
  double size = kBodySize;
  double width = kAreaWidth;
  double indent = 0;   // of the first line
  double advance = 0;  // width of a full character; 0 for the face's own
  PangoAlignment align = PANGO_ALIGN_LEFT;
  bool justify = false;
  bool break_anywhere = false;  // addresses, digests
};

struct LayoutRelease {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Layout = std::shared_ptr<PangoLayout>;

Layout lay_out(Fonts::Impl& fonts, const documents::Text& text, const Style& style);
Layout lay_out(Fonts::Impl& fonts, std::string_view text, const Style& style);
int line_count(const Layout& layout);
double widest(const Layout& layout);
double last_width(const Layout& layout);  // of its last line

// Draws line `index` of the layout with its characters centred on `middle`; `x` is the layout's left edge.
void draw_line(cairo_t* cr, const Layout& layout, int index, double x, double middle, double size);
// Draws the line of `shown` as outlines, over the same words of `words` in white, so that they can still be read out.
// For a face of CFF outlines: cairo would copy all its 20 MB for every document to embed a dozen of its glyphs.
void draw_outlines(cairo_t* cr, const Layout& shown, const Layout& words, int index, double x, double middle,
                   double size);
void draw_rule(cairo_t* cr, double x, double y, double length, double thickness);
// A QR code of `side` points with its upper left corner at x, y; false when the text is too long for one.
bool draw_qr(cairo_t* cr, const std::string& text, double x, double y, double side);

}  // namespace mingjing::render
