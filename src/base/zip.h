// ZIP files whose members are stored as they are, none compressed: what an archivist opens by double click, and what fifty
// lines can read. Written in one pass, member by member; the same members give the same bytes. Below four gigabytes
// and 65,535 members; no ZIP64, no encryption, no extra fields. Names are UTF-8.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing {

inline constexpr std::uint64_t kZipBytesMax = 0xFFFFFFFE;
inline constexpr std::size_t kZipMembersMax = 65'534;

class ZipWriter {
 public:
  // `write` takes the bytes in their order; what it throws passes through.
  explicit ZipWriter(std::function<void(std::string_view)> write) : write_(std::move(write)) {}
  // A member of known size, whose bytes are read twice: once for the checksum that stands before them. `each` calls its
  // argument with the bytes piece by piece. Refusal too_large: more than this form holds.
  using Each = std::function<void(const std::function<void(std::string_view)>&)>;
  Status add(std::string_view name, std::uint64_t size, const Each& each);
  Status add(std::string_view name, std::string_view bytes);
  void finish();  // the directory; once, last

 private:
  struct Member {
    std::string name;
    std::uint32_t crc = 0, size = 0, offset = 0;
  };
  void put(std::string_view bytes);
  std::function<void(std::string_view)> write_;
  std::vector<Member> members_;
  std::uint64_t at_ = 0;
};

struct ZipMember {
  std::string name;
  std::uint64_t offset = 0, size = 0;  // of its bytes within the file
};

// The members by the directory at the end, each held against its own header. `read(offset, length)` gives exactly these bytes
// or fewer at the end. Refusals: bad_request (no ZIP, compressed members, names that leave the folder or stand twice).
Result<std::vector<ZipMember>> read_zip(std::uint64_t size, const std::function<std::string(std::uint64_t, std::size_t)>& read);

}  // namespace mingjing
