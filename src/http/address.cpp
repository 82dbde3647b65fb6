// SPDX-License-Identifier: Apache-2.0
#include "http/address.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <vector>

#include "base/text.h"
#include "http/request.h"

namespace mingjing::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_ipv4(const Address& a) { return std::memcmp(a.bytes.data(), kMapped.data(), kMapped.size()) == 0; }

bool is_trusted(const Address& address, std::span<const Cidr> trusted) {
  for (const auto& range : trusted)
    if (range.contains(address)) return true;
  return false;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  if (text.size() > 45) return std::nullopt;
  const std::string copy(text);
  Address out;
  in_addr v4{};
  if (::inet_pton(AF_INET, copy.c_str(), &v4) == 1) {
    std::memcpy(out.bytes.data(), kMapped.data(), kMapped.size());
    std::memcpy(out.bytes.data() + 12, &v4, 4);
    return out;
  }
  if (::inet_pton(AF_INET6, copy.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

std::string Address::text() const {
  char out[INET6_ADDRSTRLEN] = {};
  if (is_ipv4(*this))
    ::inet_ntop(AF_INET, bytes.data() + 12, out, sizeof out);
  else
    ::inet_ntop(AF_INET6, bytes.data(), out, sizeof out);
  return out;
}

bool Address::is_loopback() const {
  if (is_ipv4(*this)) return bytes[12] == 127;
  Address one;
  one.bytes[15] = 1;
  return *this == one;
}

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  auto network = Address::parse(text.substr(0, slash));
  if (!network) return std::nullopt;
  Cidr out{*network, 128};
  if (slash == std::string_view::npos) return out;
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  if (error != std::errc{} || end != digits.data() + digits.size() || bits > (v4 ? 32u : 128u)) return std::nullopt;
  out.bits = v4 ? bits + 96 : bits;
  return out;
}

bool Cidr::contains(const Address& address) const {
  const unsigned whole = bits / 8, rest = bits % 8;
  if (std::memcmp(address.bytes.data(), network.bytes.data(), whole) != 0) return false;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (address.bytes[whole] & mask) == (network.bytes[whole] & mask);
}

ClientView client_behind(const Address& peer, bool is_tls, std::span<const Cidr> trusted,
                         std::string_view forwarded_for, std::string_view forwarded_proto) {
  ClientView out{peer.text(), is_tls};
  if (trusted.empty() || !is_trusted(peer, trusted)) return out;
  const auto hops = split(forwarded_for, ',');
  for (std::size_t i = hops.size(); i-- > 0;) {
    const auto hop = Address::parse(trim(hops[i]));
    if (!hop) break;  // written by somebody who is no proxy of ours
    out.address = hop->text();
    if (!is_trusted(*hop, trusted)) break;
  }
  const auto protos = split(forwarded_proto, ',');
  if (!protos.empty()) out.is_tls = equal_ignoring_case(trim(protos.back()), "https");
  return out;
}

std::string AddressCounts::key(const Address& address) {
  return {reinterpret_cast<const char*>(address.bytes.data()), is_ipv4(address) ? 16u : 8u};
}

bool AddressCounts::enter(const Address& address, std::size_t cap) {
  std::lock_guard lock(mutex_);
  auto& count = counts_[key(address)];
  if (count >= cap) return false;
  ++count;
  return true;
}

void AddressCounts::leave(const Address& address) {
  std::lock_guard lock(mutex_);
  auto found = counts_.find(key(address));
  if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

}  // namespace mingjing::http
