// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, refused, serve, settle, type Server } from '../testing';
import { fieldOf, inOrder, instantOf, offsetWords, spanWords, type DeviceRow, type RoomRow, type RoomSession } from './devices';
import './DevicesPage.vue';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

const device = (number: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id: `d-${number}`, version: 3, kind: 'body_camera', kind_name: '执法记录仪', number, serial: '', model: '澄泉 CQ8', unit: { id: 'n1', name: '执法监察科' },
  calibrate_months: 12, calibration_overdue: false, acts: ['issue_device'], issues_to_others: false, ...more,
});
const session: RoomSession = { id: 's1', purpose: '询问证人', from: '2026-11-15T06:00:00Z', to: '2026-11-15T06:40:00Z', recorded: 'part', recorded_name: '部分录音录像', why: '硬盘已满', officers: [{ id: 'o1', name: '周岚' }] };
const room: RoomRow = { id: 'r1', version: 2, kind: 'inquiry_room', kind_name: '询问室', name: '第一询问室', place: '一层', equipment: '', acts: ['begin_room_session', 'close_room'] };

describe('words', () => {
  for (const [seconds, words] of [[0, '与服务器一致'], [95, '快 1 分 35 秒'], [-4, '慢 4 秒'], [3600, '快 1 小时'], [-90_061, '慢 1 天 1 小时']] as const) {
    it(`${seconds}: ${words}`, () => expect(offsetWords(seconds)).toBe(words));
  }
  it('read a time with and without seconds as Beijing time', () => {
    const at = Date.parse('2026-03-02T01:00:05Z');
    expect(fieldOf(at)).toBe('2026-03-02T09:00:05');
    expect(instantOf('2026-03-02T09:00:05')).toBe(at);
    expect(instantOf('2026-03-02T09:00')).toBe(at - 5000);
    expect(instantOf('')).toBe(null);
  });
  it('tell a session within a day shortly', () => expect(spanWords(session)).toBe('2026-11-15 14:00 至 14:40'));
  it('put what is overdue first, then a clock that is off, then by number', () => {
    const all = [device('A'), device('C', { clock: { offset_s: 95, checked_at: '', off: true } }), device('B', { calibration_overdue: true })];
    expect(inOrder(all).map((one) => one.number)).toEqual(['B', 'C', 'A']);
  });
});

const bureau: (rows: () => DeviceRow[]) => Server = (rows) => ({ path, method, query }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === '/api/v1/devices' && method === 'GET') return { status: 200, body: { devices: query.get('state') === 'retired' ? [] : rows(), next: '' } };
  if (path === '/api/v1/devices') return refused(422, '请更正标出的内容。', { reasons: [{ code: 'x', message: '请填写设备编号。', field: 'number' }] });
  if (path === '/api/v1/devices/d-A') return { status: 200, body: { ...device('A', { acts: ['check_device_clock', 'retire_device'] }), ledger: [{ use: 'check_device_clock', use_name: '核对时钟', at: '2026-11-19T01:00:00Z', by_name: '谭皓然', offset_s: 95 }], ledger_count: 1 } };
  if (path === '/api/v1/equipment') return { status: 200, body: { as_of: '2026-11-20', standards: [{ kind: 'body_camera', kind_name: '执法记录仪', officers_per_device: 2, at_least: 1, from: '2020-05-25', basis: '《通知》', source: '本机关自定' }], units: [{ unit: { id: 'n1', name: '执法监察科' }, officers: 8, kinds: [{ kind: 'body_camera', kind_name: '执法记录仪', have: 3, needed: 4, met: false }] }], sessions: { from: '2026-01-01', to: '2026-11-20', open: 0, whole: 1, part: 1, none: 0 } } };
  if (path === '/api/v1/officers') return { status: 200, body: { officers: [{ id: 'o1', version: 1, name: '周岚', certificate_no: 'Z1', unit: 'n1' }, { id: 'o2', version: 1, name: '葛长林', certificate_no: 'Z2', unit: 'n2' }], next: '' } };
  if (path === '/api/v1/agency') return { status: 200, body: { id: 'a', version: 3, name: '', short_name: '', uscc: '', document_prefix: '', address: '', telephone: '', settings: {}, units: [{ id: 'n1', name: '执法监察科', active: true, case_handling: true, legal_review: false }] } };
  if (path === '/api/v1/rooms') return { status: 200, body: { rooms: [room], next: '' } };
  if (path === '/api/v1/rooms/r1') return { status: 200, body: { ...room, sessions: [session], session_count: 1 } };
  return { status: 200, body: { changed: true } };
};
const button = (page: Awaited<ReturnType<typeof open>>['page'], name: string) => page.findAll('button').find((one) => (one.attributes('aria-label') ?? one.text()) === name)!;

