// SPDX-License-Identifier: Apache-2.0
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '../api/types';
import LimitWorking from '../parts/LimitWorking.vue';
import { obligation, open, person, refused, serve, settle, type Server } from '../testing';
import { groupTasks, sundayOfNextWeek, taskAddress } from './tasks';
import './TasksPage.vue';

const today = '2026-11-20';
const task = (id: string, more: Partial<Task> = {}): Task => ({
  id, kind: 'obligation', todo: `办 ${id}`, yours: true, owner: '周明远', since: '2026-11-16T01:20:00Z',
  case: { id: `case-${id}`, number: '2026-0087', stage: 'legal_review', stage_name: '法制审核', party: '恒岭石料有限公司', cause: '越界开采案', item: '越界开采' },
  due: obligation(), ...more,
});
const counts = { red: 1, yellow: 1, green: 0, suspended: 1, none: 1 };
const tasks = [
  task('late', { due: obligation({ light: 'red', words: '逾期 1 个工作日', due: '2026-11-19' }) }), task('soon'),
  task('stopped', { due: obligation({ light: 'suspended', words: '已中止 12 天', due: '2026-11-21' }) }), task('free', { due: undefined, act: 'decide' }),
];
const server = (answer: Server): Server => (asked) => (asked.path === '/api/v1/session' ? { status: 200, body: person } : answer(asked));
const press = async (key: string) => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T06:32:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('groups by when to act', () => {
  it('put what is late or due today first and what stands still last', () => {
    expect(groupTasks(tasks, today).map((group) => [group.name, group.tasks.map(({ id }) => id)])).toEqual([
      ['今天先办', ['late']], ['本周与下周', ['soon']], ['暂停计时', ['stopped']], ['没有期限', ['free']],
    ]);
  });
  for (const [day, sunday] of [['2026-11-20', '2026-11-29'], ['2026-11-22', '2026-11-29'], ['2026-11-23', '2026-12-06'], ['2026-12-28', '2027-01-10']] as const) {
    it(`next week of ${day} ends on ${sunday}`, () => expect(sundayOfNextWeek(day)).toBe(sunday));
  }
});

describe('where a task is done', () => {
  const all = { hasRoute: () => true };
  const none = { hasRoute: () => false };
  it('is its desk, or the case while the desk does not exist', () => {
    expect(taskAddress(task('a', { kind: 'review' }), all)).toMatchObject({ name: 'case-review', params: { id: 'case-a' } });
    expect(taskAddress(task('a', { kind: 'review' }), none)).toMatchObject({ name: 'case' });
    expect(taskAddress(task('a', { kind: 'list', case: undefined }), all)).toEqual({ name: 'recording-matters' });
    expect(taskAddress(task('a', { kind: 'complaint', case: undefined, complaint: { id: 'k1', number: '', kind_name: '举报', state_name: '已受理' } }), all)).toMatchObject({ name: 'complaint', params: { id: 'k1' } });
  });
});

