// Rules on evidence 「证据规则」: when a piece counts as taken before filing, for which purposes its bytes may be
// viewed, and what a piece must say about itself. The piece itself is `cases::Evidence`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/cases/case.h"

namespace mingjing::evidence {

// 立案前取得: no article forbids it (APL 54); it is marked, never refused. True while the case is not filed.
bool is_before_filing(Instant obtained_at, std::optional<Date> filed_on);

// What a new piece lacks: a file (or, for a physical thing, where it is kept), a time that is not in the future. All
// faults at once; who took it is judged by the guards of `add_evidence`.
std::vector<Reason> check_piece(const cases::Evidence& piece, Instant now);

// Media types whose derivatives a page may show; anything else is only ever an attachment.
bool may_be_shown(std::string_view media_type);

}  // namespace mingjing::evidence
