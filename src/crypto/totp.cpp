// SPDX-License-Identifier: Apache-2.0
#include "crypto/totp.h"

#include <array>

#include "crypto/hash.h"

namespace mingjing::crypto {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int kWindow = 1;

std::string code_of_step(std::string_view secret, std::int64_t step, int digits) {
  std::string message(8, '\0');
  for (int i = 0; i < 8; ++i) message[7 - i] = static_cast<char>(step >> (8 * i));
  const std::string mac = hmac(HashKind::sha1, secret, message);
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(mac[i])); };
  const std::size_t offset = at(19) & 15;  // RFC 4226, 5.3
  std::uint32_t number =
      (at(offset) & 0x7f) << 24 | at(offset + 1) << 16 | at(offset + 2) << 8 | at(offset + 3);
  std::string out(static_cast<std::size_t>(digits), '0');
  for (auto place = out.rbegin(); place != out.rend(); ++place, number /= 10) *place = static_cast<char>('0' + number % 10);
  return out;
}

std::string escape(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '-' ||
                       u == '.' || u == '_' || u == '~';
    if (plain) out.push_back(c);
    else out.append({'%', hex[u >> 4], hex[u & 15]});
  }
  return out;
}

}  // namespace

std::string totp_at(std::string_view secret, std::int64_t unix_seconds, int digits) {
  return code_of_step(secret, unix_seconds / kTotpPeriodSeconds, digits);
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                       std::int64_t after) {
  const std::int64_t now = unix_seconds / kTotpPeriodSeconds;
  std::optional<std::int64_t> found;
  for (std::int64_t step = now - kWindow; step <= now + kWindow; ++step) {  // all three, whichever matches
    if (equal_secret(code_of_step(secret, step, 6), code) && step > after && !found) found = step;
  }
  return found;
}

std::string to_base32(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : bytes) {
    bits = bits << 8 | static_cast<std::uint8_t>(c);
    for (held += 8; held >= 5; held -= 5) out.push_back(kBase32[bits >> (held - 5) & 31]);
    bits &= (1u << held) - 1;
  }
  if (held > 0) out.push_back(kBase32[bits << (5 - held) & 31]);
  return out;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::size_t value = kBase32.find(upper);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(value);
    if ((held += 5) >= 8) {
      held -= 8;
      out.push_back(static_cast<char>(bits >> held));
      bits &= (1u << held) - 1;
    }
  }
  if (held >= 5 || bits != 0) return std::nullopt;  // left-over signs, or left-over bits that say something
  return out;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  return "otpauth://totp/" + escape(issuer) + ":" + escape(account) + "?secret=" + to_base32(secret) +
         "&issuer=" + escape(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace mingjing::crypto
