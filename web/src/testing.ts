// For component tests: a server of rows that answers fetch, and a mounted screen with router and session.
// SPDX-License-Identifier: Apache-2.0
import { mount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, vi } from 'vitest';
import { createMemoryHistory, type Router } from 'vue-router';
import App from './App.vue';
// Loaded here, so that no test waits for a page to be compiled.
import './cases/CaseListPage.vue';
import './cases/CasePage.vue';
import './session/PasswordPage.vue';
import './session/SignInPage.vue';
import { door } from './api/client';
import { makeRouter } from './router';
import { useSession } from './session/store';
import type { CaseRow } from './api/types';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}
export interface Answer {
  status: number;
  body?: unknown;
}
export type Server = (asked: Asked) => Answer;

export const person = {
  csrf_token: 'csrf-1',
  user: { id: 'u1', name: '周明远', roles: [{ id: 'officer', name: '执法人员' }], must_change_password: false },
};
const me = { user: person.user, agency: { name: '澜川市自然资源和规划局', short_name: '澜川自然资源局' } };
export const refused = (status: number, message: string, more: object = {}): Answer => ({
  status,
  body: { error: { code: 'refused', message, ...more } },
});

export function row(number: number, more: Partial<CaseRow> = {}): CaseRow {
  return {
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`, case_no: `2026-${String(number).padStart(4, '0')}`,
    stage: 'investigating', stage_name: '调查取证', cause: `第 ${number} 件案由`, party: '恒岭石料有限公司',
    registered_on: '2026-11-02', filed_on: '2026-11-04', decided_on: '', item_code: 'T-001', publication: 'none', next_due: '2026-11-23', light: 'yellow', summary: { officers: ['周明远'] }, ...more,
  };
}

export function serve(server: Server): Asked[] {
  const log: Asked[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://127.0.0.1');
    const asked: Asked = {
      method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    };
    if (asked.path === '/api/v1/me') return new Response(JSON.stringify(me), { status: 200 });
    if (asked.path === '/healthz') return new Response(JSON.stringify({ status: 'ok', demo: true }), { status: 200 });
    log.push(asked);
    const { status, body } = server(asked);
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
  return log;
}

let opened: VueWrapper | null = null;
afterEach(() => {
  opened?.unmount();
  opened = null;
});

export async function open(address: string): Promise<{ page: VueWrapper; router: Router; session: ReturnType<typeof useSession> }> {
  opened?.unmount();
  document.body.innerHTML = '<div id="at"></div>';
  const pinia = createPinia();
  setActivePinia(pinia);
  const session = useSession();
  door.csrfToken = '';
  const router = makeRouter(session, createMemoryHistory());
  await router.push(address);
  const page = mount(App, { attachTo: '#at', global: { plugins: [pinia, router], stubs: { teleport: true, transition: false } } });
  opened = page;
  await router.isReady();
  await settle();
  return { page, router, session };
}

// Lets lazy pages, calls and renderings come to rest.
export async function settle(): Promise<void> {
  for (let round = 0; round < 8; ++round) {
    await flushPromises();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
