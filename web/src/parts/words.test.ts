// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { dayInWords, dayWords, fenWords, momentWords } from './words';

describe('amounts', () => {
  for (const [fen, words] of [[0, '0.00 元'], [5, '0.05 元'], [100000, '1,000.00 元'], [109368000, '1,093,680.00 元'], [-1, '-0.01 元']] as const) {
    it(words, () => expect(fenWords(fen)).toBe(words));
  }
});

describe('moments', () => {
  it('are Beijing time, also past midnight', () => expect(momentWords('2026-11-20T17:05:00Z')).toBe('2026-11-21 01:05'));
  it('read an offset', () => expect(momentWords('2026-11-20T14:32:00+08:00')).toBe('2026-11-20 14:32'));
  it('leave other text alone', () => expect(momentWords('未知')).toBe('未知'));
});

describe('days', () => {
  it('are short within the year', () => expect(dayWords('2026-11-23', '2026-11-20')).toBe('11-23 周一'));
  it('carry another year', () => expect(dayWords('2027-01-04', '2026-11-20')).toBe('2027-01-04 周一'));
  it('leave other text alone', () => expect(dayWords('', '2026-11-20')).toBe(''));
  it('stand in a sentence', () => expect(dayInWords('2026-01-04')).toBe('1 月 4 日'));
});
