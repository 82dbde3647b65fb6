// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, sampleCase, serve, settle, type Server } from '../testing';
import { dutyWords, gapsOf, lightOf, piecesOf, stretchOf, type RecordingPage } from './recordings';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

const rec = { id: 'r1', record: 't1', file_name: 'a.mp4', sha256: 'aa', size: 5, media_type: 'video/mp4', started_at: '2026-09-14T01:00:00Z', ended_at: '2026-09-14T01:20:00Z', clock_offset_s: 0, state: 'playable' as const, state_name: '可以播放', duration_ms: 1_200_000, width: 1, height: 1, marks: [{ at_ms: 65_000, quote: '他说没有许可证' }], retention: { kept_for: 'case_term' as const, kept_for_name: '随案卷保管', why: '清单上应当记录的环节', citation: '', over: false, working: ['与案卷同一期限，归档以后计算，现在还没有归档'], stays: [{ id: 'case_open' as const, name: '案件没有归档', citation: '' }], next: ['hold_recording' as const, 'lengthen_retention' as const] } };
const all: RecordingPage = {
  steps: [
    { record: 't1', act: 'record_inquiry', act_name: '询问', occurred_at: '2026-09-14T01:00:00Z', matter: { id: 'inquiry_in_room', name: '在办案场所询问', duty: 'must', duty_name: '应当', whole: true, citation: '', ways: ['video'] }, from: '2026-09-14T01:00:00Z', to: '2026-09-14T02:00:00Z', coverage: 'uncovered', coverage_name: '没有记录', owed: true, recordings: ['r1'], gaps: [{ from: '2026-09-14T01:20:00Z', to: '2026-09-14T01:40:00Z', explanation: 'g1' }, { from: '2026-09-14T01:50:00Z', to: '2026-09-14T02:00:00Z' }] },
    { record: 't2', act: 'record_on_site', act_name: '现场检查', occurred_at: '2026-09-15T01:00:00Z', coverage: 'uncovered', coverage_name: '没有记录', owed: false, recordings: [], gaps: [{}] },
  ],
  recordings: [rec],
  explanations: [{ id: 'g1', record: 't1', from: '2026-09-14T01:20:00Z', to: '2026-09-14T01:40:00Z', reason: 'storage_full', reason_name: '存储不足', text: '换卡', explained_at: '2026-09-14T03:00:00Z', needs_approval: true, verdict: 'pending', verdict_name: '待审批' }, { id: 'g0', record: 't1', from: '2026-09-14T01:50:00Z', to: '2026-09-14T02:00:00Z', reason: 'battery_low', reason_name: '电量不足', text: '没电了', explained_at: '2026-09-14T02:30:00Z', needs_approval: true, verdict: 'refused', verdict_name: '不同意', decision_reason: '没有写怎样补救' }],
};
const step = all.steps[0]!;

describe('a step', () => {
  it('is said in words and drawn along its own time, else along its recordings', () => {
    expect(dutyWords(step)).toBe('应当全程录像');
    expect(dutyWords(all.steps[1]!)).toBe('不在清单上');
    expect(stretchOf(step, [])).toEqual({ from: step.from, to: step.to });
    expect(stretchOf(all.steps[1]!, piecesOf([rec]))).toEqual({ from: rec.started_at, to: rec.ended_at });
    expect(stretchOf(all.steps[1]!, [])).toBe(null);
    expect(gapsOf(step, all.explanations).map((gap) => gap.reason)).toEqual(['存储不足', undefined]);
  });
  it('is red only where a recording is owed', () => {
    expect(lightOf(step)).toBe('red');
    expect(lightOf(all.steps[1]!)).toBe('notStarted');
    expect(lightOf({ ...step, coverage: 'awaiting_approval' })).toBe('yellow');
    expect(lightOf({ ...step, coverage: 'explained' })).toBe('green');
  });
});

