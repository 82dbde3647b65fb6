// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { monthDays } from '../calendar/months';
import { me, open, person, serve, settle, type Server } from '../testing';
import { articleOf, sideBySide, type Article } from './statutes';
import './StatutePage.vue';
import './StatutesPage.vue';
import '../calendar/CalendarPage.vue';

afterEach(() => vi.unstubAllGlobals());
const article = (number: string, place: string, text: string): Article => ({ article: number, place, headings: ['第一章'], paragraphs: [{ text, items: [] }] });
const old = [article('1', '第一条', '甲'), article('2', '第二条', '乙'), article('3', '第三条', '丙')];
const now = [article('1', '第一条', '甲'), article('3', '第三条', '丙改'), article('4', '第四条', '丁')];

describe('two versions side by side', () => {
  it('pair articles by number and keep what was struck at its old place', () => {
    expect(sideBySide(old, now).map((pair) => [pair.place, Boolean(pair.left), Boolean(pair.right), pair.changed])).toEqual([
      ['第一条', true, true, false], ['第二条', true, false, true], ['第三条', true, true, true], ['第四条', false, true, true],
    ]);
  });
  it('find the article a citation means', () => {
    expect(articleOf('《行政处罚法》第五十八条第一款')).toBe('第五十八条');
    expect(articleOf('《刑法》第三百四十二条之一')).toBe('第三百四十二条之一');
    expect(articleOf('《审核办法》')).toBe('');
  });
});

const body = (id: string, text: Article[]) => ({
  id, title: '中华人民共和国行政处罚法', short_title: '行政处罚法', version_on: id === 's2' ? '2021-01-22' : '2017-09-01', in_force_from: '2021-07-15', in_force_source: 'text', articles: text.length, adoption: [], text, appendix: [],
  versions: [{ id: 's1', version_on: '2017-09-01', in_force_from: '2018-01-01' }, { id: 's2', version_on: '2021-01-22', in_force_from: '2021-07-15' }],
});
const library: Server = ({ path, query }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === '/api/v1/statutes') {
    const hit = { statute_id: 's2', title: '', short_title: '行政处罚法', article: '3', place: '第三条', headings: [], paragraphs: [], snippet: { text: '应当当场交付', marks: [[2, 4]] } };
    return { status: 200, body: { on: '2026-11-20', statutes: query.get('q') ? [] : [body('s2', now)], hits: query.get('q') ? [hit] : [], next: '' } };
  }
  if (path.endsWith('/cited-by')) return { status: 200, body: { law: '行政处罚法', place: '第三条', acts: [{ id: 'decide', name: '作出决定', citation: '' }], guards: [{ id: 'g', citation: '' }], limits: [{ id: 'l', name: '办案期限', citation: '' }], templates: [], items: [{ id: 'i1', code: 'LZR-1', name: '越界开采' }], cases: 7 } };
  if (path === '/api/v1/statutes/s1') return { status: 200, body: body('s1', old) };
  if (path.startsWith('/api/v1/statutes/')) return { status: 200, body: body('s2', now) };
  if (path === '/api/v1/calendar/years') return { status: 200, body: { years: [{ year: 2026, working_days: 248 }] } };
  return { status: 200, body: {
    year: 2026, provisional: false, version: 2, source: '国办发明电〔2025〕7号', working_days: 248, days: [{ date: '2026-10-01', kind: 'off', name: '国庆节' }, { date: '2026-10-10', kind: 'makeup', name: '国庆节' }],
    amendments: [{ published_on: '2026-09-20', version: 2, changes: [{ date: '2026-10-10', from: 'off', to: 'worked' }], moved: [{ id: 'c1', case: '2026-0087', obligation: '法制审核', from: '2026-10-13', to: '2026-10-12' }] }],
  } };
};

