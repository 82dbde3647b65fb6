// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/looks.h"

#include <charconv>

#include "base/text.h"
#include "domain/archive/purposes.h"

namespace mingjing::archive {
namespace {

constexpr std::int64_t kLatest = 9'999'999'999'999;  // thirteen digits of milliseconds
constexpr std::size_t kPieces = 7;

std::string backwards(Instant at) {
  std::string out = std::to_string(kLatest - at.unix_ms());
  return out.insert(0, 13 - std::min<std::size_t>(out.size(), 13), '0');
}

std::int64_t number(std::string_view text) {
  std::int64_t out = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : -1;
}

}  // namespace

std::vector<std::string> look_keys(const domain::Parts& parts, Uuid batch) {
  std::vector<std::string> out;
  const auto* part = domain::find_part(parts, "access_batch");
  if (part == nullptr) return out;
  for (const auto& row : part->data.items("rows")) {
    const auto at = Instant::parse(row.text("first"));
    if (!at || purpose_zh(row.text("purpose")).empty()) continue;
    out.push_back(row.text("subject") + "/" + backwards(*at) + "/" + row.text("user") + "/" + row.text("kind") + "/" +
                  row.text("purpose") + "/" + std::to_string(row.integer("count")) + "/" + batch.text());
  }
  return out;
}

std::pair<std::string, std::string> looks_of(CaseId id) { return {id.text() + "/", id.text() + "0"}; }

std::optional<Look> read_look(std::string_view key) {
  const auto pieces = split(key, '/');
  if (pieces.size() != kPieces) return std::nullopt;
  const auto at = number(pieces[1]), count = number(pieces[5]);
  const auto user = UserId::parse(pieces[2]);
  if (at < 0 || count < 0 || !user) return std::nullopt;
  return Look{Instant(kLatest - at), *user, std::string(pieces[3]), std::string(pieces[4]), count};
}

}  // namespace mingjing::archive
