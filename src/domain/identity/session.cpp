// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/session.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"

namespace mingjing::identity {

Instant expiry(bool bearer, Instant created_at) {
  return created_at.plus_ms(bearer ? kBearerAbsoluteMs : kSessionAbsoluteMs);
}

Standing standing(const Session& session, Instant now) {
  if (now >= session.expires_at) return Standing::expired;
  if (!session.bearer && now - session.used_at >= kSessionIdleMs) return Standing::idle_too_long;
  return Standing::valid;
}

bool worth_touching(const Session& session, Instant now) { return now - session.used_at >= 60'000; }

std::string make_token(std::string_view random, std::uint32_t agency_ordinal) {
  MJ_CHECK(random.size() == kTokenBytes && agency_ordinal <= kMaxAgencyOrdinal);
  std::string bytes(random);
  for (int shift = 16; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((agency_ordinal >> shift) & 0xff));
  return to_base64url(bytes);
}

std::optional<std::uint32_t> agency_ordinal_of_token(std::string_view token) {
  const auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != kTokenBytes + 3) return std::nullopt;
  std::uint32_t ordinal = 0;
  for (std::size_t i = kTokenBytes; i < bytes->size(); ++i) {
    ordinal = ordinal << 8 | static_cast<std::uint8_t>((*bytes)[i]);
  }
  if (ordinal > kMaxAgencyOrdinal) return std::nullopt;
  return ordinal;
}

namespace {

// The first three groups of an IPv6 address, `::` and leading zeros resolved; empty when it is none.
std::string ipv6_network(std::string_view address) {
  std::string out;
  const auto groups = split(address, ':');
  const auto gap = address.find("::");
  std::size_t taken = 0;
  for (std::size_t i = 0; i < groups.size() && taken < 3; ++i) {
    auto group = groups[i];
    if (group.empty()) {
      if (gap == std::string_view::npos) return {};
      break;  // from here on zeros, or too few groups before the gap to matter
    }
    if (group.size() > 4 || !std::all_of(group.begin(), group.end(), [](char c) {
          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        })) {
      return {};
    }
    while (group.size() > 1 && group.front() == '0') group.remove_prefix(1);
    for (char c : group) out.push_back(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
    out.push_back(':');
    ++taken;
  }
  for (; taken < 3; ++taken) out += "0:";
  return out + ":/48";
}

}  // namespace

std::string client_network(std::string_view address) {
  if (address.starts_with("::ffff:") && address.find('.') != std::string_view::npos) address.remove_prefix(7);
  if (address.find(':') != std::string_view::npos) {
    if (auto network = ipv6_network(address); !network.empty()) return network;
    return std::string(address);
  }
  const auto groups = split(address, '.');
  const bool digits = std::all_of(groups.begin(), groups.end(), [](std::string_view group) {
    return !group.empty() && group.size() <= 3 &&
           std::all_of(group.begin(), group.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
  if (groups.size() != 4 || !digits) return std::string(address);
  return std::string(groups[0]) + "." + std::string(groups[1]) + "." + std::string(groups[2]) + ".0/24";
}

}  // namespace mingjing::identity
