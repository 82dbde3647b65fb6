// Pages as a column of strips: each has a height and a way to draw itself, and may ask to stay with the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <functional>
#include <vector>

namespace mingjing::render {

struct Place {
  double y = 0;  // upper edge of the strip, in points from the top of the page
  bool first_on_page = false;
  bool last_on_page = false;
};

struct Strip {
  double height = 0;
  bool keep_with_next = false;
  std::function<void(cairo_t*, const Place&)> draw;  // empty for white space, which is dropped at the top of a page
};

class Pages {
 public:
  void add(Strip strip) { strips_.push_back(std::move(strip)); }
  // The last `count` strips stay with what follows; white space after and between them is not counted.
  void keep_last(std::size_t count);
  int count() const { return static_cast<int>(breaks().size()); }
  // Draws all pages, calling `each_page` with the page's number and their count before it is shown. Returns the count.
  // A run of strips kept together that is taller than a page breaks where it must.
  int draw(cairo_t* cr, const std::function<void(int, int)>& each_page) const;

 private:
  struct Page {
    std::size_t first = 0, end = 0;
  };
  std::vector<Page> breaks() const;
  std::vector<Strip> strips_;
};

}  // namespace mingjing::render
