// Days and moments typed short: `0315`, `3.15`, `-7`, `今天`, `20261120`; with a time `1358` or `9:30` behind. Nothing is
// counted here but days back from today as somebody types them; limits are the server's.
// SPDX-License-Identifier: Apache-2.0
import { today } from './today';

const pad = (n: number) => String(n).padStart(2, '0');
const kWeek = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const kWords: Record<string, number> = { 今天: 0, 今日: 0, 昨天: -1, 昨日: -1, 前天: -2, 明天: 1, 后天: 2 };

function dayOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? `${year}-${pad(month)}-${pad(day)}` : null;
}

function shifted(from: string, days: number): string {
  const at = new Date(`${from}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

// The day somebody means, as 2026-03-15; null when it cannot be read. A day without a year lies in the past, or near.
export function readDay(typed: string, now = today()): string | null {
  const text = typed.normalize('NFKC').trim();
  const word = kWords[text];
  if (word !== undefined) return shifted(now, word);
  if (/^[+-]\d{1,3}$/.test(text)) return shifted(now, Number(text));
  const full = /^(\d{4})(?:[-./年])?(\d{1,2})(?:[-./月])?(\d{1,2})日?$/.exec(text);
  if (full && (text.length === 8 || /\D/.test(text))) return dayOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{1,2})[-./月](\d{1,2})日?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text) ?? /^(\d)(\d{2})$/.exec(text);
  if (!short) return null;
  // Forms ask of what has happened, or is near: the latest such day that is no more than two months ahead.
  const limit = shifted(now, 60);
  const year = Number(now.slice(0, 4));
  for (let one = year + 1; one > year - 5; --one) {
    const day = dayOf(one, Number(short[1]), Number(short[2]));
    if (day && day <= limit) return day;
  }
  return null;
}

function readTime(typed: string): string | null {
  const found = /^(\d{1,2})[:：点时.](\d{1,2})?分?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed);
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : null;
}

// The moment somebody means, in Beijing time; a time alone is today's.
export function readMoment(typed: string, now = today()): string | null {
  const text = typed.normalize('NFKC').trim();
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return Number.isNaN(Date.parse(text)) ? null : text;
  const [first = '', second] = text.split(/\s+/);
  const time = readTime(second ?? first);
  const day = second === undefined ? now : readDay(first, now);
  return day && time ? `${day}T${time}:00+08:00` : null;
}

export function weekdayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? '' : kWeek[at.getUTCDay()]!;
}
