// Earlier cases of a party, for whoever takes in or handles a new one: by name, credit code or citizen number within the
// own agency. A citizen number never stands in an address, so that question is a POST.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "domain/cases/stage.h"
#include "http/api/case_reading.h"
#include "query/party_history.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::string_view kName = "name", kCreditCode = "credit_code", kIdNumber = "id_number";

// What a party is known by; exactly one.
struct Known {
  std::string_view by;
  std::string value;
};

bool is_person(const Json& party) { return party.text("kind") != "organisation"; }

// Which of a case's parties is meant. By a citizen number it is the only person; among several the sealed numbers tell.
class Meant {
 public:
  Meant(Api& api, const Caller& who, const Known& known) : api_(api), who_(who), known_(known) {}
  std::vector<const Json*> of(const query::PartyCase& found) const {
    std::vector<const Json*> out;
    for (const auto& party : found.parties) {
      if (known_.by == kName && party.text("name") == known_.value) out.push_back(&party);
      if (known_.by == kCreditCode && party.text("uscc") == known_.value) out.push_back(&party);
      if (known_.by == kIdNumber && is_person(party)) out.push_back(&party);
    }
    if (known_.by == kIdNumber && out.size() > 1) keep_named(found, out);
    return out;
  }

 private:
  void keep_named(const query::PartyCase& found, std::vector<const Json*>& parties) const {
    std::vector<std::string> names;
    api_.services.snapshots->read([&](ports::Reader& reader) {
      names.clear();
      const auto id = *CaseId::parse(found.id);
      const auto stored = reader.load(who_.actor.agency, ports::kind::enforcement_case, id.uuid());
      const auto c = stored ? cases::Case::from_parts(id, stored->parts) : refuse(ErrorCode::not_found, "");
      if (!c) return;
      for (const auto& party : c->parties) {
        if (party.citizen_no == known_.value) names.push_back(party.name);
      }
    });
    std::erase_if(parties, [&](const Json* party) {
      return std::find(names.begin(), names.end(), party->text("name")) == names.end();
    });
  }

  Api& api_;
  const Caller& who_;
  const Known& known_;
};

Result<std::vector<query::PartyCase>> found_by(Api& api, AgencyId agency, const Known& known) {
  auto& database = *api.services.database;
  if (known.by == kName) return query::cases_of_name(database, agency, known.value, api.services.legal_clock->today());
  const auto ids = api.services.sealed_index->cases_with(agency, known.by == kCreditCode ? "uscc" : "citizen_no", known.value,
                                                         static_cast<int>(query::kPartyCases));
  return query::party_cases(database, agency, ids);
}

void write_case(JsonWriter& out, const query::PartyCase& found) {
  const auto summary = parse_json(found.summary).value_or(Json());
  const auto stage = cases::parse_stage(found.stage);
  out.open_object().member("id", found.id).member("number", found.case_no).member("stage", found.stage);
  out.member("stage_name", stage ? cases::name_zh(*stage) : std::string_view());
  out.member("item", summary.text("item")).member("cause", summary.text("cause"));
  out.member("decided_on", found.decided_on).member("penalty", summary.text("penalty")).close_object();
}

// Parties of one name and kind are one.
void write_parties(JsonWriter& out, const Meant& meant, const std::vector<query::PartyCase>& found) {
  struct Group {
    std::string name, kind;
    std::vector<const query::PartyCase*> cases;
  };
  std::vector<Group> groups;
  for (const auto& one : found) {
    for (const Json* party : meant.of(one)) {
      const std::string name = party->text("name"), kind = party->text("kind");
      auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.name == name && g.kind == kind; });
      if (group == groups.end()) group = groups.insert(groups.end(), {name, kind, {}});
      group->cases.push_back(&one);
    }
  }
  for (const auto& group : groups) {
    out.open_object().member("name", group.name).member("kind", group.kind).key("cases").open_array();
    for (const auto* one : group.cases) write_case(out, *one);
    out.close_array().close_object();
  }
}

