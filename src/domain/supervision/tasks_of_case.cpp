// Whose turn it is in a case. Reads the case as it stands: stages and pieces, no guards and no day.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/evidence/recording_rules.h"
#include "domain/supervision/desk.h"
#include "domain/supervision/light.h"
#include "domain/supervision/tasks.h"

namespace mingjing::supervision {
namespace {

using namespace cases;
using identity::Role;

class CaseTasks {
 public:
  explicit CaseTasks(const Case& of) : c_(of) {
    for (const auto& o : c_.officers) {
      if (o.role == "lead" || lead_ == nullptr) lead_ = &o;
    }
  }

  std::vector<Task> all() {
    main_line();
    beside();
    hearing();
    publication();
    performance();
    limits_left();
    return std::move(out_);
  }

 private:
  struct To {
    std::vector<std::string> desks;
    std::string owner;
  };
  To role(Role r) const { return {{desk::of(r)}, std::string(name_zh(r))}; }
  To unit_head() const { return {{desk::of(Role::unit_head, c_.unit)}, std::string(name_zh(Role::unit_head))}; }
  To lead() const { return lead_ != nullptr ? To{{desk::of(lead_->id)}, lead_->name} : unit_head(); }

  Task& add(std::string_view id, To to, Instant since, const Obligation* limit = nullptr) {
    Task task;
    task.id = id;
    task.desks = std::move(to.desks);
    task.owner = std::move(to.owner);
    task.since = since;
    task.limit = limit;
    if (limit != nullptr) measured_.insert(limit->id);
    const std::string own = lead_ != nullptr ? desk::of(lead_->id) : std::string();
    if (std::find(task.desks.begin(), task.desks.end(), own) == task.desks.end()) task.watcher = own;
    out_.push_back(std::move(task));
    return out_.back();
  }
  Task& add(std::string_view id, To to, Instant since, const Obligation* limit, std::string row) {
    Task& task = add(id, std::move(to), since, limit);
    task.row = std::move(row);
    return task;
  }
  // Null when none of the rule runs.
  const Obligation* open(std::string_view rule, std::string_view subject = {}) const {
    const auto found = std::find_if(c_.obligations.begin(), c_.obligations.end(), [&](const Obligation& o) {
      return o.is_open() && o.rule == rule && (subject.empty() || o.subject == subject);
    });
    return found == c_.obligations.end() ? nullptr : &*found;
  }

  void main_line() {
    const Instant since = c_.stage_since();
    const Obligation* decide = open(rule::decide);
    switch (c_.stage()) {
      case Stage::clue_registered:
        add("decide_filing", role(Role::agency_head), since);
        break;
      case Stage::filed:
        if (c_.officers.empty()) add("assign_officers", unit_head(), since, decide);
        else add("begin_investigation", lead(), since, decide);
        break;
      case Stage::investigating:
        add("investigate", lead(), since, decide);
        break;
      case Stage::investigation_concluded:
        add("review_by_unit", unit_head(), since, decide);
        break;
      case Stage::unit_reviewed:
        if (c_.proposal && c_.proposal->outcome == "penalty") add("serve_prior_notice", lead(), since, decide);
        else towards_decision();
        break;
      case Stage::prior_notice_served:
        add("hear_statement", lead(), since, decide);
        break;
      case Stage::statement_heard:
      case Stage::legal_review:
      case Stage::collective_discussion:
        towards_decision();
        break;
      case Stage::decided:
        add("serve_decision", lead(), since, open(rule::serve));
        break;
      case Stage::closed:
      case Stage::not_filed:
        add("archive_case", role(Role::archivist), since);
        break;
      default:
        break;
    }
  }

  // What must be recorded in sound and pictures, and is not: to be added, explained, or the explanation decided.
  void recordings() {
    if (c_.stage() == Stage::archived || c_.stage() == Stage::not_filed) return;
    for (const auto& step : evidence::recorded_steps(c_)) {
      if (!step.owed()) continue;
      const bool waits = step.coverage == evidence::Coverage::awaiting_approval;
      Task& task = waits ? add("decide_recording_gap", unit_head(), step.step->occurred_at, nullptr, step.step->id.text())
                         : add("add_recording", lead(), step.step->occurred_at, nullptr, step.step->id.text());
      task.detail = evidence::step_words(step);
    }
  }

