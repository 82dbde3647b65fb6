// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_typeset.h"

#include <qrencode.h>

#include "base/text.h"

namespace mingjing::render {

namespace {

// The middle of a Chinese character lies this far above the baseline, in its size.
constexpr double kMiddleOfCharacter = 0.38;

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

void set_font(const Fonts::Impl& fonts, PangoAttrList* list, FontRole role, double size, std::size_t from,
              std::size_t to) {
  PangoFontDescription* face = fonts.describe(role, size);
  add(list, pango_attr_font_desc_new(face), from, to);
  pango_font_description_free(face);
}

}  // namespace

namespace {

// AR PL UMing sets its full stop and its enumeration comma too high.
void borrow_characters(const Fonts::Impl& fonts, PangoAttrList* list, const std::string& words, const Style& style) {
  const std::string& borrowed = fonts.face(style.role).borrows;
  for (std::size_t at = 0; !borrowed.empty() && at < words.size();) {
    const auto begin = at;
    std::string one;
    append_utf8(one, next_char(words, at));
    if (borrowed.find(one) != std::string::npos) set_font(fonts, list, FontRole::kai, style.size, begin, at);
  }
}

}  // namespace

Layout lay_out(Fonts::Impl& fonts, const documents::Text& text, const Style& style) {
  Layout layout(pango_layout_new(fonts.context), LayoutRelease{});
  const std::string words = documents::plain(text);
  PangoAttrList* list = pango_attr_list_new();
  set_font(fonts, list, style.role, style.size, 0, words.size());
  borrow_characters(fonts, list, words, style);
  std::size_t at = 0;
  for (const auto& span : text) {
    const auto end = at + span.text.size();
    if (span.style == documents::Span::Style::name && style.role == FontRole::body) {
      set_font(fonts, list, FontRole::kai, style.size, at, end);
    } else if (span.style == documents::Span::Style::masked) {
      add(list, pango_attr_background_new(0xe800, 0xe800, 0xe800), at, end);
    }
    at = end;
  }
  if (style.advance > 0) {
    const int spacing = static_cast<int>((style.advance - style.size) * PANGO_SCALE);
    add(list, pango_attr_letter_spacing_new(spacing), 0, words.size());
  }
  pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
  pango_layout_set_attributes(layout.get(), list);
  pango_attr_list_unref(list);
  // A hair more than the area, so that 28 characters of exactly its width stay on one line.
  pango_layout_set_width(layout.get(), static_cast<int>((style.width + 0.3) * PANGO_SCALE));
  pango_layout_set_indent(layout.get(), static_cast<int>(style.indent * PANGO_SCALE));
  pango_layout_set_alignment(layout.get(), style.align);
  pango_layout_set_justify(layout.get(), style.justify);
  pango_layout_set_wrap(layout.get(), style.break_anywhere ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  return layout;
}

Layout lay_out(Fonts::Impl& fonts, std::string_view text, const Style& style) {
  return lay_out(fonts, documents::Text{{std::string(text), documents::Span::Style::plain, {}}}, style);
}

int line_count(const Layout& layout) { return pango_layout_get_line_count(layout.get()); }

double widest(const Layout& layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

double last_width(const Layout& layout) {
  PangoRectangle logical;
  auto* line = pango_layout_get_line_readonly(layout.get(), line_count(layout) - 1);
  pango_layout_line_get_extents(line, nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

namespace {

// Moves to where line `index` begins on its baseline; null when there is no such line.
PangoLayoutLine* move_to_line(cairo_t* cr, const Layout& layout, int index, double x, double middle, double size) {
  PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), index);
  if (line == nullptr) return nullptr;
  int left = 0;
  PangoRectangle logical;
  pango_layout_line_get_extents(line, nullptr, &logical);
  const int width = pango_layout_get_width(layout.get());
  const int indent = pango_layout_get_indent(layout.get());
  switch (pango_layout_get_alignment(layout.get())) {
    case PANGO_ALIGN_LEFT:
      left = line->is_paragraph_start ? indent : 0;
      break;
    case PANGO_ALIGN_CENTER:
      left = (width - logical.width) / 2;
      break;
    case PANGO_ALIGN_RIGHT:
      left = width - logical.width;
      break;
  }
  cairo_move_to(cr, x + static_cast<double>(left) / PANGO_SCALE, middle + kMiddleOfCharacter * size);
  return line;
}

}  // namespace

void draw_line(cairo_t* cr, const Layout& layout, int index, double x, double middle, double size) {
  if (auto* line = move_to_line(cr, layout, index, x, middle, size)) pango_cairo_show_layout_line(cr, line);
}

void draw_outlines(cairo_t* cr, const Layout& shown, const Layout& words, int index, double x, double middle,
                   double size) {
  cairo_save(cr);
  cairo_set_source_rgb(cr, 1, 1, 1);
  draw_line(cr, words, index, x, middle, size);
  cairo_restore(cr);
  auto* line = move_to_line(cr, shown, index, x, middle, size);
  if (line == nullptr) return;
  pango_cairo_layout_line_path(cr, line);
  cairo_fill(cr);
}

void draw_rule(cairo_t* cr, double x, double y, double length, double thickness) {
  cairo_set_line_width(cr, thickness);
  cairo_move_to(cr, x, y);
  cairo_line_to(cr, x + length, y);
  cairo_stroke(cr);
}

bool draw_qr(cairo_t* cr, const std::string& text, double x, double y, double side) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                        &QRcode_free);
  if (!code) return false;
  // As a mask of one bit a module: a hundred times smaller than squares, and as sharp.
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_A8, code->width, code->width);
  unsigned char* pixels = cairo_image_surface_get_data(image);
  const int stride = cairo_image_surface_get_stride(image);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      pixels[row * stride + column] = (code->data[row * code->width + column] & 1) != 0 ? 255 : 0;
    }
  }
  cairo_surface_mark_dirty(image);
  cairo_pattern_t* pattern = cairo_pattern_create_for_surface(image);
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, side / code->width, side / code->width);
  cairo_mask(cr, pattern);
  cairo_restore(cr);
  cairo_pattern_destroy(pattern);
  cairo_surface_destroy(image);
  return true;
}

}  // namespace mingjing::render
