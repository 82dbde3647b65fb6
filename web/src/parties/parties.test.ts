// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, refused, sampleCase, serve, settle } from '../testing';
import './PartiesPage.vue';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

describe('a party', () => {
  it('is asked for by its number in a body, and shows texts and recordings of a case that may be read', async () => {
    me.may = [...own, 'read_party_history'];
    const log = serve(({ path, method }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      if (path === '/api/v1/parties/search') {
        return { status: 200, body: { parties: [{ name: '恒岭石料有限公司', kind: 'organisation', cases: [
          { id: sampleCase.id, number: '2026-0087', stage_name: '法制审核', cause: '越界开采' }, { id: 'other', number: '2026-0011', stage_name: '已归档', cause: '占地' }] }] } };
      }
      if (path === `/api/v1/cases/${sampleCase.id}`) return { status: 200, body: sampleCase };
      if (path.endsWith('/recordings') && method === 'GET') {
        return { status: 200, body: { steps: [{ record: 'r9', act: 'record_on_site', act_name: '现场检查', occurred_at: '2026-09-20T01:00:00Z', coverage: 'covered', coverage_name: '已记录', owed: false, gaps: [], recordings: ['v1'] }],
          recordings: [{ id: 'v1', record: 'r9', file_name: 'A.mp4', sha256: 'ab', size: 2048, media_type: 'video/mp4', started_at: '2026-09-20T01:00:00Z', state: 'playable', state_name: '可以播放', marks: [] }], explanations: [] } };
      }
      return refused(403, '这件案件不归您办理，不能打开。');
    });
    const { page } = await open('/parties');
    await page.find('select').setValue('credit_code');
    await page.find('input[type=search]').setValue(' 91350100M000100Y43 ');
    await page.find('form').trigger('submit');
    await settle();
    expect(log.find((one) => one.path === '/api/v1/parties/search')?.body).toEqual({ credit_code: '91350100M000100Y43' });
    expect(page.find('h2').text()).toBe('恒岭石料有限公司 2 件');
    const [first, second] = page.findAll('.case button');
    await first!.trigger('click');
    await settle();
    expect(page.text()).toContain(`文书 ${sampleCase.documents.length}`);
    expect(page.text()).toContain('现场检查 2026-09-20 09:00，2.0 KB');
    await second!.trigger('click');
    await settle();
    expect(page.text()).toContain('这件案件不归您办理，不能打开。');
  });
});
