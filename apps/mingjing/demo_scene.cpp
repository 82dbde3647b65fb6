// SPDX-License-Identifier: Apache-2.0
#include "demo_scene.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

#include "base/check.h"
#include "demo_random.h"
#include "render/pdf_typeset.h"

namespace mingjing::app::demo {
namespace {

constexpr double kWide = kPictureWidth, kHigh = kPictureHeight;
constexpr double kHorizon = 190;

using Point = std::pair<double, double>;

enum class Subject : std::uint8_t { house, shed, yard, pit, frame, mark };
Subject subject_of(const Scene& scene) {
  static const std::vector<std::pair<std::string_view, Subject>> known{
      {"LZR-CF-003", Subject::pit},   {"LZR-CF-005", Subject::pit},   {"LZR-CF-021", Subject::pit},   {"LZR-CF-025", Subject::pit},
      {"LZR-CF-013", Subject::yard},  {"LZR-CF-014", Subject::yard},  {"LZR-CF-015", Subject::shed},  {"LZR-CF-017", Subject::house},
      {"LZR-CF-034", Subject::frame}, {"LZR-CF-038", Subject::frame}, {"LZR-CF-039", Subject::frame}, {"LZR-CF-037", Subject::mark},
      {"LZR-CF-040", Subject::mark},  {"LZR-CF-041", Subject::mark}};
  for (const auto& [code, subject] : known) {
    if (code == scene.item_code) return subject;
  }
  return scene.seed % 2 == 0 ? Subject::house : Subject::shed;
}

class Sketch {
 public:
  Sketch(cairo_t* cr, const Scene& scene) : cr_(cr), random_(scene.seed, 11), scene_(scene) {}

  void landscape() {
    const bool grey = random_.chance(35);
    fade(0, kHorizon, grey ? 0xA9B4BE : 0x6FA5D8, grey ? 0xDADFE2 : 0xDCEBF5);
    paint(0xFFFFFF, 0.45);
    for (int i = 0, n = static_cast<int>(random_.between(2, 5)); i < n; ++i) oval(within(0, kWide), within(15, 110), within(40, 110), within(8, 18));
    hills(150, 46, grey ? 0x8FA0A0 : 0x88A7B5);
    hills(172, 30, grey ? 0x6F8676 : 0x6B9070);
    const bool dry = random_.chance(50);
    fade(kHorizon, kHigh + 160, dry ? 0xBBAA78 : 0x8FA65A, dry ? 0x8C7448 : 0x5F7838);
    cairo_set_line_width(cr_, 2);
    paint(0x3D3A1C, 0.18);
    for (int i = -7; i <= 7; ++i) line(kWide / 2 + i * 28, kHorizon, kWide / 2 + i * 190, kHigh + 160);
    for (int i = 0; i < 7; ++i) tree(within(0, kWide), within(186, 200), within(9, 20));
    paint(dry ? 0xD8C890 : 0x486028, 0.8);
    for (int i = 0; i < 40; ++i) {
      const double x = within(0, kWide), y = within(kHorizon + 20, kHigh);
      line(x, y, x + within(-3, 3), y - 3 - (y - kHorizon) / 40);
    }
  }

  void subject(Subject what) {
    if (what != Subject::mark) pad(what == Subject::pit ? 0xA88F62 : 0xB9B2A2);
    switch (what) {
      case Subject::house: house(); break;
      case Subject::shed: shed(); break;
      case Subject::yard: yard(); break;
      case Subject::pit: pit(); break;
      case Subject::frame: frame(); break;
      case Subject::mark: mark(); break;
    }
  }

  // An officer from behind, in a yellow vest.
  void officer(double x, double y, double size) {
    cairo_save(cr_);
    cairo_translate(cr_, x, y);
    cairo_scale(cr_, size / 100, size / 100);
    paint(0x1F2A44), box(-14, -48, 12, 48), box(2, -48, 12, 48);
    paint(0x26355A), box(-24, -96, 8, 44), box(16, -96, 8, 44), box(-17, -100, 34, 54);
    paint(0xD7DE2A), box(-17, -94, 34, 40);
    paint(0xF3F4EE), box(-17, -80, 34, 5), box(-17, -66, 34, 5);
    paint(0xC99C7B), oval(0, -111, 10, 12);
    paint(0x1B2440), box(-11, -124, 22, 11);
    cairo_restore(cr_);
  }

