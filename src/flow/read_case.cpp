// SPDX-License-Identifier: Apache-2.0
#include "flow/read_case.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "domain/cases/form.h"
#include "domain/cases/procedure.h"
#include "domain/supervision/light.h"
#include "law/light.h"
#include "flow/read_case_money.h"
#include "flow/json_fields.h"
#include "flow/read_case_hearing.h"
#include "flow/read_case_measures.h"
#include "flow/read_case_review.h"

namespace mingjing::flow {
namespace {

using cases::Case;

// Only the last four characters stay readable.
std::string masked(std::string_view text) {
  const std::size_t length = count_chars(text);
  std::string out;
  std::size_t at = 0, index = 0;
  while (at < text.size()) {
    const std::size_t from = at;
    next_char(text, at);
    if (index++ + 4 < length || length <= 4) {
      out += '*';
    } else {
      out += text.substr(from, at - from);
    }
  }
  return out;
}

void party(JsonWriter& out, const cases::Party& p, bool in_full) {
  const auto secret = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out.member(name, in_full ? text : masked(text));
  };
  out.open_object().member("id", p.id.text()).member("kind", id_of(cases::kPartyKinds, p.kind));
  out.member("kind_name", zh_of(cases::kPartyKinds, p.kind)).member("name", p.name);
  optional_text(out, "uscc", p.uscc);
  optional_text(out, "legal_representative", p.legal_representative);
  out.key("is_minor").value(p.is_minor).key("e_service_consent").value(p.e_service_consent);
  secret("citizen_no", p.citizen_no);
  secret("phone", p.phone);
  if (p.kind == cases::PartyKind::organisation) {
    optional_text(out, "address", p.address);
  } else {
    secret("address", p.address);
  }
  secret("bank_account", p.bank_account);
  if (in_full) optional_text(out, "birth_date", p.birth_date);
  optional_text(out, "released_reason", p.released_reason);
  out.key("identifiers_shown").value(in_full).close_object();
}

void proposal(JsonWriter& out, const Case& c, const cases::Proposal& p) {
  out.key("proposal").open_object().member("outcome", p.outcome);
  out.member("facts", p.facts).member("reasons", p.reasons);
  kinds(out, p.kinds);
  out.member("kinds_text", p.kinds_text);
  amounts(out, p.fine, p.illegal_gains, p.property_value);
  texts(out, "violated", p.violated);
  texts(out, "basis", p.basis);
  optional_text(out, "benchmark", p.benchmark);
  optional_text(out, "benchmark_reason", p.benchmark_reason);
  optional_text(out, "mitigation_ground", p.mitigation_ground);
  optional_text(out, "mitigation_reason", p.mitigation_reason);
  counts_json(out, c, p.counts);
  out.member("substance_version", p.substance_version).member("facts_version", p.facts_version).close_object();
}

void notice(JsonWriter& out, const Case& c, const cases::Notice& n) {
  out.key("notice").open_object();
  instant(out, "served_at", n.served_at);
  kinds(out, n.kinds);
  amounts(out, n.fine, n.illegal_gains, n.property_value);
  out.key("hearing_right_told").value(n.hearing_right_told);
  counts_json(out, c, n.counts);
  told_json(out, c, n);
  out.member("substance_version", n.substance_version).close_object();
}

void decision(JsonWriter& out, const Case& c, const cases::Decision& d) {
  out.key("decision").open_object().member("id", d.id.text()).member("outcome", d.outcome).member("number", d.number);
  instant(out, "decided_at", d.decided_at);
  kinds(out, d.kinds);
  amounts(out, d.fine, d.illegal_gains, d.property_value);
  texts(out, "basis", d.basis);
  counts_json(out, c, d.counts);
  optional_id(out, "document", d.document);
  optional_instant(out, "service_started_at", d.service_started_at);
  optional_instant(out, "served_at", d.served_at);
  optional_text(out, "service_method", d.service_method);
  out.member("paid_fen", d.paid.count);
  optional_text(out, "performance", d.performance);
  out.member("updates", d.updates);
  out.key("surcharge_told").value(d.surcharge_told);
  optional_text(out, "overturned", d.overturned);
  optional_instant(out, "overturned_at", d.overturned_at);
  optional_text(out, "overturned_by", d.overturned_by);
  out.key("remake_ordered").value(d.remake_ordered);
  optional_id(out, "remade_from", d.remade_from);
  out.close_object();
}

void publication(JsonWriter& out, std::string_view name, const cases::Publication& p) {
  out.key(name).open_object().member("state", id_of(cases::kPublicationStates, p.state));
  out.member("state_name", zh_of(cases::kPublicationStates, p.state));
  texts(out, "findings", p.findings);
  if (!p.model.is_null()) out.key("model").raw(to_text(p.model));
  if (p.state != cases::PublicationState::none) {
    optional_id(out, "proposed_by", p.proposed_by);
    if (!p.proposed_by.is_nil()) instant(out, "proposed_at", p.proposed_at);
    optional_id(out, "approved_by", p.approved_by);
    optional_instant(out, "approved_at", p.approved_at);
  }
  optional_text(out, "return_reason", p.return_reason);
  optional_instant(out, "returned_at", p.returned_at);
  optional_text(out, "ground", p.ground);
  optional_text(out, "takedown_reason", p.takedown_reason);
  optional_text(out, "takedown_text", p.takedown_text);
  optional_instant(out, "taken_down_at", p.taken_down_at);
  optional_text(out, "public_sha256", p.public_sha256);
  optional_id(out, "replaces", p.replaces);
  if (p.shown_until) out.member("shown_until", p.shown_until->text());
  out.close_object();
}

void evidence(JsonWriter& out, const Case& c) {
  out.key("evidence").open_array();
  for (const auto& e : c.evidence) {
    out.open_object().member("id", e.id.text()).member("kind", cases::to_string(e.kind));
    out.member("kind_name", cases::name_zh(e.kind)).member("name", e.name);
    optional_text(out, "file_name", e.file_name);
    optional_text(out, "sha256", e.sha256);
    optional_text(out, "sm3", e.sm3);
    out.member("size", e.size);
    optional_text(out, "media_type", e.media_type);
    optional_text(out, "origin", e.origin);
    optional_text(out, "proves", e.proves);
    instant(out, "obtained_at", e.obtained_at);
    out.key("before_filing").value(e.before_filing).key("excluded").value(e.excluded);
    optional_text(out, "exclusion_reason", e.exclusion_reason);
    out.close_object();
  }
  out.close_array();
}

void documents(JsonWriter& out, const Case& c) {
  const std::string base = "/api/v1/cases/" + c.id.text() + "/documents/";
  out.key("documents").open_array();
  for (const auto& d : c.documents) {
    out.open_object().member("id", d.id.text()).member("template", d.template_id).member("title", d.title);
    optional_text(out, "number", d.number);
    out.member("status", d.status).member("model_sha256", d.model_sha256);
    optional_text(out, "file_sha256", d.file_sha256);
    optional_text(out, "file_sm3", d.file_sm3);
    out.member("size", d.size).member("pages", d.pages).member("href", base + d.id.text());
    if (d.status == "rendered") out.member("pdf", base + d.id.text() + ".pdf");
    optional_id(out, "record", d.record);
    out.close_object();
  }
  out.close_array();
}

void timeline(JsonWriter& out, const Case& c, const std::map<UserId, std::string>& names) {
  std::vector<const cases::Record*> rows;
  rows.reserve(c.records.size());
  for (const auto& record : c.records) rows.push_back(&record);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto* a, const auto* b) { return a->recorded_at < b->recorded_at; });
  out.key("timeline").open_array();
  for (const auto* r : rows) {
    out.open_object().member("id", r->id.text()).member("act", cases::to_string(r->act));
    out.member("name", cases::name_zh(r->act));
    instant(out, "occurred_at", r->occurred_at);
    instant(out, "recorded_at", r->recorded_at);
    texts(out, "marks", r->marks);
    optional_text(out, "late_reason", r->late_reason);
    out.key("late").value(!r->late_reason.empty());
    out.key("officers").open_array();
    for (const auto& officer : r->officers) out.value(officer.text());
    out.close_array();
    optional_id(out, "by", r->by);
    const auto name = names.find(r->by);
    if (name != names.end()) out.member("by_name", name->second);
    out.key("data").raw(r->data.is_null() ? "{}" : to_text(r->data));
    out.close_object();
  }
  out.close_array();
}

