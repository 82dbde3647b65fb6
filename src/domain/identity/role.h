// Roles 「角色」. A role says what a person may do in the own agency; the relation to the case (handler, reviewer …) is
// judged by guards. Three administrators are apart (GB/T 22239 「三员」): none of them handles cases.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mingjing::identity {

enum class Role : std::uint8_t {
  intake,              // 受理登记
  officer,             // 执法人员
  unit_head,           // 办案机构负责人
  legal_reviewer,      // 法制审核人员
  hearing_host,        // 听证主持人
  agency_head,         // 行政机关负责人
  publicity_clerk,     // 公示经办
  publicity_approver,  // 公示审批
  archivist,           // 档案管理
  supervisor,          // 执法监督
  window_clerk,        // 窗口人员
  system_admin,        // 系统管理员
  security_admin,      // 安全管理员
  audit_admin,         // 审计管理员
};

inline constexpr std::size_t kRoleCount = 14;

struct RoleName {
  Role role;
  std::string_view id;
  std::string_view zh;
};
inline constexpr std::array<RoleName, kRoleCount> kRoles{{
    {Role::intake, "intake", "受理登记"},
    {Role::officer, "officer", "执法人员"},
    {Role::unit_head, "unit_head", "办案机构负责人"},
    {Role::legal_reviewer, "legal_reviewer", "法制审核人员"},
    {Role::hearing_host, "hearing_host", "听证主持人"},
    {Role::agency_head, "agency_head", "行政机关负责人"},
    {Role::publicity_clerk, "publicity_clerk", "公示经办"},
    {Role::publicity_approver, "publicity_approver", "公示审批"},
    {Role::archivist, "archivist", "档案管理"},
    {Role::supervisor, "supervisor", "执法监督"},
    {Role::window_clerk, "window_clerk", "窗口人员"},
    {Role::system_admin, "system_admin", "系统管理员"},
    {Role::security_admin, "security_admin", "安全管理员"},
    {Role::audit_admin, "audit_admin", "审计管理员"},
}};

constexpr std::string_view to_string(Role role) { return kRoles[static_cast<std::size_t>(role)].id; }
constexpr std::string_view name_zh(Role role) { return kRoles[static_cast<std::size_t>(role)].zh; }
constexpr std::optional<Role> parse_role(std::string_view id) {
  for (const auto& row : kRoles) {
    if (row.id == id) return row.role;
  }
  return std::nullopt;
}

// A set of roles, small enough to copy.
class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<Role> roles) {
    for (Role role : roles) bits_ |= bit(role);
  }
  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  constexpr bool any(RoleSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr RoleSet& add(Role role) { return bits_ |= bit(role), *this; }
  constexpr bool operator==(const RoleSet&) const = default;

 private:
  static constexpr std::uint32_t bit(Role role) { return 1u << static_cast<unsigned>(role); }
  std::uint32_t bits_ = 0;
};

}  // namespace mingjing::identity
