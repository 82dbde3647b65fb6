// The agency's own list of matters of recording: what a proposal changes, and what a filled-in form sends.
// SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';
import { dutyOf } from './recordings';

export type MattersBody = components['schemas']['RecordingMatters'];
export type Matter = components['schemas']['RecordingMatter'];
export type MattersList = components['schemas']['RecordingList'];

export const dutyNames = [{ id: 'must', name: '应当记录' }, { id: 'should', name: '按需要记录' }, { id: 'may', name: '可以记录' }] as const;
export const wayNames = [{ id: 'photo', name: '拍照' }, { id: 'audio', name: '录音' }, { id: 'video', name: '录像' }] as const;
type Way = (typeof wayNames)[number]['id'];

// The program's own matters, as they stood before the agency made them stronger.
export const lawOf = (body: MattersBody): Matter[] =>
  body.matters.filter((one) => !one.approved_on || one.law).map((one) => ({ ...one, ...one.law }));

export interface Change {
  id: string;
  name: string;
  before: string;
  after: string; // empty: as before
  citation: string;
}
const kPremises = '全程录音录像';

// What a list changes of the one before it (null: the program's alone), one row a matter and one a place.
export function changesOf(next: MattersList, last: MattersList | null): Change[] {
  const was = (one: Matter) => (one.law ? dutyOf({ ...one, ...one.law }) : '没有列入');
  const row = (one: Matter, before: string, after: string): Change => ({ id: one.id, name: one.name, before, after: after === before ? '' : after, citation: one.citation });
  const former = last?.matters ?? [];
  const rows = next.matters.map((one) => {
    const old = former.find((other) => other.id === one.id);
    return row(one, old ? dutyOf(old) : was(one), dutyOf(one));
  });
  for (const one of former) {
    if (!next.matters.some((other) => other.id === one.id)) rows.push(row(one, dutyOf(one), one.law ? was(one) : '不再列入'));
  }
  const places = last?.premises ?? [];
  for (const one of next.premises) {
    const isOld = places.some((other) => other.name === one.name);
    rows.push({ id: `place ${one.name}`, name: one.name, before: isOld ? kPremises : '没有列入', after: isOld ? '' : kPremises, citation: one.citation });
  }
  for (const one of places) {
    if (!next.premises.some((other) => other.name === one.name)) rows.push({ id: `place ${one.name}`, name: one.name, before: kPremises, after: '不再列入', citation: one.citation });
  }
  return rows;
}

// A row of the form: `target` is a matter made stronger, or an act with a matter of the agency's own.
export interface MatterRow {
  target: string;
  name: string;
  duty: Matter['duty'];
  whole: boolean;
  ways: Way[];
  basis: string;
}
export interface MattersForm {
  matters: MatterRow[];
  premises: { name: string; basis: string }[];
  reason: string;
}

export const emptyRow = (): MatterRow => ({ target: '', name: '', duty: 'must', whole: true, ways: ['video'], basis: '' });
export function formOf(list: MattersList | null): MattersForm {
  return {
    matters: (list?.matters ?? []).map((one) => ({ target: one.id, name: one.law ? '' : one.name, duty: one.duty, whole: one.whole, ways: [...one.ways], basis: one.citation })),
    premises: (list?.premises ?? []).map((one) => ({ name: one.name, basis: one.citation })),
    reason: '',
  };
}

export const isFurther = (target: string, body: MattersBody): boolean => body.further_acts.some((one) => one.act === target);
export function bodyOf(form: MattersForm, body: MattersBody): object {
  return {
    matters: form.matters.map(({ target, name, ways, ...rest }) => (isFurther(target, body) ? { act: target, name, ways, ...rest } : { matter: target, ...rest })),
    premises: form.premises,
    reason: form.reason,
  };
}
