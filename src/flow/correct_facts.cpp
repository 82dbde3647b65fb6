// 更正案件事实: facts, kind or amount changed after a passed review make it stale (DOMAIN 3.3 row 9). APL 40.
// SPDX-License-Identifier: Apache-2.0
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.record.data = without_party_secrets(context.body);
  if (auto read = read_case_facts(context); !read) return read;
  if (const Json* proposal = context.body.find("proposal")) {
    if (!context.draft.proposal) return invalid("调查还没有终结，还没有拟处理意见可以更正。", "proposal");
    context.draft.set_proposal(read_proposal(*proposal), context.at());
    context.event_data.set("substance_version", context.draft.proposal->substance_version);
  }
  return {};
}

}  // namespace

const Verb kCorrectFacts{cases::Act::correct_facts, prepare, nullptr};

}  // namespace mingjing::flow
