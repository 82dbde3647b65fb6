// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './NewCasePage.vue';
import { open, person, refused, serve, settle, type Answer } from '../testing';

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));

const begin = async (clue: () => Answer) => {
  const log = serve(({ path, method }) => {
    if (path === '/api/v1/session') return { status: 200, body: person };
    if (path === '/api/v1/parties/search') return { status: 200, body: { parties: [{ name: '瑞禾建材有限公司', cases: [{ id: 'c1', number: '2024-0012', stage_name: '已归档', penalty: '警告' }] }] } };
    if (path === '/api/v1/clues' && method === 'POST') return clue();
    return refused(404, '没有');
  });
  const { page, router } = await open('/cases/new');
  const field = (name: string) => page.find(`#f-clue-new-${name}`);
  return { log, page, router, field };
};

describe('clue intake', () => {
  it('checks numbers while they are typed, finds the history of the party, and asks what its kind has', async () => {
    const { log, page, field } = await begin(() => refused(500, ''));
    expect(field('party-uscc').exists()).toBe(false);
    await page.findAll('input[name="f-clue-new-party-kind"]')[1]!.setValue();
    expect(field('party-citizen_no').exists()).toBe(false);
    await field('party-uscc').setValue('9135 0100 M000 100Y 44');
    expect(page.text()).toContain('校验位不对');
    await field('party-uscc').setValue('9135 0100 M000 100Y 43');
    expect(page.text()).toContain('校验位正确');
    await vi.waitFor(() => expect(page.find('.history').text()).toContain('2024-0012'), 3000);
    expect(log.find((asked) => asked.path === '/api/v1/parties/search')!.body).toEqual({ credit_code: '91350100M000100Y43' });
    await page.findAll('input[name="f-clue-new-party-kind"]')[0]!.setValue();
    expect(field('party-citizen_no').exists()).toBe(true);
    expect(field('party-uscc').exists()).toBe(true); // filled in, so it stays in sight
  });

  it('sends what was filled in and opens the new case', async () => {
    const { log, page, router, field } = await begin(() => ({ status: 201, body: { id: 'c7', version: 1, stage: 'clue_registered', event: 'e', case_no: '澜自然资案〔2026〕7号' } }));
    await field('source').setValue('inspection');
    await field('summary').setValue('望山镇东侧地块有新建硬化场地。');
    await field('discovered_on').setValue('2026-11-02');
    await page.find('.dock .main').trigger('click');
    await settle();
    const sent = log.find((asked) => asked.path === '/api/v1/clues')!;
    expect(sent.body).toEqual({ source: 'inspection', summary: '望山镇东侧地块有新建硬化场地。', discovered_on: '2026-11-02' });
    expect(router.currentRoute.value.params.id).toBe('c7');
  });
});
