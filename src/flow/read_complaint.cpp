// The page of a complaint, and what its writer is shown.
// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/folded_text.h"
#include "domain/identity/agency.h"
#include "domain/identity/rights.h"
#include "flow/complaints.h"
#include "flow/json_fields.h"
#include "flow/leak_findings.h"
#include "flow/public_answers.h"
#include "flow/read_case.h"

namespace mingjing::flow {
namespace {

using supervision::Complaint;

identity::Relation nearness(const ports::Actor& actor, const Complaint& complaint) {
  return complaint.handler == actor.user ? identity::Relation::own : identity::Relation::agency;
}

// The words of a complaint for who may not know its writer: wherever name or contact stand in them, they are hidden.
class Words {
 public:
  Words(const Complaint& c, bool with_writer) : hidden_(with_writer ? std::vector<std::string>() : writer_values(c)) {}
  std::string operator()(const std::string& text) const {
    std::string out = text;
    for (const auto& value : hidden_) {
      auto found = disclosure::find_value(disclosure::fold(out), value);
      for (; !found.empty(); found.pop_back()) out.replace(found.back().begin, found.back().end - found.back().begin, "（隐去）");
    }
    return out;
  }

 private:
  const std::vector<std::string> hidden_;
};

void content(JsonWriter& out, const Complaint& c, const Words& words, bool with_writer) {
  out.member("kind", named(c.content.kind, supervision::kComplaintKinds).id);
  out.member("kind_name", named(c.content.kind, supervision::kComplaintKinds).zh);
  out.member("about", named(c.content.about, supervision::kComplaintAbouts).id);
  optional_text(out, "about_ref", c.content.about_ref);
  optional_id(out, "about_case", c.about_case);
  out.member("text", words(c.content.text));
  out.key("named").value(!c.content.name.empty());
  if (with_writer) {
    optional_text(out, "name", c.content.name);
    optional_text(out, "contact", c.content.contact);
  }
  out.key("may_publish").value(c.content.may_publish);
}

void course(JsonWriter& out, const Complaint& c, const Words& words) {
  instant(out, "received_at", c.received_at);
  optional_instant(out, "judged_at", c.judged_at);
  optional_text(out, "reason", words(c.reason));
  optional_text(out, "referred_to", c.referred_to);
  optional_id(out, "handler", c.handler);
  optional_text(out, "handler_name", c.handler_name);
  optional_instant(out, "allocated_at", c.allocated_at);
  optional_id(out, "clue", c.clue);
  optional_instant(out, "extended_at", c.extended_at);
  optional_text(out, "extension_reason", words(c.extension_reason));
  out.key("concerned").open_array();
  for (const auto& officer : c.concerned) out.value(officer.text());
  out.close_array();
  if (c.state != supervision::ComplaintState::answered) return;
  out.key("answer").open_object().member("outcome", named(c.outcome, supervision::kComplaintOutcomes).id);
  out.member("outcome_name", named(c.outcome, supervision::kComplaintOutcomes).zh).member("text", words(c.answer));
  instant(out, "at", c.answered_at);
  optional_id(out, "by", c.answered_by);
  out.close_object();
}

// What was, is or may become public of it, the newest last; with what the scan finds in it while it waits.
void public_answers(JsonWriter& out, ports::UnitOfWork& unit, const Complaint& c, const Words& words) {
  out.key("public_answers").open_array();
  for (const auto& one : c.public_answers) {
    out.open_object().member("id", one.id.text()).member("state", named(one.state, supervision::kPublicAnswerStates).id);
    out.member("state_name", named(one.state, supervision::kPublicAnswerStates).zh);
    out.member("question", words(one.question)).member("answer", words(one.answer));
    optional_id(out, "proposed_by", one.proposed_by);
    instant(out, "proposed_at", one.proposed_at);
    optional_instant(out, "returned_at", one.returned_at);
    optional_text(out, "return_reason", words(one.return_reason));
    optional_instant(out, "approved_at", one.approved_at);
    optional_instant(out, "taken_down_at", one.taken_down_at);
    if (const auto* reason = supervision::answer_takedown(one.takedown_reason)) {
      out.member("takedown_reason", reason->id).member("takedown_reason_name", reason->name).member("takedown_text", one.takedown_text);
    }
    if (one.state == supervision::PublicAnswerState::proposed || one.state == supervision::PublicAnswerState::returned) {
      const auto text = readable_text(one);
      write_findings(out, one.leaks, text, scan_answer(unit, c, text), [&](std::string found) { return words(found); });
    }
    out.close_object();
  }
  out.close_array();
}

// What this person could do now, with the forms' names; the acts judge again.
void acts(JsonWriter& out, const Complaint& c, const ports::Actor& actor) {
  out.key("acts").open_array();
  for (const auto& verb : complaint_verbs()) {
    if (verb.open(c, actor.user) && identity::may(actor.roles, verb.right, nearness(actor, c)))
      out.open_object().member("act", verb.id).member("name", verb.zh).close_object();
  }
  out.close_array();
}

// Who approves what is made public sees those complaints of which something was proposed, and never who wrote them.
Status may_read(const Complaint& c, const ports::Actor& actor) {
  auto allowed = identity::may(actor.roles, "read_complaint", nearness(actor, c));
  if (!allowed && !c.public_answers.empty() && identity::may(actor.roles, "approve_public_answer", identity::Relation::agency)) return {};
  return allowed;
}

}  // namespace

Result<std::string> complaint_page_json(ports::UnitOfWork& unit, const ports::Aggregate& stored, const Services& services) {
  const auto c = supervision::complaint_from_parts(stored.id, stored.parts);
  if (!c) return refuse(Error(c.error()));
  const auto& actor = unit.actor();
  if (auto apart = may_touch(*c, actor.officer); !apart) return refuse(std::move(apart.error()));
  if (auto allowed = may_read(*c, actor); !allowed) return refuse(std::move(allowed.error()));
  JsonWriter out;
  out.open_object().member("id", c->id.text()).member("version", stored.version).member("number", c->number);
  out.member("state", named(c->state, supervision::kComplaintStates).id);
  out.member("state_name", named(c->state, supervision::kComplaintStates).zh);
  const bool with_writer = identity::may(actor.roles, "read_complainant", nearness(actor, *c)).has_value();
  const Words words(*c, with_writer);
  content(out, *c, words, with_writer);
  course(out, *c, words);
  write_obligations(out, c->obligations, *services.limits, *services.calendar, unit.today());
  public_answers(out, unit, *c, words);
  acts(out, *c, actor);
  out.close_object();
  return out.take();
}

Result<PublicProgress> public_progress(ports::Reader& reader, AgencyId agency, Uuid id) {
  const auto stored = reader.load(agency, supervision::kComplaint, id);
  const auto office = reader.load(agency, ports::kind::agency, agency.uuid());
  if (!stored || !office) return refuse(ErrorCode::not_found, "没有这件投诉举报。");
  const auto c = supervision::complaint_from_parts(id, stored->parts);
  if (!c) return refuse(Error(c.error()));
  const auto by = identity::agency_from_parts(agency, office->parts);
  return PublicProgress{c->letter, c->number, c->key, to_text(to_json(progress_of(*c, by.name, by.telephone))),
                        stored->version};
}

}  // namespace mingjing::flow
