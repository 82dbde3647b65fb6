// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_pages.h"

#include "render/pdf_typeset.h"

namespace mingjing::render {

namespace {
constexpr double kSlack = 0.5;  // 22 pitches make the area but for rounding
}

void Pages::keep_last(std::size_t count) {
  for (auto strip = strips_.rbegin(); strip != strips_.rend() && count > 0; ++strip) {
    strip->keep_with_next = true;
    if (strip->draw) --count;
  }
}

// Which strips go on which page: whole runs while they fit.
std::vector<Pages::Page> Pages::breaks() const {
  std::vector<Page> out;
  std::size_t next = 0;
  do {
    while (!out.empty() && next < strips_.size() && !strips_[next].draw) ++next;
    if (!out.empty() && next == strips_.size()) break;  // nothing but white space was left
    std::size_t end = next;
    double used = 0;
    while (end < strips_.size()) {
      std::size_t run = end;
      double height = 0;
      do height += strips_[run].height;
      while (strips_[run++].keep_with_next && run < strips_.size());
      if (used + height > kAreaHeight + kSlack) {
        if (end != next) break;
        // The run alone is taller than a page.
        run = end;
        height = 0;
        do height += strips_[run++].height;
        while (run < strips_.size() && height + strips_[run].height <= kAreaHeight + kSlack);
      }
      used += height;
      end = run;
    }
    out.push_back({next, end});
    next = end;
  } while (next < strips_.size());
  return out;
}

int Pages::draw(cairo_t* cr, const std::function<void(int, int)>& each_page) const {
  const auto pages = breaks();
  const int count = static_cast<int>(pages.size());
  for (int page = 0; page < count; ++page) {
    const auto [first, end] = pages[static_cast<std::size_t>(page)];
    double y = kTop;
    for (std::size_t i = first; i < end; ++i) {
      if (strips_[i].draw) strips_[i].draw(cr, {y, i == first, i + 1 == end});
      y += strips_[i].height;
    }
    each_page(page + 1, count);
    cairo_show_page(cr);
  }
  return count;
}

}  // namespace mingjing::render
