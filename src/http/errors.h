// The one table from refusals to HTTP (CONTRACTS 7).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>

#include "base/result.h"
#include "http/response.h"

namespace mingjing::http {

int status_of(ErrorCode code);

// {"error":{"code","message","field"?,"reasons"?:[{"code","message","citation"?,"field"?}], …detail}}; no-store.
Response error_response(const Error& error);
// For refusals of the protocol itself, whose status has no place in the closed list (408, 411, 417, 431, 505 …).
Response edge_error(int status, std::string_view code, std::string_view message);

// The answer to an exception that reached the edge: 507 for a full disk, 503 for another Unavailable, 500 else.
// What went wrong is not told to the client.
Response exception_response(std::exception_ptr thrown);

}  // namespace mingjing::http
