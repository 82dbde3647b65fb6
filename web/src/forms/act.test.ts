// One act through its page against a server of rows: draft, refusals beside the fields, ended session, somebody else's change.
// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import registerForm from '../../../data/forms/record_inquiry.json';
import '../acts/ActPage.vue';
import { open, person, refused, serve, settle, sampleCase, type Answer, type Asked, type Server } from '../testing';

// The engine alone: drawn from the schema, whatever layouts there are.
vi.mock('../acts/layouts', () => ({ layouts: {} }));

const form = '/api/v1/forms/record_inquiry.0123456789abcdef.json';
const at = `/api/v1/cases/${sampleCase.id}`;
const inquiry = { act: 'record_inquiry', name: '制作询问笔录', allowed: true, reasons: [], form };
const address = `/cases/${sampleCase.id}/acts/record_inquiry`;
const draftAt = `/api/v1/drafts/${encodeURIComponent(`act:${sampleCase.id}:record_inquiry`)}`;

let stored: { value: Record<string, unknown>; version: number } | null;
let present: typeof sampleCase;
let answerAct: (asked: Asked) => Answer;
beforeEach(() => {
  stored = null;
  present = { ...sampleCase, acts: [inquiry] };
  answerAct = () => ({ status: 200, body: { id: sampleCase.id, version: 28, stage: 'investigating', event: 'e', notes: [{ code: 'n', message: '请在 7 日内补齐。' }] } });
  sessionStorage.clear();
});
// A draft may still be on its way when the page is gone.
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));

function drafts(asked: Asked): Answer {
  if (asked.method === 'PUT') {
    const match = asked.headers.get('If-Match');
    if (match !== `"${stored?.version ?? 0}"`) return refused(409, '草稿在别处改过。');
    const body = asked.body as { value: Record<string, unknown> };
    stored = { value: body.value, version: (stored?.version ?? 0) + 1 };
  }
  if (asked.method === 'DELETE') stored = null;
  if (asked.method === 'DELETE' || !stored) return asked.method === 'GET' ? refused(404, '没有这份草稿。') : { status: 204 };
  return { status: 200, body: { key: 'k', ...stored, saved_at: '2026-11-20T06:32:00Z' } };
}
const server: Server = (asked) => {
  if (asked.path === '/api/v1/session') return { status: 200, body: person };
  if (asked.path === form) return { status: 200, body: registerForm };
  if (asked.path === draftAt) return drafts(asked);
  if (asked.path === at) return { status: 200, body: present };
  if (asked.path === '/api/v1/officers') return { status: 200, body: { officers: [{ id: 'o2', version: 1, name: '陈砚秋', certificate_no: 'Z2' }], next: '' } };
  if (asked.path === `${at}/acts/record_inquiry`) return answerAct(asked);
  return refused(404, '没有');
};
const field = (page: Awaited<ReturnType<typeof open>>['page'], name: string) => page.find(`#f-act-${sampleCase.id}-record_inquiry-${name}`);
const go = async (page: Awaited<ReturnType<typeof open>>['page']) => {
  await page.find('.dock .main').trigger('click');
  await settle();
};
const waitForDraft = (text: string) => vi.waitFor(() => expect(stored?.value.text).toBe(text), 4000);

