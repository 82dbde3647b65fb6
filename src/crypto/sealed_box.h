// Letters to the case server: who seals one cannot open it again. The public side holds the public key only; the case
// server opens with its data keys, from which the key pair is derived, so there is no further key to keep, to export or
// to rotate: letters to an older key open as long as that data key is kept.
// And keys that a person carries: made from a short code, so that what is locked with one is readable with the code
// alone. Made slowly (argon2id, 7 MiB, 5 passes, some 15 ms), since 40 bits are few for who holds the file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "crypto/secret.h"

namespace mingjing::crypto {

inline constexpr std::size_t kLetterKeySize = 32;

// Of the current data key; 32 bytes that may be shown to anybody.
std::string letter_public_key(const SealKeys& keys);
// `public_key` is one of `letter_public_key`: another size is a broken program.
std::string seal_letter(std::string_view public_key, std::string_view plain);
// digest_mismatch: altered, no letter, or sealed to a key that is not here.
Result<std::string> open_letter(const SealKeys& keys, std::string_view letter);

// The same code and salt (16 bytes) give the same key. Throws Unavailable when there is no memory for it.
SealKeys key_of_code(std::string_view code, std::string_view salt);

}  // namespace mingjing::crypto
