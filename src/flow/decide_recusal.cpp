// 回避: oneself, a party or the agency asks; the head decides; until then the investigation goes on. Who is granted
// recusal leaves the officers of the case and may act in it no more. APL 43, 64(4).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "flow/named_row.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

// Whom the request is about: an officer of the agency by id, anybody else by name.
Status read_concerned(ActContext& context, cases::Recusal& row) {
  const auto& actor = context.work.actor();
  if (row.asked_by == "self") {
    row.officer = actor.officer;
    row.name = actor.name;
    return {};
  }
  row.name = trim(context.body.text("name"));
  const std::string text = context.body.text("officer_id");
  if (!text.empty()) {
    const auto id = OfficerId::parse(text);
    const auto officer = id ? acting_officer(context, *id, context.on()) : std::nullopt;
    if (!officer) return invalid("执法人员不在本机关的名单里，请从名单中选择，或者写明姓名。", "officer_id");
    row.officer = *id;
    row.name = officer->name;
  }
  if (row.name.empty()) return invalid("请选择被申请回避的执法人员，或者写明姓名。", "name");
  return {};
}

Status prepare_request(ActContext& context) {
  cases::Recusal row;
  row.asked_by = context.body.text("asked_by");
  if (auto read = read_concerned(context, row); !read) return read;
  for (const auto& other : context.draft.recusals) {
    const bool same = other.officer == row.officer && other.name == row.name;
    if (same && other.verdict == cases::Verdict::pending) {
      return invalid("对这个人的回避申请已经登记，等待决定。", "name");
    }
  }
  return {};
}

Status request(ActContext& context) {
  cases::Recusal row;
  row.id = RecusalId(context.work.new_id());
  row.subject = context.body.text("subject");
  row.asked_by = context.body.text("asked_by");
  if (auto read = read_concerned(context, row); !read) return read;
  row.applicant = row.asked_by == "self" ? row.name : trim(context.body.text("applicant"));
  row.reason = context.body.text("reason");
  row.asked_at = context.at();
  context.event_data.set("recusal", row.id.text());
  context.event_data.set("subject", row.subject);
  context.answer.set("recusal_id", row.id.text());
  context.draft.recusals.push_back(std::move(row));
  return {};
}

Status prepare_decision(ActContext& context) { return name_row(context, context.draft.recusals, "recusal_id"); }

Status decide(ActContext& context) {
  auto& draft = context.draft;
  auto& row = named_row(context, draft.recusals);
  row.verdict = verdict_of(context.body.text("verdict"));
  row.decided_at = context.at();
  row.decided_by = context.work.actor().user;
  row.decision_reason = context.body.text("reason");
  context.event_data.set("recusal", row.id.text());
  context.event_data.set("verdict", context.body.text("verdict"));
  if (row.verdict != cases::Verdict::granted || row.officer.is_nil()) return {};
  if (std::find(draft.recused.begin(), draft.recused.end(), row.officer) == draft.recused.end()) {
    draft.recused.push_back(row.officer);
  }
  std::erase_if(draft.officers, [&](const cases::CaseOfficer& officer) { return officer.id == row.officer; });
  return {};
}

}  // namespace

const Verb kApplyRecusal{cases::Act::apply_recusal, prepare_request, request};
const Verb kDecideRecusal{cases::Act::decide_recusal, prepare_decision, decide};

}  // namespace mingjing::flow
