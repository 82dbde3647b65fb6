// Films of demo cases, written without a codec, since libavcodec would bring some eighty libraries into every start of the
// program for the demo's sake: H.264 in MP4, of which every picture is kept as it is and after it only what changes, and a
// murmur in WAV. Any player reads them. The same scene and times give the same bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "demo_scene.h"

namespace mingjing::app::demo {

inline constexpr int kFilmWidth = 320, kFilmHeight = 240;

class FilmWriter {
 public:
  // `rgb32`: as cairo keeps RGB24, kFilmWidth × kFilmHeight. Shown for so long.
  void show(const unsigned char* rgb32, int stride, std::int64_t ms);
  std::string finish(Instant made) const;

 private:
  struct Planes {
    std::vector<std::uint8_t> y, cb, cr;
  };
  struct Sample {
    std::uint32_t size = 0;
    std::int64_t ms = 0;
    bool whole = false;
  };
  std::string whole_picture(const Planes& now) const;
  std::string changes(const Planes& now, const std::vector<bool>& changed) const;
  Planes last_;
  unsigned frame_ = 0;  // since the last whole picture
  std::string bytes_;
  std::vector<Sample> samples_;
};

// As long as it says: the place, or a room where somebody is questioned or heard, with a running clock.
struct Film {
  Scene scene;
  bool in_room = false;
  Instant from, until;
};
std::string film(render::Fonts& fonts, const Film& wanted);

struct Sound {
  int seconds = 0;
  std::uint64_t seed = 0;
};
std::string murmur(const Sound& wanted);

}  // namespace mingjing::app::demo
