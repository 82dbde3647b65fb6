// 法律条文: the stored laws on the portal, so that a citation leads to the words it means on the day it was made.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "law/citation.h"
#include "query/statutes.h"
#include "render/portal_pages.h"

namespace mingjing::render {

// /laws: what is in force on the day; with words (two characters or more each) the articles that hold them all.
std::string laws_page(const PageContext& context, const query::Statutes& statutes, const std::string& q, Date on);
// /laws/{id}: one version, each article with an anchor #a58, #a120-1.
std::string law_page(const PageContext& context, const query::Statutes& statutes, const query::StoredStatute& statute);
// Where the first citation in a text leads on a day: /laws/{id}#a58. Empty when that version is not stored.
std::string law_address(const query::Statutes& statutes, std::string_view text, Date on);

}  // namespace mingjing::render
