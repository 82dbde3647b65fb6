// SPDX-License-Identifier: Apache-2.0
#include "flow/public_lists.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "domain/catalog/discretion_book.h"
#include "domain/catalog/item.h"
#include "domain/evidence/recording_list.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "flow/document_facts.h"

namespace mingjing::flow {
namespace {

constexpr int kEntriesMax = 5000;

std::string digest_of(const Json& value) { return "sha256:" + to_hex(crypto::sha256(canonical(value))); }

Json array_of(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const auto& item : items) out.push(item);
  return out;
}

Json steps_of(const catalog::DiscretionBook& book, const catalog::FineBand& band) {
  Json out = Json::array();
  for (const auto& step : band.steps) {
    out.push(Json::object({{"name", step.zh},
                           {"when", catalog::conditions_zh(book, band.by, step.applies)},
                           {"range", catalog::text_zh(band, step)}}));
  }
  return out;
}

// 裁量基准 with the days on which each is in force; a page chooses by its own day.
Json discretion_of(std::string_view item) {
  const auto& book = catalog::DiscretionBook::built_in();
  Json out = Json::array();
  for (const auto& standard : book.standards()) {
    if (standard.item != item) continue;
    Json bands = Json::array();
    for (const auto& band : standard.bands) {
      bands.push(Json::object({{"name", band.zh},
                               {"when", catalog::conditions_zh(book, standard.by, band.applies)},
                               {"range", catalog::text_zh(band.range)},
                               {"citation", band.range.citation},
                               {"steps", steps_of(book, band)}}));
    }
    Json row = Json::object({{"name", standard.name},
                             {"from", standard.from.text()},
                             {"basis", array_of(standard.basis)},
                             {"bands", std::move(bands)}});
    if (standard.until) row.set("until", standard.until->text());
    out.push(std::move(row));
  }
  return out;
}

// 救济渠道: where, within which term, by which article (DOMAIN R-PRE-008).
Json remedies_of(const catalog::Item& item, const Json* organs) {
  const auto organ = [&](std::string_view name) { return organs == nullptr ? std::string() : organs->text(name); };
  Json reconsideration = Json::object({{"kind", "reconsideration"},
                                       {"where", organ("reconsideration_organ")},
                                       {"days", item.review_days},
                                       {"citation", "《行政复议法》第二十条第一款"}});
  if (!item.reconsideration_first.empty()) reconsideration.set("first", item.reconsideration_first);
  Json litigation = Json::object({{"kind", "litigation"}, {"where", organ("court")}});
  if (item.litigation_days > 0) litigation.set("days", item.litigation_days);
  else litigation.set("months", item.litigation_months);
  litigation.set("citation",
                 item.litigation_citation.empty() ? "《行政诉讼法》第四十六条第一款" : item.litigation_citation);
  return Json::array({std::move(reconsideration), std::move(litigation)});
}

Json entry_of(const catalog::Item& item, const Json* organs) {
  Json fines = Json::array();
  for (const auto& fine : item.fines) {
    fines.push(Json::object({{"text", catalog::text_zh(fine)}, {"citation", fine.citation}}));
  }
  Json out = Json::object({{"id", item.id.text()},
                           {"code", item.code},
                           {"name", item.name},
                           {"act_type", item.act_type},
                           {"act_type_name", catalog::act_type_zh(item.act_type)},
                           {"basis", array_of(item.basis)},
                           {"kinds", array_of(item.kinds)},
                           {"fines", std::move(fines)},
                           {"unit", item.unit},
                           {"handling_days", item.handling_days},
                           {"remedies", remedies_of(item, organs)},
                           {"discretion", discretion_of(item.code)}});
  if (!item.enforcement_power.empty()) out.set("enforcement_power", item.enforcement_power);
  return out;
}

Json items(ports::Reader& reader, AgencyId agency, const Json* organs) {
  std::vector<catalog::Item> all;
  for (const auto& stored : reader.all(agency, ports::kind::item, kEntriesMax)) {
    auto item = catalog::item_from_parts(ItemId(stored.id), stored.parts);
    if (item.active) all.push_back(std::move(item));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  Json out = Json::array();
  for (const auto& item : all) out.push(entry_of(item, organs));
  return out;
}

Json entry_of(const identity::Officer& officer, const identity::Agency& agency) {
  Json out = Json::object({{"id", officer.certificate_no}, {"certificate_no", officer.certificate_no},
                           {"status", identity::to_string(officer.status)}});
  if (officer.status_since) out.set("status_since", officer.status_since->text());
  if (officer.status == identity::CertificateStatus::revoked) return out;
  const auto* unit = agency.find_unit(officer.unit);
  out.set("name", officer.name);
  out.set("sex", officer.sex);
  out.set("post", officer.post);
  out.set("unit", unit == nullptr ? std::string() : unit->name);
  out.set("categories", array_of(officer.categories));
  out.set("area", officer.area);
  out.set("valid_from", officer.valid_from.text());
  out.set("valid_until", officer.valid_until.text());
  return out;
}

Json officers(ports::Reader& reader, const identity::Agency& agency) {
  std::vector<identity::Officer> all;
  for (const auto& stored : reader.all(agency.id, ports::kind::officer, kEntriesMax)) {
    all.push_back(identity::officer_from_parts(OfficerId(stored.id), stored.parts));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.certificate_no < b.certificate_no; });
  Json out = Json::array();
  for (const auto& officer : all) out.push(entry_of(officer, agency));
  return out;
}

std::string_view way_zh(std::string_view way) { return way == "photo" ? "拍照" : way == "audio" ? "录音" : "录像"; }

Json entry_of(const catalog::RecordingMatter& matter) {
  Json acts = Json::array(), ways = Json::array(), basis = Json::array();
  for (const auto& act : matter.acts) {
    if (const auto known = cases::parse_act(act)) acts.push(cases::name_zh(*known));
  }
  for (const auto& way : matter.ways) ways.push(way_zh(way));
  const auto* law = matter.approved_on ? catalog::RecordingMatters::built_in().find(matter.id) : nullptr;
  if (law != nullptr) basis.push(law->citation);
  basis.push(matter.citation);
  return Json::object({{"id", matter.id}, {"name", matter.name}, {"kind", "step"}, {"acts", std::move(acts)},
                       {"duty", catalog::to_string(matter.duty)}, {"duty_name", catalog::name_zh(matter.duty)},
                       {"extent_name", matter.whole ? "全程" : "部分"}, {"ways", std::move(ways)}, {"basis", std::move(basis)},
                       {"from", matter.from.text()}, {"own", matter.approved_on.has_value()}});
}

// The newest list that was approved, as it holds from its first day on; premises after the matters.
Json matters(const evidence::RecordingLists& lists) {
  Json out = Json::array();
  const Date day = lists.versions.empty() ? Date() : *lists.versions.back().from;
  for (const auto& matter : evidence::in_force(lists, day)) out.push(entry_of(matter));
  const auto* own = lists.on(day);
  if (own == nullptr) return out;
  int place = 0;
  for (const auto& one : own->premises) {
    out.push(Json::object({{"id", "premises_" + std::to_string(++place)}, {"name", one.name}, {"kind", "premises"},
                           {"acts", Json::array({"在此进行的执法活动"})}, {"duty", "must"},
                           {"duty_name", catalog::name_zh(catalog::RecordingDuty::must)}, {"extent_name", "全程"},
                           {"ways", Json::array({"录音", "录像"})}, {"basis", Json::array({one.citation})},
                           {"from", own->from->text()}, {"own", true}}));
  }
  return out;
}

}  // namespace

