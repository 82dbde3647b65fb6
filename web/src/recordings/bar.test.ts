// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { lengthWords, marksOf, place, timeWords, wholeOf } from './bar';

const at = (time: string) => `2026-03-02T${time}+08:00`;
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('the bar of a step', () => {
  it('is widened by what began earlier or ended later', () => {
    const whole = wholeOf(span('09:00:00', '10:00:00'), [span('08:50:00', '09:30:00'), span('09:40:00', '10:05:00')]);
    expect(timeWords(whole.from)).toBe('08:50');
    expect(timeWords(whole.to)).toBe('10:05');
  });
  it('places parts in hundredths and never outside', () => {
    const whole = span('09:00:00', '10:00:00');
    expect(place(whole, span('09:15:00', '09:45:00'))).toEqual({ left: 25, width: 50 });
    expect(place(whole, span('08:00:00', '11:00:00'))).toEqual({ left: 0, width: 100 });
    expect(place(span('09:00:00', '09:00:00'), span('09:00:00', '09:00:00')).width).toBe(0);
  });
  it('marks round times, never too many, and begins at the beginning', () => {
    expect(marksOf(span('09:00:20', '09:03:00'))).toEqual([{ at: at('09:00:20'), second: 0 }, { at: new Date(at('09:01:00')).toISOString(), second: 40 }, { at: new Date(at('09:02:00')).toISOString(), second: 100 }]);
    for (const to of ['09:00:01', '09:30:00', '12:00:00', '23:59:59']) expect(marksOf(span('09:00:00', to)).length).toBeLessThanOrEqual(8);
  });
  it('tells lengths and times shortly', () => {
    expect(lengthWords(span('09:00:00', '10:05:30'))).toBe('1 小时 5 分');
    expect(lengthWords(span('09:00:00', '09:00:40'))).toBe('40 秒');
    expect(lengthWords(span('09:00:00', '09:00:00'))).toBe('0 秒');
    expect(timeWords(at('09:05:07'))).toBe('09:05:07');
  });
});
