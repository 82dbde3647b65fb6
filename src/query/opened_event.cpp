// SPDX-License-Identifier: Apache-2.0
#include "query/opened_event.h"

#include "base/bytes.h"
#include "query/portal_db.h"

namespace mingjing::query {

Result<Json> opened_event(const PortalOptions& options, const FeedItem& item, const Json& entry, std::string_view what) {
  auto event = parse_json(item.event);
  if (!event) return event;
  const std::string name(what);
  if (entry.text("kind") != "event" || event->text("agency") != entry.text("agency"))
    return invalid(name + "的日志条目不是这个机关的事件", "entry");
  if (!options.digest) return event;
  const auto salt = from_hex(item.salt);
  if (!salt || options.digest("mingjing/event/v1\n" + *salt + item.event) != entry.text("commit"))
    return refuse(ErrorCode::digest_mismatch, name + "的事件与日志条目里的承诺值不符，不予展示", "event");
  const Json* data = event->find("data");
  if (data == nullptr || options.digest(item.json) != data->text("digest"))
    return refuse(ErrorCode::digest_mismatch, name + "与日志事件里的摘要不符，不予展示", "json");
  return event;
}

}  // namespace mingjing::query