  // A destruction under way. What stays it is not asked here: whoever comes to it is told.
  void destructions() {
    if (c_.stage() != Stage::archived) return;
    for (const auto& r : c_.recordings) {
      const auto* d = r.destruction();
      if (d == nullptr) continue;
      Task* task = nullptr;
      if (d->state == DestructionState::proposed) {
        task = &add("decide_destruction", role(Role::agency_head), *d->proposed.at, nullptr, r.id.text());
      } else if (d->state == DestructionState::approved) {
        task = &add("carry_out_destruction", role(Role::archivist), *d->decided.at, nullptr, r.id.text());
      } else if (d->state == DestructionState::carried_out) {
        To to = role(Role::legal_reviewer);
        to.desks.push_back(desk::of(Role::unit_head, c_.unit));
        to.desks.push_back(desk::of(Role::archivist));
        task = &add("witness_destruction", std::move(to), *d->carried_out.at, nullptr, r.id.text());
      }
      if (task != nullptr) task->detail = r.file_name;
    }
  }

  // Legal review, discussion, approval: what was passed must have been passed on the present substance.
  void towards_decision() {
    const Instant since = c_.stage_since();
    const Obligation* decide = open(rule::decide);
    const std::int64_t substance = c_.proposal ? c_.proposal->substance_version : 0;
    if (substance > 0 && c_.approval_version == substance) {
      add("decide", role(Role::agency_head), since, decide);
      return;
    }
    if (hearing_holds_up()) return;
    const ReviewRound* round = c_.last_review();
    switch (review_state(c_)) {
      case ReviewState::none:
      case ReviewState::stale:
        add(round != nullptr && round->outcome == ReviewOutcome::materials_returned ? "resubmit_review" : "submit_for_review",
            lead(), since, decide);
        break;
      case ReviewState::pending:
        pending(*round);
        break;
      case ReviewState::returned:
      case ReviewState::failed:
        answered(*round, decide);
        break;
      case ReviewState::passed:
        if (c_.discussion_required && c_.discussed_version != substance) {
          add("hold_discussion", role(Role::agency_head), round->decided_at.value_or(since), decide);
        } else {
          add("submit_for_approval", lead(), round->decided_at.value_or(since), decide);
        }
        break;
    }
  }

  void pending(const ReviewRound& round) {
    const Obligation* limit = open(rule::review);
    if (limit == nullptr) limit = open(rule::review_outside);
    if (!round.supplements.empty() && !round.supplements.back().supplied_at) {
      add("supply_review_supplement", lead(), round.supplements.back().asked_at, limit);
      return;
    }
    To to = role(Role::legal_reviewer);
    if (round.accepted_at && !round.reviewers.empty()) {
      to.desks.clear();
      for (const auto& user : round.reviewers) to.desks.push_back(desk::of(user));
    }
    add(round.accepted_at ? "give_review_opinion" : "accept_review", std::move(to),
        round.accepted_at.value_or(round.submitted_at), limit)
        .detail = std::to_string(round.round);
  }

  void answered(const ReviewRound& round, const Obligation* decide) {
    const bool disputed = !round.disputes.empty() && !round.disputes.back().decided_at;
    if (disputed) {
      add("decide_review_dispute", role(Role::agency_head), round.disputes.back().raised_at, decide);
    } else if (round.replied_at) {
      add("submit_for_review", lead(), *round.replied_at, decide);
    } else {
      add("answer_review", lead(), round.decided_at.value_or(c_.stage_since()), decide);
    }
  }

  bool hearing_holds_up() const {
    return c_.hearing == HearingState::requested || c_.hearing == HearingState::notified || c_.hearing == HearingState::held;
  }

  void hearing() {
    if (!hearing_holds_up()) return;
    if (c_.hearing == HearingState::requested) {
      To to = role(Role::hearing_host);
      to.desks.push_back(desk::of(Role::legal_reviewer));
      add("notify_hearing", std::move(to), c_.stage_since());
      return;
    }
    if (c_.hearings.empty()) return;
    const Hearing& last = c_.hearings.back();
    To host{{}, last.host_name};
    if (!last.host_user.is_nil()) host.desks.push_back(desk::of(last.host_user));
    else if (!last.host.is_nil()) host.desks.push_back(desk::of(last.host));
    else host.desks.push_back(desk::of(Role::hearing_host));
    if (c_.hearing == HearingState::notified) {
      add("hold_hearing", std::move(host), last.notified_at).detail = last.planned_at.text_zh();
    } else {
      add("report_hearing", std::move(host), last.held_at.value_or(last.notified_at));
    }
  }

