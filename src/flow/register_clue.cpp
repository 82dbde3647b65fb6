// 登记线索: a clue is a case at its first stage, with the same id. APL 54.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  context.draft.source = context.body.text("source");
  context.draft.source_detail = context.body.text("source_detail");
  context.draft.summary = context.body.text("summary");
  context.record.data = without_party_secrets(context.body);
  return read_case_facts(context);
}

Status complete(ActContext& context) {
  const int year = context.on().year();
  const auto agency = load_agency(context);
  const std::int64_t number = context.work.take_number(fmt::format("case/{}", year));
  context.draft.case_no = fmt::format("{}案〔{}〕{}号", agency.document_prefix, year, number);
  context.answer.set("case_no", context.draft.case_no);
  return {};
}

}  // namespace

const Verb kRegisterClue{cases::Act::register_clue, prepare, complete};

}  // namespace mingjing::flow
