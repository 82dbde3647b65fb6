// SPDX-License-Identifier: Apache-2.0
#include "query/portal_lists.h"

#include <array>
#include <charconv>

#include "query/opened_event.h"
#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

constexpr std::array<PublicList, 3> kLists{{
    {"items", "行政执法事项清单", "本机关依法能做什么，依据哪一条，不服向谁提出、多久之内提出。"},
    {"officers", "行政执法人员清单", "本机关的执法人员和证件。有人上门执法，可以输入证件编号当场核验。", false},
    {"recording_matters", "音像记录事项清单", "本机关办案，哪些环节要拍照、录音、录像，是全程还是部分，依据哪一条。"},
}};
constexpr JsonLimits kDocument{.depth = 16, .bytes = 8 << 20, .values = 1'000'000};
constexpr std::int64_t kVersionsMax = 1000;

PortalListVersion version_of(const db::Rows& rows, std::size_t i) {
  return {.list = rows.text(i, 0),
          .agency_uscc = rows.text(i, 1),
          .agency = rows.text(i, 2),
          .published_on = rows.text(i, 3),
          .version = rows.integer(i, 4),
          .entries = rows.integer(i, 5),
          .pos = rows.integer(i, 6),
          .digest = rows.text(i, 7)};
}

Json data_of(const std::string& json) {
  auto parsed = parse_json(json);
  return parsed ? std::move(*parsed) : Json();
}

// agency~place, where the page before ended.
std::pair<std::string, std::int64_t> place_of(std::string_view cursor) {
  const auto mark = cursor.find('~');
  std::int64_t place = -1;
  if (mark == std::string_view::npos) return {"", place};
  const auto [end, problem] = std::from_chars(cursor.data() + mark + 1, cursor.data() + cursor.size(), place);
  if (problem != std::errc() || end != cursor.data() + cursor.size()) return {"", -1};
  return {std::string(cursor.substr(0, mark)), place};
}

}  // namespace

std::span<const PublicList> public_lists() { return kLists; }

const PublicList* public_list(std::string_view id) {
  for (const auto& list : kLists)
    if (list.id == id) return &list;
  return nullptr;
}

Status apply_list(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry) {
  const auto document = parse_json(item.json, kDocument);
  if (!document) return refuse(document.error());
  const auto event = opened_event(options, item, entry, "清单");
  if (!event) return refuse(event.error());
  if (event->text("type") != "publish_list") return invalid("清单的日志条目不是发布清单的事件", "entry");
  const std::string name = document->text("list");
  const Json* agency = document->find("agency");
  const std::int64_t version = document->integer("version");
  if (name.empty() || agency == nullptr || agency->text("uscc") != event->text("agency") || version < 1 ||
      version != event->integer("version"))
    return invalid("清单没有写明名称、机关或者版本，或者与日志事件不一致", "json");
  if (const auto* known = public_list(name); known != nullptr && !known->keeps_versions) {
    tx.execute(sql::kDropListVersions, {item.id});
    tx.execute(sql::kDropChanges, {item.id});
  }
  const std::string uscc = agency->text("uscc");
  const auto& entries = document->items("entries");
  tx.execute(sql::kAddListVersion, {item.id, version, name, uscc, agency->text("name"), document->text("published_on"),
                                    static_cast<std::int64_t>(entries.size()), item.pos, item.at.unix_ms(),
                                    event->find("data")->text("digest"), item.entry, item.proof, item.event, item.salt,
                                    item.json});
  tx.execute(sql::kDropListEntries, {name, uscc});
  std::int64_t place = 0;
  for (const auto& row : entries)
    tx.execute(sql::kAddListEntry, {name, uscc, place++, row.text("id"), canonical(row)});
  tx.execute(sql::kAddChange, {item.pos, std::string("list"), item.id, version});
  return {};
}

std::vector<PortalListVersion> PortalDb::list_versions(std::string_view list) const {
  std::vector<PortalListVersion> out;
  read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(sql::kListVersions, {std::string(list), kVersionsMax});
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(version_of(rows, i));
  });
  return out;
}

std::vector<PortalListVersion> PortalDb::newest_lists() const {
  std::vector<PortalListVersion> out;
  for (const auto& list : public_lists()) {
    std::string last;
    for (auto& version : list_versions(list.id)) {
      if (version.agency_uscc == last) continue;
      last = version.agency_uscc;
      out.push_back(std::move(version));
    }
  }
  return out;
}

std::optional<std::string> PortalDb::list_json(std::string_view list, std::string_view uscc,
                                               std::int64_t version) const {
  std::optional<std::string> out;
  read([&](db::Transaction& tx) {
    const auto rows = tx.query(sql::kListJson, {std::string(list), std::string(uscc), version});
    out = rows.empty() ? std::nullopt : std::optional(rows.text(0, 0));
  });
  return out;
}

PortalListPage PortalDb::list_page(std::string_view list, std::string_view uscc, std::string_view after,
                                   int limit) const {
  PortalListPage page;
  const auto from = place_of(after);
  read([&](db::Transaction& tx) {
    page = {};
    const auto rows =
        uscc.empty() ? tx.query(sql::kListPage, {std::string(list), from.first, from.second, std::int64_t{limit} + 1})
                     : tx.query(sql::kListPageOf, {std::string(list), std::string(uscc), from.second, std::int64_t{limit} + 1});
    for (std::size_t i = 0; i < rows.size() && page.rows.size() < static_cast<std::size_t>(limit); ++i) {
      page.rows.push_back({rows.text(i, 0), data_of(rows.text(i, 2))});
      if (i + 1 < rows.size() && page.rows.size() == static_cast<std::size_t>(limit))
        page.next = rows.text(i, 0) + "~" + std::to_string(rows.integer(i, 1));
    }
  });
  return page;
}

std::optional<PortalListEntry> PortalDb::list_entry(std::string_view list, std::string_view id) const {
  std::optional<PortalListEntry> out;
  read([&](db::Transaction& tx) {
    out.reset();
    const auto rows = tx.query(sql::kListEntry, {std::string(list), std::string(id)});
    if (!rows.empty()) out = PortalListEntry{rows.text(0, 0), data_of(rows.text(0, 1))};
  });
  return out;
}

}  // namespace mingjing::query
