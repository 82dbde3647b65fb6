// What a password must be 「密码规则」: at least 12 characters, or at least 10 of three classes (lower, upper, digit,
// other); not among the common ones; not containing the user name. At most 128 bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"

namespace mingjing::identity {
Status check_password(std::string_view password, std::string_view username);
}
