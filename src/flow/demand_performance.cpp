// 催告: in writing, with amounts and how to pay; ten working days after its service the court may be asked. What was not
// demanded does not go to the court. ACL 35, 46, 54. SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  read_service(context);
  context.input.money.covers_surcharge = context.body.flag("covers_surcharge");
  return read_account_party(context);
}

void note_service(ActContext& context, const cases::Demand& demand) {
  cases::Service row;
  row.id = ServiceId(context.work.new_id());
  row.of = "demand";
  row.document = demand.document;
  row.party = demand.party;
  row.method = context.input.service_method;
  row.started_at = context.at();
  row.delivered_at = context.at();
  row.recipient = context.body.text("recipient");
  row.recipient_relation = context.body.text("recipient_relation");
  row.place = context.body.text("place");
  row.receipt = context.body.text("receipt");
  row.witness = context.body.text("witness");
  row.recorded_on_video = context.body.flag("recorded_on_video");
  row.announced_on = context.input.announced_on;
  row.reason = context.body.text("reason");
  row.officers = context.record.officers;
  context.draft.services.push_back(std::move(row));
}

Status complete(ActContext& context) {
  cases::Demand row;
  row.id = DemandId(context.work.new_id());
  row.decision = context.draft.decision->id;
  row.party = context.input.money.party;
  row.served_at = context.at();
  row.content = context.body.text("content");
  row.covers_surcharge = context.input.money.covers_surcharge;
  row.until = Date::parse(context.body.text("until"));
  if (!row.until) row.until = last_day(context.services, "acl_54_demand", context.on());

  Json more = demand_facts(context.draft, row);
  const auto& facts = context.facts;
  if (facts.owed.count > 0) {
    set_fact(more, "demand.money", true);
    set_fact(more, "demand.fine_fen", facts.owed.count);
    if (row.covers_surcharge) set_fact(more, "demand.surcharge_fen", facts.money.surcharge_owed.count);
  }
  const auto issued = issue_document(context, "demand_notice", more);
  if (!issued) return tl::make_unexpected(issued.error());
  row.document = *issued;
  note_service(context, row);
  context.event_data.set("covers_surcharge", row.covers_surcharge);
  if (auto started = start_limit(context, "acl_54_demand", row.id.text()); !started) return started;
  context.draft.demands.push_back(std::move(row));
  return {};
}

}  // namespace

const Verb kDemandPerformance{cases::Act::demand_performance, prepare, complete};

}  // namespace mingjing::flow
