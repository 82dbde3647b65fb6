// The places of the workbench in the order of the navigation. Who may use one is what the server says at /api/v1/me; a
// place whose screen does not exist is not offered. SPDX-License-Identifier: Apache-2.0
import type { RouteLocationNormalized, Router } from 'vue-router';
import type { IconName } from './icons';

export interface Place {
  route: string;
  name: string;
  icon: IconName;
  group: string;
  may?: string; // an action of the server's table of rights; none: anybody signed in
  roles?: readonly string[]; // where no single action stands for the place
}

export const places: readonly Place[] = [
  { route: 'tasks', name: '待办', icon: 'tasks', group: '我的', may: 'list_tasks' },
  { route: 'home', name: '总览', icon: 'home', group: '我的' },
  { route: 'new-case', name: '登记线索', icon: 'flag', group: '办案', may: 'register_clue' },
  { route: 'cases', name: '案件', icon: 'folder', group: '办案', may: 'list_cases' },
  { route: 'parties', name: '当事人', icon: 'person', group: '办案', may: 'read_party_history' },
  { route: 'reviews', name: '法制审核', icon: 'scales', group: '三项制度', roles: ['legal_reviewer', 'agency_head', 'unit_head'] },
  { route: 'publications', name: '公示', icon: 'speaker', group: '三项制度', may: 'list_publications' },
  { route: 'complaints', name: '投诉举报', icon: 'letter', group: '监督', may: 'list_complaints' },
  { route: 'indicators', name: '指标', icon: 'bars', group: '监督', may: 'read_statistics' },
  { route: 'statutes', name: '法规', icon: 'book', group: '资料', may: 'read_laws' },
  { route: 'items', name: '执法事项', icon: 'list', group: '资料', may: 'list_items' },
  { route: 'standards', name: '裁量基准', icon: 'steps', group: '资料', may: 'list_items' },
  { route: 'officers', name: '人员与证件', icon: 'people', group: '资料', may: 'list_officers' },
  { route: 'devices', name: '执法设备', icon: 'camera', group: '资料', may: 'read_devices' },
  { route: 'recording-matters', name: '音像记录事项', icon: 'list', group: '资料', may: 'read_limits' },
  { route: 'due-recordings', name: '到期音像', icon: 'camera', group: '资料', may: 'read_archive' },
  { route: 'calendar', name: '日历与期限', icon: 'calendar', group: '资料', may: 'read_calendar' },
  { route: 'users', name: '账号与角色', icon: 'key', group: '管理', may: 'read_users' },
  { route: 'admin', name: '系统管理', icon: 'gear', group: '管理', roles: ['system_admin', 'security_admin', 'audit_admin'] },
];

export interface Person {
  may: (action: string) => boolean;
  roles: readonly string[];
}

export function placesFor(person: Person, router: Pick<Router, 'hasRoute'>): Place[] {
  return places.filter((place) => router.hasRoute(place.route)
    && (place.may === undefined || person.may(place.may))
    && (place.roles === undefined || place.roles.some((role) => person.roles.includes(role))));
}

// A case belongs to the list, an article to its statutes: the first step of the address decides.
export function isHere(place: Place, route: RouteLocationNormalized): boolean {
  if (route.meta.place) return route.meta.place === place.route;
  if (route.name === place.route) return true;
  return place.route !== 'home' && place.route !== 'new-case' && route.name !== 'new-case' && route.path.startsWith(`/${place.route}/`);
}
