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
