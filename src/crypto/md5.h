// MD5: it guards nothing against a person. An object storage asks for it as the check sum of a request (Content-MD5).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingjing::crypto {

std::string md5(std::string_view bytes);  // raw

}  // namespace mingjing::crypto
