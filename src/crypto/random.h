// Randomness from the system's source, through libsodium.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace mingjing::crypto {

// Starts libsodium; every function here calls it first. Any thread, any number of times.
void start();

std::string random_bytes(std::size_t count);

// A code for people: letters and digits without 0 O 1 I L, 5 bits less a little each (31 signs).
std::string random_code(std::size_t length);

}  // namespace mingjing::crypto
