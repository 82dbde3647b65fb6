// The facts that forms made on request ask for, beyond those of document_facts.h. Internal to flow's forms.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "flow/official_documents.h"

namespace mingjing::flow {

// Facts for the form of `record`, or of the whole case where it is null. `template_id` decides whose opinions stand in
// an approval. Absent where the case does not know it, so that the form can say what is missing.
Json case_form_facts(ports::UnitOfWork& work, const LoadedSource& source, const cases::Case& enforcement_case,
                     std::string_view template_id, const cases::Record* record, PartyId party = {});

}  // namespace mingjing::flow
