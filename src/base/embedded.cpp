// SPDX-License-Identifier: Apache-2.0
#include "base/embedded.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "base/embedded_table.h"

namespace mingjing {

std::string_view embedded(std::string_view path) {
  for (const auto* file = detail::kEmbedded; file->path != nullptr; ++file) {
    if (path == file->path) return {file->begin, static_cast<std::size_t>(file->end - file->begin)};
  }
  std::fprintf(stderr, "no embedded file %.*s\n", static_cast<int>(path.size()), path.data());
  check_failed("embedded file exists", __FILE__, __LINE__);
}

std::vector<std::string_view> embedded_under(std::string_view prefix) {
  std::vector<std::string_view> out;
  for (const auto* file = detail::kEmbedded; file->path != nullptr; ++file) {
    if (std::string_view(file->path).starts_with(prefix)) out.emplace_back(file->path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace mingjing
