// How the site's handlers make answers. Internal to render/portal_site*.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "render/portal_site.h"

namespace mingjing::render {

inline PortalResponse answer(int status, std::string type, std::string body) {
  PortalResponse out;
  out.status = status;
  out.content_type = std::move(type);
  out.body = std::make_shared<const std::string>(std::move(body));
  return out;
}

inline PortalResponse page(int status, std::string html) {
  return answer(status, "text/html; charset=utf-8", std::move(html));
}

}  // namespace mingjing::render
