// 责令改正 under a number, with a day or at once, and its re-check. The day is an obligation of the party: it shows by
// itself that it ran out and ends only when a re-check finds the violation mended. APL 28(1).
// SPDX-License-Identifier: Apache-2.0
#include "flow/act_party.h"
#include "flow/named_row.h"
#include "flow/official_documents.h"
#include "flow/piece_facts.h"
#include "flow/read_body.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

constexpr std::string_view kArticle = "《行政处罚法》第二十八条第一款";

cases::CorrectionOrder read_order(const ActContext& context) {
  cases::CorrectionOrder row;
  row.content = context.body.text("content");
  for (const auto& entry : context.body.items("basis")) row.basis.push_back(*entry.as_string());
  row.ordered_at = context.at();
  row.due = read_date(context.body, "due");
  return row;
}

Status prepare_order(ActContext& context) {
  const auto row = read_order(context);
  if (row.due && *row.due < context.on()) return invalid("改正期限早于责令的日期。请核对。", "due");
  context.input.document_missing =
      document_faults(context, "correction_order", correction_facts(context.draft, row));
  return {};
}

// The order may have been handed over at once; otherwise it is served like any other document.
void note_service(ActContext& context, DocumentId document) {
  const std::string method = context.body.text("method");
  if (method.empty() || context.draft.party() == nullptr) return;
  context.input.party = context.draft.party()->id;
  context.input.service_method = method;
  auto& row = record_service(context, "correction", document);
  if (!row.receipt.empty()) row.delivered_at = context.at();
}

Status order(ActContext& context) {
  auto row = read_order(context);
  row.id = CorrectionId(context.work.new_id());
  auto document = issue_document(context, "correction_order", correction_facts(context.draft, row));
  if (!document) return tl::make_unexpected(std::move(document.error()));
  row.document = *document;
  context.event_data.set("correction", row.id.text());
  context.answer.set("correction_id", row.id.text());
  start_dated_limit(context, cases::rule::correct, "改正违法行为", kArticle, row.due.value_or(context.on()),
                    row.id.text());
  note_service(context, row.document);
  context.draft.corrections.push_back(std::move(row));
  return {};
}

Status prepare_recheck(ActContext& context) { return name_row(context, context.draft.corrections, "correction_id"); }

Status recheck(ActContext& context) {
  auto& row = named_row(context, context.draft.corrections);
  const std::string result = context.body.text("result");
  row.rechecks.push_back({context.at(), result, context.body.text("text")});
  context.event_data.set("correction", row.id.text());
  context.event_data.set("result", result);
  if (result == "corrected") stop_limit(context, cases::rule::correct, row.id.text());
  return {};
}

}  // namespace

const Verb kOrderCorrection{cases::Act::order_correction, prepare_order, order};
const Verb kRecheckCorrection{cases::Act::recheck_correction, prepare_recheck, recheck};

}  // namespace mingjing::flow
