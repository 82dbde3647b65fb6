// Stored files by digest 「内容寻址存储」: bytes are written once and never change; the name of a file is its SHA-256.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mingjing::ports {

struct StoredFile {
  std::string digest;  // sha256:<hex>
  std::uint64_t size = 0;
  std::string sm3{};  // hex; only where it was computed on the way in, in the SM profile
};

class OpenedFile {
 public:
  virtual ~OpenedFile() = default;
  virtual std::uint64_t size() const = 0;
  // Up to `length` bytes from `offset`; empty at the end. Throws Unavailable.
  virtual std::string read(std::uint64_t offset, std::size_t length) const = 0;
  // A descriptor for zero-copy sending, owned by this object; -1 when the store has none.
  virtual int descriptor() const = 0;
};

enum class FileCheck {
  intact,
  missing,
  altered,  // the bytes no longer have their digest
};

// Thread safe. Every function throws Unavailable when the disk fails (`disk_full` when it is full).
class ContentStore {
 public:
  virtual ~ContentStore() = default;
  // Durable on return; storing the same bytes again changes nothing.
  virtual StoredFile put(std::string_view bytes) = 0;
  // Takes over the bytes of a finished local file whose digest the caller has computed; `path` stays.
  virtual StoredFile put_file(const std::string& path, const std::string& digest) = 0;
  virtual std::shared_ptr<const OpenedFile> open(const std::string& digest) const = 0;  // null: missing
  // Reads the whole file again. Before a file is relied on, and by the rounds of 「存储巡检」. With `sm3`, the SM3 digest of
  // what was read is left there in hex (nothing when the file is missing).
  virtual FileCheck check(const std::string& digest, std::string* sm3 = nullptr) const = 0;
  // Every stored digest behind `after`, in order; stops when `visit` returns false.
  virtual void each(const std::function<bool(const StoredFile&)>& visit, const std::string& after = {}) const = 0;
  // Lawful deletion only: who may, and the tombstone, are the caller's. False: there was none.
  virtual bool remove(const std::string& digest) = 0;
};

}  // namespace mingjing::ports
