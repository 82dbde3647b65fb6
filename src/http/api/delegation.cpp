// 代办: handing on one's roles while on leave, and acting in another's place (flow/delegation.h).
// SPDX-License-Identifier: Apache-2.0
#include "flow/delegation.h"

#include "http/api/core.h"

namespace mingjing::http::api {
namespace {

Response run(Api& api, const Caller& who, const std::function<Status(ports::UnitOfWork&)>& change) {
  auto answer = api.services.commands->run(who.actor, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    if (auto done = change(work); !done) return refuse(std::move(done.error()));
    return ports::Answer{200, R"({"changed":true})", false};
  });
  if (!answer) return respond(answer.error());
  if (api.services.on_commit) api.services.on_commit();
  return ok_json(answer->status, std::move(answer->body));
}

Response set_delegation(Api& api, Request& request) {
  const auto body = read_body(request);
  if (!body) return respond(body.error());
  if (auto known = only_members(*body, {"to", "from", "until", "reason"}); !known) return respond(known.error());
  identity::Delegation wanted;
  const auto to = UserId::parse(body->text("to"));
  const auto from = Date::parse(body->text("from")), until = Date::parse(body->text("until"));
  if (!to) return respond(Error{ErrorCode::invalid, "请选择代办人。", "to", {}, {}});
  if (!from) return respond(Error{ErrorCode::invalid, "开始日期请写成 2026-03-02 这样的形式。", "from", {}, {}});
  if (!until) return respond(Error{ErrorCode::invalid, "截止日期请写成 2026-03-06 这样的形式。", "until", {}, {}});
  auto reason = required_text(*body, "reason", "委托代办的原因", 200);
  if (!reason) return respond(reason.error());
  wanted = {*to, *from, *until, std::move(*reason)};
  return run(api, caller(request), [&](ports::UnitOfWork& work) { return flow::delegate(work, wanted); });
}

Response end_delegation(Api& api, Request& request) { return run(api, caller(request), flow::end_delegation); }

}  // namespace

std::optional<Response> act_for(Api& api, const Request& request, Caller& who) {
  const auto header = request.header("X-Acting-For");
  if (header.empty()) return std::nullopt;
  const auto principal = UserId::parse(header);
  const auto account = principal ? api.services.directory->user(who.actor.agency, *principal) : std::nullopt;
  if (!account) {
    return respond(Error{ErrorCode::forbidden, "您现在不能代此人办理：没有委托，或者代办期间已过。", "X-Acting-For", {}, {}});
  }
  auto actor = flow::acting_for(who.actor, identity::user_from_parts(*principal, account->parts),
                                api.services.legal_clock->today());
  if (!actor) return respond(actor.error());
  who.actor = std::move(*actor);
  who.page = nullptr;  // kept as the delegate's own
  return std::nullopt;
}

void add_delegation_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 16 << 10;
  router.add("set_delegation", Method::put, "/api/v1/me/delegation", flags,
             [api](Request& r) { return set_delegation(*api, r); });
  router.add("end_delegation", Method::del, "/api/v1/me/delegation", flags,
             [api](Request& r) { return end_delegation(*api, r); });
}

}  // namespace mingjing::http::api
