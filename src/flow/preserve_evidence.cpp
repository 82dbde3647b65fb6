// 先行登记保存: proposed with its list, approved by the head before it is carried out, noticed under a number, and dealt
// with within seven working days, which nobody can lengthen. Each preservation has a limit of its own. APL 56.
// SPDX-License-Identifier: Apache-2.0
#include "flow/named_row.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status propose(ActContext& context) {
  cases::Preservation row;
  row.id = PreservationId(context.work.new_id());
  row.reason = context.body.text("reason");
  row.things = read_things(context.body);
  row.proposed_at = context.at();
  context.event_data.set("preservation", row.id.text());
  context.answer.set("preservation_id", row.id.text());
  context.draft.preservations.push_back(std::move(row));
  return {};
}

Status name(ActContext& context) { return name_row(context, context.draft.preservations, "preservation_id"); }

Status approve(ActContext& context) {
  auto& row = named_row(context, context.draft.preservations);
  row.verdict = verdict_of(context.body.text("verdict"));
  row.decided_at = context.at();
  row.decided_by = context.work.actor().user;
  context.event_data.set("preservation", row.id.text());
  context.event_data.set("verdict", context.body.text("verdict"));
  return {};
}

Status prepare_preserving(ActContext& context) {
  const Json& body = context.body;
  context.input.measure.list_acknowledged =
      body.flag("signed") || (!body.text("refusal_note").empty() && !body.text("witness").empty());
  return name(context);
}

Json notice_facts(ActContext& context, const cases::Preservation& row) {
  Json more = preservation_facts(context.draft, row);
  set_fact(more, "preservation.place", context.body.text("place"));
  for (const char* field : {"refusal_note", "witness"}) {
    if (const auto text = context.body.text(field); !text.empty()) {
      set_fact(more, std::string("preservation.") + field, text);
    }
  }
  if (const auto* limit = context.draft.obligation(cases::rule::preserve, row.id.text())) {
    set_fact(more, "preservation.until", limit->due.text());
  }
  return more;
}

Status preserve(ActContext& context) {
  auto& row = named_row(context, context.draft.preservations);
  // What was found may be less or more exact than what was approved: the list as carried out counts.
  if (auto found = read_things(context.body); !found.empty()) row.things = std::move(found);
  for (auto& thing : row.things) {
    if (thing.place.empty()) thing.place = context.body.text("place");
  }
  row.carried_out_at = context.at();
  row.custodian = context.body.text("custodian");
  context.event_data.set("preservation", row.id.text());
  if (auto started = start_limit(context, cases::rule::preserve); !started) return started;
  auto document = issue_document(context, "preservation_notice", notice_facts(context, row));
  if (!document) return tl::make_unexpected(std::move(document.error()));
  row.notice = *document;
  return {};
}

Status dispose(ActContext& context) {
  auto& row = named_row(context, context.draft.preservations);
  row.disposal = context.input.outcome;
  row.disposal_note = context.body.text("note");
  row.disposed_at = context.at();
  context.event_data.set("preservation", row.id.text());
  const Json more = preservation_facts(context.draft, row);
  // What favours the party waits for no form: a document that cannot be composed never keeps things from going back.
  if (context.advanced.row->in_favour && !document_faults(context, "preservation_disposal", more).empty()) return {};
  auto document = issue_document(context, "preservation_disposal", more);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  return {};
}

}  // namespace

const Verb kProposePreservation{cases::Act::propose_preservation, nullptr, propose};
const Verb kApprovePreservation{cases::Act::approve_preservation, name, approve};
const Verb kPreserveEvidence{cases::Act::preserve_evidence, prepare_preserving, preserve};
const Verb kDisposePreservation{cases::Act::dispose_preservation, name, dispose};

}  // namespace mingjing::flow
