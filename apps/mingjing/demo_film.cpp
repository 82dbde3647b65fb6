// SPDX-License-Identifier: Apache-2.0
#include "demo_film.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/check.h"
#include "demo_random.h"
#include "render/pdf_typeset.h"

namespace mingjing::app::demo {
namespace {

constexpr int kBlock = 16, kHalf = 8;
constexpr int kColumns = kFilmWidth / kBlock, kRows = kFilmHeight / kBlock;
constexpr std::int64_t kTick = 20'000;  // the clock of a film moves on
constexpr int kLevel = 30;              // 3.0 of H.264

// Bits of H.264, with its codes of variable length.
class Bits {
 public:
  void put(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) {
      if (used_ == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<char>(bytes_.back() | (value >> i & 1) << (7 - used_));
      used_ = (used_ + 1) % 8;
    }
  }
  void ue(std::uint32_t value) {
    int length = 0;
    while ((value + 1) >> (length + 1) != 0) ++length;
    put(0, length);
    put(value + 1, length + 1);
  }
  void align() { used_ = 0; }
  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  std::string end() {
    put(1, 1);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  int used_ = 0;
};

// No three bytes inside may look like a start code.
std::string unit(std::uint8_t head, const std::string& content) {
  std::string out(1, static_cast<char>(head));
  int zeros = 0;
  for (const char c : content) {
    if (zeros == 2 && static_cast<unsigned char>(c) <= 3) out += '\x03', zeros = 0;
    zeros = c == 0 ? zeros + 1 : 0;
    out += c;
  }
  return out;
}

std::string big(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += i > 7 ? '\0' : static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}
std::string sized(const std::string& content) { return big(content.size(), 4) + content; }
std::string box(const char* name, const std::string& content) { return big(content.size() + 8, 4) + name + content; }

std::string sequence_set() {
  Bits out;
  out.put(66, 8), out.put(0xC0, 8), out.put(kLevel, 8);
  out.ue(0), out.ue(4), out.ue(2), out.ue(1), out.put(0, 1);
  out.ue(kColumns - 1), out.ue(kRows - 1);
  out.put(0b1100, 4);
  return unit(0x67, out.end());
}
std::string picture_set() {
  Bits out;
  out.ue(0), out.ue(0), out.put(0, 2), out.ue(0), out.ue(0), out.ue(0), out.put(0, 3);
  out.ue(0), out.ue(0), out.ue(0);
  out.put(0b100, 3);
  return unit(0x68, out.end());
}

struct Plane {
  const std::vector<std::uint8_t>& values;
  int width, side;
  std::uint8_t at(int x, int y) const { return values[static_cast<std::size_t>(y * width + x)]; }
  // Whether the block is its neighbour's edge drawn on, downwards or to the right.
  bool follows(int column, int row, bool down) const {
    const int x0 = column * side, y0 = row * side;
    if (down ? row == 0 : column == 0) return false;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        if (at(x0 + x, y0 + y) != (down ? at(x0 + x, y0 - 1) : at(x0 - 1, y0 + y))) return false;
      }
    }
    return true;
  }
  void copy(Bits& out, int column, int row) const {
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) out.byte(at(column * side + x, row * side + y));
    }
  }
  bool same(const Plane& other, int column, int row) const {
    for (int y = row * side; y < (row + 1) * side; ++y) {
      const auto from = values.begin() + y * width + column * side, before = other.values.begin() + y * width + column * side;
      if (!std::equal(from, from + side, before)) return false;
    }
    return true;
  }
};

template <class Planes>
std::array<Plane, 3> planes_of(const Planes& p) {
  return {Plane{p.y, kFilmWidth, kBlock}, Plane{p.cb, kFilmWidth / 2, kHalf}, Plane{p.cr, kFilmWidth / 2, kHalf}};
}

void copy_block(Bits& out, const std::array<Plane, 3>& planes, int column, int row) {
  out.align();
  for (const auto& plane : planes) plane.copy(out, column, row);
}

