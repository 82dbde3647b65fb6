// Pages of the answers to complaints 「公开的答复」. Pure functions, as portal_pages.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "query/portal_answers.h"
#include "render/portal_pages.h"

namespace mingjing::render {

std::string answers_page(const PageContext& context, const query::PortalAnswers& page);
std::string answer_page(const PageContext& context, const query::PortalAnswer& answer, const Verification& check);
std::string answer_tombstone_page(const PageContext& context, const query::PortalAnswerTombstone& tombstone);
// What opens the commitment of its log entry, for programs: {"event":TEXT,"salt":HEX}.
std::string opened_event_json(const query::PortalAnswer& answer);

}  // namespace mingjing::render
