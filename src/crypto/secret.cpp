// SPDX-License-Identifier: Apache-2.0
#include "crypto/secret.h"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstring>
#include <utility>

#include "base/check.h"
#include "crypto/random.h"

namespace mingjing::crypto {

Secret::Secret(std::string_view bytes) {
  if (bytes.empty()) return;
  start();
  data_ = static_cast<char*>(sodium_malloc(bytes.size()));
  MJ_CHECK(data_ != nullptr);
  size_ = bytes.size();
  std::memcpy(data_, bytes.data(), size_);
  sodium_mprotect_readonly(data_);
}

Secret Secret::random(std::size_t size) {
  std::string bytes = random_bytes(size);
  Secret out(bytes);
  wipe(bytes);
  return out;
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Secret::~Secret() { sodium_free(data_); }

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

void forbid_crash_dumps() {
  const rlimit none{0, 0};
  MJ_CHECK(setrlimit(RLIMIT_CORE, &none) == 0);
  MJ_CHECK(prctl(PR_SET_DUMPABLE, 0) == 0);
}

}  // namespace mingjing::crypto
