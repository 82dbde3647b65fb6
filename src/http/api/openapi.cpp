// SPDX-License-Identifier: Apache-2.0
#include "http/api/openapi.h"

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "domain/cases/form.h"
#include "flow/complaints.h"
#include "http/api/endpoints.h"

namespace mingjing::http::api {
namespace {

Json text_schema() { return Json::object({{"type", "string"}}); }
Json to_schema(std::string_view name) { return Json::object({{"$ref", "#/components/schemas/" + std::string(name)}}); }
Json content(std::string_view type, Json schema) {
  return Json::object({{std::string(type), Json::object({{"schema", std::move(schema)}})}});
}

Json parameter(std::string_view where, std::string_view name, bool required, Json schema, std::string_view why = {}) {
  Json out = Json::object({{"name", name}, {"in", where}, {"required", required}, {"schema", std::move(schema)}});
  if (!why.empty()) out.set("description", why);
  return out;
}

// Names between braces in the pattern, with their types.
Json path_parameters(std::string_view pattern) {
  Json out = Json::array();
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    std::string_view inner = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
    Json schema = text_schema();
    if (const auto colon = inner.find(':'); colon != std::string_view::npos) {
      if (inner.substr(colon + 1) == "uuid") schema.set("format", "uuid");
      inner = inner.substr(0, colon);
    }
    out.push(parameter("path", inner, true, std::move(schema)));
  }
  return out;
}

bool is_act(std::string_view operation) {
  const auto act = cases::parse_act(operation);
  return act && !cases::is_system_act(*act);
}

bool is_listed(const Json& source, std::string_view list, std::string_view name) {
  for (const auto& row : source.items(list)) {
    if (*row.as_string() == name) return true;
  }
  return false;
}

Json parameters_of(const Json& source, const Route& route) {
  Json out = path_parameters(route.pattern);
  if (const Json* names = source.find("query")->find(route.name)) {
    for (const auto& [name, schema] : *names->as_object()) out.push(parameter("query", name, false, schema));
  }
  const bool act_on_case = is_act(route.name) && route.name != "register_clue";
  if (act_on_case || flow::find_complaint_verb(route.name) || is_listed(source, "versioned", route.name)) {
    out.push(parameter("header", "If-Match", true, text_schema(), "所见的版本，例如 \"17\"（带引号）"));
  } else if (route.name == "save_draft") {
    out.push(parameter("header", "If-Match", false, text_schema(), "所见的版本，例如 \"2\"；\"0\"：尚无这份草稿"));
  }
  if (route.method == Method::post && route.flags.needs_session && route.flags.form != "tus") {
    Json key = text_schema();
    key.set("minLength", 16);
    key.set("maxLength", 64);
    const bool command = route.name != "enrol_second_factor" && route.name != "set_legal_clock" &&
                         route.name != "preview_discretion" && route.name != "search_parties";
    out.push(parameter("header", "Idempotency-Key", command, std::move(key), "同一次提交重发时用同一个"));
  }
  return out;
}

Json responses_of(const Json& source, const Route& route) {
  std::int64_t status = 200;
  const Json* schema = nullptr;
  static const Json kActAnswer("ActAnswer");
  if (is_act(route.name)) {
    status = route.name == "register_clue" ? 201 : 200;
    schema = &kActAnswer;
  } else {
    const Json* row = source.find("answers")->find(flow::find_complaint_verb(route.name) ? "act_on_complaint" : route.name);
    MJ_CHECK(row != nullptr);  // an operation whose answer nobody described
    status = *(*row->as_array())[0].as_int();
    schema = &(*row->as_array())[1];
  }
  Json answer = Json::object({{"description", "成功"}});
  if (const auto* name = schema->as_string()) {
    answer.set("content", name->find('/') == std::string::npos ? content("application/json", to_schema(*name))
                                                               : content(*name, text_schema()));
  }
  Json out = Json::object({{std::to_string(status), std::move(answer)}});
  if (is_listed(source, "ranged", route.name)) {
    out.set("206", Json::object({{"description", "所要的一段"}, {"content", content(*schema->as_string(), text_schema())}}));
  }
  out.set("default", Json::object({{"description", "拒绝或者出错，error.message 说明怎么办"},
                                   {"content", content("application/json", to_schema("Error"))}}));
  return out;
}

Json operation_of(const Json& source, const Route& route) {
  Json out = Json::object({{"operationId", route.name}});
  if (const auto* endpoint = find_endpoint(route.name)) {
    out.set("summary", endpoint->zh);
    out.set("x-right", endpoint->action);
  }
  out.set("parameters", parameters_of(source, route));
  Json body;
  if (const auto act = cases::parse_act(route.name)) {
    body = content("application/json", cases::form_of(*act));
  } else if (const Json* form = flow::complaint_form(route.name)) {
    body = content("application/json", *form);
  } else if (const Json* schema = source.find("bodies")->find(route.name)) {
    // Written out here, or the name of the form that the command itself checks the body against.
    body = content("application/json", schema->as_string() == nullptr ? *schema : parse_json(embedded(*schema->as_string())).value());
  } else if (route.flags.form == "csv") {
    body = content("text/csv", text_schema());
  }
  if (!body.is_null()) out.set("requestBody", Json::object({{"required", true}, {"content", std::move(body)}}));
  out.set("responses", responses_of(source, route));
  if (!route.flags.needs_session) out.set("security", Json::array());
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::string openapi_json(const Router& router) {
  const auto parsed = parse_json(embedded("openapi/staff.json"));
  MJ_CHECK(parsed.has_value());
  const Json& source = *parsed;
  Json paths(Json::Object{});
  for (const auto& route : router.routes()) {
    if (!route->pattern.starts_with("/api/")) continue;
    const std::string path = route->openapi_path();
    Json item = paths.find(path) ? *paths.find(path) : Json(Json::Object{});
    item.set(lower(to_string(route->method)), operation_of(source, *route));
    paths.set(path, std::move(item));
  }
  Json schemes = Json::object(
      {{"cookie", Json::object({{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-mj"}})},
       {"bearer", Json::object({{"type", "http"}, {"scheme", "bearer"}})}});
  Json document = Json::object(
      {{"openapi", "3.1.0"},
       {"info", Json::object({{"title", "明镜 Mingjing 办案接口"}, {"version", "1"}, {"license", Json::object({{"name", "Apache-2.0"}})}})},
       {"security", Json::array({Json::object({{"cookie", Json::array()}}), Json::object({{"bearer", Json::array()}})})},
       {"paths", std::move(paths)},
       {"components", Json::object({{"schemas", *source.find("schemas")}, {"securitySchemes", std::move(schemes)}})}});
  return to_text(document);
}

}  // namespace mingjing::http::api
