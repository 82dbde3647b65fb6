// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/user.h"

#include <algorithm>

#include "domain/identity/problems.h"

namespace mingjing::identity {

bool User::acts_for_on(UserId other, Date day) const {
  return delegation && delegation->by == other && delegation->from <= day && day <= delegation->until;
}

Status check_username(std::string_view username, std::string_view field) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool good = username.size() >= 3 && username.size() <= 32 && letter(username.front()) &&
                    std::all_of(username.begin(), username.end(), [&](char c) {
                      return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
                    });
  if (!good) return invalid("用户名由3至32个小写字母、数字或者 . _ - 组成，以字母开头。", std::string(field));
  return {};
}

RoleSet delegable(RoleSet roles) {
  RoleSet out;
  for (const Role role : {Role::intake, Role::window_clerk, Role::unit_head, Role::agency_head, Role::publicity_clerk,
                          Role::publicity_approver, Role::archivist, Role::supervisor}) {
    if (roles.has(role)) out.add(role);
  }
  return out;
}

Status check_roles(RoleSet roles) {
  constexpr RoleSet kAdministrators{Role::system_admin, Role::security_admin, Role::audit_admin};
  if (!roles.any(kAdministrators)) return {};
  int held = 0;
  for (const auto& row : kRoles) held += roles.has(row.role) ? 1 : 0;
  if (held > 1) {
    return invalid("系统管理员、安全管理员、审计管理员应当各由专人担任，不得兼任其他角色，请分别设置账号。", "roles");
  }
  return {};
}

Status validate(const User& user) {
  Problems problems;
  problems.add(check_username(user.username, "username"));
  problems.line("name", "姓名", user.name, 30);
  problems.add(check_roles(user.roles));
  if (user.unit.is_nil()) problems.add("unit", "请选择所在机构。");
  if (user.delegation) {
    if (user.delegation->by == user.id) problems.add("delegation/by", "代办人不能是本人，请另选一人。");
    if (user.delegation->until < user.delegation->from)
      problems.add("delegation/until", "代办的截止日期早于开始日期。");
  }
  return problems.status();
}

Json roles_json(RoleSet roles) {
  Json out = Json::array();
  for (const auto& row : kRoles) {
    if (roles.has(row.role)) out.push(row.id);
  }
  return out;
}

RoleSet roles_from(const Json::Array& ids) {
  RoleSet out;
  for (const auto& id : ids) {
    if (id.as_string() == nullptr) continue;
    if (const auto role = parse_role(*id.as_string())) out.add(*role);
  }
  return out;
}

domain::Part to_part(const User& user) {
  domain::Part part{"user",
                    "",
                    Json::object({{"username", user.username},
                                  {"name", user.name},
                                  {"unit", user.unit.text()},
                                  {"roles", roles_json(user.roles)},
                                  {"status", user.status == UserStatus::active ? "active" : "disabled"},
                                  {"must_change_password", user.must_change_password},
                                  {"password_changed_at", user.password_changed_at.unix_ms()},
                                  {"totp_confirmed", user.totp_confirmed},
                                  {"totp_step", user.totp_step},
                                  {"officer", user.officer ? user.officer->text() : std::string()}}),
                    {{"password", user.password}}};
  if (user.delegation) {
    part.data.set("delegation", Json::object({{"by", user.delegation->by.text()},
                                              {"from", user.delegation->from.text()},
                                              {"reason", user.delegation->reason},
                                              {"until", user.delegation->until.text()}}));
  }
  if (user.reviewer) part.data.set("reviewer", to_json(*user.reviewer));
  if (!user.totp_secret.empty()) part.secrets["totp"] = user.totp_secret;
  return part;
}

User user_from_parts(UserId id, const domain::Parts& parts) {
  User out;
  out.id = id;
  const auto* part = domain::find_part(parts, "user");
  if (part == nullptr) return out;
  const Json& data = part->data;
  out.username = data.text("username");
  out.name = data.text("name");
  out.unit = UnitId::parse(data.text("unit")).value_or(UnitId());
  out.roles = roles_from(data.items("roles"));
  out.status = data.text("status") == "active" ? UserStatus::active : UserStatus::disabled;
  out.must_change_password = data.flag("must_change_password");
  out.password_changed_at = Instant(data.integer("password_changed_at"));
  out.totp_confirmed = data.flag("totp_confirmed");
  out.totp_step = data.integer("totp_step");
  out.officer = OfficerId::parse(data.text("officer"));
  if (const Json* row = data.find("reviewer")) out.reviewer = reviewer_from(*row);
  if (const Json* row = data.find("delegation")) {
    const auto by = UserId::parse(row->text("by"));
    const auto from = Date::parse(row->text("from")), until = Date::parse(row->text("until"));
    if (by && from && until) out.delegation = Delegation{*by, *from, *until, row->text("reason")};
  }
  const auto secret = [&](const char* name) {
    const auto at = part->secrets.find(name);
    return at == part->secrets.end() ? std::string() : at->second;
  };
  out.password = secret("password");
  out.totp_secret = secret("totp");
  return out;
}

}  // namespace mingjing::identity
