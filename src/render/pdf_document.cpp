// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_document.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "base/check.h"
#include "render/pdf_pages.h"
#include "render/pdf_table.h"
#include "render/pdf_typeset.h"

namespace mingjing::render {

namespace {

using documents::Block;
using documents::DocumentModel;
using documents::Text;

constexpr double kRed[3] = {0.80, 0.06, 0.08};
constexpr double kSealSide = 42 * kMm;  // of a round seal, the largest in use
constexpr double kQrSide = 22 * kMm;
constexpr double kLeastLine = 100;  // to sign on
constexpr double kLongestLine = 200;
constexpr double kFootSize = 12;

class Composer {
 public:
  Composer(const DocumentModel& model, Fonts::Impl& fonts) : model_(model), fonts_(fonts) {}

  Pages run() {
    if (model_.red_head) {
      red_head();
    } else {
      plain_head();
    }
    for (std::size_t i = 0; i < model_.blocks.size(); ++i) {
      const bool after_text = i > 0 && model_.blocks[i - 1].kind != Block::Kind::table;
      if (after_text && model_.blocks[i].kind == Block::Kind::table) space(6);
      add_block(model_.blocks[i]);
    }
    if (!model_.seal_name.empty() || !model_.public_url.empty()) tail();
    if (!model_.copies.empty()) copies();
    return std::move(pages_);
  }

 private:
  // A line of text as tall as `pitch`.
  void add_lines(const Layout& layout, double x, double pitch, double size, bool keep_all = false) {
    const int count = line_count(layout);
    for (int i = 0; i < count; ++i) {
      Strip strip;
      strip.height = pitch;
      // No single first or last line of a paragraph alone on a page.
      strip.keep_with_next = keep_all || (count > 1 && (i == 0 || i == count - 2));
      strip.draw = [layout, i, x, pitch, size](cairo_t* cr, const Place& place) {
        draw_line(cr, layout, i, x, place.y + pitch / 2, size);
      };
      pages_.add(std::move(strip));
    }
  }

  void space(double height) {
    Strip strip;
    strip.height = height;
    strip.keep_with_next = true;
    pages_.add(std::move(strip));
  }

  // The same lines in the face of the head and, to lie under its outlines, in that of the body.
  struct Head {
    Layout shown;
    Layout words;
    double size;
    void draw(cairo_t* cr, int line, double middle) const {
      draw_outlines(cr, shown, words, line, kLeft, middle, size);
    }
  };

  Head head(const std::string& text, double size) {
    Style style{.role = FontRole::head, .size = size, .align = PANGO_ALIGN_CENTER};
    Head out{lay_out(fonts_, text, style), {}, size};
    style.role = FontRole::body;
    out.words = lay_out(fonts_, text, style);
    return out;
  }

  void title_lines(bool without_agency) {
    for (const auto& line : model_.title) {
      if (without_agency && line == model_.agency) continue;
      const auto title = head(line, kTitleSize);
      for (int i = 0; i < line_count(title.shown); ++i) {
        Strip strip;
        strip.height = 34;
        strip.keep_with_next = true;
        strip.draw = [title, i](cairo_t* cr, const Place& place) { title.draw(cr, i, place.y + 17); };
        pages_.add(std::move(strip));
      }
    }
  }

  // 发文机关标志 with its upper edge 35 mm below the type area's; 文号 two lines below; red rule 4 mm below that.
  void red_head() {
    const double natural = widest(lay_out(fonts_, model_.agency, {.role = FontRole::head, .size = 10, .width = 4000}));
    const double size = std::clamp(10 * kAreaWidth / std::max(natural, 1.0), 20.0, 44.0);
    const auto mark = head(model_.agency, size);
    auto number = lay_out(fonts_, model_.number, {.advance = 0, .align = PANGO_ALIGN_CENTER});
    const double mark_height = size * 1.2;
    const int marks = line_count(mark.shown);
    Strip strip;
    strip.height = 35 * kMm + marks * mark_height + 2 * kPitch + kBodySize + 4 * kMm;
    strip.keep_with_next = true;
    strip.draw = [mark, number, size, mark_height, marks, height = strip.height](cairo_t* cr, const Place& place) {
      cairo_save(cr);
      cairo_set_source_rgb(cr, kRed[0], kRed[1], kRed[2]);
      for (int i = 0; i < marks; ++i) mark.draw(cr, i, place.y + 35 * kMm + size / 2 + i * mark_height);
      draw_rule(cr, kLeft, place.y + height, kAreaWidth, 1.6);
      cairo_restore(cr);
      draw_line(cr, number, 0, kLeft, place.y + height - 4 * kMm - kBodySize / 2, kBodySize);
    };
    pages_.add(std::move(strip));
    space(1.5 * kPitch);
    title_lines(true);
    space(kPitch);
  }

