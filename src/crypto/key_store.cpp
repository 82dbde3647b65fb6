// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/bytes.h"
#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/key_file.h"
#include "crypto/password.h"
#include "crypto/random.h"

namespace mingjing::crypto {
namespace {

constexpr std::string_view kLog = "log.ed25519", kData = "data", kIndex = "index", kWitness = "witness.ed25519";
constexpr std::array kNames = {kLog, kData, kIndex};  // of a deployment
constexpr std::string_view kLogSm2 = "log.sm2", kLogNext = "log.ed25519.next", kLogSm2Next = "log.sm2.next";
constexpr std::array kAll = {kLog, kData, kIndex, kWitness, kLogNext, kLogSm2, kLogSm2Next};
constexpr std::string_view kExportHeading = "mingjing keys export v1\n";
constexpr unsigned long long kExportPasses = 3;
constexpr std::size_t kExportMemory = 256u << 20;
constexpr std::size_t kMaxKeysInFile = 64;

std::string_view file_of(LogKeyKind kind) { return kind == LogKeyKind::sm2 ? kLogSm2 : kLog; }
std::string_view next_of(LogKeyKind kind) { return kind == LogKeyKind::sm2 ? kLogSm2Next : kLogNext; }

std::string heading(std::string_view name) { return "mingjing key v1 " + std::string(name) + "\n"; }

std::string key_file_text(std::string_view name, std::string_view key) {
  return heading(name) + to_base64(key) + "\n";
}

// The keys in a file's text; nothing when it is not one.
std::optional<std::vector<Secret>> parse_key_file(std::string_view name, std::string_view text) {
  const std::string head = heading(name);
  if (text.substr(0, head.size()) != head || text.back() != '\n') return std::nullopt;
  text.remove_prefix(head.size());
  std::vector<Secret> keys;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto bytes = from_base64(text.substr(0, end));
    if (!bytes || bytes->size() != 32 || keys.size() == kMaxKeysInFile) return std::nullopt;
    keys.emplace_back(*bytes);
    wipe(*bytes);
    text.remove_prefix(end + 1);
  }
  const std::size_t most = name == kData ? kMaxKeysInFile : name == kLog || name == kLogSm2 ? 2 : 1;
  if (keys.empty() || keys.size() > most) return std::nullopt;
  return keys;
}

Secret export_key(std::string_view passphrase, std::string_view salt) {
  return key_from_words(passphrase, salt, kExportPasses, kExportMemory);
}

}  // namespace

Status KeyStore::check_folder() const { return check_private_folder(folder_); }

Status KeyStore::create() const { return make(kNames); }
Status KeyStore::create_log_sm2() const { return make({&kLogSm2, 1}); }
Status KeyStore::create_witness() const { return make({&kWitness, 1}); }

Status KeyStore::make(std::span<const std::string_view> names) const {
  start();
  if (folder_.has_parent_path()) std::filesystem::create_directories(folder_.parent_path());
  if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
    throw Unavailable("key folder " + folder_.string() + ": " + std::strerror(errno), errno == ENOSPC);
  }
  if (auto fit = check_folder(); !fit) return fit;
  for (std::string_view name : names) {
    if (std::filesystem::exists(folder_ / name)) {
      return refuse(ErrorCode::conflict, (folder_ / name).string() + " 已存在，不会覆盖已有的密钥。");
    }
  }
  for (std::string_view name : names) {
    Secret key = Secret::random(32);
    while ((name == kLogSm2 || name == kLogSm2Next) && !Sm2Key::from_secret(key.view())) key = Secret::random(32);
    std::string text = key_file_text(name, key.view());
    auto written = write_private_file(folder_ / name, text, false);
    wipe(text);
    if (!written) return written;
  }
  return {};
}

tl::unexpected<Error> KeyStore::damaged(std::string_view name) const {
  return invalid((folder_ / name).string() + " 不是有效的密钥文件，可能已损坏。请用导出的密钥文件恢复。");
}

Result<std::optional<std::vector<Secret>>> KeyStore::load(std::string_view name) const {
  if (auto fit = check_folder(); !fit) return refuse(fit.error());
  auto text = read_private_file(folder_ / name);
  if (!text) return refuse(text.error());
  if (!text->has_value()) return std::optional<std::vector<Secret>>();
  auto keys = (*text)->empty() ? std::nullopt : parse_key_file(name, (*text)->view());
  if (!keys) return damaged(name);
  return keys;
}

