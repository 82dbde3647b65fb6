// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, sampleCase, serve, settle } from '../testing';
import type { Custody } from '../api/types';
import { byWords, toneOf } from './custody';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});

const chain: Custody = {
  id: 'e1', kind: 'evidence', case: sampleCase.id, case_no: sampleCase.case_no, name: '用地协议', file_name: '协议.pdf', sha256: 'abcd', size: 18,
  state: 'unchanged', state_name: '内容未变', words: '自 2026年3月2日9时05分收到以来，内容未变：最近一次复核在 2026年11月30日2时00分开始的存储巡检中，全文重读，摘要一致。',
  second_copy: 'there', older_looks: false, complete: true,
  entries: [
    { at: '2026-03-02T01:05:00Z', kind: 'event', what: '登记证据', type: 'add_evidence', who: '周明远', words: '协议.pdf，18 字节；收到时核对摘要，一致。' },
    { at: '2026-03-03T01:05:00Z', kind: 'look', what: '查看缩略图', type: 'thumbnail', who: '李洁', agency: '澜川市自然资源和规划局', purpose: '核对', count: 3 },
  ],
};

describe('the chain of custody', () => {
  it('says by whom and why', () => {
    expect(byWords(chain.entries[0]!)).toBe('周明远');
    expect(byWords(chain.entries[1]!)).toBe('李洁（澜川市自然资源和规划局），为“核对”，3 次');
    expect(byWords({ ...chain.entries[1]!, count: 1 })).toBe('李洁（澜川市自然资源和规划局），为“核对”');
    expect([toneOf(chain), toneOf({ state: 'missing' }), toneOf({ state: 'no_file' })]).toEqual(['good', 'bad', '']);
  });
  const piece = { id: 'e1', kind: 'documentary_evidence', kind_name: '书证', name: '用地协议', file_name: '协议.pdf', sha256: 'abcd', size: 18, media_type: 'application/pdf', proves: '占地', obtained_at: '2026-03-02T01:00:00Z', officers: [], before_filing: false, excluded: false };
  const show = async (may: string[], answer = chain) => {
    me.may = [...own, ...may];
    const log = serve(({ path }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      if (path === `/api/v1/cases/${sampleCase.id}`) return { status: 200, body: { ...sampleCase, evidence: [piece] } };
      if (path === '/api/v1/evidence/e1/custody') return { status: 200, body: answer };
      return { status: 404, body: { error: { code: 'not_found', message: '没有' } } };
    });
    const { page } = await open(`/cases/${sampleCase.id}/evidence`);
    await settle();
    return { log, page };
  };
  it('opens beside a piece, is asked only then, and says the verdict first', async () => {
    const { page, log } = await show(['read_evidence', 'create_view_grant']);
    const asked = () => log.filter((one) => one.path.endsWith('/custody')).length;
    expect(asked()).toBe(0);
    await page.find('button.custody').trigger('click');
    await settle();
    expect(asked()).toBe(1);
    const dialog = page.find('dialog');
    expect(dialog.find('.verdict').text()).toContain('内容未变：最近一次复核');
    expect(dialog.find('.facts').text()).toContain('第二份副本在');
    expect(dialog.findAll('li').map((row) => row.find('strong').text())).toEqual(['登记证据', '查看缩略图']);
    expect(log.some((one) => one.path.endsWith('/views'))).toBe(false);
  });
  it('warns when the content is not what was received', async () => {
    const { page } = await show(['read_evidence'], { ...chain, state: 'altered', state_name: '内容已变', words: '内容已变：请从备份恢复。', older_looks: true });
    await page.find('button.custody').trigger('click');
    await settle();
    expect(page.find('.verdict.bad').text()).toContain('从备份恢复');
    expect(page.find('dialog').text()).toContain('最近的 200 次');
  });
  it('is not offered to who may not read the evidence', async () => {
    const { page } = await show([]);
    expect(page.find('button.custody').exists()).toBe(false);
  });
});
