// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, refused, serve, settle, type Server } from '../testing';
import { inOrder, standingOf, type OfficerRow } from './officers';
import './OfficersPage.vue';
import '../catalog/ItemsPage.vue';
import '../admin/UsersPage.vue';
import '../admin/AdminPage.vue';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});
const officer = (name: string, valid_until: string, more: Partial<OfficerRow> = {}): OfficerRow => ({ id: name, version: 1, name, certificate_no: `Z-${name}`, valid_from: '2023-01-01', valid_until, status: 'valid', ...more });
const today = '2026-11-20';

describe('certificates', () => {
  it('stand by the day they end, those out of use last', () => {
    const all = [officer('远', '2028-01-01'), officer('销', '2026-11-01', { status: 'revoked' }), officer('近', '2026-12-01'), officer('过', '2026-11-19'), officer('扣', '2026-11-21', { status: 'suspended' })];
    expect(inOrder(all, today).map((one) => one.name)).toEqual(['过', '近', '远', '扣', '销']);
  });
  for (const [until, words, light] of [['2026-11-19', '已到期 1 天', 'red'], ['2026-11-20', '今天到期', 'yellow'], ['2027-02-18', '还有 90 天到期', 'yellow'], ['2027-02-19', '有效', 'green']] as const) {
    it(`until ${until}: ${words}`, () => expect(standingOf(officer('x', until), today)).toMatchObject({ words, light }));
  }
});

const bureau: Server = ({ path, method, query }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === '/api/v1/agency') return { status: 200, body: { id: 'a', version: 3, name: '澜川局', short_name: '', uscc: '', document_prefix: '澜自然资', address: '', telephone: '', settings: { payment: { bank: '某行' } }, units: [{ id: 'n1', name: '执法监察科', active: true, case_handling: true, legal_review: false }] } };
  if (path === '/api/v1/officers' && method === 'POST') return refused(422, '请更正标出的内容。', { reasons: [{ code: 'x', message: '请填写执法证号。', field: 'certificate_no' }] });
  if (path === '/api/v1/officers') return query.get('after') ? { status: 200, body: { officers: [officer('陈砚秋', '2026-01-01')], next: '' } } : { status: 200, body: { officers: [officer('周明远', '2030-01-01', { unit: 'n1' })], next: 'c' } };
  if (path === '/api/v1/officers/import') return { status: 200, body: { refused: 1, rows: [{ line: 2, key: 'Z1', outcome: 'taken', why: '' }, { line: 3, key: 'Z2', outcome: 'refused', why: '没有这个机构。' }] } };
  if (path === '/api/v1/users') return { status: 200, body: { users: [{ id: 'u7', version: 5, username: 'chenyq', name: '陈砚秋', roles: ['officer'], status: 'active', totp_confirmed: true }], next: '' } };
  if (path === '/api/v1/users/u7/sessions') return { status: 200, body: { sessions: [{ id: 's7', present: false, second_factor: false, bearer: false, created_at: '2026-11-20T00:30:00Z', used_at: '2026-11-20T01:00:00Z', expires_at: '2026-11-20T12:30:00Z', network: '10.1.2.0/24' }] } };
  if (path === '/api/v1/security-policy') return { status: 200, body: { password: { length_min: 14, length_min_mixed: 11 }, session: { idle_minutes: 20, hours_max: 8, bearer_hours_max: 9 }, sign_in: { free_failures: 3, longest_wait_minutes: 10, day_failures: 40 } } };
  if (path === '/api/v1/journal') return { status: 200, body: { entries: [{ kind: 'access', at: '2026-11-20T01:00:00Z', who: { id: 'u7', name: '陈砚秋' }, acting_for: { name: '周明远' }, what: '查看案件', type: 'read_case', subject: { id: 'c1', kind: 'case', kind_name: '案件', label: '2026-0087' }, count: 3, purpose: '复核' }], next: '' } };
  if (path === '/api/v1/system') return { status: 200, body: { version: '1.0', database: 'sqlite', schema: 9, demo: true, started_at: '2026-11-20T01:00:00Z', log: { origin: 'x', size: 12 }, anchors: { configured: 1, silent: 1, contradict: true }, witnesses: [{ name: '上级机关', size: 12, cosigned_at: '2026-11-20T01:00:00Z' }, { name: '司法局', size: 9, cosigned_at: '2026-11-20T01:00:00Z', trouble: 'contradicts', words: '见证方见过 14 条。' }], jobs_waiting: 0, files: { checked: 4, mended: 0, lost: 0, second_copy: true, waiting: 0 }, disk: { free: 1, total: 100 }, keys: { log: true, data: 1 }, parts: {} } };
  return { status: 200, body: { changed: true } };
};

