// SPDX-License-Identifier: Apache-2.0
#include "query/portal_feed.h"

#include "base/json.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kMaxLine = 8 << 20;

std::string_view name_of(FeedItem::Kind kind) {
  switch (kind) {
    case FeedItem::Kind::publication:
      return "publication";
    case FeedItem::Kind::update:
      return "update";
    case FeedItem::Kind::takedown:
      return "takedown";
    case FeedItem::Kind::list:
      return "list";
    case FeedItem::Kind::answer:
      return "answer";
    case FeedItem::Kind::withheld:
      return "withheld";
    case FeedItem::Kind::other:
      break;
  }
  return "other";
}

bool carries_json(FeedItem::Kind kind) {
  return kind == FeedItem::Kind::publication || kind == FeedItem::Kind::update || kind == FeedItem::Kind::list ||
         kind == FeedItem::Kind::answer;
}

bool carries_event(FeedItem::Kind kind) { return kind == FeedItem::Kind::list || kind == FeedItem::Kind::answer; }

}  // namespace

std::string feed_line(const FeedItem& item) {
  JsonWriter out;
  out.open_object()
      .member("pos", item.pos)
      .member("kind", std::string(name_of(item.kind)))
      .member("at", item.at.text());
  if (item.kind != FeedItem::Kind::other) {
    out.member("id", item.id).member("entry", item.entry).member("proof", item.proof);
    if (carries_json(item.kind)) out.member("json", item.json);
  }
  if (carries_event(item.kind)) out.member("event", item.event).member("salt", item.salt);
  if (item.kind == FeedItem::Kind::takedown) {
    const PortalTombstone& t = item.tombstone;
    out.key("tombstone")
        .open_object()
        .member("number", t.number)
        .member("agency", t.agency)
        .member("act_type", t.act_type);
    out.member("decided_on", t.decided_on)
        .member("published_on", t.published_on)
        .member("published_pos", t.published_pos);
    out.member("reason_text", t.reason_text)
        .member("citation", t.citation)
        .member("replaced_by", t.replaced_by)
        .close_object();
  }
  out.close_object();
  return out.take();
}

Result<FeedItem> parse_feed_line(std::string_view line) {
  auto json = parse_json(line, {.depth = 8, .bytes = kMaxLine, .values = 1000});
  if (!json) return refuse(json.error());
  FeedItem item;
  item.pos = json->integer("pos", -1);
  if (item.pos < 0) return invalid("变更没有日志位置", "pos");
  const std::string kind = json->text("kind");
  for (auto known : {FeedItem::Kind::publication, FeedItem::Kind::update, FeedItem::Kind::takedown, FeedItem::Kind::list,
                     FeedItem::Kind::answer, FeedItem::Kind::withheld})
    if (kind == name_of(known)) item.kind = known;
  const auto at = Instant::parse(json->text("at"));
  if (!at && item.kind != FeedItem::Kind::other) return invalid("变更没有时间", "at");
  item.at = at.value_or(Instant());
  item.id = json->text("id");
  item.entry = json->text("entry");
  if (carries_json(item.kind)) item.json = json->text("json");
  item.proof = json->text("proof");
  item.event = json->text("event");
  item.salt = json->text("salt");
  if (const Json* t = json->find("tombstone")) {
    item.tombstone.number = t->text("number");
    item.tombstone.agency = t->text("agency");
    item.tombstone.act_type = t->text("act_type");
    item.tombstone.decided_on = t->text("decided_on");
    item.tombstone.published_on = t->text("published_on");
    item.tombstone.published_pos = t->integer("published_pos");
    item.tombstone.reason_text = t->text("reason_text");
    item.tombstone.citation = t->text("citation");
    item.tombstone.replaced_by = t->text("replaced_by");
  }
  return item;
}

}  // namespace mingjing::query
