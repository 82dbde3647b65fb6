// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import approveForm from '../../../data/forms/approve_publication.json';
import withholdForm from '../../../data/forms/withhold_publication.json';
import returnForm from '../../../data/forms/return_publication.json';
import proposeForm from '../../../data/forms/propose_publication.json';
import type { PublicationDesk } from '../api/types';
import { open, person, refused, sampleCase, serve, settle, type Answer, type Asked } from '../testing';
import './PublicationListPage.vue';
import './PublicationPage.vue';
import { numbersOf, rulesOf } from './publication';

const at = `/api/v1/cases/${sampleCase.id}`;
const finding = { id: 'id_number:3:14', kind: 'id_number', kind_name: '身份证号', line: 3, column: 14, text: '539901197504221836', sentence: '第 3 行有像身份证号的数字。', answerable: true };
const known = { ...finding, id: 'known_value:5:2', kind: 'known_value', kind_name: '本案已知', text: '贺景山', answerable: false };
const desk: PublicationDesk = {
  id: sampleCase.id, version: 27, state: 'proposed', state_name: '已提请', correction: false, number: '澜自然资罚决〔2026〕41号', decided_on: '2026-11-13',
  public_id: 'p', hide: '柳溪社区', history: [], as_committed: true,
  display: {
    severity: 'ordinary', severity_name: '一般失信', from: '2026-11-24', repair_from: '2027-02-24', until: '2027-11-23', citation: '《信用修复管理办法》第九条', working: '一年，自公开之日起。',
    channels: [
      { id: 'site', name: '本局公示网站', shown: true, until: '2027-11-23', citation: '《行政处罚法》第四十八条第一款' },
      { id: 'credit', name: '信用网站', shown: false, citation: '《信用修复管理办法》第九条' },
    ],
  },
  obligations: [{ rule: 'founding_002_36_publish', name: '公示', due: '2026-11-24', light: 'yellow', words: '剩 2 个工作日', citation: '国办发〔2018〕118号' }],
  paragraphs: [
    { where: '正文第 1 段', original: [{ text: '法定代表人：' }, { text: '贺景山', n: 1 }, { text: '，见证人：' }, { text: '罗秀芬', n: 2 }], public: [{ text: '法定代表人：' }, { text: '贺某', n: 1 }, { text: '，见证人：' }, { text: '罗某', n: 2 }] },
    { where: '正文第 2 段', original: [{ text: '住所：' }, { text: '桐花路 88 号', n: 3 }], public: [{ text: '住所：' }, { text: '（隐去）', n: 3 }] },
    { where: '标题', original: [{ text: '行政处罚决定书' }], public: [{ text: '行政处罚决定书' }] },
  ],
  differences: [
    { n: 1, where: '正文第 1 段', removed: '贺景山', replacement: '贺某', rule: 'name', name: '自然人姓名', citation: '《行政处罚法》第五十条' },
    { n: 2, where: '正文第 1 段', removed: '罗秀芬', replacement: '罗某', rule: 'name', name: '自然人姓名', citation: '《行政处罚法》第五十条' },
    { n: 3, where: '正文第 2 段', removed: '桐花路 88 号', replacement: '（隐去）', rule: 'address', name: '住址', citation: '《行政处罚法》第五十条' },
  ],
  findings: [finding],
};
const dirty = { act: 'approve_publication', name: '批准公示', allowed: false, form: '/f', reasons: [{ code: 'publication_clean', message: '公开稿里还有 1 处像个人信息。', citation: '《政府信息公开条例》第十五条' }] };
const withhold = { act: 'withhold_publication', name: '依法不予公示', allowed: true, reasons: [], form: '/form/withhold' };
const back = { act: 'return_publication', name: '退回公示稿', allowed: true, reasons: [], form: '/form/return' };
const propose = { act: 'propose_publication', name: '提请公示', allowed: true, reasons: [], form: '/form/propose' };