  // Forms and notices: title centred, number at the right below it.
  void plain_head() {
    if (model_.title.empty()) return;
    title_lines(false);
    space(8);
    if (model_.number.empty()) return;
    auto number = lay_out(fonts_, model_.number, {.size = 14, .align = PANGO_ALIGN_RIGHT});
    add_lines(number, kLeft, 24, 14, true);
    space(6);
  }

  void add_block(const Block& block) {
    switch (block.kind) {
      case Block::Kind::heading: {
        Style style{.role = FontRole::hei, .indent = 2 * kCharPitch, .advance = kCharPitch};
        return add_lines(lay_out(fonts_, block.text, style), kLeft, kPitch, kBodySize, true);
      }
      case Block::Kind::paragraph:
      case Block::Kind::item: {
        Text text = block.text;
        if (!block.label.empty()) text.insert(text.begin(), {block.label, documents::Span::Style::plain, {}});
        Style style{.indent = block.indent * kCharPitch, .advance = kCharPitch, .justify = true};
        add_lines(lay_out(fonts_, text, style), kLeft, kPitch, kBodySize);
        // What announces a list stays with its first item.
        if (documents::plain(block.text).ends_with("：")) pages_.keep_last(1);
        return;
      }
      case Block::Kind::remark: {
        Style style{.role = FontRole::kai, .size = 12, .justify = true};
        pages_.keep_last(1);  // an explanation stands with what it explains
        space(6);
        add_lines(lay_out(fonts_, block.text, style), kLeft, 20, 12);
        return space(6);
      }
      case Block::Kind::signature:
        return signature(block);
      case Block::Kind::table:
        return add_table(pages_, fonts_, block);
    }
  }

  // Words, a line to sign on, and what stands after it; never the first thing on a page.
  void signature(const Block& block) {
    pages_.keep_last(1);
    auto text = lay_out(fonts_, block.text, {.width = kAreaWidth});
    auto after = lay_out(fonts_, block.label, {.width = kAreaWidth});
    const int count = line_count(text);
    const double after_width = block.label.empty() ? 0 : widest(after) + 12;
    // The line follows the last words where there is room, else it gets its own.
    const double room = kAreaWidth - after_width - last_width(text);
    const bool own = room < kLeastLine;
    const double from = own ? 0 : last_width(text) + 6;
    const double length = std::min(kAreaWidth - after_width - from, block.label.empty() ? kAreaWidth : kLongestLine);
    Strip strip;
    strip.height = (count + (own ? 1 : 0)) * kPitch + 0.3 * kPitch;
    strip.draw = [=](cairo_t* cr, const Place& place) {
      double middle = place.y + kPitch * 0.75;
      for (int i = 0; i < count; ++i, middle += kPitch) draw_line(cr, text, i, kLeft, middle, kBodySize);
      if (!own) middle -= kPitch;
      draw_rule(cr, kLeft + from, middle + kBodySize * 0.62, length, 0.6);
      if (after_width > 0) draw_line(cr, after, 0, kLeft + kAreaWidth - after_width + 12, middle, kBodySize);
    };
    pages_.add(std::move(strip));
  }

  // 署名 centred on the date, the date four characters from the right; the seal's place over both, its upper edge
  // within a line of the text; at the left the code that leads to the public page. Never alone on a page.
  void tail() {
    pages_.keep_last(2);
    const bool sealed = !model_.seal_name.empty();
    Strip strip;
    strip.height = sealed ? 6 * kPitch : kQrSide + 24;
    auto agency = lay_out(fonts_, sealed ? model_.agency : "", {.width = 4000});
    auto date = lay_out(fonts_, model_.date ? model_.date->text_zh() : "", {.width = 4000});
    auto hint = lay_out(fonts_, "扫码查看公开页，核对有无改动", {.role = FontRole::kai, .size = 9, .width = 220});
    auto url = lay_out(fonts_, model_.public_url, {.size = 7, .width = 220, .break_anywhere = true});
    strip.draw = [=, this](cairo_t* cr, const Place& place) {
      if (sealed) draw_seal(cr, place.y, agency, date);
      if (!model_.public_url.empty()) draw_code(cr, place.y + strip_code_top(sealed), hint, url);
    };
    pages_.add(std::move(strip));
  }

