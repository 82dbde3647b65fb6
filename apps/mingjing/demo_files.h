// What stands in the files of demo cases: drawn photographs, scanned sheets, films and sounds. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "demo_film.h"
#include "demo_paper.h"
#include "demo_scene.h"

namespace mingjing::app::demo {

// The cases that have files: the first ones, which show each stage and each turn. A demo of a hundred thousand is hardly slower.
inline constexpr std::int64_t kCasesWithFiles = 80;

struct Picture {
  Scene scene;
  View view{};
  Instant at;
};

struct DemoFile {
  std::string name;
  std::variant<Picture, Paper, Film, Sound> content;
};

std::string_view media_type(const DemoFile& file);
// The same file gives the same bytes.
std::string bytes_of(render::Fonts& fonts, const DemoFile& file);

}  // namespace mingjing::app::demo