describe('officers', () => {
  it('are read to the last page and sorted by what ends first', async () => {
    serve(bureau);
    const { page } = await open('/officers');
    expect(page.findAll('tbody th').map((one) => one.text())).toEqual(['陈砚秋', '周明远']);
    expect(page.text()).toContain('2 人，已到期 1 人');
    expect(page.find('main button').exists()).toBe(false);
    await page.find('input.find').setValue('监察');
    expect(page.findAll('tbody tr')).toHaveLength(1);
  });
  it('are registered and imported by who may, with the sentences of the server', async () => {
    me.may = [...own, 'register_officer', 'import_officers'];
    const log = serve(bureau);
    const { page } = await open('/officers');
    await page.findAll('.actions button')[0]!.trigger('click');
    await page.find('form.part input').setValue('林知夏');
    await page.find('form.part').trigger('submit');
    await settle();
    expect(page.find('.form-field.wrong').text()).toContain('请填写执法证号。');
    expect((page.find('form.part input').element as HTMLInputElement).value).toBe('林知夏');
    await page.findAll('.actions button')[1]!.trigger('click');
    const input = page.find('input[type=file]');
    Object.defineProperty(input.element, 'files', { value: [new File(['a,b'], 'x.csv')] });
    await input.trigger('change');
    await page.findAll('form.part')[1]!.trigger('submit');
    await settle();
    expect(log.find((asked) => asked.path.endsWith('/import'))!.headers.get('Content-Type')).toContain('text/csv');
    expect(page.text()).toContain('收下 1 行');
    expect(page.text()).toContain('没有这个机构。');
  });
});

describe('administration', () => {
  it('changes roles by the version of the account', async () => {
    me.may = [...own, 'read_users', 'change_roles'];
    const log = serve(bureau);
    const { page } = await open('/users');
    expect(page.find('tbody').text()).toContain('执法人员');
    await page.find('td .link').trigger('click');
    await settle();
    expect(page.find('dialog').text()).not.toContain('重设密码');
    await page.find('dialog input[value=archivist]').setValue(true);
    await page.find('dialog form').trigger('submit');
    await settle();
    const sent = log.find((asked) => asked.path === '/api/v1/users/u7/roles')!;
    expect(sent.headers.get('If-Match')).toBe('"5"');
    expect(sent.body).toEqual({ roles: ['officer', 'archivist'] });
  });
  it('ends a sign-in of somebody else', async () => {
    me.may = [...own, 'read_users', 'manage_sessions'];
    const log = serve(bureau);
    const { page } = await open('/users');
    await page.find('td .link').trigger('click');
    await settle();
    const list = page.find('dialog [aria-label="陈砚秋 的登录"]');
    expect(list.text()).toMatch(/10\.1\.2\.0\/24[\s\S]*浏览器，只用密码/);
    await list.find('.link').trigger('click');
    await settle();
    expect(log.find((asked) => asked.method === 'DELETE')!.path).toBe('/api/v1/users/u7/sessions/s7');
    expect(page.find('dialog').text()).toContain('已结束那次登录。');
  });
  it('tells the rules for passwords and sign-ins as the server holds them', async () => {
    me.may = [...own, 'read_users'];
    serve(bureau);
    const { page } = await open('/admin?part=security');
    for (const words of ['至少 14 个字符', '至少 11 个字符', '20 分钟没有操作', '最长 8 小时', '错 3 次以后', '错满 40 次', '不能在这里改']) expect(page.text()).toContain(words);
  });
  it('shows the journal to the auditor, by who and what', async () => {
    me.may = [...own, 'read_audit'];
    const log = serve(bureau);
    const { page, router } = await open('/admin?kind=access');
    expect(log.find((asked) => asked.path === '/api/v1/journal')!.query.get('kind')).toBe('access');
    const row = page.find('tbody tr').text();
    for (const words of ['陈砚秋，替 周明远', '查看案件，3 次', '案件 2026-0087', '用途：复核']) expect(row).toContain(words);
    await page.find('tbody .link').trigger('click');
    await settle();
    expect(router.currentRoute.value.query.subject).toBe('c1');
  });
  it('says what of the system needs a hand', async () => {
    me.may = [...own, 'read_system'];
    serve(bureau);
    const { page } = await open('/admin');
    for (const words of ['还没有备份过', 'mingjing backup', '有锚点说日志对不上', '见证 上级机关签到第 12 条', '说日志对不上；签到第 9 条', '见证方见过 14 条。', '空间快用完了']) expect(page.text()).toContain(words);
  });
  it('saves the settings of the agency by its version and keeps the others', async () => {
    me.may = [...own, 'set_settings'];
    const log = serve(bureau);
    const { page } = await open('/admin');
    await page.findAll('form input')[1]!.setValue('新大道 1 号');
    await page.find('form[aria-labelledby=settings-head]').trigger('submit');
    await settle();
    const sent = log.find((asked) => asked.path === '/api/v1/agency/settings')!;
    expect(sent.headers.get('If-Match')).toBe('"3"');
    expect((sent.body as { payment: object }).payment).toMatchObject({ bank: '某行', bank_address: '新大道 1 号' });
  });
});