std::string movie(const std::string& name, std::uint64_t seconds_1904, std::uint64_t ms, const std::string& tables) {
  const std::string matrix = big(0x10000, 4) + big(0, 12) + big(0x10000, 4) + big(0, 12) + big(0x40000000, 4);
  const std::string times = big(seconds_1904, 4) + big(seconds_1904, 4);
  const std::string head = box("mvhd", big(0, 4) + times + big(1000, 4) + big(ms, 4) + big(0x10000, 4) + big(0x100, 2) +
                                           big(0, 10) + matrix + big(0, 24) + big(2, 4));
  const std::string track = box("tkhd", big(3, 4) + times + big(1, 4) + big(0, 4) + big(ms, 4) + big(0, 16) + matrix +
                                            big(kFilmWidth << 16, 4) + big(kFilmHeight << 16, 4));
  const std::string media = box("mdhd", big(0, 4) + times + big(1000, 4) + big(ms, 4) + big(0x55C4, 2) + big(0, 2)) +
                            box("hdlr", big(0, 8) + "vide" + big(0, 12) + name + big(0, 1)) +
                            box("minf", box("vmhd", big(1, 4) + big(0, 8)) +
                                            box("dinf", box("dref", big(0, 4) + big(1, 4) + box("url ", big(1, 4)))) + tables);
  return box("moov", head + box("trak", track + box("mdia", media)));
}

void room(cairo_t* cr, render::Fonts& fonts, const Scene& scene, int who) {
  Random random(scene.seed, 23);
  const auto paint = [&](unsigned rgb) { cairo_set_source_rgb(cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0); };
  const auto fill = [&](unsigned rgb, double x, double y, double w, double h) {
    paint(rgb);
    cairo_rectangle(cr, x, y, w, h);
    cairo_fill(cr);
  };
  const auto head = [&](unsigned rgb, double x, double y, double r) {
    paint(rgb);
    cairo_arc(cr, x, y, r, 0, 2 * M_PI);
    cairo_fill(cr);
  };
  fill(random.chance(50) ? 0xD9DDD4 : 0xDAD6CC, 0, 0, kFilmWidth, 160);
  fill(0x8C8578, 0, 160, kFilmWidth, 80);
  fill(0x2E5C8A, 96, 32, 128, 24);
  const auto sign = render::lay_out(fonts.impl(), "询 问 室", {.role = render::FontRole::hei, .size = 15, .width = 128, .align = PANGO_ALIGN_CENTER});
  cairo_set_source_rgb(cr, 1, 1, 1);
  render::draw_line(cr, sign, 0, 96, 44, 15);
  fill(0xB9C7D4, 24, 40, 48, 64);
  // Who is questioned, behind the table.
  const double sway = who == 0 ? 2 : 0;
  fill(random.chance(50) ? 0x6A4B3A : 0x44505C, 136, 96, 48, 48);
  head(0xD3A684, 160, 82 + sway, 15);
  fill(0x2A211C, 146, 66 + sway, 28, 8);
  if (who == 0) fill(0x7A3B34, 155, 90, 10, 4);
  fill(0x7B5B3C, 64, 144, 192, 16);
  fill(0x654A30, 64, 160, 192, 32);
  for (const int side : {0, 1}) {  // two officers, from behind
    const double x = side == 0 ? 92 : 228, nod = who == side + 1 ? 3 : 0;
    fill(0x26355A, x - 30, 176, 60, 64);
    head(0x2A211C, x, 160 + nod, 17);
    fill(0xF4F4F0, side == 0 ? 112 : 196, 134, 18, 10);
  }
}

}  // namespace

