// After the data key was changed: boxes of older keys are sealed anew with the present one, in small transactions, so that
// the older keys can be erased. Digests and commitments stay (part_codec.h). A row that somebody changes meanwhile is left
// to that change, which seals with the present key itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "db/db.h"
#include "store/part_codec.h"

namespace mingjing::store {

struct Resealed {
  std::int64_t rows = 0;  // looked at
  std::int64_t anew = 0;  // of them sealed anew
};

// Parts and drafts, all of them. Again after a crash is no matter. Throws Unavailable when a box cannot be opened.
Resealed reseal_all(db::Database& database, const Sealer& sealer);

}  // namespace mingjing::store