void acts(JsonWriter& out, const CasePageRequest& request) {
  out.key("acts").open_array();
  if (!request.for_other_agency) {
    for (const auto& row : cases::allowed_acts(request.enforcement_case, request.facts)) {
      if (request.allowed_only && !row.allowed) continue;
      out.open_object().member("act", cases::to_string(row.act)).member("name", cases::name_zh(row.act));
      out.key("allowed").value(row.allowed).key("reasons").open_array();
      for (const auto& reason : row.reasons) {
        out.open_object().member("code", reason.code).member("message", reason.message);
        out.member("citation", reason.citation).close_object();
      }
      out.close_array().member("form", form_address(row.act)).close_object();
    }
  }
  out.close_array();
}

}  // namespace

identity::Relation relation_to(const ports::Actor& actor, const Case& c) {
  using identity::Relation;
  if (!actor.officer.is_nil() && c.is_handler(actor.officer)) return Relation::own;
  for (const auto& review : c.reviews) {
    if (review.reviewer == actor.user && !actor.user.is_nil()) return Relation::own;
  }
  for (const auto& hearing : c.hearings) {
    if (!actor.user.is_nil() && hearing.host_user == actor.user) return Relation::own;
    if (!actor.officer.is_nil() && hearing.host == actor.officer) return Relation::own;
  }
  if (!c.records.empty() && c.records.front().by == actor.user && !actor.user.is_nil()) return Relation::own;
  return !actor.unit.is_nil() && c.unit == actor.unit ? Relation::unit : Relation::agency;
}

