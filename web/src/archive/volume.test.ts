// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import './VolumePage.vue'; // compiled before a test goes there
import type { Volumes } from '../api/types';
import { open, person, refused, sampleCase, serve, settle } from '../testing';

afterEach(() => vi.unstubAllGlobals());

const at = `/api/v1/cases/${sampleCase.id}`;
const volumes: Volumes = {
  case_no: '2026-0087', stage: 'archived', state: 'sealed', volume_no: '2026-0001', retention: '30y', secrecy: 'none', privacy: 'none', may_open: true,
  record: {
    complete: false,
    stages: [{ id: 'start', name: '工作启动', items: [{ id: 'filing', name: '立案情况', citation: '《行政处罚法》第五十四条第二款', applies: true, missing: ['立案审批没有写意见。'] }] }],
    late: [{ record: 'r1', act: 'record_inquiry', act_name: '制作询问笔录', occurred_at: '2026-03-02T01:00:00Z', recorded_at: '2026-03-05T01:00:00Z', reason: '停电' }],
  },
  sealing: {
    at: '2026-04-01T01:00:00Z', manifest_sha256: 'ab', files: 7, bytes: 9, passed: false, checks: [{ id: 'integrity', name: '完整性', passed: false, lines: ['不符：立案审批没有写意见。'] }],
    volumes: [{ n: 1, kind: 'main', name: '正卷', sheets: 6, pages: 3, size: 9, sha256: 'cd', entries: [{ title: '立案审批表', number: '', on: '2026-03-02', first_page: 1, last_page: 3 }] }],
  },
  purposes: [{ id: 'supervision', name: '执法监督' }],
};

describe('the case volume', () => {
  it('tells what is missing with its article, what was entered late, the catalogue, and opens a volume for a purpose', async () => {
    const asked = serve(({ path, method }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      if (path === `${at}/volumes`) return { status: 200, body: volumes };
      if (path === `${at}/looks`) return { status: 200, body: { looks: [{ at: '2026-04-02T01:00:00Z', who: '杜监督', agency: '某市司法局', what: '打开案件', kind: 'case', purpose: 'supervision', purpose_name: '执法监督', count: 1 }] } };
      if (path === `${at}/volumes/1/views` && method === 'POST') return { status: 201, body: { grant: 'g1', expires_at: '2026-04-02T01:15:00Z', sheets: 6, href: '/x' } };
      if (path.startsWith(`${at}/volumes/1/pages/`)) return { status: 200, body: 'a picture', headers: { 'X-Page-Count': '6' } };
      return refused(404, '没有');
    });
    const { page } = await open(`/cases/${sampleCase.id}/volume`);
    for (const words of ['缺 1 项', '立案审批没有写意见。', '《行政处罚法》第五十四条第二款', '说明：停电', '1—3', '完整性：不通过', '杜监督', '某市司法局']) expect(page.text()).toContain(words);
    await page.find('select').setValue('supervision');
    await page.find('form').trigger('submit');
    await settle();
    expect(asked.find(({ method }) => method === 'POST')!.body).toEqual({ purpose: 'supervision' });
    expect(page.text()).toContain('第 1 页，共 6 页');
    expect(asked.filter(({ path }) => path === `${at}/looks`)).toHaveLength(2);
  });
});
