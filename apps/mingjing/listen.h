// HOST:PORT on a command line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing::app {

struct Listen {
  std::string host;  // without the brackets of IPv6
  std::uint16_t port = 0;
};

std::optional<Listen> parse_listen(std::string_view text);
bool is_loopback(const std::string& host);

}  // namespace mingjing::app