Response answer_history(Api& api, const Caller& who, const Known& known) {
  if (!api.journal.note(who.actor, "party_history", who.actor.agency.uuid(), "intake")) {
    throw Unavailable("the access journal is full");
  }
  const auto found = found_by(api, who.actor.agency, known);
  if (!found) {
    Error error = found.error();
    error.field = std::string(known.by);
    return respond(error);
  }
  JsonWriter out;
  out.open_object().key("parties").open_array();
  write_parties(out, Meant(api, who, known), *found);
  out.close_array().close_object();
  return ok_json(200, out.take());
}

Result<Known> known_from(std::string_view name, std::string_view code, std::string_view number) {
  const std::pair<std::string_view, std::string_view> given[] = {{kName, name}, {kCreditCode, code}, {kIdNumber, number}};
  Known out;
  for (const auto& [by, value] : given) {
    if (trim(value).empty()) continue;
    if (!out.value.empty()) return refuse(ErrorCode::bad_request, "名称、统一社会信用代码、证件号码只填一项。", std::string(by));
    out = {by, std::string(trim(value))};
  }
  if (out.value.empty()) return refuse(ErrorCode::bad_request, "请填写当事人的名称或者统一社会信用代码。", "name");
  if (out.value.size() > 400) return refuse(ErrorCode::bad_request, "查询的字太多，请缩短。", std::string(out.by));
  return out;
}

Response list_parties(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_party_history", Relation::agency); !allowed) return respond(allowed.error());
  const auto known = known_from(request.query_or("name", ""), request.query_or("credit_code", ""), "");
  return known ? answer_history(api, who, *known) : respond(known.error());
}

Response search_parties(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_party_history", Relation::agency); !allowed) return respond(allowed.error());
  const auto body = read_body(request);
  if (!body) return respond(body.error());
  if (auto known = only_members(*body, {"name", "credit_code", "id_number"}); !known) return respond(known.error());
  const auto known = known_from(body->text("name"), body->text("credit_code"), body->text("id_number"));
  return known ? answer_history(api, who, *known) : respond(known.error());
}

// What a party of a case is found by in others: its number before its name.
Known best_of(const cases::Party& party) {
  if (!party.uscc.empty()) return {kCreditCode, party.uscc};
  if (!party.citizen_no.empty()) return {kIdNumber, party.citizen_no};
  return {kName, party.name};
}

Response related_cases(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  std::vector<cases::Party> parties;
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit&, cases::Case& c, bool) {
    for (const auto* party : c.present_parties()) parties.push_back(*party);
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "related")) throw Unavailable("the access journal is full");
  JsonWriter out;
  out.open_object().key("parties").open_array();
  // Another agency's cases are looked at, not searched through.
  const bool own_agency = id.agency_ordinal() == who.actor.agency_ordinal;
  for (const auto& party : parties) {
    const auto known = best_of(party);
    std::vector<query::PartyCase> found;
    if (own_agency) found = found_by(api, who.actor.agency, known).value_or(std::vector<query::PartyCase>{});
    const Meant meant(api, who, known);
    out.open_object().member("name", party.name).member("kind", cases::kPartyKinds[static_cast<std::size_t>(party.kind)].id).member("by", known.by);
    out.key("cases").open_array();
    for (const auto& one : found) {
      if (one.id != id.text() && !meant.of(one).empty()) write_case(out, one);
    }
    out.close_array().close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_party_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add("list_parties", Method::get, "/api/v1/parties", flags, [api](Request& r) { return list_parties(*api, r); });
  router.add("search_parties", Method::post, "/api/v1/parties/search", flags,
             [api](Request& r) { return search_parties(*api, r); });
  router.add("related_cases", Method::get, "/api/v1/cases/{id:uuid}/related", flags,
             [api](Request& r) { return related_cases(*api, r); });
}

}  // namespace mingjing::http::api