bool sees_identifiers(const ports::Actor& actor, const Case& c) {
  if (!actor.officer.is_nil() && c.is_handler(actor.officer)) return true;
  for (const auto& review : c.reviews) {
    if (!actor.user.is_nil() && review.reviewer == actor.user) return true;
    if (review.outcome == cases::ReviewOutcome::pending && actor.roles.has(identity::Role::legal_reviewer)) return true;
  }
  return false;
}

void mask_identifiers(cases::Party& party) {
  const auto hide = [](std::string& text) {
    if (!text.empty()) text = masked(text);
  };
  hide(party.citizen_no);
  hide(party.phone);
  hide(party.bank_account);
  if (party.kind != cases::PartyKind::organisation) hide(party.address);
  party.birth_date.clear();
}

std::string form_address(cases::Act act) {
  static const auto addresses = [] {
    std::array<std::string, cases::kActCount> out;
    for (const auto& row : cases::kActs) {
      const std::string digest = to_hex(crypto::sha256(cases::form_text(row.value))).substr(0, 16);
      out[static_cast<std::size_t>(row.value)] = "/api/v1/forms/" + std::string(row.id) + "." + digest + ".json";
    }
    return out;
  }();
  return addresses[static_cast<std::size_t>(act)];
}

namespace {

constexpr std::size_t kRulerCells = 16;  // the start and up to fifteen days; longer limits are drawn as a bar

// The day of the notice that made this day a day off or a working day while the limit ran; the last one stands.
std::string moved_by(const cases::Obligation& o, Date date) {
  std::string out;
  const auto* steps = o.working.as_array();
  if (steps == nullptr) return out;
  for (const auto& step : *steps) {
    const auto& days = step.items("days");
    if (std::find(days.begin(), days.end(), Json(date.text())) != days.end()) out = step.text("date");
  }
  return out;
}

// 日尺: the days of a short limit one by one, as they were counted; `moved` is the day on which an amended notice of days
// off changed that day's nature.
void write_ruler(JsonWriter& out, const cases::Obligation& o, const law::Limits& rules, const law::Calendar& calendar,
                 Date today) {
  const auto* rule = rules.find(o.rule);
  if (rule == nullptr || o.by_date || o.is_suspended()) return;
  law::LimitInput input{o.start.date(), {}, {}, static_cast<int>(o.extended_by)};
  for (const auto& s : o.suspensions) input.suspensions.push_back({s.from, *s.to});
  law::Due due;
  due.start = input.start;
  due.due = o.due;
  const auto cells = law::day_cells(*rule, input, due, calendar);
  if (cells.empty() || cells.size() > kRulerCells) return;
  constexpr std::string_view kKinds[] = {"start", "counted", "off", "makeup", "suspended"};
  out.key("ruler").open_array();
  for (const auto& cell : cells) {
    out.open_object().member("date", cell.date.text()).member("kind", kKinds[static_cast<std::size_t>(cell.kind)]);
    if (cell.number > 0) out.member("number", cell.number);
    optional_text(out, "name", cell.name);
    if (cell.date == today) out.key("today").value(true);
    if (cell.date == o.due) out.key("due").value(true);
    if (auto moved = moved_by(o, cell.date); !moved.empty()) out.member("moved", moved);
    out.close_object();
  }
  out.close_array();
}

}  // namespace

