// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_pages.h"

#include "render/pdf_typeset.h"

namespace mingjing::render {

namespace {
constexpr double kSlack = 0.5;  // 22 pitches make the area but for rounding
}

void Pages::keep_last(std::size_t count) {
  for (std::size_t i = 0; i < count && i < strips_.size(); ++i) strips_[strips_.size() - 1 - i].keep_with_next = true;
}

int Pages::draw(cairo_t* cr, const std::function<void(int)>& each_page) const {
  int page = 0;
  std::size_t next = 0;
  do {
    while (page > 0 && next < strips_.size() && !strips_[next].draw) ++next;
    // Which strips go on this page: whole runs while they fit.
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
    double y = kTop;
    for (std::size_t i = next; i < end; ++i) {
      if (strips_[i].draw) strips_[i].draw(cr, {y, i == next, i + 1 == end});
      y += strips_[i].height;
    }
    next = end;
    each_page(++page);
    cairo_show_page(cr);
  } while (next < strips_.size());
  return page;
}

}  // namespace mingjing::render