let text: PublicationDesk;
let acts: typeof sampleCase.acts;
let answerAct: (asked: Asked) => Answer;
beforeEach(() => {
  text = desk;
  acts = [dirty, withhold];
  answerAct = () => ({ status: 200, body: { id: sampleCase.id, version: 28, stage: 'served', event: 'e' } });
});
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));
const server = (asked: Asked): Answer => {
  if (asked.path === '/api/v1/session') return { status: 200, body: person };
  if (asked.path === `${at}/publication`) return { status: 200, body: text };
  if (asked.path === at) return { status: 200, body: { ...sampleCase, acts } };
  if (asked.path === '/f') return { status: 200, body: approveForm };
  if (asked.path === '/form/withhold') return { status: 200, body: withholdForm };
  if (asked.path === '/form/return') return { status: 200, body: returnForm };
  if (asked.path === '/form/propose') return { status: 200, body: proposeForm };
  if (asked.path.startsWith('/api/v1/drafts/')) {
    return asked.method === 'PUT' ? { status: 200, body: { key: 'k', value: {}, version: 1, saved_at: '2026-11-20T06:32:00Z' } } : refused(404, '没有这份草稿。');
  }
  if (asked.path.startsWith(`${at}/acts/`)) return answerAct(asked);
  return refused(404, '没有');
};
const address = `/cases/${sampleCase.id}/publication`;
type Page = Awaited<ReturnType<typeof open>>['page'];
const button = (page: Page, words: string) => page.findAll('button').find((one) => one.text().startsWith(words))!;

describe('rules', () => {
  it('are numbered in the order of the text, one number for all places of a rule', () => {
    expect(rulesOf(desk.differences).map(({ number, name, places }) => [number, name, places])).toEqual([[1, '自然人姓名', 2], [2, '住址', 1]]);
    expect([...numbersOf(desk.differences)]).toEqual([[1, 1], [2, 1], [3, 2]]);
  });
});