void write_obligation(JsonWriter& out, const cases::Obligation& o, const law::Limits& rules,
                      const law::Calendar& calendar, Date today) {
  const auto working = [&](Date from, Date to) { return calendar.working_days_between(from, to); };
  const auto view = supervision::light(o, today, rules, working);
  out.open_object().member("id", o.id.text()).member("rule", o.rule).member("name", o.name_zh);
  optional_text(out, "subject", o.subject);
  out.member("unit", o.unit).member("owed_by", o.owed_by);
  instant(out, "start", o.start);
  out.member("due", o.due.text());
  optional_instant(out, "due_at", o.due_at);
  out.member("light", supervision::to_string(view.light)).member("words", view.words).member("days", view.days);
  out.key("provisional").value(o.provisional);
  out.key("working").raw(o.working.is_null() ? "[]" : to_text(o.working));
  out.member("citation", o.citation);
  optional_date(out, "yellow_on", o.yellow_on);
  optional_date(out, "red_on", o.red_on);
  optional_date(out, "fulfilled_on", o.fulfilled_on);
  out.key("suspensions").open_array();
  for (const auto& s : o.suspensions) {
    out.open_object().member("from", s.from.text());
    optional_date(out, "to", s.to);
    out.member("ground", s.ground).member("citation", s.citation).close_object();
  }
  out.close_array();
  write_ruler(out, o, rules, calendar, today);
  out.member("extended_by", o.extended_by);
  optional_text(out, "extension_reason", o.extension_reason);
  out.close_object();
}

void write_obligations(JsonWriter& out, const std::vector<cases::Obligation>& limits, const law::Limits& rules,
                       const law::Calendar& calendar, Date today) {
  out.key("obligations").open_array();
  for (const auto& o : limits) write_obligation(out, o, rules, calendar, today);
  out.close_array();
}

std::string case_page_json(const CasePageRequest& request) {
  const Case& c = request.enforcement_case;
  JsonWriter out;
  out.open_object().member("id", c.id.text()).member("version", request.version);
  out.member("procedure", c.procedure).member("stage", cases::to_string(c.stage()));
  out.member("stage_name", cases::name_zh(c.stage()));
  instant(out, "stage_since", c.stage_since());
  out.member("case_no", c.case_no).member("cause", c.cause).member("source", c.source);
  optional_text(out, "source_detail", c.source_detail);
  out.member("summary", c.summary);
  instant(out, "reported_at", c.reported_at);
  optional_id(out, "unit_id", c.unit);
  optional_date(out, "discovered_on", c.discovered_on);
  optional_text(out, "discovered_by", c.discovered_by);
  optional_date(out, "violation_ended_on", c.violation_ended_on);
  optional_date(out, "filed_on", c.filed_on);
  out.key("five_year_limitation").value(c.five_year_limitation);
  out.key("discussion_required").value(c.discussion_required);
  texts(out, "tags", c.tags);
  out.member("hearing", id_of(cases::kHearingStates, c.hearing));
  out.member("hearing_name", zh_of(cases::kHearingStates, c.hearing));
  optional_instant(out, "statement_heard_at", c.statement_heard_at);

  const bool in_full = !request.for_other_agency && sees_identifiers(request.actor, c);
  if (c.party() != nullptr) {
    out.key("party");
    party(out, *c.party(), in_full);
  }
  out.key("parties").open_array();
  for (const auto& p : c.parties) party(out, p, in_full);
  out.close_array();
  if (!c.item.id.empty()) {
    out.key("item").open_object().member("id", c.item.id).member("code", c.item.code).member("name", c.item.name);
    out.close_object();
  }
  out.key("officers").open_array();
  for (const auto& o : c.officers) {
    out.open_object().member("id", o.id.text()).member("name", o.name).member("certificate_no", o.certificate_no);
    out.member("role", o.role);
    instant(out, "since", o.since);
    out.close_object();
  }
  out.close_array();
  if (c.proposal) proposal(out, c, *c.proposal);
  if (c.notice) notice(out, c, *c.notice);
  statements_json(out, c);
  hearings_json(out, c);
  write_reviews(out, c);
  write_review_duty(out, request.facts);
  write_discretion(out, c);
  if (c.decision) decision(out, c, *c.decision);
  services_json(out, c);
  publication(out, "publication", c.publication);
  if (c.correction) publication(out, "publication_correction", *c.correction);
  if (!c.public_id().is_nil()) out.member("public_id", c.public_id().text());
  write_money(out, request);
  evidence(out, c);
  documents(out, c);
  write_measures(out, c, request.facts);
  timeline(out, c, request.names);
  write_obligations(out, request.enforcement_case.obligations, request.limits, request.calendar, request.today);
  acts(out, request);
  out.close_object();
  return out.take();
}

}  // namespace mingjing::flow