  void beside() {
    for (const auto& r : c_.recusals) {
      if (r.verdict == Verdict::pending) add("decide_recusal", role(Role::agency_head), r.asked_at, nullptr, r.id.text()).detail = r.name;
    }
    recordings();
    destructions();
    for (const auto& p : c_.preservations) {
      if (p.is_open()) add("dispose_preservation", lead(), *p.carried_out_at, open(rule::preserve, p.id.text()), p.id.text());
      else if (p.verdict == Verdict::pending) add("approve_preservation", role(Role::agency_head), p.proposed_at, nullptr, p.id.text());
      else if (p.verdict == Verdict::granted && !p.carried_out_at) add("preserve_evidence", lead(), p.decided_at.value_or(p.proposed_at), nullptr, p.id.text());
    }
    for (const auto& e : c_.entrustments) {
      if (!e.given_on) add("record_expert_opinion", lead(), e.entrusted_at, nullptr, e.id.text()).detail = e.organisation;
    }
    for (const auto& order : c_.corrections) {
      if (!order.rechecks.empty() && order.rechecks.back().outcome == "corrected") continue;
      add("recheck_correction", lead(), order.ordered_at, open(rule::correct, order.id.text()), order.id.text());
    }
    for (const auto& d : c_.discretion) {
      if (d.deviation_reason.empty() || d.deviation_approved_at) continue;
      To to = unit_head();
      to.desks.push_back(desk::of(Role::agency_head));
      add("approve_deviation", std::move(to), d.assessed_at, nullptr, d.id.text());
    }
    for (const auto& t : c_.transfers) transfer(t);
    if (const Obligation* decide = open(rule::decide); decide != nullptr && decide->is_suspended()) {
      add("resume_term", unit_head(), decide->start, decide);
    }
  }

  void transfer(const Transfer& t) {
    const std::string id = t.id.text();
    if (t.verdict == Verdict::pending) {
      add("decide_transfer", role(Role::agency_head), t.proposed_at, open(rule::decide_transfer), id);
    } else if (t.verdict == Verdict::granted && !t.handed_over_at) {
      add("hand_over_transfer", lead(), t.decided_at.value_or(t.proposed_at), open(rule::hand_over), id);
    } else if (t.handed_over_at && t.answer.empty()) {
      add("record_transfer_answer", lead(), *t.handed_over_at, open(rule::transfer_answer), id);
    } else if (t.answer == "accepted" && c_.stage() == Stage::transferred) {
      add("close_case", role(Role::agency_head), *t.handed_over_at, open(rule::hand_over_goods), id);
    }
  }

  void publication() {
    if (!c_.decision) return;
    const Instant since = c_.decision->service_started_at.value_or(c_.decision->decided_at);
    if (const Obligation* withdraw = open(rule::withdraw)) {
      add("take_down_publication", role(Role::publicity_approver), withdraw->start, withdraw);
    }
    const Publication& last = c_.correction ? *c_.correction : c_.publication;
    if (last.state == PublicationState::proposed) {
      add("approve_publication", role(Role::publicity_approver), last.proposed_at, open(rule::publish));
    } else if (c_.correction) {
      add("revise_correction", role(Role::publicity_clerk), last.returned_at.value_or(since)).detail = last.return_reason;
    } else if (const Obligation* publish = open(rule::publish); publish != nullptr && c_.decision->service_started_at) {
      const bool minor = std::any_of(c_.parties.begin(), c_.parties.end(), [](const Party& p) { return p.is_minor; });
      if (minor || !c_.decision->overturned.empty()) {
        add("withhold_publication", role(Role::publicity_approver), since, publish);
      } else {
        // Any clerk may mend what was sent back; who proposed it may be away.
        const bool returned = last.state == PublicationState::returned;
        add(returned ? "revise_publication" : "propose_publication", role(Role::publicity_clerk), last.returned_at.value_or(since),
            publish)
            .detail = last.return_reason;
      }
    }
    if (const Obligation* update = open(rule::publish_performance)) add("publish_performance", lead(), update->start, update);
  }

