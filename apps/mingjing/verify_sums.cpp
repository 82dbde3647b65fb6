// SPDX-License-Identifier: Apache-2.0
#include "mingjing/verify_sums.h"

#include <cstring>

#include "crypto/hash.h"
#include "crypto/random.h"

namespace mingjing::app {
namespace {

void append(std::string& out, std::string_view tag, std::string_view bytes) {
  out += tag;
  out += std::to_string(bytes.size());
  out.push_back(':');
  out += bytes;
}

}  // namespace

RowHash::RowHash() : key_(crypto::random_bytes(32)) {}

std::array<std::uint64_t, 2> RowHash::operator()(const db::Values& row) const {
  std::string bytes = key_;
  for (const auto& value : row) {
    if (const auto* text = std::get_if<std::string>(&value)) append(bytes, "t", *text);
    else if (const auto* number = std::get_if<std::int64_t>(&value)) append(bytes, "i", std::to_string(*number));
    else if (const auto* blob = std::get_if<db::Blob>(&value)) append(bytes, "b", blob->bytes);
    else append(bytes, "n", {});
  }
  const std::string digest = crypto::sha256(bytes);
  std::array<std::uint64_t, 2> out{};
  std::memcpy(out.data(), digest.data(), sizeof(out));
  return out;
}

}  // namespace mingjing::app