  // A staff in red and white: each band is half a metre.
  void staff(double x, double y, double high) {
    for (int i = 0; i < 6; ++i) paint(i % 2 == 0 ? 0xD02020 : 0xF8F8F8), box(x, y - high * (i + 1) / 6, 7, high / 6);
  }
  void tape(double x1, double y1, double x2, double y2) {
    paint(0xF2C500);
    cairo_set_line_width(cr_, 4);
    line(x1, y1, x2, y2);
    paint(0x202020);
    cairo_set_line_width(cr_, 1);
    for (int i = 0; i <= 24; ++i) {
      const double x = x1 + (x2 - x1) * i / 24, y = y1 + (y2 - y1) * i / 24;
      line(x, y - 3, x, y + 3);
    }
  }

  // The land from above, in a panel; with what was built on it, or still without.
  void from_above(double left, double wide, bool built) {
    cairo_save(cr_);
    cairo_rectangle(cr_, left, 40, wide, kHigh - 90);
    cairo_clip(cr_);
    cairo_translate(cr_, left, 40);
    static constexpr std::array<unsigned, 5> kFields{0x7E9450, 0x94A35E, 0x6F8747, 0xA89A62, 0x86984F};
    for (int row = 0; row < 6; ++row) {
      for (int column = 0; column < 5; ++column) {
        const double x = column * wide / 5 + within(-8, 8), y = row * 66 + within(-6, 6);
        paint(kFields[static_cast<std::size_t>(random_.next() % kFields.size())]);
        shape({{x, y}, {x + wide / 5 + 10, y + within(-6, 6)}, {x + wide / 5 + 10, y + 74}, {x - 4, y + 72}});
        paint(0x4E5E2E, 0.5);
        cairo_set_line_width(cr_, 1);
        for (int i = 1; i < 5; ++i) line(x + i * wide / 26, y, x + i * wide / 26, y + 66);
      }
    }
    cairo_set_line_width(cr_, 13);
    paint(0xCFC6B2);
    line(-10, 92, wide + 10, 142);
    cairo_set_line_width(cr_, 8);
    paint(0x5D8296);
    line(wide * 0.2, 400, wide * 0.3, 120);
    const double x = wide * 0.45, y = 180, w = within(90, 120), h = within(70, 100);
    if (built) {
      paint(0xC8C0AE), box(x - 10, y - 10, w + 20, h + 20);
      paint(random_.chance(50) ? 0x3E6FA8 : 0xA8583E), box(x, y, w * 0.6, h);
      paint(0x8E877A), box(x + w * 0.68, y + 6, w * 0.26, h * 0.5);
    }
    paint(0xE01818);
    cairo_set_line_width(cr_, 3);
    const std::array<double, 2> dashes{9, 5};
    cairo_set_dash(cr_, dashes.data(), 2, 0);
    cairo_rectangle(cr_, x - 16, y - 16, w + 32, h + 32);
    cairo_stroke(cr_);
    cairo_restore(cr_);
  }

  void paint(unsigned rgb, double alpha = 1) {
    cairo_set_source_rgba(cr_, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0, alpha);
  }
  void box(double x, double y, double w, double h) {
    cairo_rectangle(cr_, x, y, w, h);
    cairo_fill(cr_);
  }

