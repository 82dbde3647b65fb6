// Recording devices and rooms. Internal to api/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "http/router.h"

namespace mingjing::http::api {

class Api;
void add_equipment_routes(Router& router, const std::shared_ptr<Api>& api);

}  // namespace mingjing::http::api
