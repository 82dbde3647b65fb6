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
import type { CasePageBody, CaseRow, Obligation } from './api/types';

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
  headers?: Record<string, string>;
}
export type Server = (asked: Asked) => Answer;

export const person = {
  csrf_token: 'csrf-1', session: { id: 's1', second_factor: false, bearer: false, expires_at: '2026-11-21T00:00:00Z' },
  user: { id: 'u1', name: '周明远', roles: [{ id: 'officer', name: '执法人员' }], must_change_password: false },
};
export const me = {
  user: person.user, agency: { name: '澜川市自然资源和规划局', short_name: '澜川自然资源局' }, unit_name: '执法监察科',
  may: ['list_tasks', 'read_overview', 'list_cases', 'read_case', 'register_clue', 'perform_act', 'upload', 'read_laws', 'list_items', 'list_officers', 'read_calendar'],
};
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

// One case at its legal review, with a late record, a refused act and a limit that is near.
export const sampleCase: CasePageBody = {
  id: row(7).id, version: 27, stage: 'legal_review', stage_name: '法制审核', stage_since: '2026-11-16T01:20:00Z', case_no: '2026-0087',
  cause: '超出采矿权登记的开采区域开采', source: 'monitoring', summary: '巡查发现', reported_at: '2026-09-10T00:00:00Z',
  party: { id: 'p1', is_minor: false, e_service_consent: true, name: '恒岭石料有限公司', kind: 'organisation', kind_name: '法人或者其他组织', phone: '*******1234', identifiers_shown: false },
  officers: [{ id: 'o1', name: '周明远', certificate_no: 'Z1', role: 'lead', since: '2026-09-14T01:00:00Z' }],
  proposal: {
    outcome: 'penalty', facts: '越界开采', reasons: '', kinds: [], kinds_text: '罚款', fine_fen: 109368000, illegal_gains_fen: 0,
    property_value_fen: 0, violated: [], basis: ['《矿产资源法》第四十条'], substance_version: 1, facts_version: 1,
  },
  publication: { state: 'none', state_name: '未提请', findings: [] }, reviews: [], legal_review: { required: false, foreseen: false, grounds: [], tags: [], body: 'own' }, discretion: [], tags: [],
  procedure: 'penalty_ordinary_2021', five_year_limitation: false, discussion_required: false, hearing: 'none', hearing_name: '不涉及', evidence: [], documents: [],
  parties: [], recusals: [], preservations: [], samplings: [], entrustments: [], corrections: [], transfers: [], term_grounds: [],
  timeline: [
    { id: 't1', act: 'file_case', name: '立案', occurred_at: '2026-09-14T01:00:00Z', recorded_at: '2026-09-14T01:00:00Z', marks: [], officers: [], data: {}, late: false },
    { id: 't2', act: 'submit_for_review', name: '送法制审核', occurred_at: '2026-11-16T01:20:00Z', recorded_at: '2026-11-18T01:20:00Z', marks: ['overdue:review_decide', 'recorded_late', 'officers_two'], officers: [], data: {}, late: true, late_reason: '停电' },
  ],
  obligations: [{
    id: 'b1', rule: 'review_decide', name: '法制审核', unit: 'working_day', owed_by: 'agency', start: '2026-11-16T01:20:00Z', due: '2026-11-23',
    light: 'yellow', words: '剩 1 个工作日', provisional: true, days: 1, suspensions: [], extended_by: 0, citation: '《行政处罚法》第五十八条',
    working: [{ date: '2026-11-16', kind: 'start', text: '11-16 受理，当日不计' }, { date: '2026-11-21', kind: 'skipped', text: '11-21、11-22 周末，跳过' }],
  }],
  acts: [
    { act: 'reply_to_review', name: '答复审核意见', allowed: true, reasons: [], form: '/f' },
    { act: 'decide', name: '作出决定', allowed: false, form: '/f', reasons: [{ code: 'review', message: '法制审核还没有通过。', citation: '《行政处罚法》第五十八条第一款' }, { code: 'stage', message: '还没有告知。', citation: '' }] },
  ],
  statements: [], hearings: [], services: [], accounts: [], payments: [], deferrals: [], demands: [], court_applications: [], remedies: [], goods_disposals: [], past_decisions: [],
};

export function serve(server: Server): Asked[] {
  const log: Asked[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://127.0.0.1');
    const asked: Asked = {
      method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: new Headers(init.headers),
      body: bodyOf(init),
    };
    if (asked.path === '/api/v1/me') return new Response(JSON.stringify(me), { status: 200 });
    if (asked.path === '/healthz') return new Response(JSON.stringify({ status: 'ok', demo: true }), { status: 200 });
    const isViews = asked.method === 'GET' && asked.path === '/api/v1/drafts/views%3Acases';
    if (!isViews) log.push(asked);
    const { status, body, headers = {} } = answerOf(server(asked), isViews);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
  });
  return log;
}

const bodyOf = (init: RequestInit): unknown => {
  if (!init.body) return undefined;
  return new Headers(init.headers).get('Content-Type')?.startsWith('text/csv') ? init.body : JSON.parse(String(init.body));
};

// Saved views are asked for beside every list; a test that says nothing of them has none.
const answerOf = (answer: Answer, isViews: boolean): Answer =>
  isViews && !(answer.body as { value?: unknown } | undefined)?.value ? refused(404, '没有这份草稿。') : answer;

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
    await vi.dynamicImportSettled(); // a page that is fetched only now may take long on a busy machine
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

// An obligation as the server gives it, with its working.
export function obligation(more: Partial<Obligation> = {}): Obligation {
  return {
    id: 'b1', rule: 'review_decide', name: '法制审核', unit: 'working_day', owed_by: 'agency', start: '2026-11-16T01:20:00Z', due: '2026-11-23',
    light: 'yellow', words: '剩 1 个工作日', provisional: false, days: 1, suspensions: [], extended_by: 0, citation: '《行政处罚法》第五十八条',
    working: [
      { date: '2026-11-16', kind: 'start', text: '起算：受理在 2026-11-16，当日不算，从 11-17 起算。', citation: '《民事诉讼法》第八十五条' },
      { date: '2026-11-21', kind: 'skipped', text: '跳过：11-21、11-22 周末，共 2 天不算。' },
      { date: '2026-11-23', kind: 'due', text: '到期：2026-11-23（周一）24:00。' },
    ],
    ...more,
  };
}
