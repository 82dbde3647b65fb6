// Pages of the public portal as pure functions: view in, HTML out. No JavaScript, no inline style, no address outside
// this site; what does not exist yet has no link. Everything goes through render/html.h, which escapes by place.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "query/portal_views.h"
#include "render/html.h"
#include "render/portal_filter.h"

namespace mingjing::render {

// 阅读方式: kept in the cookie `mj_mode`, changed by a plain link.
enum class Mode { standard, large, contrast };
std::string_view mode_key(Mode mode);  // standard, large, contrast
std::optional<Mode> parse_mode(std::string_view key);

// What every page knows.
struct Site {
  std::string title = "行政执法公示";
  std::string owner = {};     // 公示机关 or government named under the title
  std::string base_url = {};  // https://host, no slash at the end
  std::string css_path = {};  // /assets/portal.<hash>.css; PortalSite fills it in
  std::string contact = {};   // address and telephone, may be empty
  bool demo = false;
  // Of a replica: the site it follows, and how it stands with it, said on every page. When that changes, kept pages
  // must go (query::PortalDb::drop_caches).
  std::string source_url = {};
  std::function<std::string()> source_notice = {};
  bool has_laws = false;  // /laws is served
  bool takes_complaints = false;  // /complaints is served
  bool has_log = true;  // /log/vkey and /log/checkpoint are served beside the pages
  bool has_log_page = false;  // /log is served; PortalSite fills it in
};
struct PageContext {
  const Site& site;
  Mode mode = Mode::standard;
  std::string path;  // of this page with its query, for the reading-mode links
  // Where a citation leads on a civil day (2026-03-02); empty: nowhere on this site.
  std::function<std::string(std::string_view citation, std::string_view day)> law_address = {};
};

// What was really checked before the page was made; the seal says no more than this.
struct Verification {
  enum class State { unaltered, mismatch, unchecked } state = State::unchecked;
  bool digest_matches = false;  // the JSON served hashes to what the log entry says
  bool in_log = false;          // inclusion proof holds against a signed checkpoint
  std::int64_t log_size = 0;    // of that checkpoint
  std::vector<std::string> witnesses;
};

std::string home_page(const PageContext& context, const query::PortalHome& home, const query::PortalFigures& figures);
// With a problem in `asked` no rows are shown.
std::string list_page(const PageContext& context, const query::PortalPage& page, const Asked& asked,
                      const query::PortalFacets& facets);
std::string decision_page(const PageContext& context, const query::PortalDecision& decision, const Verification& check);
std::string tombstone_page(const PageContext& context, const query::PortalTombstone& tombstone);
// With how many were lawfully withheld, and on which ground; on the first page alone.
std::string takedowns_page(const PageContext& context, const query::PortalTakedowns& page,
                           const std::optional<query::PortalFigures>& figures);
std::string not_published_page(const PageContext& context);  // 404 「尚未公示或依法不予公示」
std::string not_found_page(const PageContext& context);      // 404, an address that means nothing here
std::string error_page(const PageContext& context, std::string_view sentence);
std::string complaints_elsewhere_page(const PageContext& context);  // of a replica: they are taken at its source
std::string check_page(const PageContext& context);
std::string help_page(const PageContext& context);
std::string data_page(const PageContext& context);
std::string accessibility_page(const PageContext& context);

// Parts shared by the pages.
struct Frame {
  std::string title;    // of the document
  std::string section;  // decisions, check, complaints, help or empty: what the navigation marks
  std::string description;
  bool index = true;  // false: robots keep out
  std::string script = {};  // of a page with progressive enhancement: its address, served with Csp::portal_script
};
std::string framed(const PageContext& context, const Frame& frame, const Html& main);
Html citation(std::string_view basis, std::string_view href = {});
// With a link to the text in force on a civil day, where this site has it.
Html citation(const PageContext& context, std::string_view basis, std::string_view day);
Html seal(std::string_view kind);  // tick, arrow, cross, question
Html icon(std::string_view name);  // check, cross, down, file, link, print, next
Html row_item(const query::PortalRow& row, const std::vector<std::string>& words, bool with_excerpt);
Html marked(std::string_view plain, const std::vector<std::string>& words);
// What a list shows of a longer text: where the words stand, with some text around; its beginning when they do not.
std::string snippet(std::string_view plain, const std::vector<std::string>& words);
// A QR code as one SVG path; empty when the address is too long for one.
Html qr_code(std::string_view address);
// 9153 9902 MA6P H72K 91 by spacing only: copied without gaps.
Html credit_code(std::string_view code);

}  // namespace mingjing::render
