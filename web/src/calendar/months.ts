// A year as months of weeks, Monday first; what each day is comes from the server. SPDX-License-Identifier: Apache-2.0
import type { CalendarYear } from '../api/types';

export interface Day {
  date: string;
  number: number;
  weekend: boolean;
  kind: 'off' | 'makeup' | '';
  name: string;
}

const pad = (n: number) => String(n).padStart(2, '0');

// Null cells come before the first day of a month.
export function monthDays(year: number, month: number, marked: ReadonlyMap<string, CalendarYear['days'][number]>): (Day | null)[] {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const many = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = Array.from({ length: many }, (_, index): Day => {
    const date = `${year}-${pad(month)}-${pad(index + 1)}`;
    const found = marked.get(date);
    return { date, number: index + 1, weekend: [0, 6].includes((first + index) % 7), kind: found?.kind ?? '', name: found?.name ?? '' };
  });
  return [...new Array<null>((first + 6) % 7).fill(null), ...days];
}

export function dayWords(day: Day): string {
  if (day.kind === 'makeup') return `${day.name}补班，算工作日`;
  if (day.kind === 'off') return `${day.name}放假`;
  return day.weekend ? '周末' : '工作日';
}