describe('the desk', () => {
  it('shows both papers, the title first, what was removed struck through and what replaces it underlined with its rule', async () => {
    serve(server);
    const { page } = await open(address);
    const [original, masked] = page.findAll('.paper');
    expect(original!.find('p').text()).toBe('行政处罚决定书');
    expect(original!.findAll('del').map((one) => one.text())).toEqual(['隐去：贺景山，规则 1。', '隐去：罗秀芬，规则 1。', '隐去：桐花路 88 号，规则 2。']);
    expect(masked!.findAll('ins').map((one) => one.text())).toEqual(['贺某规则 1', '罗某规则 1', '（隐去）规则 2']);
    expect(masked!.text()).not.toContain('贺景山');
    expect(page.text()).toContain('隐去 2 类 3 处');
    expect(page.text()).toContain('剩 2 个工作日');
    const channels = page.findAll('.channels tbody tr').map((row) => row.text());
    expect(channels[0]).toContain('至 2027-11-23');
    expect(channels[1]).toContain('本件不发');
  });

  it('keeps the approval shut until each finding has its answer, then sends the answers with the version', async () => {
    const log = serve(server);
    const { page } = await open(address);
    expect(page.text()).toContain('还有 1 处等您看一眼');
    expect(button(page, '批准公示').attributes('aria-disabled')).toBe('true');
    await button(page, '批准公示').trigger('click');
    expect(log.some((asked) => asked.method === 'POST')).toBe(false);
    await page.find(`[id="answer-${finding.id}"]`).setValue(' 是项目编号 ');
    expect(button(page, '批准公示').attributes('aria-disabled')).toBe('false');
    await button(page, '批准公示').trigger('click');
    await settle();
    const sent = log.find((asked) => asked.method === 'POST')!;
    expect(sent.path).toBe(`${at}/acts/approve_publication`);
    expect(sent.headers.get('If-Match')).toBe('"27"');
    expect(sent.body).toEqual({ false_alarms: [{ finding: finding.id, reason: '是项目编号' }] });
  });

  it('has no answer for what the case knows to be personal', async () => {
    text = { ...desk, findings: [known] };
    serve(server);
    const { page } = await open(address);
    expect(page.find('.finding textarea').exists()).toBe(false);
    expect(page.text()).toContain('只能隐去');
    expect(button(page, '批准公示').attributes('aria-disabled')).toBe('true');
  });

  it('says why the approver may not approve when it is not for the findings', async () => {
    text = { ...desk, findings: [] };
    acts = [{ ...dirty, reasons: [{ code: 'approver_not_proposer', message: '这次公示是您提请的，须由另一人批准。', citation: '' }] }];
    serve(server);
    const { page } = await open(address);
    expect(page.find('.dock').text()).toContain('须由另一人批准');
    expect(button(page, '批准公示').attributes('aria-disabled')).toBe('true');
  });

  it('asks for the reason of lateness beside its field and keeps the answers', async () => {
    answerAct = () => refused(422, '已逾期，请写明逾期原因。', { reasons: [{ code: 'late', message: '已逾期，请写明逾期原因。', field: 'late_reason' }] });
    serve(server);
    const { page } = await open(address);
    await page.find(`[id="answer-${finding.id}"]`).setValue('是项目编号');
    await button(page, '批准公示').trigger('click');
    await settle();
    expect(page.find('.approval .error').text()).toContain('请写明逾期原因');
    expect(page.find('.approval details[open] textarea, .approval details[open] input').exists()).toBe(true);
    expect(page.find<HTMLTextAreaElement>(`[id="answer-${finding.id}"]`).element.value).toBe('是项目编号');
  });

  it('opens the form of withholding on the page and sends the ground', async () => {
    const log = serve(server);
    const { page } = await open(address);
    await button(page, '依法不予公示').trigger('click');
    await settle();
    expect(document.activeElement?.textContent).toBe('依法不予公示');
    await page.find('select').setValue('minor');
    await page.find('.panel textarea').setValue('当事人十六岁');
    await page.find('.panel .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.path === `${at}/acts/withhold_publication`)!.body).toEqual({ ground: 'minor', reason: '当事人十六岁' });
  });

  it('sends a proposal back with its reason', async () => {
    acts = [dirty, back, withhold];
    const log = serve(server);
    const { page } = await open(address);
    expect(page.findAll('.dock button').map((one) => one.text())).toEqual(['退回公示稿', '依法不予公示', '批准公示']);
    await button(page, '退回公示稿').trigger('click');
    await settle();
    await page.find('.panel textarea').setValue('摘要写错了面积');
    await page.find('.panel .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.path === `${at}/acts/return_publication`)!.body).toEqual({ reason: '摘要写错了面积' });
  });

  it('shows the clerk why it came back and the form as it was', async () => {
    text = { ...desk, state: 'returned', state_name: '已退回修改', return_reason: '摘要写错了面积', returned_at: '2026-11-20T06:00:00Z', findings: [] };
    acts = [propose];
    serve((asked) => (asked.path === at ? { status: 200, body: { ...sampleCase, acts, publication: { ...sampleCase.publication, state: 'returned', model: { document: 'd', facts: '面积八百平方米。' } } } } : server(asked)));
    const { page } = await open(address);
    expect(page.find('.head').text()).toMatch(/已退回修改[\s\S]*退回的原因：摘要写错了面积/);
    await button(page, '提请公示').trigger('click');
    await settle();
    const texts = page.findAll<HTMLTextAreaElement>('.panel textarea').map((one) => one.element.value);
    expect(texts).toEqual(expect.arrayContaining(['面积八百平方米。', '柳溪社区']));
  });

  it('carries a finding into the next proposal as something more to hide', async () => {
    acts = [propose, dirty];
    serve(server);
    const { page } = await open(address);
    await button(page, '再隐去这一处').trigger('click');
    await settle();
    const hide = page.findAll<HTMLTextAreaElement>('.panel textarea').map((one) => one.element.value);
    expect(hide).toContain(`柳溪社区\n${finding.text}`);
  });

  it('says with its article that a decision cannot be made public', async () => {
    text = { ...desk, paragraphs: [], differences: [], findings: [], not_publishable: { message: '当事人是未成年人。', citation: '《未成年人保护法》第四条' } };
    serve(server);
    const { page } = await open(address);
    expect(page.find('.refused').text()).toContain('《未成年人保护法》第四条');
    expect(page.find('.paper').exists()).toBe(false);
  });
});

describe('the list', () => {
  const row = { id: sampleCase.id, task: 'approve', case_no: '2026-0079', cause: '违法占地', party: '城北搅拌站', decided_on: '2026-11-13', publication: 'proposed', light: 'red', due: '2026-11-24' };
  it('shows what is to be done with its light and narrows by the address', async () => {
    serve((asked) => (asked.path === '/api/v1/publications' ? { status: 200, body: { publications: [row, { ...row, id: 'x', task: 'take_down', light: 'none', due: undefined }, { ...row, id: 'y', publication: 'approved', correction: true, light: 'none', due: undefined }, { ...row, id: 'z', task: 'revise', publication: 'approved', correction: true, light: 'none', due: undefined }] } } : server(asked)));
    const { page, router } = await open('/publications');
    expect(page.findAll('tbody tr').map((one) => one.find('.task').text())).toEqual(['等待批准', '应当撤下', '更正稿等待批准', '更正稿退回']);
    expect(page.find('tbody tr').text()).toContain('逾期');
    expect(page.find('tbody a').attributes('href')).toBe(address);
    await router.push('/publications?task=take_down');
    await settle();
    expect(page.findAll('tbody tr')).toHaveLength(1);
    await router.push('/publications?task=update');
    await settle();
    expect(page.find('.empty').text()).toContain('现在没有更新履行情况的决定');
  });
});
