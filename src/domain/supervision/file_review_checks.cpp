// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/file_review_checks.h"

#include <array>

namespace mingjing::supervision {
namespace {

struct NamedCheck {
  std::string_view name;
  Check check;
};

constexpr std::array kChecks{
    NamedCheck{"subject_competent", checks::subject_competent},
    NamedCheck{"item_listed", checks::item_listed},
    NamedCheck{"officers_certified", checks::officers_certified},
    NamedCheck{"two_officers", checks::two_officers},
    NamedCheck{"party_identified", checks::party_identified},
    NamedCheck{"recusal_handled", checks::recusal_handled},
    NamedCheck{"reviewer_apart", checks::reviewer_apart},
    NamedCheck{"approvals_in_order", checks::approvals_in_order},
    NamedCheck{"law_in_force", checks::law_in_force},
    NamedCheck{"within_range", checks::within_range},
    NamedCheck{"within_limitation", checks::within_limitation},
    NamedCheck{"fined_once", checks::fined_once},
    NamedCheck{"benchmark_cited", checks::benchmark_cited},
    NamedCheck{"citations_precise", checks::citations_precise},
    NamedCheck{"steps_in_order", checks::steps_in_order},
    NamedCheck{"notice_and_statement", checks::notice_and_statement},
    NamedCheck{"hearing_granted", checks::hearing_granted},
    NamedCheck{"not_heavier_than_told", checks::not_heavier_than_told},
    NamedCheck{"review_passed", checks::review_passed},
    NamedCheck{"discussion_held", checks::discussion_held},
    NamedCheck{"crime_transferred", checks::crime_transferred},
    NamedCheck{"decided_in_term", checks::decided_in_term},
    NamedCheck{"statement_answered", checks::statement_answered},
    NamedCheck{"hearing_formal", checks::hearing_formal},
    NamedCheck{"review_formal", checks::review_formal},
    NamedCheck{"returned_review_answered", checks::returned_review_answered},
    NamedCheck{"correction_ordered", checks::correction_ordered},
    NamedCheck{"investigated_after_filing", checks::investigated_after_filing},
    NamedCheck{"certificate_shown", checks::certificate_shown},
    NamedCheck{"minutes_formal", checks::minutes_formal},
    NamedCheck{"no_overlapping_inquiries", checks::no_overlapping_inquiries},
    NamedCheck{"copies_certified", checks::copies_certified},
    NamedCheck{"preservation_lawful", checks::preservation_lawful},
    NamedCheck{"samples_and_experts", checks::samples_and_experts},
    NamedCheck{"recordings_made", checks::recordings_made},
    NamedCheck{"own_seal", checks::own_seal},
    NamedCheck{"filing_complete", checks::filing_complete},
    NamedCheck{"report_complete", checks::report_complete},
    NamedCheck{"decision_complete", checks::decision_complete},
    NamedCheck{"remedies_told", checks::remedies_told},
    NamedCheck{"numbers_regular", checks::numbers_regular},
    NamedCheck{"templates_used", checks::templates_used},
    NamedCheck{"not_backdated", checks::not_backdated},
    NamedCheck{"served_properly", checks::served_properly},
    NamedCheck{"announcement_last", checks::announcement_last},
    NamedCheck{"published_in_term", checks::published_in_term},
    NamedCheck{"payments_proper", checks::payments_proper},
    NamedCheck{"deferral_approved", checks::deferral_approved},
    NamedCheck{"court_in_window", checks::court_in_window},
    NamedCheck{"goods_disposed", checks::goods_disposed},
    NamedCheck{"major_decision_filed", checks::major_decision_filed},
    NamedCheck{"closed_after_performance", checks::closed_after_performance},
    NamedCheck{"one_volume", checks::one_volume},
    NamedCheck{"archived_whole", checks::archived_whole},
};

}  // namespace

Check find_check(std::string_view name) {
  for (const auto& row : kChecks) {
    if (row.name == name) return row.check;
  }
  return nullptr;
}

std::vector<std::string_view> check_names() {
  std::vector<std::string_view> out;
  for (const auto& row : kChecks) out.push_back(row.name);
  return out;
}

const cases::Record* ReviewedFile::last(cases::Act act, std::optional<Instant> before) const {
  const cases::Record* out = nullptr;
  for (const auto& record : c.records) {
    if (record.act != act || (before && record.occurred_at > *before)) continue;
    if (out == nullptr || record.occurred_at >= out->occurred_at) out = &record;
  }
  return out;
}

std::string ReviewedFile::text_of(DocumentId document) const {
  const auto found = around.documents.find(document);
  return found == around.documents.end() ? std::string() : documents::plain_text(found->second);
}

std::string ReviewedFile::officer_name(OfficerId officer) const {
  for (const auto& handler : c.officers) {
    if (handler.id == officer) return handler.name;
  }
  const auto found = around.officers.find(officer);
  return found == around.officers.end() ? "名单以外的人员" : found->second.name;
}

Checked Look::done(std::string_view nothing_to_see) && {
  if (!findings_.empty()) return {RuleOutcome::finding, std::move(findings_)};
  if (!questions_.empty()) {
    for (auto& shown : seen_) questions_.push_back(std::move(shown));
    return {RuleOutcome::needs_person, std::move(questions_)};
  }
  if (!seen_.empty()) return {RuleOutcome::satisfied, std::move(seen_)};
  return not_applicable(nothing_to_see);
}

}  // namespace mingjing::supervision
