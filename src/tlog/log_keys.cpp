// SPDX-License-Identifier: Apache-2.0
#include "tlog/log_keys.h"

#include <algorithm>

#include "base/text.h"

namespace mingjing::tlog {

std::string named_key(std::span<const KeyChange> changes, SignatureType type) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    const auto key = NoteVerifier::parse(change->entry.key);
    if (key && key->type() == type) return change->entry.key;
  }
  return {};
}

Result<LogKeys> LogKeys::of(std::span<const KeyChange> changes, const NoteVerifier& known, std::uint64_t from) {
  LogKeys out;
  for (const KeyChange& change : changes) {
    const auto broken = [&change](std::string_view why) {
      return refuse(ErrorCode::conflict, "日志第 " + std::to_string(change.index) + " 条更换密钥的记录不对：" + std::string(why) + "。");
    };
    auto key = NoteVerifier::parse(change.entry.key);
    if (!key) return broken("新的公钥读不懂");
    if (key->type() != known.type()) continue;
    if (out.keys_.empty() && change.index > 0) {
      auto first = change.entry.replaces ? NoteVerifier::parse(*change.entry.replaces) : Result<NoteVerifier>(known);
      if (!first) return broken("原来的公钥读不懂");
      if (first->type() != known.type()) return broken("它换下的是另一种公钥");
      out.keys_.push_back({std::move(*first), from, {}});
    }
    if (!out.keys_.empty()) {
      if (change.entry.replaces && *change.entry.replaces != out.present().vkey()) return broken("它换下的不是当时的公钥");
      out.keys_.back().to = change.index;
    }
    out.keys_.push_back({std::move(*key), out.keys_.empty() ? from : change.index + 1, {}});
  }
  if (out.keys_.empty()) return LogKeys(known, from);
  const bool stands = std::any_of(out.keys_.begin(), out.keys_.end(), [&](const auto& one) { return one.key.vkey() == known.vkey(); });
  if (!stands) return refuse(ErrorCode::conflict, "日志换过密钥，所知的公钥不在其中。请核对公钥。");
  return out;
}

Result<SignedCheckpoint> LogKeys::open(std::string_view bytes, std::string_view origin) const {
  Result<SignedCheckpoint> last = refuse(ErrorCode::digest_mismatch, "没有已知公钥的签名，无法确认出自谁。请核对公钥。");
  for (auto at = keys_.rbegin(); at != keys_.rend(); ++at) {
    auto opened = open_checkpoint(bytes, at->key, origin);
    if (!opened) {
      if (at == keys_.rbegin()) last = std::move(opened);
      continue;
    }
    const std::uint64_t size = opened->checkpoint.head.size;
    if (size >= at->from && (!at->to || size <= *at->to)) return opened;
    if (size < at->from) continue;
    last = refuse(ErrorCode::digest_mismatch, "这个检查点是换下的密钥签的，那把密钥已经不管这么长的日志。");
  }
  return last;
}

std::string LogKeys::text() const {
  std::string out;
  for (const auto& one : keys_) {
    out += one.key.vkey() + " " + std::to_string(one.from) + " " + (one.to ? std::to_string(*one.to) : "-") + "\n";
  }
  return out;
}

std::optional<LogKeys> LogKeys::parse(std::string_view text) {
  LogKeys out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto words = split(text.substr(0, end), ' ');
    text.remove_prefix(end + 1);
    if (words.size() != 3) return std::nullopt;
    auto key = NoteVerifier::parse(words[0]);
    const auto from = parse_decimal(words[1]), to = parse_decimal(words[2]);
    if (!key || !from || (!to && words[2] != "-") || to.has_value() == text.empty()) return std::nullopt;
    out.keys_.push_back({std::move(*key), *from, to});
  }
  if (out.keys_.empty()) return std::nullopt;
  return out;
}

}  // namespace mingjing::tlog
