// SPDX-License-Identifier: Apache-2.0
#include "tlog/checkpoint.h"

#include <charconv>

#include "base/check.h"
#include "base/text.h"

namespace mingjing::tlog {
namespace {

tl::unexpected<Error> not_a_checkpoint(std::string_view why) {
  return refuse(ErrorCode::bad_request, "不是有效的检查点：" + std::string(why) + "。请重新下载后再试。");
}

}  // namespace

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if ((text[0] == '0' && text.size() > 1) || n >> 63 != 0) return std::nullopt;
  return n;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  MJ_CHECK(!checkpoint.origin.empty());
  std::string out = checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n" + base64(checkpoint.head.root) + "\n";
  for (const std::string& line : checkpoint.extensions) out += line + "\n";
  return out;
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  if (!is_note_text(text)) return not_a_checkpoint("含有不允许的字符，或结尾不是换行");
  const auto lines = split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 3) return not_a_checkpoint("少于三行");
  for (std::string_view line : lines) {
    if (line.empty()) return not_a_checkpoint("有空行");
  }
  const auto size = parse_decimal(lines[1]);
  if (!size) return not_a_checkpoint("第二行应为日志大小");
  const auto root = hash_from_base64(lines[2]);
  if (!root) return not_a_checkpoint("第三行应为根哈希");
  if (*size == 0 && *root != empty_root()) return not_a_checkpoint("空日志的根哈希不对");
  Checkpoint out{std::string(lines[0]), {*size, *root}, {}};
  for (std::size_t i = 3; i < lines.size(); ++i) out.extensions.emplace_back(lines[i]);
  return out;
}

std::string sign_checkpoint(const TreeHead& head, const NoteSigner& log) {
  return sign_note(checkpoint_text({log.name(), head, {}}), log);
}

Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, const NoteVerifier& log, std::string_view origin) {
  auto note = parse_note(bytes);
  if (!note) return refuse(note.error());
  if (auto known = verify_note(*note, {&log, 1}); !known) return refuse(known.error());
  auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return refuse(checkpoint.error());
  if (checkpoint->origin != origin) {
    return refuse(ErrorCode::digest_mismatch, "检查点属于日志“" + checkpoint->origin + "”，不是“" + std::string(origin) + "”。");
  }
  return SignedCheckpoint{std::move(*checkpoint), std::move(*note)};
}

}  // namespace mingjing::tlog
