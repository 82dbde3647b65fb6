// One page of a picture or a PDF as PNG or JPEG on standard output, after a line `mingjing-view <pages>`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace mingjing::view {

enum Exit : int {
  kDrawn = 0,
  kUsage = 1,
  kUnreadable = 2,
  kNoSuchPage = 3,
};

// To standard output: all of it, and the line before a PNG.
bool write_all(std::string_view text);
bool write_head(int pages);

// A picture by its content; what else there is may be a film.
bool is_picture(std::string_view bytes);
// One line of JSON about a picture, as probe_media() (media.h) writes of a film.
int probe_picture(std::string_view bytes);

// Before the lock: the library that reads such a file is found and loaded, once the lock is shut it may not be. Compares the
// first bytes with known marks and reads nothing else of them.
// `jpeg`: what writes JPEG, too.
void load_reader(std::string_view bytes, bool jpeg);

// `bytes` stay valid until the process ends. By their content: no name and no type is believed.
// `mark`, UTF-8, is drawn across a page of a PDF; empty: nothing is.
struct Wish {
  int page = 0, width = 0;
  bool jpeg = false;
  std::string_view mark;
};
int draw(std::string_view bytes, const Wish& wish);

}  // namespace mingjing::view
