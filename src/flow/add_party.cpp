// 追加当事人、不再列为当事人: whoever joins must be told and heard like the first; whoever leaves keeps his row with the
// reason. Either changes what a review, a discussion and an approval have seen. APL 40.
// SPDX-License-Identifier: Apache-2.0
#include "flow/named_row.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

void change_substance(ActContext& context) {
  auto& proposal = context.draft.proposal;
  if (!proposal) return;
  ++proposal->substance_version;
  proposal->substance_changed_at = context.at();
}

bool same_person(const cases::Party& a, const cases::Party& b) {
  if (!a.uscc.empty() && a.uscc == b.uscc) return true;
  return !a.citizen_no.empty() && a.citizen_no == b.citizen_no;
}

Status prepare_joining(ActContext& context) {
  context.record.data = without_party_secrets(context.body);
  const auto joining = read_party(*context.body.find("party"));
  for (const auto& party : context.draft.parties) {
    if (party.released_reason.empty() && same_person(party, joining)) {
      return invalid("这名当事人已经在本案中。", "party");
    }
  }
  return {};
}

Status join(ActContext& context) {
  auto party = read_party(*context.body.find("party"));
  party.id = PartyId(context.work.new_id());
  context.event_data.set("party", party.id.text());
  context.answer.set("party_id", party.id.text());
  context.draft.parties.push_back(std::move(party));
  change_substance(context);
  return {};
}

Status prepare_release(ActContext& context) { return name_row(context, context.draft.parties, "party_id"); }

Status release(ActContext& context) {
  auto& party = named_row(context, context.draft.parties);
  party.released_reason = context.body.text("reason");
  context.event_data.set("party", party.id.text());
  change_substance(context);
  return {};
}

}  // namespace

const Verb kAddParty{cases::Act::add_party, prepare_joining, join};
const Verb kReleaseParty{cases::Act::release_party, prepare_release, release};

}  // namespace mingjing::flow
