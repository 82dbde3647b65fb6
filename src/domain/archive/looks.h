// Who opened a case for one of the six purposes 「调阅」, and who looked at one file for whatever purpose, as keys of the access
// journal's batch: the newest first among those of a case, or of a file, everything that is shown in the key, so that a list
// of them is one range. Looks at a case in the course of handling are in the journal too, but not here.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/part.h"

namespace mingjing::archive {

inline constexpr std::string_view kLookMark = "look";

struct Look {
  Instant at;
  UserId user;
  std::string kind;     // case 打开案件, volume 打开案卷, volume_package 下载归档包
  std::string purpose;  // of kPurposes
  std::int64_t count = 0;
};

// Keys of a batch of the journal (part `access_batch`), whose id is `batch`.
std::vector<std::string> look_keys(const domain::Parts& parts, Uuid batch);
// All keys of a case lie in [from, to).
std::pair<std::string, std::string> looks_of(CaseId id);
std::optional<Look> read_look(std::string_view key);

// What of a file was given out. Rows of before that was told apart have none.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLookWays{{
    {"page", "查看绘制的页面"},
    {"thumbnail", "查看缩略图"},
    {"original", "取得整份原件"},
    {"range", "按段播放原件"},
    {"frame", "查看一帧画面"},
    {"waveform", "查看声音波形"},
    {"package", "下载归档包"},
}};
std::string_view way_zh(std::string_view id);  // 查看, for none

// A look at one file: a piece of evidence, a recording, the package of a case's sealed volumes (by the id of the case).
inline constexpr std::string_view kFileLookMark = "file_look";
struct FileLook {
  Instant at;
  UserId user;
  std::string way;      // of kLookWays; empty
  std::string purpose;  // of kPurposes, or in the reader's own words
  std::int64_t count = 0;
};
std::vector<std::string> file_look_keys(const domain::Parts& parts, Uuid batch);
std::pair<std::string, std::string> looks_at(Uuid file);
std::optional<FileLook> read_file_look(std::string_view key);

}  // namespace mingjing::archive
