// SPDX-License-Identifier: Apache-2.0
#include "flow/identity_accounts.h"

#include <functional>

#include "crypto/password.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "domain/identity/agency.h"
#include "domain/identity/password_policy.h"
#include "domain/identity/problems.h"

namespace mingjing::flow {
namespace {

using identity::User;

// Opens an account, lets `change` decide, saves it and appends the event.
Status change_user(ports::UnitOfWork& work, UserId id, std::optional<std::int64_t> version, std::string event_type,
                   Json data, const std::function<Status(User&)>& change) {
  auto aggregate = work.open(ports::kind::user, id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  User user = identity::user_from_parts(id, aggregate->parts);
  if (auto status = change(user); !status) return status;
  if (auto status = identity::validate(user); !status) return status;
  work.put(*aggregate, identity::to_part(user));
  data.set("user", id.text());
  work.append(*aggregate, {std::move(event_type), std::move(data), work.now()});
  return {};
}

Status not_oneself(const ports::UnitOfWork& work, UserId user, const char* sentence) {
  if (work.actor().user == user) return refuse(ErrorCode::forbidden, sentence);
  return {};
}

}  // namespace

Result<std::string> prepare_password(std::string_view username, std::string_view password) {
  if (auto status = identity::check_password(password, username); !status) return refuse(status.error());
  return crypto::hash_password(password);
}

Result<UserId> create_user(ports::UnitOfWork& work, const CreateUser& request) {
  User user;
  user.id = UserId(work.new_id());
  user.username = request.username;
  user.name = request.name;
  user.unit = request.unit;
  user.officer = request.officer;
  user.reviewer = request.reviewer;
  user.password = request.password_hash;
  user.password_changed_at = work.now();
  identity::Problems problems;
  if (const auto status = identity::validate(user); !status) {
    for (const auto& reason : status.error().reasons) problems.add(reason.field, reason.message);
  }
  if (work.lookup(ports::kind::user, user.username)) problems.add("username", "用户名已被使用，请换一个。");
  const auto agency = work.load(ports::kind::agency, work.actor().agency.uuid());
  if (!user.unit.is_nil() &&
      (!agency || identity::agency_from_parts(work.actor().agency, agency->parts).find_unit(user.unit) == nullptr)) {
    problems.add("unit", "本机关没有这个机构，请重新选择。");
  }
  if (!problems.none()) return refuse(problems.status().error());
  auto aggregate = work.create(ports::kind::user, user.id.uuid());
  work.put(aggregate, identity::to_part(user));
  work.append(aggregate,
              {"create_user", Json::object({{"user", user.id.text()}, {"unit", user.unit.text()}}), work.now()});
  return user.id;
}

Status change_roles(ports::UnitOfWork& work, UserId id, std::int64_t version, identity::RoleSet roles) {
  if (auto status = not_oneself(work, id, "不能授予或者变更自己的角色，请由另一名安全管理员办理。"); !status)
    return status;
  return change_user(work, id, version, "change_roles", Json::object({{"roles", identity::roles_json(roles)}}),
                     [&](User& user) -> Status {
                       user.roles = roles;
                       return {};
                     });
}

Status change_password(ports::UnitOfWork& work, std::string password_hash) {
  return change_user(work, work.actor().user, std::nullopt, "change_password", Json::object({}),
                     [&](User& user) -> Status {
                       user.password = std::move(password_hash);
                       user.password_changed_at = work.now();
                       user.must_change_password = false;
                       return {};
                     });
}

Status reset_password(ports::UnitOfWork& work, UserId id, std::int64_t version, std::string password_hash) {
  if (auto status = not_oneself(work, id, "修改自己的密码请使用“修改密码”。"); !status) return status;
  return change_user(work, id, version, "reset_password", Json::object({}), [&](User& user) -> Status {
    user.password = std::move(password_hash);
    user.password_changed_at = work.now();
    user.must_change_password = true;
    return {};
  });
}

TotpEnrolment new_totp(std::string_view issuer, std::string_view username) {
  const std::string secret = crypto::random_bytes(crypto::kTotpSecretSize);
  return {crypto::to_base32(secret), crypto::otpauth_uri(issuer, username, secret)};
}

Status enrol_totp(ports::UnitOfWork& work, const std::string& secret_base32, std::string_view code,
                  std::int64_t unix_seconds) {
  const auto secret = crypto::from_base32(secret_base32);
  if (!secret || secret->size() != crypto::kTotpSecretSize) {
    return invalid("动态口令的密钥不完整，请重新扫描二维码。", "secret");
  }
  const auto step = crypto::match_totp(*secret, code, unix_seconds);
  if (!step) return invalid("动态口令不正确，请核对手机时间后输入最新的6位数字。", "code");
  return change_user(work, work.actor().user, std::nullopt, "enrol_totp", Json::object({}), [&](User& user) -> Status {
    if (user.second_factor()) return invalid("已绑定动态口令；更换手机请联系安全管理员重置。", "secret");
    user.totp_secret = secret_base32;
    user.totp_confirmed = true;
    user.totp_step = *step;
    return {};
  });
}

Status reset_second_factor(ports::UnitOfWork& work, UserId id, std::int64_t version) {
  if (auto status = not_oneself(work, id, "不能重置自己的动态口令，请由另一名安全管理员办理。"); !status) return status;
  return change_user(work, id, version, "reset_second_factor", Json::object({}), [](User& user) -> Status {
    user.totp_secret.clear();
    user.totp_confirmed = false;
    user.totp_step = 0;
    return {};
  });
}

Status disable_user(ports::UnitOfWork& work, UserId id, std::int64_t version, std::string_view reason) {
  if (auto status = not_oneself(work, id, "不能停用自己的账号，请由另一名系统管理员办理。"); !status) return status;
  if (trim(reason).empty()) return invalid("请填写停用原因。", "reason");
  return change_user(work, id, version, "disable_user", Json::object({}), [](User& user) -> Status {
    if (user.status == identity::UserStatus::disabled) return invalid("该账号已经停用。");
    user.status = identity::UserStatus::disabled;
    return {};
  });
}

Status end_session(ports::UnitOfWork& work, UserId id, SessionId session) {
  if (auto status = not_oneself(work, id, "自己的登录请在“账号与安全”里结束。"); !status) return status;
  return change_user(work, id, std::nullopt, "end_session", Json::object({{"session", session.text()}}),
                     [](User&) -> Status { return {}; });
}

}  // namespace mingjing::flow
