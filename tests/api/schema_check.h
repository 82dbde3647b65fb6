// A JSON Schema validator for the OpenAPI document's subset, independent of the one the server judges forms with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/json.h"

namespace mingjing::api_tests {
// Empty when `value` fits; else where it does not and why. `$ref` is resolved in `document`.
std::string schema_fault(const Json& document, const Json& schema, const Json& value, const std::string& at = "$");
// Empty when the answer is one the document describes for this operation.
std::string answer_fault(const Json& document, const std::string& method, const std::string& template_path, int status,
                         const Json& body);
}  // namespace mingjing::api_tests