describe('my tasks', () => {
  it('say what to do, for which case, until when, and why that day', async () => {
    serve(server(() => ({ status: 200, body: { tasks, counts, next: '' } })));
    const { page } = await open('/tasks');
    expect(page.findAll('.group h2').map((head) => head.text())).toEqual(['今天先办 1 件', '本周与下周 1 件', '暂停计时 1 件', '没有期限 1 件']);
    const first = page.findAll('.task')[0]!;
    for (const words of ['办 late', '逾期 1 个工作日', '应于 11-19 周四', '越界开采案 · 2026-0087', '法制审核']) expect(first.text()).toContain(words);
    expect(page.find('.pane').text()).toContain('为什么是 11 月 19 日');
    expect(page.find('.pane dt').text()).toBe('起算');
    expect(page.find('.pane').text()).toContain('《民事诉讼法》第八十五条');
    expect(page.text()).toContain('下午好，周明远。先办逾期和今天到期的 1 件。');
    expect(page.find('.side nav').text()).toContain('待办，4');
  });

  it('move by J and K, show the working by Space, open by Enter', async () => {
    serve(server(({ path }) => (path.startsWith('/api/v1/cases') ? refused(404, '没有这件案件。') : { status: 200, body: { tasks, counts, next: '' } })));
    const { page, router } = await open('/tasks');
    await press('j');
    await press('j');
    expect(document.activeElement).toBe(page.findAll('.todo')[1]!.element);
    expect(page.find('.pane h2').text()).toBe('办 soon');
    (document.activeElement as HTMLElement).blur();
    await press(' ');
    expect(page.find('.task.selected .inline').exists()).toBe(true);
    await press('k');
    expect(page.find('.pane h2').text()).toBe('办 late');
    (document.activeElement as HTMLElement).blur();
    await press('Enter');
    expect(router.currentRoute.value.path).toBe('/cases/case-late');
  });

  it('narrow by the address and page by the cursor', async () => {
    const log = serve(server(({ query }) => ({ status: 200, body: { tasks: query.get('after') ? [tasks[1]] : [tasks[0]], counts, next: query.get('after') ? '' : 'c2' } })));
    const { page, router } = await open('/tasks?light=red');
    expect(log.at(-1)!.query.get('light')).toBe('red');
    await page.find('footer button').trigger('click');
    await settle();
    expect(log.at(-1)!.query.get('after')).toBe('c2');
    expect(page.findAll('.task')).toHaveLength(2);
    await page.find('.yours').trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ light: 'red', yours: '1' });
  });

  it('say when there is nothing to do', async () => {
    serve(server(() => ({ status: 200, body: { tasks: [], counts: { red: 0, yellow: 0, green: 0, suspended: 0, none: 0 }, next: '' } })));
    const { page } = await open('/tasks');
    expect(page.find('.empty').text()).toContain('没有等您办的事');
  });
});

describe('the working of a limit', () => {
  it('is cells as the server counted them, with one sentence for readers', () => {
    const ruler = [
      { date: '2026-11-16', kind: 'start' as const }, { date: '2026-11-17', kind: 'counted' as const, number: 1 },
      { date: '2026-11-20', kind: 'counted' as const, number: 4, today: true }, { date: '2026-11-21', kind: 'off' as const, moved: '2026-11-18' }, { date: '2026-11-23', kind: 'counted' as const, number: 5, due: true },
    ];
    const part = mount(LimitWorking, { props: { limit: { ...obligation(), ruler } } });
    expect(part.findAll('.day').map((day) => day.text())).toEqual(['16 一起', '17 二1', '今天4', '21 六休', '23 一5 到期']);
    expect(part.find('[role=img]').attributes('aria-label')).toBe('法制审核：2026-11-16 起算，2026-11-23 到期，剩 1 个工作日。2026-11-21 因放假安排调整改为休息。');
    expect(part.find('.moved').text()).toBe('21 六休');
  });
  it('says once that the end is provisional, and shows the steps alone beside a drawing', () => {
    const text = '暂定：2027 年的放假安排还没有公布，先按 2027-02-24 暂定。';
    const limit = { ...obligation(), provisional: true, working: [{ kind: 'provisional', date: '', text, citation: '' }] };
    const part = mount(LimitWorking, { props: { limit, part: 'steps' } });
    expect(part.findAll('dt').map((one) => one.text())).toEqual(['暂定']);
    expect(part.find('[role=img]').exists()).toBe(false);
    expect(mount(LimitWorking, { props: { limit: { ...limit, working: [] } } }).text()).toContain('暂定');
  });
  it('is a bar when the limit is long', () => {
    const part = mount(LimitWorking, { props: { limit: obligation({ start: '2026-09-14T01:00:00Z', due: '2026-12-14', suspensions: [{ from: '2026-10-01', to: '2026-10-12', ground: '鉴定', citation: '' }] }), part: 'drawing' } });
    expect(part.find('.past').attributes('style')).toMatch(/width: 73/);
    expect(part.findAll('.stopped')).toHaveLength(1);
    expect(part.find('dl').exists()).toBe(false);
  });
});
