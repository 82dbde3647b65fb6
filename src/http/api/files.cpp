// Documents, originals of evidence, uploads. Bytes of evidence leave only against a view grant, which is durable, says
// why, and is bound to the session that asked; always as an attachment in a sandbox (CONTRACTS 7).
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "flow/read_case.h"
#include "http/api/core.h"
#include "http/conditional.h"
#include "http/tus.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr std::int64_t kGrantMs = 15 * 60'000;
constexpr int kPageWidth = 1200;  // pixels of a drawn page, when the request names none
constexpr int kPagesMax = 2000;   // what lies behind is read in the file itself

int small_number(std::string_view text, int otherwise) {
  int value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

Error no_document() { return {ErrorCode::not_found, "没有找到这份文书。", {}, {}, {}}; }
Error no_evidence() { return {ErrorCode::not_found, "没有找到这件证据，或者它不属于您所在的机关。", {}, {}, {}}; }
Error no_page() { return {ErrorCode::not_found, "没有这一页。", "page", {}, {}}; }
Error no_file() { return {ErrorCode::not_found, "文件还没有制成，或者暂时取不到，请稍后再试。", {}, {}, {}}; }

struct FoundDocument {
  cases::Document document;
  std::string model;
};
Result<FoundDocument> find_document(Api& api, const Caller& who, CaseId case_id, DocumentId id, bool with_model) {
  if (auto allowed = allow(who, "read_document", Relation::own); !allowed) return refuse(std::move(allowed.error()));
  Result<FoundDocument> out = refuse(no_document());
  api.services.snapshots->read([&](ports::Reader& reader) {
    const auto stored = reader.load(who.actor.agency, ports::kind::enforcement_case, case_id.uuid());
    if (!stored) return;
    const auto c = cases::Case::from_parts(case_id, stored->parts);
    if (!c) throw Unavailable("a case cannot be read: " + case_id.text());
    if (auto allowed = allow(who, "read_document", relation_to(who.actor, *c)); !allowed) {
      out = refuse(std::move(allowed.error()));
      return;
    }
    const auto* document = c->document(id);
    if (document == nullptr) return;
    FoundDocument found{*document, {}};
    if (with_model) found.model = reader.body(who.actor.agency, id.uuid()).value_or("null");
    out = std::move(found);
  });
  return out;
}

Response read_document(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *DocumentId::parse(request.param("document_id"));
  const auto found = find_document(api, who, *CaseId::parse(request.param("id")), id, true);
  if (!found) return respond(found.error());
  if (!api.journal.note(who.actor, "document", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  const auto& d = found->document;
  JsonWriter out;
  out.open_object().member("id", d.id.text()).member("template", d.template_id).member("title", d.title);
  out.member("number", d.number).member("status", d.status).member("model_sha256", d.model_sha256);
  out.member("file_sha256", d.file_sha256).member("size", d.size).member("pages", d.pages);
  out.key("model").raw(found->model).close_object();
  return ok_json(200, out.take());
}

// Sent from the store's own descriptor where it has one.
Response send_file(const Api& api, const Request& request, const std::string& digest, std::string_view type,
                   const std::string& name) {
  const auto opened = api.services.files ? api.services.files->open(digest) : nullptr;
  if (!opened) return respond(no_file());
  Response out;
  if (opened->descriptor() >= 0) {
    const int copy = ::dup(opened->descriptor());
    if (copy < 0) throw Unavailable("no file descriptor left");
    out = file_response(request, std::make_shared<const OpenFile>(copy, opened->size(), 0), type,
                        quoted_etag(digest));
  } else {
    out = Response(200);
    out.set("Content-Type", type);
    out.body = opened->read(0, opened->size());
  }
  out.set("Content-Disposition", attachment(name)).set("Cache-Control", "no-store");
  return out;
}

Response read_document_pdf(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *DocumentId::parse(request.param("document_id"));
  const auto found = find_document(api, who, *CaseId::parse(request.param("id")), id, false);
  if (!found) return respond(found.error());
  if (found->document.file_sha256.empty()) return respond(no_file());
  if (!api.journal.note(who.actor, "document", id.uuid(), "download")) throw Unavailable("the access journal is full");
  return send_file(api, request, "sha256:" + found->document.file_sha256, "application/pdf",
                   found->document.title + found->document.number + ".pdf");
}

void create_view_grant(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"purpose"}); !known) return responder.answer(respond(known.error()));
  const auto purpose = required_text(*body, "purpose", "调阅目的", 200);
  if (!purpose) return responder.answer(refuse_form(request, "create_view_grant", purpose.error()));
  const Caller who = caller(request);
  const auto id = *EvidenceId::parse(request.param("id"));
  const Instant expires = api.services.real_clock->now().plus_ms(kGrantMs);
  auto use_case = [who, id, purpose = *purpose, expires](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const auto case_id = work.lookup("evidence", id.text());
    const auto stored = case_id ? work.load(ports::kind::enforcement_case, *case_id) : std::nullopt;
    const auto c = stored ? cases::Case::from_parts(CaseId(*case_id), stored->parts) : refuse(no_evidence());
    if (!c) return refuse(no_evidence());
    if (auto allowed = allow(who, "create_view_grant", relation_to(who.actor, *c)); !allowed) {
      return refuse(std::move(allowed.error()));
    }
    const auto piece = std::find_if(c->evidence.begin(), c->evidence.end(), [&](const auto& e) { return e.id == id; });
    if (piece == c->evidence.end() || piece->sha256.empty()) return refuse(no_evidence());
    const Uuid grant = work.new_id();
    auto aggregate = work.create(ports::kind::access_batch, grant);
    work.put(aggregate, {"grant",
                         "",
                         Json::object({{"evidence", id.text()},
                                       {"case", c->id.text()},
                                       {"user", who.actor.user.text()},
                                       {"session", who.session.id.text()},
                                       {"purpose", purpose},
                                       {"sha256", piece->sha256},
                                       {"file_name", piece->file_name},
                                       {"media_type", piece->media_type},
                                       {"expires_at", expires.unix_ms()}}),
                         {}});
    work.append(aggregate, {"grant_view", Json::object({{"evidence", id.text()}, {"case", c->id.text()}}), work.now()});
    JsonWriter out;
    out.open_object().member("grant", grant.text()).member("expires_at", expires.text());
    out.member("href", "/api/v1/evidence/" + id.text() + "/content?grant=" + grant.text()).close_object();
    return ports::Answer{201, out.take(), false};
  };
  run_command(api, request, responder, {"create_view_grant", Relation::own, std::move(use_case), {}});
}