void queue_list(ports::UnitOfWork& work, std::string_view list) {
  work.queue(ports::NewJob{"publish_list", Json::object({{"list", list}}), Instant{}});
}

Result<Json> compose_list(ports::Reader& reader, AgencyId id, std::string_view list) {
  const auto stored = reader.load(id, ports::kind::agency, id.uuid());
  if (!stored) return invalid("没有这个机关。");
  const auto agency = identity::agency_from_parts(id, stored->parts);
  Json entries;
  if (list == kItemsList) {
    const Json settings = settings_of(stored->parts);
    entries = items(reader, id, settings.find("remedies"));
  } else if (list == kOfficersList) {
    entries = officers(reader, agency);
  } else if (list == kMattersList) {
    entries = matters(evidence::lists_from_parts(stored->parts));
  } else {
    return invalid("没有这种清单。", "list");
  }
  return Json::object({{"agency", Json::object({{"name", agency.name},
                                                {"uscc", agency.uscc},
                                                {"address", agency.address},
                                                {"telephone", agency.telephone}})},
                       {"entries", std::move(entries)}});
}

Status publish_list(ports::UnitOfWork& work, std::string_view list, Json content) {
  const std::string says = digest_of(content);
  const auto known = work.lookup(ports::kind::public_list, list);
  if (known) {
    const auto last = work.load(ports::kind::public_list, *known);
    const auto* part = last ? last->find(ports::kind::public_list) : nullptr;
    if (part != nullptr && part->data.text("says") == says) return {};
  }
  const Uuid id = known ? *known : work.new_id();
  auto opened = known ? work.open(ports::kind::public_list, id, std::nullopt)
                      : Result<ports::Aggregate>(work.create(ports::kind::public_list, id));
  if (!opened) return refuse(opened.error());
  content.set("list", list);
  content.set("published_on", work.today().text());
  content.set("v", 1);
  content.set("version", opened->version);
  const std::string bytes = canonical(content);
  const std::string digest = "sha256:" + to_hex(crypto::sha256(bytes));
  work.put(*opened, {std::string(ports::kind::public_list), {}, Json::object({{"list", list}, {"says", says}}), {}});
  work.put_public_body(id, opened->version, bytes);
  work.append(*opened, {"publish_list", Json::object({{"digest", digest}, {"list", list}}), work.now()});
  return {};
}

}  // namespace mingjing::flow