void FilmWriter::show(const unsigned char* rgb32, int stride, std::int64_t ms) {
  Planes now;
  now.y.resize(static_cast<std::size_t>(kFilmWidth) * kFilmHeight);
  now.cb.resize(now.y.size() / 4);
  now.cr.resize(now.y.size() / 4);
  for (int y = 0; y < kFilmHeight; y += 2) {
    for (int x = 0; x < kFilmWidth; x += 2) {
      int r = 0, g = 0, b = 0;
      for (int i = 0; i < 4; ++i) {
        const unsigned char* one = rgb32 + (y + i / 2) * stride + (x + i % 2) * 4;
        r += one[2], g += one[1], b += one[0];
        now.y[static_cast<std::size_t>((y + i / 2) * kFilmWidth + x + i % 2)] =
            static_cast<std::uint8_t>(((66 * one[2] + 129 * one[1] + 25 * one[0] + 128) >> 8) + 16);
      }
      const auto at = static_cast<std::size_t>(y / 2 * (kFilmWidth / 2) + x / 2);
      now.cb[at] = static_cast<std::uint8_t>(((-38 * r - 74 * g + 112 * b + 512) >> 10) + 128);
      now.cr[at] = static_cast<std::uint8_t>(((112 * r - 94 * g - 18 * b + 512) >> 10) + 128);
    }
  }
  std::vector<bool> changed(static_cast<std::size_t>(kColumns) * kRows, true);
  if (!samples_.empty()) {
    const auto planes = planes_of(now), before = planes_of(last_);
    for (int i = 0; i < kColumns * kRows; ++i) {
      const int column = i % kColumns, row = i / kColumns;
      changed[static_cast<std::size_t>(i)] = !planes[0].same(before[0], column, row) || !planes[1].same(before[1], column, row) ||
                                             !planes[2].same(before[2], column, row);
    }
  }
  const bool whole = std::count(changed.begin(), changed.end(), true) * 2 > kColumns * kRows;
  frame_ = whole ? 0 : frame_ + 1;
  const auto sample = sized(whole ? whole_picture(now) : changes(now, changed));
  samples_.push_back({static_cast<std::uint32_t>(sample.size()), ms, whole});
  bytes_ += sample;
  last_ = std::move(now);
}

// A block that only goes on with its neighbour's edge says so; every other one is kept as it is.
std::string FilmWriter::whole_picture(const Planes& now) const {
  const auto planes = planes_of(now);
  std::vector<bool> kept(static_cast<std::size_t>(kColumns) * kRows);
  Bits out;
  out.ue(0), out.ue(7), out.ue(0), out.put(0, 8);
  out.ue(static_cast<std::uint32_t>(samples_.size() % 2));  // two whole pictures in a row differ in their number
  out.put(0, 2), out.ue(0), out.ue(1);
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const auto i = static_cast<std::size_t>(row * kColumns + column);
      const bool luma_down = planes[0].follows(column, row, true), luma_right = planes[0].follows(column, row, false);
      const bool down = planes[1].follows(column, row, true) && planes[2].follows(column, row, true);
      const bool right = planes[1].follows(column, row, false) && planes[2].follows(column, row, false);
      kept[i] = !(luma_down || luma_right) || !(down || right);
      if (kept[i]) {
        out.ue(25);
        copy_block(out, planes, column, row);
        continue;
      }
      out.ue(luma_down ? 1 : 2);
      out.ue(down ? 2 : 1);
      out.put(1, 1);
      const bool beside_kept = (column > 0 && kept[i - 1]) || (row > 0 && kept[i - kColumns]);
      out.put(beside_kept ? 0b000011 : 1, beside_kept ? 6 : 1);
    }
  }
  return unit(0x65, out.end());
}

std::string FilmWriter::changes(const Planes& now, const std::vector<bool>& changed) const {
  const auto planes = planes_of(now);
  Bits out;
  out.ue(0), out.ue(5), out.ue(0), out.put(frame_ % 256, 8);
  out.put(0, 3), out.ue(0), out.ue(1);
  std::uint32_t skipped = 0;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (!changed[i]) {
      ++skipped;
      continue;
    }
    out.ue(skipped);
    skipped = 0;
    out.ue(30);
    copy_block(out, planes, static_cast<int>(i) % kColumns, static_cast<int>(i) / kColumns);
  }
  if (skipped > 0) out.ue(skipped);
  return unit(0x41, out.end());
}

