// Items of enforcement, officers, the agency and its units.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "domain/identity/agency.h"
#include "domain/identity/role.h"
#include "flow/agency_settings.h"
#include "flow/catalog_items.h"
#include "flow/document_facts.h"
#include "flow/identity_agencies.h"
#include "flow/identity_officers.h"
#include "http/api/core.h"
#include "http/conditional.h"
#include "query/versions.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr std::size_t kColleaguePages = 20;

// {"id","version", …members of the part}
void spliced(JsonWriter& out, const std::string& id, std::int64_t version, std::string_view data) {
  std::string row = "{\"id\":\"" + id + "\",\"version\":" + std::to_string(version);
  if (data.size() > 2) {
    row += ',';
    row += data.substr(1);
  } else {
    row += '}';
  }
  out.raw(row);
}

Response list_of(Api& api, Request& request, std::string_view action, std::string_view kind, std::string_view member) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, action, Relation::agency); !allowed) return respond(allowed.error());
  const auto after = read_cursor(request);
  if (!after) return respond(after.error());
  const auto list = query::list_aggregates(*api.services.database, who.actor.agency, kind, *after);
  JsonWriter out;
  out.open_object().key(member).open_array();
  for (const auto& row : list.rows) spliced(out, row.id, row.version, row.data);
  out.close_array().member("next", list.next).close_object();
  return ok_json(200, out.take());
}

// Who works here, for whoever hands something on: accounts in use, without what only administrators see.
Response list_colleagues(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_agency", Relation::agency); !allowed) return respond(allowed.error());
  const auto stored = api.services.directory->agency(who.actor.agency);
  if (!stored) throw Unavailable("no agency " + who.actor.agency.text());
  const auto agency = identity::agency_from_parts(who.actor.agency, stored->parts);
  JsonWriter out;
  out.open_object().key("colleagues").open_array();
  std::string after;
  for (std::size_t page = 0; page < kColleaguePages; ++page) {
    const auto list = query::list_aggregates(*api.services.database, who.actor.agency, ports::kind::user, after);
    for (const auto& row : list.rows) {
      const auto data = parse_json(row.data);
      if (!data || data->text("status") != "active") continue;
      out.open_object().member("id", row.id).member("name", data->text("name"));
      const auto unit = UnitId::parse(data->text("unit"));
      if (const auto* of = unit ? agency.find_unit(*unit) : nullptr) out.member("unit_name", of->name);
      out.key("roles").open_array();
      for (const auto& role : data->items("roles")) {
        if (const auto known = identity::parse_role(role.as_string() == nullptr ? std::string() : *role.as_string())) {
          out.value(identity::name_zh(*known));
        }
      }
      out.close_array().close_object();
    }
    after = list.next;
    if (after.empty()) break;
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

// `code` names one item, wherever it stands in the list.
Response list_items(Api& api, Request& request) {
  const std::string code(request.query_or("code", ""));
  if (code.empty()) return list_of(api, request, "list_items", ports::kind::item, "items");
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "list_items", Relation::agency); !allowed) return respond(allowed.error());
  std::optional<ports::Aggregate> stored;
  api.services.snapshots->read([&](ports::Reader& reader) {
    const auto id = reader.lookup(who.actor.agency, ports::kind::item, code);
    stored = id ? reader.load(who.actor.agency, ports::kind::item, *id) : std::nullopt;
  });
  JsonWriter out;
  out.open_object().key("items").open_array();
  const auto* part = stored ? stored->find("item") : nullptr;
  if (part != nullptr) spliced(out, stored->id.text(), stored->version, to_text(part->data));
  out.close_array().member("next", "").close_object();
  return ok_json(200, out.take());
}

Response read_item(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_item", Relation::agency); !allowed) return respond(allowed.error());
  std::optional<ports::Aggregate> stored;
  const auto id = *Uuid::parse(request.param("id"));
  api.services.snapshots->read(
      [&](ports::Reader& reader) { stored = reader.load(who.actor.agency, ports::kind::item, id); });
  const auto* part = stored ? stored->find("item") : nullptr;
  if (part == nullptr) return respond(Error{ErrorCode::not_found, "没有找到这个执法事项。", {}, {}, {}});
  JsonWriter out;
  spliced(out, id.text(), stored->version, to_text(part->data));
  return ok_json(200, out.take());
}

using Import = Result<std::vector<catalog::RowReport>> (*)(ports::UnitOfWork&, std::string_view);

// A table as text/csv. A dry run is the same command, refused at the end and reported all the same.
void import_table(Api& api, Request& request, const Responder& responder, const char* action, Import import) {
  const auto type = request.header("Content-Type");
  if (!equal_ignoring_case(trim(type.substr(0, type.find(';'))), "text/csv")) {
    return responder.answer(respond(Error{ErrorCode::unsupported_type, "请以 CSV 文件（text/csv）导入。", {}, {}, {}}));
  }
  auto text = std::make_shared<const std::string>(request.body);
  run_command(api, request, responder,
              {action, Relation::agency,
               [text, import](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto reports = import(work, *text);
                 if (!reports) return refuse(Error(reports.error()));
                 std::int64_t refused = 0;
                 JsonWriter out;
                 out.open_object().key("rows").open_array();
                 for (const auto& row : *reports) {
                   if (row.outcome == catalog::Taken::refused) ++refused;
                   out.open_object().member("line", static_cast<std::int64_t>(row.line)).member("key", row.key);
                   out.member("outcome", catalog::to_string(row.outcome)).member("why", row.why).close_object();
                 }
                 out.close_array().member("refused", refused).close_object();
                 return ports::Answer{200, out.take(), false};
               },
               {}});
}

