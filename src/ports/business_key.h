// The natural keys that `lookup` answers by: user → `username`, officer → `certificate_no`, item → `code`, agency →
// `uscc`, each of the part that bears the kind's name; law version → title and date, calendar → year.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "domain/part.h"

namespace mingjing::ports {

// Empty for kinds that have none.
std::string business_key(std::string_view kind, const domain::Parts& parts);

}  // namespace mingjing::ports