const acts = ['add_recording', 'explain_recording', 'decide_recording_gap'].map((act) => ({ act, name: act, allowed: true, reasons: [], form: `/api/v1/forms/${act}.json` }));
const schema = (fields: string[]) => ({ title: '表', type: 'object', properties: Object.fromEntries(fields.map((name) => [name, { type: 'string', title: name }])), required: fields });
const server: Server = ({ path, method }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === `/api/v1/cases/${sampleCase.id}/recordings`) return { status: 200, body: all };
  if (path === `/api/v1/cases/${sampleCase.id}`) return { status: 200, body: { ...sampleCase, acts } };
  if (path === '/api/v1/recordings/r1/views') return { status: 201, body: { grant: 'g', expires_at: '2026-09-14T04:00:00Z', href: '/x' } };
  if (path.endsWith('explain_recording.json')) return { status: 200, body: schema(['reason', 'text']) };
  if (path.endsWith('decide_recording_gap.json')) return { status: 200, body: schema(['verdict', 'opinion']) };
  if (path.includes('/drafts/')) return { status: 404, body: { error: { code: 'not_found', message: '没有' } } };
  return { status: method === 'POST' ? 200 : 404, body: method === 'POST' ? {} : { error: { code: 'not_found', message: '没有' } } };
};

describe('the panel', () => {
  const show = async () => {
    me.may = [...own, 'read_evidence'];
    const log = serve(server);
    const { page } = await open(`/cases/${sampleCase.id}`);
    await page.find('#tab-recordings').trigger('click');
    await settle();
    return { log, page };
  };
  it('tells what is owed, each gap with its reason, and asks for the missing one', async () => {
    const { page, log } = await show();
    const words = page.find('#panel-recordings').text();
    expect(words).toContain('1 个环节应当记录而没有记录');
    expect(words).toContain('09:20 至 09:40 没有记录（20 分）');
    expect(words).toContain('存储不足，换卡');
    expect(page.findAll('.recording-bar .gap')).toHaveLength(2);
    expect(words).not.toContain('打不开的不算作这一步的记录');
    expect(words).toContain('的说明没有同意：电量不足，没电了 审批意见：没有写怎样补救');
    await page.findAll('button').find((one) => one.text() === '写明原因')!.trigger('click');
    await settle();
    const drafts = log.filter((asked) => asked.path.startsWith('/api/v1/drafts/')).map((asked) => decodeURIComponent(asked.path.slice(15)));
    expect(drafts.length).toBeGreaterThan(0);
    for (const key of drafts) expect(key, 'a name that the server takes').toMatch(/^[a-z0-9._:-]{1,160}$/);
    await page.find('form.explain').trigger('submit');
    await settle();
    const sent = log.find((asked) => asked.path.endsWith('/acts/explain_recording'));
    expect(sent!.body).toMatchObject({ record_id: 't1', from: '2026-09-14T01:50:00Z', to: '2026-09-14T02:00:00Z' });
    expect(sent!.headers.get('If-Match')).toBe('"27"');
  });
  it('says of a file that nobody can open that it counts for nothing, and what to do', async () => {
    me.may = [...own, 'read_evidence'];
    serve((asked) => (asked.path === `/api/v1/cases/${sampleCase.id}/recordings`
      ? { status: 200, body: { ...all, recordings: [{ ...rec, state: 'not_playable', state_name: '已接收，不能播放', fault: '文件打不开' }] } } : server(asked)));
    const { page } = await open(`/cases/${sampleCase.id}`);
    await page.find('#tab-recordings').trigger('click');
    await settle();
    expect(page.find('#panel-recordings').text()).toContain('打不开的不算作这一步的记录');
  });
  it('plays under a grant with a purpose and jumps to a marked second', async () => {
    const { page, log } = await show();
    await page.find('.recording-bar .piece').trigger('click');
    await page.find('.player form').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.path === '/api/v1/recordings/r1/views')!.body).toEqual({ purpose: '办理本案' });
    const film = page.find('video').element as HTMLVideoElement;
    film.play = () => Promise.resolve();
    await page.findAll('.quotes button')[0]!.trigger('click');
    expect(film.currentTime).toBe(65);
    await page.findAll('.player .link').find((one) => one.text() === '09:05')!.trigger('click');
    expect(film.currentTime).toBe(300);
  });
  it('is not offered to those who may not see evidence', async () => {
    serve(server);
    const { page } = await open(`/cases/${sampleCase.id}`);
    expect(page.find('#tab-recordings').exists()).toBe(false);
  });
});
