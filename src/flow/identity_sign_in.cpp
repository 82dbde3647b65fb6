// SPDX-License-Identifier: Apache-2.0
#include "flow/identity_sign_in.h"

#include <functional>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "domain/identity/agency.h"

namespace mingjing::flow {
namespace {

constexpr const char* kWrong = "用户名、密码或者动态口令不正确，请核对后重试。";

tl::unexpected<Error> must_wait(std::int64_t wait_ms) {
  const std::int64_t seconds = (wait_ms + 999) / 1000;
  Error error{ErrorCode::too_many, "尝试次数过多，请在" + std::to_string(seconds) + "秒后重试。", {}, {}, {}};
  error.detail_json = to_text(Json::object({{"retry_after_s", seconds}}));
  return refuse(std::move(error));
}

std::string token_digest(std::string_view token) { return to_hex(crypto::sha256(token)); }

std::optional<ports::Actor> actor_of(ports::Directory& directory, const ports::Aggregate& account,
                                     const identity::User& user, std::string_view client_address) {
  const auto home = directory.agency(account.agency);
  if (!home) return std::nullopt;
  const auto agency = identity::agency_from_parts(account.agency, home->parts);
  ports::Actor actor;
  actor.user = user.id;
  actor.agency = account.agency;
  actor.agency_ordinal = agency.ordinal;
  actor.agency_uscc = agency.uscc;
  actor.unit = user.unit;
  actor.officer = user.officer.value_or(OfficerId());
  actor.name = user.name;
  actor.roles = user.roles;
  actor.client_address = std::string(client_address);
  return actor;
}

struct Verified {
  bool password = false;
  std::optional<std::int64_t> step;  // of the code, when one was right
};

Verified verify(const identity::User& user, const SignIn& request, Instant now) {
  Verified out;
  out.password = crypto::verify_password(user.password, request.password);
  if (!user.second_factor() || !request.totp) return out;
  const auto secret = crypto::from_base32(user.totp_secret);
  if (secret) out.step = crypto::match_totp(*secret, *request.totp, now.unix_ms() / 1000, user.totp_step);
  return out;
}

// Under the version of the account, so that one code opens one session only.
Status record(const Doors& doors, const ports::Actor& actor, std::optional<std::int64_t> step, const char* type,
              SessionId session) {
  return doors.commands.run_many(actor, [&](ports::UnitOfWork& work) -> Status {
    auto account = work.open(ports::kind::user, actor.user.uuid(), std::nullopt);
    if (!account) return refuse(account.error());
    auto user = identity::user_from_parts(actor.user, account->parts);
    if (step) {
      if (*step <= user.totp_step) return refuse(ErrorCode::unauthenticated, kWrong);
      user.totp_step = *step;
      work.put(*account, identity::to_part(user));
    }
    work.append(*account,
                {type, Json::object({{"session", session.text()}, {"second_factor", step.has_value()}}), work.now()});
    return {};
  });
}

}  // namespace

Result<SignedIn> sign_in(const Doors& doors, const SignIn& request) {
  const Instant now = doors.real_clock.now();
  const std::string network = identity::client_network(request.client_address);
  const auto attempts = doors.attempts.load(request.username, network);
  const auto gate = identity::gate(attempts, now);
  if (gate.gate == identity::Gate::wait) return must_wait(gate.wait_ms);
  const auto fail = [&]() -> Result<SignedIn> {
    doors.attempts.change(request.username, network,
                          [now](const identity::Attempts& a) { return identity::after_failure(a, now); });
    return refuse(ErrorCode::unauthenticated, kWrong);
  };

  const auto account = doors.directory.find_user(request.username);
  if (!account) {
    crypto::waste_password_time(request.password);
    return fail();
  }
  const auto user = identity::user_from_parts(UserId(account->id), account->parts);
  const auto verified = verify(user, request, now);
  if (!verified.password || user.status != identity::UserStatus::active) return fail();
  if (user.second_factor() && !verified.step) return fail();
  if (gate.gate == identity::Gate::second_factor && !verified.step) return fail();
  const auto actor = actor_of(doors.directory, *account, user, request.client_address);
  if (!actor) return fail();

  SignedIn out;
  out.token = identity::make_token(crypto::random_bytes(identity::kTokenBytes), actor->agency_ordinal);
  out.actor = *actor;
  out.must_change_password = user.must_change_password;
  auto& session = out.session;
  session.id = SessionId(doors.ids.next(actor->agency_ordinal, now.unix_ms()));
  session.agency = actor->agency;
  session.user = user.id;
  session.token_digest = token_digest(out.token);
  session.bearer = request.bearer;
  session.second_factor = verified.step.has_value();
  session.created_at = session.used_at = now;
  session.expires_at = identity::expiry(request.bearer, now);
  session.client_network = network;
  if (auto status = record(doors, *actor, verified.step, "sign_in", session.id); !status) return refuse(status.error());
  doors.sessions.create(session);
  doors.attempts.change(request.username, network,
                        [now](const identity::Attempts& a) { return identity::after_success(a, now); });
  return out;
}

Result<Presence> present(const Doors& doors, std::string_view token, std::string_view client_address) {
  const auto expired = [] { return refuse(ErrorCode::unauthenticated, "登录已失效，请重新登录。"); };
  const auto ordinal = identity::agency_ordinal_of_token(token);
  if (!ordinal) return expired();
  auto session = doors.sessions.find(*ordinal, token_digest(token));
  const Instant now = doors.real_clock.now();
  if (!session || identity::standing(*session, now) != identity::Standing::valid) return expired();
  const auto account = doors.directory.user(session->agency, session->user);
  if (!account) return expired();
  const auto user = identity::user_from_parts(session->user, account->parts);
  if (user.status != identity::UserStatus::active) return expired();
  auto actor = actor_of(doors.directory, *account, user, client_address);
  if (!actor) return expired();
  if (identity::worth_touching(*session, now)) doors.sessions.touch(session->agency, session->id, now);
  return Presence{std::move(*session), std::move(*actor), user.must_change_password};
}

Status sign_out(const Doors& doors, const Presence& presence) {
  doors.sessions.end(presence.session.agency, presence.session.id);
  return record(doors, presence.actor, std::nullopt, "sign_out", presence.session.id);
}

std::string csrf_token(std::string_view token) { return to_base64url(crypto::hmac_sha256(token, "mingjing/csrf/v1")); }

bool csrf_matches(std::string_view token, std::string_view presented) {
  return crypto::equal_secret(csrf_token(token), presented);
}

}  // namespace mingjing::flow
