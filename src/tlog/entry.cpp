// SPDX-License-Identifier: Apache-2.0
#include "tlog/entry.h"

#include <algorithm>

#include "base/check.h"
#include "base/id.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "tlog/note.h"
#include "tlog/tree_writer.h"

namespace mingjing::tlog {
namespace {

constexpr std::int64_t kMaxInteger = (1ll << 53) - 1;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;  // clang 14, which builds the fuzzers, does not deduce it

// `canonical` sorts the members.
Json to_json(const Entry& entry) {
  using crypto::digest_text;
  return std::visit(
      Overloaded{
          [](const EventEntry& e) {
            return Json::object({{"agency", e.agency}, {"commit", digest_text(e.commit)}, {"kind", "event"}, {"n", e.n}, {"v", 1}});
          },
          [](const PublicationEntry& e) {
            Json out = Json::object({{"agency", e.agency}, {"digest", digest_text(e.digest)}, {"id", e.id},
                                     {"kind", "publication"}, {"seq", e.seq}, {"v", 1}});
            if (e.replaces) out.set("replaces", *e.replaces);
            return out;
          },
          [](const UpdateEntry& e) {
            return Json::object({{"agency", e.agency}, {"digest", digest_text(e.digest)}, {"id", e.id},
                                 {"kind", "update"}, {"n", e.n}, {"of", e.of}, {"v", 1}});
          },
          [](const WithheldEntry& e) {
            return Json::object({{"agency", e.agency}, {"commit", digest_text(e.commit)}, {"ground", e.ground},
                                 {"kind", "withheld"}, {"seq", e.seq}, {"v", 1}});
          },
          [](const TakedownEntry& e) {
            return Json::object({{"agency", e.agency}, {"id", e.id}, {"kind", "takedown"}, {"reason", e.reason},
                                 {"seq", e.seq}, {"v", 1}});
          },
          [](const TallyEntry& e) {
            return Json::object({{"agency", e.agency}, {"day", e.day.text()}, {"decided", e.decided}, {"events", e.events},
                                 {"kind", "tally"}, {"published", e.published}, {"taken_down", e.taken_down}, {"v", 1},
                                 {"withheld", e.withheld}});
          },
          [](const RestoreEntry& e) {
            return Json::object({{"from", e.from}, {"kind", "restore"}, {"to", e.to}, {"v", 1}});
          },
          [](const KeyEntry& e) {
            Json out = Json::object({{"key", e.key}, {"kind", "key"}, {"v", 1}});
            if (e.replaces) out.set("replaces", *e.replaces);
            return out;
          },
          [](const NewLogEntry& e) {
            return Json::object({{"kind", "new_log"}, {"origin", e.origin}, {"root", digest_text(view(e.root))},
                                 {"size", e.size}, {"v", 1}});
          },
      },
      entry);
}

bool is_agency(std::string_view text) {  // the form only; identity checks the digit
  return text.size() == 18 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}
bool is_id(std::string_view text) {
  const auto uuid = Uuid::parse(text);
  return uuid && uuid->text() == text;
}
bool is_counter(std::int64_t n) { return n >= 1 && n <= kMaxInteger; }
bool is_count(std::int64_t n) { return n >= 0 && n <= kMaxInteger; }

// The digest member as raw bytes; empty, and so a fault, when it is none.
std::string digest_member(const Json& json, std::string_view name) {
  return crypto::parse_digest_text(json.text(name)).value_or("");
}
std::optional<std::int64_t> optional_integer(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  if (member == nullptr) return std::nullopt;
  return json.integer(name, -1);
}

std::optional<Entry> from_json(const Json& json) {
  const std::string kind = json.text("kind"), agency = json.text("agency"), id = json.text("id");
  const std::int64_t seq = json.integer("seq"), n = json.integer("n");
  if (kind == "event") return EventEntry{agency, digest_member(json, "commit"), n};
  if (kind == "publication") return PublicationEntry{agency, digest_member(json, "digest"), id, optional_integer(json, "replaces"), seq};
  if (kind == "update") return UpdateEntry{agency, digest_member(json, "digest"), id, n, json.integer("of")};
  if (kind == "withheld") return WithheldEntry{agency, digest_member(json, "commit"), json.text("ground"), seq};
  if (kind == "takedown") return TakedownEntry{agency, id, json.text("reason"), seq};
  if (kind == "tally") {
    const auto day = Date::parse(json.text("day"));
    if (!day) return std::nullopt;
    return TallyEntry{agency, *day, json.integer("decided", -1), json.integer("events", -1), json.integer("published", -1),
                      json.integer("taken_down", -1), json.integer("withheld", -1)};
  }
  if (kind == "restore") return RestoreEntry{json.integer("from", -1), json.integer("to", -1)};
  if (kind == "key") {
    KeyEntry out{json.text("key"), std::nullopt};
    if (json.find("replaces") != nullptr) out.replaces = json.text("replaces");
    return out;
  }
  if (kind == "new_log") {
    const auto root = to_hash(digest_member(json, "root"));
    if (!root) return std::nullopt;
    return NewLogEntry{json.text("origin"), *root, json.integer("size", -1)};
  }
  return std::nullopt;
}

std::string commit(std::string_view heading, std::string_view salt, std::string_view event) {
  MJ_CHECK(salt.size() == kSaltBytes);
  Hash out;
  crypto::sha256_into({heading, salt, event}, out);
  return std::string(view(out));
}

}  // namespace

bool is_withheld_ground(std::string_view code) { return std::ranges::find(kWithheldGrounds, code) != kWithheldGrounds.end(); }
bool is_takedown_reason(std::string_view code) { return std::ranges::find(kTakedownReasons, code) != kTakedownReasons.end(); }

std::string_view takedown_reason_zh(std::string_view code) {
  static constexpr std::array<std::string_view, 7> texts = {"决定被依法变更", "决定被依法撤销", "决定被确认违法", "决定被确认无效",
                                                            "公示内容已更正", "公示期限届满",   "已完成信用修复"};
  const auto found = std::ranges::find(kTakedownReasons, code);
  return found == kTakedownReasons.end() ? std::string_view() : texts[static_cast<std::size_t>(found - kTakedownReasons.begin())];
}

std::optional<std::string> entry_fault(const Entry& entry) {
  const auto unless = [](bool fine, const char* member) { return fine ? std::nullopt : std::optional<std::string>(member); };
  const auto first = [](std::initializer_list<std::optional<std::string>> faults) -> std::optional<std::string> {
    for (const auto& fault : faults) {
      if (fault) return fault;
    }
    return std::nullopt;
  };
  return std::visit(
      Overloaded{
          [&](const EventEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(e.commit.size() == kHashSize, "commit"), unless(is_counter(e.n), "n")});
          },
          [&](const PublicationEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(e.digest.size() == kHashSize, "digest"),
                          unless(is_id(e.id), "id"), unless(is_counter(e.seq), "seq"),
                          unless(!e.replaces || (is_counter(*e.replaces) && *e.replaces < e.seq), "replaces")});
          },
          [&](const UpdateEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(e.digest.size() == kHashSize, "digest"),
                          unless(is_id(e.id), "id"), unless(is_counter(e.n), "n"), unless(is_counter(e.of), "of")});
          },
          [&](const WithheldEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(e.commit.size() == kHashSize, "commit"),
                          unless(is_withheld_ground(e.ground), "ground"), unless(is_counter(e.seq), "seq")});
          },
          [&](const TakedownEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(is_id(e.id), "id"),
                          unless(is_takedown_reason(e.reason), "reason"), unless(is_counter(e.seq), "seq")});
          },
          [&](const TallyEntry& e) {
            return first({unless(is_agency(e.agency), "agency"), unless(is_count(e.decided), "decided"),
                          unless(is_count(e.events), "events"), unless(is_count(e.published), "published"),
                          unless(is_count(e.taken_down), "taken_down"), unless(is_count(e.withheld), "withheld")});
          },
          [&](const RestoreEntry& e) {
            return first({unless(is_count(e.from), "from"), unless(is_count(e.to) && e.from <= e.to, "to")});
          },
          [&](const KeyEntry& e) {
            return first({unless(NoteVerifier::parse(e.key).has_value(), "key"),
                          unless(!e.replaces || NoteVerifier::parse(*e.replaces).has_value(), "replaces")});
          },
          [&](const NewLogEntry& e) {
            return first({unless(is_key_name(e.origin) && e.origin.size() <= 1024, "origin"), unless(is_count(e.size), "size")});
          },
      },
      entry);
}

