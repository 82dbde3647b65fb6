// 「公示日志」: the log in plain words, who has cosigned it, and how to check it oneself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "render/portal_pages.h"

namespace mingjing::render {

struct LogView {
  struct Witness {
    std::string name, where, vkey;  // `where` empty: it has no address of its own
    std::int64_t size = 0;          // of the newest checkpoint it cosigned
    std::optional<Instant> cosigned_at;
    enum class State { good, never, silent, contradicts } state = State::never;
  };
  struct Stamp {  // by a time-stamping authority
    std::string authority, path, note_path;  // its address; those of the stamp and of what it stamped, below /log/
    std::int64_t size = 0;
    Instant at;
  };
  struct Agency {
    std::string name, uscc;
    std::int64_t events = 0, decisions = 0;  // the highest numbers given
  };
  struct Tally {
    std::string day, agency;  // its name
    std::int64_t events = 0, decided = 0, published = 0, withheld = 0, taken_down = 0;
  };
  std::string origin, vkey, root;  // base64
  std::string vkey_sm2 = {};       // of the second line 「国密」; empty: there is none
  std::size_t changes = 0, changes_sm2 = 0;  // how often either key was changed
  std::int64_t size = 0;           // of the newest signed checkpoint
  std::optional<Instant> signed_at;
  std::optional<Stamp> stamp = {};  // the latest; nothing: there is none
  std::vector<Witness> witnesses;
  std::vector<Agency> agencies;
  std::vector<Tally> tallies;  // the newest first
  std::string source = {};                // of a replica: where it comes from; empty on the source itself
  std::vector<std::string> claimed = {};  // of a replica: whose cosignatures its checkpoint bears, unchecked
  bool witnesses_here = false;  // demo data: they run in the same program
};

std::string log_page(const PageContext& context, const LogView& log);

}  // namespace mingjing::render
