// The public side for programs: JSON Feed 1.1, Atom, CSV, sitemap, robots.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/portal_views.h"
#include "render/portal_pages.h"

namespace mingjing::render {

// `here`: the feed's own address, with the question it answers.
std::string json_feed(const Site& site, const std::string& here, const std::vector<query::PortalRow>& rows);
std::string atom_feed(const Site& site, const std::string& here, const std::vector<query::PortalRow>& rows,
                      Instant updated);
// Ids and days. With the portal's own pages in front, and with them the answers to complaints, when there are `answers`.
using Addresses = std::vector<std::pair<std::string, std::string>>;
std::string sitemap(const Site& site, const Addresses& decisions, const std::optional<Addresses>& answers);
std::string sitemap_index(const Site& site, const std::vector<std::int64_t>& parts);
std::string robots(const Site& site);

// CSV with a byte order mark, CRLF, every cell quoted. A cell that a spreadsheet would take for a formula is led by an
// apostrophe.
std::string csv_head();
void append_csv_row(std::string& out, const Site& site, const query::PortalRow& row);
void append_csv_cell(std::string& out, std::string_view value);

// XML text: escaped like HTML, and without the characters XML forbids.
std::string xml_text(std::string_view value);

}  // namespace mingjing::render
