// The predicates of the case-file review, by the names the rules give them. Inside supervision/ only. Each looks at one
// file and says what it finds, with the sentence that shows it; a matter that does not occur is `not_applicable`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "domain/supervision/file_review.h"

namespace mingjing::supervision {

struct ReviewedFile {
  const cases::Case& c;
  const FileSurroundings& around;

  bool filed() const { return c.filed_on.has_value(); }
  bool decided() const { return c.decision.has_value(); }
  bool penalty() const { return c.decision && c.decision->outcome == "penalty"; }
  // The last record of an act; with `before`, the last that took place no later.
  const cases::Record* last(cases::Act act, std::optional<Instant> before = {}) const;
  // The file as a text: empty when the document's model is not at hand.
  std::string text_of(DocumentId document) const;
  // Issued in the case; the masked copy for the portal is made from such a document and is none itself.
  static bool issued(const cases::Document& document) { return document.template_id != kPublicCopy; }
  std::string officer_name(OfficerId officer) const;
  // The last day of a limit of data/limits, counted by the code of the acts; of a backward limit the last in time.
  std::optional<Date> last_day(std::string_view rule, Date start) const {
    return law::last_day(*around.limits, *around.calendar, rule, start);
  }
};

using Check = Checked (*)(const ReviewedFile&);
// Null for an unknown name.
Check find_check(std::string_view name);
// Every name, for the test that no check is forgotten.
std::vector<std::string_view> check_names();

// Collects what is seen. No finding: `all_well`, or the first question.
class Look {
 public:
  void found(Shown shown) { findings_.push_back(std::move(shown)); }
  void ask(std::string question) { questions_.push_back({std::move(question)}); }
  // One thing that was looked at and is in order.
  void seen(Shown shown) { seen_.push_back(std::move(shown)); }
  bool nothing() const { return findings_.empty() && questions_.empty() && seen_.empty(); }
  bool has_findings() const { return !findings_.empty(); }
  // Nothing looked at: not applicable, with this sentence.
  Checked done(std::string_view nothing_to_see) &&;

 private:
  std::vector<Shown> findings_, questions_, seen_;
};

inline Checked not_applicable(std::string_view why) { return {RuleOutcome::not_applicable, {{std::string(why)}}}; }
inline Shown of_record(const cases::Record& record, std::string text) { return {std::move(text), record.id}; }
inline Shown of_document(DocumentId document, std::string text) { return {std::move(text), {}, document}; }

namespace checks {
// file_review_people.cpp
Checked subject_competent(const ReviewedFile&);
Checked item_listed(const ReviewedFile&);
Checked officers_certified(const ReviewedFile&);
Checked two_officers(const ReviewedFile&);
Checked party_identified(const ReviewedFile&);
Checked recusal_handled(const ReviewedFile&);
Checked reviewer_apart(const ReviewedFile&);
Checked approvals_in_order(const ReviewedFile&);
// file_review_law.cpp
Checked law_in_force(const ReviewedFile&);
Checked within_range(const ReviewedFile&);
Checked within_limitation(const ReviewedFile&);
Checked fined_once(const ReviewedFile&);
Checked benchmark_cited(const ReviewedFile&);
Checked citations_precise(const ReviewedFile&);
// file_review_steps.cpp
Checked steps_in_order(const ReviewedFile&);
Checked notice_and_statement(const ReviewedFile&);
Checked hearing_granted(const ReviewedFile&);
Checked not_heavier_than_told(const ReviewedFile&);
Checked review_passed(const ReviewedFile&);
Checked discussion_held(const ReviewedFile&);
Checked crime_transferred(const ReviewedFile&);
Checked decided_in_term(const ReviewedFile&);
Checked statement_answered(const ReviewedFile&);
Checked hearing_formal(const ReviewedFile&);
Checked review_formal(const ReviewedFile&);
Checked returned_review_answered(const ReviewedFile&);
Checked correction_ordered(const ReviewedFile&);
// file_review_evidence.cpp
Checked investigated_after_filing(const ReviewedFile&);
Checked certificate_shown(const ReviewedFile&);
Checked minutes_formal(const ReviewedFile&);
Checked no_overlapping_inquiries(const ReviewedFile&);
Checked copies_certified(const ReviewedFile&);
Checked preservation_lawful(const ReviewedFile&);
Checked samples_and_experts(const ReviewedFile&);
Checked recordings_made(const ReviewedFile&);
// file_review_documents.cpp
Checked own_seal(const ReviewedFile&);
Checked filing_complete(const ReviewedFile&);
Checked report_complete(const ReviewedFile&);
Checked decision_complete(const ReviewedFile&);
Checked remedies_told(const ReviewedFile&);
Checked numbers_regular(const ReviewedFile&);
Checked templates_used(const ReviewedFile&);
Checked not_backdated(const ReviewedFile&);
// file_review_service.cpp
Checked served_properly(const ReviewedFile&);
Checked announcement_last(const ReviewedFile&);
Checked published_in_term(const ReviewedFile&);
// file_review_performance.cpp
Checked payments_proper(const ReviewedFile&);
Checked deferral_approved(const ReviewedFile&);
Checked court_in_window(const ReviewedFile&);
Checked goods_disposed(const ReviewedFile&);
Checked major_decision_filed(const ReviewedFile&);
Checked closed_after_performance(const ReviewedFile&);
// file_review_archive.cpp
Checked one_volume(const ReviewedFile&);
Checked archived_whole(const ReviewedFile&);
}  // namespace checks

}  // namespace mingjing::supervision
