// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import opinionForm from '../../../data/forms/give_review_opinion.json';
import replyForm from '../../../data/forms/reply_to_review.json';
import reviewRules from '../../../data/supervision/file_review_rules.json';
import { points as pointData } from '../../../data/supervision/review_points.json';
import type { FileReview, ReviewRound } from '../api/types';
import { open, person, refused, sampleCase, serve, settle, type Answer, type Asked } from '../testing';
import './ReviewPage.vue';
import { lookedAt, points } from './review';

const at = `/api/v1/cases/${sampleCase.id}`;
const round = (more: Partial<ReviewRound>): ReviewRound => ({
  id: 'r', round: 1, submitted_at: '2026-11-03T01:00:00Z', received_at: '2026-11-03T01:00:00Z', materials: ['explanation', 'draft_decision', 'legal_basis', 'evidence'], due: '2026-11-10', outcome: 'pending',
  outcome_name: '待审', points: [], extended_by: 0, substance_version: 1, grounds: [], tags: [], body: 'own', reviewers: [], missing: [], point_replies: [], supplements: [], disputes: [], ...more,
});
const opinions = points.map(({ id }) => ({ id, verdict: id === 'evidence' ? 'flawed' : 'sound', text: id === 'evidence' ? '测量报告缺签章' : '符合' }));
const first = round({ id: 'r1', outcome: 'returned', outcome_name: '退回修改', points: opinions, opinion: '请补签章', decided_at: '2026-11-06T01:00:00Z', point_replies: [{ id: 'evidence', adopted: true, text: '已补签章' }] });
const second = round({ id: 'r2', round: 2, accepted_at: '2026-11-16T02:00:00Z' });
const rule = (id: string, result: string, shown: string[] = []) => ({
  id, name: `${id} 的内容`, group: 'g', group_name: 'g', severity: 'fatal', severity_name: '一票否定', mode: 'automatic', mode_name: '自动', result, result_name: '', points: 0, deducted: 0, citations: [], shown: shown.map((text) => ({ text })),
});
const fileReview = { rules: [rule('CF-03', 'satisfied'), rule('CF-04', 'finding', ['询问只有一名执法人员']), rule('CF-06', 'needs_person')] } as unknown as FileReview;
const opinionAct = { act: 'give_review_opinion', name: '出具法制审核意见', allowed: true, reasons: [], form: '/form/opinion' };
const replyAct = { act: 'reply_to_review', name: '答复审核意见', allowed: true, reasons: [], form: '/form/reply' };

let page: typeof sampleCase;
let answerAct: (asked: Asked) => Answer;
beforeEach(() => {
  page = { ...sampleCase, reviews: [first, second], acts: [opinionAct] };
  answerAct = () => ({ status: 200, body: { id: sampleCase.id, version: 28, stage: 'legal_review', event: 'e' } });
  sessionStorage.clear();
});
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));
const server = (asked: Asked): Answer => {
  if (asked.path === '/api/v1/session') return { status: 200, body: person };
  if (asked.path === at) return { status: 200, body: page };
  if (asked.path === `${at}/file-review`) return { status: 200, body: fileReview };
  if (asked.path === '/form/opinion') return { status: 200, body: opinionForm };
  if (asked.path === '/form/reply') return { status: 200, body: replyForm };
  if (asked.path.startsWith('/api/v1/drafts/')) return asked.method === 'PUT' ? { status: 200, body: { key: 'k', value: {}, version: 1, saved_at: '2026-11-20T06:32:00Z' } } : asked.method === 'DELETE' ? { status: 204 } : refused(404, '没有这份草稿。');
  if (asked.path.startsWith(`${at}/acts/`)) return answerAct(asked);
  return refused(404, '没有');
};
const address = `/cases/${sampleCase.id}/review`;
type Page = Awaited<ReturnType<typeof open>>['page'];
const button = (shown: Page, words: string) => shown.findAll('.work button').find((one) => one.text() === words)!;

describe('what the system looked at', () => {
  it('belongs to the ten points of the form, by rules that exist, each at one point', () => {
    expect(pointData.map(({ id }) => id)).toEqual(points.map(({ id }) => id));
    const known = new Set(reviewRules.rules.map(({ id }) => id));
    const used = pointData.flatMap(({ rules }) => rules);
    expect(used.filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(used).size).toBe(used.length);
  });
  it('is told apart: found, clear, for a person to judge', () => {
    const officers = lookedAt('officers', fileReview);
    expect([officers.findings, officers.clear, officers.toLook].map((rules) => rules.map(({ id }) => id))).toEqual([['CF-04'], ['CF-03'], []]);
    expect(lookedAt('facts', fileReview).toLook.map(({ id }) => id)).toEqual(['CF-06']);
    expect(lookedAt('facts', null)).toEqual({ findings: [], clear: [], toLook: [] });
  });
});

