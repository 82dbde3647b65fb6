// Documents, originals of evidence, recordings, uploads. What pages show of them is drawn elsewhere (CONTRACTS 7).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "domain/evidence/file_keys.h"
#include "flow/custody.h"
#include "flow/fill_measures.h"
#include "flow/read_case.h"
#include "flow/read_recordings.h"
#include "http/api/case_reading.h"
#include "http/api/core.h"
#include "http/api/granted_files.h"
#include "http/conditional.h"
#include "http/tus.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr int kPageWidth = 1200;  // pixels of a drawn page, when the request names none
constexpr int kThumbnailWidth = 320;  // and below: a small picture on a tile
constexpr int kFrameWidth = 480;  // likewise, of a picture of a film
constexpr std::size_t kDueShown = 20;  // each needs its case
constexpr std::size_t kDueKeyMax = 64;
constexpr int kPagesMax = 2000;   // what lies behind is read in the file itself

int small_number(std::string_view text, int otherwise) {
  int value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

Error no_document() { return {ErrorCode::not_found, "没有找到这份文书。", {}, {}, {}}; }
Error no_page() { return {ErrorCode::not_found, "没有这一页。", "page", {}, {}}; }

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
  if (!d.file_sm3.empty()) out.member("file_sm3", d.file_sm3);
  out.key("model").raw(found->model).close_object();
  return ok_json(200, out.take());
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

// Evidence and recordings are looked at under a grant of the same kind (granted_files.h).
std::optional<GrantedFile> find_evidence(const cases::Case& c, Uuid id) {
  const auto piece = std::find_if(c.evidence.begin(), c.evidence.end(), [&](const auto& e) { return e.id.uuid() == id; });
  if (piece == c.evidence.end() || piece->sha256.empty()) return std::nullopt;
  return GrantedFile{piece->sha256, piece->file_name, piece->media_type, {}};
}
std::optional<GrantedFile> find_recording(const cases::Case& c, Uuid id) {
  const auto row = std::find_if(c.recordings.begin(), c.recordings.end(), [&](const auto& r) { return r.id.uuid() == id; });
  if (row == c.recordings.end()) return std::nullopt;
  return GrantedFile{row->sha256, row->file_name, row->media_type, flow::tombstone_words(*row)};
}
constexpr GrantedKind kEvidence{"evidence", "evidence", "create_view_grant", "/api/v1/evidence/", "没有找到这件证据，或者它不属于您所在的机关。", find_evidence};
constexpr GrantedKind kRecording{"recording", "recording", "create_view_grant", "/api/v1/recordings/",
                                 "没有找到这份音像记录，或者它不属于您所在的机关。", find_recording};

// A grant outlives its file when that is destroyed meanwhile: then it says so, like a new one would.
Result<Json> granted_and_there(Api& api, Request& request, const GrantedKind& kind, std::string_view way) {
  auto grant = granted(api, request, kind, way);
  if (!grant || !api.services.files || api.services.files->open("sha256:" + grant->text("sha256"))) return grant;
  const auto id = *Uuid::parse(request.param("id"));
  std::string gone;
  api.services.snapshots->read([&](ports::Reader& reader) {
    const auto case_id = CaseId::parse(grant->text("case"));
    const auto stored = case_id ? reader.load(caller(request).actor.agency, ports::kind::enforcement_case, case_id->uuid()) : std::nullopt;
    const auto c = stored ? cases::Case::from_parts(*case_id, stored->parts) : refuse(no_file());
    const auto file = c ? kind.find(*c, id) : std::nullopt;
    if (file) gone = file->gone;
  });
  if (!gone.empty()) return refuse(ErrorCode::gone, gone);
  return grant;
}

Response read_content(Api& api, Request& request, const GrantedKind& kind) {
  const auto grant = granted_and_there(api, request, kind, request.has_header("Range") ? "range" : "original");
  if (!grant) return respond(grant.error());
  return send_file(api, request, "sha256:" + grant->text("sha256"), grant->text("media_type"), grant->text("file_name"));
}

// What pages show of a file: drawn elsewhere, as PNG; how many pages there are stands in X-Page-Count.
Response drawn_page(Api& api, Request& request, const std::string& digest) {
  const int number = small_number(request.param("page"), 0);
  if (number > kPagesMax) return respond(no_page());
  const auto opened = api.services.files ? api.services.files->open(digest) : nullptr;
  if (!opened || api.services.pages == nullptr) return respond(no_file());
  const auto page = api.services.pages->draw(*opened, {number, small_number(request.query_or("width", ""), kPageWidth), false, {}});
  if (!page) return respond(page.error());
  Response out(200);
  out.set("Content-Type", "image/png").set("Cache-Control", "no-store").set("X-Page-Count", std::to_string(page->pages));
  out.body = page->bytes;
  return out;
}

Response read_page(Api& api, Request& request, const GrantedKind& kind) {
  const bool small = small_number(request.query_or("width", ""), kPageWidth) <= kThumbnailWidth;
  const auto grant = granted_and_there(api, request, kind, small ? "thumbnail" : "page");
  if (!grant) return respond(grant.error());
  return drawn_page(api, request, "sha256:" + grant->text("sha256"));
}

// The picture of a film at a moment, and how loud it is: drawn where pages are drawn.
Response read_frame(Api& api, Request& request, bool wave) {
  const auto grant = granted_and_there(api, request, kRecording, wave ? "waveform" : "frame");
  if (!grant) return respond(grant.error());
  const auto opened = api.services.files ? api.services.files->open("sha256:" + grant->text("sha256")) : nullptr;
  if (!opened || api.services.media == nullptr) return respond(no_file());
  const int width = small_number(request.query_or("width", ""), kFrameWidth);
  const auto drawn = wave ? api.services.media->waveform(*opened, width)
                          : api.services.media->frame(*opened, small_number(request.param("at_ms"), 0), width);
  if (!drawn) return respond(drawn.error());
  Response out(200);
  out.set("Content-Type", "image/png").set("Cache-Control", "no-store");
  out.body = drawn->bytes;
  return out;
}

Response list_recordings(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  JsonWriter out;
  const auto read = with_case(api, who, {"read_evidence", id}, [&](flow::ReadUnit& unit, const cases::Case& c, bool) {
    const bool complaint = c.stage() == cases::Stage::archived && !c.recordings.empty() && flow::complaint_open(unit, c.id);
    out.open_object();
    flow::write_recordings(out, c, api.services.legal_clock->today(), complaint);
    out.close_object();
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return ok_json(200, out.take());
}

// Recordings whose term is over and that are not destroyed, oldest first, for who proposes and decides it.
Response list_due_recordings(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_archive", Relation::agency); !allowed) return respond(allowed.error());
  const std::string after(request.query_or("after", ""));
  if (after.size() > kDueKeyMax) return respond(Error{ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after", {}, {}});
  const Date today = api.services.legal_clock->today();
  JsonWriter out;
  std::vector<Uuid> seen;
  api.services.snapshots->read([&](ports::Reader& reader) {
    out = JsonWriter();
    seen.clear();
    flow::ReadUnit unit(reader, who.actor, api.services.legal_clock->now());
    auto keys = unit.keys_between(evidence::kRecordingDue, after.empty() ? after : after + "!", today.text(), kDueShown + 1);
    const bool more = keys.size() > kDueShown;
    if (more) keys.pop_back();
    out.open_object().key("recordings").open_array();
    for (const auto& key : keys) {
      const auto slash = key.find('/');
      const std::string recording = slash == std::string::npos ? std::string() : key.substr(slash + 1);
      const auto id = unit.lookup("recording", recording);
      const auto stored = id ? unit.load(ports::kind::enforcement_case, *id) : std::nullopt;
      const auto c = stored ? cases::Case::from_parts(CaseId(*id), stored->parts) : refuse(no_file());
      if (!c) continue;
      flow::write_due_recording(out, *c, recording, today, flow::complaint_open(unit, c->id));
      seen.push_back(*id);
    }
    out.close_array().member("next", more ? keys.back() : std::string()).close_object();
  });
  for (const auto& id : seen) {
    if (!api.journal.note(who.actor, "case", id, "handling")) throw Unavailable("the access journal is full");
  }
  return ok_json(200, out.take());
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
                   [api](Request& r, Responder a) { create_view_grant(*api, r, a, kEvidence); });
  router.add("read_evidence_content", Method::get, "/api/v1/evidence/{id:uuid}/content", sandbox,
             [api](Request& r) { return read_content(*api, r, kEvidence); });
  router.add("read_evidence_page", Method::get, "/api/v1/evidence/{id:uuid}/pages/{page:int}.png", sandbox,
             [api](Request& r) { return read_page(*api, r, kEvidence); });
  router.add("list_recordings", Method::get, "/api/v1/cases/{id:uuid}/recordings", flags,
             [api](Request& r) { return list_recordings(*api, r); });
  router.add("list_due_recordings", Method::get, "/api/v1/recordings/due", flags,
             [api](Request& r) { return list_due_recordings(*api, r); });
  const std::string recording = "/api/v1/recordings/{id:uuid}";
  router.add_async("create_recording_grant", Method::post, recording + "/views", flags,
                   [api](Request& r, Responder a) { create_view_grant(*api, r, a, kRecording); });
  router.add("read_recording_content", Method::get, recording + "/content", sandbox,
             [api](Request& r) { return read_content(*api, r, kRecording); });
  router.add("read_recording_page", Method::get, recording + "/pages/{page:int}.png", sandbox,
             [api](Request& r) { return read_page(*api, r, kRecording); });
  router.add("read_recording_frame", Method::get, recording + "/frames/{at_ms:int}.png", sandbox,
             [api](Request& r) { return read_frame(*api, r, false); });
  router.add("read_recording_waveform", Method::get, recording + "/waveform.png", sandbox,
             [api](Request& r) { return read_frame(*api, r, true); });
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
