// SPDX-License-Identifier: Apache-2.0
#include "crypto/seal.h"

#include <sodium.h>

#include <utility>

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/sm4.h"

namespace mingjing::crypto {
namespace {

constexpr char kVersion = 0x01, kSmVersion = 0x02;
constexpr std::size_t kCounterSize = 16, kSmTagSize = 32;
constexpr std::size_t kHeaderSize = 1 + kKeyIdSize;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(kBoxOverhead == kHeaderSize + kNonceSize + crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(kSealKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string sm_key(const Secret& data_key, std::string_view use) {
  return hmac(HashKind::sm3, data_key.view(), "mingjing/sm4/" + std::string(use) + "/v1");
}

// Header and counter have fixed lengths; that of the place is counted, so that nothing runs into the next.
std::string sm_tag(const Secret& data_key, std::string_view header, std::string_view place, std::string_view rest) {
  std::string key = sm_key(data_key, "mac");
  std::string out = hmac(HashKind::sm3, key, std::string(header) + std::to_string(place.size()) + "\n" + std::string(place) + std::string(rest));
  wipe(key);
  return out;
}

std::string seal_sm(const SealKeys& keys, std::string_view plaintext, std::string_view associated) {
  const std::string header = std::string(1, kSmVersion) + keys.current_id();
  const std::string counter = random_bytes(kCounterSize);
  std::string key = sm_key(keys.current(), "enc");
  const std::string sealed = counter + sm4_ctr(std::string_view(key).substr(0, 16), counter, plaintext);
  wipe(key);
  return header + sealed + sm_tag(keys.current(), header, associated, sealed);
}

std::optional<std::string> open_sm(const Secret& data_key, std::string_view box, std::string_view associated) {
  const std::string_view sealed = box.substr(kHeaderSize, box.size() - kHeaderSize - kSmTagSize);
  const std::string tag = sm_tag(data_key, box.substr(0, kHeaderSize), associated, sealed);
  if (!equal_secret(tag, box.substr(box.size() - kSmTagSize))) return std::nullopt;
  std::string key = sm_key(data_key, "enc");
  auto out = sm4_ctr(std::string_view(key).substr(0, 16), sealed.substr(0, kCounterSize), sealed.substr(kCounterSize));
  wipe(key);
  return out;
}

tl::unexpected<Error> altered() {
  return refuse(ErrorCode::digest_mismatch, "加密内容与原样不符，已被改动或被移到别处。请运行 mingjing verify 检查数据。");
}

}  // namespace

std::string seal_key_id(const Secret& key) {
  std::array<std::uint8_t, 32> out;
  sha256_into({"mingjing/key-id/v1\n", key.view()}, out);
  return std::string(reinterpret_cast<const char*>(out.data()), kKeyIdSize);
}

SealKeys::SealKeys(Secret current) { add_old(std::move(current)); }

void SealKeys::add_old(Secret key) {
  MJ_CHECK(key.size() == kSealKeySize);
  std::string id = seal_key_id(key);
  keys_.push_back({std::move(id), std::move(key)});
}

const Secret* SealKeys::find(std::string_view id) const {
  for (const Entry& entry : keys_) {
    if (entry.id == id) return &entry.key;
  }
  return nullptr;
}

std::string seal(const SealKeys& keys, std::string_view plaintext, std::string_view associated) {
  if (keys.profile() == Profile::sm) return seal_sm(keys, plaintext, associated);
  std::string box(1, kVersion);
  box += keys.current_id();
  const std::string header_and_place = box + std::string(associated);
  const std::string nonce = random_bytes(kNonceSize);
  box += nonce;
  const std::size_t at = box.size();
  box.resize(at + plaintext.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  MJ_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(box.data() + at), nullptr,
                                                      raw(plaintext), plaintext.size(), raw(header_and_place),
                                                      header_and_place.size(), nullptr, raw(nonce),
                                                      keys.current().data()) == 0);
  return box;
}

Result<std::string> open(const SealKeys& keys, std::string_view box, std::string_view associated) {
  const auto id = box_key_id(box);
  if (!id) return invalid("加密内容的格式不对，可能已经损坏。请运行 mingjing verify 检查数据。");
  const Secret* key = keys.find(*id);
  if (key == nullptr) {
    return refuse(ErrorCode::unavailable, "解密所需的数据密钥不在本机。请把旧的数据密钥导入后再试（mingjing keys import）。");
  }
  if (box[0] == kSmVersion) {
    auto out = open_sm(*key, box, associated);
    if (!out) return altered();
    return std::move(*out);
  }
  const std::string header_and_place = std::string(box.substr(0, kHeaderSize)) + std::string(associated);
  const std::string_view nonce = box.substr(kHeaderSize, kNonceSize), sealed = box.substr(kHeaderSize + kNonceSize);
  std::string out(sealed.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr, nullptr,
                                                 raw(sealed), sealed.size(), raw(header_and_place),
                                                 header_and_place.size(), raw(nonce), key->data()) != 0) {
    return altered();
  }
  return out;
}

std::optional<std::string> box_key_id(std::string_view box) {
  const bool is_sm = !box.empty() && box[0] == kSmVersion;
  if (box.size() < (is_sm ? kSmBoxOverhead : kBoxOverhead) || (!is_sm && box[0] != kVersion)) return std::nullopt;
  return std::string(box.substr(1, kKeyIdSize));
}

bool needs_reseal(const SealKeys& keys, std::string_view box) {
  const auto id = box_key_id(box);
  return id && (*id != keys.current_id() || (box[0] == kSmVersion) != (keys.profile() == Profile::sm));
}

}  // namespace mingjing::crypto
