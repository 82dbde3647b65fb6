// One change of the public feed: a line of `/feed/changes` (CONTRACTS 6), and what `PortalDb::apply` takes.
//
//   {"pos":N,"kind":"publication","at":RFC3339,"id","entry":TEXT,"json":TEXT,"proof":TEXT}
//   {"pos":N,"kind":"update","at","id","entry","json","proof"}         json: {"n","on","text",…}
//   {"pos":N,"kind":"takedown","at","id","entry","proof","tombstone":{number, agency, act_type, decided_on,
//                                                    published_on, published_pos, reason_text, citation, replaced_by}}
//   {"pos":N,"kind":"list","at","id","entry","json","proof","event":TEXT,"salt":HEX}    a version of a list: an opened event
//   {"pos":N,"kind":"answer","at","id","entry","json","proof","event","salt"}    an answer made public, or what is left of
//                                                    it after a takedown, by the type of the event: an opened event
//   {"pos":N,"kind":"withheld","at","id":"","entry","proof"}           only the ground, in the entry
// `entry` is the log entry at `pos`, `json` the exact bytes of the public address; kinds that a reader does not know
// only move its position.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "query/portal_views.h"

namespace mingjing::query {

struct FeedItem {
  enum class Kind { publication, update, takedown, list, answer, withheld, other };
  std::int64_t pos = 0;
  Kind kind = Kind::other;
  Instant at;
  std::string id;
  std::string entry;
  std::string json;
  std::string proof;
  std::string event, salt;    // of a list or an answer: what the commitment in `entry` opens to; the salt in hex
  PortalTombstone tombstone;  // of a takedown; empty members are taken from what the portal itself holds
};

std::string feed_line(const FeedItem& item);  // without the newline
Result<FeedItem> parse_feed_line(std::string_view line);

}  // namespace mingjing::query
