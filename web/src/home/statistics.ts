// The figures of the overview as the server counts them, each with its question, its finding and how it was computed.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { Statistics } from '../api/types';

export type Figure = Statistics['figures'][number];
export type Cell = string | number | null;
export type Row = Record<string, Cell>;

// Rows by the keys of their columns.
export const rowsOf = (figure: Figure): Row[] => figure.rows.map((row) => Object.fromEntries(figure.columns.map((column, index) => [column.key, ((row as Cell[])[index] ?? null)])));
export const numberOf = (cell: Cell | undefined): number => Number(cell ?? 0);

export const periods: readonly [id: string, name: string][] = [['month', '本月'], ['year', '今年'], ['last_year', '去年']];
export const scopeNames: Record<Statistics['scope'], string> = { own: '我承办的', unit: '本机构', agency: '本局' };

export function useStatistics() {
  const statistics = shallowRef<Statistics | null>(null);
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isLoading = ref(false);
  let asked = '';
  async function load(period: string) {
    asked = period;
    isLoading.value = true;
    refusal.value = null;
    try {
      const taken = await call<Statistics>('/api/v1/statistics', { query: { period } });
      if (asked === period) statistics.value = taken;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      if (asked === period) refusal.value = thrown;
    } finally {
      if (asked === period) isLoading.value = false;
    }
  }
  return { statistics, refusal, isLoading, load };
}

// A table for a spreadsheet: no cell is taken for a formula there.
export function csvOf(figure: Figure): string {
  const safe = (cell: unknown) => {
    const text = cell === null || cell === undefined ? '' : String(cell);
    const tamed = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(tamed) ? `"${tamed.replaceAll('"', '""')}"` : tamed;
  };
  const head = figure.columns.map((column) => (column.unit ? `${column.label}（${column.unit}）` : column.label));
  return `\ufeff${[head, ...figure.rows].map((row) => (row as unknown[]).map(safe).join(',')).join('\r\n')}\r\n`;
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
