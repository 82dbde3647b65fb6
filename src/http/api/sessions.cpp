// Signing in and out, and the gate before every handler: cross-site requests, sessions, CSRF (CONTRACTS 7).
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "crypto/password.h"
#include "domain/identity/agency.h"
#include "flow/identity_accounts.h"
#include "flow/identity_set_up.h"
#include "http/api/core.h"
#include "http/errors.h"
#include "query/delegations.h"

namespace mingjing::http::api {
namespace {

bool is_mutation(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch || method == Method::del;
}

// Browsers say where a request comes from; programs say nothing and carry a token.
bool is_cross_site(const Api& api, const Request& request) {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const auto origin = request.header("Origin");
  if (origin.empty()) return false;
  const auto& allowed = api.services.allowed_origins;
  if (std::find(allowed.begin(), allowed.end(), origin) != allowed.end()) return false;
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos || origin.substr(scheme + 3) != request.host();
}

std::optional<std::string_view> bearer_of(const Request& request) {
  const auto header = request.header("Authorization");
  constexpr std::string_view kScheme = "Bearer ";
  if (header.size() <= kScheme.size() || !equal_ignoring_case(header.substr(0, kScheme.size()), kScheme)) return {};
  return trim(header.substr(kScheme.size()));
}

void roles_member(JsonWriter& out, const Caller& who) {
  out.key("roles").open_array();
  for (const auto& role : identity::kRoles) {
    if (!who.actor.roles.has(role.role)) continue;
    out.open_object().member("id", role.id).member("name", role.zh).close_object();
  }
  out.close_array();
}

void user_members(JsonWriter& out, const Caller& who) {
  out.key("user").open_object().member("id", who.actor.user.text()).member("name", who.actor.name);
  if (!who.actor.unit.is_nil()) out.member("unit_id", who.actor.unit.text());
  if (!who.actor.officer.is_nil()) out.member("officer_id", who.actor.officer.text());
  out.member("agency_id", who.actor.agency.text()).member("agency_uscc", who.actor.agency_uscc);
  roles_member(out, who);
  out.key("must_change_password").value(who.must_change_password).close_object();
}

std::string session_json(const Caller& who, bool with_token) {
  JsonWriter out;
  out.open_object();
  user_members(out, who);
  out.key("session").open_object().member("id", who.session.id.text());
  out.key("second_factor").value(who.session.second_factor).key("bearer").value(who.session.bearer);
  out.member("expires_at", who.session.expires_at.text()).close_object();
  if (with_token) {
    out.member("token", who.token);
  } else if (!who.session.bearer) {
    out.member("csrf_token", flow::csrf_token(who.token));
  }
  out.close_object();
  return out.take();
}

void answer_from_pool(Api& api, const Responder& responder, std::function<Response()> work) {
  on_password_pool(api, responder, [responder, work = std::move(work)] { responder.answer(work()); });
}

void create_session(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"username", "password", "totp", "token"}); !known) {
    return responder.answer(respond(known.error()));
  }
  const auto* password = body->find("password");
  if (body->text("username").empty() || password == nullptr || password->as_string() == nullptr ||
      password->as_string()->size() > 512) {
    return responder.answer(respond(Error{ErrorCode::invalid, "请填写用户名和密码。", "username", {}, {}}));
  }
  flow::SignIn sign_in;
  sign_in.username = first_chars(trim(body->text("username")), 64);
  sign_in.password = *password->as_string();
  if (const auto code = body->text("totp"); !code.empty()) sign_in.totp = code;
  sign_in.client_address = request.client;
  sign_in.bearer = body->flag("token");
  answer_from_pool(api, responder, [&api, sign_in]() -> Response {
    auto signed_in = flow::sign_in(api.doors, sign_in);
    if (!signed_in) return respond(signed_in.error());
    if (api.services.on_commit) api.services.on_commit();
    const Caller who{signed_in->actor, signed_in->session, signed_in->must_change_password, signed_in->token, nullptr};
    Response out = ok_json(201, session_json(who, sign_in.bearer));
    if (!sign_in.bearer) out.set("Set-Cookie", session_cookie(kSessionCookie, who.token, 12 * 3600));
    return out;
  });
}

// Guessed through an unlocked screen, it waits as long as at the sign-in page.
Status verify_present_password(const flow::Doors& doors, const identity::User& user, const std::string& client,
                               const std::string& password) {
  const Instant now = doors.real_clock.now();
  const std::string network = identity::client_network(client);
  const auto attempts = doors.attempts.load(user.username, network);
  if (identity::gate(attempts, now).gate == identity::Gate::wait) {
    return refuse(ErrorCode::too_many, "尝试次数过多，请稍后重试。");
  }
  if (password.size() <= 512 && crypto::verify_password(user.password, password)) return {};
  doors.attempts.change(user.username, network,
                        [now](const identity::Attempts& a) { return identity::after_failure(a, now); });
  return invalid("现在的密码不正确，请重新输入。", "present");
}

