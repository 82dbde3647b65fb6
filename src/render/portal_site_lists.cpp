// Addresses of the lists and of the officers' check.
// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "base/text.h"
#include "render/portal_answer.h"
#include "render/portal_lists.h"

namespace mingjing::render {
namespace {

constexpr int kListRowsMax = 20'000;
constexpr std::size_t kNumberMax = 40;  // characters of a certificate number (identity::validate)

std::string name_of(const ListVersions& newest, std::string_view uscc) {
  for (const auto& version : newest)
    if (version.agency_uscc == uscc) return version.agency;
  return {};
}

ListVersions of_list(const ListVersions& newest, std::string_view list) {
  ListVersions out;
  for (const auto& version : newest)
    if (version.list == list) out.push_back(version);
  return out;
}

PortalResponse csv_of(const query::PortalDb& db, const query::PublicList& list, const ListVersions& newest,
                      const std::string& agency) {
  std::string body = list_csv_head(list);
  for (const auto& version : newest) {
    if (!agency.empty() && version.agency_uscc != agency) continue;
    for (const auto& entry : db.list_page(list.id, version.agency_uscc, {}, kListRowsMax).rows)
      append_list_csv_row(body, list, version, entry.data);
  }
  auto out = answer(200, "text/csv; charset=utf-8", std::move(body));
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(list.id) + ".csv\"");
  return out;
}

PortalResponse json_of(const query::PortalDb& db, const query::PublicList& list, const ListVersions& newest,
                       const std::string& agency) {
  std::vector<std::string> documents;
  for (const auto& version : newest) {
    if (!agency.empty() && version.agency_uscc != agency) continue;
    if (auto json = db.list_json(list.id, version.agency_uscc, version.version)) documents.push_back(std::move(*json));
  }
  return answer(200, "application/json; charset=utf-8", list_json(list, documents));
}

// {uscc}-{version}.json
std::optional<std::pair<std::string, std::int64_t>> version_named(std::string_view name) {
  constexpr std::string_view kEnd = ".json";
  const auto mark = name.rfind('-');
  if (!name.ends_with(kEnd) || mark == std::string_view::npos) return std::nullopt;
  const std::string_view digits = name.substr(mark + 1, name.size() - mark - 1 - kEnd.size());
  std::int64_t version = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::pair(std::string(name.substr(0, mark)), version);
}

}  // namespace

// /lists, /lists/{list}, .csv, .json, /lists/{list}/versions, /lists/{list}/versions/{uscc}-{n}.json, /lists/items/{id}
PortalResponse PortalSite::lists(const PortalRequest& request, const PageContext& context) const {
  const auto newest = db_.newest_lists();
  if (request.path == "/lists") return page(200, lists_page(context, newest));
  const std::string_view rest = request.path.substr(std::string_view("/lists/").size());
  const auto slash = rest.find('/');
  std::string_view name = rest.substr(0, slash);
  const bool csv = name.ends_with(".csv"), json = name.ends_with(".json");
  if (csv) name.remove_suffix(4);
  if (json) name.remove_suffix(5);
  const auto* list = query::public_list(name);
  if (list == nullptr || (slash != std::string_view::npos && (csv || json))) return page(404, not_found_page(context));
  const auto versions = of_list(newest, list->id);
  if (slash == std::string_view::npos) {
    const QueryString query(request.query);
    const std::string agency = query.get("agency");
    if (csv) return csv_of(db_, *list, versions, agency);
    if (json) return json_of(db_, *list, versions, agency);
    const auto rows = db_.list_page(list->id, agency, query.get("after"));
    return page(200, list_of_page(context, *list, versions, rows, agency, now().date()));
  }
  const std::string_view below = rest.substr(slash + 1);
  if (below == "versions") return page(200, list_versions_page(context, *list, db_.list_versions(list->id)));
  if (below.starts_with("versions/")) {
    const auto named = version_named(below.substr(std::string_view("versions/").size()));
    auto bytes = named ? db_.list_json(list->id, named->first, named->second) : std::nullopt;
    if (!bytes) return page(404, not_found_page(context));
    auto out = answer(200, "application/json; charset=utf-8", std::move(*bytes));
    if (list->keeps_versions) out.cache_control = "public, max-age=31536000, immutable";
    return out;
  }
  const auto item = list->id == "items" ? db_.list_entry(list->id, below) : std::nullopt;
  if (!item) return page(404, not_found_page(context));
  return page(200, item_page(context, *item, name_of(versions, item->agency_uscc), now().date()));
}

// /officers?certificate_no= and /officers/card?certificate_no=: by the exact number only.
PortalResponse PortalSite::officers(const PortalRequest& request, const PageContext& context) const {
  OfficerAnswer found;
  found.at = now();
  found.certificate_no = fold_width(trim(QueryString(request.query).get("certificate_no")));
  std::erase(found.certificate_no, ' ');  // as it is printed, in groups
  const bool card = request.path == "/officers/card";
  PortalResponse out;
  if (found.certificate_no.empty() || count_chars(found.certificate_no) > kNumberMax) {
    out = card ? page(404, not_found_page(context)) : page(200, officers_page(context, found.at.date()));
  } else {
    found.officer = db_.list_entry("officers", found.certificate_no);
    if (found.officer) found.agency = name_of(of_list(db_.newest_lists(), "officers"), found.officer->agency_uscc);
    const bool valid = found.officer && certificate_state(found.officer->data, found.at.date()) == CertificateState::valid;
    out = card && valid ? page(200, officer_card_page(context, found)) : page(found.officer ? 200 : 404, officer_page(context, found));
  }
  out.cache_control = "no-store";  // the answer is of this moment
  return out;
}

}  // namespace mingjing::render
