// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetDirectories } from '../forms/directories';
import { open, person, refused, row, serve, settle, type Asked, type Server } from '../testing';

afterEach(() => {
  vi.unstubAllGlobals();
  forgetDirectories();
});
const officer = (id: string, name: string) => ({ id, version: 1, name, certificate_no: `Z-${id}` });

function bureau(answerAct: (asked: Asked) => ReturnType<Server>): Server {
  let views: object | null = null;
  return (asked) => {
    const { path, method } = asked;
    if (path === '/api/v1/session') return { status: 200, body: person };
    if (path.startsWith('/api/v1/drafts/')) {
      if (method === 'PUT') views = { key: 'views:cases', version: 1, saved_at: new Date().toISOString(), ...(asked.body as object) };
      return views ? { status: 200, body: views } : refused(404, '没有草稿。');
    }
    if (path === '/api/v1/officers') return { status: 200, body: { officers: [officer('o1', '周明远'), officer('o2', '陈砚秋')], next: '' } };
    if (path.endsWith('/acts/assign_officers')) return answerAct(asked);
    if (path.startsWith('/api/v1/cases/')) return { status: 200, body: { version: 4, acts: [{ act: 'assign_officers', name: '指派承办人', allowed: true, reasons: [], form: '' }] } };
    return { status: 200, body: { cases: [row(2), row(1)], next: '' } };
  };
}

describe('assigning many cases at once', () => {
  it('sends each case its own act by its own version and tells what came of each', async () => {
    const log = serve(bureau(({ path }) => (path.includes(row(1).id) ? refused(422, '不能指派。', { reasons: [{ code: 'x', message: '陈砚秋的执法证已经到期。' }] }) : { status: 200, body: {} })));
    const { page } = await open('/cases');
    await page.find('thead input[type=checkbox]').setValue(true);
    expect(page.find('.chosen').text()).toContain('已选 2 件');
    await page.find('.chosen button').trigger('click');
    await settle();
    await page.find('.bulk form').trigger('submit');
    expect(page.find('.bulk [role=alert]').text()).toContain('至少一名协办');
    await page.find('#bulk-lead').setValue('o1');
    await page.find('#bulk-assist-0').setValue('o2');
    await page.find('.bulk form').trigger('submit');
    await settle();
    const acts = log.filter((asked) => asked.path.endsWith('/acts/assign_officers'));
    expect(acts.map((asked) => asked.headers.get('If-Match'))).toEqual(['"4"', '"4"']);
    expect(acts[0]!.body).toEqual({ officers: [{ officer_id: 'o1', role: 'lead' }, { officer_id: 'o2', role: 'assist' }] });
    const told = page.findAll('.outcomes li').map((one) => one.text());
    expect(told[0]).toContain('已指派');
    expect(told[1]).toContain('陈砚秋的执法证已经到期。');
    expect(page.find('.bulk [role=status]').text()).toBe('办好 1 件，没有办成 1 件。');
    const before = log.length;
    await page.find('.bulk form').trigger('submit');
    await settle();
    expect(log.slice(before).filter((asked) => asked.path.endsWith('/acts/assign_officers'))).toHaveLength(1);
  });
});

describe('saved views', () => {
  it('keep the filters of the address under a name at the server', async () => {
    const log = serve(bureau(() => ({ status: 200 })));
    const { page } = await open('/cases?light=red&q=%E7%9F%B3%E6%96%99');
    await page.find('.views .link').trigger('click');
    await page.find('.views input').setValue('逾期的石料案');
    await page.find('.views form').trigger('submit');
    await settle();
    expect(log.find((asked) => asked.method === 'PUT')?.body).toEqual({ value: { views: [{ name: '逾期的石料案', query: { light: 'red', q: '石料' } }] } });
    const link = page.find('.views li a');
    expect(link.attributes('aria-current')).toBe('true');
    expect(page.find('.views .link').exists()).toBe(false);
    await page.find('.views li button').trigger('click');
    await settle();
    expect(page.find('.views li').exists()).toBe(false);
  });
  it('are exported as they are shown', async () => {
    serve(bureau(() => ({ status: 200 })));
    const { page } = await open('/cases?stage=filed');
    expect(page.find('.export').attributes('href')).toBe('/api/v1/cases.csv?stage=filed');
  });
});
