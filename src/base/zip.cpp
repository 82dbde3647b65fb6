// SPDX-License-Identifier: Apache-2.0
#include "base/zip.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace mingjing {
namespace {

constexpr std::uint32_t kLocal = 0x04034b50, kDirectory = 0x02014b50, kEnd = 0x06054b50;
constexpr std::size_t kLocalBytes = 30, kDirectoryBytes = 46, kEndBytes = 22, kNameMax = 512;
constexpr std::size_t kDirectoryMax = 32u << 20;
constexpr std::uint16_t kUtf8 = 0x0800, kDate = (46 << 9) | (1 << 5) | 1;  // 2026-01-01: no time of making, so the same bytes

constexpr auto kCrcTable = [] {
  std::array<std::uint32_t, 256> out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    out[i] = c;
  }
  return out;
}();

std::uint32_t crc_on(std::uint32_t crc, std::string_view bytes) {
  for (const char c : bytes) crc = kCrcTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  return crc;
}

void number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t out = 0;
  for (int i = 0; i < count; ++i) out |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)])) << (8 * i);
  return out;
}

bool stays_within(std::string_view name) {
  if (name.empty() || name.size() > kNameMax || name.front() == '/' || name.find('\\') != std::string_view::npos) return false;
  if (!is_utf8(name) || has_control(name)) return false;
  for (const auto piece : split(name, '/')) {
    if (piece.empty() || piece == "." || piece == "..") return false;
  }
  return true;
}

Error broken(std::string_view why) { return {ErrorCode::bad_request, "不是归档包，或者已经损坏：" + std::string(why), {}, {}, {}}; }

}  // namespace

void ZipWriter::put(std::string_view bytes) {
  write_(bytes);
  at_ += bytes.size();
}

Status ZipWriter::add(std::string_view name, std::uint64_t size, const Each& each) {
  if (at_ + size + kDirectoryMax > kZipBytesMax || members_.size() >= kZipMembersMax) {
    return refuse(ErrorCode::too_large, "归档包超过 4 GB，这种格式放不下。");
  }
  if (!stays_within(name)) return invalid("归档包里的文件名不能用：" + std::string(name));
  std::uint32_t crc = 0xFFFFFFFFu;
  std::uint64_t seen = 0;
  each([&](std::string_view bytes) {
    crc = crc_on(crc, bytes);
    seen += bytes.size();
  });
  if (seen != size) throw Unavailable("a stored file is not as long as it is known: " + std::string(name));
  Member member{std::string(name), crc ^ 0xFFFFFFFFu, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(at_)};
  std::string head;
  number(head, kLocal, 4);
  number(head, 10, 2);
  number(head, kUtf8, 2);
  number(head, 0, 2);  // stored
  number(head, 0, 2);
  number(head, kDate, 2);
  number(head, member.crc, 4);
  number(head, size, 4);
  number(head, size, 4);
  number(head, name.size(), 2);
  number(head, 0, 2);
  put(head += name);
  each([&](std::string_view bytes) { put(bytes); });
  members_.push_back(std::move(member));
  return {};
}

Status ZipWriter::add(std::string_view name, std::string_view bytes) {
  return add(name, bytes.size(), [&](const auto& take) { take(bytes); });
}

void ZipWriter::finish() {
  const std::uint64_t start = at_;
  for (const auto& member : members_) {
    std::string row;
    number(row, kDirectory, 4);
    number(row, 10, 2);
    number(row, 10, 2);
    number(row, kUtf8, 2);
    number(row, 0, 2);
    number(row, 0, 2);
    number(row, kDate, 2);
    number(row, member.crc, 4);
    number(row, member.size, 4);
    number(row, member.size, 4);
    number(row, member.name.size(), 2);
    number(row, 0, 2);   // extra
    number(row, 0, 2);   // comment
    number(row, 0, 2);   // disk
    number(row, 0, 2);   // internal attributes
    number(row, 0, 4);   // external attributes
    number(row, member.offset, 4);
    put(row += member.name);
  }
  std::string end;
  const std::uint64_t length = at_ - start;
  number(end, kEnd, 4);
  number(end, 0, 4);
  number(end, members_.size(), 2);
  number(end, members_.size(), 2);
  number(end, length, 4);
  number(end, start, 4);
  number(end, 0, 2);
  put(end);
}

Result<std::vector<ZipMember>> read_zip(std::uint64_t size, const std::function<std::string(std::uint64_t, std::size_t)>& read) {
  if (size < kEndBytes || size > kZipBytesMax) return refuse(broken("大小不对。"));
  const std::string end = read(size - kEndBytes, kEndBytes);
  if (end.size() != kEndBytes || number_at(end, 0, 4) != kEnd || number_at(end, 20, 2) != 0) return refuse(broken("没有目录。"));
  const std::size_t count = number_at(end, 10, 2);
  const std::uint64_t length = number_at(end, 12, 4), start = number_at(end, 16, 4);
  if (start + length + kEndBytes != size || length > kDirectoryMax) return refuse(broken("目录不全。"));
  const std::string rows = read(start, static_cast<std::size_t>(length));
  if (rows.size() != length) return refuse(broken("目录不全。"));
  std::vector<ZipMember> out;
  std::set<std::string> names;
  std::size_t at = 0;
  std::uint64_t next = 0;  // members stand one behind the other, so nothing hides between them
  for (std::size_t i = 0; i < count; ++i) {
    if (at + kDirectoryBytes > rows.size() || number_at(rows, at, 4) != kDirectory) return refuse(broken("目录读不下去。"));
    const std::size_t name_bytes = number_at(rows, at + 28, 2);
    const std::uint64_t bytes = number_at(rows, at + 24, 4), offset = number_at(rows, at + 42, 4);
    const bool plain = number_at(rows, at + 10, 2) == 0 && number_at(rows, at + 20, 4) == bytes && number_at(rows, at + 30, 4) == 0;
    if (!plain || at + kDirectoryBytes + name_bytes > rows.size()) return refuse(broken("有压缩过的文件。"));
    ZipMember member{rows.substr(at + kDirectoryBytes, name_bytes), 0, bytes};
    if (!stays_within(member.name) || !names.insert(member.name).second) return refuse(broken("文件名不能用。"));
    if (offset != next) return refuse(broken("文件之间有别的内容。"));
    const std::string head = read(offset, kLocalBytes + name_bytes);
    const bool same = head.size() == kLocalBytes + name_bytes && number_at(head, 0, 4) == kLocal && number_at(head, 8, 2) == 0 &&
                      number_at(head, 22, 4) == bytes && number_at(head, 26, 2) == name_bytes && number_at(head, 28, 2) == 0 &&
                      std::string_view(head).substr(kLocalBytes) == member.name;
    if (!same) return refuse(broken("文件头和目录不一致。"));
    member.offset = offset + kLocalBytes + name_bytes;
    next = member.offset + bytes;
    if (next > start) return refuse(broken("文件越过了目录。"));
    out.push_back(std::move(member));
    at += kDirectoryBytes + name_bytes;
  }
  if (next != start || at != rows.size()) return refuse(broken("文件之间有别的内容。"));
  return out;
}

}  // namespace mingjing
