// One page of a picture or a PDF as PNG on standard output, after a line `mingjing-view <pages>`.
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

// Before the lock: the library that reads such a file is found and loaded, once the lock is shut it may not be. Compares the
// first bytes with known marks and reads nothing else of them.
void load_reader(std::string_view bytes);

// `bytes` stay valid until the process ends. By their content: no name and no type is believed.
int draw(std::string_view bytes, int page, int width);

}  // namespace mingjing::view
