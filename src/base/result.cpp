// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <cstdio>
#include <cstdlib>

#include "base/check.h"

namespace mingjing {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request: return "bad_request";
    case ErrorCode::unauthenticated: return "unauthenticated";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::method_not_allowed: return "method_not_allowed";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::gone: return "gone";
    case ErrorCode::precondition_failed: return "precondition_failed";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::unsupported_type: return "unsupported_type";
    case ErrorCode::invalid: return "invalid";
    case ErrorCode::locked: return "locked";
    case ErrorCode::precondition_required: return "precondition_required";
    case ErrorCode::too_many: return "too_many";
    case ErrorCode::digest_mismatch: return "digest_mismatch";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::storage_full: return "storage_full";
  }
  return "unavailable";
}

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "CHECK failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace mingjing
