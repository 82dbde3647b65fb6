// SPDX-License-Identifier: Apache-2.0
#include "http/complaint_routes.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "domain/identity/session.h"
#include "http/errors.h"
#include "render/portal_complaints.h"

namespace mingjing::http {
namespace {

using supervision::ComplaintContent;

// A letter of 4,000 characters, each nine bytes in a form, and room beside it.
constexpr std::uint64_t kLetterBytes = 64 << 10;
constexpr std::uint64_t kQuestionBytes = 4 << 10;
constexpr std::string_view kTooMany = "这个网络地址提交得太多了，请过一会儿再提交。急事请打电话。";

struct Desk {
  explicit Desk(const ComplaintDoor& given) : door(given), letters(given.letters), questions(given.questions) {}
  const ComplaintDoor door;
  inbox::FloodGate letters, questions;
};

Response page(int status, std::string html) {
  Response out = Response::html(status, std::move(html));
  out.set("Cache-Control", "no-store");
  return out;
}

render::PageContext context_of(const Desk& desk, const Request& request) {
  return desk.door.site.context({request.path, {}, request.header("Cookie"), {}});
}

Response closed(const Desk& desk, const Request& request, int status, std::string_view sentence, int wait_s) {
  Response out = page(status, render::complaint_closed_page(context_of(desk, request), sentence));
  if (wait_s > 0) out.set("Retry-After", std::to_string(wait_s));
  return out;
}

// Browsers say where a form was sent from; another site's page sends none through its readers.
bool of_another_site(const Desk& desk, const Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const auto origin = request.header("Origin");
  if (origin.empty() || origin == context_of(desk, request).site.base_url) return false;
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos || origin.substr(scheme + 3) != request.host();
}

// The fields of a form as sent; a refusal when it is none.
Result<Pairs> fields_of(const Request& request) {
  const auto type = request.header("Content-Type");
  if (!equal_ignoring_case(trim(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded"))
    return refuse(ErrorCode::unsupported_type, "请用本站的表提交。");
  return parse_form(request.body);
}

std::string field(const Pairs& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key != name) continue;
    std::string out;
    for (const char c : value) {
      if (c != '\r') out += c;  // browsers end lines with both
    }
    return std::string(trim(out));
  }
  return {};
}

render::ComplaintForm form_of(const Desk& desk, const Pairs& fields) {
  render::ComplaintForm form;
  auto& content = form.content;
  const auto kind = cases::parse_named(supervision::kComplaintKinds, field(fields, "kind"));
  const auto about = cases::parse_named(supervision::kComplaintAbouts, field(fields, "about"));
  form.kind_chosen = kind.has_value();
  form.about_chosen = about.has_value();
  content.kind = kind.value_or(content.kind);
  content.about = about.value_or(content.about);
  content.about_ref = field(fields, "about_ref");
  content.agency_uscc = field(fields, "agency");
  content.text = field(fields, "text");
  content.name = field(fields, "name");
  content.contact = field(fields, "contact");
  content.may_publish = field(fields, "may_publish") == "yes";
  form.agencies = desk.door.portal.facets().agencies;
  return form;
}

void check(render::ComplaintForm& form) {
  if (!form.kind_chosen) form.problems.push_back({"invalid_field", "请选择投诉、举报还是建议。", {}, "kind"});
  if (!form.about_chosen) form.problems.push_back({"invalid_field", "请选择关于什么。", {}, "about"});
  if (const auto valid = supervision::validate(form.content); !valid)
    form.problems.insert(form.problems.end(), valid.error().reasons.begin(), valid.error().reasons.end());
}

Response again(const Desk& desk, const Request& request, int status, render::ComplaintForm form) {
  form.token = desk.door.inbox.new_form(desk.door.real_clock.now());
  return page(status, render::complaint_form_page(context_of(desk, request), form));
}

// The empty form; from a decision's page, `decision` is its public id and fills in what is known.
Response show(const Desk& desk, const Request& request) {
  if (!desk.door.inbox.is_open())
    return closed(desk, request, 503, "网上暂时不能提交，请打电话、写信、到窗口提出。", 600);
  render::ComplaintForm form;
  form.agencies = desk.door.portal.facets().agencies;
  if (const auto id = Uuid::parse(request.query_or("decision", ""))) {
    if (const auto decision = desk.door.portal.decision(id->text())) {
      form.about_chosen = true;
      form.content.about = supervision::ComplaintAbout::decision;
      form.content.about_ref = decision->row.number;
      form.about_title = decision->row.title();
      for (const auto& agency : form.agencies)
        if (agency.name == decision->row.agency) form.content.agency_uscc = agency.uscc;
    }
  }
  return again(desk, request, 200, std::move(form));
}

Response take(Desk& desk, const Request& request) {
  const auto now = desk.door.real_clock.now();
  if (of_another_site(desk, request)) return closed(desk, request, 403, "这张表不是从本站提交的，没有收。请从本站打开再填。", 0);
  if (const int wait = desk.letters.enter(identity::client_network(request.client), now.unix_ms()); wait > 0)
    return closed(desk, request, 429, kTooMany, wait);
  const auto fields = fields_of(request);
  if (!fields) return closed(desk, request, status_of(fields.error().code), fields.error().message, 0);
  auto form = form_of(desk, *fields);
  if (!field(*fields, "homepage").empty()) {
    form.problems.push_back({"invalid_field", "有一栏请不要填写：提交人看不见的那一栏。", {}, "form"});
    return again(desk, request, 422, std::move(form));
  }
  check(form);
  if (!form.problems.empty()) return again(desk, request, 422, std::move(form));
  const auto received = desk.door.legal_clock.now();
  std::string agency = desk.door.site.owner();
  for (const auto& one : form.agencies)
    if (one.uscc == form.content.agency_uscc) agency = one.name;
  const auto receipt =
      desk.door.inbox.hand_in(field(*fields, "form"), to_text(supervision::to_json(form.content)),
                              to_text(to_json(supervision::first_progress(form.content, agency, received.date()))), now, received);
  if (!receipt && receipt.error().code == ErrorCode::unavailable)
    return closed(desk, request, 503, receipt.error().message, 3600);
  if (!receipt) {
    const auto& error = receipt.error();
    form.problems.push_back({"invalid_field", error.message, {}, error.field});
    return again(desk, request, status_of(error.code), std::move(form));
  }
  if (desk.door.on_letter) desk.door.on_letter();
  return page(200, render::complaint_receipt_page(context_of(desk, request),
                                                  {receipt->number, receipt->code, receipt->other_words}));
}

Response answer(Desk& desk, const Request& request) {
  if (of_another_site(desk, request)) return closed(desk, request, 403, "请从本站打开再查。", 0);
  if (const int wait = desk.questions.enter(identity::client_network(request.client), desk.door.real_clock.now().unix_ms()); wait > 0)
    return closed(desk, request, 429, "查得太多了，请过几分钟再查。", wait);
  const auto fields = fields_of(request);
  if (!fields) return closed(desk, request, status_of(fields.error().code), fields.error().message, 0);
  render::ComplaintQuestion question;
  question.looked_up = true;
  question.number = first_chars(field(*fields, "number"), 40);
  const auto found = desk.door.inbox.progress(question.number, field(*fields, "code"));
  if (const auto json = found ? parse_json(*found) : refuse(ErrorCode::not_found, ""))
    question.progress = supervision::complaint_progress(*json);
  return page(200, render::complaint_progress_page(context_of(desk, request), question));
}

}  // namespace

void add_complaint_routes(Router& router, const ComplaintDoor& door) {
  const auto desk = std::make_shared<Desk>(door);
  RouteFlags letter = public_page(), question = public_page();
  letter.body_limit = kLetterBytes;
  question.body_limit = kQuestionBytes;
  letter.form = question.form = "form";
  router.add("portal_complaints", Method::get, "/complaints", public_page(),
             [desk](Request& request) { return show(*desk, request); });
  router.add("portal_complain", Method::post, "/complaints", letter, [desk](Request& request) { return take(*desk, request); });
  router.add("portal_complaint_question", Method::get, "/complaints/progress", public_page(), [desk](Request& request) {
    return page(200, render::complaint_progress_page(context_of(*desk, request), {}));
  });
  router.add("portal_complaint_progress", Method::post, "/complaints/progress", question,
             [desk](Request& request) { return answer(*desk, request); });
}

}  // namespace mingjing::http
