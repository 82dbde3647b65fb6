// `mingjing due` (CONTRACTS 1): its arguments and its answer, by the same code the server uses.
//   due --list
//   due RULE --start DATE|DATETIME [--also NAME=DATE]… [--suspend FROM..TO]… [--extend N] [--strict]
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "law/limits.h"

namespace mingjing::law {

struct DueRequest {
  bool list = false;
  bool strict = false;  // a provisional answer is an answer, but exit 1
  std::string rule;
  LimitInput input;
};

// The words behind `due`, `--name value` or `--name=value`. Refusals (bad_request, invalid) name the argument as field.
Result<DueRequest> parse_due_args(std::span<const std::string_view> args);

struct DueAnswer {
  std::string json;
  int exit_code = 0;
};

// Every rule, as JSON.
std::string due_list_json();
// The rule of the request's family in force on the day of the start, counted. Refusals as `Limits::choose`, `compute`.
Result<DueAnswer> due_json(const DueRequest& request, const Calendar& calendar);

}  // namespace mingjing::law
