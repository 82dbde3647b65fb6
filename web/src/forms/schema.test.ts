// @vitest-environment node
// Every form of the server can be drawn: each part has a widget, a title and, where it has options, names for them.
// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { differences, valueWords } from './valueWords';
import { filledIn, isRequired, parentOf, schemaAt, setAt, titleOf, valueAt, type FormSchema, type Values } from './schema';
import { isWide, widgetOf, type Widget } from './widgets';

const forms = import.meta.glob<FormSchema>('../../../data/forms/*.json', { eager: true, import: 'default' });

const found = new Map<Widget, number>();
function walk(name: string, schema: FormSchema): void {
  const widget = widgetOf(name, schema);
  found.set(widget, (found.get(widget) ?? 0) + 1);
  expect(schema.title, name).toBeTruthy();
  expect(schema.enum?.length, name).toBe(schema['x-enum-titles']?.length);
  for (const [member, part] of Object.entries(schema.properties ?? {})) walk(member, part);
  if (schema.items && widget !== 'lines' && widget !== 'articles') walk(name, schema.items);
}

describe('the forms of the server', () => {
  it('are all drawn', () => {
    expect(Object.keys(forms).length).toBeGreaterThan(70);
    for (const [path, schema] of Object.entries(forms)) walk(path, schema);
    for (const widget of ['text', 'long', 'day', 'moment', 'amount', 'number', 'yes', 'one', 'many', 'uscc', 'citizen', 'lines', 'articles', 'pick', 'picks', 'group', 'rows'] as const) {
      expect(found.get(widget), widget).toBeGreaterThan(0);
    }
  });
  it('give long texts the whole width', () => {
    expect(isWide('long', { type: 'string', title: '' })).toBe(true);
    expect(isWide('day', { type: 'string', title: '' })).toBe(false);
  });
});

const conclude = Object.entries(forms).find(([path]) => path.endsWith('/conclude_investigation.json'))![1];

describe('paths as the server writes them', () => {
  it('find parts, values, titles and what must be filled in', () => {
    expect(schemaAt(conclude, 'proposal.counts[2].fine_fen')?.['x-unit']).toBe('fen');
    expect(schemaAt(conclude, 'proposal.nothing')).toBeUndefined();
    expect(titleOf(conclude, 'proposal.counts[2].fine_fen')).toBe('处理意见 分项处罚 第 3 项 罚款数额');
    expect(isRequired(conclude, 'report')).toBe(true);
    expect(isRequired(conclude, 'proposal.facts')).toBe(true);
    expect(isRequired(conclude, 'proposal.reasons')).toBe(false);
    expect([parentOf('a.b[0].c'), parentOf('a[0]'), parentOf('a')]).toEqual(['a.b[0]', 'a', '']);
    const values: Values = {};
    setAt(values, 'proposal.counts[0].facts', '占地');
    expect(values).toEqual({ proposal: { counts: [{ facts: '占地' }] } });
    expect(valueAt(values, 'proposal.counts[0].facts')).toBe('占地');
    expect(valueAt(values, 'proposal.nothing[3].deep')).toBeUndefined();
  });
  it('send nothing that was left empty, and keep the places of rows', () => {
    expect(filledIn({ a: ' ', b: '', c: [], d: {}, e: false, f: 0, g: ['', '一'], h: [{}, { x: '二' }], i: { j: '' } })).toEqual({ e: false, f: 0, g: ['一'], h: [{}, { x: '二' }] });
  });
  it('compare two versions by their smallest parts and in words', () => {
    const rows = differences(conclude, { report: '甲', proposal: { outcome: 'penalty', fine_fen: 100, facts: '同' } }, { report: '甲', proposal: { outcome: 'no_penalty', fine_fen: 200, facts: '同' } });
    expect(rows.map((row) => [row.path, row.title])).toEqual([['proposal.outcome', '处理意见 处理意见'], ['proposal.fine_fen', '处理意见 罚款数额']]);
    expect(rows.map((row) => [valueWords(row.schema, row.mine), valueWords(row.schema, row.theirs)])).toEqual([['给予行政处罚', '不予行政处罚'], ['1.00 元', '2.00 元']]);
    expect(valueWords(schemaAt(conclude, 'proposal.kinds'), ['fine', 'warning'])).toBe('罚款、警告');
  });
});
