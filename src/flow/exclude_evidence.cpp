// 排除非法证据: what was obtained unlawfully proves nothing. The piece stays in the file, marked with the reason; what was
// reviewed or approved with it is stale. APL 46(3).
// SPDX-License-Identifier: Apache-2.0
#include "flow/named_row.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) { return name_row(context, context.draft.evidence, "evidence_id"); }

Status complete(ActContext& context) {
  auto& piece = named_row(context, context.draft.evidence);
  piece.excluded = true;
  piece.exclusion_reason = context.body.text("reason");
  context.event_data.set("evidence", piece.id.text());
  if (auto& proposal = context.draft.proposal) {
    ++proposal->substance_version;
    proposal->substance_changed_at = context.at();
  }
  return {};
}

}  // namespace

const Verb kExcludeEvidence{cases::Act::exclude_evidence, prepare, complete};

}  // namespace mingjing::flow
