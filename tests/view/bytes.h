// A stored file that lies in memory, for tests of what is drawn. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "ports/content_store.h"

namespace mingjing {

class Bytes final : public ports::OpenedFile {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t offset, std::size_t length) const override {
    return offset < bytes_.size() ? bytes_.substr(offset, length) : std::string();
  }
  int descriptor() const override { return -1; }

 private:
  std::string bytes_;
};

}  // namespace mingjing
