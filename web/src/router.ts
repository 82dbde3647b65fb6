// Addresses of the workbench. Whoever is not signed in is led to the sign-in page and back to where they wanted to go.
// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router';
import type { useSession } from './session/store';

declare module 'vue-router' {
  interface RouteMeta {
    title: string;
    open?: boolean; // may be seen without a session
  }
}

export function makeRouter(
  session: ReturnType<typeof useSession>,
  history: RouterHistory = createWebHistory('/workbench/'),
): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: { name: 'cases' } },
      { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInPage.vue'), meta: { title: '登录', open: true } },
      { path: '/password', name: 'password', component: () => import('./session/PasswordPage.vue'), meta: { title: '更改密码' } },
      { path: '/cases', name: 'cases', component: () => import('./cases/CaseListPage.vue'), meta: { title: '案件' } },
      { path: '/cases/:id', name: 'case', component: () => import('./cases/CasePage.vue'), props: true, meta: { title: '案件' } },
      { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./shell/NowherePage.vue'), meta: { title: '没有这个页面' } },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(async (to) => {
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

// Where to go after signing in: an address of the workbench, never another site.
export function insideAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/cases';
}
