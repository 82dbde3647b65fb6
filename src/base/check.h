// MJ_CHECK stops a broken program; always on. Never for input.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingjing {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define MJ_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::mingjing::check_failed(#condition, __FILE__, __LINE__))
