// Accounts: made by the system administrator, given roles by the security administrator.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "domain/identity/password_policy.h"
#include "flow/identity_accounts.h"
#include "http/api/core.h"
#include "http/conditional.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;

Result<ports::Answer> changed(const Status& status) {
  if (!status) return refuse(Error(status.error()));
  return ports::Answer{200, R"({"changed":true})", false};
}

// Sessions are ended apart from the command: they are no part of its transaction, and the account's new version is
// noticed by the next request anyway.
std::function<void(const ports::Answer&)> end_sessions(Api& api, AgencyId agency, UserId user) {
  return [&api, agency, user](const ports::Answer&) {
    api.upkeep_pool.post_admitted([&api, agency, user] {
      try {
        api.services.sessions->end_all(agency, user, std::nullopt);
      } catch (const std::exception&) {
        // They end by themselves: the account's version has moved on.
      }
    });
  };
}

void create_user(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"username", "name", "unit_id", "officer_id", "password", "reviewer"}); !known) {
    return responder.answer(respond(known.error()));
  }
  flow::CreateUser wanted;
  wanted.username = std::string(trim(body->text("username")));
  wanted.name = std::string(trim(body->text("name")));
  wanted.unit = UnitId::parse(body->text("unit_id")).value_or(UnitId());
  if (const auto officer = body->text("officer_id"); !officer.empty()) {
    wanted.officer = OfficerId::parse(officer);
    if (!wanted.officer) return responder.answer(refuse_form(request, "create_user", {ErrorCode::invalid, "没有这名执法人员。", "officer_id", {}, {}}));
  }
  if (const Json* reviewer = body->find("reviewer")) {
    const auto kind = identity::parse_reviewer_kind(reviewer->text("kind"));
    if (!kind || *kind == identity::ReviewerKind::none) {
      return responder.answer(refuse_form(request, "create_user", {ErrorCode::invalid, "请选择审核人员是专职、兼职还是法律顾问、公职律师。", "reviewer/kind", {}, {}}));
    }
    wanted.reviewer = identity::reviewer_from(*reviewer);
  }
  on_password_pool(api, responder, [&api, &request, responder, wanted, password = body->text("password")]() mutable {
    if (auto allowed = allow(caller(request), "create_user", Relation::agency); !allowed) {
      return responder.answer(respond(allowed.error()));
    }
    auto hash = flow::prepare_password(wanted.username, password);
    if (!hash) return responder.answer(respond(hash.error()));
    wanted.password_hash = *hash;
    run_command(api, request, responder,
                {"create_user", Relation::agency,
                 [wanted](ports::UnitOfWork& work) -> Result<ports::Answer> {
                   const auto id = flow::create_user(work, wanted);
                   if (!id) return refuse(Error(id.error()));
                   return ports::Answer{201, "{\"id\":\"" + id->text() + "\",\"version\":1}", false};
                 },
                 {}});
  });
}

void change_roles(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"roles"}); !known) return responder.answer(respond(known.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  identity::RoleSet roles;
  for (const auto& row : body->items("roles")) {
    const auto role = row.as_string() ? identity::parse_role(*row.as_string()) : std::nullopt;
    if (!role) return responder.answer(refuse_form(request, "change_roles", {ErrorCode::invalid, "没有这个角色，请从列表中选择。", "roles", {}, {}}));
    roles.add(*role);
  }
  const auto id = *UserId::parse(request.param("id"));
  run_command(api, request, responder, {"change_roles", Relation::agency,
                                        [id, roles, version = *version](ports::UnitOfWork& work) {
                                          return changed(flow::change_roles(work, id, version, roles));
                                        },
                                        {}});
}

void disable_user(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"reason"}); !known) return responder.answer(respond(known.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  const auto id = *UserId::parse(request.param("id"));
  run_command(api, request, responder,
              {"disable_user", Relation::agency,
               [id, version = *version, reason = body->text("reason")](ports::UnitOfWork& work) {
                 return changed(flow::disable_user(work, id, version, reason));
               },
               end_sessions(api, caller(request).actor.agency, id)});
}

void reset_password(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"password"}); !known) return responder.answer(respond(known.error()));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  on_password_pool(api, responder, [&api, &request, responder, version = *version, password = body->text("password")] {
    const auto& who = caller(request);
    if (auto allowed = allow(who, "reset_password", Relation::agency); !allowed) {
      return responder.answer(respond(allowed.error()));
    }
    const auto id = *UserId::parse(request.param("id"));
    const auto account = api.services.directory->user(who.actor.agency, id);
    if (!account) return responder.answer(respond(Error{ErrorCode::not_found, "没有找到这个账号。", {}, {}, {}}));
    auto hash = flow::prepare_password(identity::user_from_parts(id, account->parts).username, password);
    if (!hash) return responder.answer(respond(hash.error()));
    run_command(api, request, responder, {"reset_password", Relation::agency,
                                          [id, version, hash = *hash](ports::UnitOfWork& work) {
                                            return changed(flow::reset_password(work, id, version, hash));
                                          },
                                          end_sessions(api, who.actor.agency, id)});
  });
}

