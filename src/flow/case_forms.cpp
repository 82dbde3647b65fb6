// SPDX-License-Identifier: Apache-2.0
#include "flow/case_forms.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "domain/documents/template.h"
#include "flow/case_form_facts.h"
#include "flow/receipt_facts.h"

namespace mingjing::flow {
namespace {

using cases::Act;

// Stand in the list of every case, so that it shows what is still to come.
constexpr std::array<std::string_view, 11> kEveryCase{
    "case_source",      "filing_approval",   "on_site_record",    "inquiry_record",  "service_address", "investigation_report",
    "statement_record", "discussion_record", "decision_approval", "service_receipt", "closing_approval"};

// Which acts a form is of; none for a form of the whole case. In the order of a case file.
struct Kind {
  std::string_view template_id;
  std::array<Act, 6> acts{};
  std::size_t act_count = 0;
  std::optional<Act> made_for{};  // of the whole case: the act it is made for, whose day is its day
  // Forms of steps that a case may do without are listed only once the step was taken.
  bool always() const { return std::find(kEveryCase.begin(), kEveryCase.end(), template_id) != kEveryCase.end(); }
  bool of(const cases::Record& record) const {
    const auto end = acts.begin() + static_cast<std::ptrdiff_t>(act_count);
    if (std::find(acts.begin(), end, record.act) == end) return false;
    return template_id != "service_receipt" || makes_receipt(record);
  }
};
constexpr std::array kKinds{
    Kind{"case_source", {}, 0, Act::register_clue},
    Kind{"no_filing_approval", {Act::decline_filing}, 1},
    Kind{"filing_approval", {}, 0, Act::file_case},
    Kind{"recusal_decision", {Act::decide_recusal}, 1},
    Kind{"on_site_record", {Act::record_on_site}, 1},
    Kind{"inquiry_record", {Act::record_inquiry}, 1},
    Kind{"preservation_approval", {Act::propose_preservation}, 1},
    Kind{"sampling_record", {Act::take_sample}, 1},
    Kind{"correction_recheck", {Act::recheck_correction}, 1},
    Kind{"service_address"},
    Kind{"term_approval", {Act::extend_term, Act::suspend_term}, 2},
    Kind{"transfer_approval", {Act::propose_transfer}, 1},
    Kind{"filing_revocation", {Act::revoke_filing}, 1},
    Kind{"investigation_report", {}, 0, Act::conclude_investigation},
    Kind{"statement_record", {Act::hear_statement}, 1},
    Kind{"hearing_announcement", {Act::notify_hearing}, 1},
    Kind{"hearing_minutes", {Act::hold_hearing}, 1},
    Kind{"review_submission", {Act::submit_for_review}, 1},
    Kind{"discussion_record", {Act::hold_collective_discussion}, 1},
    Kind{"decision_approval", {}, 0, Act::decide},
    Kind{"service_receipt",
         {Act::serve_prior_notice, Act::serve_decision, Act::notify_hearing, Act::order_correction, Act::demand_performance,
          Act::preserve_evidence},
         6},
    Kind{"deferral_approval", {Act::apply_deferral}, 1},
    Kind{"goods_disposal", {Act::dispose_goods}, 1},
    Kind{"closing_approval", {}, 0, Act::close_case},
};

std::vector<const cases::Record*> records_of(const cases::Case& c, const Kind& kind) {
  std::vector<const cases::Record*> out;
  for (const auto& record : c.records) {
    if (kind.of(record)) out.push_back(&record);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto* a, const auto* b) { return a->occurred_at < b->occurred_at; });
  return out;
}

// A form of the whole case was made for an act; where to serve is asked at the latest when something is served first.
std::optional<Instant> day_of_whole(const cases::Case& c, const Kind& kind) {
  std::optional<Instant> out;
  for (const auto& record : c.records) {
    if (kind.made_for == record.act) out = std::max(out.value_or(record.occurred_at), record.occurred_at);
    if (kind.template_id == "service_address" && makes_receipt(record)) out = std::min(out.value_or(record.occurred_at), record.occurred_at);
  }
  return out;
}

}  // namespace

std::vector<CaseForm> case_forms(ports::UnitOfWork& work, const cases::Case& c) {
  const auto source = load_source(work, c);
  const auto known = documents::templates();
  std::vector<CaseForm> out;
  for (const auto& kind : kKinds) {
    const auto info = std::find_if(known.begin(), known.end(), [&](const auto& t) { return t.id == kind.template_id; });
    MJ_CHECK(info != known.end());
    auto records = records_of(c, kind);
    if (records.empty() && kind.always()) records.push_back(nullptr);
    for (const auto* record : records) {
      auto parties = record == nullptr || info->id != "service_receipt" ? std::vector<PartyId>{} : several_served(c, *record);
      if (parties.empty()) parties.emplace_back();
      for (const auto party : parties) {
        CaseForm form{info->id, info->version, info->name, info->source, party, {}, {}, {}};
        if (record != nullptr) {
          form.record = record->id;
          form.occurred_at = record->occurred_at;
        } else {
          form.occurred_at = day_of_whole(c, kind);
        }
        auto model = documents::compose(info->id, case_form_facts(work, source, c, info->id, record, party));
        if (!model) form.missing = std::move(model.error().reasons);
        out.push_back(std::move(form));
      }
    }
  }
  return out;
}

Result<documents::DocumentModel> make_case_form(ports::UnitOfWork& work, const cases::Case& c,
                                                std::string_view template_id, RecordId record_id,
                                                PartyId party) {
  const auto kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.template_id == template_id; });
  if (kind == kKinds.end()) {
    return refuse(ErrorCode::not_found, "没有这种可以随时生成的文书，请从本案的文书清单中选择。", "template");
  }
  const auto records = records_of(c, *kind);
  const cases::Record* record = records.empty() ? nullptr : records.back();
  if (!record_id.is_nil()) {
    const auto found = std::find_if(records.begin(), records.end(), [&](const auto* r) { return r->id == record_id; });
    if (found == records.end()) {
      return refuse(ErrorCode::not_found, "本案没有与这种文书对应的这条办案记录，请从文书清单中选择。", "record");
    }
    record = *found;
  }
  const auto source = load_source(work, c);
  return documents::compose(template_id, case_form_facts(work, source, c, template_id, record, party));
}

}  // namespace mingjing::flow