  static double strip_code_top(bool sealed) { return sealed ? 1.2 * kPitch : 6; }

  void draw_seal(cairo_t* cr, double y, const Layout& agency, const Layout& date) const {
    const double right = kLeft + kAreaWidth - 4 * kCharPitch;
    const double date_width = widest(date);
    const double agency_width = widest(agency);
    // A name longer than the room right of the middle moves left, not into the margin.
    const double centre = std::min(right - date_width / 2, kLeft + kAreaWidth - agency_width / 2);
    const double middle = y + 3.5 * kPitch;
    draw_line(cr, agency, 0, centre - agency_width / 2, middle, kBodySize);
    draw_line(cr, date, 0, right - date_width, middle + kPitch, kBodySize);
    cairo_save(cr);
    const double dash[] = {3, 3};
    cairo_set_dash(cr, dash, 2, 0);
    cairo_set_line_width(cr, 0.5);
    cairo_set_source_rgb(cr, 0.75, 0.75, 0.75);
    cairo_new_path(cr);
    cairo_arc(cr, centre, middle + 0.35 * kPitch, kSealSide / 2, 0, 2 * 3.14159265358979);
    cairo_stroke(cr);
    cairo_restore(cr);
  }

  void draw_code(cairo_t* cr, double y, const Layout& hint, const Layout& url) const {
    if (!draw_qr(cr, model_.public_url, kLeft, y, kQrSide)) return;
    draw_line(cr, hint, 0, kLeft, y + kQrSide + 10, 9);
    // No link annotation: cairo 1.16 leaves a hole in the file's table of objects for it (qpdf --check).
    for (int i = 0; i < std::min(line_count(url), 3); ++i) draw_line(cr, url, i, kLeft, y + kQrSide + 21 + i * 9, 7);
  }

  // 版记: who gets copies, between rules; never alone on a page.
  void copies() {
    pages_.keep_last(1);
    Style style{.size = 14, .width = kAreaWidth - 2 * kCharPitch, .justify = true};
    auto text = lay_out(fonts_, model_.copies, style);
    Strip strip;
    const int count = line_count(text);
    strip.height = 12 + count * 24;
    strip.draw = [text, count](cairo_t* cr, const Place& place) {
      draw_rule(cr, kLeft, place.y + 4, kAreaWidth, 0.35 * kMm);
      for (int i = 0; i < count; ++i) draw_line(cr, text, i, kLeft + kCharPitch, place.y + 18 + i * 24, 14);
      draw_rule(cr, kLeft, place.y + 8 + count * 24, kAreaWidth, 0.35 * kMm);
    };
    pages_.add(std::move(strip));
  }

  const DocumentModel& model_;
  Fonts::Impl& fonts_;
  Pages pages_;
};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

std::string title_of(const DocumentModel& model) {
  const std::string name = model.title.empty() ? model.agency : model.title.back();
  return model.number.empty() ? name : name + " " + model.number;
}

// Metadata say what the file is, never whom it concerns.
void describe(cairo_surface_t* surface, const std::string& title, const DocumentModel& first) {
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, first.agency.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Mingjing");
  const std::string day = first.date ? first.date->text() : "1970-01-01";
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, (day + "T00:00:00+08:00").c_str());
}

// 4号 between dashes, 7 mm below the type area; odd pages one character from the right, even ones from the left.
void draw_page_number(cairo_t* cr, Fonts::Impl& fonts, int page) {
  auto text = lay_out(fonts, "— " + std::to_string(page) + " —", {.size = 14, .width = 400});
  const double width = widest(text);
  const double x = page % 2 == 1 ? kLeft + kAreaWidth - kCharPitch - width : kLeft + kCharPitch;
  draw_line(cr, text, 0, x, kTop + kAreaHeight + 7 * kMm, 14);
}

// Forms that are signed page by page: who signs, each with a line, then 第1页 共3页.
void draw_page_foot(cairo_t* cr, Fonts::Impl& fonts, const std::vector<std::string>& foot, int page, int pages) {
  const double middle = kTop + kAreaHeight + 7 * kMm;
  auto number = lay_out(fonts, "第" + std::to_string(page) + "页　共" + std::to_string(pages) + "页",
                        {.size = kFootSize, .width = 400});
  const double number_width = widest(number);
  draw_line(cr, number, 0, kLeft + kAreaWidth - number_width, middle, kFootSize);
  const double share = (kAreaWidth - number_width) / static_cast<double>(foot.size());
  double x = kLeft;
  for (const auto& who : foot) {
    auto words = lay_out(fonts, who, {.size = kFootSize, .width = 400});
    draw_line(cr, words, 0, x, middle, kFootSize);
    draw_rule(cr, x + widest(words), middle + kFootSize * 0.62, std::max(0.0, share - widest(words) - 12), 0.6);
    x += share;
  }
}

std::vector<std::string> find_missing(const DocumentModel& model, const Fonts& fonts) {
  return fonts.missing(documents::plain_text(model));
}

}  // namespace

