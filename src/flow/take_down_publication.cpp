// 撤下公示: in the party's favour, so nothing but the role is asked for; the system does it when the display has ended. The
// tombstone says why, in words that name no party. APL 48(2); 信用修复管理办法.
// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/grounds.h"
#include "domain/disclosure/leak_scan.h"
#include "flow/leak_findings.h"
#include "flow/public_model.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::PublicationState;

Status complete_takedown(ActContext& context) {
  auto& publication = context.draft.publication;
  publication.state = PublicationState::taken_down;
  publication.takedown_reason = context.body.text("reason");
  publication.takedown_text = context.body.text("text");
  publication.taken_down_at = context.at();
  context.leaves.push_back({"takedown", context.work.new_id(), context.draft.public_id().uuid(),
                            Json::object({{"reason", publication.takedown_reason}})});
  // The tombstone's words travel to the portal beside the entry; they name no party (checked by the leak scan).
  const auto leaks = disclosure::leak_scan(publication.takedown_text, leak_scope(context, party_values(context.draft)));
  if (auto clean = refuse_findings(leaks, "text"); !clean) return clean;
  context.work.put_public_body(context.draft.public_id().uuid(), -1, tombstone_json(context));
  // A correction that waits outlives only a takedown that asks for one.
  if (publication.takedown_reason != "corrected" && publication.takedown_reason != "changed") {
    context.draft.correction.reset();
  }
  context.event_data.set("reason", publication.takedown_reason);
  return {};
}

}  // namespace

const Verb kTakeDownPublication{cases::Act::take_down_publication, nullptr, complete_takedown};

}  // namespace mingjing::flow
