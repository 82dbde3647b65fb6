// The list of matters of recording: what holds, and the agency's own as proposed and decided.
// SPDX-License-Identifier: Apache-2.0
#include "flow/read_recording_lists.h"
#include "flow/recording_lists.h"
#include "http/api/core.h"
#include "http/conditional.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

constexpr const char* kPropose = "propose_recording_matters";
constexpr const char* kDecide = "decide_recording_matters";

Response list_recording_matters(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_limits", Relation::agency); !allowed) return respond(allowed.error());
  const auto stored = api.services.directory->agency(who.actor.agency);
  if (!stored) throw Unavailable("the caller's agency is missing");
  const auto lists = evidence::lists_from_parts(stored->parts);
  JsonWriter out;
  out.open_object().member("version", stored->version);
  flow::write_recording_lists(out, lists, api.services.legal_clock->today());
  out.key("acts").open_array();
  if (allow(who, kPropose, Relation::agency)) out.value(kPropose);
  const auto* waiting = lists.waiting();
  if (waiting != nullptr && waiting->proposed.user != who.actor.user && allow(who, kDecide, Relation::agency)) out.value(kDecide);
  out.close_array().close_object();
  Response response = ok_json(200, out.take());
  response.set("ETag", "\"" + std::to_string(stored->version) + "\"");
  return response;
}

void propose(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kPropose, body.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(refuse_form(request, kPropose, version.error()));
  run_command(api, request, responder,
              {kPropose, Relation::agency,
               [body = std::move(*body), version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto number = flow::propose_recording_matters(work, version, body);
                 if (!number) return refuse(Error(number.error()));
                 return ports::Answer{201, "{\"number\":" + std::to_string(*number) + "}", false};
               },
               {}});
}

void decide(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kDecide, body.error()));
  if (auto known = only_members(*body, {"number", "verdict", "opinion"}); !known) return responder.answer(refuse_form(request, kDecide, known.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(refuse_form(request, kDecide, version.error()));
  const std::string verdict = body->text("verdict");
  if (verdict != "granted" && verdict != "refused") {
    return responder.answer(refuse_form(request, kDecide, {ErrorCode::invalid, "请选择同意或者不同意。", "verdict", {}, {}}));
  }
  const flow::MattersDecision decision{body->integer("number"), verdict == "granted", body->text("opinion")};
  run_command(api, request, responder,
              {kDecide, Relation::agency,
               [decision, version = *version](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 if (auto done = flow::decide_recording_matters(work, version, decision); !done) return refuse(Error(done.error()));
                 return ports::Answer{200, R"({"changed":true})", false};
               },
               {}});
}

}  // namespace

void add_recording_matter_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 128 << 10;
  router.add("list_recording_matters", Method::get, "/api/v1/recording-matters", flags, [api](Request& r) { return list_recording_matters(*api, r); });
  router.add_async(kPropose, Method::post, "/api/v1/recording-matters/acts/propose_recording_matters", flags,
                   [api](Request& r, Responder a) { propose(*api, r, a); });
  router.add_async(kDecide, Method::post, "/api/v1/recording-matters/acts/decide_recording_matters", flags,
                   [api](Request& r, Responder a) { decide(*api, r, a); });
}

}  // namespace mingjing::http::api
