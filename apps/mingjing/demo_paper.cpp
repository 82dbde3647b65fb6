// SPDX-License-Identifier: Apache-2.0
#include "demo_paper.h"

#include <cairo-pdf.h>

#include <cmath>

#include "base/check.h"
#include "demo_random.h"
#include "render/pdf_typeset.h"

namespace mingjing::app::demo {
namespace {

using render::FontRole;
using render::kAreaWidth;
using render::kLeft;
using render::kPageHeight;
using render::kPageWidth;

constexpr double kLine = 25;
constexpr double kFoot = kPageHeight - 90;

cairo_status_t append(void* into, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

class Sheets {
 public:
  Sheets(cairo_t* cr, render::Fonts& fonts, const Paper& paper) : cr_(cr), fonts_(fonts), paper_(paper), random_(paper.seed, 17) {}

  void draw() {
    begin();
    write(paper_.title, {.role = FontRole::hei, .size = 20, .align = PANGO_ALIGN_CENTER});
    y_ += 8;
    for (const auto& one : paper_.lines) write(one, {.size = 14});
    cairo_set_line_width(cr_, 0.8);
    cairo_move_to(cr_, kLeft, y_ + 4);
    cairo_line_to(cr_, kLeft + kAreaWidth, y_ + 4);
    cairo_stroke(cr_);
    y_ += 12;
    for (const auto& paragraph : paper_.text) write(paragraph, {.size = 14, .indent = 28, .justify = true});
    if (!paper_.closing.empty()) write(paper_.closing, {.role = FontRole::kai, .size = 15});
    y_ += 16;
    for (const auto& [label, name] : paper_.signatures) sign(label, name);
  }

 private:
  double within(double low, double high) { return low + (high - low) * random_.unit(); }
  void begin() {
    cairo_set_source_rgb(cr_, 0.962, 0.958, 0.94);
    cairo_paint(cr_);
    cairo_set_source_rgba(cr_, 0, 0, 0, 0.06);  // the edge of the glass
    cairo_rectangle(cr_, 0, 0, within(4, 9), kPageHeight);
    cairo_rectangle(cr_, 0, kPageHeight - 6, kPageWidth, 6);
    cairo_fill(cr_);
    for (int i = 0; i < 40; ++i) {
      cairo_arc(cr_, within(0, kPageWidth), within(0, kPageHeight), within(0.2, 0.7), 0, 2 * M_PI);
      cairo_fill(cr_);
    }
    cairo_rotate(cr_, within(-0.011, 0.011));
    cairo_set_source_rgb(cr_, 0.12, 0.12, 0.14);
    y_ = 84;
  }
  void need(double height) {
    if (y_ + height < kFoot) return;
    cairo_show_page(cr_);
    cairo_identity_matrix(cr_);
    begin();
  }
  void write(const std::string& words, render::Style style) {
    const auto layout = render::lay_out(fonts_.impl(), words, style);
    for (int i = 0; i < render::line_count(layout); ++i) {
      need(kLine);
      render::draw_line(cr_, layout, i, kLeft, y_ + kLine / 2, style.size);
      y_ += kLine;
    }
  }
  void sign(const std::string& label, const std::string& name) {
    need(46);
    render::draw_line(cr_, render::lay_out(fonts_.impl(), label + "：", {.size = 14}), 0, kLeft, y_ + 20, 14);
    render::draw_line(cr_, render::lay_out(fonts_.impl(), paper_.on.text_zh(), {.role = FontRole::kai, .size = 14}), 0, kLeft + 300, y_ + 20, 14);
    cairo_save(cr_);
    cairo_translate(cr_, kLeft + 130 + within(-6, 10), y_ + 12 + within(-3, 3));
    cairo_rotate(cr_, within(-0.1, 0.03));
    cairo_set_source_rgb(cr_, 0.1, 0.14, 0.42);
    render::draw_line(cr_, render::lay_out(fonts_.impl(), name, {.role = FontRole::kai, .size = 23}), 0, 0, 8, 23);
    cairo_restore(cr_);
    if (label == "当事人") finger(kLeft + 205 + within(-10, 16), y_ + 18);
    cairo_set_source_rgb(cr_, 0.12, 0.12, 0.14);
    y_ += 46;
  }
  void finger(double x, double y) {
    cairo_save(cr_);
    cairo_translate(cr_, x, y);
    cairo_rotate(cr_, within(-0.4, 0.4));
    cairo_set_source_rgba(cr_, 0.78, 0.08, 0.1, 0.55);
    cairo_set_line_width(cr_, 1.1);
    cairo_new_path(cr_);  // words leave a point behind
    for (double r = 1.5; r < 11; r += 1.9) {
      const double from = within(-0.6, 0.5);
      cairo_save(cr_);
      cairo_scale(cr_, 1, 1.35);
      cairo_arc(cr_, 0, r * 0.12, r, from, from + within(4.4, 5.9));
      cairo_restore(cr_);
      cairo_stroke(cr_);
    }
    cairo_restore(cr_);
  }

  cairo_t* cr_;
  render::Fonts& fonts_;
  const Paper& paper_;
  Random random_;
  double y_ = 0;
};

}  // namespace

std::string scanned(render::Fonts& fonts, const Paper& paper) {
  std::string out;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &out, kPageWidth, kPageHeight);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Mingjing demo");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, (paper.on.text() + "T00:00:00+08:00").c_str());
  cairo_t* cr = cairo_create(surface);
  pango_cairo_update_context(cr, fonts.impl().context);
  Sheets(cr, fonts, paper).draw();
  const auto drawn = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  const auto written = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  MJ_CHECK(drawn == CAIRO_STATUS_SUCCESS && written == CAIRO_STATUS_SUCCESS);
  return out;
}

}  // namespace mingjing::app::demo