std::string entry_bytes(const Entry& entry) {
  MJ_CHECK(!entry_fault(entry));
  std::string out = canonical(to_json(entry));
  MJ_CHECK(out.size() <= kMaxEntryBytes);
  return out;
}

Result<Entry> parse_entry(std::string_view bytes) {
  if (bytes.size() > kMaxEntryBytes) return refuse(ErrorCode::too_large, "日志条目超过 4 KiB。");
  auto json = parse_json(bytes, {.depth = 2, .bytes = kMaxEntryBytes, .values = 64});
  if (!json || json->as_object() == nullptr) return invalid("日志条目不是规定的 JSON。");
  auto entry = from_json(*json);
  if (!entry) return invalid("不认识的日志条目类型“" + json->text("kind") + "”。请更新本程序后再试。", "kind");
  if (auto fault = entry_fault(*entry)) return invalid("日志条目的“" + *fault + "”不对。", *fault);
  if (entry_bytes(*entry) != bytes) return invalid("日志条目不是规范写法（多了成员，或顺序、空格不同）。");
  return std::move(*entry);
}

std::string event_commit(std::string_view salt, std::string_view event) { return commit("mingjing/event/v1\n", salt, event); }
std::string withheld_commit(std::string_view salt, std::string_view event) { return commit("mingjing/withheld/v1\n", salt, event); }

}  // namespace mingjing::tlog