describe('the opinion', () => {
  it('shows what the system found as such, and the problem of the round before with its reply; neither answers a point', async () => {
    serve(server);
    const { page: shown } = await open(address);
    const rows = shown.findAll('.point');
    expect(rows).toHaveLength(10);
    expect(rows[1]!.text()).toContain('系统已查');
    expect(rows[1]!.text()).toContain('询问只有一名执法人员');
    expect(rows[4]!.text()).toContain('第 1 轮问题');
    expect(rows[4]!.text()).toContain('已补签章');
    expect(shown.findAll('.point input:checked')).toHaveLength(0);
    expect(shown.find('.end').text()).toContain('还差 ①②③④⑤⑥⑦⑧⑨⑩ 10 点意见');
  });

  async function write(shown: Page) {
    for (const row of shown.findAll('.point')) {
      await row.find('input[value=sound]').setValue();
      await row.find('textarea').setValue('符合');
    }
  }
  it('keeps every conclusion shut until all ten points are written, then sends them in order with the version', async () => {
    const log = serve(server);
    const { page: shown } = await open(address);
    await button(shown, '通过').trigger('click');
    await settle();
    expect(log.some((asked) => asked.method === 'POST')).toBe(false);
    await write(shown);
    await shown.find('.whole textarea').setValue('同意');
    expect(shown.find('.end').text()).toContain('十点意见都写好了');
    await button(shown, '通过').trigger('click');
    await settle();
    const sent = log.find((asked) => asked.method === 'POST')!;
    expect(sent.headers.get('If-Match')).toBe('"27"');
    expect(sent.body).toEqual({ outcome: 'passed', opinion: '同意', points: points.map(({ id }) => ({ id, verdict: 'sound', text: '符合' })) });
  });

  it('lets a problem say whether it can be mended', async () => {
    serve(server);
    const { page: shown } = await open(address);
    const row = shown.findAll('.point')[5]!;
    await row.find('input[value=flawed]').setValue();
    expect(row.findAll('.grave input').map((one) => (one.element as HTMLInputElement).value)).toEqual(['flawed', 'unlawful']);
    await row.find('.grave input[value=unlawful]').setValue();
    expect((row.find('.grave input[value=unlawful]').element as HTMLInputElement).checked).toBe(true);
  });

  it('shows the refusal of a conclusion that does not follow, with its article, and keeps what was written', async () => {
    answerAct = () => refused(422, '有要点不符合，结论不能是“通过”。', { reasons: [{ code: 'opinion_complete', message: '有要点不符合，结论不能是“通过”。', citation: '《通知》附件1第三部分第四项', field: 'outcome' }] });
    serve(server);
    const { page: shown } = await open(address);
    await write(shown);
    await button(shown, '通过').trigger('click');
    await settle();
    expect(shown.find('.work .errors').text()).toContain('结论不能是“通过”');
    expect(shown.find('.end').text()).toContain('十点意见都写好了');
  });

  it('says with every reason why it cannot be given yet', async () => {
    page = { ...page, acts: [{ ...opinionAct, allowed: false, reasons: [{ code: 'review_accepted', message: '这次送审还没有受理登记。', citation: '《行政处罚法》第五十八条第一款' }] }] };
    serve(server);
    const { page: shown } = await open(address);
    expect(shown.find('.work .refused').text()).toContain('还没有受理登记');
    expect(shown.find('.point').exists()).toBe(false);
  });
});

describe('the reply', () => {
  it('asks for each point that was found wanting and sends it with the whole', async () => {
    page = { ...page, reviews: [{ ...first, point_replies: [] }], acts: [replyAct] };
    const log = serve(server);
    const { page: shown } = await open(address);
    expect(shown.findAll('.reply .point legend').map((one) => one.text())).toEqual(['证据合法充分 有可修改的瑕疵']);
    await shown.findAll('.reply .row input')[0]!.setValue();
    await shown.find('#reply-evidence').setValue('已补签章');
    await shown.findAll('.reply textarea').at(-1)!.setValue('已全部采纳');
    await shown.find('.reply .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.method === 'POST')!.body).toEqual({ reply: '已全部采纳', points: [{ id: 'evidence', adopted: true, text: '已补签章' }] });
  });
});

describe('the reading pane', () => {
  it('marks in a document what the one before it did not say', async () => {
    const line = (id: string) => ({ id, template: 'investigation_report', title: '调查终结报告', status: 'issued', model_sha256: '', size: 1, pages: 2, href: `/doc/${id}` });
    const model = (text: string) => ({ template: 'investigation_report', title: ['调查终结报告'], agency: '', number: '', blocks: [{ kind: 'paragraph', text: ['经查，越界开采。'] }, { kind: 'paragraph', text: [text] }] });
    page = { ...page, documents: [line('d1'), line('d2')] };
    serve((asked) => (asked.path.startsWith('/doc/') ? { status: 200, body: { model: model(asked.path === '/doc/d1' ? '未附资质。' : '附测绘资质。') } } : server(asked)));
    const { page: shown } = await open(address);
    await shown.findAll('.shelf nav button').at(-1)!.trigger('click');
    await settle();
    expect(shown.findAll('.reading mark').map((one) => one.find('p').text())).toEqual(['附测绘资质。']);
  });
});
