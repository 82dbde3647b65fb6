// Signed notes, c2sp.org/signed-note: a text, an empty line, and signature lines
//
//   — <key name> base64(4-byte key id ‖ signature)
//
// and the public keys that check them ("vkeys"): <name>+<key id, 8 hex digits>+base64(type byte ‖ public key).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/sign.h"
#include "crypto/sm2.h"

namespace mingjing::tlog {

// The types this program signs and checks.
enum class SignatureType : std::uint8_t {
  ed25519 = 0x01,      // over the note's text
  cosignature = 0x04,  // c2sp.org/tlog-cosignature: Ed25519 with a time, by a witness 「见证方」
  sm2 = 0xff,          // 0xff ‖ "gmt0003-sm2-sm3" (CONTRACTS 3): SM2 with SM3, a point of 65 bytes; the second line of a log 「国密」
};

inline constexpr std::size_t kMaxNoteBytes = 1 << 16;
inline constexpr std::size_t kMaxNoteSignatures = 64;

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;  // without the key id
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;
  bool operator==(const Note&) const = default;
};

// Non-empty, valid UTF-8, no Unicode space, no plus, no control characters.
bool is_key_name(std::string_view name);
std::uint32_t note_key_id(std::string_view name, SignatureType type, std::string_view public_key);

// Strict: what parses is written back byte for byte by `format_note`. Refusals: too_large, bad_request.
Result<Note> parse_note(std::string_view bytes);
std::string format_note(const Note& note);
std::string format_signature(const NoteSignature& signature);  // one line with its newline

class NoteVerifier {
 public:
  NoteVerifier(std::string name, SignatureType type, std::string public_key);  // a key name; 32 bytes, or 65 of SM2
  // invalid: not a vkey, unknown type, or an id that is not its key's.
  static Result<NoteVerifier> parse(std::string_view vkey);

  std::string vkey() const;
  const std::string& name() const { return name_; }
  SignatureType type() const { return type_; }
  std::uint32_t key_id() const { return key_id_; }
  const std::string& public_key() const { return public_key_; }
  bool made(const NoteSignature& signature) const {  // by name and id; says nothing of validity
    return signature.key_id == key_id_ && signature.name == name_;
  }
  bool check(std::string_view text, const NoteSignature& signature) const;

 private:
  std::string name_;
  SignatureType type_;
  std::string public_key_;
  std::uint32_t key_id_;
};

// Signs as `name` with type 0x01; with `sm2` a second line by the first of them. `beside` and the further keys of `sm2` were
// replaced and sign below for a while.
class NoteSigner {
 public:
  NoteSigner(std::string name, crypto::SigningKey key, std::vector<crypto::SigningKey> beside = {},
             std::vector<crypto::Sm2Key> sm2 = {});  // `name` is a key name
  NoteVerifier verifier() const;  // of the first key
  std::optional<NoteVerifier> sm2_verifier() const;
  std::size_t keys_of(SignatureType type) const { return type == SignatureType::sm2 ? sm2_.size() : keys_.size(); }
  std::vector<NoteSignature> sign(std::string_view text) const;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::vector<crypto::SigningKey> keys_;
  std::vector<crypto::Sm2Key> sm2_;
};

// A text ready to be signed: valid UTF-8, no control character but newline, ends in newline.
bool is_note_text(std::string_view text);
std::string sign_note(std::string_view text, const NoteSigner& signer);

// How many of `known` signed. Refused (digest_mismatch) when a signature that claims to be of a known key is wrong,
// or when there is none of a known key; signatures of unknown keys are passed over, as the specification asks.
Result<std::size_t> verify_note(const Note& note, std::span<const NoteVerifier> known);

}  // namespace mingjing::tlog
