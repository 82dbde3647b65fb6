// How days, moments and amounts are written. Days come from the server; nothing here counts them.
// SPDX-License-Identifier: Apache-2.0

const kBeijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
});

// 2026-11-20 14:32, Beijing time; what is no moment stays as it is.
export function momentWords(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : kBeijing.format(at);
}

// 1,093,680.00 元, from an integer count of fen.
export function fenWords(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')} 元`;
}

const kWeekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

// 周一, of a civil day 2026-11-23.
export const weekday = (day: string): string => kWeekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';

// 11-23 周一; with the year whenever it is not this year.
export function dayWords(day: string, today: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  return `${day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day} ${weekday(day)}`;
}

// 11-23, with the year whenever it is not this year.
export const shortDay = (day: string, today: string): string => (day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day);

// 11 月 23 日, as a sentence says it.
export const dayInWords = (day: string): string => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8, 10))} 日`;
