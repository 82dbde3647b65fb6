// One item of enforcement or one officer, entered by hand; tables go through import (catalog.cpp).
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/item.h"
#include "domain/identity/officer.h"
#include "flow/catalog_items.h"
#include "flow/identity_officers.h"
#include "http/api/core.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

ports::Answer made(std::string_view id) { return {201, "{\"id\":\"" + std::string(id) + "\"}", false}; }

void create_item(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"code", "name", "act_type", "basis", "kinds", "fines", "unit", "review_days",
                                        "litigation_months", "litigation_days", "litigation_citation",
                                        "enforcement_power", "reconsideration_first", "handling_days"});
      !known) {
    return responder.answer(respond(known.error()));
  }
  const auto act_type = catalog::act_type_of(body->text("act_type"));
  if (act_type.empty()) {
    return responder.answer(
        refuse_form(request, "create_item", {ErrorCode::invalid, "请选择执法类别。", "act_type", {}, {}}));
  }
  auto item = catalog::item_from_parts({}, {{"item", {}, std::move(*body), {}}});
  item.act_type = std::string(act_type);
  run_command(api, request, responder,
              {"create_item", Relation::agency,
               [item = std::move(item)](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::create_item(work, item);
                 if (!id) return refuse(Error(id.error()));
                 return made(id->text());
               },
               {}});
}

void register_officer(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"name", "sex", "post", "unit", "established", "certificate_no", "categories",
                                        "area", "valid_from", "valid_until", "legal_qualification", "first_review_on",
                                        "law_degree", "reviewer_kind"});
      !known) {
    return responder.answer(respond(known.error()));
  }
  for (const auto* name : {"valid_from", "valid_until", "first_review_on"}) {
    const auto text = body->text(name);
    if ((text.empty() && std::string_view(name) == "first_review_on") || Date::parse(text)) continue;
    return responder.answer(refuse_form(
        request, "register_officer", {ErrorCode::invalid, "日期请写成 2026-03-02 这样的形式。", name, {}, {}}));
  }
  if (!identity::parse_reviewer_kind(body->text("reviewer_kind"))) {
    return responder.answer(refuse_form(
        request, "register_officer", {ErrorCode::invalid, "请选择审核人员是专职、兼职还是法律顾问、公职律师。", "reviewer_kind", {}, {}}));
  }
  if (body->find("established") == nullptr) body->set("established", true);
  body->set("status", identity::to_string(identity::CertificateStatus::valid));  // the others are acts of their own
  auto officer = identity::officer_from_parts({}, {{"officer", {}, std::move(*body), {}}});
  run_command(api, request, responder,
              {"register_officer", Relation::agency,
               [officer = std::move(officer)](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::register_officer(work, officer);
                 if (!id) return refuse(Error(id.error()));
                 return made(id->text());
               },
               {}});
}

}  // namespace

void add_catalog_entry_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  router.add_async("create_item", Method::post, "/api/v1/items", flags,
                   [api](Request& r, Responder a) { create_item(*api, r, a); });
  router.add_async("register_officer", Method::post, "/api/v1/officers", flags,
                   [api](Request& r, Responder a) { register_officer(*api, r, a); });
}

}  // namespace mingjing::http::api
