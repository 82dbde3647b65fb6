// Bytes as text: hex and base64. Raw bytes travel as std::string; text is UTF-8 everywhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mingjing {

std::string to_hex(std::string_view bytes);                       // lower case
std::optional<std::string> from_hex(std::string_view text);       // lower or upper case
std::string to_base64(std::string_view bytes);                    // standard alphabet, padded
std::optional<std::string> from_base64(std::string_view text);    // strict: padding required, no white space
std::string to_base64url(std::string_view bytes);                 // no padding
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace mingjing
