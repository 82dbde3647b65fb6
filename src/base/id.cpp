// SPDX-License-Identifier: Apache-2.0
#include "base/id.h"

#include <sys/random.h>

#include <atomic>

#include "base/check.h"

namespace mingjing {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Layout: 48 bits of milliseconds, version 7, 12 bits, variant 10, 42 bits, 20 bits of agency.
Uuid assemble(std::int64_t unix_ms, std::uint64_t high12, std::uint64_t low42, std::uint32_t agency_ordinal) {
  MJ_CHECK(agency_ordinal <= kMaxAgencyOrdinal);
  std::array<std::uint8_t, 16> b{};
  const auto ms = static_cast<std::uint64_t>(unix_ms);
  for (std::size_t i = 0; i < 6; ++i) b[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  b[6] = static_cast<std::uint8_t>(0x70 | ((high12 >> 8) & 0x0f));
  b[7] = static_cast<std::uint8_t>(high12);
  const std::uint64_t tail = (std::uint64_t{2} << 62) | ((low42 & ((1ull << 42) - 1)) << 20) | agency_ordinal;
  for (std::size_t i = 0; i < 8; ++i) b[8 + i] = static_cast<std::uint8_t>(tail >> (56 - 8 * i));
  return Uuid(b);
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 36;) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return std::nullopt;
      ++i;
      continue;
    }
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[at++] = static_cast<std::uint8_t>(high * 16 + low);
    i += 2;
  }
  return Uuid(bytes);
}

std::string Uuid::text() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
    out[at++] = digits[bytes_[i] >> 4];
    out[at++] = digits[bytes_[i] & 15];
  }
  return out;
}

std::uint32_t Uuid::agency_ordinal() const {
  return (static_cast<std::uint32_t>(bytes_[13] & 0x0f) << 16) | (static_cast<std::uint32_t>(bytes_[14]) << 8) |
         bytes_[15];
}

std::int64_t Uuid::unix_ms() const {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = (ms << 8) | bytes_[i];
  return ms;
}

Uuid RandomIdSource::next(std::uint32_t agency_ordinal, std::int64_t unix_ms) {
  // (ms << 12 | counter): within one millisecond, or when the clock steps back, the counter goes on from the last id.
  static std::atomic<std::uint64_t> last{0};
  std::uint64_t previous = last.load(std::memory_order_relaxed);
  std::uint64_t wanted = 0;
  do {
    wanted = static_cast<std::uint64_t>(unix_ms) << 12;
    // A demo clock may lie years away from earlier ids; only same-millisecond neighbours need order.
    if ((previous >> 12) == static_cast<std::uint64_t>(unix_ms)) wanted = previous + 1;
  } while (!last.compare_exchange_weak(previous, wanted, std::memory_order_relaxed));
  std::uint64_t random = 0;
  MJ_CHECK(::getrandom(&random, sizeof random, 0) == static_cast<ssize_t>(sizeof random));
  return assemble(static_cast<std::int64_t>(wanted >> 12), wanted & 0xfff, random, agency_ordinal);
}

std::uint64_t SeededIdSource::draw() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

Uuid SeededIdSource::next(std::uint32_t agency_ordinal, std::int64_t unix_ms) {
  const std::uint64_t high = draw();
  const std::uint64_t low = draw();
  // As above: neighbours of one millisecond in order, begun low enough to count on.
  counter_ = unix_ms == last_ms_ ? counter_ + 1 : high & 0x7ff;
  last_ms_ = unix_ms;
  return assemble(unix_ms, counter_ & 0xfff, low, agency_ordinal);
}

}  // namespace mingjing