describe('statutes', () => {
  it('are found by words in their articles, which are marked', async () => {
    serve(library);
    const { page, router } = await open('/statutes?q=%E5%BD%93%E5%9C%BA');
    expect(page.find('mark').text()).toBe('当场');
    await page.find('.hits a').trigger('click');
    await settle();
    expect(router.currentRoute.value.fullPath).toBe(`/statutes/s2?article=${encodeURIComponent('第三条')}`);
  });
  it('say who cites an article', async () => {
    serve(library);
    const { page } = await open('/statutes/s2');
    await page.findAll('.one .link')[1]!.trigger('click');
    await settle();
    const pane = page.find('.cited').text();
    for (const words of ['谁引用第三条', '作出决定', '办案期限', 'LZR-1 越界开采', '7 件案件引用', '1 道检查']) expect(pane).toContain(words);
    expect(page.find('.one.chosen').text()).toContain('第三条');
  });
  it('lie beside an older version with only what differs', async () => {
    serve(library);
    const { page } = await open('/statutes/s2?beside=s1');
    expect(page.findAll('.pairs tbody tr')).toHaveLength(3);
    expect(page.findAll('.tag').map((tag) => tag.text())).toEqual(['已删去', '有改动', '新增']);
    await page.find('input[type=checkbox]').setValue(false);
    expect(page.findAll('.pairs tbody tr')).toHaveLength(4);
  });
});

const pick = async (page: Awaited<ReturnType<typeof open>>['page'], name: string, text: string) => {
  const input = page.find('input[type=file]');
  Object.defineProperty(input.element, 'files', { value: [new File([text], name)] });
  await input.trigger('change');
  await settle();
};
describe('imports', () => {
  const own = me.may;
  afterEach(() => (me.may = own));
  it('show what a law would change and take it once it is confirmed', async () => {
    me.may = [...own, 'import_laws'];
    const log = serve((asked) => {
      if (asked.path === '/api/v1/statutes/import/preview') return { status: 200, body: { title: '行政处罚法', version_on: '2027-01-01', in_force_from: '2027-03-01', in_force_source: 'last_article', articles: 86, outcome: 'taken', before: '2021-01-22', changed: 2, changes: [{ article: '33', kind: 'changed' }, { article: '33-1', kind: 'added' }] } };
      if (asked.path === '/api/v1/statutes/import') return { status: 200, body: { outcome: 'taken' } };
      return library(asked);
    });
    const { page } = await open('/statutes');
    await page.find('.actions button').trigger('click');
    await pick(page, '行政处罚法(2027-01-01).md', '# 行政处罚法');
    expect(page.find('.preview').text()).toMatch(/2 条不同[\s\S]*新增\s*第 33-1 条[\s\S]*改动\s*第 33 条/);
    expect(log.some((asked) => asked.path === '/api/v1/statutes/import')).toBe(false);
    await page.find('.part .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.path === '/api/v1/statutes/import')!.body).toEqual({ file_name: '行政处罚法(2027-01-01).md', text: '# 行政处罚法' });
    expect(page.find('.part [role=status]').text()).toContain('已导入');
  });
  it('name the days that a notice moves, and offer nothing where it is held already', async () => {
    me.may = [...own, 'import_calendar'];
    let outcome = 'taken';
    serve((asked) => asked.path === '/api/v1/calendar/import/preview'
      ? { status: 200, body: { year: 2026, version: 3, held: 2, outcome, changes: outcome === 'taken' ? [{ date: '2026-12-05', name: '调休', to: 'worked' }] : [] } } : library(asked));
    const { page } = await open('/calendar?year=2026');
    await page.find('.actions button').trigger('click');
    await pick(page, '2026.json', '{}');
    expect(page.find('.preview').text()).toMatch(/第 3 版[\s\S]*现在是第 2 版[\s\S]*2026-12-05 周六（调休）：改为\s*上班/);
    expect(page.find('.part .main').exists()).toBe(true);
    outcome = 'unchanged';
    await page.find('input[type=file]').trigger('change');
    await settle();
    expect(page.find('.part .main').exists()).toBe(false);
  });
});

describe('the calendar', () => {
  it('begins weeks on Monday', () => {
    const days = monthDays(2026, 10, new Map());
    expect(days.findIndex((day) => day?.number === 1)).toBe(3); // a Thursday
    expect(days.filter((day) => day?.weekend)).toHaveLength(9);
  });
  it('shows make-up days, what was changed later and the limits it moved', async () => {
    serve(library);
    const { page } = await open('/calendar?year=2026');
    expect(page.findAll('.month')).toHaveLength(12);
    expect(page.find('td.makeup.changed').text()).toContain('班');
    expect(page.find('td.off').text()).toContain('国庆节放假');
    expect(page.find('.amendment').text()).toContain('原来放假，改为上班');
    expect(page.find('.amendment a').attributes('href')).toBe('/cases/c1');
    expect(page.find('.amendment').text()).toContain('2026-10-12');
  });
});
