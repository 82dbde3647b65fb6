// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Complaint } from '../api/types';
import { open, person, refused, sampleCase, serve, settle, type Answer, type Asked } from '../testing';
import './ComplaintListPage.vue';
import './ComplaintPage.vue';

const id = '00000000-0000-7000-8000-0000000000c1';
const at = `/api/v1/complaints/${id}`;
const letter: Complaint = {
  id, version: 3, number: 'T2026-0007', state: 'accepted', state_name: '已受理，正在办理', kind: 'report', kind_name: '举报', about: 'decision', about_ref: '41号', about_case: sampleCase.id, text: '夜里有人挖砂。<b>', named: true,
  may_publish: false, received_at: '2026-11-02T01:00:00Z', judged_at: '2026-11-03T01:00:00Z', handler: 'u1', handler_name: '周明远', allocated_at: '2026-11-03T02:00:00Z', concerned: [], obligations: sampleCase.obligations, public_answers: [],
  acts: [{ act: 'answer_complaint', name: '答复投诉举报' }, { act: 'allocate_complaint', name: '分派投诉举报' }],
};
let page: Complaint;
let answerAct: (asked: Asked) => Answer;
beforeEach(() => {
  page = letter;
  answerAct = () => ({ status: 200, body: { id, version: 4, state: 'answered' } });
  sessionStorage.clear();
});
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));
const server = (asked: Asked): Answer => {
  if (asked.path === '/api/v1/session') return { status: 200, body: person };
  if (asked.path === at) return { status: 200, body: page };
  if (asked.path === '/api/v1/colleagues') return { status: 200, body: { colleagues: [{ id: 'u9', name: '段闻', unit_name: '政策法规科', roles: ['法制审核'] }] } };
  if (asked.path.startsWith(`${at}/acts/`)) return answerAct(asked);
  return asked.method === 'PUT' ? { status: 200, body: { key: 'k', value: {}, version: 1, saved_at: '2026-11-20T06:32:00Z' } } : refused(404, '没有');
};
type Page = Awaited<ReturnType<typeof open>>['page'];
const choose = async (shown: Page, words: string) => {
  await shown.findAll('button').find((one) => one.text() === words)!.trigger('click');
  await settle();
};