namespace {

Result<RenderedPdf> render(std::span<const DocumentModel> models, const std::string& title, Fonts& fonts) {
  RenderedPdf out;
  for (const auto& model : models) {
    for (const auto& block : model.blocks) {
      if (block.kind == Block::Kind::table && block.columns.empty()) return invalid("表格没有列。", "blocks");
    }
    for (auto& glyph : find_missing(model, fonts)) {
      if (std::find(out.missing_glyphs.begin(), out.missing_glyphs.end(), glyph) == out.missing_glyphs.end())
        out.missing_glyphs.push_back(std::move(glyph));
    }
  }
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &out.bytes, kPageWidth, kPageHeight);
  describe(surface, title, models.front());
  cairo_t* cr = cairo_create(surface);
  pango_cairo_update_context(cr, fonts.impl().context);
  for (const auto& model : models) {
    if (models.size() > 1) {
      const std::string at = "page=" + std::to_string(out.pages + 1);
      cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, title_of(model).c_str(), at.c_str(),
                                    CAIRO_PDF_OUTLINE_FLAG_OPEN);
    }
    out.pages += Composer(model, fonts.impl()).run().draw(cr, [&](int page, int pages) {
      if (model.foot.empty()) return draw_page_number(cr, fonts.impl(), page);
      draw_page_foot(cr, fonts.impl(), model.foot, page, pages);
    });
  }
  const auto drawn = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  const auto written = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS) {
    return refuse(ErrorCode::unavailable, "文书没有生成成功，请稍后重试。");
  }
  return out;
}

}  // namespace

namespace {

// The volume's page number: upper outer corner, odd pages right, even ones left.
void draw_volume_number(cairo_t* cr, Fonts::Impl& fonts, int page) {
  auto text = lay_out(fonts, std::to_string(page), {.size = 12, .width = 200});
  const double margin = 15 * kMm;
  const double x = page % 2 == 1 ? kPageWidth - margin - widest(text) : margin;
  draw_line(cr, text, 0, x, margin, 12);
}

struct PixelSize {
  int width = 0, height = 0;
};

// From the frame header; only markers are read.
std::optional<PixelSize> size_of_jpeg(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() < 2 || at(0) != 0xFF || at(1) != 0xD8) return std::nullopt;
  for (std::size_t i = 2; i + 9 < bytes.size();) {
    if (at(i) != 0xFF) return std::nullopt;
    const int marker = at(i + 1);
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return PixelSize{at(i + 7) << 8 | at(i + 8), at(i + 5) << 8 | at(i + 6)};
    i += 2 + (static_cast<std::size_t>(at(i + 2)) << 8 | at(i + 3));
  }
  return std::nullopt;
}

void drop(void* bytes) { delete static_cast<std::string*>(bytes); }

constexpr int kSideMax = 20'000;

