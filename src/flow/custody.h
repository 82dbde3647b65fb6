// The chain of custody of one file 「保管链」: a piece of evidence or a recording, from its receipt to its sealed volume or its
// destruction, out of the events of its case. Who looked at it stands in the access journal (domain/archive/looks.h), whether
// its bytes are still the same in the rounds over the stored files (ports/file_watch.h). DESIGN "Evidence and custody".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/case.h"
#include "ports/file_watch.h"
#include "ports/reader.h"

namespace mingjing::flow {

// What holds of the file now.
enum class Custody : std::uint8_t { unchanged, not_yet_reread, altered, missing, destroyed, no_file };
inline constexpr std::array<cases::Named<Custody>, 6> kCustodies{{
    {Custody::unchanged, "unchanged", "内容未变"},
    {Custody::not_yet_reread, "not_yet_reread", "还没有复核过"},
    {Custody::altered, "altered", "内容已变"},
    {Custody::missing, "missing", "取不到文件"},
    {Custody::destroyed, "destroyed", "已销毁"},
    {Custody::no_file, "no_file", "没有文件"},
}};

struct CustodyFile {
  std::string kind;  // evidence, recording
  Uuid id;
  std::string name, file_name, sha256, media_type;  // no sha256: a thing without a file
  std::int64_t size = 0;
  std::string destroyed;  // the tombstone as a sentence; empty: it is there
};
// Who destroyed a recording, as a sentence; empty while it is not.
std::string tombstone_words(const cases::Recording& recording);
// Empty when the case has none such.
std::optional<CustodyFile> custody_file(const cases::Case& c, std::string_view kind, Uuid id);

struct CustodyStep {
  Instant at, occurred_at;
  std::string event, type, actor;  // actor: a user id, or `system`
  std::string what, words;         // words: what else is to be said, may be empty
};
// In the order of the events. What names the file, and the filing and sealing of its case.
std::vector<CustodyStep> custody_steps(const cases::Case& c, const CustodyFile& file, const std::vector<ports::PastEvent>& events);

// `received`: the first step; `there`: whether its bytes can be opened now; `watch`: null where no rounds are made.
Custody custody_of(const CustodyFile& file, bool there, const ports::FileWatch* watch);
// The one sentence at the top of the chain.
std::string custody_words(const CustodyFile& file, Custody state, std::optional<Instant> received, const ports::FileWatch* watch);

}  // namespace mingjing::flow
