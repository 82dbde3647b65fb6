// Result<T>: the value, or the reason why not. Ordinary refusals (invalid, not found, forbidden, conflict, not at
// this stage, out of time) travel as values; a broken world (no database, full disk) is an exception (`Unavailable`),
// caught at the request boundary and in the job runner only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace mingjing {

// The closed list. `http/errors.cpp` maps each to its status; a test walks both.
enum class ErrorCode {
  bad_request,           // 400 not understood at all
  unauthenticated,       // 401
  forbidden,             // 403
  not_found,             // 404, also an object of another agency
  method_not_allowed,    // 405
  conflict,              // 409 stale version, number taken, offset
  gone,                  // 410 taken down
  precondition_failed,   // 412
  too_large,             // 413
  unsupported_type,      // 415
  invalid,               // 422 guards and validation
  locked,                // 423
  precondition_required, // 428 If-Match missing
  too_many,              // 429
  digest_mismatch,       // 460
  unavailable,           // 503
  storage_full,          // 507
};

// One reason of a refusal: a stable code, a Chinese sentence that says what to do next, and its legal source as
// shown to people, e.g. 《行政处罚法》第五十八条第一款 (empty where the source is a rule of form).
struct Reason {
  std::string code;
  std::string message;
  std::string citation;
  std::string field;
  bool operator==(const Reason&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message;          // Chinese, clear, says what to do next
  std::string field;            // name of the member that is meant, or empty
  std::vector<Reason> reasons;  // all of them, when several apply
  // Facts a program needs with a version conflict (CONTRACTS 7); empty otherwise.
  std::string detail_json;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> refuse(ErrorCode code, std::string message, std::string field = {}) {
  return tl::make_unexpected(Error{code, std::move(message), std::move(field), {}, {}});
}
inline tl::unexpected<Error> invalid(std::string message, std::string field = {}) {
  return refuse(ErrorCode::invalid, std::move(message), std::move(field));
}
inline tl::unexpected<Error> refuse(Error error) { return tl::make_unexpected(std::move(error)); }

std::string_view to_string(ErrorCode code);

// The world is broken, not the request: answered 503, or 507 when `disk_full`.
class Unavailable : public std::runtime_error {
 public:
  explicit Unavailable(const std::string& what, bool is_disk_full = false)
      : std::runtime_error(what), disk_full(is_disk_full) {}
  const bool disk_full;
};

}  // namespace mingjing
