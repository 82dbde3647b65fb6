// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_table.h"

#include <algorithm>
#include <numeric>

namespace mingjing::render {

namespace {

constexpr double kSize = 12;  // 小四
constexpr double kLine = 20;
constexpr double kPadding = 5;
constexpr double kHair = 0.6;
constexpr int kLinesPerStrip = 10;  // a taller row may break after so many

struct Box {
  Layout layout;
  double x = 0;
  double width = 0;
  int lines = 0;
  bool label = false;
};

std::vector<double> edges(const std::vector<int>& columns) {
  const int total = std::accumulate(columns.begin(), columns.end(), 0);
  std::vector<double> out{kLeft};
  int sum = 0;
  for (int width : columns) out.push_back(kLeft + kAreaWidth * (sum += width) / total);
  return out;
}

std::vector<Box> boxes(Fonts::Impl& fonts, const std::vector<documents::Cell>& row, const std::vector<double>& edge) {
  std::vector<Box> out;
  std::size_t column = 0;
  for (const auto& cell : row) {
    const std::size_t end = std::min(column + static_cast<std::size_t>(cell.span), edge.size() - 1);
    Box box;
    box.x = edge[column];
    box.width = edge[end] - edge[column];
    box.label = cell.label;
    Style style{.role = cell.label ? FontRole::hei : FontRole::body, .size = kSize, .width = box.width - 2 * kPadding};
    if (cell.label) style.align = PANGO_ALIGN_CENTER;
    box.layout = lay_out(fonts, cell.text, style);
    box.lines = line_count(box.layout);
    out.push_back(std::move(box));
    column = end;
  }
  return out;
}

// Lines first … first + count of the row's boxes. A box shorter than the row stands in its middle when the row is
// drawn in one strip.
void draw_strip(cairo_t* cr, const std::vector<Box>& row, int first, int count, bool whole, bool top, bool bottom,
                double y, double height) {
  for (const auto& box : row) {
    const int shown = std::min(box.lines - first, count);
    const bool centred = whole && (box.label || box.lines == 1);
    const double start = y + (centred ? (height - box.lines * kLine) / 2 : kPadding);
    for (int i = 0; i < shown; ++i) {
      draw_line(cr, box.layout, first + i, box.x + kPadding, start + (i + 0.5) * kLine, kSize);
    }
  }
  cairo_set_line_width(cr, kHair);
  for (const auto& box : row) {
    cairo_move_to(cr, box.x, y);
    cairo_line_to(cr, box.x, y + height);
  }
  cairo_move_to(cr, kLeft + kAreaWidth, y);
  cairo_line_to(cr, kLeft + kAreaWidth, y + height);
  cairo_stroke(cr);
  if (top) draw_rule(cr, kLeft - kHair / 2, y, kAreaWidth + kHair, kHair);
  if (bottom) draw_rule(cr, kLeft - kHair / 2, y + height, kAreaWidth + kHair, kHair);
}

}  // namespace

void add_table(Pages& pages, Fonts::Impl& fonts, const documents::Block& table) {
  const auto edge = edges(table.columns);
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    const auto& cells = table.rows[at];
    const auto row = std::make_shared<std::vector<Box>>(boxes(fonts, cells, edge));
    int lines = 1;
    for (const auto& box : *row) lines = std::max(lines, box.lines);
    for (const auto& cell : cells) lines = std::max(lines, cell.lines);
    const bool whole = lines <= 2 * kLinesPerStrip;
    const int step = whole ? lines : kLinesPerStrip;
    for (int first = 0; first < lines; first += step) {
      const int count = std::min(step, lines - first);
      const bool starts = first == 0;
      const bool ends = first + count >= lines;
      Strip strip;
      strip.height = count * kLine + (starts ? kPadding : 0) + (ends ? kPadding : 0);
      // No table leaves its head or its last row alone on a page; a long one ends with three, as approvals do with the
      // opinions of officers, unit and agency.
      const std::size_t last = table.rows.size() > 6 ? 3 : 2;
      strip.keep_with_next =
          ends && table.rows.size() > 2 && at + 1 < table.rows.size() && (at == 0 || at + last >= table.rows.size());
      strip.draw = [row, first, count, whole, starts, ends, height = strip.height](cairo_t* cr, const Place& place) {
        draw_strip(cr, *row, first, count, whole, starts || place.first_on_page, ends || place.last_on_page, place.y,
                   height);
      };
      pages.add(std::move(strip));
    }
  }
  Strip gap;
  gap.height = 8;
  pages.add(std::move(gap));
}

}  // namespace mingjing::render
