// SPDX-License-Identifier: Apache-2.0
#include "http/api/core.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "domain/identity/agency.h"
#include "flow/read_case.h"
#include "http/api/endpoints.h"
#include "http/errors.h"
#include "query/versions.h"

namespace mingjing::http::api {
namespace {

constexpr std::size_t kMaxKnown = 20'000;
constexpr int kMaxTreeDepth = 8;

const ApiServices& complete(const ApiServices& s) {
  MJ_CHECK(s.commands && s.submit && s.snapshots && s.sessions && s.attempts && s.directory && s.database);
  MJ_CHECK(s.flow && s.legal_clock && s.real_clock && s.ids);
  return s;
}

tl::unexpected<Error> expired() { return refuse(ErrorCode::unauthenticated, "登录已失效，请重新登录。"); }

}  // namespace

Api::Api(ApiServices given)
    : services(complete(given)),
      doors{*services.commands, *services.directory,  *services.sessions,
            *services.attempts, *services.real_clock, *services.ids},
      journal(*services.commands, *services.real_clock),
      password_pool(2, 64),
      upkeep_pool(1, 64) {}

std::shared_ptr<const Api::Known> Api::recall(const std::string& digest) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(digest);
  return found == known_.end() ? nullptr : found->second;
}

// From the database. Versions first: if something changes while the account is read, the next request reads it again.
Result<std::shared_ptr<const Api::Known>> Api::look_up(std::string_view token, const std::string& digest,
                                                       const std::string& client) {
  const auto ordinal = identity::agency_ordinal_of_token(token);
  const auto session = ordinal ? services.sessions->find(*ordinal, digest) : std::nullopt;
  if (!session) return expired();
  const std::array ids{session->user.uuid(), session->agency.uuid()};
  auto stood = query::standing(*services.database, session->agency, digest, ids);
  auto presence = flow::present(doors, token, client);
  if (!presence) return refuse(std::move(presence.error()));
  auto known = std::make_shared<const Known>(Known{std::move(*presence), std::move(stood.versions)});
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  known_[digest] = known;
  return known;
}

Result<Caller> Api::present(std::string_view token, const std::string& client, const CaseShown& shown) {
  const std::string digest = to_hex(crypto::sha256(token));
  const Instant now = services.real_clock->now();
  std::shared_ptr<const CasePage> page;
  auto known = recall(digest);
  identity::Session session;
  if (known) {
    session = known->presence.session;
    if (!shown.id.is_nil()) page = pages.find(case_page_key(known->presence.actor, shown));
    std::vector<Uuid> ids{session.user.uuid(), session.agency.uuid()};
    if (page) ids.insert(ids.end(), page->seen.begin(), page->seen.end());
    const auto stood = query::standing(*services.database, session.agency, digest, ids);
    session.used_at = stood.used_at;
    session.expires_at = stood.expires_at;
    if (!stood.session || identity::standing(session, now) != identity::Standing::valid) return expired();
    const auto versions = std::span(stood.versions);
    if (!std::ranges::equal(versions.first(2), known->versions)) known = nullptr;
    if (page && !std::ranges::equal(versions.subspan(2), page->versions)) page = nullptr;
  }
  if (!known) {
    auto found = look_up(token, digest, client);
    if (!found) return refuse(std::move(found.error()));
    known = std::move(*found);
    session = known->presence.session;
    page = nullptr;  // it may be another's now
  } else if (identity::worth_touching(session, now)) {
    services.sessions->touch(session.agency, session.id, now);
  }
  Caller out{known->presence.actor, std::move(session), known->presence.must_change_password, std::string(token),
             std::move(page)};
  out.actor.client_address = client;
  return out;
}

const Caller& caller(const Request& request) {
  MJ_CHECK(request.session != nullptr);  // the route says `needs_session`
  return *static_cast<const Caller*>(request.session.get());
}

Response respond(const Error& error) { return error_response(error); }

Response refuse_form(const Request& request, std::string_view action, const Error& error) {
  if (auto allowed = allow(caller(request), action, identity::Relation::own); !allowed) return respond(allowed.error());
  return respond(error);
}

Response ok_json(int status, std::string body) { return Response::json(status, std::move(body)); }

Result<Json> read_body(const Request& request) {
  if (request.body.empty()) return Json(Json::Object{});
  const auto type = request.header("Content-Type");
  if (!equal_ignoring_case(trim(type.substr(0, type.find(';'))), "application/json")) {
    return refuse(ErrorCode::unsupported_type, "内容类型应为 application/json。");
  }
  auto body = parse_json(request.body);
  if (body && body->as_object() == nullptr) return refuse(ErrorCode::bad_request, "内容应为一个 JSON 对象。");
  return body;
}

