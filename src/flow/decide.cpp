// 作出决定: the number is taken after every guard, the public id reserved, the document's model committed; a job renders
// it. APL 57, 59.
// SPDX-License-Identifier: Apache-2.0
#include "flow/document_facts.h"
#include "flow/money.h"
#include "flow/official_documents.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

std::string_view template_of(std::string_view outcome) {
  return outcome == "penalty" ? "penalty_decision" : "no_penalty_decision";
}

Status prepare(ActContext& context) {
  auto& input = context.input;
  const auto& proposal = context.draft.proposal;
  // What is not said is decided as submitted for approval.
  const bool said = context.body.find("kinds") != nullptr || context.body.find("fine_fen") != nullptr;
  if (said) {
    input.kinds = read_kinds(context.body.items("kinds"));
    input.fine = Fen{context.body.integer("fine_fen")};
    input.illegal_gains = Fen{context.body.integer("illegal_gains_fen")};
    input.property_value = Fen{context.body.integer("property_value_fen")};
  } else if (proposal) {
    input.kinds = proposal->kinds;
    input.fine = proposal->fine;
    input.illegal_gains = proposal->illegal_gains;
    input.property_value = proposal->property_value;
  }
  input.education_given = !context.body.text("education").empty();
  if (proposal) input.document_missing = document_faults(context, template_of(context.body.text("outcome")));
  return {};
}

Status complete(ActContext& context) {
  const auto& proposal = *context.draft.proposal;
  cases::Decision decision;
  decision.id = DecisionId(context.work.new_id());
  decision.outcome = context.input.outcome;
  decision.decided_at = context.at();
  decision.kinds = context.input.kinds;
  decision.fine = context.input.fine;
  decision.illegal_gains = context.input.illegal_gains;
  decision.property_value = context.input.property_value;
  decision.basis = proposal.basis;
  decision.counts = proposal.counts;
  decision.decided_by = context.work.actor().user;
  decision.performance = "none";
  if (!context.draft.past_decisions.empty()) decision.remade_from = context.draft.past_decisions.back().id;
  stop_all(context, kRemakeLimit);
  const std::string url = context.services.public_address.empty()
                              ? std::string()
                              : context.services.public_address + "/decisions/" + decision.id.text();
  Json more(Json::Object{});
  if (decision.outcome == "no_penalty") more.set("education", context.body.text("education"));  // APL 33(3)
  auto document = issue_document(context, template_of(decision.outcome), more, url);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  decision.document = *document;
  decision.number = context.draft.documents.back().number;
  context.event_data.set("decision", decision.id.text());
  context.event_data.set("fine_fen", decision.fine.count);
  Json kinds(Json::Array{});
  for (const auto& kind : kind_ids(decision.kinds)) kinds.push(kind);
  context.event_data.set("kinds", std::move(kinds));
  context.answer.set("decision_id", decision.id.text());
  context.answer.set("number", decision.number);
  context.draft.decision = std::move(decision);
  return {};
}

}  // namespace

const Verb kDecide{cases::Act::decide, prepare, complete};

}  // namespace mingjing::flow
