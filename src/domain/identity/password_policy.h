// What a password must be 「密码规则」: at least kPasswordMin characters, or kPasswordMinMixed of three classes (lower,
// upper, digit, other); not among the common ones; not containing the user name. At most kPasswordBytesMax.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace mingjing::identity {
inline constexpr std::size_t kPasswordMin = 12, kPasswordMinMixed = 10, kPasswordBytesMax = 128;
Status check_password(std::string_view password, std::string_view username);
}
