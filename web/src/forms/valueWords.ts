// A value of a form in words, for comparing two versions and for reading back.
// SPDX-License-Identifier: Apache-2.0
import { fenWords, momentWords } from '../parts/words';
import { filledIn, joined, valueAt, type FormSchema, type Values } from './schema';

export function valueWords(schema: FormSchema | undefined, value: unknown): string {
  if (value === undefined || value === null || value === '') return '没有填';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => valueWords(schema?.items, item)).join('、') || '没有填';
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, item]) => `${schema?.properties?.[name]?.title ?? name}：${valueWords(schema?.properties?.[name], item)}`).join('；');
  }
  if (typeof value === 'number') return schema?.['x-unit'] === 'fen' ? fenWords(value) : String(value);
  const text = String(value);
  const at = schema?.enum?.indexOf(text) ?? -1;
  if (at >= 0) return schema?.['x-enum-titles']?.[at] ?? text;
  return schema?.format === 'date-time' ? momentWords(text) : text;
}

export interface Difference {
  path: string;
  title: string;
  schema: FormSchema | undefined;
  mine: unknown;
  theirs: unknown;
}

// Where two versions of a form differ: the smallest parts that do, lists as a whole.
export function differences(schema: FormSchema, mine: Values, theirs: Values, path = ''): Difference[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const full = joined(path, name);
    const [one, other] = [valueAt(mine, name), valueAt(theirs, name)];
    if (JSON.stringify(filledIn(one) ?? null) === JSON.stringify(filledIn(other) ?? null)) return [];
    if (part.type === 'object') return differences(part, (one as Values | undefined) ?? {}, (other as Values | undefined) ?? {}, full).map((row) => ({ ...row, title: `${part.title} ${row.title}` }));
    return [{ path: full, title: part.title, schema: part, mine: one, theirs: other }];
  });
}
