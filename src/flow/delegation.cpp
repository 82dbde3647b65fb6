// SPDX-License-Identifier: Apache-2.0
#include "flow/delegation.h"

namespace mingjing::flow {
namespace {

using identity::RoleSet;
using identity::User;

constexpr RoleSet kAdministrators{identity::Role::system_admin, identity::Role::security_admin,
                                  identity::Role::audit_admin};

Status judge(ports::UnitOfWork& work, const User& principal, const identity::Delegation& wanted) {
  if (identity::delegable(principal.roles).empty()) {
    return invalid("您的角色不能委托他人代办：执法、审核、听证和管理员的职责须由本人履行。", "to");
  }
  if (wanted.until < work.today()) return invalid("代办的截止日期已经过去，请重新选择。", "until");
  if (wanted.until < wanted.from) return invalid("代办的截止日期早于开始日期。", "until");
  if (wanted.until - wanted.from >= kDelegationDaysMax) return invalid("一次代办最长 180 天，请缩短。", "until");
  if (wanted.by == principal.id) return invalid("代办人不能是本人，请另选一人。", "to");
  const auto account = work.load(ports::kind::user, wanted.by.uuid());
  if (!account) return invalid("本机关没有这个账号，请重新选择代办人。", "to");
  const auto other = identity::user_from_parts(wanted.by, account->parts);
  if (other.status != identity::UserStatus::active) return invalid("这个账号已停用，请另选代办人。", "to");
  if (other.roles.any(kAdministrators)) return invalid("管理员不得代办业务，请另选代办人。", "to");
  return {};
}

}  // namespace

Status delegate(ports::UnitOfWork& work, const identity::Delegation& wanted) {
  const UserId self = work.actor().user;
  auto account = work.open(ports::kind::user, self.uuid(), std::nullopt);
  if (!account) return refuse(account.error());
  User user = identity::user_from_parts(self, account->parts);
  if (auto good = judge(work, user, wanted); !good) return good;
  user.delegation = wanted;
  if (auto valid = identity::validate(user); !valid) return valid;
  work.put(*account, identity::to_part(user));
  work.append(*account, {"delegate",
                         Json::object({{"by", wanted.by.text()},
                                       {"from", wanted.from.text()},
                                       {"until", wanted.until.text()},
                                       {"user", self.text()}}),
                         work.now()});
  return {};
}

Status end_delegation(ports::UnitOfWork& work) {
  const UserId self = work.actor().user;
  auto account = work.open(ports::kind::user, self.uuid(), std::nullopt);
  if (!account) return refuse(account.error());
  User user = identity::user_from_parts(self, account->parts);
  if (!user.delegation) return refuse(ErrorCode::not_found, "您没有委托代办。");
  const UserId by = user.delegation->by;
  user.delegation.reset();
  work.put(*account, identity::to_part(user));
  work.append(*account, {"end_delegation", Json::object({{"by", by.text()}, {"user", self.text()}}), work.now()});
  return {};
}

Result<ports::Actor> acting_for(const ports::Actor& delegate, const User& principal, Date today) {
  if (principal.status != identity::UserStatus::active || !principal.acts_for_on(delegate.user, today)) {
    return refuse(ErrorCode::forbidden, "您现在不能代此人办理：没有委托，或者代办期间已过。");
  }
  ports::Actor out = delegate;
  out.acting_for = principal.id;
  out.roles = identity::delegable(principal.roles);
  out.unit = principal.unit;
  return out;
}

}  // namespace mingjing::flow
