// 送达决定, each party for itself: begun, then delivered. The fifteen days to pay run for each from its own date of
// service; the seven working days of the agency end when all are served, or announcement has begun (a reading, DOMAIN
// 10.17). APL 61, 67; CPL 87–95.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/decision_service.h"
#include "flow/act_party.h"
#include "flow/official_documents.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  if (auto party = read_party_of_act(context); !party) return party;
  read_service(context, "decision");
  if (!context.draft.decision) return {};
  // Written before the guards: whether the case moves on depends on who is left to be served.
  auto& row = record_service(context, "decision", context.draft.decision->document);
  if (context.input.outcome == "delivered") row.delivered_at = moment_of_service(context);
  return {};
}

Status complete(ActContext& context) {
  auto& decision = *context.draft.decision;
  decision.service_method = context.input.service_method;
  if (!decision.service_started_at) decision.service_started_at = context.at();
  context.event_data.set("method", decision.service_method);
  context.event_data.set("party", context.input.party.text());
  const std::string party = context.input.party.text();
  if (context.input.outcome != "delivered") {
    if (decision.service_method != "announcement") return {};
    const Instant announced = Instant::beijing(*context.input.announced_on, 0);
    return start_limit(context, cases::rule::announce, party, announced);
  }
  const Instant served_at = moment_of_service(context);
  context.limits_from = served_at;
  context.event_data.set("served_on", served_at.date().text());
  stop_limit(context, cases::rule::announce, party);
  if (context.facts.parties_unserved > 0) return {};
  decision.served_at = served_at;
  for (const auto& row : context.draft.services) {
    if (cases::serves_decision(context.draft, row) && row.delivered_at) decision.served_at = std::max(*decision.served_at, *row.delivered_at);
  }
  return {};
}

}  // namespace

const Verb kServeDecision{cases::Act::serve_decision, prepare, complete};

}  // namespace mingjing::flow
