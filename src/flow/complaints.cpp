// SPDX-License-Identifier: Apache-2.0
#include "flow/complaints.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "domain/cases/form.h"
#include "domain/cases/marks.h"
#include "domain/identity/agency.h"
#include "domain/identity/rights.h"
#include "flow/act_context.h"

namespace mingjing::flow {
namespace {

using supervision::Complaint;

Status judging(const Complaint& complaint, UserId) { return may_judge(complaint); }
Status working(const Complaint& complaint, UserId) { return may_work_on(complaint); }
Status proposing(const Complaint& complaint, UserId) { return may_propose_public_answer(complaint); }
Status taking_down(const Complaint& complaint, UserId) { return may_take_down_public_answer(complaint); }

constexpr std::array kVerbs{
    ComplaintVerb{"accept_complaint", "judge_complaint", "受理投诉举报", judging, accept_complaint},
    ComplaintVerb{"refuse_complaint", "judge_complaint", "不予受理投诉举报", judging, refuse_complaint},
    ComplaintVerb{"refer_complaint", "judge_complaint", "告知向有权机关提出", judging, refer_complaint},
    ComplaintVerb{"allocate_complaint", "allocate_complaint", "分派投诉举报", working, allocate_complaint},
    ComplaintVerb{"extend_complaint", "extend_complaint", "延长投诉办理期限", working, extend_complaint},
    ComplaintVerb{"answer_complaint", "answer_complaint", "答复投诉举报", supervision::may_answer, answer_complaint},
    ComplaintVerb{"register_complaint_clue", "answer_complaint", "把举报登记为案件线索", working, register_complaint_clue},
    ComplaintVerb{"propose_public_answer", "propose_public_answer", "提请公开答复", proposing, propose_public_answer},
    ComplaintVerb{"approve_public_answer", "approve_public_answer", "批准公开答复", supervision::may_judge_public_answer,
                  approve_public_answer},
    ComplaintVerb{"return_public_answer", "approve_public_answer", "退回公开答复", supervision::may_judge_public_answer,
                  return_public_answer},
    ComplaintVerb{"take_down_public_answer", "take_down_public_answer", "撤下公开的答复", taking_down, take_down_public_answer},
};

// Who it is allocated to stands near it, everybody else as near as the agency.
identity::Relation nearness(const ports::Actor& actor, const Complaint& complaint) {
  return complaint.handler == actor.user && !actor.is_system() ? identity::Relation::own : identity::Relation::agency;
}

void save(ports::UnitOfWork& work, ports::Aggregate& aggregate, const Complaint& complaint, std::string_view event,
          Json data) {
  for (auto& part : supervision::to_parts(complaint)) work.put(aggregate, std::move(part));
  work.append(aggregate, {std::string(event), std::move(data), work.now()});
  if (!complaint.letter.empty())
    work.queue(ports::NewJob{"complaint_progress", Json::object({{"complaint", complaint.id.text()}}), Instant{}});
}

void add(std::vector<OfficerId>& to, OfficerId id) {
  if (!id.is_nil() && std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

// The case whose decision is meant, by the decision's number; nil when there is none.
CaseId about_case_of(ports::UnitOfWork& work, const TakenLetter& letter) {
  if (letter.content.about != supervision::ComplaintAbout::decision) return CaseId();
  return CaseId(work.lookup(cases::kNumberMark, letter.content.about_ref).value_or(Uuid()));
}

// Who is complained about: the officer named, or those who handled the case whose decision is meant.
std::vector<OfficerId> concerned_by(ports::UnitOfWork& work, const TakenLetter& letter, CaseId about_case) {
  std::vector<OfficerId> out;
  if (letter.content.about == supervision::ComplaintAbout::officer) {
    if (const auto id = work.lookup(ports::kind::officer, letter.content.about_ref)) add(out, OfficerId(*id));
  }
  const auto stored = about_case.is_nil() ? std::nullopt : work.load(ports::kind::enforcement_case, about_case.uuid());
  const auto c = stored ? cases::Case::from_parts(about_case, stored->parts) : refuse(ErrorCode::not_found, "");
  if (c) {
    for (const auto& officer : c->officers) add(out, officer.id);
  }
  return out;
}

}  // namespace

std::span<const ComplaintVerb> complaint_verbs() { return kVerbs; }

const ComplaintVerb* find_complaint_verb(std::string_view id) {
  const auto found = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const auto& verb) { return verb.id == id; });
  return found == kVerbs.end() ? nullptr : &*found;
}

const Json* complaint_form(std::string_view id) {
  static const Json forms = [] {
    auto parsed = parse_json(embedded("supervision/complaint_forms.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return forms.find(id);
}

Status start_terms(ComplaintContext& context, bool on_acceptance) {
  for (const auto& term : supervision::kComplaintTerms) {
    if (term.kind != context.complaint.content.kind || term.from_acceptance != on_acceptance) continue;
    cases::Obligation limit;
    limit.id = ObligationId(context.work.new_id());
    limit.rule = term.rule;
    const Instant from = on_acceptance ? context.work.now() : context.complaint.received_at;
    if (auto counted = count_limit(context.services, limit, from); !counted) return counted;
    context.complaint.obligations.push_back(std::move(limit));
  }
  return {};
}

void stop_terms(ComplaintContext& context, bool with_answer) {
  for (const auto& term : supervision::kComplaintTerms) {
    if (term.kind != context.complaint.content.kind || (term.until_answer && !with_answer)) continue;
    if (auto* limit = context.complaint.open_limit(term.rule)) limit->fulfilled_on = context.work.today();
  }
}

Result<Uuid> take_in_complaint(ports::UnitOfWork& work, const Services& services, const TakenLetter& letter) {
  if (const auto known = work.lookup(supervision::kComplaint, letter.id)) return *known;
  if (auto valid = supervision::validate(letter.content); !valid) return refuse(std::move(valid.error()));
  Complaint complaint;
  complaint.id = work.new_id();
  complaint.letter = letter.id;
  complaint.number = letter.number;
  complaint.key = letter.key;
  complaint.content = letter.content;
  complaint.received_at = letter.received_at;
  complaint.about_case = about_case_of(work, letter);
  auto aggregate = work.create(supervision::kComplaint, complaint.id);
  complaint.concerned = concerned_by(work, letter, complaint.about_case);
  const Json nothing(Json::Object{});
  ComplaintContext context{work, services, nothing, complaint};
  if (auto started = start_terms(context, false); !started) return refuse(std::move(started.error()));
  save(work, aggregate, complaint, "receive_complaint",
       Json::object({{"complaint", complaint.id.text()},
                     {"kind", named(complaint.content.kind, supervision::kComplaintKinds).id},
                     {"received_on", complaint.received_at.date().text()}}));
  return complaint.id;
}

Result<ports::Answer> perform_complaint_act(ports::UnitOfWork& work, const Services& services, const ComplaintVerb& verb,
                                            Uuid id, std::int64_t version, const Json& body) {
  auto aggregate = work.open(supervision::kComplaint, id, version);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  auto complaint = supervision::complaint_from_parts(id, aggregate->parts);
  if (!complaint) return refuse(std::move(complaint.error()));
  if (auto apart = supervision::may_touch(*complaint, work.actor().officer); !apart) return refuse(std::move(apart.error()));
  if (auto near = identity::may(work.actor().roles, verb.right, nearness(work.actor(), *complaint)); !near)
    return refuse(std::move(near.error()));
  if (auto valid = cases::validate(*complaint_form(verb.id), body); !valid) return refuse(std::move(valid.error()));
  ComplaintContext context{work, services, body, *complaint};
  if (auto done = verb.perform(context); !done) return refuse(std::move(done.error()));
  context.event_data.set("complaint", id.text());
  context.event_data.set("state", named(complaint->state, supervision::kComplaintStates).id);
  save(work, *aggregate, *complaint, verb.id, std::move(context.event_data));
  Json answer = std::move(context.answer);
  answer.set("id", id.text());
  answer.set("version", aggregate->version);
  answer.set("state", named(complaint->state, supervision::kComplaintStates).id);
  return ports::Answer{200, to_text(answer), false};
}

}  // namespace mingjing::flow
