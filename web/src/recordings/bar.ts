// Recordings laid along the step they belong to: where each begins and ends in hundredths of the whole, and times worth
// jumping to. What is missing is the server's to say. SPDX-License-Identifier: Apache-2.0

export interface Stretch { from: string; to: string }
export interface Piece extends Stretch { id: string; name: string }
export interface Gap extends Stretch { reason?: string | undefined }
export interface Placed { left: number; width: number }

const ms = (instant: string): number => Date.parse(instant);

// The step, widened to hold what began earlier or ended later.
export function wholeOf(step: Stretch, pieces: readonly Stretch[]): Stretch {
  const all = [step, ...pieces];
  const from = Math.min(...all.map((one) => ms(one.from)));
  const to = Math.max(...all.map((one) => ms(one.to)));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export function place(whole: Stretch, part: Stretch): Placed {
  const length = Math.max(1, ms(whole.to) - ms(whole.from));
  const left = Math.min(100, Math.max(0, ((ms(part.from) - ms(whole.from)) / length) * 100));
  const right = Math.min(100, Math.max(left, ((ms(part.to) - ms(whole.from)) / length) * 100));
  return { left, width: right - left };
}

// Round times within a piece, at most `most`: each minute, five, ten … as it is long.
const kSteps = [1, 5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * 60_000);
export function marksOf(piece: Stretch, most = 8): { at: string; second: number }[] {
  const from = ms(piece.from);
  const to = ms(piece.to);
  const step = kSteps.find((one) => (to - from) / one <= most) ?? kSteps.at(-1)!;
  const marks = [{ at: piece.from, second: 0 }];
  for (let at = Math.ceil((from + 1) / step) * step; at < to && marks.length < most; at += step) {
    marks.push({ at: new Date(at).toISOString(), second: Math.round((at - from) / 1000) });
  }
  return marks;
}

// 1 小时 5 分, 40 秒
export function lengthWords(span: Stretch): string {
  const seconds = Math.max(0, Math.round((ms(span.to) - ms(span.from)) / 1000));
  const parts = [[Math.floor(seconds / 3600), '小时'], [Math.floor(seconds / 60) % 60, '分'], [seconds % 60, '秒']] as const;
  return parts.filter(([count]) => count > 0).slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ') || '0 秒';
}

const kSecond = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit' });
// 09:05:00 as 09:05
export const timeWords = (instant: string): string => kSecond.format(ms(instant)).replace(/:00$/, '');