describe('devices', () => {
  it('are taken by an officer in one click and given back in one', async () => {
    me.may = [...own, 'read_devices'];
    const rows = [device('A'), device('B', { acts: ['return_device'], holder: { officer_id: 'o1', name: '周岚', certificate_no: 'Z1', since: '2026-11-19T01:00:00Z', you: true } })];
    const log = serve(bureau(() => rows));
    const { page } = await open('/devices');
    expect(page.text()).toContain('2 台，领出 1 台');
    await button(page, '领用 A').trigger('click');
    await settle();
    const taken = log.find((asked) => asked.path === '/api/v1/devices/d-A/acts/issue_device')!;
    expect(taken.headers.get('If-Match')).toBe('"3"');
    expect(taken.body).toEqual({});
    await button(page, '归还 B').trigger('click');
    await settle();
    expect(log.some((asked) => asked.path === '/api/v1/devices/d-B/acts/return_device')).toBe(true);
  });
  it('are given to a colleague of the unit first', async () => {
    me.may = [...own, 'read_devices', 'keep_devices'];
    const log = serve(bureau(() => [device('A', { issues_to_others: true })]));
    const { page } = await open('/devices');
    await button(page, '领用 A').trigger('click');
    await settle();
    expect(page.findAll('optgroup').map((one) => one.attributes('label'))).toEqual(['执法监察科', '其他机构']);
    await page.find('.issue select').setValue('o1');
    await page.find('.issue').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.path.endsWith('/issue_device'))!.body).toEqual({ officer_id: 'o1' });
  });
  it('are registered with the sentence of the server at its field', async () => {
    me.may = [...own, 'read_devices', 'keep_devices'];
    serve(bureau(() => []));
    const { page } = await open('/devices');
    await button(page, '登记设备').trigger('click');
    await page.find('form.part').trigger('submit');
    await settle();
    expect(page.find('.form-field.wrong').text()).toContain('请填写设备编号。');
  });
  it('have their clock compared with a moment that is held', async () => {
    me.may = [...own, 'read_devices'];
    const log = serve(bureau(() => [device('A')]));
    const { page } = await open('/devices');
    await button(page, 'A 的台账').trigger('click');
    await settle();
    expect(page.text()).toContain('核对时钟，快 1 分 35 秒');
    await button(page, '就看这一刻').trigger('click');
    const field = page.find('input[type=datetime-local]');
    const seen = instantOf((field.element as HTMLInputElement).value)!;
    await field.setValue(fieldOf(seen + 95_000));
    expect(page.find('dialog strong[role=status]').text()).toBe('快 1 分 35 秒');
    await page.find('dialog form').trigger('submit');
    await settle();
    const sent = log.find((asked) => asked.path.endsWith('/check_device_clock'))!.body as { at: string; device_time: string };
    expect(Date.parse(sent.device_time) - Date.parse(sent.at)).toBe(95_000);
  });
  it('are counted against the standard', async () => {
    me.may = [...own, 'read_devices'];
    serve(bureau(() => [device('A')]));
    const { page } = await open('/devices');
    expect(page.text()).toContain('1 个办案机构还没有配齐。');
    expect(page.text()).toContain('3 / 4，缺 1');
    expect(page.text()).toContain('本机关自定');
    expect(page.text()).not.toContain('询问室、听证室使用');
  });
});

describe('rooms', () => {
  it('name what was recorded in a session, of a case from its recordings', async () => {
    me.may = [...own, 'read_devices', 'read_rooms'];
    const over: RoomSession = { ...session, id: 's2', recorded: 'whole', recorded_name: '全程录音录像', why: undefined, case: { id: 'c1', number: '2026-1' }, recordings: ['b'.repeat(64)] };
    const used: RoomRow = { ...room, acts: ['begin_room_session', 'name_room_recording'] };
    const film = { id: 'f1', of: 'x', file_name: '询问.mp4', sha256: 'a'.repeat(64), started_at: '2026-11-15T06:00:00Z' };
    const rest = bureau(() => []);
    const log = serve((asked) => {
      if (asked.path === '/api/v1/rooms') return { status: 200, body: { rooms: [used], next: '' } };
      if (asked.path === '/api/v1/rooms/r1') return { status: 200, body: { ...used, sessions: [over], session_count: 1 } };
      if (asked.path === '/api/v1/cases/c1/recordings') return { status: 200, body: { steps: [], recordings: [film, { ...film, id: 'f2', sha256: 'b'.repeat(64) }] } };
      return rest(asked);
    });
    const { page } = await open('/devices');
    await page.find('#tab-rooms').trigger('click');
    await settle();
    await button(page, '第一询问室的使用登记').trigger('click');
    await settle();
    expect(page.text()).toContain('文件摘要 bbbbbbbbbbbbbbbb…');
    await button(page, '写明 2026-11-15 14:00 至 14:40 的录像文件').trigger('click');
    await settle();
    expect(page.findAll('form.name option').map((one) => one.attributes('value'))).toEqual(['', 'a'.repeat(64)]);
    await page.find('form.name select').setValue('a'.repeat(64));
    await page.find('form.name').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.path === '/api/v1/rooms/r1/acts/name_room_recording')!.body).toEqual({ session_id: 's2', sha256: 'a'.repeat(64) });
  });
  it('begin a session with who is there, and show their register', async () => {
    me.may = [...own, 'read_devices', 'read_rooms'];
    const log = serve(bureau(() => []));
    const { page } = await open('/devices');
    await page.find('#tab-rooms').trigger('click');
    await settle();
    await button(page, '第一询问室的使用登记').trigger('click');
    await settle();
    expect(page.text()).toContain('硬盘已满');
    await button(page, '开始使用第一询问室').trigger('click');
    await settle();
    for (const option of page.findAll('select.several option')) (option.element as HTMLOptionElement).selected = true;
    await page.find('select.several').trigger('change');
    await page.find('form.begin').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.path === '/api/v1/rooms/r1/acts/begin_room_session')!.body).toEqual({ purpose: '询问当事人', officers: ['o2', 'o1'] });
  });
});
