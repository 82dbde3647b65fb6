// What is in a file of sound or pictures 「音像文件」, found out by somebody who may be deceived by a hostile file without harm
// (CONTRACTS 7). The original is never changed. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "ports/content_store.h"
#include "ports/page_drawer.h"

namespace mingjing::ports {

struct MediaFacts {
  bool playable = false;              // opened, and the first picture or sound decoded
  std::int64_t duration_ms = 0;       // 0: not known, or a single picture
  std::string container, video, audio;  // e.g. mov, h264, aac; empty: none of that kind
  std::int64_t width = 0, height = 0;
  std::string made_at;                // as it stands in the file; only letters, digits and the signs of a time
};

// Thread safe; blocks for seconds at worst. Refused: unavailable when too many are read at once.
class MediaReader {
 public:
  virtual ~MediaReader() = default;
  // A file that cannot be opened, is locked, damaged or costs too much: facts with `playable` false.
  virtual Result<MediaFacts> look(const OpenedFile& file) = 0;
  // The picture shown at `at_ms`, and the loudness over the whole length, as PNG. Refused too: unsupported_type.
  virtual Result<DrawnPage> frame(const OpenedFile& file, std::int64_t at_ms, int width) = 0;
  virtual Result<DrawnPage> waveform(const OpenedFile& file, int width) = 0;
};

}  // namespace mingjing::ports