describe('a letter', () => {
  it('is shown as text, with the case it means, its course and its limits; the writer only to who may know', async () => {
    serve(server);
    const { page: shown } = await open(`/complaints/${id}`);
    expect(shown.find('blockquote').text()).toBe('夜里有人挖砂。<b>');
    expect(shown.find('.letter a').attributes('href')).toBe(`/cases/${sampleCase.id}`);
    expect(shown.text()).toContain('实名，名字不向您显示');
    expect(shown.findAll('time').map((one) => one.text())).toEqual(['2026-11-03 10:00', '2026-11-03 09:00', '2026-11-02 09:00']);
    expect(shown.text()).toContain('剩 1 个工作日');
  });

  it('is answered through the form the server judges by; the open act stands in the address', async () => {
    const log = serve(server);
    const { page: shown, router } = await open(`/complaints/${id}`);
    await choose(shown, '答复投诉举报');
    expect(router.currentRoute.value.query).toEqual({ act: 'answer_complaint' });
    await shown.findAll('.panel label').find((one) => one.text() === '支持')!.find('input').setValue();
    await shown.find('.panel textarea').setValue('属实，已责令改正。');
    await shown.find('.panel .main').trigger('click');
    await settle();
    const sent = log.find((asked) => asked.method === 'POST')!;
    expect([sent.path, sent.headers.get('If-Match'), sent.body]).toEqual([`${at}/acts/answer_complaint`, '"3"', { outcome: 'upheld', answer: '属实，已责令改正。' }]);
    expect(router.currentRoute.value.query).toEqual({});
  });

  it('is allocated to oneself or to somebody on the list, and says why not', async () => {
    answerAct = () => refused(422, '这件投诉举报涉及段闻本人，请选择其他人承办。', { field: 'user_id' });
    const log = serve(server);
    const { page: shown } = await open(`/complaints/${id}?act=allocate_complaint`);
    await settle();
    expect(shown.findAll('.panel #handler option').map((one) => one.text())).toEqual(['请选择', '周明远（我自己）', '段闻（政策法规科，法制审核）']);
    await shown.find('.panel #handler').setValue('u9');
    await shown.find('.panel .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.method === 'POST')!.body).toEqual({ user_id: 'u9' });
    expect(shown.find('.panel .error').text()).toContain('涉及段闻本人');
  });

  it('keeps what was typed when somebody else was there first', async () => {
    answerAct = () => refused(409, '这件投诉举报刚刚被改过。');
    serve(server);
    const { page: shown } = await open(`/complaints/${id}?act=answer_complaint`);
    await shown.find('.panel textarea').setValue('属实');
    page = { ...letter, version: 4, handler_name: '段闻' };
    await shown.find('.panel .main').trigger('click');
    await settle();
    expect(shown.find('.panel [role=alert]').text()).toContain('刚刚被改过');
    expect(shown.find<HTMLTextAreaElement>('.panel textarea').element.value).toBe('属实');
    expect(shown.find('.complaint header').text()).toContain('段闻');
  });
});

describe('an answer for everybody', () => {
  const answered: Complaint = {
    ...letter, kind: 'grievance', kind_name: '投诉', state: 'answered', state_name: '已答复', may_publish: true,
    answer: { outcome: 'upheld', outcome_name: '支持', text: '王先生：属实，已改正。', at: '2026-11-10T01:00:00Z' },
    acts: [{ act: 'propose_public_answer', name: '提请公开答复' }],
  };
  const finding = { id: 'mobile:2:5', kind: 'mobile', kind_name: '像手机号的数字', line: 2, column: 5, text: '13900001111', sentence: '公开稿里还有 1 个像手机号的数字（第 2 行）。', answerable: true };
  const proposed = (findings: NonNullable<Complaint['public_answers'][number]['findings']>): Complaint => ({
    ...answered, version: 9,
    public_answers: [{ id: 'p1', state: 'proposed', state_name: '公开答复待批准', question: '要不要出示证件？', answer: '要，见13900001111。<i>', proposed_at: '2026-11-11T01:00:00Z', findings }],
    acts: [{ act: 'approve_public_answer', name: '批准公开答复' }, { act: 'return_public_answer', name: '退回公开答复' }],
  });

  it('is proposed beginning with the answer as its writer got it', async () => {
    page = answered;
    const log = serve(server);
    const { page: shown } = await open(`/complaints/${id}?act=propose_public_answer`);
    await settle();
    const [question, answer] = shown.findAll<HTMLTextAreaElement>('.panel textarea');
    expect(answer!.element.value).toBe('王先生：属实，已改正。');
    expect(shown.find('.panel').text()).toContain('请去掉只与提出人有关的内容');
    await question!.setValue('要不要出示证件？');
    await answer!.setValue('要。');
    await shown.find('.panel .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.method === 'POST')!.body).toEqual({ question: '要不要出示证件？', answer: '要。' });
  });

  it('is approved only once every finding has its answer', async () => {
    page = proposed([finding]);
    const log = serve(server);
    const { page: shown } = await open(`/complaints/${id}?act=approve_public_answer`);
    await settle();
    expect(shown.find('.public .paper').text()).toContain('要，见13900001111。<i>');
    await shown.find('.panel .main').trigger('click');
    await settle();
    expect(log.some((asked) => asked.method === 'POST')).toBe(false);
    expect(shown.find('.panel').text()).toContain('还有 1 处等您看一眼');
    await shown.find('.finding textarea').setValue('是本机关的服务号码。');
    await shown.find('.panel .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.method === 'POST')!.body).toEqual({ false_alarms: [{ finding: 'mobile:2:5', reason: '是本机关的服务号码。' }] });
  });

  it('with what the letter knows can only be returned', async () => {
    page = proposed([{ ...finding, id: 'known_value:1:1', kind: 'known_value', kind_name: '本案已知不得公开的内容', answerable: false }]);
    serve(server);
    const { page: shown } = await open(`/complaints/${id}`);
    expect(shown.find('.finding textarea').exists()).toBe(false);
    expect(shown.find('.public').text()).toContain('只能改掉');
    expect(shown.findAll('button').some((one) => one.text() === '退回公开答复')).toBe(true);
  });
});

describe('the list', () => {
  it('narrows by state and by who answers, in the address', async () => {
    const row = { id, version: 3, number: 'T2026-0007', kind: 'report', kind_name: '举报', state: 'accepted', state_name: '已受理，正在办理', about: 'other', received_at: '2026-11-02T01:00:00Z', light: 'yellow', next_due: '2026-12-01' };
    const log = serve((asked) => (asked.path === '/api/v1/complaints' ? { status: 200, body: { complaints: asked.query.get('state') === 'refused' ? [] : [row], next: '' } } : server(asked)));
    const { page: shown, router } = await open('/complaints?state=accepted');
    expect(log.at(-1)!.query.get('state')).toBe('accepted');
    expect(shown.find('tbody th a').attributes('href')).toBe(`/complaints/${id}`);
    expect(shown.find('.states [aria-current]').text()).toBe('正在办理');
    await router.push('/complaints?mine=1');
    await settle();
    expect(log.at(-1)!.query.get('mine')).toBe('1');
    await router.push('/complaints?state=refused');
    await settle();
    expect(shown.find('.empty').text()).toContain('这里没有投诉举报');
  });
});
