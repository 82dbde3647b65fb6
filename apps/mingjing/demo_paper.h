// Signed sheets of demo cases as they come from a scanner: a little askew, with a signature and a finger print. PDF.
// The same sheet gives the same bytes. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "render/document_fonts.h"

namespace mingjing::app::demo {

struct Paper {
  std::string title;
  std::vector<std::string> lines;    // 时间：… above the text
  std::vector<std::string> text;     // paragraphs
  std::string closing;               // in the hand of who signs
  std::vector<std::pair<std::string, std::string>> signatures;  // 当事人, and who signs: the party also with a finger
  Date on;
  std::uint64_t seed = 0;
};

std::string scanned(render::Fonts& fonts, const Paper& paper);

}  // namespace mingjing::app::demo
