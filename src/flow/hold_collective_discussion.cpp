// 集体讨论: leaders of the agency, each with an opinion, and a conclusion. Only one that agrees opens the way to the
// decision; one for changes waits for them, one for more investigation takes the case back there. APL 57(2).
// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/text.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  std::set<std::string> names;
  for (const auto& member : context.body.items("members")) names.insert(std::string(trim(member.text("name"))));
  for (const auto& absent : context.body.items("absent")) {
    const std::string name(trim(absent.text("name")));
    if (names.contains(name)) return invalid("同一人不能既参加又缺席：" + name + "。请核对。", "absent");
  }
  context.input.members = static_cast<std::int64_t>(names.size());
  return {};
}

Status complete(ActContext& context) {
  const bool agreed = context.input.outcome == "agree";
  auto& draft = context.draft;
  draft.discussed_version = agreed && draft.proposal ? draft.proposal->substance_version : 0;
  if (!agreed) draft.approval_version = 0;
  context.event_data.set("members", context.input.members);
  return {};
}

}  // namespace

const Verb kHoldCollectiveDiscussion{cases::Act::hold_collective_discussion, prepare, complete};

}  // namespace mingjing::flow
