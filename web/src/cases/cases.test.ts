// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CasePageBody } from '../api/types';
import { open, person, refused, row, serve, settle, type Server } from '../testing';

afterEach(() => vi.unstubAllGlobals());
const signedIn = (cases: Server): Server => (asked) => (asked.path === '/api/v1/session' ? { status: 200, body: person } : cases(asked));

describe('the case list', () => {
  it('is a table with a light of shape and words in each row, in the order of the server', async () => {
    const rows = [row(3), row(2, { light: 'red' }), row(1, { light: 'done', next_due: '9999-12-31' })];
    serve(signedIn(() => ({ status: 200, body: { cases: rows, next: '' } })));
    const { page } = await open('/cases');
    expect(page.findAll('tbody th a').map((link) => link.text())).toEqual(['第 3 件案由', '第 2 件案由', '第 1 件案由']);
    const lights = page.findAll('.light');
    expect(lights.map((light) => light.text())).toEqual(['临期', '逾期', '没有在走的期限']);
    for (const light of lights) expect(light.find('svg > *').exists()).toBe(true);
    expect(page.text()).toContain('2026-11-23 到期');
    expect(page.text()).not.toContain('9999');
    expect(page.findAll('thead th[scope=col]')).toHaveLength(6);
    expect(page.find('[role=status]').text()).toBe('共 3 件');
    expect(page.find('tbody th a').attributes('href')).toBe(`/cases/${row(3).id}`);
  });

  it('narrows by the address, and the address by the form', async () => {
    const log = serve(signedIn(() => ({ status: 200, body: { cases: [row(1)], next: '' } })));
    const { page, router } = await open('/cases?stage=filed&light=red&q=%E7%9F%B3%E6%96%99');
    expect(Object.fromEntries(log.at(-1)!.query)).toEqual({ stage: 'filed', light: 'red', q: '石料' });
    expect(page.find('.lights button[aria-pressed=true]').text()).toBe('逾期');
    await page.find('input[name=q]').setValue(' 采矿 ');
    await page.find('form[role=search]').trigger('submit');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ stage: 'filed', light: 'red', q: '采矿' });
    expect(log.at(-1)!.query.get('q')).toBe('采矿');
    await page.findAll('.lights button')[0]!.trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ stage: 'filed', q: '采矿' });
  });

  it('pages by the cursor of the server and moves the focus to the first new row', async () => {
    const log = serve(signedIn(({ query }) => query.get('after')
      ? { status: 200, body: { cases: [row(1)], next: '' } }
      : { status: 200, body: { cases: [row(3), row(2)], next: 'cursor-2' } }));
    const { page } = await open('/cases');
    expect(page.find('[role=status]').text()).toBe('已列出 2 件，后面还有');
    await page.find('.more button').trigger('click');
    await settle();
    expect(log.at(-1)!.query.get('after')).toBe('cursor-2');
    expect(page.findAll('tbody tr')).toHaveLength(3);
    expect(page.find('.more').exists()).toBe(false);
    expect(document.activeElement).toBe(page.findAll('tbody th a')[2]!.element);
  });

  it('says what is empty and what comes next', async () => {
    serve(signedIn(() => ({ status: 200, body: { cases: [], next: '' } })));
    const first = await open('/cases');
    expect(first.page.find('.empty').text()).toContain('还没有案件');
    const second = await open('/cases?q=%E6%97%A0%E6%AD%A4');
    expect(second.page.find('.empty').text()).toContain('没有符合这些条件的案件');
    expect(second.page.find('.empty a').attributes('href')).toBe('/cases');
  });

  it('shows a refusal with its reasons instead of an empty list', async () => {
    serve(signedIn(() => refused(422, '请至少输入两个字。', { field: 'q' })));
    const { page } = await open('/cases?q=%E7%9F%B3');
    expect(page.find('[role=alert]').text()).toContain('请至少输入两个字。');
    expect(page.find('.empty').exists()).toBe(false);
  });

  it('writes text as text, whatever stands in it', async () => {
    const bad = '<img src=x onerror=alert(1)>';
    serve(signedIn(() => ({ status: 200, body: { cases: [row(1, { cause: bad, party: bad, summary: { officers: [bad] } })], next: '' } })));
    const { page } = await open('/cases');
    expect(page.find('table img').exists()).toBe(false);
    expect(page.find('tbody th a').text()).toBe(bad);
  });
});

const sample: CasePageBody = {
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
    light: 'yellow', words: '剩 1 个工作日', provisional: true, days: 1, suspensions: [], extended_by: 0, citation: '《审核办法》第十二条',
    working: [{ date: '2026-11-16', kind: 'start', text: '11-16 受理，当日不计' }, { date: '2026-11-21', kind: 'skipped', text: '11-21、11-22 周末，跳过' }],
  }],
  acts: [
    { act: 'reply_to_review', name: '答复审核意见', allowed: true, reasons: [], form: '/f' },
    { act: 'decide', name: '作出决定', allowed: false, form: '/f', reasons: [{ code: 'review', message: '法制审核还没有通过。', citation: '《行政处罚法》第五十八条第一款' }, { code: 'stage', message: '还没有告知。', citation: '' }] },
  ],
  statements: [], hearings: [], services: [], accounts: [], payments: [], deferrals: [], demands: [], court_applications: [], remedies: [], goods_disposals: [], past_decisions: [],
};

describe('the case page', () => {
  it('shows acts allowed and refused with every reason and article, and no bronze but for law', async () => {
    serve(signedIn(() => ({ status: 200, body: sample })));
    const { page } = await open(`/cases/${sample.id}`);
    expect(page.find('h1').text()).toBe(sample.cause);
    expect(page.find('.allowed').text()).toBe('答复审核意见');
    const reasons = page.findAll('.act li');
    expect(reasons.map((li) => li.find('.citation').exists())).toEqual([true, false]);
    expect(reasons[0]!.text()).toContain('《行政处罚法》第五十八条第一款');
    expect(page.find('[aria-current=step]').text()).toContain('法制审核');
  });

  it('shows limits with their working, the timeline newest first, lateness with its reason, amounts to the fen', async () => {
    serve(signedIn(() => ({ status: 200, body: sample })));
    const { page } = await open(`/cases/${sample.id}`);
    const limits = page.find('.limits').text();
    for (const words of ['剩 1 个工作日', '2026-11-23 到期', '暂定', '11-21、11-22 周末，跳过', '《审核办法》第十二条']) expect(limits).toContain(words);
    const times = page.findAll('time').map((time) => time.text());
    expect(times).toEqual(['2026-11-16 09:20', '2026-09-14 09:00']);
    expect(page.text()).toContain('2026-11-18 09:20 登记，说明：停电');
    expect(page.text()).toContain('办理时已逾期：法制审核');
    expect(page.text()).toContain('另有 1 处需要说明的情形');
    expect(page.text()).not.toContain('recorded_late');
    expect(page.text()).toContain('1,093,680.00 元');
    expect(page.text()).toContain('只显示末四位');
    expect(page.text()).toContain('监测监控');
  });

  it('says why a case does not open', async () => {
    serve(signedIn(() => refused(404, '没有这件案件，或者它不归您所在的机关。')));
    const { page } = await open('/cases/unknown');
    expect(page.find('[role=alert]').text()).toContain('没有这件案件');
  });
});
