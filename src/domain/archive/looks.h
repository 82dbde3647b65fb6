// Who opened a case for one of the six purposes 「调阅」, as a key of the access journal's batch: the newest first among those of
// a case, everything that is shown in the key, so that a list of them is one range. Looks in the course of handling are in
// the journal too, but not here. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/part.h"

namespace mingjing::archive {

inline constexpr std::string_view kLookMark = "look";

struct Look {
  Instant at;
  UserId user;
  std::string kind;     // case 打开案件, volume 打开案卷
  std::string purpose;  // of kPurposes
  std::int64_t count = 0;
};

// Keys of a batch of the journal (part `access_batch`), whose id is `batch`.
std::vector<std::string> look_keys(const domain::Parts& parts, Uuid batch);
// All keys of a case lie in [from, to).
std::pair<std::string, std::string> looks_of(CaseId id);
std::optional<Look> read_look(std::string_view key);

}  // namespace mingjing::archive