void change_password(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"present", "password"}); !known) return responder.answer(respond(known.error()));
  auto key = request_key(request);
  if (!key) return responder.answer(respond(key.error()));
  const Caller who = caller(request);
  answer_from_pool(api, responder, [&api, who, key = *key, body = std::move(*body)]() -> Response {
    const auto account = api.services.directory->user(who.actor.agency, who.actor.user);
    if (!account) return respond(Error{ErrorCode::unauthenticated, "登录已失效，请重新登录。", {}, {}, {}});
    const auto user = identity::user_from_parts(who.actor.user, account->parts);
    // The present password goes through the same throttle as signing in.
    if (auto right = verify_present_password(api.doors, user, who.actor.client_address, body.text("present")); !right) {
      return respond(right.error());
    }
    auto hash = flow::prepare_password(user.username, body.text("password"));
    if (!hash) return respond(hash.error());
    auto answer = api.services.commands->run(who.actor, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
      if (auto done = flow::change_password(work, *hash); !done) return refuse(std::move(done.error()));
      return ports::Answer{200, R"({"changed":true})", false};
    });
    if (!answer) return respond(answer.error());
    api.services.sessions->end_all(who.actor.agency, who.actor.user, who.session.id);
    return ok_json(answer->status, answer->body);
  });
}

Response read_session(Api&, Request& request) { return ok_json(200, session_json(caller(request), false)); }

Response end_session(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto ended = flow::sign_out(api.doors, {who.session, who.actor, who.must_change_password}); !ended) {
    return respond(ended.error());
  }
  Response out(204);
  out.set("Set-Cookie", session_cookie(kSessionCookie, "", 0)).set("Cache-Control", "no-store");
  return out;
}

Response list_sessions(Api& api, Request& request) {
  const Caller& who = caller(request);
  JsonWriter out;
  out.open_object();
  write_sessions(out, api, who.actor.agency, who.actor.user, who.session.id);
  out.close_object();
  return ok_json(200, out.take());
}

// Another's session is as one that does not exist.
Response revoke_session(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *SessionId::parse(request.param("id"));
  for (const auto& session : api.services.sessions->list(who.actor.agency, who.actor.user)) {
    if (session.id != id) continue;
    if (auto ended = flow::sign_out(api.doors, {session, who.actor, who.must_change_password}); !ended) {
      return respond(ended.error());
    }
    if (api.services.on_commit) api.services.on_commit();
    Response out(204);
    if (id == who.session.id) out.set("Set-Cookie", session_cookie(kSessionCookie, "", 0));
    out.set("Cache-Control", "no-store");
    return out;
  }
  return respond(Error{ErrorCode::not_found, "没有找到这次登录，可能已经结束。", {}, {}, {}});
}

// To whom the caller handed on the own roles, and for whom the caller may act: today where `now` says so.
void delegation_members(Api& api, JsonWriter& out, const Caller& who) {
  const Date today = api.services.legal_clock->today();
  const auto account = api.services.directory->user(who.actor.agency, who.actor.user);
  const auto user = account ? identity::user_from_parts(who.actor.user, account->parts) : identity::User{};
  if (const auto& own = user.delegation; own && own->until >= today) {
    const auto other = api.services.directory->user(who.actor.agency, own->by);
    out.key("delegation").open_object().member("to", own->by.text());
    out.member("name", other ? identity::user_from_parts(own->by, other->parts).name : std::string());
    out.member("from", own->from.text()).member("until", own->until.text()).member("reason", own->reason).close_object();
  }
  out.key("acts_for").open_array();
  for (const auto& row : query::delegations_to(*api.services.database, who.actor.agency, who.actor.user, today)) {
    out.open_object().member("user", row.user).member("name", row.name).member("from", row.from).member("until", row.until);
    out.key("now").value(row.from <= today.text()).close_object();
  }
  out.close_array();
}

