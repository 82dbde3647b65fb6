// The table behind `embedded()`, written by the build.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingjing::detail {

struct EmbeddedFile {
  const char* path;  // null ends the table
  const char* begin;
  const char* end;
};
extern const EmbeddedFile kEmbedded[];

}  // namespace mingjing::detail
