// Memory for keys: guarded pages that are locked, kept out of crash dumps and wiped when freed (libsodium).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mingjing::crypto {

// Owns secret bytes. Moves only: a copy of a secret is made on purpose, by `clone()`. Each takes some pages, so this
// is for keys, not for fields.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes);  // the caller wipes its own copy
  static Secret random(std::size_t size);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  Secret clone() const { return Secret(view()); }
  std::string_view view() const { return {data_, size_}; }
  const unsigned char* data() const { return reinterpret_cast<const unsigned char*>(data_); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Overwrites and empties; the compiler does not remove it.
void wipe(std::string& text);

// No core file of this process and no debugger of another user's: called once by programs that load keys.
void forbid_crash_dumps();

}  // namespace mingjing::crypto