Response read_me(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto stored = api.services.directory->agency(who.actor.agency);
  if (!stored) throw Unavailable("the caller's agency is missing");
  const auto agency = identity::agency_from_parts(who.actor.agency, stored->parts);
  JsonWriter out;
  out.open_object();
  user_members(out, who);
  out.key("agency").open_object().member("id", agency.id.text()).member("uscc", agency.uscc);
  out.member("name", agency.name).member("short_name", agency.short_name).close_object();
  if (const auto* unit = agency.find_unit(who.actor.unit)) out.member("unit_name", unit->name);
  delegation_members(api, out, who);
  out.key("may").open_array();
  for (const auto& action : identity::actions()) {
    if (identity::may(who.actor.roles, action.id, identity::Relation::own)) out.value(action.id);
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

void enrol_second_factor(Api& api, Request& request, const Responder& responder) {
  const Caller& who = caller(request);
  const auto account = api.services.directory->user(who.actor.agency, who.actor.user);
  if (!account) return responder.answer(respond(Error{ErrorCode::unauthenticated, "登录已失效，请重新登录。", {}, {}, {}}));
  const auto user = identity::user_from_parts(who.actor.user, account->parts);
  const auto enrolment = flow::new_totp("明镜", user.username);
  JsonWriter out;
  out.open_object().member("secret", enrolment.secret).member("otpauth_uri", enrolment.otpauth_uri).close_object();
  responder.answer(ok_json(200, out.take()));
}

void confirm_second_factor(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"secret", "code"}); !known) return responder.answer(respond(known.error()));
  const auto seconds = api.services.real_clock->now().unix_ms() / 1000;
  run_command(api, request, responder,
              {"enrol_totp", identity::Relation::own,
               [body = std::move(*body), seconds](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 if (auto done = flow::enrol_totp(work, body.text("secret"), body.text("code"), seconds); !done) {
                   return refuse(std::move(done.error()));
                 }
                 return ports::Answer{200, R"({"second_factor":true})", false};
               },
               {}});
}

Result<flow::FirstAdministrator> administrator(const Json& body, std::string_view field) {
  const Json* row = body.find(field);
  if (row == nullptr || row->as_object() == nullptr) return invalid("请填写三名管理员。", std::string(field));
  return flow::FirstAdministrator{row->text("username"), row->text("name"), row->text("password")};
}

Result<flow::SetUp> read_set_up(const Json& body) {
  flow::SetUp out;
  out.code = body.text("code");
  const Json* agency = body.find("agency");
  if (agency == nullptr || agency->as_object() == nullptr) return invalid("请填写执法机关。", "agency");
  out.agency.uscc = agency->text("uscc");
  out.agency.name = agency->text("name");
  out.agency.short_name = agency->text("short_name");
  out.agency.document_prefix = agency->text("document_prefix");
  const auto level = identity::parse_level(agency->text("level"));
  if (!level) return invalid("请选择机关层级：province、city、county 或者 township。", "agency/level");
  out.agency.level = *level;
  out.agency.region_code = agency->text("region_code");
  out.agency.address = agency->text("address");
  out.agency.telephone = agency->text("telephone");
  for (const auto& row : agency->items("units")) {
    identity::Unit unit;
    unit.name = row.text("name");
    unit.legal_review = row.flag("legal_review");
    unit.case_handling = row.flag("case_handling");
    out.agency.units.push_back(std::move(unit));
  }
  for (auto [field, place] : {std::pair{"system_admin", &out.system_admin}, std::pair{"security_admin", &out.security_admin},
                              std::pair{"audit_admin", &out.audit_admin}}) {
    auto who = administrator(body, field);
    if (!who) return refuse(std::move(who.error()));
    *place = std::move(*who);
  }
  return out;
}

void set_up(Api& api, Request& request, const Responder& responder) {
  if (api.services.set_up_codes == nullptr) {
    return responder.answer(respond(Error{ErrorCode::not_found, "系统已完成初始化。", {}, {}, {}}));
  }
  const bool loopback = request.client.starts_with("127.") || request.client == "::1";
  if (!loopback && !request.is_tls) {
    return responder.answer(respond(Error{ErrorCode::forbidden, "初始化只能在本机或者通过 HTTPS 进行。", {}, {}, {}}));
  }
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"code", "agency", "system_admin", "security_admin", "audit_admin"}); !known) {
    return responder.answer(respond(known.error()));
  }
  auto given = read_set_up(*body);
  if (!given) return responder.answer(respond(given.error()));
  answer_from_pool(api, responder, [&api, given = std::move(*given)]() -> Response {
    auto done = flow::set_up(*api.services.commands, *api.services.set_up_codes, api.services.real_clock->now(), given);
    if (!done) return respond(done.error());
    if (api.services.on_set_up) api.services.on_set_up(done->agency);
    if (api.services.on_commit) api.services.on_commit();
    JsonWriter out;
    out.open_object().member("agency_id", done->agency.text()).key("administrators").open_array();
    for (const auto& id : done->administrators) out.value(id.text());
    out.close_array().close_object();
    return ok_json(201, out.take());
  });
}

}  // namespace

