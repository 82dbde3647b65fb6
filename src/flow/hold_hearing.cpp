// 举行听证, 提交听证报告: held with minutes signed or the refusal noted, or ended because nobody came or somebody left,
// which counts as a waiver (APL 64(6)–(8)); the report goes before review, discussion and decision (APL 58, 65).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::HearingState;

cases::Hearing* newest(cases::Case& c, std::string_view outcome) {
  for (auto row = c.hearings.rbegin(); row != c.hearings.rend(); ++row) {
    if (row->outcome == outcome && !row->reported_at) return &*row;
  }
  return nullptr;
}

// Parties named as absent of a hearing that the others attended.
Result<std::vector<PartyId>> absent_parties(const ActContext& context) {
  std::vector<PartyId> out;
  for (const auto& entry : context.body.items("absent_parties")) {
    const auto id = entry.as_string() ? PartyId::parse(*entry.as_string()) : std::nullopt;
    if (!id || context.draft.party(*id) == nullptr) {
      return invalid("这名当事人不在本案。请从当事人中选择。", "absent_parties");
    }
    out.push_back(*id);
  }
  return out;
}

Status prepare(ActContext& context) {
  const Json& body = context.body;
  auto& input = context.input.hearing;
  std::map<std::string, std::size_t> agents;
  for (const auto& agent : body.items("agents")) {
    input.most_agents = std::max(input.most_agents, ++agents[agent.text("party_id")]);
  }
  input.minutes = !body.text("minutes").empty();
  input.signed_or_noted = body.flag("signed") || !body.text("refusal_note").empty();
  if (auto absent = absent_parties(context); !absent) return tl::make_unexpected(absent.error());
  return {};
}

HearingState state_after(std::string_view outcome, bool absent) {
  return outcome == "held" && !absent ? HearingState::held : HearingState::terminated;
}

Status hold(ActContext& context) {
  const Json& body = context.body;
  auto& draft = context.draft;
  auto& hearing = *newest(draft, {});
  const auto& outcome = context.input.outcome;
  const auto absent = *absent_parties(context);
  hearing.outcome = outcome;
  hearing.held_at = context.at();
  hearing.minutes = body.text("minutes");
  hearing.minutes_signed = body.flag("signed");
  hearing.refusal_note = body.text("refusal_note");
  hearing.attendees = body.text("attendees");
  // Kept, and printed in the minutes, as people say it: 律师甲（授权委托书1号）.
  Json agents(Json::Array{});
  for (const auto& agent : body.items("agents")) {
    const auto written = agent.text("authorisation");
    hearing.agents.push_back(agent.text("name") + (written.empty() ? "" : "（" + written + "）"));
    agents.push(hearing.agents.back());
  }
  if (!hearing.agents.empty()) context.record.data.set("agents", std::move(agents));
  for (auto& one : draft.notice->told) {
    if (one.hearing != HearingState::notified) continue;
    one.hearing = state_after(outcome, std::find(absent.begin(), absent.end(), one.party) != absent.end());
  }
  draft.hearing =
      draft.notice->told.empty() ? state_after(outcome, false) : cases::hearing_state_of(*draft.notice);
  context.event_data.set("hearing", hearing.id.text());
  return {};
}

Json report_facts(const cases::Hearing& hearing) {
  Json more = hearing_facts(hearing);
  if (!hearing.attendees.empty()) set_fact(more, "hearing.attendees", hearing.attendees);
  if (!hearing.agents.empty()) {
    Json agents(Json::Array{});
    for (const auto& name : hearing.agents) agents.push(name);
    set_fact(more, "hearing.agents", std::move(agents));
  }
  return more;
}

Status report(ActContext& context) {
  auto& draft = context.draft;
  auto& hearing = *newest(draft, "held");
  hearing.reported_at = context.at();
  hearing.report = context.body.text("report");
  hearing.report_opinion = context.body.text("opinion");
  const auto issued = issue_document(context, "hearing_report", report_facts(hearing));
  if (!issued) return tl::make_unexpected(issued.error());
  hearing.report_document = *issued;
  for (auto& one : draft.notice->told) {
    if (one.hearing == HearingState::held) one.hearing = HearingState::reported;
  }
  draft.hearing = draft.notice->told.empty() ? HearingState::reported : cases::hearing_state_of(*draft.notice);
  draft.discussed_version = draft.approval_version = 0;  // what came before did not know the minutes (APL 65)
  context.event_data.set("hearing", hearing.id.text());
  return {};
}

}  // namespace

const Verb kHoldHearing{cases::Act::hold_hearing, prepare, hold};
const Verb kReportHearing{cases::Act::report_hearing, nullptr, report};

}  // namespace mingjing::flow
