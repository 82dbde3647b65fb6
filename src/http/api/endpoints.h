// Which right each operation needs: the second column is an action of domain/identity/rights.h. Every route that needs
// a session stands here; `add_api` stops the program otherwise, and tests/api tries every role on every row.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingjing::http::api {

struct Endpoint {
  std::string operation;  // the route's name
  std::string action;
  std::string zh;         // one line for the OpenAPI document
};
// Acts of the procedures included, one each.
const std::vector<Endpoint>& endpoints();
const Endpoint* find_endpoint(std::string_view operation);

}  // namespace mingjing::http::api
