// 指派承办人: at least two, with certificates valid that day. APL 42(1).
// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  std::vector<cases::CaseOfficer> assigned;
  std::set<OfficerId> seen;
  std::size_t leads = 0;
  for (const auto& entry : context.body.items("officers")) {
    const auto id = OfficerId::parse(entry.text("officer_id"));
    const auto stored = id ? context.work.load(ports::kind::officer, id->uuid()) : std::nullopt;
    if (!stored) return invalid("执法人员不在本机关的名单里，请从名单中选择。", "officers");
    if (!seen.insert(*id).second) return invalid("同一名执法人员选了两次，请只保留一个。", "officers");
    const auto officer = identity::officer_from_parts(*id, stored->parts);
    cases::CaseOfficer row{*id, officer.name, officer.certificate_no, entry.text("role"), context.at()};
    leads += row.role == "lead" ? 1 : 0;
    if (auto acting = acting_officer(context, *id, context.on())) context.input.officers.push_back(*acting);
    context.record.officers.push_back(*id);
    assigned.push_back(std::move(row));
  }
  if (leads != 1) return invalid("请指定一名主办人员，其余为协办。", "officers");
  context.draft.officers = std::move(assigned);
  return {};
}

}  // namespace

const Verb kAssignOfficers{cases::Act::assign_officers, prepare, nullptr};

}  // namespace mingjing::flow
