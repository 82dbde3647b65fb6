// SPDX-License-Identifier: Apache-2.0
#include "flow/read_case_money.h"

#include "domain/cases/account.h"
#include "domain/cases/form.h"
#include "domain/cases/court_window.h"
#include "law/limits.h"

namespace mingjing::flow {
namespace {

using cases::Case;

void text(JsonWriter& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.member(name, value);
}
void day(JsonWriter& out, std::string_view name, const std::optional<Date>& value) {
  if (value) out.member(name, value->text());
}
template <class Tag>
void id(JsonWriter& out, std::string_view name, const Id<Tag>& value) {
  if (!value.is_nil()) out.member(name, value.text());
}
void flag(JsonWriter& out, std::string_view name, bool value) { out.key(name).value(value); }

std::string_view kind_of(cases::SurchargeStep::Kind kind) {
  constexpr std::string_view names[] = {"counted", "paused", "agreed", "capped", "untold"};
  return names[static_cast<std::size_t>(kind)];
}

void write_surcharge(JsonWriter& out, const cases::Account& account) {
  const auto& s = account.surcharge;
  out.key("surcharge").open_object().member("amount_fen", s.amount.count).member("cap_fen", s.cap.count);
  out.member("paid_fen", account.paid_surcharge.count).member("owed_fen", account.surcharge_owed().count);
  day(out, "first_day", s.first_day);
  day(out, "capped_on", s.capped_on);
  out.key("working").open_array();
  for (const auto& step : s.steps) {
    out.open_object().member("kind", kind_of(step.kind)).member("from", step.from.text()).member("to", step.to.text());
    out.member("base_fen", step.base.count).member("amount_fen", step.amount.count);
    out.member("text", step.text).member("citation", step.citation).close_object();
  }
  out.close_array().close_object();
}

void write_accounts(JsonWriter& out, const Case& c, Date today) {
  out.key("accounts").open_array();
  for (const auto& account : cases::accounts(c, today)) {
    out.open_object();
    id(out, "party_id", account.party);
    out.member("fine_fen", account.fine.count).member("illegal_gains_fen", account.illegal_gains.count);
    out.member("paid_fen", account.paid.count).member("owed_fen", account.owed().count);
    out.member("refund_due_fen", account.overpaid().count).member("as_of", today.text());
    day(out, "due", account.due);
    write_surcharge(out, account);
    out.close_object();
  }
  out.close_array();
  if (const auto owed = cases::past_overpaid(c); owed.count > 0) out.member("past_refund_due_fen", owed.count);
}

void write_payments(JsonWriter& out, const Case& c) {
  out.key("payments").open_array();
  for (const auto& p : c.payments) {
    out.open_object().member("id", p.id.text());
    id(out, "decision_id", p.decision);
    id(out, "party_id", p.party);
    out.member("paid_on", p.paid_on.text()).member("amount_fen", p.amount.count).member("towards", p.towards);
    out.member("channel", p.channel);
    text(out, "channel_name", cases::title_of_value(cases::Act::record_payment, "channel", p.channel));
    text(out, "on_spot_ground", p.on_spot_ground);
    text(out, "receipt_no", p.receipt_no);
    day(out, "landed_on", p.landed_on);
    day(out, "handed_in_on", p.handed_in_on);
    day(out, "banked_on", p.banked_on);
    flag(out, "refund", p.refund);
    out.close_object();
  }
  out.close_array();
}

void write_deferrals(JsonWriter& out, const Case& c) {
  out.key("deferrals").open_array();
  for (const auto& d : c.deferrals) {
    out.open_object().member("id", d.id.text());
    id(out, "decision_id", d.decision);
    id(out, "party_id", d.party);
    out.member("kind", d.kind).member("applicant", d.applicant).member("reason", d.reason);
    out.member("applied_at", d.applied_at.text()).key("plan").open_array();
    for (const auto& step : d.plan) {
      out.open_object().member("due", step.due.text()).member("amount_fen", step.amount.count).close_object();
    }
    out.close_array().member("verdict", cases::kVerdicts[static_cast<std::size_t>(d.verdict)].id);
    out.member("verdict_name", cases::kVerdicts[static_cast<std::size_t>(d.verdict)].zh);
    if (d.decided_at) out.member("decided_at", d.decided_at->text());
    id(out, "document", d.document);
    out.close_object();
  }
  out.close_array();
}

void write_demands(JsonWriter& out, const Case& c) {
  out.key("demands").open_array();
  for (const auto& d : c.demands) {
    out.open_object().member("id", d.id.text());
    id(out, "decision_id", d.decision);
    id(out, "party_id", d.party);
    out.member("served_at", d.served_at.text()).member("content", d.content);
    day(out, "until", d.until);
    flag(out, "covers_surcharge", d.covers_surcharge);
    id(out, "document", d.document);
    out.close_object();
  }
  out.close_array();
}

void write_court(JsonWriter& out, const CasePageRequest& request) {
  const Case& c = request.enforcement_case;
  out.key("court_applications").open_array();
  for (const auto& a : c.court_applications) {
    out.open_object().member("id", a.id.text());
    id(out, "decision_id", a.decision);
    id(out, "party_id", a.party);
    out.member("court", a.court).member("applied_at", a.applied_at.text()).member("scope", a.scope);
    flag(out, "covers_surcharge", a.covers_surcharge);
    flag(out, "late", a.late);
    id(out, "document", a.document);
    text(out, "outcome", a.outcome);
    text(out, "outcome_name", cases::title_of_value(cases::Act::record_court_outcome, "result", a.outcome));
    day(out, "outcome_on", a.outcome_on);
    text(out, "note", a.note);
    out.close_object();
  }
  out.close_array();
  const auto window = cases::court_window(c, request.facts.remedy_terms, law::Limits::built_in(), request.calendar);
  if (!window.closes || request.for_other_agency || request.facts.performed) return;
  out.key("court_window").open_object();
  day(out, "reconsideration_until", window.reconsideration_until);
  day(out, "litigation_until", window.litigation_until);
  day(out, "demand_waited_until", window.demand_waited_until);
  day(out, "opens", window.opens);
  day(out, "closes", window.closes);
  flag(out, "provisional", window.provisional);
  out.member("citation", window.citation).key("working").open_array();
  for (const auto& step : window.working) {
    out.open_object().member("date", step.date.text()).member("kind", step.kind).member("text", step.text);
    out.member("citation", step.citation).close_object();
  }
  out.close_array().close_object();
}

void write_remedies(JsonWriter& out, const Case& c) {
  out.key("remedies").open_array();
  for (const auto& r : c.remedies) {
    out.open_object().member("id", r.id.text());
    id(out, "decision_id", r.decision);
    id(out, "party_id", r.party);
    out.member("kind", r.kind);
    text(out, "kind_name", cases::title_of_value(cases::Act::record_remedy, "kind", r.kind));
    out.member("body", r.body);
    text(out, "number", r.number);
    out.member("filed_on", r.filed_on.text());
    flag(out, "execution_stayed", r.execution_stayed);
    flag(out, "open", r.is_open());
    text(out, "outcome", r.outcome);
    text(out, "outcome_name", cases::title_of_value(cases::Act::record_remedy_outcome, "result", r.outcome));
    day(out, "decided_on", r.decided_on);
    day(out, "served_on", r.served_on);
    flag(out, "final", r.is_final);
    text(out, "text", r.text);
    out.close_object();
  }
  out.close_array();
}

void write_goods(JsonWriter& out, const Case& c) {
  out.key("goods_disposals").open_array();
  for (const auto& g : c.goods_disposals) {
    out.open_object().member("id", g.id.text());
    id(out, "decision_id", g.decision);
    out.member("way", g.way);
    text(out, "way_name", cases::title_of_value(cases::Act::dispose_goods, "way", g.way));
    out.member("on", g.on.text());
    text(out, "receipt", g.receipt);
    text(out, "note", g.note);
    out.key("things").open_array();
    for (const auto& thing : g.things) {
      out.open_object().member("name", thing.name);
      text(out, "specification", thing.specification);
      out.member("quantity", thing.quantity);
      text(out, "unit", thing.unit);
      text(out, "state", thing.state);
      text(out, "place", thing.place);
      out.close_object();
    }
    out.close_array().close_object();
  }
  out.close_array();
}

void write_past(JsonWriter& out, const Case& c) {
  out.key("past_decisions").open_array();
  for (const auto& past : c.past_decisions) {
    const auto& d = past.decision;
    const auto state = static_cast<std::size_t>(past.publication.state);
    out.open_object().member("id", past.id.text()).member("number", d.number).member("outcome", d.outcome);
    out.member("decided_at", d.decided_at.text()).member("fine_fen", d.fine.count);
    out.member("illegal_gains_fen", d.illegal_gains.count).member("overturned", d.overturned);
    out.member("overturned_by", d.overturned_by).member("ended_at", past.ended_at.text()).member("reason", past.reason);
    out.member("publication", cases::kPublicationStates[state].id);
    out.member("publication_name", cases::kPublicationStates[state].zh).close_object();
  }
  out.close_array();
}

}  // namespace

void write_money(JsonWriter& out, const CasePageRequest& request) {
  const Case& c = request.enforcement_case;
  write_accounts(out, c, request.today);
  write_payments(out, c);
  write_deferrals(out, c);
  write_demands(out, c);
  write_court(out, request);
  write_remedies(out, c);
  write_goods(out, c);
  write_past(out, c);
  text(out, "closing_reason", c.closing_reason);
  if (!c.archive.volume_no.empty()) {
    out.key("archive").open_object().member("volume_no", c.archive.volume_no).member("retention", c.archive.retention);
    text(out, "location", c.archive.location);
    day(out, "on", c.archive.on);
    out.close_object();
  }
}

}  // namespace mingjing::flow
