// Lists published before any case 「事前公开」: the agency's items, officers and matters of recording as versioned public documents. A change of
// what a list tells of queues the job `publish_list`; the job composes the list anew and, when it says anything else
// than the last version, publishes the next one. Aggregate `public_list`, whose version is the list's; its bytes are
// public bodies, never changed; event publish_list with their digest. The system acts, not the person who changed a
// row, so that the event may be opened to everybody (docs/decisions/0014-lists-as-opened-events.md).
// 三项制度指导意见（国办发〔2018〕118号）二（四）; APL 34, 39.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/json.h"
#include "ports/reader.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

inline constexpr std::string_view kItemsList = "items";        // 行政执法事项清单, DOMAIN R-LST-001
inline constexpr std::string_view kOfficersList = "officers";  // 行政执法人员清单, DOMAIN R-LST-005 to 007
inline constexpr std::string_view kMattersList = "recording_matters";  // 音像记录事项清单, DOMAIN R-LST-010

// Part of the command that changes what the list tells of.
void queue_list(ports::UnitOfWork& work, std::string_view list);

// {"agency":{name,uscc,address,telephone},"entries":[…]}: what the list says now. Items not in use are left out, of a
// revoked certificate only that it is revoked. Refused (invalid): no list of this name.
Result<Json> compose_list(ports::Reader& reader, AgencyId agency, std::string_view list);

// Publishes `content` as the next version; does nothing when the last one says the same.
Status publish_list(ports::UnitOfWork& work, std::string_view list, Json content);

}  // namespace mingjing::flow
