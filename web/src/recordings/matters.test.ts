// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, refused, serve, settle, type Asked } from '../testing';
import { bodyOf, changesOf, formOf, lawOf, type Matter, type MattersBody, type MattersList } from './matters';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

const room: Matter = { id: 'room', name: '在办案场所询问', duty: 'must', duty_name: '应当记录', whole: true, ways: ['video'], citation: '《关于全面推行和示范创建行政执法三项制度的通知》附件2第58项', from: '2020-05-27', acts: ['制作询问笔录'] };
const law = { duty: 'should', duty_name: '按需要记录', whole: false, citation: '《关于全面推行和示范创建行政执法三项制度的通知》附件2第59项' } as const;
const inquiry: Matter = { ...room, id: 'inquiry', name: '询问', ...law };
const stronger: Matter = { ...inquiry, duty: 'must', duty_name: '应当记录', citation: '本机关规定第三条', from: '2026-09-02', approved_on: '2026-09-01', law };
const further: Matter = { id: 'order_correction', name: '当场责令改正', duty: 'must', duty_name: '应当记录', whole: false, ways: ['photo', 'video'], citation: '本机关规定第八条', acts: ['责令改正'] };
const asked = { name: '周予安', at: '2026-09-01T01:00:00Z' };
const list = (number: number, more: Partial<MattersList> = {}): MattersList => ({ number, verdict: 'granted', verdict_name: '同意', reason: '统一要求', from: '2026-09-02', proposed: asked, decided: { name: '沈文岳', at: '2026-09-01T02:00:00Z' }, matters: [stronger], premises: [], ...more });
const waiting = list(2, { verdict: 'pending', verdict_name: '待决定', matters: [further], premises: [{ name: '办案区询问室', citation: '本机关规定第五条' }] });
delete waiting.from;
delete waiting.decided;
const body = (more: Partial<MattersBody> = {}): MattersBody => ({ version: 7, gap_seconds: 10, matters: [room, inquiry], premises: [], further_acts: [{ act: 'order_correction', name: '责令改正' }], versions: [], acts: [], ...more });

// What the page sent, and what it was told.
function serving(answer: () => MattersBody, reply = { status: 200, body: {} as unknown }) {
  const sent: Asked[] = [];
  serve((one) => {
    if (one.path === '/api/v1/session') return { status: 200, body: person };
    if (one.path === '/api/v1/me') return { status: 200, body: { ...me, may: [...own, 'read_limits'] } };
    if (one.path === '/api/v1/recording-matters') return { status: 200, body: answer() };
    if (one.path.startsWith('/api/v1/recording-matters/acts/')) {
      sent.push(one);
      return reply;
    }
    return { status: 404 };
  });
  return sent;
}
async function shown() {
  const { page } = await open('/recording-matters');
  await settle();
  return page;
}
const button = (page: Awaited<ReturnType<typeof shown>>, words: string) => page.findAll('button').find((one) => one.text() === words);

describe('a list beside the one before it', () => {
  it('tells what is stronger, what is new and what is dropped', () => {
    expect(changesOf(list(1), null)).toEqual([{ id: 'inquiry', name: '询问', before: '按需要录像', after: '应当录像', citation: '本机关规定第三条' }]);
    expect(changesOf(waiting, list(1)).map((one) => [one.name, one.before, one.after])).toEqual([
      ['当场责令改正', '没有列入', '应当拍照或者录像'], ['询问', '应当录像', '按需要录像'], ['办案区询问室', '没有列入', '全程录音录像'],
    ]);
    expect(changesOf(list(2), list(1))[0]!.after).toBe('');
    expect(changesOf(list(3, { matters: [], premises: [] }), waiting).map((one) => one.after)).toEqual(['不再列入', '不再列入']);
  });
  it('is filled in as it stands and sent as the server asks', () => {
    const form = formOf(list(1, { matters: [stronger, further] }));
    expect(bodyOf({ ...form, reason: '补充' }, body())).toEqual({
      matters: [{ matter: 'inquiry', duty: 'must', whole: false, basis: '本机关规定第三条' }, { act: 'order_correction', name: '当场责令改正', duty: 'must', whole: false, ways: ['photo', 'video'], basis: '本机关规定第八条' }],
      premises: [], reason: '补充',
    });
    expect(lawOf(body({ matters: [room, stronger, { ...further, approved_on: '2026-09-01' }] })).map((one) => one.duty)).toEqual(['must', 'should']);
  });
});

