// SM4 in counter mode (GB/T 32907, GB/T 17964), for boxes of the SM profile. By itself it hides and does not protect: seal.h
// adds the tag.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingjing::crypto {

// The same both ways. Key and first counter block have 16 bytes each: another size is a broken program.
std::string sm4_ctr(std::string_view key, std::string_view counter, std::string_view text);

}  // namespace mingjing::crypto
