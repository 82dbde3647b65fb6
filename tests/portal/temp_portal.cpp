// SPDX-License-Identifier: Apache-2.0
#include "tests/portal/temp_portal.h"

#include <fmt/format.h>

namespace mingjing::portal_test {
namespace {

query::FeedItem item(query::FeedItem::Kind kind, std::int64_t pos, const std::string& id) {
  query::FeedItem out;
  out.kind = kind;
  out.pos = pos;
  out.id = id;
  out.at = Instant(Instant::parse("2026-10-30T09:12:00+08:00")->unix_ms() + pos * 60'000);
  out.proof = fmt::format("c2sp.org/tlog-proof@v1\nindex {}\n", pos);
  return out;
}

}  // namespace

std::string id_of(int n) { return fmt::format("01990000-0000-7000-8000-{:012x}", n); }

query::FeedItem publication(std::int64_t pos, std::int64_t seq, const Canned& canned, std::int64_t replaces) {
  auto out = item(query::FeedItem::Kind::publication, pos, canned.id);
  Json entry = Json::object({{"agency", canned.uscc},
                             {"digest", "sha256:" + std::string(64, 'd')},
                             {"id", canned.id},
                             {"kind", "publication"},
                             {"seq", seq},
                             {"v", 1}});
  if (replaces > 0) entry.set("replaces", replaces);
  out.entry = canonical(entry);
  out.json = publication_json(canned);
  return out;
}

query::FeedItem update(std::int64_t pos, const std::string& id, std::int64_t n, const std::string& text) {
  auto out = item(query::FeedItem::Kind::update, pos, id);
  out.entry = canonical(Json::object(
      {{"digest", "sha256:" + std::string(64, 'e')}, {"id", id}, {"kind", "update"}, {"n", n}, {"of", 1}, {"v", 1}}));
  out.json = canonical(Json::object({{"id", id}, {"n", n}, {"on", "2026-11-09"}, {"text", text}}));
  return out;
}

query::FeedItem takedown(std::int64_t pos, std::int64_t seq, const std::string& id, const std::string& reason) {
  auto out = item(query::FeedItem::Kind::takedown, pos, id);
  out.entry = canonical(Json::object({{"agency", "11330900MB0X00001K"},
                                      {"id", id},
                                      {"kind", "takedown"},
                                      {"reason", reason},
                                      {"seq", seq},
                                      {"v", 1}}));
  out.tombstone.reason_text = "复议机关认为主要证据不足。";
  return out;
}

}  // namespace mingjing::portal_test
