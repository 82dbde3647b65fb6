// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Indicator } from '../api/types';
import { me, open, person, serve, settle } from '../testing';
import { shareWords, verdictOf, wantedWords } from './indicators';
import './IndicatorsPage.vue';

const own = me.may;
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});
const counted: Indicator = {
  number: 68, id: 'file_each_case', name: '每案有卷', question: '结案的案件是不是都已归档？', citation: '《通知》', mode: 'automatic', numerator: 2, numerator_name: '其中已归档的',
  denominator: 3, denominator_name: '本年结案的案件', threshold_thousandths: 1000, ratio_thousandths: 666, met: false,
};

describe('words', () => {
  for (const [thousandths, words] of [[1000, '100%'], [666, '66.6%'], [50, '5%'], [1, '0.1%'], [0, '0%']] as const) {
    it(`${thousandths} is ${words}`, () => expect(shareWords(thousandths)).toBe(words));
  }
  it('say what has to be reached', () => {
    expect(wantedWords(counted)).toBe('标准 100%');
    expect(wantedWords({ ...counted, threshold_thousandths: 1 })).toBe('有即可');
  });
  it('tell apart what is short, what cannot be said, and what a person judges', () => {
    expect(verdictOf(counted).word).toBe('没有达到');
    const { met: _met, ...nothing } = counted;
    expect(verdictOf(nothing).word).toBe('还没有可数的');
    expect(verdictOf({ ...nothing, mode: 'evidence' }).word).toBe('由人评判');
  });
});

describe('the page', () => {
  it('shows both systems for a year and asks again for another', async () => {
    me.may = [...own, 'read_statistics'];
    const log = serve(({ path, query }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      const year = Number(query.get('year'));
      const body = { agency: 'a', year, people_as_of: '2026-11-20', title: path.endsWith('record') ? '全过程记录' : '法制审核', indicators: [{ ...counted, numerator: year === 2026 ? 2 : 3 }] };
      return { status: 200, body };
    });
    const { page } = await open('/indicators');
    expect(page.findAll('h2').map((one) => one.text())).toEqual(['全过程记录 1 项，程序能数 1 项，1 项没有达到', '法制审核 1 项，程序能数 1 项，1 项没有达到']);
    expect(page.text()).toContain('其中已归档的 2；本年结案的案件 3');
    const [, before] = page.findAll('.year option');
    await page.find('.year select').setValue(before!.attributes('value'));
    await settle();
    expect(page.text()).toContain('其中已归档的 3');
    expect(log.filter((one) => one.path === '/api/v1/indicators/record')).toHaveLength(2);
  });
});
