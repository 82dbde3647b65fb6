// Addresses of the workbench. Whoever is not signed in is led to the sign-in page and back to where they wanted to go.
// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory, type RouteLocationNormalized, type Router, type RouterHistory } from 'vue-router';
import { deskOf } from './acts/desks';
import type { useSession } from './session/store';

declare module 'vue-router' {
  interface RouteMeta {
    title: string;
    open?: boolean; // may be seen without a session
    place?: string; // the place in the navigation it belongs to, where its address says another
  }
}

export function makeRouter(
  session: ReturnType<typeof useSession>,
  history: RouterHistory = createWebHistory('/workbench/'),
): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'home', component: () => import('./home/HomePage.vue'), meta: { title: '总览' } },
      { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInPage.vue'), meta: { title: '登录', open: true } },
      { path: '/setup', name: 'setup', component: () => import('./setup/SetUpPage.vue'), meta: { title: '第一次使用', open: true } },
      { path: '/password', name: 'password', component: () => import('./session/PasswordPage.vue'), meta: { title: '更改密码' } },
      { path: '/tasks', name: 'tasks', component: () => import('./tasks/TasksPage.vue'), meta: { title: '待办' } },
      { path: '/cases', name: 'cases', component: () => import('./cases/CaseListPage.vue'), meta: { title: '案件' } },
      { path: '/cases/new', name: 'new-case', component: () => import('./cases/NewCasePage.vue'), meta: { title: '登记线索' } },
      { path: '/cases/:id', name: 'case', component: () => import('./cases/CasePage.vue'), props: true, meta: { title: '案件' } },
      { path: '/cases/:id/evidence', name: 'case-evidence', component: () => import('./evidence/EvidencePage.vue'), props: true, meta: { title: '证据' } },
      { path: '/cases/:id/volume', name: 'case-volume', component: () => import('./archive/VolumePage.vue'), props: true, meta: { title: '案卷' } },
      { path: '/parties', name: 'parties', component: () => import('./parties/PartiesPage.vue'), meta: { title: '当事人' } },
      { path: '/cases/:id/acts/:act', name: 'act', component: () => import('./acts/ActPage.vue'), props: true, meta: { title: '办理' }, beforeEnter: (to) => deskOf(String(to.params.id), String(to.params.act)) ?? true },
      { path: '/publications', name: 'publications', component: () => import('./publication/PublicationListPage.vue'), meta: { title: '公示' } },
      { path: '/cases/:id/publication', name: 'case-publication', component: () => import('./publication/PublicationPage.vue'), props: true, meta: { title: '公示', place: 'publications' } },
      { path: '/reviews', name: 'reviews', component: () => import('./review/ReviewListPage.vue'), meta: { title: '法制审核' } },
      { path: '/cases/:id/review', name: 'case-review', component: () => import('./review/ReviewPage.vue'), props: true, meta: { title: '法制审核', place: 'reviews' } },
      { path: '/cases/:id/discretion', name: 'case-discretion', component: () => import('./discretion/DiscretionPage.vue'), props: true, meta: { title: '裁量' } },
      { path: '/standards', name: 'standards', component: () => import('./discretion/StandardsPage.vue'), meta: { title: '裁量基准' } },
      { path: '/complaints', name: 'complaints', component: () => import('./complaints/ComplaintListPage.vue'), meta: { title: '投诉举报' } },
      { path: '/complaints/:id', name: 'complaint', component: () => import('./complaints/ComplaintPage.vue'), props: true, meta: { title: '投诉举报' } },
      { path: '/items', name: 'items', component: () => import('./catalog/ItemsPage.vue'), meta: { title: '执法事项' } },
      { path: '/items/:id', name: 'item', component: () => import('./catalog/ItemPage.vue'), props: true, meta: { title: '执法事项' } },
      { path: '/officers', name: 'officers', component: () => import('./people/OfficersPage.vue'), meta: { title: '人员与证件' } },
      { path: '/recording-matters', name: 'recording-matters', component: () => import('./recordings/MattersPage.vue'), meta: { title: '音像记录事项' } },
      { path: '/due-recordings', name: 'due-recordings', component: () => import('./recordings/DueRecordings.vue'), meta: { title: '到期音像' } },
      { path: '/devices', name: 'devices', component: () => import('./devices/DevicesPage.vue'), meta: { title: '执法设备' } },
      { path: '/calendar', name: 'calendar', component: () => import('./calendar/CalendarPage.vue'), meta: { title: '日历与期限' } },
      { path: '/users', name: 'users', component: () => import('./admin/UsersPage.vue'), meta: { title: '账号与角色' } },
      { path: '/indicators', name: 'indicators', component: () => import('./indicators/IndicatorsPage.vue'), meta: { title: '三项制度指标' } },
      { path: '/statutes', name: 'statutes', component: () => import('./statutes/StatutesPage.vue'), meta: { title: '法规' } },
      { path: '/statutes/:id', name: 'statute', component: () => import('./statutes/StatutePage.vue'), props: true, meta: { title: '法规' } },
      { path: '/admin', name: 'admin', component: () => import('./admin/AdminPage.vue'), meta: { title: '系统管理' } },
      { path: '/account', name: 'account', component: () => import('./account/AccountPage.vue'), meta: { title: '账号与安全' } },
      { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./shell/NowherePage.vue'), meta: { title: '没有这个页面' } },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(async (to) => {
    fetchScreen(to);
    await session.lookOnce();
    if (!session.isSignedIn) return to.meta.open ? true : { name: 'sign-in', query: { next: to.fullPath } };
    if (session.mustChangePassword) return to.name === 'password' ? true : { name: 'password', query: { next: to.fullPath } };
    return to.name === 'sign-in' ? insideAddress(to.query.next) : true;
  });
  router.afterEach((to) => {
    document.title = `${to.meta.title} - 明镜`;
  });
  return router;
}

// The screen is on its way while the session is looked at; who may not see it yet has it in the cache afterwards.
function fetchScreen(to: RouteLocationNormalized): void {
  for (const { components } of to.matched) {
    const screen = components?.default as (() => Promise<unknown>) | object | undefined;
    if (typeof screen === 'function') void screen().catch(() => {}); // asked for again by the router, which then says why
  }
}

// Where to go after signing in: an address of the workbench, never another site.
export function insideAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