describe('the form of an act', () => {
  it('is drawn from the schema with labels and articles, filled in with what the case knows, which says where from', async () => {
    serve(server);
    const { page } = await open(address);
    expect(page.find('h1').text()).toBe('制作询问笔录');
    for (const control of page.findAll('.form input, .form textarea, .form select')) {
      const { id } = control.element;
      const isNamed = page.find(`label[for="${id}"]`).exists() || control.element.closest('label') !== null || control.attributes('aria-label');
      expect(isNamed, id).toBeTruthy();
    }
    expect((field(page, 'recorder').element as HTMLInputElement).value).toBe('周明远');
    expect(page.text()).toContain('取自登录人');
    expect(page.text()).toContain('《行政处罚法》第四十二条第一款');
    expect(page.findAll('.must').length).toBe(5);
  });

  it('shows the reasons of a refused act instead of a form', async () => {
    present = { ...sampleCase, acts: [{ ...inquiry, allowed: false, reasons: [{ code: 'stage', message: '还没有立案。', citation: '《行政处罚法》第五十四条第二款' }] }] };
    serve(server);
    const { page } = await open(address);
    expect(page.find('.refused').text()).toContain('还没有立案。');
    expect(page.find('.refused .citation').text()).toContain('第五十四条第二款');
    expect(page.find('.dock').exists()).toBe(false);
  });

  it('sends version and idempotency key, without what was left empty, and tells the notes on the case page', async () => {
    const log = serve(server);
    const { page, router } = await open(address);
    await field(page, 'place').setValue('  望山镇所询问室 ');
    await field(page, 'started_at').setValue('1358');
    await go(page);
    const sent = log.find((asked) => asked.path.endsWith('/acts/record_inquiry'))!;
    expect(sent.headers.get('If-Match')).toBe('"27"');
    expect(sent.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent.headers.get('X-CSRF-Token')).toBe('csrf-1');
    expect(sent.body).toMatchObject({ certificate_shown: false, officers: ['o1'], recorder: '周明远' });
    expect((sent.body as { started_at: string }).started_at).toMatch(/T13:58:00\+08:00$/);
    expect(sent.body).not.toHaveProperty('recording');
    expect(router.currentRoute.value.name).toBe('case');
    expect(page.text()).toContain('制作询问笔录已办好。');
    expect(page.text()).toContain('请在 7 日内补齐。');
  });

  it('puts each sentence beside its field and in a summary that takes the focus; what was typed stays', async () => {
    answerAct = () => refused(422, '还有 2 处要改。', { reasons: [{ code: 'form', message: '“地点”没有填写。', field: 'place' }, { code: 'officers', message: '执法人员只有 1 名，至少 2 名。', citation: '《行政处罚法》第四十二条第一款' }] });
    const log = serve(server);
    const { page } = await open(address);
    await field(page, 'subject').setValue('沈若川');
    await go(page);
    const box = page.find('.errors');
    expect(document.activeElement).toBe(box.element);
    expect(box.text()).toContain('还有 2 处要改');
    expect(box.text()).toContain('执法人员只有 1 名');
    expect(page.find('.wrong .error').text()).toContain('“地点”没有填写。');
    expect(field(page, 'place').attributes('aria-invalid')).toBe('true');
    expect((field(page, 'subject').element as HTMLInputElement).value).toBe('沈若川');
    await box.find('a').trigger('click');
    expect(document.activeElement).toBe(field(page, 'place').element);
    await field(page, 'place').setValue('办公室');
    expect(page.find('.wrong').exists()).toBe(false);
    // Changed content is another command; the same content tried again is the same.
    answerAct = () => { throw new TypeError('offline'); };
    await go(page);
    await go(page);
    const keys = log.filter((asked) => asked.path.endsWith('/acts/record_inquiry')).map((asked) => asked.headers.get('Idempotency-Key'));
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe(keys[1]);
    expect(page.text()).toContain('现在连不上服务器');
  });

  it('keeps the draft on the server, goes on with it after a reload, and begins anew when told to', async () => {
    serve(server);
    const { page } = await open(address);
    await field(page, 'text').setValue('问：场地何时建成？');
    await waitForDraft('问：场地何时建成？');
    await settle();
    expect(page.find('.dock').text()).toContain('已存到服务器');
    const again = await open(address);
    expect((field(again.page, 'text').element as HTMLTextAreaElement).value).toBe('问：场地何时建成？');
    expect(again.page.find('.resumed').text()).toContain('2026-11-20 14:32');
    expect(again.page.find('.resumed').text()).not.toContain('案件又有');
    present = { ...present, timeline: [...present.timeline, { ...present.timeline[0]!, id: 't8', name: '登记证据', recorded_at: '2026-11-20T07:00:00Z' }] };
    const third = await open(address);
    expect(third.page.find('.resumed').text()).toContain('11-20 15:00 登记证据');
    await third.page.find('.resumed button').trigger('click');
    await settle();
    expect((field(third.page, 'text').element as HTMLTextAreaElement).value).toBe('');
    expect(stored).toBeNull();
  });

  it('asks to sign in again on the same page when the session has ended, then sends', async () => {
    let isDead = false;
    serve((asked) => {
      if (asked.path === '/api/v1/session' && asked.method === 'POST') isDead = false;
      return isDead ? refused(401, '登录已失效，请重新登录。') : server(asked);
    });
    const { page, router } = await open(address);
    await field(page, 'text').setValue('问：一。');
    isDead = true;
    await go(page);
    const dialog = page.find('.el-dialog');
    expect((field(page, 'text').element as HTMLTextAreaElement).value).toBe('问：一。');
    await dialog.find('input[name=username]').setValue('zhoumy');
    await dialog.find('input[name=password]').setValue('一句很长的密码 12');
    await dialog.find('form').trigger('submit');
    await settle();
    expect(router.currentRoute.value.name).toBe('case');
  });

  it('shows both versions when somebody else changed the case, and goes on with the new version after a choice', async () => {
    let tries = 0;
    answerAct = () => {
      if (++tries > 1) return { status: 200, body: { id: sampleCase.id, version: 29, stage: 'investigating', event: 'e' } };
      present = { ...present, version: 28, timeline: [...present.timeline, { id: 't9', act: 'record_inquiry', name: '制作询问笔录', occurred_at: '2026-11-20T06:30:00Z', recorded_at: '2026-11-20T06:30:00Z', marks: [], officers: [], late: false, data: { place: '矿部会议室' } as never }] };
      return refused(409, '这份内容刚被别人改过。', { detail: { expected: 27, actual: 28 } });
    };
    const log = serve(server);
    const { page } = await open(address);
    await field(page, 'place').setValue('所询问室');
    await field(page, 'text').setValue('问：二。');
    await go(page);
    const two = page.find('.two');
    expect(two.text()).toContain('2026-11-20 14:30 制作询问笔录');
    expect(two.text()).toContain('所询问室');
    expect(two.text()).toContain('矿部会议室');
    expect(two.find('.mj-small').attributes('disabled')).toBeDefined();
    await two.findAll('input')[1]!.setValue();
    await two.find('.mj-small').trigger('click');
    await settle();
    expect((field(page, 'place').element as HTMLInputElement).value).toBe('矿部会议室');
    expect((field(page, 'text').element as HTMLTextAreaElement).value).toBe('问：二。');
    await go(page);
    expect(log.filter((asked) => asked.path.endsWith('/acts/record_inquiry')).at(-1)!.headers.get('If-Match')).toBe('"28"');
  });
});
