// Pages of a stored file for the screen 「查看件」: what a browser shows of an original is drawn by somebody else, who may
// be deceived by a hostile file without harm (CONTRACTS 7). The original is never sent to be shown, and never changed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "ports/content_store.h"

namespace mingjing::ports {

struct DrawnPage {
  std::string bytes;  // PNG, or JPEG where that was wished
  int pages = 0;      // of the whole file; 1 for a picture
};
struct PageWish {
  int page = 1;
  int width = 1200;   // pixels
  bool jpeg = false;  // for paper: smaller, and taken over as it is
  std::string mark{}; // drawn across a page of a PDF 「水印」: who looks, when and why
};

inline constexpr int kDrawnWidthMax = 2400;  // pixels

// Thread safe; blocks for seconds at worst.
class PageDrawer {
 public:
  virtual ~PageDrawer() = default;
  // `page` from 1. Refused: not_found no such page; unsupported_type neither a picture nor a PDF,
  // damaged, locked by a password, or more than the drawer may spend on it; unavailable too many drawn at once.
  virtual Result<DrawnPage> draw(const OpenedFile& file, const PageWish& wish) = 0;
};

}  // namespace mingjing::ports
