// The OpenAPI 3.1 document of the staff API, made from the router's table, the endpoints' table, the acts' forms
// (data/forms) and the answers' schemas (data/openapi). SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "http/router.h"

namespace mingjing::http::api {
// Routes under /api/ only; an operation without a schema for its answer is a broken program.
std::string openapi_json(const Router& router);
// Of the whole API, without a server: `mingjing openapi`.
std::string openapi_json();
}
