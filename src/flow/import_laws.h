// 导入法律: stores one version of a statute as shared reference data, written by the root agency alone. Event:
// import_law. One aggregate `law_version` a version: part `law_version` (title, short_title, version_on, in_force_from,
// in_force_source, adoption, digest), one part `article` an article, keyed 0058-00 (条-之几), and `appendix`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/catalog/csv.h"
#include "law/statute.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// `unchanged` when this title and version date are stored, whatever the bytes (law/statute.h says why).
Result<catalog::Taken> import_law(ports::UnitOfWork& work, const law::StatuteVersion& version);

// Back from the parts; empty when they are not a law's.
std::optional<law::StatuteVersion> statute_from_parts(const domain::Parts& parts);

}  // namespace mingjing::flow