Response read_agency(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_agency", Relation::agency); !allowed) return respond(allowed.error());
  const auto stored = api.services.directory->agency(who.actor.agency);
  if (!stored) throw Unavailable("the caller's agency is missing");
  const auto agency = identity::agency_from_parts(who.actor.agency, stored->parts);
  JsonWriter out;
  out.open_object().member("id", agency.id.text()).member("version", stored->version).member("uscc", agency.uscc);
  out.member("name", agency.name).member("short_name", agency.short_name).member("document_prefix", agency.document_prefix);
  out.member("level", identity::to_string(agency.level)).member("region_code", agency.region_code);
  out.member("address", agency.address).member("telephone", agency.telephone);
  out.key("settings").raw(to_text(flow::settings_of(stored->parts))).key("units").open_array();
  for (const auto& unit : agency.units) {
    out.open_object().member("id", unit.id.text()).member("name", unit.name);
    out.key("legal_review").value(unit.legal_review).key("case_handling").value(unit.case_handling);
    out.key("active").value(unit.active).close_object();
  }
  out.close_array().close_object();
  Response response = ok_json(200, out.take());
  response.set("ETag", "\"" + std::to_string(stored->version) + "\"");
  return response;
}

identity::Unit read_unit(const Json& json) {
  identity::Unit unit;
  unit.name = std::string(trim(json.text("name")));
  unit.legal_review = json.flag("legal_review");
  unit.case_handling = json.flag("case_handling");
  return unit;
}

std::string made(std::string_view id) { return "{\"id\":\"" + std::string(id) + "\"}"; }

void create_unit(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"name", "legal_review", "case_handling"}); !known) {
    return responder.answer(respond(known.error()));
  }
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  run_command(api, request, responder,
              {"create_unit", Relation::agency,
               [unit = read_unit(*body), version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::create_unit(work, version, unit);
                 if (!id) return refuse(Error(id.error()));
                 return ports::Answer{201, made(id->text()), false};
               },
               {}});
}

void set_settings(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  run_command(api, request, responder,
              {"set_settings", Relation::agency,
               [settings = std::move(*body), version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 if (auto done = flow::set_agency_settings(work, version, settings); !done) {
                   return refuse(Error(done.error()));
                 }
                 return ports::Answer{200, R"({"changed":true})", false};
               },
               {}});
}

void create_agency(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"uscc", "name", "short_name", "document_prefix", "level", "region_code",
                                        "parent_id", "address", "telephone", "units"});
      !known) {
    return responder.answer(respond(known.error()));
  }
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  identity::Agency agency;
  agency.uscc = body->text("uscc");
  agency.name = body->text("name");
  agency.short_name = body->text("short_name");
  agency.document_prefix = body->text("document_prefix");
  agency.region_code = body->text("region_code");
  agency.address = body->text("address");
  agency.telephone = body->text("telephone");
  const auto level = identity::parse_level(body->text("level"));
  if (!level) return responder.answer(refuse_form(request, "create_agency", {ErrorCode::invalid, "请选择机关层级。", "level", {}, {}}));
  agency.level = *level;
  if (const auto parent = body->text("parent_id"); !parent.empty()) {
    agency.parent = AgencyId::parse(parent);
    if (!agency.parent) return responder.answer(refuse_form(request, "create_agency", {ErrorCode::invalid, "没有找到上级机关。", "parent_id", {}, {}}));
  }
  for (const auto& row : body->items("units")) agency.units.push_back(read_unit(row));
  run_command(api, request, responder,
              {"create_agency", Relation::agency,
               [agency, version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::create_agency(work, version, agency);
                 if (!id) return refuse(Error(id.error()));
                 return ports::Answer{201, made(id->text()), false};
               },
               {}});
}

}  // namespace

void add_catalog_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  RouteFlags table = flags;
  table.body_limit = 16 << 20;
  table.form = "csv";
  router.add("list_items", Method::get, "/api/v1/items", flags,
             [api](Request& r) { return list_items(*api, r); });
  router.add("read_item", Method::get, "/api/v1/items/{id:uuid}", flags, [api](Request& r) { return read_item(*api, r); });
  router.add_async("import_items", Method::post, "/api/v1/items/import", table, [api](Request& r, Responder a) {
    import_table(*api, r, a, "import_items", flow::import_items);
  });
  router.add("list_officers", Method::get, "/api/v1/officers", flags,
             [api](Request& r) { return list_of(*api, r, "list_officers", ports::kind::officer, "officers"); });
  router.add_async("import_officers", Method::post, "/api/v1/officers/import", table, [api](Request& r, Responder a) {
    import_table(*api, r, a, "import_officers", flow::import_officers);
  });
  router.add("list_colleagues", Method::get, "/api/v1/colleagues", flags,
             [api](Request& r) { return list_colleagues(*api, r); });
  router.add("list_users", Method::get, "/api/v1/users", flags,
             [api](Request& r) { return list_of(*api, r, "read_users", ports::kind::user, "users"); });
  router.add("read_agency", Method::get, "/api/v1/agency", flags, [api](Request& r) { return read_agency(*api, r); });
  router.add_async("create_unit", Method::post, "/api/v1/agency/units", flags,
                   [api](Request& r, Responder a) { create_unit(*api, r, a); });
  router.add_async("set_settings", Method::post, "/api/v1/agency/settings", flags,
                   [api](Request& r, Responder a) { set_settings(*api, r, a); });
  router.add_async("create_agency", Method::post, "/api/v1/agencies", flags,
                   [api](Request& r, Responder a) { create_agency(*api, r, a); });
}

}  // namespace mingjing::http::api
