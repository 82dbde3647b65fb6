// 更正案件事实: facts, kind or amount changed after a passed review make it stale (DOMAIN 3.3 row 9). APL 40.
// SPDX-License-Identifier: Apache-2.0
#include "flow/counts.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.record.data = without_party_secrets(context.body);
  if (auto read = read_case_facts(context); !read) return read;
  if (const Json* json = context.body.find("proposal")) {
    if (!context.draft.proposal) return invalid("调查还没有终结，还没有拟处理意见可以更正。", "proposal");
    auto proposal = read_proposal(*json);
    if (auto counts = read_counts(context, *json, proposal); !counts) return counts;
    // New facts have to be told; other words for the same facts, or fewer of them, were told already (APL 44).
    const std::string change = context.body.text("facts_change");
    context.draft.set_proposal(std::move(proposal), context.at(), change == "words" || change == "fewer");
    context.event_data.set("substance_version", context.draft.proposal->substance_version);
  }
  return {};
}

}  // namespace

const Verb kCorrectFacts{cases::Act::correct_facts, prepare, nullptr};

}  // namespace mingjing::flow