// What a grant of this session lets its holder read: noted in the access journal with its purpose.
Result<Json> granted(Api& api, Request& request) {
  const Caller& who = caller(request);
  const Error refused{ErrorCode::forbidden, "请先说明调阅目的，取得本次登录的调阅许可。", "grant", {}, {}};
  if (auto allowed = allow(who, "create_view_grant", Relation::own); !allowed) {
    return refuse(std::move(allowed.error()));
  }
  const auto grant = Uuid::parse(request.query_or("grant", ""));
  if (!grant) return refuse(refused);
  std::optional<ports::Aggregate> stored;
  api.services.snapshots->read(
      [&](ports::Reader& reader) { stored = reader.load(who.actor.agency, ports::kind::access_batch, *grant); });
  const auto* part = stored ? stored->find("grant") : nullptr;
  if (part == nullptr || part->data.text("evidence") != request.param("id") ||
      part->data.text("session") != who.session.id.text() ||
      part->data.integer("expires_at") < api.services.real_clock->now().unix_ms()) {
    return refuse(refused);
  }
  const auto evidence = *EvidenceId::parse(request.param("id"));
  if (!api.journal.note(who.actor, "evidence", evidence.uuid(), part->data.text("purpose"))) {
    throw Unavailable("the access journal is full");
  }
  return part->data;
}

Response read_evidence_content(Api& api, Request& request) {
  const auto grant = granted(api, request);
  if (!grant) return respond(grant.error());
  return send_file(api, request, "sha256:" + grant->text("sha256"), grant->text("media_type"), grant->text("file_name"));
}

// What pages show of a file: drawn elsewhere, as PNG; how many pages there are stands in X-Page-Count.
Response drawn_page(Api& api, Request& request, const std::string& digest) {
  const int number = small_number(request.param("page"), 0);
  if (number > kPagesMax) return respond(no_page());
  const auto opened = api.services.files ? api.services.files->open(digest) : nullptr;
  if (!opened || api.services.pages == nullptr) return respond(no_file());
  const auto page = api.services.pages->draw(*opened, number, small_number(request.query_or("width", ""), kPageWidth));
  if (!page) return respond(page.error());
  Response out(200);
  out.set("Content-Type", "image/png").set("Cache-Control", "no-store").set("X-Page-Count", std::to_string(page->pages));
  out.body = page->png;
  return out;
}

Response read_evidence_page(Api& api, Request& request) {
  const auto grant = granted(api, request);
  if (!grant) return respond(grant.error());
  return drawn_page(api, request, "sha256:" + grant->text("sha256"));
}

// A document is shown to whoever may have its PDF; each look is noted like one at its text.
Response read_document_page(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *DocumentId::parse(request.param("document_id"));
  const auto found = find_document(api, who, *CaseId::parse(request.param("id")), id, false);
  if (!found) return respond(found.error());
  if (found->document.file_sha256.empty()) return respond(no_file());
  if (!api.journal.note(who.actor, "document", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return drawn_page(api, request, "sha256:" + found->document.file_sha256);
}

}  // namespace

void add_file_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  RouteFlags sandbox = flags;
  sandbox.csp = Csp::sandbox;
  const std::string document = "/api/v1/cases/{id:uuid}/documents/{document_id:uuid}";
  router.add("read_document", Method::get, document, flags, [api](Request& r) { return read_document(*api, r); });
  router.add("read_document_pdf", Method::get, document + ".pdf", sandbox,
             [api](Request& r) { return read_document_pdf(*api, r); });
  router.add("read_document_page", Method::get, document + "/pages/{page:int}.png", sandbox,
             [api](Request& r) { return read_document_page(*api, r); });
  router.add_async("create_view_grant", Method::post, "/api/v1/evidence/{id:uuid}/views", flags,
                   [api](Request& r, Responder a) { create_view_grant(*api, r, a); });
  router.add("read_evidence_content", Method::get, "/api/v1/evidence/{id:uuid}/content", sandbox,
             [api](Request& r) { return read_evidence_content(*api, r); });
  router.add("read_evidence_page", Method::get, "/api/v1/evidence/{id:uuid}/pages/{page:int}.png", sandbox,
             [api](Request& r) { return read_evidence_page(*api, r); });
  if (api == nullptr || api->services.uploads != nullptr) {
    add_tus_routes(router, {api == nullptr ? nullptr : api->services.uploads,
                            [](Request& r) -> Result<ports::UploadOwner> {
                              const Caller& who = caller(r);
                              if (auto allowed = allow(who, "upload", Relation::own); !allowed) {
                                return refuse(std::move(allowed.error()));
                              }
                              return ports::UploadOwner{who.actor.agency, who.actor.user};
                            },
                            api == nullptr ? std::uint64_t{4} << 30 : api->services.upload_bytes_max});
  }
}

}  // namespace mingjing::http::api
