// 抽样取证; 委托鉴定、检测 under a number, and the opinion, which becomes evidence. The party is told the period and the
// result; the days of each stand in the row. APL 46(1), 56.
// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/evidence_rules.h"
#include "flow/named_row.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status sample(ActContext& context) {
  cases::Sampling row;
  row.id = SamplingId(context.work.new_id());
  row.taken_at = context.at();
  row.place = context.body.text("place");
  row.method = context.body.text("method");
  row.things = read_things(context.body);
  row.retained = context.body.text("retained");
  context.event_data.set("sampling", row.id.text());
  context.answer.set("sampling_id", row.id.text());
  context.draft.samplings.push_back(std::move(row));
  return {};
}

Status prepare_entrusting(ActContext& context) {
  context.input.measure.told = read_date(context.body, "period_told_on").has_value();
  return {};
}

Status entrust(ActContext& context) {
  const Json& body = context.body;
  cases::ExpertEntrustment row;
  row.id = EntrustmentId(context.work.new_id());
  row.organisation = body.text("organisation");
  row.qualification = body.text("qualification");
  row.matter = body.text("matter");
  row.entrusted_at = context.at();
  row.days_told = body.integer("days");
  row.period_told_on = read_date(body, "period_told_on");
  Json more = expert_facts(context.draft, row);
  if (const auto text = body.text("materials"); !text.empty()) set_fact(more, "expert.materials", text);
  auto document = issue_document(context, "expert_entrustment", more);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  row.document = *document;
  context.event_data.set("entrustment", row.id.text());
  context.answer.set("entrustment_id", row.id.text());
  context.draft.entrustments.push_back(std::move(row));
  return {};
}

Status prepare_opinion(ActContext& context) {
  context.input.measure.told = read_date(context.body, "told_on").has_value();
  if (auto named = name_row(context, context.draft.entrustments, "entrustment_id"); !named) return named;
  const auto* row = find_row_by_id(context.draft.entrustments, context.input.limit_subject);
  if (row->given_on && !row->result_told_on && !context.input.measure.told) {
    return invalid("鉴定意见已经登记。要补充登记结果告知的，请填写告知日期。", "told_on");
  }
  const auto given = read_date(context.body, "given_on");
  if (given && (*given > context.on() || *given < row->entrusted_at.date())) {
    return invalid("鉴定意见的出具日期应当在委托之后、登记之前。请核对日期。", "given_on");
  }
  return {};
}

cases::Evidence opinion_evidence(ActContext& context, const cases::ExpertEntrustment& row) {
  cases::Evidence piece;
  piece.id = EvidenceId(context.work.new_id());
  piece.kind = cases::EvidenceKind::expert_opinion;
  piece.name = row.organisation + "鉴定意见（" + row.opinion_no + "）";
  piece.origin = row.organisation;
  piece.proves = row.conclusion;
  piece.obtained_at = context.at();
  piece.officers = context.record.officers;
  piece.before_filing = evidence::is_before_filing(piece.obtained_at, context.draft.filed_on);
  return piece;
}

Status record_opinion(ActContext& context) {
  auto& row = named_row(context, context.draft.entrustments);
  const bool first = !row.given_on;
  if (first) {
    row.opinion_no = context.body.text("opinion_no");
    row.conclusion = context.body.text("conclusion");
    row.given_on = read_date(context.body, "given_on");
    auto piece = opinion_evidence(context, row);
    row.evidence = piece.id;
    context.event_data.set("evidence", piece.id.text());
    context.answer.set("evidence_id", piece.id.text());
    context.draft.evidence.push_back(std::move(piece));
  }
  if (auto told = read_date(context.body, "told_on")) row.result_told_on = told;
  context.event_data.set("entrustment", row.id.text());
  return {};
}

}  // namespace

const Verb kTakeSample{cases::Act::take_sample, nullptr, sample};
const Verb kEntrustExpert{cases::Act::entrust_expert, prepare_entrusting, entrust};
const Verb kRecordExpertOpinion{cases::Act::record_expert_opinion, prepare_opinion, record_opinion};

}  // namespace mingjing::flow
