// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { open, person, refused, serve, settle, type Server } from '../testing';
import { qrCode } from './qr';
import './AccountPage.vue';

afterEach(() => vi.unstubAllGlobals());
const text = (grid: boolean[][] | null) => (grid ?? []).map((row) => row.map((black) => (black ? '1' : '0')).join(''));
const digest = async (rows: string[]) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rows.join('\n'))))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// Symbols made by libqrencode, with the mask it chose.
describe('a QR code', () => {
  for (const [name, words, mask, side, wanted] of [
    ['of one letter', 'A', 4, 21, '177b3a1897a152aee17ab1ee4b667913c6bb873e6ba357debfc5ba243dabff0e'],
    ['of an otpauth address', 'otpauth://totp/%E6%98%8E%E9%95%9C:zhoumy?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=%E6%98%8E%E9%95%9C&algorithm=SHA1&digits=6&period=30', 4, 49, '93b562c3ff09d5f99268d95b88cbf84dff00835b7df015e1a8029cf410dfd1fc'],
    ['of two hundred bytes', 'x'.repeat(200), 0, 57, '1e21180d1f36a922d626c44d8ee71b15e778ed0b3f02150d91b337171f504845'],
    ['of the largest', 'y'.repeat(280), 1, 65, '4ca8cbcb225ba5922cd1f43120798e64ab5fa5d6cd5bb79cb0628347e3458e8d'],
  ] as const) {
    it(name, async () => {
      const rows = text(qrCode(words, mask));
      expect(rows).toHaveLength(side);
      expect(await digest(rows)).toBe(wanted);
    });
  }
  it('chooses one of its masks', () => {
    const chosen = text(qrCode('A')).join();
    expect([0, 1, 2, 3, 4, 5, 6, 7].filter((mask) => text(qrCode('A', mask)).join() === chosen)).toHaveLength(1);
  });
  it('is none for what is too long', () => expect(qrCode('x'.repeat(300))).toBeNull());
});

const session = (id: string, present: boolean) => ({
  id, present, second_factor: !present, bearer: false, created_at: '2026-11-20T01:00:00Z', used_at: '2026-11-20T02:00:00Z', expires_at: '2026-11-20T13:00:00Z', network: '10.0.0.0/24',
});
const bureau = (): Server => {
  let ended = false;
  return ({ path, method, body }) => {
    if (path === '/api/v1/session') return { status: 200, body: person };
    if (path === '/api/v1/sessions') return { status: 200, body: { sessions: ended ? [session('s1', true)] : [session('s1', true), session('s2', false)] } };
    if (method === 'DELETE') {
      ended = true;
      return { status: 204 };
    }
    if (path === '/api/v1/colleagues') return { status: 200, body: { colleagues: [{ id: 'u1', name: '周明远', roles: [] }, { id: 'u2', name: '陈砚秋', unit_name: '执法监察科', roles: ['执法人员'] }] } };
    if (path === '/api/v1/me/second-factor') return { status: 200, body: { secret: 'JBSWY3DPEHPK3PXP', otpauth_uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' } };
    if (path === '/api/v1/me/second-factor/confirm') return (body as { code: string }).code === '123456' ? { status: 200, body: { second_factor: true } } : refused(422, '这 6 位数字不对，请看手机上现在的。', { field: 'code' });
    return { status: 200, body: { changed: true } };
  };
};

describe('the own account', () => {
  it('binds a second factor by a drawn code and six digits, and says when they are wrong', async () => {
    const log = serve(bureau());
    const { page } = await open('/account');
    expect(page.text()).toContain('您这次登录没有用动态口令');
    await page.find('.factor button').trigger('click');
    await settle();
    expect(page.find('svg[role=img] path').attributes('d')!.length).toBeGreaterThan(500);
    expect(page.find('.secret').text()).toBe('JBSW Y3DP EHPK 3PXP');
    await page.find('#factor-code').setValue('111 111');
    await page.find('.factor form').trigger('submit');
    await settle();
    expect(page.find('.factor [role=alert]').text()).toContain('这 6 位数字不对');
    await page.find('#factor-code').setValue('123 456');
    await page.find('.factor form').trigger('submit');
    await settle();
    expect(log.at(-1)!.body).toEqual({ secret: 'JBSWY3DPEHPK3PXP', code: '123456' });
    expect(page.find('.factor').text()).toContain('已绑定');
  });
  it('ends a sign-in elsewhere, never this one', async () => {
    serve(bureau());
    const { page } = await open('/account');
    const rows = page.findAll('tbody tr');
    expect(rows[0]!.text()).toContain('就是这里');
    expect(rows[0]!.find('button').exists()).toBe(false);
    await rows[1]!.find('button').trigger('click');
    await settle();
    expect(page.findAll('tbody tr')).toHaveLength(1);
  });
  it('gives the desk to a colleague for some days', async () => {
    const log = serve(bureau());
    const { page } = await open('/account');
    expect(page.findAll('#delegate-to option').map((one) => one.text())).toEqual(['请选择', '陈砚秋（执法监察科，执法人员）']);
    await page.find('#delegate-to').setValue('u2');
    await page.find('#delegate-from').setValue('2026-12-01');
    await page.find('#delegate-until').setValue('2026-12-05');
    await page.find('#delegate-reason').setValue('出差');
    await page.find('.delegation form').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.method === 'PUT')?.body).toEqual({ to: 'u2', from: '2026-12-01', until: '2026-12-05', reason: '出差' });
  });
});
