// SPDX-License-Identifier: Apache-2.0
#include "ports/drafts.h"

namespace mingjing::ports {

bool is_draft_key(std::string_view key) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789._:-";
  return !key.empty() && key.size() <= 160 && key.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace mingjing::ports