std::optional<Response> before(Api& api, Request& request, const Route& route) {
  const bool mutation = is_mutation(request.method);
  if (mutation && is_cross_site(api, request)) {
    return respond(Error{ErrorCode::forbidden, "请求来自其他网站，已拒绝。请在本系统页面内操作。", {}, {}, {}});
  }
  if (!route.flags.needs_session) return std::nullopt;
  const auto bearer = bearer_of(request);
  const auto token = bearer ? bearer : request.cookie(kSessionCookie);
  if (!token || token->empty()) return respond(Error{ErrorCode::unauthenticated, "请先登录。", {}, {}, {}});
  CaseShown shown;
  if (route.name == "read_case") {
    shown = {CaseId::parse(request.param("id")).value_or(CaseId{}), request.query_or("acts", "") == "allowed"};
  }
  auto who = api.present(*token, request.client, shown);
  // A cookie's token is no bearer token and the other way round: each kind keeps its own protection.
  if (who && who->session.bearer != bearer.has_value()) {
    return respond(Error{ErrorCode::unauthenticated, "登录已失效，请重新登录。", {}, {}, {}});
  }
  if (!who) return respond(who.error());
  if (mutation && !bearer && !flow::csrf_matches(*token, request.header("X-CSRF-Token"))) {
    return respond(Error{ErrorCode::forbidden, "页面已过期，请刷新后重试。", "X-CSRF-Token", {}, {}});
  }
  const bool own_account = route.name == "change_password" || route.name == "read_session" ||
                           route.name == "end_session" || route.name == "read_me";
  if (who->must_change_password && !own_account) {
    constexpr const char* kChange = "首次登录或者密码被重置后，请先修改密码。";
    return respond(Error{ErrorCode::forbidden, kChange, {}, {{"must_change_password", kChange, {}, {}}}, {}});
  }
  if (!own_account) {
    if (auto refused = act_for(api, request, *who)) return refused;
  }
  request.session = std::make_shared<Caller>(std::move(*who));
  return std::nullopt;
}

void write_sessions(JsonWriter& out, Api& api, AgencyId agency, UserId user, SessionId present) {
  const Instant now = api.services.real_clock->now();
  out.key("sessions").open_array();
  for (const auto& session : api.services.sessions->list(agency, user)) {
    if (identity::standing(session, now) != identity::Standing::valid) continue;
    out.open_object().member("id", session.id.text()).key("present").value(session.id == present);
    out.key("second_factor").value(session.second_factor).key("bearer").value(session.bearer);
    out.member("created_at", session.created_at.text()).member("used_at", session.used_at.text());
    out.member("expires_at", session.expires_at.text()).member("network", session.client_network).close_object();
  }
  out.close_array();
}

void add_session_routes(Router& router, const std::shared_ptr<Api>& api) {
  const auto open = [] {
    RouteFlags flags;
    flags.needs_session = false;
    flags.body_limit = 64 << 10;
    return flags;
  };
  RouteFlags signed_in;
  signed_in.body_limit = 64 << 10;
  router.add_async("set_up", Method::post, "/api/v1/setup", open(),
                   [api](Request& r, Responder a) { set_up(*api, r, a); });
  router.add_async("create_session", Method::post, "/api/v1/session", open(),
                   [api](Request& r, Responder a) { create_session(*api, r, a); });
  router.add("read_session", Method::get, "/api/v1/session", signed_in, [api](Request& r) { return read_session(*api, r); });
  router.add("end_session", Method::del, "/api/v1/session", signed_in, [api](Request& r) { return end_session(*api, r); });
  router.add("list_sessions", Method::get, "/api/v1/sessions", signed_in,
             [api](Request& r) { return list_sessions(*api, r); });
  router.add("revoke_session", Method::del, "/api/v1/sessions/{id:uuid}", signed_in,
             [api](Request& r) { return revoke_session(*api, r); });
  router.add("read_me", Method::get, "/api/v1/me", signed_in, [api](Request& r) { return read_me(*api, r); });
  router.add_async("change_password", Method::post, "/api/v1/me/password", signed_in,
                   [api](Request& r, Responder a) { change_password(*api, r, a); });
  router.add_async("enrol_second_factor", Method::post, "/api/v1/me/second-factor", signed_in,
                   [api](Request& r, Responder a) { enrol_second_factor(*api, r, a); });
  router.add_async("confirm_second_factor", Method::post, "/api/v1/me/second-factor/confirm", signed_in,
                   [api](Request& r, Responder a) { confirm_second_factor(*api, r, a); });
}

}  // namespace mingjing::http::api
