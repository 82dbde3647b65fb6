// Addresses of clients: CIDR lists of trusted proxies, the true client behind one, and how many connections each
// address holds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mingjing::http {

// IPv4 addresses are held as IPv4-mapped IPv6.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  static std::optional<Address> parse(std::string_view text);  // 192.0.2.1, 2001:db8::1, ::ffff:192.0.2.1
  std::string text() const;
  bool is_loopback() const;
  bool operator==(const Address&) const = default;
};

struct Cidr {
  Address network;
  unsigned bits = 128;                                      // of the mapped form
  static std::optional<Cidr> parse(std::string_view text);  // 10.0.0.0/8, ::1, 127.0.0.1
  bool contains(const Address& address) const;
};

struct ClientView {
  std::string address;
  bool is_tls = false;
};
// Believes X-Forwarded-For and X-Forwarded-Proto only when `peer` is in `trusted`: the last address that no trusted
// proxy wrote itself is the client.
ClientView client_behind(const Address& peer, bool is_tls, std::span<const Cidr> trusted,
                         std::string_view forwarded_for, std::string_view forwarded_proto);

// Thread safe. One IPv6 client is its /64.
class AddressCounts {
 public:
  bool enter(const Address& address, std::size_t cap);  // false: not counted, refuse
  void leave(const Address& address);
  static std::string key(const Address& address);  // who counts as one client

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace mingjing::http