Result<std::optional<SigningKey>> KeyStore::load_signing(std::string_view name) const {
  auto keys = load(name);
  if (!keys) return refuse(keys.error());
  if (!*keys) return std::optional<SigningKey>();
  return SigningKey::from_seed((*keys)->front().view());
}

Result<std::optional<SigningKey>> KeyStore::load_log() const { return load_signing(kLog); }
Result<std::optional<SigningKey>> KeyStore::load_witness() const { return load_signing(kWitness); }

Result<std::vector<Sm2Key>> KeyStore::load_sm2(std::string_view name) const {
  auto keys = load(name);
  if (!keys) return refuse(keys.error());
  std::vector<Sm2Key> out;
  if (!*keys) return out;
  for (const Secret& secret : **keys) {
    auto key = Sm2Key::from_secret(secret.view());
    if (!key) return damaged(name);
    out.push_back(std::move(*key));
  }
  return out;
}

Result<std::vector<Sm2Key>> KeyStore::load_log_sm2() const { return load_sm2(kLogSm2); }

Result<std::vector<SigningKey>> KeyStore::load_log_keys() const {
  auto keys = load(kLog);
  if (!keys) return refuse(keys.error());
  std::vector<SigningKey> out;
  if (!*keys) return out;
  for (const Secret& key : **keys) out.push_back(*SigningKey::from_seed(key.view()));
  return out;
}

Result<std::optional<std::string>> KeyStore::find_next_log(LogKeyKind kind) const {
  if (kind == LogKeyKind::sm2) {
    const auto keys = load_sm2(kLogSm2Next);
    if (!keys) return refuse(keys.error());
    return keys->empty() ? std::nullopt : std::optional(keys->front().public_point());
  }
  const auto key = load_signing(kLogNext);
  if (!key) return refuse(key.error());
  return *key ? std::optional((*key)->public_key()) : std::nullopt;
}

Result<std::string> KeyStore::next_log(LogKeyKind kind) const {
  auto next = find_next_log(kind);
  if (next && !*next) {
    const std::string_view name = next_of(kind);
    if (auto made = make({&name, 1}); !made) return refuse(made.error());
    next = find_next_log(kind);
  }
  if (!next) return refuse(next.error());
  MJ_CHECK(next->has_value());
  return std::move(**next);
}

Status KeyStore::write_keys(std::string_view name, std::span<const Secret* const> keys) const {
  std::string text = heading(name);
  for (const Secret* key : keys) {
    std::string line = to_base64(key->view()) + "\n";
    text += line;
    wipe(line);
  }
  auto written = write_private_file(folder_ / name, text, true);
  wipe(text);
  return written;
}

Status KeyStore::adopt_next_log(LogKeyKind kind) const {
  const auto next = load(next_of(kind)), keys = load(file_of(kind));
  if (!next) return refuse(next.error());
  if (!keys) return refuse(keys.error());
  if (!*next || !*keys) return refuse(ErrorCode::not_found, "没有等着启用的日志密钥。");
  const Secret &fresh = (*next)->front(), &old = (*keys)->front();
  if (fresh.view() != old.view()) {
    const Secret* both[] = {&fresh, &old};
    if (auto written = write_keys(file_of(kind), both); !written) return written;
  }
  std::filesystem::remove(folder_ / next_of(kind));
  return {};
}

Status KeyStore::end_log_overlap(LogKeyKind kind) const {
  const auto keys = load(file_of(kind));
  if (!keys) return refuse(keys.error());
  if (!*keys || (*keys)->size() < 2) return refuse(ErrorCode::not_found, "日志密钥不在重叠期，没有换下的密钥可以删去。");
  const Secret* one[] = {&(*keys)->front()};
  return write_keys(file_of(kind), one);
}

Result<std::optional<SealKeys>> KeyStore::load_data() const {
  auto keys = load(kData);
  if (!keys) return refuse(keys.error());
  if (!*keys) return std::optional<SealKeys>();
  SealKeys out(std::move((*keys)->front()));
  for (std::size_t i = 1; i < (*keys)->size(); ++i) out.add_old(std::move((**keys)[i]));
  return std::optional<SealKeys>(std::move(out));
}

Result<std::optional<Secret>> KeyStore::load_index() const {
  auto keys = load(kIndex);
  if (!keys) return refuse(keys.error());
  if (!*keys) return std::optional<Secret>();
  return std::optional<Secret>(std::move((*keys)->front()));
}

