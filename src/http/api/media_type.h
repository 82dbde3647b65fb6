// What kind of file an upload is, by its first bytes, then by its name. For showing only: originals leave as attachments
// in a sandbox whatever they are. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingjing::http::api {
std::string media_type_of(std::string_view file_name, std::string_view first_bytes);
}
