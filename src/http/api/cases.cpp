// Clues, the case page, and one route an act (CONTRACTS 7).
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "domain/cases/form.h"
#include "flow/fill_facts.h"
#include "flow/perform_act.h"
#include "flow/read_case.h"
#include "flow/read_unit.h"
#include "http/api/core.h"
#include "http/api/endpoints.h"
#include "http/api/media_type.h"
#include "http/conditional.h"
#include "query/versions.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

void register_clue(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  auto services = api.services.flow();
  run_command(api, request, responder,
              {"register_clue", Relation::agency,
               [services, body = std::move(*body)](ports::UnitOfWork& work) {
                 return flow::register_clue(work, *services, body);
               },
               {}});
}

// What became of the upload an act names. A refusal is kept for the use case, which comes after the idempotency key:
// a replay finds no upload any more and needs none.
struct Taken {
  Result<flow::StagedFile> file = flow::StagedFile{};
  std::optional<UploadId> upload;
};
Taken take_upload(Api& api, const ports::Actor& actor, const Json& body) {
  Taken out;
  const std::string text = body.text("upload_id");
  if (text.empty()) return out;
  const auto id = UploadId::parse(text);
  if (!id || api.services.uploads == nullptr) {
    out.file = invalid("没有这个上传文件，可能已过期。请重新上传。", "upload_id");
    return out;
  }
  const ports::UploadOwner owner{actor.agency, actor.user};
  const auto upload = api.services.uploads->find(*id, owner);
  if (!upload) {
    out.file = invalid("没有这个上传文件，可能已过期。请重新上传。", "upload_id");
    return out;
  }
  const auto stored = api.services.uploads->adopt(*id, owner, "sha256:" + body.text("sha256"));
  if (!stored) {
    Error error = stored.error();
    error.field = error.code == ErrorCode::digest_mismatch ? "sha256" : "upload_id";
    out.file = refuse(std::move(error));
    return out;
  }
  std::string head;
  if (const auto opened = api.services.files ? api.services.files->open(stored->digest) : nullptr) head = opened->read(0, 512);
  out.upload = *id;
  out.file = flow::StagedFile{stored->digest.substr(7), static_cast<std::int64_t>(stored->size), upload->filename,
                              media_type_of(upload->filename, head), stored->sm3};
  return out;
}

void perform(Api& api, cases::Act act, const std::string& action, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  const auto& actor = caller(request).actor;
  Taken taken;
  const bool brings_file = act == cases::Act::add_evidence || act == cases::Act::add_recording;
  if (brings_file && identity::may(actor.roles, action, Relation::own)) {
    taken = take_upload(api, actor, *body);
  }
  flow::ActRequest wanted{*CaseId::parse(request.param("id")), act, *version, std::move(*body), {}, {}};
  if (taken.upload) wanted.staged = *taken.file;
  wanted.admit = [actor, action](const cases::Case& c) { return identity::may(actor.roles, action, relation_to(actor, c)); };
  auto services = api.services.flow();
  Command command{action, Relation::own, {}, {}};
  command.use_case = [services, wanted = std::move(wanted), refused = taken.file](ports::UnitOfWork& work) -> Result<ports::Answer> {
    if (!refused) return refuse(Error(refused.error()));
    return flow::perform_act(work, *services, wanted);
  };
  if (taken.upload) {
    command.after = [&api, id = *taken.upload](const ports::Answer&) {
      api.upkeep_pool.post_admitted([&api, id] { api.services.uploads->discard(id); });
    };
  }
  run_command(api, request, responder, std::move(command));
}

// Of the accounts that recorded something without an officer's name on it.
std::map<UserId, std::string> names_in(AccountNames& names, ports::Reader& reader, AgencyId agency, const cases::Case& c) {
  std::map<UserId, std::string> out;
  for (const auto& record : c.records) {
    if (!record.officers.empty() || record.by.is_nil() || out.contains(record.by)) continue;
    if (auto name = names.of(reader, agency, record.by); !name.empty()) out.emplace(record.by, std::move(name));
  }
  return out;
}

Response answer_page(const CasePage& page) {
  Response out = ok_json(200, {});
  out.shared_body = page.json;
  out.set("ETag", fmt::format("\"{}\"", page.version));
  return out;
}

