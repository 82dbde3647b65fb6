// 事前公开: the lists an agency publishes before any case, and the answer about one certificate.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "query/portal_lists.h"
#include "render/portal_pages.h"

namespace mingjing::render {

using ListVersions = std::vector<query::PortalListVersion>;

std::string lists_page(const PageContext& context, const ListVersions& newest);  // /lists
// /lists/{list}: `newest` of this list, an agency each; `agency` narrows to one.
std::string list_of_page(const PageContext& context, const query::PublicList& list, const ListVersions& newest,
                         const query::PortalListPage& page, const std::string& agency, Date on);
// /lists/{list}/versions: every version that is kept, with the address of its exact bytes.
std::string list_versions_page(const PageContext& context, const query::PublicList& list, const ListVersions& all);
std::string item_page(const PageContext& context, const query::PortalListEntry& item, const std::string& agency, Date on);

// /lists/{list}.json: the newest document of each agency, as it was published.
std::string list_json(const query::PublicList& list, const std::vector<std::string>& documents);
std::string list_csv_head(const query::PublicList& list);
void append_list_csv_row(std::string& out, const query::PublicList& list, const query::PortalListVersion& version,
                         const Json& entry);

// /officers: the form; with a number the answer first. `officer` empty: nobody has this number.
struct OfficerAnswer {
  std::string certificate_no;  // as asked
  std::optional<query::PortalListEntry> officer;
  std::string agency;
  Instant at;
};
// 证件此刻: judged by the day of reading, so that a certificate ends by itself. APL 42(1).
enum class CertificateState { valid, not_yet, expired, suspended, revoked, unknown };
CertificateState certificate_state(const Json& officer, Date on);
std::string_view name_zh(CertificateState state);

std::string officers_page(const PageContext& context, Date on);
std::string officer_page(const PageContext& context, const OfficerAnswer& answer);
// /officers/card: the size of a bank card, with a QR code to the answer; only of a certificate that is valid.
std::string officer_card_page(const PageContext& context, const OfficerAnswer& answer);

}  // namespace mingjing::render
