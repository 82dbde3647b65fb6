// The one place that sets a stage, and the walk of any procedure table.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/procedure.h"

#include <algorithm>
#include <array>
#include <map>

#include "domain/cases/guards.h"
#include "domain/cases/penalty_ordinary_2021.h"
#include "domain/cases/procedure_check.h"

namespace mingjing::cases {

// The key to `Case::stage_`; used by `advance` and by the two ways a case comes into being.
class StageKeeper {
 public:
  static void set(Case& enforcement_case, Stage stage, Instant since) {
    enforcement_case.stage_ = stage;
    enforcement_case.stage_since_ = since;
  }
};

namespace {

constexpr StageSet kAllStages{Stage::clue_registered,
                              Stage::not_filed,
                              Stage::filed,
                              Stage::investigating,
                              Stage::investigation_concluded,
                              Stage::unit_reviewed,
                              Stage::prior_notice_served,
                              Stage::statement_heard,
                              Stage::legal_review,
                              Stage::collective_discussion,
                              Stage::decided,
                              Stage::served,
                              Stage::performing,
                              Stage::closed,
                              Stage::archived,
                              Stage::transferred};
constexpr Procedure kProcedures[] = {
    {.id = "penalty_ordinary_2021",
     .zh = "行政处罚普通程序",
     .in_force_from = "2021-07-15",
     .rows = penalty_ordinary_2021::kRows,
     .stages = kAllStages,
     .terminals = {Stage::archived}},
};

constexpr const Procedure& kOrdinary = kProcedures[0];
static_assert(check::deterministic(kOrdinary.rows), "two rows for one stage, act and outcome");
static_assert(check::one_creation(kOrdinary.rows), "exactly one act makes a case");
static_assert(check::all_reachable(kOrdinary.rows, kOrdinary.stages), "a stage cannot be reached");
static_assert(check::terminals_closed(kOrdinary.rows, kOrdinary.stages, kOrdinary.terminals), "a stage has no way on");
static_assert(check::every_row_cited(kOrdinary.rows), "a row without its article");
static_assert(check::only_system_acts_without_role(kOrdinary.rows), "an act without a role");

// Guards of every act, before those of the row.
constexpr Guard kTimeGuards[] = {Guard::occurred_not_future, Guard::occurred_after_basis, Guard::late_record_reason};

std::string roles_zh(identity::RoleSet roles) {
  std::string out;
  for (const auto& row : identity::kRoles) {
    if (!roles.has(row.role)) continue;
    if (!out.empty()) out += "、";
    out += row.zh;
  }
  return out;
}

bool may(const Row& row, const Facts& facts) {
  if (row.roles.empty() || (row.also_system && facts.actor_is_system)) return facts.actor_is_system;
  return facts.actor_roles.any(row.roles);
}

Reason role_reason(const Row& row) {
  std::string who = row.roles.empty()
                        ? "这一步由系统自动完成，不需要人工办理。"
                        : "这一步由" + roles_zh(row.roles) + "办理，您没有这个角色。请转交有权办理的人员。";
  return {"role", std::move(who), std::string(row.citation), {}};
}

Reason stage_reason(const Procedure& procedure, Stage stage, Act act) {
  StageSet from;
  std::string names;
  for (const auto& candidate : kStages) {
    if (!find_row(procedure, candidate.value, act, {})) continue;
    if (!names.empty()) names += "、";
    names += candidate.zh;
  }
  std::string text = "案件现在处于“" + std::string(name_zh(stage)) + "”阶段，不能" + std::string(name_zh(act)) + "。";
  if (!names.empty()) text += "可以办理的阶段：" + names + "。";
  return {"stage", std::move(text), {}, {}};
}

// Most acts of a page are refused for their stage: the sentences are made once.
const Reason& stage_refusal(const Procedure& procedure, Stage stage, Act act) {
  static const auto* const all = [] {
    auto* made = new std::map<std::string_view, std::array<std::array<Reason, kActCount>, kStageCount>>();
    for (const auto& each : kProcedures) {
      auto& table = (*made)[each.id];
      for (const auto& at : kStages) {
        for (const auto& of : kActs) {
          table[static_cast<std::size_t>(at.value)][static_cast<std::size_t>(of.value)] =
              stage_reason(each, at.value, of.value);
        }
      }
    }
    return made;
  }();
  return all->at(procedure.id)[static_cast<std::size_t>(stage)][static_cast<std::size_t>(act)];
}

Instant basis_of(const Row& row, const Facts& facts) {
  switch (row.rests_on) {
    case RestsOn::nothing:
      return Instant(INT64_MIN);
    case RestsOn::report:
      return facts.reported_at;
    case RestsOn::stage:
      return facts.stage_since;
    case RestsOn::notice:
      return facts.notice ? facts.notice->served_at : facts.stage_since;
    case RestsOn::submission:
      return facts.review_submitted_at;
    case RestsOn::decision:
      return facts.decided_at;
    case RestsOn::proposal:
      return facts.publication_proposed_at;
    case RestsOn::hearing:
      return facts.hearing_facts.basis_at;
  }
  return facts.stage_since;
}

// Limits whose stopping this act is, and that had already passed.
std::vector<Facts::Overdue> overdue_of(const Row& row, const Facts& facts) {
  const auto stopped = limits_stopped(row, facts);
  std::vector<Facts::Overdue> late;
  const std::string& subject = facts.input ? facts.input->limit_subject : std::string();
  for (const auto& limit : facts.overdue) {
    if (!subject.empty() && !limit.subject.empty() && limit.subject != subject) continue;
    if (std::find(stopped.begin(), stopped.end(), limit.rule) != stopped.end()) late.push_back(limit);
  }
  return late;
}

// Joint parties are heard and served on different days.
bool waits_for_others(const Row& row, const Facts& facts) {
  if (!row.each_party) return false;
  return (row.act == Act::serve_decision ? facts.parties_unserved : facts.parties_unheard) > 0;
}

// Does the notice that was just served give the right to a hearing?
bool offers_hearing(const Facts& facts) {
  const Told* told = facts.input && facts.notice ? facts.notice->of(facts.input->party) : nullptr;
  return told == nullptr ? facts.hearing_right_due : told->hearing == HearingState::right_told;
}

struct Judgement {
  std::vector<Reason> reasons;
  std::vector<std::string> marks;
  std::vector<Reason> notes;
};

Judgement judge_row(const Row& row, const Facts& all) {
  Facts facts = all;
  facts.basis_at = basis_of(row, all);
  facts.overdue = overdue_of(row, all);
  Judgement found;
  auto weigh = [&](Guard guard) {
    const GuardRow& rule = guard_row(guard);
    auto reason = judge(guard, facts);
    if (!reason) return;
    if (rule.effect == GuardEffect::mark) {
      found.marks.push_back(reason->code);
      found.notes.push_back(std::move(*reason));
    } else {
      found.reasons.push_back(std::move(*reason));
    }
  };
  for (Guard guard : kTimeGuards) {
    if (row.in_favour && guard == Guard::late_record_reason) continue;
    weigh(guard);
  }
  if (!row.in_favour) {
    weigh(Guard::overdue_reason);
    if (!row.roles.empty()) weigh(Guard::actor_not_recused);
  }
  for (Guard guard : row.guards) weigh(guard);
  for (const auto& limit : facts.overdue) {
    found.marks.push_back("overdue:" + limit.rule);
    found.notes.push_back(
        {"overdue:" + limit.rule,
         "已逾期：" + limit.name_zh + "，原应于 " + limit.due.text() + " 前办理。仍可办理，须写明原因。",
         limit.citation, "late_reason"});
  }
  if (facts.input && facts.now - facts.input->occurred_at > kLateRecordMs) {
    found.marks.emplace_back("recorded_late");
  }
  return found;
}

}  // namespace

std::span<const Procedure> procedures() { return kProcedures; }

const Procedure* find_procedure(std::string_view id) {
  for (const auto& procedure : kProcedures) {
    if (procedure.id == id) return &procedure;
  }
  return nullptr;
}

const Row* find_row(const Procedure& procedure, Stage stage, Act act, std::string_view outcome) {
  for (const Row& row : procedure.rows) {
    if (row.act == act && row.from.has(stage) && (outcome.empty() || row.outcome == outcome)) return &row;
  }
  return nullptr;
}

const Row& creation_row(const Procedure& procedure) {
  const auto row =
      std::find_if(procedure.rows.begin(), procedure.rows.end(), [](const Row& r) { return r.from.empty(); });
  MJ_CHECK(row != procedure.rows.end());
  return *row;
}

std::vector<std::string_view> outcomes_of(const Procedure& procedure, Act act) {
  std::vector<std::string_view> out;
  for (const Row& row : procedure.rows) {
    if (row.act == act && !row.outcome.empty() && std::find(out.begin(), out.end(), row.outcome) == out.end()) {
      out.push_back(row.outcome);
    }
  }
  return out;
}

Case Case::registered(CaseId id, Instant occurred_at) {
  Case made;
  made.id = id;
  made.reported_at = occurred_at;
  StageKeeper::set(made, Stage::clue_registered, occurred_at);
  return made;
}

Status judge_creation(const Procedure& procedure, const Facts& facts) {
  const Row& row = creation_row(procedure);
  if (!may(row, facts)) {
    Reason reason = role_reason(row);
    return refuse(Error{ErrorCode::forbidden, reason.message, {}, {reason}, {}});
  }
  Judgement found = judge_row(row, facts);
  if (found.reasons.empty()) return {};
  const std::string first = found.reasons.front().message;
  return refuse(Error{ErrorCode::invalid, first, found.reasons.front().field, std::move(found.reasons), {}});
}

Result<Advance> advance(Case& enforcement_case, Act act, const Facts& facts) {
  MJ_CHECK(facts.input.has_value());
  const Procedure* procedure = find_procedure(enforcement_case.procedure);
  MJ_CHECK(procedure != nullptr);
  const Stage from = enforcement_case.stage();
  const auto& outcome = facts.input->outcome;
  if (outcome.empty() && !outcomes_of(*procedure, act).empty()) {
    return invalid("请选择" + std::string(name_zh(act)) + "的结果。", "outcome");
  }
  const Row* row = find_row(*procedure, from, act, outcome);
  if (!row) {
    const Row* of_act = find_row(*procedure, from, act, {});
    Reason reason =
        of_act ? Reason{"outcome",
                        "案件现在处于“" + std::string(name_zh(from)) + "”阶段，不能选择这个结果。请核对后另选。",
                        std::string(of_act->citation), "outcome"}
               : stage_refusal(*procedure, from, act);
    return refuse(Error{ErrorCode::invalid, reason.message, reason.field, {reason}, {}});
  }
  if (!may(*row, facts)) {
    Reason reason = role_reason(*row);
    return refuse(Error{ErrorCode::forbidden, reason.message, {}, {reason}, {}});
  }
  Judgement found = judge_row(*row, facts);
  if (!found.reasons.empty()) {
    std::string message = "还不能" + std::string(name_zh(act)) + "：" + found.reasons.front().message;
    if (found.reasons.size() > 1) message += "另有 " + std::to_string(found.reasons.size() - 1) + " 项原因，见下。";
    const std::string field = found.reasons.front().field;
    return refuse(Error{ErrorCode::invalid, std::move(message), field, std::move(found.reasons), {}});
  }
  const Stage to = waits_for_others(*row, facts) ? from : row->to.value_or(from);
  if (row->to) StageKeeper::set(enforcement_case, to, facts.input->occurred_at);
  return Advance{from, to, row, std::move(found.marks), std::move(found.notes)};
}

std::vector<std::string_view> limits_started(const Row& row, const Facts& facts) {
  std::vector<std::string_view> out;
  const bool fine_imposed = facts.decision_outcome == "penalty" && facts.owed.count > 0;
  for (std::string_view id : row.starts) {
    if (id == rule::request_hearing && !offers_hearing(facts)) continue;
    if (id == rule::pay && !(fine_imposed && facts.served_party_fined)) continue;
    // The three days and the 24 hours are those of a suspected crime; a transfer to another organ knows neither.
    const bool of_crime = id == rule::decide_transfer || id == rule::hand_over || id == rule::transfer_answer ||
                          id == rule::hand_over_goods;
    if (of_crime && facts.measures.transfer_kind != "crime") continue;
    if (id == rule::withdraw) continue;  // the verb starts it, from the day the outcome was served on the agency
    if (id == rule::review_outside && !facts.review_work.outside) continue;
    if (id == rule::publish_performance && facts.publication != PublicationState::approved) continue;
    out.push_back(id);
  }
  return out;
}

std::vector<std::string_view> limits_stopped(const Row& row, const Facts& facts) {
  if (row.act == Act::hear_statement && facts.input && facts.input->statement_result == "made") return {};
  // Taken in by the own body, the file is still under review; sent outside, it has left the own clock.
  if (row.act == Act::accept_review && !facts.review_work.outside) return {};
  std::vector<std::string_view> out(row.stops.begin(), row.stops.end());
  if (row.act == Act::serve_decision && !facts.service_duty_met) std::erase(out, rule::serve);
  return out;
}

std::vector<AllowedAct> allowed_acts(const Case& enforcement_case, const Facts& facts) {
  const Procedure* procedure = find_procedure(enforcement_case.procedure);
  MJ_CHECK(procedure != nullptr);
  std::vector<AllowedAct> out;
  for (const auto& name : kActs) {
    const Act act = name.value;
    if (act == Act::register_clue || is_system_act(act)) continue;
    AllowedAct entry{act, false, {}};
    // An act with outcomes is allowed when one of them is; otherwise the reasons of its first row speak.
    bool first = true;
    for (const Row& row : procedure->rows) {
      if (row.act != act || !row.from.has(enforcement_case.stage())) continue;
      Judgement found = may(row, facts) ? judge_row(row, facts) : Judgement{{role_reason(row)}, {}, {}};
      const bool ok = found.reasons.empty();
      if (first || (ok && !entry.allowed)) {
        entry.allowed = ok;
        entry.reasons = ok ? std::move(found.notes) : std::move(found.reasons);
      }
      first = false;
    }
    if (first) entry.reasons.push_back(stage_refusal(*procedure, enforcement_case.stage(), act));
    out.push_back(std::move(entry));
  }
  return out;
}

std::string mermaid(const Procedure& procedure) {
  std::string out = "stateDiagram-v2\n";
  for (const auto& stage : kStages) {
    if (procedure.stages.has(stage.value)) {
      out += "  " + std::string(stage.id) + ": " + std::string(stage.zh) + "\n";
    }
  }
  for (const Row& row : procedure.rows) {
    if (!row.to) continue;
    std::string label(name_zh(row.act));
    if (!row.outcome.empty()) label += "（" + std::string(row.outcome) + "）";
    if (row.from.empty()) out += "  [*] --> " + std::string(to_string(*row.to)) + ": " + label + "\n";
    for (const auto& stage : kStages) {
      if (row.from.has(stage.value) && stage.value != *row.to) {
        out += "  " + std::string(stage.id) + " --> " + std::string(to_string(*row.to)) + ": " + label + "\n";
      }
    }
  }
  for (const auto& stage : kStages) {
    if (procedure.terminals.has(stage.value)) out += "  " + std::string(stage.id) + " --> [*]\n";
  }
  return out;
}

}  // namespace mingjing::cases
