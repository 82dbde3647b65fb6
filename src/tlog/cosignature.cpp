// SPDX-License-Identifier: Apache-2.0
#include "tlog/cosignature.h"

#include <set>

namespace mingjing::tlog {
namespace {

constexpr std::size_t kTimeSize = 8;

std::string message(std::string_view checkpoint_text, std::int64_t time) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(checkpoint_text);
}

}  // namespace

std::optional<std::int64_t> check_cosignature(std::string_view public_key, std::string_view checkpoint_text,
                                              std::string_view signature) {
  if (signature.size() != kTimeSize + crypto::kSignatureSize) return std::nullopt;
  std::uint64_t time = 0;
  for (char c : signature.substr(0, kTimeSize)) time = time << 8 | static_cast<std::uint8_t>(c);
  if (time >> 63 != 0) return std::nullopt;
  const auto stated = static_cast<std::int64_t>(time);
  if (!crypto::verify(public_key, message(checkpoint_text, stated), signature.substr(kTimeSize))) return std::nullopt;
  return stated;
}

NoteSignature cosign(std::string_view name, const crypto::SigningKey& key, std::string_view checkpoint_text,
                     std::int64_t unix_seconds) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(unix_seconds >> shift));
  bytes += key.sign(message(checkpoint_text, unix_seconds));
  return {std::string(name), note_key_id(name, SignatureType::cosignature, key.public_key()), std::move(bytes)};
}

std::size_t count_cosignatures(const Note& checkpoint, std::span<const NoteVerifier> witnesses) {
  std::set<std::string_view> keys;
  for (const NoteVerifier& witness : witnesses) {
    if (witness.type() != SignatureType::cosignature) continue;
    for (const NoteSignature& signature : checkpoint.signatures) {
      if (witness.check(checkpoint.text, signature)) keys.insert(witness.public_key());
    }
  }
  return keys.size();
}

}  // namespace mingjing::tlog