Status KeyStore::rotate_data() const {
  auto keys = load(kData);
  if (!keys) return refuse(keys.error());
  if (!*keys) return refuse(ErrorCode::not_found, "没有数据密钥可以轮换。请先运行 mingjing init 或 mingjing keys import。");
  if ((*keys)->size() == kMaxKeysInFile) return invalid("旧的数据密钥太多。请先完成重新加密，再移去不用的旧密钥。");
  const Secret fresh = Secret::random(32);
  std::vector<const Secret*> all{&fresh};
  for (const Secret& old : **keys) all.push_back(&old);
  return write_keys(kData, all);
}

Status KeyStore::drop_old_data() const {
  const auto keys = load(kData);
  if (!keys) return refuse(keys.error());
  if (!*keys || (*keys)->size() < 2) return refuse(ErrorCode::not_found, "没有旧的 data 密钥可以删去。");
  const Secret* one[] = {&(*keys)->front()};
  return write_keys(kData, one);
}

Status KeyStore::export_to(const std::filesystem::path& file, std::string_view passphrase) const {
  if (!is_utf8(passphrase) || count_chars(passphrase) < 12) return invalid("密码至少 12 个字符，请换一个更长的密码。", "passphrase");
  if (auto fit = check_folder(); !fit) return fit;
  std::string text;  // a line a file: its name, and its bytes in base64
  for (std::string_view name : kAll) {
    auto bytes = read_private_file(folder_ / name);
    if (!bytes) return refuse(bytes.error());
    if (!bytes->has_value()) continue;
    if (!parse_key_file(name, (*bytes)->view())) return invalid((folder_ / name).string() + " 不是有效的密钥文件，没有导出。");
    std::string encoded = to_base64((*bytes)->view());
    text += std::string(name) + " " + encoded + "\n";
    wipe(encoded);
  }
  if (text.empty()) return refuse(ErrorCode::not_found, "密钥文件夹 " + folder_.string() + " 是空的，没有可导出的密钥。");
  const std::string salt = random_bytes(kKeySaltSize);
  const std::string box = seal(SealKeys(export_key(passphrase, salt)), text, kExportHeading);
  wipe(text);
  return write_private_file(file, std::string(kExportHeading) + to_base64(salt) + "\n" + to_base64(box) + "\n", false);
}

Status KeyStore::import_from(const std::filesystem::path& file, std::string_view passphrase) const {
  start();
  auto bytes = read_private_file(file);
  if (!bytes) return refuse(bytes.error());
  if (!bytes->has_value()) return refuse(ErrorCode::not_found, "找不到文件 " + file.string() + "。");
  const auto lines = split((*bytes)->view(), '\n');
  std::optional<std::string> salt, box;
  if (lines.size() == 4 && std::string(lines[0]) + "\n" == kExportHeading && lines[3].empty()) {
    salt = from_base64(lines[1]);
    box = from_base64(lines[2]);
  }
  if (!salt || !box || salt->size() != kKeySaltSize || !box_key_id(*box)) {
    return invalid(file.string() + " 不是导出的密钥文件。请选择 mingjing keys export 生成的文件。");
  }
  auto text = open(SealKeys(export_key(passphrase, *salt)), *box, kExportHeading);
  if (!text) return refuse(ErrorCode::digest_mismatch, "密码不对，或导出的密钥文件已被改动。");
  Secret plain(*text);
  wipe(*text);

  if (folder_.has_parent_path()) std::filesystem::create_directories(folder_.parent_path());
  ::mkdir(folder_.c_str(), 0700);  // an existing folder is checked next
  if (auto fit = check_folder(); !fit) return fit;
  for (std::string_view name : kAll) {
    if (std::filesystem::exists(folder_ / name)) {
      return refuse(ErrorCode::conflict, (folder_ / name).string() + " 已存在，不会覆盖。请指明一个空的密钥文件夹。");
    }
  }
  for (std::string_view line : split(plain.view(), '\n')) {
    if (line.empty()) continue;
    const std::size_t space = line.find(' ');
    MJ_CHECK(space != std::string_view::npos);  // authenticated: written by export_to
    const std::string_view name = line.substr(0, space);
    MJ_CHECK(std::find(kAll.begin(), kAll.end(), name) != kAll.end());
    auto key_file = from_base64(line.substr(space + 1));
    MJ_CHECK(key_file.has_value());
    auto written = write_private_file(folder_ / name, *key_file, false);
    wipe(*key_file);
    if (!written) return written;
  }
  return {};
}

}  // namespace mingjing::crypto
