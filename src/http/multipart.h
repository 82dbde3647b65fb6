// multipart/form-data (RFC 7578): small forms with a file, from pages that work without scripts. Large files go by tus.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::http {

struct FormPart {
  std::string name;
  std::string filename;      // last component only; empty for plain fields
  std::string content_type;  // as claimed; empty when absent
  std::string_view body;     // points into the body given
};

struct MultipartLimits {
  std::size_t parts = 50;
  std::size_t head_bytes = 4 << 10;  // headers of one part
};

// The boundary of a Content-Type, or empty when it is not multipart/form-data with a lawful one.
std::string multipart_boundary(std::string_view content_type);

// Strict: CRLF line ends, the closing delimiter present, every part with one Content-Disposition: form-data and a name
// in UTF-8. Refusals: unsupported_type (no boundary), bad_request, too_large (parts).
Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body,
                                              const MultipartLimits& limits = {});

}  // namespace mingjing::http
