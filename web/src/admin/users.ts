// Accounts 「账号」 and the roles they hold, as the server keeps them. SPDX-License-Identifier: Apache-2.0
export interface UserRow {
  id: string;
  version: number;
  username: string;
  name: string;
  roles: string[];
  status: string;
  unit?: string;
  officer?: string;
  must_change_password?: boolean;
  totp_confirmed?: boolean;
}

// Ids and names as in the glossary.
export const roles: readonly { id: string; name: string; does: string }[] = [
  { id: 'intake', name: '受理登记', does: '登记线索' },
  { id: 'officer', name: '执法人员', does: '承办案件' },
  { id: 'unit_head', name: '办案机构负责人', does: '审核本机构案件' },
  { id: 'legal_reviewer', name: '法制审核人员', does: '审核重大执法决定' },
  { id: 'hearing_host', name: '听证主持人', does: '主持听证' },
  { id: 'agency_head', name: '行政机关负责人', does: '审查调查结果，作出决定' },
  { id: 'publicity_clerk', name: '公示经办', does: '提请公示' },
  { id: 'publicity_approver', name: '公示审批', does: '批准公示' },
  { id: 'archivist', name: '档案管理', does: '归档和保管案卷' },
  { id: 'supervisor', name: '执法监督', does: '监督执法活动' },
  { id: 'window_clerk', name: '窗口人员', does: '在窗口接待当事人' },
  { id: 'system_admin', name: '系统管理员', does: '维护机关、人员、事项和日历，看不到案件' },
  { id: 'security_admin', name: '安全管理员', does: '管理角色、锁定和登录，看不到案件' },
  { id: 'audit_admin', name: '审计管理员', does: '查看操作记录，看不到案件' },
];
export const roleName = (id: string) => roles.find((role) => role.id === id)?.name ?? id;
