// SPDX-License-Identifier: Apache-2.0
#include "flow/act_party.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "domain/cases/decision_service.h"

namespace mingjing::flow {
namespace {

// The limit of an announcement is dated data: sixty days until 2021, thirty since.
std::optional<Date> end_of_announcement(const ActContext& context, const std::optional<Date>& announced_on) {
  if (!announced_on) return std::nullopt;
  return law::last_day(*context.services.limits, *context.services.calendar, cases::rule::announce, *announced_on);
}

cases::Service* begun_earlier(ActContext& context, std::string_view of) {
  auto& rows = context.draft.services;
  const auto row = std::find_if(rows.rbegin(), rows.rend(), [&](const cases::Service& service) {
    return service.of == of && service.party == context.input.party && !service.delivered_at &&
           service.method == context.input.service_method &&
           (of != "decision" || cases::serves_decision(context.draft, service));
  });
  return row == rows.rend() ? nullptr : &*row;
}

// Until when a document of this kind cannot have been served: it did not exist.
Date made_on(const ActContext& context, std::string_view of) {
  if (of == "decision" && context.draft.decision) return context.draft.decision->decided_at.date();
  return context.draft.stage_since().date();
}

}  // namespace

Status read_party_of_act(ActContext& context) {
  const auto present = context.draft.present_parties();
  const std::string named = context.body.text("party_id");
  if (named.empty()) {
    if (present.empty()) return invalid("本案还没有登记当事人。请先补充当事人。", "party_id");
    if (present.size() > 1) return invalid("本案有多名当事人，请选择这一步针对哪一名。", "party_id");
    context.input.party = present.front()->id;
  } else {
    const auto id = PartyId::parse(named);
    const auto row = std::find_if(present.begin(), present.end(), [&](const auto* p) { return id && p->id == *id; });
    if (row == present.end()) return invalid("这名当事人不在本案，或者已不再列为当事人。请重新选择。", "party_id");
    context.input.party = *id;
  }
  context.input.limit_subject = context.input.party.text();
  return {};
}

const cases::Party& party_of_act(const ActContext& context) {
  const auto* party = context.draft.party(context.input.party);
  MJ_CHECK(party != nullptr);
  return *party;
}

void read_service(ActContext& context, std::string_view of) {
  const Json& body = context.body;
  auto& input = context.input;
  input.service_method = body.text("method");
  input.delivered_on = Date::parse(body.text("delivered_on"));
  input.announced_on = Date::parse(body.text("announced_on"));
  input.receipt_recorded = !body.text("receipt").empty();
  input.witness_or_video = !body.text("witness").empty() || body.flag("recorded_on_video");
  input.announcement_reason = !body.text("reason").empty();
  auto& service = input.service;
  service.of_decision = of == "decision";
  service.party_kind = party_of_act(context).kind;
  service.recipient_given = !body.text("recipient").empty();
  service.recipient_relation = body.text("recipient_relation");
  service.reason_given = input.announcement_reason;
  service.left_at_domicile = body.flag("left_at_domicile");
  service.sent_through = !body.text("sent_through").empty();
  service.online_channel = !body.text("online_channel").empty();
  service.ground_given = !body.text("announcement_ground").empty();
  service.basis_on = made_on(context, of);
  if (const auto* begun = begun_earlier(context, of)) {
    if (!input.announced_on) input.announced_on = begun->announced_on;
    input.announcement_reason = input.announcement_reason || !begun->reason.empty();
    service.ground_given = service.ground_given || !begun->announcement_ground.empty();
    service.sent_through = service.sent_through || !begun->sent_through.empty();
    service.online_channel = service.online_channel || !begun->online_channel.empty();
  }
  service.announced_until = end_of_announcement(context, input.announced_on);
  if (of != "decision") return;
  const auto& rows = context.draft.services;
  service.already_served = std::any_of(rows.begin(), rows.end(), [&](const cases::Service& row) {
    return cases::serves_decision(context.draft, row) && row.party == input.party && row.delivered_at;
  });
}

Instant moment_of_service(const ActContext& context) {
  const auto& input = context.input;
  const auto on = input.service_method == "announcement" ? input.service.announced_until : input.delivered_on;
  if (!on || *on >= context.on()) return context.at();
  const Instant morning = Instant::beijing(*on, 0);
  const bool of_decision = input.service.of_decision && context.draft.decision;
  return of_decision ? std::max(morning, context.draft.decision->decided_at) : morning;
}

cases::Service& record_service(ActContext& context, std::string_view of, DocumentId document) {
  const Json& body = context.body;
  cases::Service* row = begun_earlier(context, of);
  if (row == nullptr) {
    context.draft.services.emplace_back();
    row = &context.draft.services.back();
    row->id = ServiceId(context.work.new_id());
    row->of = of;
    row->party = context.input.party;
    row->method = context.input.service_method;
    row->started_at = context.at();
  }
  row->document = document;
  const auto take = [&](std::string& member, std::string_view name) {
    if (auto text = body.text(name); !text.empty()) member = trim(text);
  };
  take(row->recipient, "recipient");
  take(row->recipient_relation, "recipient_relation");
  take(row->place, "place");
  take(row->receipt, "receipt");
  take(row->witness, "witness");
  take(row->reason, "reason");
  take(row->sent_through, "sent_through");
  take(row->announcement_ground, "announcement_ground");
  take(row->announced_in, "announced_in");
  take(row->online_channel, "online_channel");
  row->recorded_on_video = row->recorded_on_video || body.flag("recorded_on_video");
  row->left_at_domicile = row->left_at_domicile || body.flag("left_at_domicile");
  row->announced_on = context.input.announced_on;
  row->officers = context.record.officers;
  return *row;
}

}  // namespace mingjing::flow