// Reads the case and makes the page in one snapshot.
Result<CasePage> make_page(Api& api, const Caller& who, CaseId id, AgencyId agency, bool allowed_only, Instant now) {
  const bool own_agency = agency == who.actor.agency;
  const auto services = api.services.flow();
  Result<CasePage> out = refuse(ErrorCode::not_found, "没有找到这个案件，请核对编号，或者它不属于您所在的机关。");
  api.services.snapshots->read([&](ports::Reader& reader) {
    auto stored = reader.load(agency, ports::kind::enforcement_case, id.uuid());
    if (!stored) return;
    const auto c = cases::Case::from_parts(id, stored->parts);
    if (!c) throw Unavailable("a case cannot be read: " + id.text());
    const auto relation = own_agency ? relation_to(who.actor, *c) : Relation::subordinate;
    if (auto allowed = allow(who, "read_case", relation); !allowed) {
      out = refuse(std::move(allowed.error()));
      return;
    }
    flow::ReadUnit unit(reader, who.actor, now);
    const auto facts = own_agency ? flow::facts_now(unit, *c, services.get()) : cases::facts_of(*c, now, now);
    CasePage page;
    page.version = stored->version;
    page.json = std::make_shared<const std::string>(flow::case_page_json(
        {*c, stored->version, who.actor, facts, *services->calendar, *services->limits, now.date(),
         allowed_only, !own_agency, names_in(api.names, reader, agency, *c)}));
    page.minute = now.unix_ms() / 60'000;
    page.seen.push_back(id.uuid());
    page.versions.push_back(stored->version);
    for (const auto& seen : unit.seen()) {
      page.seen.push_back(seen.id);
      page.versions.push_back(seen.version);
    }
    if (!own_agency || page.seen.size() + 2 > query::kMaxVersions) page.seen.clear();
    out = std::move(page);
  });
  return out;
}

Response read_case(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  if (auto allowed = allow(who, "read_case", Relation::own); !allowed) return respond(allowed.error());
  const auto acts = request.query_or("acts", "");
  if (!acts.empty() && acts != "allowed") {
    return respond(Error{ErrorCode::bad_request, "acts 只能是 allowed。", "acts", {}, {}});
  }
  // A supervisor who opens a case is seen by those who handle it (read_case_looks).
  const bool supervises = id.agency_ordinal() != who.actor.agency_ordinal || who.actor.roles.has(identity::Role::supervisor);
  if (!api.journal.note(who.actor, "case", id.uuid(), supervises ? "supervision" : "handling"))
    throw Unavailable("the access journal is full");
  const Instant now = api.services.legal_clock->now();
  AgencyId agency = who.actor.agency;
  if (id.agency_ordinal() != who.actor.agency_ordinal) {
    const auto other = api.services.directory->agency_by_ordinal(id.agency_ordinal());
    if (!other || relation_to_agency(api, who.actor, AgencyId(other->id)) != Relation::subordinate) {
      return respond(Error{ErrorCode::not_found, "没有找到这个案件，请核对编号，或者它不属于您所在的机关。", {}, {}, {}});
    }
    agency = AgencyId(other->id);
  }
  if (who.page && who.page->minute == now.unix_ms() / 60'000) return answer_page(*who.page);
  auto page = make_page(api, who, id, agency, !acts.empty(), now);
  if (!page) return respond(page.error());
  auto shared = std::make_shared<const CasePage>(std::move(*page));
  if (!shared->seen.empty()) api.pages.keep(case_page_key(who.actor, {id, !acts.empty()}), shared);
  return answer_page(*shared);
}

}  // namespace

void add_case_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  RouteFlags clue = flags;
  clue.form = "register_clue";
  router.add_async("register_clue", Method::post, "/api/v1/clues", clue,
                   [api](Request& r, Responder a) { register_clue(*api, r, a); });
  router.add("read_case", Method::get, "/api/v1/cases/{id:uuid}", flags, [api](Request& r) { return read_case(*api, r); });
  for (const auto& row : cases::kActs) {
    if (row.value == cases::Act::register_clue || cases::is_system_act(row.value)) continue;
    RouteFlags act = flags;
    act.form = row.id;
    const std::string action = find_endpoint(row.id)->action;
    router.add_async(std::string(row.id), Method::post, "/api/v1/cases/{id:uuid}/acts/" + std::string(row.id), act,
                     [api, value = row.value, action](Request& r, Responder a) { perform(*api, value, action, r, a); });
  }
}

}  // namespace mingjing::http::api
