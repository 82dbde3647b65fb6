// 通知听证, 改期听证: time, place and host are told seven working days ahead, to every party that asked; a hearing that is
// put off is notified anew. APL 64(2)–(4), (6).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>
#include <utility>

#include "domain/identity/user.h"
#include "flow/act_party.h"
#include "flow/counts.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::HearingState;

struct Host {
  OfficerId officer;
  UserId user;
  std::string name;
  bool may = false;
};

// By account, so that the role can be checked, or by officer; who then holds the hearing has the role in any case.
Host find_host(ActContext& context, const std::string& text) {
  Host out;
  const auto id = Uuid::parse(text);
  if (!id) return out;
  if (const auto stored = context.work.load(ports::kind::user, *id)) {
    const auto user = identity::user_from_parts(UserId(*id), stored->parts);
    out = {user.officer.value_or(OfficerId{}), user.id, user.name,
           user.roles.has(identity::Role::hearing_host) && user.status == identity::UserStatus::active};
  } else if (const auto officer = acting_officer(context, OfficerId(*id), context.on())) {
    out = {officer->id, UserId{}, officer->name, true};
  }
  return out;
}

const Json* service_of(const ActContext& context, PartyId party) {
  for (const auto& entry : context.body.items("services")) {
    if (entry.text("party_id") == party.text()) return &entry;
  }
  return nullptr;
}

Status read_services(ActContext& context) {
  auto& input = context.input.hearing;
  for (const auto& entry : context.body.items("services")) {
    const auto id = PartyId::parse(entry.text("party_id"));
    const auto* told = id && context.draft.notice ? context.draft.notice->of(*id) : nullptr;
    const auto* party = told == nullptr ? nullptr : context.draft.party(*id);
    if (party == nullptr || told->hearing != HearingState::requested || service_of(context, *id) != &entry) {
      return invalid("逐名送达只填写要求听证的当事人，每名一次。请核对。", "services");
    }
    const auto on = Date::parse(entry.text("delivered_on"));
    input.served_apart.push_back(
        {party->name, entry.text("method"), party->e_service_consent, !entry.text("receipt").empty(), on});
    if (on && input.notified_on) input.notified_on = std::max(*on, *input.notified_on);
    else input.notified_on.reset();  // one is handed over today, the last of all
  }
  return {};
}

Status prepare(ActContext& context) {
  const Json& body = context.body;
  const auto planned = Instant::parse(body.text("planned_at"));
  if (!planned) return invalid("听证时间请写成 2026-03-02T09:00+08:00 这样的形式。", "planned_at");
  const Host host = find_host(context, body.text("host_id"));
  // The notice goes to all who asked by the same way; the first of them stands for their consent and kind.
  const auto present = context.draft.present_parties();
  if (present.empty()) return invalid("本案还没有登记当事人。请先补充当事人。");
  context.input.party = present.front()->id;
  read_service(context, "hearing_notice");
  auto& input = context.input.hearing;
  input.host = host.officer;
  input.host_name = host.name;
  input.host_may = host.may;
  input.is_public = body.flag("public");
  input.has_ground = !body.text("closed_ground").empty();
  input.planned_at = *planned;
  // Counted backward from the hearing.
  input.notice_until = law::last_day(*context.services.limits, *context.services.calendar, cases::rule::notify_hearing, planned->date());
  input.notified_on = context.input.delivered_on;
  context.input.party = {};
  return read_services(context);
}

std::string planned_before(const cases::Case& c) {
  for (auto row = c.hearings.rbegin(); row != c.hearings.rend(); ++row) {
    if (row->outcome == "postponed") return row->planned_at.text_zh();
  }
  return {};
}

// As the body says for all, or for this party.
void note_service(ActContext& context, DocumentId document, cases::Hearing& hearing) {
  const Json* own = service_of(context, context.input.party);
  const Json& body = own == nullptr ? context.body : *own;
  const auto common = std::pair{context.input.service_method, context.input.delivered_on};
  context.input.service_method = body.text("method");
  context.input.delivered_on = Date::parse(body.text("delivered_on"));
  auto& row = record_service(context, "hearing_notice", document);
  row.delivered_at = moment_of_service(context);
  row.recipient = body.text("recipient");
  row.recipient_relation = body.text("recipient_relation");
  row.receipt = body.text("receipt");
  row.place = body.text("service_place");  // `place` is where the hearing will be
  hearing.notified_at = std::max(hearing.notified_at, *row.delivered_at);
  std::tie(context.input.service_method, context.input.delivered_on) = common;
}

Status tell(ActContext& context, cases::Hearing& hearing, PartyId party, const cases::Told* told) {
  context.input.party = party;
  Json more = hearing_facts(hearing);
  if (told != nullptr && told->requested_at) {
    set_fact(more, "hearing.requested_on", told->requested_at->date().text());
  }
  if (const auto before = planned_before(context.draft); !before.empty()) {
    set_fact(more, "hearing.postponed_from", before);
  }
  const auto issued = [&] {
    const ForOneParty alone(context, party);
    return issue_document(context, "hearing_notice", more);
  }();
  if (!issued) return tl::make_unexpected(issued.error());
  hearing.notice = *issued;
  note_service(context, *issued, hearing);
  return {};
}

Status notify(ActContext& context) {
  const Json& body = context.body;
  const Host host = find_host(context, body.text("host_id"));
  cases::Hearing hearing;
  hearing.id = HearingId(context.work.new_id());
  hearing.planned_at = context.input.hearing.planned_at;
  hearing.place = body.text("place");
  hearing.is_public = context.input.hearing.is_public;
  hearing.closed_ground = body.text("closed_ground");
  hearing.host = host.officer;
  hearing.host_user = host.user;
  hearing.host_name = host.name;
  hearing.recorder_name = body.text("recorder");
  auto& draft = context.draft;
  auto& told = draft.notice->told;
  for (auto& one : told) {
    const auto* party = draft.party(one.party);
    if (one.hearing != HearingState::requested || party == nullptr || !party->released_reason.empty()) continue;
    if (auto done = tell(context, hearing, one.party, &one); !done) return done;
    one.hearing = HearingState::notified;
    hearing.parties.push_back(one.party);
  }
  if (told.empty()) {  // told before parties were kept apart
    const PartyId only = draft.present_parties().front()->id;
    if (auto done = tell(context, hearing, only, nullptr); !done) return done;
    hearing.parties.push_back(only);
    draft.hearing = HearingState::notified;
  } else {
    draft.hearing = cases::hearing_state_of(*draft.notice);
  }
  context.event_data.set("planned_at", hearing.planned_at.text());
  context.event_data.set("public", hearing.is_public);
  draft.hearings.push_back(std::move(hearing));
  return {};
}

Status postpone(ActContext& context) {
  auto& draft = context.draft;
  for (auto& hearing : draft.hearings) {
    if (!hearing.outcome.empty()) continue;
    hearing.outcome = "postponed";
    hearing.outcome_note = context.body.text("reason");
  }
  for (auto& one : draft.notice->told) {
    if (one.hearing == HearingState::notified) one.hearing = HearingState::requested;
  }
  draft.hearing = draft.notice->told.empty() ? HearingState::requested : cases::hearing_state_of(*draft.notice);
  context.event_data.set("cause", context.body.text("cause"));
  return {};
}

}  // namespace

const Verb kNotifyHearing{cases::Act::notify_hearing, prepare, notify};
const Verb kPostponeHearing{cases::Act::postpone_hearing, nullptr, postpone};

}  // namespace mingjing::flow
