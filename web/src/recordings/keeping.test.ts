// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, sampleCase, serve, settle, type Server } from '../testing';
import { handsOf, keptWords, type Retention } from './keeping';
import type { RecordingPage } from './recordings';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

const hand = (name: string) => ({ name, at: '2026-11-02T01:00:00Z' });
const due: Retention = {
  kept_for: 'six_months', kept_for_name: '六个月', why: '不在清单上，也不是证据', citation: '《行政诉讼法》第四十六条第一款', until: '2026-10-10', over: true,
  working: ['2026年4月10日结案，保管六个月，到 2026年10月10日（周六）为止'], stays: [], next: ['carry_out_destruction', 'hold_recording'],
  destruction: { state: 'approved', state_name: '已批准，待执行', kept_for_name: '六个月', ground: '期满', bytes_kept: false, proposed: hand('邢玉兰'), decided: hand('罗青一') },
};
const destroyed: Retention = { ...due, next: [], destruction: { ...due.destruction!, state: 'destroyed', state_name: '已销毁', carried_out: hand('邢玉兰'), witnessed: hand('文嘉') } };

describe('keeping', () => {
  it('says how long, and who destroyed it', () => {
    expect(keptWords(due)).toBe('保管：六个月，到 2026-10-10，已满');
    expect(keptWords(destroyed)).toBe('已销毁');
    expect(handsOf(destroyed.destruction!).map((line) => line.slice(0, 5))).toEqual(['邢玉兰提请', '罗青一批准', '邢玉兰执行', '文嘉监督，']);
  });
});

const film = (retention: Retention): RecordingPage => ({
  steps: [{ record: 't1', act: 'file_case', act_name: '立案', occurred_at: '2026-03-02T01:00:00Z', coverage: 'covered', coverage_name: '已记录', owed: false, recordings: ['r1'], gaps: [] }],
  recordings: [{ id: 'r1', record: 't1', file_name: '途中.wav', sha256: 'abcd', size: 5, media_type: 'audio/wav', started_at: '2026-03-02T01:00:00Z', clock_offset_s: 0, state: 'received', state_name: '已接收，待检查', duration_ms: 0, width: 0, height: 0, marks: [], retention }],
  explanations: [],
});
const acts = ['carry_out_destruction', 'hold_recording'].map((act) => ({ act, name: act, allowed: true, reasons: [], form: `/api/v1/forms/${act}.json` }));
const server = (retention: Retention): Server => ({ path, method }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === `/api/v1/cases/${sampleCase.id}/recordings`) return { status: 200, body: film(retention) };
  if (path === `/api/v1/cases/${sampleCase.id}`) return { status: 200, body: { ...sampleCase, acts } };
  if (path === '/api/v1/recordings/due') return { status: 200, body: { recordings: [{ case: sampleCase.id, case_no: sampleCase.case_no, cause: '占地', recording: 'r1', file_name: '途中.wav', size: 5, act_name: '立案', started_at: '2026-03-02T01:00:00Z', retention }], next: '' } };
  if (path.endsWith('carry_out_destruction.json')) return { status: 200, body: { title: '执行销毁', type: 'object', properties: { recording_id: { type: 'string', title: '音像记录' }, sha256: { type: 'string', title: '摘要' } }, required: ['recording_id', 'sha256'] } };
  return { status: method === 'POST' ? 200 : 404, body: method === 'POST' ? {} : { error: { code: 'not_found', message: '没有' } } };
};
const show = async (retention: Retention) => {
  me.may = [...own, 'read_evidence', 'read_archive'];
  const log = serve(server(retention));
  const { page } = await open(`/cases/${sampleCase.id}`);
  await page.find('#tab-recordings').trigger('click');
  await settle();
  return { log, page };
};

describe('the panel', () => {
  it('destroys only what was compared, naming its digest', async () => {
    const { page, log } = await show(due);
    expect(page.find('.keeping').text()).toContain('2026年4月10日结案');
    expect(page.find('.files').text()).toContain('待检查');
    await page.findAll('.offers button').find((one) => one.text() === '执行销毁')!.trigger('click');
    await settle();
    const sent = () => log.find((asked) => asked.path.endsWith('/acts/carry_out_destruction'));
    await page.find('form.keeping-form').trigger('submit');
    await settle();
    expect(sent()).toBeUndefined();
    expect(page.find('form.keeping-form').text()).toContain('请先核对');
    await page.find('form.keeping-form input[type=checkbox]').setValue(true);
    await page.find('form.keeping-form').trigger('submit');
    await settle();
    expect(sent()!.body).toMatchObject({ recording_id: 'r1', sha256: 'abcd' });
  });
  it('shows the tombstone and plays nothing any more', async () => {
    const { page } = await show(destroyed);
    expect(page.find('.tombstone').text()).toContain('邢玉兰执行');
    expect(page.find('#panel-recordings button.name').exists()).toBe(false);
    expect(page.find('.files').text()).not.toContain('待检查');
    expect(page.findAll('.offers button')).toHaveLength(0);
  });
  it('lists what is due', async () => {
    me.may = [...own, 'read_archive'];
    serve(server(due));
    const { page } = await open('/due-recordings');
    await settle();
    expect(page.text()).toContain('1 份保管期限已满');
    expect(page.text()).toContain('已批准，待执行');
  });
});
