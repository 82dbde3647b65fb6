// SPDX-License-Identifier: Apache-2.0
#include "tlog/note.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "tlog/cosignature.h"
#include "tlog/merkle.h"

namespace mingjing::tlog {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash, space

bool is_unicode_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_clean(std::string_view text) {
  return is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

// What stands before the public key, in ids and vkeys.
std::string type_bytes(SignatureType type) {
  std::string out(1, static_cast<char>(type));
  if (type == SignatureType::sm2) out += "gmt0003-sm2-sm3";
  return out;
}

std::size_t key_size(SignatureType type) { return type == SignatureType::sm2 ? crypto::kSm2PointSize : crypto::kPublicKeySize; }

std::string big_endian(std::uint32_t n) {
  return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8), static_cast<char>(n)};
}

std::uint32_t from_big_endian(std::string_view bytes) {
  std::uint32_t n = 0;
  for (char c : bytes.substr(0, 4)) n = n << 8 | static_cast<std::uint8_t>(c);
  return n;
}

tl::unexpected<Error> not_a_note(std::string_view why) {
  return refuse(ErrorCode::bad_request, "不是有效的签名文本：" + std::string(why) + "。请重新下载后再试。");
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (line.substr(0, kDash.size()) != kDash) return not_a_note("签名行的开头不对");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return not_a_note("签名行的名称不对");
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return not_a_note("签名行的编码不对");
  return NoteSignature{std::string(line.substr(0, space)), from_big_endian(*bytes), bytes->substr(4)};
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_clean(name)) return false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_char(name, at);
    if (c == U'+' || is_unicode_space(c)) return false;
  }
  return true;
}

bool is_note_text(std::string_view text) { return !text.empty() && text.back() == '\n' && is_clean(text); }

std::uint32_t note_key_id(std::string_view name, SignatureType type, std::string_view public_key) {
  Hash hash;
  crypto::sha256_into({name, "\n", type_bytes(type), public_key}, hash);
  return from_big_endian(view(hash));
}

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > kMaxNoteBytes) return refuse(ErrorCode::too_large, "签名文本太大，不予处理。");
  if (!is_note_text(bytes)) return not_a_note("含有不允许的字符，或结尾不是换行");
  const std::size_t gap = bytes.rfind("\n\n");
  if (gap == std::string_view::npos) return not_a_note("没有签名");
  Note note;
  note.text = bytes.substr(0, gap + 1);
  std::string_view rest = bytes.substr(gap + 2);
  if (rest.empty()) return not_a_note("没有签名");
  while (!rest.empty()) {
    if (note.signatures.size() == kMaxNoteSignatures) return not_a_note("签名太多");
    const std::size_t end = rest.find('\n');
    auto signature = parse_signature(rest.substr(0, end));
    if (!signature) return refuse(signature.error());
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(end + 1);
  }
  return note;
}

std::string format_signature(const NoteSignature& signature) {
  return std::string(kDash) + signature.name + " " + to_base64(big_endian(signature.key_id) + signature.bytes) + "\n";
}

std::string format_note(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += format_signature(signature);
  return out;
}

NoteVerifier::NoteVerifier(std::string name, SignatureType type, std::string public_key)
    : name_(std::move(name)), type_(type), public_key_(std::move(public_key)) {
  MJ_CHECK(is_key_name(name_) && public_key_.size() == key_size(type_));
  key_id_ = note_key_id(name_, type_, public_key_);
}

Result<NoteVerifier> NoteVerifier::parse(std::string_view vkey) {
  const auto wrong = [] { return invalid("公钥的写法不对，应为“名称+8 位编号+编码”，如日志网址 /log/vkey 所示。", "vkey"); };
  const std::size_t first = vkey.find('+');
  if (first == std::string_view::npos || vkey.size() < first + 11 || vkey[first + 9] != '+') return wrong();
  const std::string_view name = vkey.substr(0, first), id = vkey.substr(first + 1, 8);
  const auto key = from_base64(vkey.substr(first + 10));
  if (!is_key_name(name) || !key || key->empty()) return wrong();
  const auto type = static_cast<SignatureType>(static_cast<std::uint8_t>((*key)[0]));
  const std::string before = type_bytes(type);
  const bool is_known = type == SignatureType::ed25519 || type == SignatureType::cosignature || type == SignatureType::sm2;
  if (!is_known || (type == SignatureType::sm2 && !key->starts_with(before))) return invalid("不认识的公钥类型。请更新本程序后再试。", "vkey");
  if (key->size() != before.size() + key_size(type)) return wrong();
  NoteVerifier verifier{std::string(name), type, key->substr(before.size())};
  if (to_hex(big_endian(verifier.key_id_)) != id) return wrong();
  return verifier;
}

std::string NoteVerifier::vkey() const {
  return name_ + "+" + to_hex(big_endian(key_id_)) + "+" + to_base64(type_bytes(type_) + public_key_);
}

bool NoteVerifier::check(std::string_view text, const NoteSignature& signature) const {
  if (!made(signature)) return false;
  if (type_ == SignatureType::cosignature) return check_cosignature(public_key_, text, signature.bytes).has_value();
  if (type_ == SignatureType::sm2) return crypto::verify_sm2(public_key_, text, signature.bytes);
  return crypto::verify(public_key_, text, signature.bytes);
}

NoteSigner::NoteSigner(std::string name, crypto::SigningKey key, std::vector<crypto::SigningKey> beside,
                       std::vector<crypto::Sm2Key> sm2)
    : name_(std::move(name)), sm2_(std::move(sm2)) {
  MJ_CHECK(is_key_name(name_));
  keys_.push_back(std::move(key));
  for (auto& other : beside) keys_.push_back(std::move(other));
}

NoteVerifier NoteSigner::verifier() const { return {name_, SignatureType::ed25519, keys_.front().public_key()}; }

std::optional<NoteVerifier> NoteSigner::sm2_verifier() const {
  if (sm2_.empty()) return std::nullopt;
  return NoteVerifier{name_, SignatureType::sm2, sm2_.front().public_point()};
}

std::vector<NoteSignature> NoteSigner::sign(std::string_view text) const {
  MJ_CHECK(is_note_text(text));
  std::vector<NoteSignature> out;
  for (const auto& key : keys_) {
    out.push_back({name_, note_key_id(name_, SignatureType::ed25519, key.public_key()), key.sign(text)});
  }
  for (const auto& key : sm2_) {
    const NoteSignature one{name_, note_key_id(name_, SignatureType::sm2, key.public_point()), key.sign(text)};
    if (&key == &sm2_.front()) out.insert(out.begin() + 1, one);  // the second line; what was replaced comes last
    else out.push_back(one);
  }
  return out;
}

std::string sign_note(std::string_view text, const NoteSigner& signer) {
  return format_note({std::string(text), signer.sign(text)});
}

Result<std::size_t> verify_note(const Note& note, std::span<const NoteVerifier> known) {
  std::size_t signed_by = 0;
  for (const NoteVerifier& verifier : known) {
    bool found = false;
    for (const NoteSignature& signature : note.signatures) {
      if (!verifier.made(signature)) continue;
      if (!verifier.check(note.text, signature)) {
        return refuse(ErrorCode::digest_mismatch, "“" + verifier.name() + "”的签名与内容不符，内容或签名已被改动。");
      }
      found = true;
    }
    if (found) ++signed_by;
  }
  if (signed_by == 0) return refuse(ErrorCode::digest_mismatch, "没有已知公钥的签名，无法确认出自谁。请核对公钥。");
  return signed_by;
}

}  // namespace mingjing::tlog
