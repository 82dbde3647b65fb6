// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/looks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "domain/archive/purposes.h"

namespace mingjing::archive {
namespace {

constexpr std::int64_t kLatest = 9'999'999'999'999;  // thirteen digits of milliseconds
constexpr std::size_t kPieces = 7;
constexpr std::size_t kFileLookPieces = 6;  // before the purpose, which may hold anything
constexpr std::string_view kFileKinds[] = {"evidence", "recording", "volume_package"};

std::string backwards(Instant at) {
  std::string out = std::to_string(kLatest - at.unix_ms());
  return out.insert(0, 13 - std::min<std::size_t>(out.size(), 13), '0');
}

std::int64_t number(std::string_view text) {
  std::int64_t out = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : -1;
}

std::pair<std::string, std::string> range_of(const std::string& subject) { return {subject + "/", subject + "0"}; }

}  // namespace

std::vector<std::string> look_keys(const domain::Parts& parts, Uuid batch) {
  std::vector<std::string> out;
  const auto* part = domain::find_part(parts, "access_batch");
  if (part == nullptr) return out;
  // However it was looked at: one look, the same key twice would be none.
  std::map<std::array<std::string, 4>, std::pair<Instant, std::int64_t>> looks;
  for (const auto& row : part->data.items("rows")) {
    const auto at = Instant::parse(row.text("first"));
    if (!at || purpose_zh(row.text("purpose")).empty()) continue;
    const auto [look, is_new] = looks.try_emplace({row.text("subject"), row.text("user"), row.text("kind"), row.text("purpose")}, *at, 0);
    look->second.first = std::min(look->second.first, *at);
    look->second.second += row.integer("count");
  }
  for (const auto& [look, times] : looks) {
    out.push_back(look[0] + "/" + backwards(times.first) + "/" + look[1] + "/" + look[2] + "/" + look[3] + "/" +
                  std::to_string(times.second) + "/" + batch.text());
  }
  return out;
}

std::pair<std::string, std::string> looks_of(CaseId id) { return range_of(id.text()); }

std::optional<Look> read_look(std::string_view key) {
  const auto pieces = split(key, '/');
  if (pieces.size() != kPieces) return std::nullopt;
  const auto at = number(pieces[1]), count = number(pieces[5]);
  const auto user = UserId::parse(pieces[2]);
  if (at < 0 || count < 0 || !user) return std::nullopt;
  return Look{Instant(kLatest - at), *user, std::string(pieces[3]), std::string(pieces[4]), count};
}

std::string_view way_zh(std::string_view id) {
  const auto known = std::find_if(kLookWays.begin(), kLookWays.end(), [&](const auto& way) { return way.first == id; });
  return known == kLookWays.end() ? "查看" : known->second;
}

std::vector<std::string> file_look_keys(const domain::Parts& parts, Uuid batch) {
  std::vector<std::string> out;
  const auto* part = domain::find_part(parts, "access_batch");
  if (part == nullptr) return out;
  for (const auto& row : part->data.items("rows")) {
    const auto at = Instant::parse(row.text("first"));
    const auto kind = row.text("kind");
    if (!at || std::find(std::begin(kFileKinds), std::end(kFileKinds), kind) == std::end(kFileKinds)) continue;
    out.push_back(row.text("subject") + "/" + backwards(*at) + "/" + row.text("user") + "/" + row.text("way") + "/" +
                  std::to_string(row.integer("count")) + "/" + batch.text() + "/" + row.text("purpose"));
  }
  return out;
}

std::pair<std::string, std::string> looks_at(Uuid file) { return range_of(file.text()); }

std::optional<FileLook> read_file_look(std::string_view key) {
  const auto pieces = split(key, '/');
  if (pieces.size() <= kFileLookPieces) return std::nullopt;
  const auto at = number(pieces[1]), count = number(pieces[4]);
  const auto user = UserId::parse(pieces[2]);
  if (at < 0 || count < 0 || !user) return std::nullopt;
  std::size_t before = 0;
  for (std::size_t i = 0; i < kFileLookPieces; ++i) before += pieces[i].size() + 1;
  return FileLook{Instant(kLatest - at), *user, std::string(pieces[3]), std::string(key.substr(before)), count};
}

}  // namespace mingjing::archive
