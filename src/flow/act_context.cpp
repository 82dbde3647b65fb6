// SPDX-License-Identifier: Apache-2.0
#include "flow/act_context.h"

#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/documents/document_model.h"
#include "domain/documents/template.h"

namespace mingjing::flow {
std::optional<cases::ActingOfficer> acting_officer(ActContext& context, OfficerId id, Date day) {
  const auto stored = context.work.load(ports::kind::officer, id.uuid());
  if (!stored) return std::nullopt;
  const auto officer = identity::officer_from_parts(id, stored->parts);
  cases::ActingOfficer out;
  out.id = id;
  out.name = officer.name;
  out.certificate_valid = identity::certificate_valid_on(officer, day);
  out.certificate_until = officer.valid_until;
  out.assigned = context.draft.is_handler(id);
  out.recused = std::find(context.draft.recused.begin(), context.draft.recused.end(), id) != context.draft.recused.end();
  out.recusal_pending = std::any_of(context.draft.recusals.begin(), context.draft.recusals.end(), [&](const auto& row) {
    return row.verdict == cases::Verdict::pending && row.officer == id;
  });
  return out;
}

identity::Agency load_agency(ActContext& context) {
  const AgencyId id = context.work.actor().agency;
  const auto stored = context.work.load(ports::kind::agency, id.uuid());
  MJ_CHECK(stored.has_value());
  return identity::agency_from_parts(id, stored->parts);
}

Result<DocumentId> make_document(ActContext& context, std::string_view template_id, std::string_view title,
                                 std::string number, const Json& facts) {
  auto model = documents::compose(template_id, facts);
  if (!model) return tl::make_unexpected(std::move(model.error()));
  const std::string bytes = canonical(documents::to_json(*model));
  cases::Document document;
  document.id = DocumentId(context.work.new_id());
  document.template_id = template_id;
  document.title = title;
  document.number = std::move(number);
  document.model_sha256 = to_hex(crypto::sha256(bytes));
  document.record = context.record.id;
  context.work.put_body(document.id.uuid(), bytes);
  if (!context.services.publish_without_files) {
    context.work.queue(ports::NewJob{
        "render_document", Json::object({{"case", context.draft.id.text()}, {"document", document.id.text()}}), Instant{}});
  }
  context.draft.documents.push_back(document);
  return document.id;
}

namespace {

// Another organ's limit is shown, and is no lateness of this agency.
std::string_view owed_by(std::string_view zh) {
  if (zh == "当事人" || zh == "申请人") return "party";
  return zh == "公安机关" || zh == "同级政府法制机构" || zh.find("法院") != std::string_view::npos ? "other" : "agency";
}

}  // namespace

Status count_limit(const Services& services, cases::Obligation& out, Instant start) {
  if (out.by_date) return {};
  const auto rule = services.limits->choose(out.rule, start.date());
  if (!rule) return tl::make_unexpected(rule.error());
  law::LimitInput input;
  if ((*rule)->unit == law::LimitUnit::hour) input.start = start;
  else input.start = start.date();
  input.extension = static_cast<int>(out.extended_by);
  for (const auto& s : out.suspensions) {
    if (s.to) input.suspensions.push_back({s.from, *s.to});
  }
  const auto due = law::compute(**rule, input, *services.calendar);
  if (!due) return tl::make_unexpected(due.error());
  out.rule = due->rule;
  out.name_zh = (*rule)->name;
  out.unit = law::to_string((*rule)->unit);
  out.owed_by = owed_by((*rule)->owed_by);
  out.citation = due->citation;
  out.start = start;
  out.due = due->due_date();
  if (const auto* moment = std::get_if<Instant>(&due->due)) out.due_at = *moment;
  out.provisional = due->provisional;
  // A period that has to pass first warns of nothing.
  out.yellow_on.reset();
  out.red_on.reset();
  if ((*rule)->effect != law::LimitEffect::waits) {
    out.yellow_on = law::date_of(due->yellow_on);
    out.red_on = out.due + 1;  // red says that it is late, nothing sooner
  }
  Json working(Json::Array{});
  for (const auto& step : due->working) {
    working.push(Json::object(
        {{"date", step.date.text()}, {"kind", step.kind}, {"text", step.text}, {"citation", step.citation}}));
  }
  out.working = std::move(working);
  return {};
}

Status start_limit(ActContext& context, std::string_view rule_id, std::string_view subject,
                   std::optional<Instant> start) {
  cases::Obligation out;
  out.id = ObligationId(context.work.new_id());
  out.rule = rule_id;
  out.subject = subject.empty() ? std::string_view(context.input.limit_subject) : subject;
  // A verb may have started it already, because its document names the day.
  const auto* running = out.subject.empty() ? nullptr : context.draft.open_obligation(rule_id, out.subject);
  if (running != nullptr && running->start == start.value_or(context.at())) return {};
  if (auto counted = count_limit(context.services, out, start.value_or(context.at())); !counted) return counted;
  context.draft.obligations.push_back(std::move(out));
  return {};
}

void stop_limit(ActContext& context, std::string_view rule_id, std::string_view subject) {
  const std::string_view of = subject.empty() ? std::string_view(context.input.limit_subject) : subject;
  auto* obligation = context.draft.open_obligation(rule_id, of);
  // A limit without subject belongs to the whole case, whatever row the act is about.
  if (obligation == nullptr && !of.empty()) {
    obligation = context.draft.open_obligation(rule_id);
    if (obligation != nullptr && !obligation->subject.empty()) obligation = nullptr;
  }
  if (obligation != nullptr) obligation->fulfilled_on = context.on();
}

void start_dated_limit(ActContext& context, std::string_view rule_id, std::string_view name_zh,
                       std::string_view citation, Date due, std::string_view subject) {
  cases::Obligation out;
  out.id = ObligationId(context.work.new_id());
  out.rule = rule_id;
  out.subject = subject;
  out.name_zh = name_zh;
  out.unit = "calendar_day";
  out.owed_by = "party";
  out.citation = citation;
  out.start = context.at();
  out.due = due;
  out.by_date = true;
  out.working = Json(Json::Array{});
  out.working.push(Json::object({{"date", due.text()},
                                 {"kind", "due"},
                                 {"text", "到期：文书指定的日期，" + due.text_zh() + "。"},
                                 {"citation", citation}}));
  out.yellow_on = due + -2;
  out.red_on = due + 1;
  context.draft.obligations.push_back(std::move(out));
}

Status extend_limit(ActContext& context, std::string_view rule_id, std::int64_t units, std::string reason) {
  auto* obligation = context.draft.open_obligation(rule_id);
  if (obligation == nullptr) return invalid("这个期限没有在计算，不需要延长。");
  obligation->extended_by = units;
  obligation->extension_reason = std::move(reason);
  obligation->extension_approved_by = context.work.actor().user;
  return count_limit(context.services, *obligation, obligation->start);
}

}  // namespace mingjing::flow