  void performance() {
    bool pending = false;
    const auto piece = [&](std::string_view id, To to, Instant since, std::string row) -> Task& {
      pending = true;
      return add(id, std::move(to), since, nullptr, std::move(row));
    };
    for (const auto& o : c_.obligations) {
      if (o.is_open() && o.rule == rule::pay) {
        pending = true;
        add("follow_payment", lead(), o.start, &o, o.id.text());
      }
    }
    for (const auto& d : c_.deferrals) {
      if (d.verdict == Verdict::pending) piece("decide_deferral", role(Role::agency_head), d.applied_at, d.id.text());
    }
    for (const auto& a : c_.court_applications) {
      if (a.outcome.empty() || a.outcome == "accepted") piece("record_court_outcome", lead(), a.applied_at, a.id.text());
    }
    for (const auto& r : c_.remedies) {
      if (!r.is_open()) continue;
      piece("record_remedy_outcome", lead(), Instant::beijing(r.filed_on), r.id.text()).detail =
          r.kind == "litigation" ? "行政诉讼" : "行政复议";
    }
    const bool performed = c_.stage() == Stage::served || c_.stage() == Stage::performing;
    if (performed && !pending) add("close_case", role(Role::agency_head), c_.stage_since());
  }

  // What the agency owes and no task above is measured by; what the law gives the party is nobody's task.
  void limits_left() {
    for (const auto& o : c_.obligations) {
      if (!o.is_open() || measured_.contains(o.id) || is_right_of_party(o, law::Limits::built_in())) continue;
      add("keep_limit", lead(), o.start, &o, o.id.text()).detail = o.name_zh;
    }
  }

  const Case& c_;
  const CaseOfficer* lead_ = nullptr;
  std::set<ObligationId> measured_;
  std::vector<Task> out_;
};

}  // namespace

std::vector<Task> tasks_of(const Case& of) { return CaseTasks(of).all(); }

std::vector<Task> tasks_of(const evidence::RecordingLists& of) {
  const auto* waiting = of.waiting();
  if (waiting == nullptr) return {};
  Task task;
  task.id = "decide_recording_matters";
  task.desks = {desk::of(Role::agency_head)};
  task.owner = std::string(name_zh(Role::agency_head));
  task.detail = std::to_string(waiting->number);
  task.since = *waiting->proposed.at;
  return {std::move(task)};
}

std::vector<Task> tasks_of(const Complaint& of) {
  const auto* shown = of.public_answer();
  const bool proposed = shown != nullptr && shown->state == PublicAnswerState::proposed;
  if (!of.is_open() && !proposed) return {};
  Task task;
  for (const auto& limit : of.obligations) {
    if (limit.is_open() && (task.limit == nullptr || limit.due < task.limit->due)) task.limit = &limit;
  }
  for (const auto& officer : of.concerned) task.hidden_from += (task.hidden_from.empty() ? "" : " ") + officer.text();
  if (proposed) {
    task.id = "approve_public_answer";
    task.desks = {desk::of(Role::publicity_approver)};
    task.owner = std::string(name_zh(Role::publicity_approver));
    task.since = shown->proposed_at;
  } else if (of.state == ComplaintState::received) {
    task.id = "judge_complaint";
    task.desks = {desk::of(Role::intake), desk::of(Role::supervisor)};
    task.owner = std::string(name_zh(Role::intake));
    task.since = of.received_at;
  } else if (of.handler.is_nil()) {
    task.id = "allocate_complaint";
    task.desks = {desk::of(Role::intake), desk::of(Role::supervisor)};
    task.owner = std::string(name_zh(Role::intake));
    task.since = of.judged_at.value_or(of.received_at);
  } else {
    task.id = "answer_complaint";
    task.desks = {desk::of(of.handler)};
    task.owner = of.handler_name;
    task.since = of.allocated_at.value_or(of.received_at);
  }
  return {std::move(task)};
}

}  // namespace mingjing::supervision