// A picture as large as the page lets it be, below the number.
Status draw_picture(cairo_t* cr, std::unique_ptr<std::string> bytes) {
  const auto size = size_of_jpeg(*bytes);
  if (!size || size->width < 1 || size->height < 1 || size->width > kSideMax || size->height > kSideMax)
    return invalid("画出的页不是图片。");
  cairo_surface_t* picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size->width, size->height);
  auto* kept = bytes.release();
  const auto set = cairo_surface_set_mime_data(picture, CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(kept->data()),
                                               kept->size(), drop, kept);
  if (set != CAIRO_STATUS_SUCCESS) drop(kept);
  const double side = 15 * kMm, top = 22 * kMm;
  const double scale = std::min((kPageWidth - 2 * side) / size->width, (kPageHeight - top - side) / size->height);
  cairo_save(cr);
  cairo_translate(cr, (kPageWidth - scale * size->width) / 2, top);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, picture, 0, 0);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(picture);
  return {};
}

class Binding {
 public:
  Binding(cairo_surface_t* surface, cairo_t* cr, Fonts::Impl& fonts, const std::string& written)
      : surface_(surface), cr_(cr), fonts_(fonts), written_(written) {}

  Status run(const BoundBook& book) {
    for (const auto* sheet : book.front) unnumbered(*sheet);
    for (const auto& piece : book.pieces) {
      mark(piece.title);
      if (piece.model != nullptr) {
        sheets_ += Composer(*piece.model, fonts_).run().draw(cr_, [&](int page, int pages) {
          if (!piece.model->foot.empty()) draw_page_foot(cr_, fonts_, piece.model->foot, page, pages);
          draw_volume_number(cr_, fonts_, ++number_);
        });
      }
      for (int page = 1; page <= piece.pictures; ++page) {
        if (written_.size() > kBookBytesMax) return refuse(ErrorCode::too_large, "案卷的一册超过 512 MB，请拆分证据文件。");
        auto bytes = piece.picture(page);
        if (!bytes) return refuse(std::move(bytes.error()));
        if (bytes->empty()) {
          draw_line(cr_, lay_out(fonts_, "原件的这一页不能显示，见归档包。", {}), 0, kLeft, kTop, kBodySize);
        } else if (auto drawn = draw_picture(cr_, std::make_unique<std::string>(std::move(*bytes))); !drawn) {
          return drawn;
        }
        draw_volume_number(cr_, fonts_, ++number_);
        cairo_show_page(cr_);
        ++sheets_;
      }
    }
    for (const auto* sheet : book.back) unnumbered(*sheet);
    return {};
  }
  int sheets() const { return sheets_; }

 private:
  void mark(const std::string& title) {
    const std::string at = "page=" + std::to_string(sheets_ + 1);
    cairo_pdf_surface_add_outline(surface_, CAIRO_PDF_OUTLINE_ROOT, title.c_str(), at.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  }
  void unnumbered(const DocumentModel& sheet) {
    mark(sheet.title.empty() ? std::string() : sheet.title.back());
    sheets_ += Composer(sheet, fonts_).run().draw(cr_, [](int, int) {});
  }

  cairo_surface_t* surface_;
  cairo_t* cr_;
  Fonts::Impl& fonts_;
  const std::string& written_;
  int sheets_ = 0, number_ = 0;
};

}  // namespace

Result<int> count_pages(const DocumentModel& model, Fonts& fonts) {
  for (const auto& block : model.blocks) {
    if (block.kind == Block::Kind::table && block.columns.empty()) return invalid("表格没有列。", "blocks");
  }
  return Composer(model, fonts.impl()).run().count();
}

Result<RenderedPdf> bind_book(const BoundBook& book, Fonts& fonts) {
  MJ_CHECK(!book.front.empty());
  RenderedPdf out;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &out.bytes, kPageWidth, kPageHeight);
  describe(surface, book.title, *book.front.front());
  cairo_t* cr = cairo_create(surface);
  pango_cairo_update_context(cr, fonts.impl().context);
  Binding binding(surface, cr, fonts.impl(), out.bytes);
  const auto bound = binding.run(book);
  const auto drawn = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  const auto written = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (!bound) return refuse(Error(bound.error()));
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS) {
    return refuse(ErrorCode::unavailable, "案卷没有生成成功，请稍后重试。");
  }
  out.pages = binding.sheets();
  return out;
}

Result<RenderedPdf> render_pdf(const DocumentModel& model, Fonts& fonts) {
  return render({&model, 1}, title_of(model), fonts);
}

Result<RenderedPdf> render_pdf(const std::vector<DocumentModel>& models, const std::string& title, Fonts& fonts) {
  if (models.empty()) return invalid("没有要打印的文书。", "include");
  return render(models, title, fonts);
}

}  // namespace mingjing::render