describe('the page', () => {
  it('says what must be recorded, how and by which rule', async () => {
    serving(() => body());
    const page = await shown();
    expect(page.text()).toContain('2 项，其中 1 项应当记录');
    expect(page.text()).toContain('中断不超过 10 秒的不算中断');
    const rows = page.findAll('tbody tr');
    expect(rows[0]!.find('strong').text()).toBe('应当全程录像');
    expect(rows[0]!.text()).toContain('附件2第58项');
    expect(rows[1]!.find('strong').exists()).toBe(false);
    expect(rows[1]!.text()).toContain('按需要录像');
    expect(page.text()).toContain('本机关还没有批准自己的清单');
    expect(button(page, '提请修改')).toBeUndefined();
  });
  it('marks what the agency made stronger, with both rules, and when a list is about to hold', async () => {
    serving(() => body({ matters: [room, stronger], versions: [list(2, { from: '2026-09-12' }), list(1)], in_force: 1 }));
    const page = await shown();
    expect(page.text()).toContain('1 项是本机关提高或者增列的');
    const row = page.findAll('tbody tr')[1]!.text();
    for (const words of ['本机关提高', '原来按需要录像', '附件2第59项', '本机关规定第三条']) expect(row).toContain(words);
    expect(page.text()).toContain('自 2026-09-12 起施行');
    expect(page.findAll('details')).toHaveLength(2);
    serving(() => body({ matters: [room, stronger], versions: [list(1)], in_force: 1 }));
    expect((await shown()).text()).not.toContain('已经批准，自');
  });
  it('lets a list be drawn up and says beside the field what cannot stand', async () => {
    const words = '“询问”原来要求按需要记录、部分，只能提高，不能降低。';
    const sent = serving(() => body({ acts: ['propose_recording_matters'] }), refused(422, words, { field: 'matters[0].duty' }) as { status: number; body: unknown });
    const page = await shown();
    await button(page, '提请修改')!.trigger('click');
    await button(page, '加一项')!.trigger('click');
    const fieldset = page.find('fieldset');
    await fieldset.findAll('select')[0]!.setValue('inquiry');
    await fieldset.findAll('select')[1]!.setValue('may');
    await fieldset.findAll('input').at(-1)!.setValue('本机关规定第三条');
    await button(page, '加一处执法场所')!.trigger('click');
    await page.findAll('fieldset')[1]!.findAll('input')[0]!.setValue('办事窗口');
    await page.find('textarea').setValue('统一要求');
    await page.find('form').trigger('submit');
    await settle();
    expect(sent[0]!.path).toBe('/api/v1/recording-matters/acts/propose_recording_matters');
    expect(sent[0]!.headers.get('If-Match')).toBe('"7"');
    expect(sent[0]!.body).toEqual({ matters: [{ matter: 'inquiry', duty: 'may', whole: true, basis: '本机关规定第三条' }], premises: [{ name: '办事窗口', basis: '' }], reason: '统一要求' });
    expect(page.find('.problem').text()).toContain('只能提高');
  });
  it('puts the proposal before the head beside the present list', async () => {
    let isDecided = false;
    const sent = serving(() => {
      const answer = body({ matters: [room, stronger], versions: [list(1)], acts: isDecided ? [] : ['decide_recording_matters'] });
      return isDecided ? { ...answer, proposal: { ...waiting, verdict: 'refused', opinion: '先添设备', decided: { name: '沈文岳', at: '2026-09-03T01:00:00Z' } } } : { ...answer, proposal: waiting };
    });
    const page = await shown();
    expect(page.text()).toContain('周予安');
    const table = page.find('section[aria-labelledby="waiting"] table').text();
    for (const words of ['当场责令改正', '没有列入', '应当拍照或者录像', '办案区询问室']) expect(table).toContain(words);
    await page.find('section[aria-labelledby="waiting"] textarea').setValue('先添设备');
    isDecided = true;
    await button(page, '不同意')!.trigger('click');
    await settle();
    expect(sent[0]!.body).toEqual({ number: 2, verdict: 'refused', opinion: '先添设备' });
    expect(page.text()).toContain('沈文岳没有同意第 2 份清单：先添设备');
  });
  it('tells who may not decide that another will', async () => {
    serving(() => ({ ...body(), proposal: waiting }));
    const page = await shown();
    expect(page.text()).toContain('提请人本人不能批准');
    expect(button(page, '同意')).toBeUndefined();
  });
});