 private:
  double within(double low, double high) { return low + (high - low) * random_.unit(); }
  void oval(double x, double y, double rx, double ry) {
    cairo_save(cr_);
    cairo_translate(cr_, x, y);
    cairo_scale(cr_, rx, ry);
    cairo_arc(cr_, 0, 0, 1, 0, 2 * M_PI);
    cairo_restore(cr_);
    cairo_fill(cr_);
  }
  void shape(std::initializer_list<Point> points) {
    for (const auto& [x, y] : points) cairo_line_to(cr_, x, y);
    cairo_close_path(cr_);
    cairo_fill(cr_);
  }
  void line(double x1, double y1, double x2, double y2) {
    cairo_move_to(cr_, x1, y1);
    cairo_line_to(cr_, x2, y2);
    cairo_stroke(cr_);
  }
  void fade(double top, double bottom, unsigned from, unsigned to) {
    cairo_pattern_t* pattern = cairo_pattern_create_linear(0, top, 0, bottom);
    const auto stop = [&](double at, unsigned rgb) {
      cairo_pattern_add_color_stop_rgb(pattern, at, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
    };
    stop(0, from), stop(1, to);
    cairo_set_source(cr_, pattern);
    cairo_rectangle(cr_, 0, top, kWide, bottom - top);
    cairo_fill(cr_);
    cairo_pattern_destroy(pattern);
  }
  void hills(double base, double high, unsigned rgb) {
    const double shift = within(0, 6), wave = within(0.006, 0.014);
    paint(rgb);
    cairo_move_to(cr_, 0, kHorizon + 2);
    for (double x = 0; x <= kWide; x += 8) {
      cairo_line_to(cr_, x, base - high * (0.5 + 0.35 * std::sin(shift + x * wave) + 0.15 * std::sin(shift * 3 + x * wave * 3)));
    }
    cairo_line_to(cr_, kWide, kHorizon + 2);
    cairo_fill(cr_);
  }
  void tree(double x, double y, double size) {
    paint(0x54402A), box(x - 1.5, y - size * 0.4, 3, size * 0.6);
    paint(0x3F5E33), oval(x, y - size, size * 0.6, size * 0.75);
    paint(0x567A44), oval(x - size * 0.15, y - size * 1.1, size * 0.35, size * 0.4);
  }
  void pad(unsigned rgb) {
    paint(rgb);
    shape({{110, 330}, {505, 320}, {590, 410}, {60, 425}});
    paint(0x5B4E34, 0.5);
    shape({{60, 425}, {590, 410}, {592, 417}, {60, 433}});
  }
  void heap(double x, double y, double size, unsigned rgb) {
    paint(rgb);
    shape({{x - size, y}, {x - size * 0.2, y - size * 0.75}, {x + size * 0.25, y - size * 0.7}, {x + size, y}});
    paint(0x000000, 0.15);
    shape({{x + size * 0.05, y - size * 0.72}, {x + size * 0.25, y - size * 0.7}, {x + size, y}, {x + size * 0.3, y}});
  }
  void bricks(double x, double y) {
    for (int row = 0; row < 5; ++row) {
      for (int i = 0; i < 6; ++i) paint((row + i) % 2 == 0 ? 0xA04A30 : 0x8C3E28), box(x + i * 11, y - row * 7, 10.5, 6.5);
    }
  }
  void house() {
    const double w = within(210, 260), h = within(95, 125), x = 180, y = 372;
    paint(0xB5694A), box(x, y - h, w, h);
    paint(0xD9CDB8, 0.55);
    for (double row = y - h + 7; row < y; row += 8) box(x, row, w, 1);
    paint(0x8C4E36);
    shape({{x + w, y - h}, {x + w + 60, y - h - 22}, {x + w + 60, y - 26}, {x + w, y}});
    paint(0x6E6A66);
    shape({{x - 12, y - h}, {x + w, y - h}, {x + w + 66, y - h - 24}, {x + 58, y - h - 26}});
    for (int i = 0; i < 3; ++i) paint(0x2C343C), box(x + 22 + i * (w - 40) / 3, y - h + 24, 34, 30);
    paint(0x3B2A20), box(x + w / 2 - 15, y - 56, 30, 56);
    bricks(108, 408), heap(520, 408, 38, 0xC6B68C);
  }
  void shed() {
    const double w = within(270, 320), h = within(80, 105), x = 130, y = 376;
    const unsigned roof = random_.chance(60) ? 0x2F6DB0 : 0xA43B33;
    paint(0xD5DADC), box(x, y - h, w, h);
    paint(0x9DA7AC, 0.8);
    for (double column = x + 9; column < x + w; column += 10) box(column, y - h, 1.5, h);
    paint(0xA9B2B6);
    shape({{x + w, y - h}, {x + w + 70, y - h - 26}, {x + w + 70, y - 30}, {x + w, y}});
    paint(roof);
    shape({{x - 10, y - h + 4}, {x + w + 4, y - h + 4}, {x + w + 76, y - h - 26}, {x + 70, y - h - 40}});
    paint(0x5E676C), box(x + w / 2 - 42, y - 66, 84, 66);
    paint(0xFFFFFF, 0.25);
    for (int i = 1; i < 7; ++i) box(x + w / 2 - 42, y - 66 + i * 9.5, 84, 1);
    heap(70, 420, 34, 0x9A9184);
  }
  void yard() {
    heap(210, 372, 64, 0xB4AB9C), heap(330, 362, 50, 0x8E8A84), heap(430, 376, 44, 0xC2A878);
    bricks(480, 396), bricks(110, 402);
    paint(0x3E7F4B), box(255, 378, 88, 30);  // a lorry
    paint(0xD8D8D2), box(343, 384, 30, 24);
    paint(0x1E1E1E), oval(275, 410, 9, 9), oval(325, 410, 9, 9), oval(358, 410, 9, 9);
    paint(0x6A6A6A);
    for (int i = 0; i < 16; ++i) box(60 + i * 34, 322, 3, 34);
    box(60, 328, 515, 2), box(60, 342, 515, 2);
  }
  void pit() {
    paint(0x8E7346);
    shape({{150, 340}, {470, 332}, {535, 395}, {105, 405}});
    paint(0x745C35);
    shape({{185, 350}, {440, 343}, {490, 386}, {145, 394}});
    paint(0x5A4729);
    shape({{225, 360}, {405, 354}, {440, 378}, {190, 385}});
    heap(85, 400, 48, 0xA98C58), heap(560, 392, 40, 0xB79A64);
    paint(0x2A2A2A), box(330, 340, 74, 13);  // an excavator
    paint(0xE2A81E), box(340, 308, 58, 32);
    paint(0x9CC0D2), box(376, 312, 18, 17);
    cairo_set_line_width(cr_, 9);
    paint(0xD2981A);
    line(342, 318, 292, 274), line(292, 276, 252, 330);
    paint(0x4B4B4B);
    shape({{238, 326}, {262, 326}, {258, 348}, {234, 344}});
  }
  void frame() {
    const int floors = static_cast<int>(random_.between(3, 6));
    const double x = 170, w = 250, y = 378, storey = 36;
    for (int i = 0; i < floors; ++i) {
      const double top = y - (i + 1) * storey;
      paint(0x6D6A66), box(x, top, w, storey);
      paint(0xBAB5AC), box(x - 4, top, w + 8, 6);
      for (int k = 0; k <= 5; ++k) box(x + k * w / 5 - 4, top, 8, storey);
    }
    const double top = y - floors * storey;
    paint(0x2F7D4E, 0.5), box(x + w * 0.6, top - 12, w * 0.5, floors * storey + 12);
    paint(0x8C5B2E);
    cairo_set_line_width(cr_, 2);
    for (int k = 0; k <= 9; ++k) line(x + w * 0.6 + k * w / 18, top - 18, x + w * 0.6 + k * w / 18, y);
    for (double row = top - 10; row < y; row += 18) line(x + w * 0.6, row, x + w * 1.1, row);
    heap(520, 404, 40, 0xC9BFA6), bricks(90, 408);
  }
  void mark() {
    if (scene_.item_code == "LZR-CF-040") {
      paint(0xC8A23C);
      cairo_set_line_width(cr_, 6);
      line(320, 300, 262, 415), line(320, 300, 328, 424), line(320, 300, 388, 410);
      paint(0x38707C), box(298, 256, 44, 44);
      paint(0x20282C), oval(320, 278, 13, 13);
      paint(0xA8D4E4), oval(317, 275, 6, 6);
      return;
    }
    paint(0x7B6A48), oval(320, 408, 92, 22);
    paint(0xC6C2B8);
    shape({{276, 404}, {284, 330}, {322, 338}, {314, 362}, {336, 368}, {352, 406}});
    paint(0x9A968C);
    shape({{336, 368}, {352, 406}, {366, 400}, {350, 362}});
    paint(0xC6C2B8);
    shape({{384, 414}, {404, 384}, {448, 396}, {438, 420}});
    paint(0xB8923A), oval(300, 334, 12, 5);
    paint(0x4A463E);
    cairo_set_line_width(cr_, 2);
    line(300, 346, 308, 372), line(308, 372, 298, 398);
  }

  cairo_t* cr_;
  Random random_;
  const Scene& scene_;
};

cairo_status_t append(void* into, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void draw_caption(cairo_t* cr, render::Fonts& fonts, const std::string& words, double x, double y, double size) {
  const auto layout = render::lay_out(fonts.impl(), words, {.role = render::FontRole::hei, .size = size, .width = 2000});
  cairo_set_source_rgba(cr, 0, 0, 0, 0.6);
  cairo_rectangle(cr, x - 4, y - 3, render::widest(layout) + 8, size + 6);
  cairo_fill(cr);
  cairo_set_source_rgb(cr, 1, 1, 1);
  render::draw_line(cr, layout, 0, x, y + size / 2, size);
}

void draw_scene(cairo_t* cr, render::Fonts& fonts, const Scene& scene, View view, Date on) {
  Sketch sketch(cr, scene);
  if (view == View::compared) {
    sketch.paint(0xF4F2EC), sketch.box(0, 0, kWide, kHigh);
    Sketch(cr, scene).from_above(12, 302, false);
    Sketch(cr, scene).from_above(326, 302, true);
    draw_caption(cr, fonts, fmt::format("{}年{}月", scene.before.year(), scene.before.month()), 20, 48, 15);
    draw_caption(cr, fonts, fmt::format("{}年{}月", on.year(), on.month()), 334, 48, 15);
    return;
  }
  const Subject what = subject_of(scene);
  cairo_save(cr);
  if (view == View::near || view == View::measured) {
    const double zoom = view == View::near ? 1.5 : 1.25;
    cairo_translate(cr, kWide / 2, kHigh * 0.6);
    cairo_scale(cr, zoom, zoom);
    cairo_translate(cr, -kWide / 2 + (view == View::near ? -20 : 25), -kHigh * 0.74);
  }
  sketch.landscape();
  sketch.subject(what);
  cairo_restore(cr);
  if (view != View::measured) return;
  sketch.staff(150, 400, 170);
  sketch.tape(155, 398, 470, 390);
  sketch.officer(500, 446, 190);
  sketch.paint(0xFDFDFA), sketch.box(28, 356, 196, 58);
  const auto board = render::lay_out(fonts.impl(), "丈量：" + scene.area, {.role = render::FontRole::kai, .size = 17, .width = 184});
  sketch.paint(0x202020);
  for (int i = 0; i < std::min(2, render::line_count(board)); ++i) render::draw_line(cr, board, i, 36, 374 + i * 24, 17);
}

std::string photograph(render::Fonts& fonts, const Scene& scene, View view, Instant at) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, kPictureWidth, kPictureHeight);
  cairo_t* cr = cairo_create(surface);
  pango_cairo_update_context(cr, fonts.impl().context);
  draw_scene(cr, fonts, scene, view, at.date());
  draw_caption(cr, fonts, scene.place, 14, kHigh - 50, 15);
  draw_caption(cr, fonts, at.text().substr(0, 10) + " " + at.text().substr(11, 8), 14, kHigh - 26, 15);
  std::string out;
  const bool written = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
                       cairo_surface_write_to_png_stream(surface, append, &out) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  MJ_CHECK(written);
  return out;
}

}  // namespace mingjing::app::demo
