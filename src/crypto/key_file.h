// Private files of the key store: read with their rights checked, written whole and durable.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace mingjing::crypto {

// forbidden: not a directory, a link, of another owner, or open to group or others.
Status check_private_folder(const std::filesystem::path& folder);
// The bytes; nothing when absent; forbidden as above; too_large over 64 KiB.
Result<std::optional<Secret>> read_private_file(const std::filesystem::path& file);
// Mode 0600, on disk when this returns. conflict: exists and `replace` is false. Throws `Unavailable` on a full or
// broken disk.
Status write_private_file(const std::filesystem::path& file, std::string_view bytes, bool replace);

}  // namespace mingjing::crypto
