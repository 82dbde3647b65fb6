// What of the system stands on an article. Internal to api/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "http/api/core.h"

namespace mingjing::http::api {

struct CitedArticle {
  std::string law;  // short title
  int number = 0, sub = 0;
  std::string place;  // 第五十八条
};
// Acts, guards, limits, templates, the agency's items, and how many of its cases are under these items (of interest to
// whoever may count them, else 0).
Response cited_by(Api& api, const Caller& who, const CitedArticle& wanted);

}  // namespace mingjing::http::api
