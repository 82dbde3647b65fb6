// Photographs of demo cases, drawn by the program: what stands on the land from afar, near, and measured, and the land seen from
// above before and after. Nothing of a demo is photographed. The same scene and view give the same bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <cstdint>
#include <string>

#include "base/time.h"
#include "render/document_fonts.h"

namespace mingjing::app::demo {

enum class View : std::uint8_t { whole, near, measured, compared };

struct Scene {
  std::string item_code;  // what is on the land follows from the matter
  std::string place, area;
  Date before;            // of the older picture from above
  std::uint64_t seed = 0;  // the same place looks the same in each of its pictures
};

inline constexpr int kPictureWidth = 640, kPictureHeight = 480;

// Onto a surface of that size, without a stamp.
void draw_scene(cairo_t* cr, render::Fonts& fonts, const Scene& scene, View view, Date on);
// As a camera leaves it: with the time and the place in a corner. PNG.
std::string photograph(render::Fonts& fonts, const Scene& scene, View view, Instant at);

// White words on a dark strip; x and y are the upper left corner.
void draw_caption(cairo_t* cr, render::Fonts& fonts, const std::string& words, double x, double y, double size);

}  // namespace mingjing::app::demo
