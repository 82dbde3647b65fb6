// Discretion of a case: the entry of the book, what an officer states, and the server's assessment of it. Steps, ranges,
// rules and what would change them are the server's; here numbers are only read and written.
// SPDX-License-Identifier: Apache-2.0
import type { DiscretionPage, FenRange } from '../api/types';
import { readYuan, writeYuan } from '../forms/amounts';

export type Measure = NonNullable<DiscretionPage['measures']>[number];
export interface Stated {
  id: string;
  value: number;
}

// A measured amount as typed, in the server's whole units: money in fen (its scale counts fen), quantities in thousandths,
// counts as they are. Null: no such number.
export function readMeasure(typed: string, measure: Measure): number | null {
  if (measure.kind === 'money') return readYuan(typed);
  const text = typed.normalize('NFKC').replace(/[,，\s]/g, '');
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  const fraction = (found?.[2] ?? '').replace(/0+$/, '');
  const digits = digitsOf(measure);
  if (!found || fraction.length > digits) return null;
  return Number(found[1] + fraction.padEnd(digits, '0'));
}

export function writeMeasure(value: number, measure: Measure): string {
  if (measure.kind === 'money') return writeYuan(value);
  const digits = digitsOf(measure);
  if (digits === 0) return String(value);
  const text = String(value).padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return text.slice(0, -digits) + (fraction ? `.${fraction}` : '');
}

const digitsOf = (measure: Measure) => Math.round(Math.log10(measure.scale));

// Where an amount stands on a scale from the least to the most, in hundredths.
export function placeOn(scale: FenRange, fen: number): number {
  const width = scale.to_fen - scale.from_fen;
  if (width <= 0) return 0;
  return Math.min(100, Math.max(0, ((fen - scale.from_fen) / width) * 100));
}

// Facts that cannot both be true: choosing one takes the others away.
export function withFact(chosen: readonly string[], id: string, isOn: boolean, facts: DiscretionPage['facts']): string[] {
  if (!isOn) return chosen.filter((one) => one !== id);
  const excludes = new Set(facts.find((one) => one.id === id)?.excludes ?? []);
  for (const one of facts) if (one.excludes.includes(id)) excludes.add(one.id);
  return [...chosen.filter((one) => one !== id && !excludes.has(one)), id];
}