void reset_second_factor(Api& api, Request& request, const Responder& responder) {
  const auto version = if_match_version(request);
  if (!version) return responder.answer(respond(version.error()));
  const auto id = *UserId::parse(request.param("id"));
  run_command(api, request, responder, {"reset_second_factor", Relation::agency,
                                        [id, version = *version](ports::UnitOfWork& work) {
                                          return changed(flow::reset_second_factor(work, id, version));
                                        },
                                        end_sessions(api, caller(request).actor.agency, id)});
}

Response list_user_sessions(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "manage_sessions", Relation::agency); !allowed) return respond(allowed.error());
  const auto id = *UserId::parse(request.param("id"));
  if (!api.services.directory->user(who.actor.agency, id)) {
    return respond(Error{ErrorCode::not_found, "没有找到这个账号。", {}, {}, {}});
  }
  JsonWriter out;
  out.open_object();
  write_sessions(out, api, who.actor.agency, id, who.session.id);
  out.close_object();
  return ok_json(200, out.take());
}

// The event comes first: what ended and is not on record would be the worse half.
Response end_user_session(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "manage_sessions", Relation::agency); !allowed) return respond(allowed.error());
  const auto user = *UserId::parse(request.param("id"));
  const auto id = *SessionId::parse(request.param("session"));
  const auto all = api.services.sessions->list(who.actor.agency, user);
  if (std::none_of(all.begin(), all.end(), [&](const auto& session) { return session.id == id; })) {
    return respond(Error{ErrorCode::not_found, "没有找到这次登录，可能已经结束。", {}, {}, {}});
  }
  const auto noted = api.services.commands->run_many(
      who.actor, [&](ports::UnitOfWork& work) { return flow::end_session(work, user, id); });
  if (!noted) return respond(noted.error());
  api.services.sessions->end(who.actor.agency, id);
  if (api.services.on_commit) api.services.on_commit();
  Response out(204);
  out.set("Cache-Control", "no-store");
  return out;
}

// What holds for every account of the deployment. It is part of the program, so there is nothing to set.
Response read_security_policy(Request& request) {
  if (auto allowed = allow(caller(request), "read_users", Relation::agency); !allowed) return respond(allowed.error());
  JsonWriter out;
  const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
  out.open_object().key("password").open_object().member("length_min", number(identity::kPasswordMin));
  out.member("length_min_mixed", number(identity::kPasswordMinMixed)).close_object();
  out.key("session").open_object().member("idle_minutes", identity::kSessionIdleMs / 60'000);
  out.member("hours_max", identity::kSessionAbsoluteMs / 3'600'000);
  out.member("bearer_hours_max", identity::kBearerAbsoluteMs / 3'600'000).close_object();
  out.key("sign_in").open_object().member("free_failures", identity::kFreeFailures);
  out.member("longest_wait_minutes", identity::kLongestWaitMs / 60'000);
  out.member("day_failures", identity::kGlobalFailures).close_object();
  out.close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_account_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 64 << 10;
  const std::string one = "/api/v1/users/{id:uuid}";
  router.add_async("create_user", Method::post, "/api/v1/users", flags,
                   [api](Request& r, Responder a) { create_user(*api, r, a); });
  router.add_async("change_roles", Method::post, one + "/roles", flags,
                   [api](Request& r, Responder a) { change_roles(*api, r, a); });
  router.add_async("disable_user", Method::post, one + "/disable", flags,
                   [api](Request& r, Responder a) { disable_user(*api, r, a); });
  router.add_async("reset_password", Method::post, one + "/password", flags,
                   [api](Request& r, Responder a) { reset_password(*api, r, a); });
  router.add("list_user_sessions", Method::get, one + "/sessions", flags,
             [api](Request& r) { return list_user_sessions(*api, r); });
  router.add("end_user_session", Method::del, one + "/sessions/{session:uuid}", flags,
             [api](Request& r) { return end_user_session(*api, r); });
  router.add("read_security_policy", Method::get, "/api/v1/security-policy", flags, read_security_policy);
  router.add_async("reset_second_factor", Method::post, one + "/second-factor/reset", flags,
                   [api](Request& r, Responder a) { reset_second_factor(*api, r, a); });
}

}  // namespace mingjing::http::api
