// Forms of a case made on request 「内部文书」: registers, records and approvals without a number of their own, filled
// from what the acts recorded. Nothing is stored: the case is, and the same case gives the same form. Documents that go
// out under a number are made by their acts instead (official_documents.h).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/case.h"
#include "domain/documents/document_model.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct CaseForm {
  std::string template_id;  // inquiry_record
  int version = 1;
  std::string name;    // 询问笔录
  std::string source;  // the articles the form follows
  PartyId party;       // whose it is, where one act makes one for each; nil else
  RecordId record;     // the act it is of; nil for a form of the whole case, or where there is no such act yet
  std::optional<Instant> occurred_at;  // of that act; of the whole case, of the act it was made for
  std::vector<Reason> missing;  // empty: it can be made
};

// `work` only reads. The case is as the reader may see it: who may not see identifiers gives it with them masked.
// In the order of a case file; a form of an act stands once for each such act, newest last; where
// there is none yet, once in the list if every case has such an act, else not at all.
std::vector<CaseForm> case_forms(ports::UnitOfWork& work, const cases::Case& enforcement_case);

// Refusals: not_found (no such form, or `record` is not of an act that this form is of); invalid with every missing
// fact and its article. A nil `record` takes the newest act; `party` says for whom, where the act made several.
Result<documents::DocumentModel> make_case_form(ports::UnitOfWork& work, const cases::Case& enforcement_case,
                                                std::string_view template_id, RecordId record = {}, PartyId party = {});

// Chosen pieces of the file: "inquiry_record", "inquiry_record:<record>", "document:<id>"; empty: every form that is
// ready and every document that was issued. In the order of a case file, at most kMostPrinted. Issued documents say what
// was committed, so they stand in it only `with_documents`. Refusals: as make_case_form; not_found for an unknown
// document; invalid for too many or none.
inline constexpr std::size_t kMostPrinted = 100;
Result<std::vector<documents::DocumentModel>> case_file(ports::UnitOfWork& work, const cases::Case& enforcement_case,
                                                        const std::vector<std::string>& chosen, bool with_documents);

}  // namespace mingjing::flow
