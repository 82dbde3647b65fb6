// 保管链: everything that happened to one piece of evidence or one recording, in order of time, with who looked at it and what
// the rounds over the stored files know of it. For whoever may read the evidence of the case; it is no look at the file.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "domain/archive/looks.h"
#include "domain/archive/purposes.h"
#include "flow/custody.h"
#include "flow/json_fields.h"
#include "http/api/case_reading.h"
#include "query/journal.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr int kMostLooks = 200;   // the newest
constexpr int kEventsAtOnce = 500;
constexpr int kMostEvents = 20'000;  // of a case; its recordings are limited to 2000
constexpr std::array<std::string_view, 4> kSecondCopies{"none", "there", "missing", "unreachable"};

struct Entry {
  Instant at;
  std::optional<Instant> occurred_at;
  std::string kind, what, words, purpose, event, type, actor, agency_name;
  AgencyId agency;
  std::int64_t count = 0;
};

std::vector<ports::PastEvent> events_of(ports::Reader& reader, AgencyId agency, Uuid id) {
  std::vector<ports::PastEvent> out;
  while (out.size() < kMostEvents) {
    auto some = reader.events(agency, id, out.empty() ? 0 : out.back().version, kEventsAtOnce);
    const bool last = some.size() < kEventsAtOnce;
    std::move(some.begin(), some.end(), std::back_inserter(out));
    if (last) break;
  }
  return out;
}

// Looks are in the journal of the reader's own agency: that of the case, and those above it. True when there are older ones.
bool add_looks(Api& api, CaseId case_id, Uuid file, std::vector<Entry>& out) {
  std::vector<Entry> looks;
  bool more = false;
  for (const auto& agency : upward_from(api, case_id.agency_ordinal())) {
    api.services.snapshots->read([&](ports::Reader& reader) {
      for (const auto subject : {file, case_id.uuid()}) {  // of the case: packages of its sealed volumes
        const auto [from, to] = archive::looks_at(subject);
        const auto keys = reader.keys_between(agency.id, archive::kFileLookMark, from, to, kMostLooks + 1);
        more |= keys.size() > kMostLooks;
        for (const auto& key : keys) {
          auto look = archive::read_file_look(key);
          if (!look) continue;
          Entry entry{look->at, {}, "look", std::string(archive::way_zh(look->way)), {}, std::string(archive::noted_purpose_zh(look->purpose)),
                      {}, look->way, look->user.text(), agency.name, agency.id, look->count};
          looks.push_back(std::move(entry));
        }
      }
    });
  }
  std::sort(looks.begin(), looks.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
  more |= looks.size() > kMostLooks;
  if (looks.size() > kMostLooks) looks.resize(kMostLooks);
  std::move(looks.begin(), looks.end(), std::back_inserter(out));
  return more;
}

void write_entries(Api& api, JsonWriter& out, const std::vector<Entry>& entries) {
  std::map<AgencyId, std::set<std::string>> ids;
  for (const auto& entry : entries) ids[entry.agency].insert(entry.actor);
  std::map<std::string, std::string> names;
  for (const auto& [agency, some] : ids) names.merge(query::user_names(*api.services.database, agency, some));
  out.key("entries").open_array();
  for (const auto& entry : entries) {
    const auto name = names.find(entry.actor);
    out.open_object().member("at", entry.at.text()).member("kind", entry.kind).member("what", entry.what).member("type", entry.type);
    out.member("who", name != names.end() ? name->second : entry.actor == "system" ? "系统" : "已不在册");
    if (entry.occurred_at && *entry.occurred_at != entry.at) out.member("occurred_at", entry.occurred_at->text());
    flow::optional_text(out, "words", entry.words);
    flow::optional_text(out, "event", entry.event);
    if (entry.kind == "look") out.member("agency", entry.agency_name).member("purpose", entry.purpose).member("count", entry.count);
    out.close_object();
  }
  out.close_array();
}

Response read_custody(Api& api, Request& request, std::string_view kind) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_evidence", Relation::own); !allowed) return respond(allowed.error());
  const Error absent{ErrorCode::not_found, "没有找到这份文件，请核对编号，或者它不属于您所在的机关。", {}, {}, {}};
  const auto id = *Uuid::parse(request.param("id"));
  const auto home = home_of_piece(api, kind, id);
  if (!home) return respond(absent);

  std::optional<cases::Case> c;
  const auto read = with_case(api, who, {"read_evidence", home->id},
                              [&](flow::ReadUnit&, cases::Case& found, bool) { c = std::move(found); });
  if (!read) return respond(read.error().code == ErrorCode::not_found ? absent : read.error());
  const auto file = flow::custody_file(*c, kind, id);
  if (!file) return respond(absent);
  std::vector<ports::PastEvent> events;
  api.services.snapshots->read([&](ports::Reader& reader) { events = events_of(reader, home->agency, home->id.uuid()); });
  std::vector<Entry> entries;
  for (auto& step : flow::custody_steps(*c, *file, events)) {
    Entry entry{step.at, step.occurred_at, "event", std::move(step.what), std::move(step.words), {}, std::move(step.event),
                std::move(step.type), std::move(step.actor), {}, home->agency, 0};
    entries.push_back(std::move(entry));
  }
  const auto received = entries.empty() ? std::nullopt : std::optional(entries.front().at);

  api.journal.flush();  // what was just looked at is seen at once
  const bool more = add_looks(api, home->id, id, entries);
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.at < b.at; });

  const std::string digest = "sha256:" + file->sha256;
  const bool there = !file->sha256.empty() && api.services.files != nullptr && api.services.files->open(digest) != nullptr;
  std::optional<ports::FileWatch> watch;
  if (there && received && api.services.file_watch) watch = api.services.file_watch(digest, *received);
  const auto state = flow::custody_of(*file, there, watch ? &*watch : nullptr);

  JsonWriter out;
  out.open_object().member("id", id.text()).member("kind", kind).member("case", home->id.text()).member("case_no", c->case_no);
  out.member("name", file->name).member("file_name", file->file_name).member("sha256", file->sha256).member("size", file->size);
  out.member("state", flow::id_of(flow::kCustodies, state)).member("state_name", flow::zh_of(flow::kCustodies, state));
  out.member("words", flow::custody_words(*file, state, received, watch ? &*watch : nullptr));
  if (watch) {
    if (watch->reread_at) out.member("reread_at", watch->reread_at->text());
    out.member("second_copy", kSecondCopies[static_cast<std::size_t>(watch->second)]);
  }
  write_entries(api, out, entries);
  out.member("older_looks", more).member("complete", events.size() < kMostEvents).close_object();
  if (!api.journal.note(who.actor, "case", home->id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return ok_json(200, out.take());
}

}  // namespace

void add_custody_routes(Router& router, const std::shared_ptr<Api>& api) {
  router.add("read_evidence_custody", Method::get, "/api/v1/evidence/{id:uuid}/custody", RouteFlags{},
             [api](Request& r) { return read_custody(*api, r, "evidence"); });
  router.add("read_recording_custody", Method::get, "/api/v1/recordings/{id:uuid}/custody", RouteFlags{},
             [api](Request& r) { return read_custody(*api, r, "recording"); });
}

}  // namespace mingjing::http::api
