// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { fenWords, momentWords } from './words';

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
