// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { open, person, refused, row, serve, settle, type Server } from '../testing';

afterEach(() => vi.unstubAllGlobals());
const signedIn = (cases: Server): Server => (asked) => (asked.path === '/api/v1/session' ? { status: 200, body: person } : cases(asked));

describe('the case list', () => {
  it('is a table with a light of shape and words in each row, in the order of the server', async () => {
    const rows = [row(3), row(2, { light: 'red' }), row(1, { light: 'done', next_due: '9999-12-31' })];
    serve(signedIn(() => ({ status: 200, body: { cases: rows, next: '' } })));
    const { page } = await open('/cases');
    expect(page.findAll('tbody th a').map((link) => link.text())).toEqual(['第 3 件案由', '第 2 件案由', '第 1 件案由']);
    const lights = page.findAll('.light');
    expect(lights.map((light) => light.text())).toEqual(['临期', '逾期', '没有在走的期限']);
    for (const light of lights) expect(light.find('svg > *').exists()).toBe(true);
    expect(page.text()).toMatch(/11-23 周一 到期/);
    expect(page.text()).not.toContain('9999');
    expect(page.findAll('thead th[scope=col]')).toHaveLength(7);
    expect(page.find('.list [role=status]').text()).toBe('共 3 件');
    expect(page.find('tbody th a').attributes('href')).toBe(`/cases/${row(3).id}`);
  });

  it('narrows by the address, and the address by the form', async () => {
    const log = serve(signedIn(() => ({ status: 200, body: { cases: [row(1)], next: '' } })));
    const { page, router } = await open('/cases?stage=filed&light=red&q=%E7%9F%B3%E6%96%99');
    expect(Object.fromEntries(log.at(-1)!.query)).toEqual({ stage: 'filed', light: 'red', q: '石料' });
    expect(page.find('.lights button[aria-pressed=true]').text()).toBe('逾期');
    await page.find('input[name=q]').setValue(' 采矿 ');
    await page.find('form[role=search]').trigger('submit');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ stage: 'filed', light: 'red', q: '采矿' });
    expect(log.at(-1)!.query.get('q')).toBe('采矿');
    await page.findAll('.lights button')[0]!.trigger('click');
    await settle();
    expect(router.currentRoute.value.query).toEqual({ stage: 'filed', q: '采矿' });
  });

  it('takes days typed short, turns them when they stand the wrong way round, and keeps them in the address', async () => {
    const log = serve(signedIn(() => ({ status: 200, body: { cases: [row(1)], next: '' } })));
    const { page, router } = await open('/cases?from=2026-03-01');
    expect(log.at(-1)!.query.get('from')).toBe('2026-03-01');
    expect((page.find('#list-from').element as HTMLInputElement).value).toBe('2026-03-01');
    await page.find('#list-to').setValue('20260215');
    await page.find('#list-to').trigger('keydown', { key: 'Enter' });
    await settle();
    expect(router.currentRoute.value.query).toEqual({ from: '2026-02-15', to: '2026-03-01' });
    expect(Object.fromEntries(log.at(-1)!.query)).toEqual({ from: '2026-02-15', to: '2026-03-01' });
    expect(page.find('a.export').attributes('href')).toBe('/api/v1/cases.csv?from=2026-02-15&to=2026-03-01');
    await page.find('#list-to').setValue('三月');
    await page.find('#list-to').trigger('focusout');
    await settle();
    expect(page.find('#list-to-read').text()).toContain('看不懂这个日期');
    expect(router.currentRoute.value.query.to).toBe('2026-03-01'); // narrows nothing until it can be read
  });

  it('pages by the cursor of the server and moves the focus to the first new row', async () => {
    const log = serve(signedIn(({ query }) => query.get('after')
      ? { status: 200, body: { cases: [row(1)], next: '' } }
      : { status: 200, body: { cases: [row(3), row(2)], next: 'cursor-2' } }));
    const { page } = await open('/cases');
    expect(page.find('.list [role=status]').text()).toBe('已列出 2 件，后面还有');
    await page.find('.more button').trigger('click');
    await settle();
    expect(log.at(-1)!.query.get('after')).toBe('cursor-2');
    expect(page.findAll('tbody tr')).toHaveLength(3);
    expect(page.find('.more').exists()).toBe(false);
    expect(document.activeElement).toBe(page.findAll('tbody th a')[2]!.element);
  });

  it('says what is empty and what comes next', async () => {
    serve(signedIn(() => ({ status: 200, body: { cases: [], next: '' } })));
    const first = await open('/cases');
    expect(first.page.find('.empty').text()).toContain('还没有案件');
    const second = await open('/cases?q=%E6%97%A0%E6%AD%A4');
    expect(second.page.find('.empty').text()).toContain('没有符合这些条件的案件');
    expect(second.page.find('.empty a').attributes('href')).toBe('/cases');
  });

  it('shows a refusal with its reasons instead of an empty list', async () => {
    serve(signedIn(() => refused(422, '请至少输入两个字。', { field: 'q' })));
    const { page } = await open('/cases?q=%E7%9F%B3');
    expect(page.find('[role=alert]').text()).toContain('请至少输入两个字。');
    expect(page.find('.empty').exists()).toBe(false);
  });

  it('writes text as text, whatever stands in it', async () => {
    const bad = '<img src=x onerror=alert(1)>';
    serve(signedIn(() => ({ status: 200, body: { cases: [row(1, { cause: bad, party: bad, summary: { officers: [bad] } })], next: '' } })));
    const { page } = await open('/cases');
    expect(page.find('table img').exists()).toBe(false);
    expect(page.find('tbody th a').text()).toBe(bad);
  });
});
