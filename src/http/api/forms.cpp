// Forms of a case on request (flow/case_forms.h): which there are and what each still lacks, and one as PDF. Whoever
// may read the case may make them; identifiers are masked for whom the case page masks them. Nothing is stored, every
// look is in the access journal, and setting a page (some 30 ms) waits in a queue of its own, never on the general
// pool. SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "flow/case_forms.h"
#include "http/api/case_reading.h"
#include "http/errors.h"
#include "render/pdf_document.h"

namespace mingjing::http::api {
namespace {

constexpr unsigned kPressThreads = 2;    // each with faces of its own, read once
constexpr std::size_t kPressQueue = 32;  // about half a second of work

void mask(cases::Case& c) {
  for (auto& party : c.parties) flow::mask_identifiers(party);
  for (auto& record : c.records) record.secrets.clear();
}

std::string address_of(CaseId id, const flow::CaseForm& form) {
  std::string out = "/api/v1/cases/" + id.text() + "/forms/" + form.template_id + ".pdf";
  if (!form.record.is_nil()) out += "?record=" + form.record.text();
  if (!form.party.is_nil()) out += "&party=" + form.party.text();
  return out;
}

void add_form(JsonWriter& out, CaseId id, const flow::CaseForm& form) {
  out.open_object().member("id", form.template_id).member("version", form.version).member("name", form.name);
  out.member("source", form.source).key("ready").value(form.missing.empty());
  if (!form.record.is_nil()) out.member("record", form.record.text());
  if (!form.party.is_nil()) out.member("party_id", form.party.text());
  if (form.occurred_at) out.member("occurred_at", form.occurred_at->text());
  out.key("missing").open_array();
  for (const auto& reason : form.missing) {
    out.open_object().member("code", reason.code).member("message", reason.message).member("field", reason.field);
    if (!reason.citation.empty()) out.member("citation", reason.citation);
    out.close_object();
  }
  out.close_array().member("href", address_of(id, form)).close_object();
}

Response list_case_forms(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  std::vector<flow::CaseForm> forms;
  const auto read =
      with_case(api, who, {"read_case", id}, [&](flow::ReadUnit& unit, cases::Case& c, bool in_full) {
        if (!in_full) mask(c);
        forms = flow::case_forms(unit, c);
      });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  JsonWriter out;
  out.open_object().key("forms").open_array();
  for (const auto& form : forms) add_form(out, id, form);
  out.close_array().close_object();
  return ok_json(200, out.take());
}

// One document, or several in one file under `title`.
Response print(const std::vector<documents::DocumentModel>& models, const std::string& title) {
  thread_local std::unique_ptr<render::Fonts> fonts;
  if (!fonts) {
    auto loaded = render::Fonts::load();
    if (!loaded) return respond(loaded.error());
    fonts = std::move(*loaded);
  }
  auto pdf = title.empty() ? render::render_pdf(models.front(), *fonts) : render::render_pdf(models, title, *fonts);
  if (!pdf) return respond(pdf.error());
  Response out(200);
  out.body = std::move(pdf->bytes);
  const auto& first = models.front();
  const std::string name = !title.empty() ? title : first.title.empty() ? first.template_id : first.title.back();
  out.set("Content-Type", "application/pdf").set("Cache-Control", "no-store");
  out.set("Content-Disposition", attachment(name + ".pdf"));
  return out;
}

// Waits its turn: many pages at once would keep everybody else's requests from the processor.
void send_to_press(WorkerPool& press, const Responder& responder, std::vector<documents::DocumentModel> models,
                   std::string title) {
  const bool taken = press.try_post([responder, models = std::move(models), title = std::move(title)] {
    try {
      responder.answer(print(models, title));
    } catch (...) {
      responder.answer(exception_response(std::current_exception()));
    }
  });
  if (!taken) responder.answer(edge_error(503, "unavailable", "正在生成的文书太多，请稍等几秒后重试。"));
}

void read_case_form(Api& api, WorkerPool& press, Request& request, const Responder& responder) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  const auto asked = request.query_or("record", "");
  const auto record = RecordId::parse(asked);
  if (!asked.empty() && !record) {
    return responder.answer(respond(Error{ErrorCode::bad_request, "record 应当是办案记录的编号。", "record", {}, {}}));
  }
  const auto of = request.query_or("party", "");
  const auto party = PartyId::parse(of);
  if (!of.empty() && !party) {
    return responder.answer(respond(Error{ErrorCode::bad_request, "party 应当是当事人的编号。", "party", {}, {}}));
  }
  Result<documents::DocumentModel> model = refuse(no_case());
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit& unit, cases::Case& c, bool in_full) {
    if (!in_full) mask(c);
    model = flow::make_case_form(unit, c, request.param("template"), record.value_or(RecordId()), party.value_or(PartyId()));
  });
  if (!read) return responder.answer(respond(read.error()));
  if (!model) return responder.answer(respond(model.error()));
  if (!api.journal.note(who.actor, "case", id.uuid(), "form:" + model->template_id)) {
    throw Unavailable("the access journal is full");
  }
  std::vector<documents::DocumentModel> models;
  models.push_back(std::move(*model));
  send_to_press(press, responder, std::move(models), {});
}

std::vector<std::string> pieces_of(std::string_view asked) {
  std::vector<std::string> out;
  for (const auto piece : split(asked, ',')) {
    if (!trim(piece).empty()) out.emplace_back(trim(piece));
    if (out.size() > flow::kMostPrinted) break;  // refused as too many
  }
  return out;
}

void print_case_file(Api& api, WorkerPool& press, Request& request, const Responder& responder) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  const auto chosen = pieces_of(request.query_or("include", ""));
  Result<std::vector<documents::DocumentModel>> models = refuse(no_case());
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit& unit, cases::Case& c, bool in_full) {
    // Issued documents say everything; they are for whom the right to read documents reaches.
    const bool own = id.agency_ordinal() == who.actor.agency_ordinal;
    const bool with_documents = own && allow(who, "read_document", relation_to(who.actor, c)).has_value();
    if (!in_full) mask(c);
    models = flow::case_file(unit, c, chosen, with_documents);
  });
  if (!read) return responder.answer(respond(read.error()));
  if (!models) return responder.answer(respond(models.error()));
  if (!api.journal.note(who.actor, "case", id.uuid(), "print:" + std::to_string(models->size()))) {
    throw Unavailable("the access journal is full");
  }
  send_to_press(press, responder, std::move(*models), "案件文书");
}

}  // namespace

void add_form_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  RouteFlags sandbox = flags;
  sandbox.csp = Csp::sandbox;
  // Lives as long as the routes; what is queued is answered before it goes.
  const auto press = api == nullptr ? nullptr : std::make_shared<WorkerPool>(kPressThreads, kPressQueue);
  router.add("list_case_forms", Method::get, "/api/v1/cases/{id:uuid}/forms", flags,
             [api](Request& r) { return list_case_forms(*api, r); });
  router.add_async("read_case_form", Method::get, "/api/v1/cases/{id:uuid}/forms/{template:word}.pdf", sandbox,
                   [api, press](Request& r, Responder a) { read_case_form(*api, *press, r, a); });
  router.add_async("print_case_file", Method::get, "/api/v1/cases/{id:uuid}/forms.pdf", sandbox,
                   [api, press](Request& r, Responder a) { print_case_file(*api, *press, r, a); });
}

}  // namespace mingjing::http::api
