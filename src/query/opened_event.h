// An opened event of the log (docs/decisions/0014, 0017): the feed shows event and salt, the entry commits to them, and the
// event says the digest of the bytes that are shown.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace mingjing::query {

struct FeedItem;
struct PortalOptions;

// The event of a change, read and held against its entry: same agency, the commitment opens, the bytes have the digest that
// the event names. `what` says in refusals what is shown (清单, 答复). Refusals: invalid, digest_mismatch.
Result<Json> opened_event(const PortalOptions& options, const FeedItem& item, const Json& entry, std::string_view what);

}  // namespace mingjing::query
