// Indicators as the server counts them, in words for a row. SPDX-License-Identifier: Apache-2.0
import type { Indicator, LightState } from '../api/types';

// 66.6%, of thousandths as they were rounded down.
export const shareWords = (thousandths: number): string => `${thousandths % 10 === 0 ? thousandths / 10 : (thousandths / 10).toFixed(1)}%`;

export interface Verdict {
  light: LightState;
  word: string;
}
export function verdictOf(one: Indicator): Verdict {
  if (one.mode === 'evidence') return { light: 'notStarted', word: '由人评判' };
  if (one.met === undefined) return { light: 'notStarted', word: '还没有可数的' };
  return one.met ? { light: 'green', word: '符合' } : { light: 'yellow', word: '没有达到' };
}

// What has to be reached.
export function wantedWords(one: Indicator): string {
  if (one.at_least !== undefined) return `至少 ${one.at_least}`;
  return one.threshold_thousandths === undefined ? '' : one.threshold_thousandths === 1 ? '有即可' : `标准 ${shareWords(one.threshold_thousandths)}`;
}

export const shortOf = (all: Indicator[]): Indicator[] => all.filter((one) => one.met === false);