std::string FilmWriter::finish(Instant made) const {
  constexpr std::int64_t k1904 = 2'082'844'800;
  const auto sps = sequence_set(), pps = picture_set();
  const std::string settings = box("avcC", std::string("\x01\x42\xC0") + static_cast<char>(kLevel) + "\xFF\xE1" + big(sps.size(), 2) + sps +
                                               "\x01" + big(pps.size(), 2) + pps);
  const std::string entry = box("avc1", big(0, 6) + big(1, 2) + big(0, 16) + big(kFilmWidth, 2) + big(kFilmHeight, 2) + big(0x480000, 4) +
                                            big(0x480000, 4) + big(0, 4) + big(1, 2) + big(0, 32) + big(0x18, 2) + big(0xFFFF, 2) + settings);
  std::string times, sizes, wholes;
  std::uint64_t ms = 0, whole_count = 0;
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    times += big(1, 4) + big(static_cast<std::uint64_t>(samples_[i].ms), 4);
    sizes += big(samples_[i].size, 4);
    ms += static_cast<std::uint64_t>(samples_[i].ms);
    if (!samples_[i].whole) continue;
    wholes += big(i + 1, 4);
    ++whole_count;
  }
  const std::uint64_t count = samples_.size();
  const std::string kind = box("ftyp", std::string("isom") + big(512, 4) + "isomavc1mp41");
  const auto head = [&](std::uint64_t at) {
    const std::string tables = box("stbl", box("stsd", big(0, 4) + big(1, 4) + entry) + box("stts", big(0, 4) + big(count, 4) + times) +
                                               box("stss", big(0, 4) + big(whole_count, 4) + wholes) +
                                               box("stsc", big(0, 4) + big(1, 4) + big(1, 4) + big(count, 4) + big(1, 4)) +
                                               box("stsz", big(0, 8) + big(count, 4) + sizes) + box("stco", big(0, 4) + big(1, 4) + big(at, 4)));
    return movie("Mingjing demo", static_cast<std::uint64_t>(made.unix_ms() / 1000 + k1904), ms, tables);
  };
  return kind + head(kind.size() + head(0).size() + 8) + box("mdat", bytes_);
}

std::string film(render::Fonts& fonts, const Film& wanted) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, kFilmWidth, kFilmHeight);
  cairo_t* cr = cairo_create(surface);
  Random random(wanted.scene.seed, static_cast<std::uint64_t>(wanted.from.unix_ms()));
  FilmWriter out;
  const std::int64_t length = wanted.until - wanted.from;
  int drawn = -1;
  for (std::int64_t at = 0; at < length; at += kTick) {
    // In a room somebody else speaks now and then; outside the camera goes nearer twice.
    const int part = wanted.in_room ? static_cast<int>(random.between(0, 2)) : static_cast<int>(3 * at / length);
    if (part != drawn && wanted.in_room) room(cr, fonts, wanted.scene, part);
    if (part != drawn && !wanted.in_room) {
      cairo_save(cr);
      cairo_scale(cr, 0.5, 0.5);
      draw_scene(cr, fonts, wanted.scene, part == 0 ? View::whole : part == 1 ? View::near : View::measured, wanted.from.date());
      cairo_restore(cr);
    }
    drawn = part;
    const auto clock = wanted.from.plus_ms(at).text();
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_rectangle(cr, 0, 0, kFilmWidth, kBlock);  // above: players cover the lower edge
    cairo_fill(cr);
    draw_caption(cr, fonts, clock.substr(0, 10) + " " + clock.substr(11, 8), 8, 2, 12);
    cairo_surface_flush(surface);
    out.show(cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface), std::min(kTick, length - at));
  }
  const bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  MJ_CHECK(good);
  return out.finish(wanted.from);
}

// Syllables of a low voice with pauses: 8 kHz, 8 bits, one channel.
std::string murmur(const Sound& wanted) {
  constexpr int kRate = 8000;
  Random random(wanted.seed, 29);
  std::string samples;
  const auto wanted_size = static_cast<std::size_t>(wanted.seconds) * kRate;
  double phase = 0;
  while (samples.size() < wanted_size) {
    const double pitch = static_cast<double>(random.between(105, 190)), loud = random.chance(16) ? 0 : 30.0 + 50.0 * random.unit();
    const auto length = random.between(900, 2200);
    for (std::int64_t i = 0; i < length && samples.size() < wanted_size; ++i) {
      phase += 2 * M_PI * pitch / kRate;
      const double swell = std::sin(M_PI * static_cast<double>(i) / static_cast<double>(length));
      const double voice = 0.6 * std::sin(phase) + 0.25 * std::sin(3 * phase) + 0.15 * std::sin(6 * phase);
      samples += static_cast<char>(128 + std::lround(loud * swell * voice));
    }
  }
  const auto little = [](std::uint64_t value, int bytes) {
    std::string out = big(value, bytes);
    std::reverse(out.begin(), out.end());
    return out;
  };
  return "RIFF" + little(36 + samples.size(), 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2) + little(kRate, 4) +
         little(kRate, 4) + little(1, 2) + little(8, 2) + "data" + little(samples.size(), 4) + samples;
}

}  // namespace mingjing::app::demo
