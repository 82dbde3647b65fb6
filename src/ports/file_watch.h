// What the rounds over the stored files 「存储巡检」 know of one file: the last link of its chain of custody.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace mingjing::ports {

enum class SecondCopy : std::uint8_t {
  none,         // this deployment keeps no second copies
  there,
  missing,
  unreachable,  // the second store does not answer now
};

struct FileWatch {
  // When the newest round began that has read the whole file again; empty: none yet, or it is not known any more.
  std::optional<Instant> reread_at;
  bool altered = false;  // that round found that the bytes no longer have their digest, and no right copy
  SecondCopy second = SecondCopy::none;
};

}  // namespace mingjing::ports