Status only_members(const Json& body, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : *body.as_object()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return invalid("没有这一项，请核对名称。", first_chars(name, 60));
    }
  }
  return {};
}

Result<std::string> required_text(const Json& body, std::string_view name, std::string_view zh, std::size_t max_chars) {
  std::string text(trim(body.text(name)));
  const std::string what(zh);
  if (text.empty()) return invalid("请填写" + what + "。", std::string(name));
  if (!is_utf8(text) || has_control(text)) return invalid(what + "含有不可见字符，请删去后重新填写。", std::string(name));
  if (count_chars(text) > max_chars) {
    return invalid(what + "不得超过" + std::to_string(max_chars) + "字。", std::string(name));
  }
  return text;
}

Result<ports::RequestKey> request_key(const Request& request) {
  const auto key = request.header("Idempotency-Key");
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (key.size() < 16 || key.size() > 64 || !printable) {
    return refuse(ErrorCode::bad_request, "每次提交都要带 Idempotency-Key（16 至 64 个字符），请刷新页面后重试。",
                  "Idempotency-Key");
  }
  std::string digested(to_string(request.method));
  digested += '\n';
  digested += request.path;
  digested += '\n';
  digested += request.body;
  return ports::RequestKey{std::string(key), to_hex(crypto::sha256(digested))};
}

Status allow(const Caller& who, std::string_view action, identity::Relation relation) {
  return identity::may(who.actor.roles, action, relation);
}

identity::Relation relation_to(const ports::Actor& actor, const cases::Case& enforcement_case) {
  return flow::relation_to(actor, enforcement_case);
}

std::vector<identity::Agency> upward_from(Api& api, std::uint32_t ordinal) {
  std::vector<identity::Agency> out;
  auto stored = api.services.directory->agency_by_ordinal(ordinal);
  for (int i = 0; stored && i < kMaxTreeDepth; ++i) {
    out.push_back(identity::agency_from_parts(AgencyId(stored->id), stored->parts));
    const auto parent = out.back().parent;
    stored = parent ? api.services.directory->agency(*parent) : std::nullopt;
  }
  return out;
}

identity::Relation relation_to_agency(Api& api, const ports::Actor& actor, AgencyId agency) {
  if (agency == actor.agency) return identity::Relation::agency;
  AgencyId at = agency;
  for (int i = 0; i < kMaxTreeDepth; ++i) {
    const auto stored = api.services.directory->agency(at);
    if (!stored) break;
    const auto parent = identity::agency_from_parts(at, stored->parts).parent;
    if (!parent) break;
    if (*parent == actor.agency) return identity::Relation::subordinate;
    at = *parent;
  }
  return identity::Relation::none;
}

void run_command(Api& api, const Request& request, const Responder& responder, Command command) {
  auto key = request_key(request);
  if (!key) return responder.answer(respond(key.error()));
  const auto roles = caller(request).actor.roles;
  auto judged = [roles, action = std::move(command.action), relation = command.relation,
                 use_case = std::move(command.use_case)](ports::UnitOfWork& work) -> Result<ports::Answer> {
    if (auto allowed = identity::may(roles, action, relation); !allowed) return refuse(std::move(allowed.error()));
    return use_case(work);
  };
  auto done = [responder, &api, after = std::move(command.after)](Result<ports::Answer> answer,
                                                                  std::exception_ptr failure) {
    if (failure) return responder.answer(exception_response(failure));
    if (!answer) return responder.answer(respond(answer.error()));
    if (!answer->replayed) {
      if (after) after(*answer);
      if (api.services.on_commit) api.services.on_commit();
    }
    Response response = ok_json(answer->status, std::move(answer->body));
    if (answer->replayed) response.set("Idempotency-Replayed", "true");
    responder.answer(std::move(response));
  };
  api.services.submit(caller(request).actor, std::move(*key), std::move(judged), std::move(done));
}

void on_password_pool(Api& api, const Responder& responder, std::function<void()> work) {
  const bool taken = api.password_pool.try_post([responder, work = std::move(work)] {
    try {
      work();
    } catch (...) {
      responder.answer(exception_response(std::current_exception()));
    }
  });
  if (!taken) responder.answer(edge_error(503, "unavailable", "登录的人太多，请稍后重试。"));
}

Result<std::string> read_cursor(const Request& request) {
  const std::string after(request.query_or("after", ""));
  if (!after.empty() && !Uuid::parse(after)) {
    return refuse(ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after");
  }
  return after;
}

std::shared_ptr<Api> make_api(ApiServices services) { return std::make_shared<Api>(std::move(services)); }

void flush_journal(Api& api) { api.journal.flush(); }

}  // namespace mingjing::http::api
