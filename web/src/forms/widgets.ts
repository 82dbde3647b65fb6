// Which kind of field draws which part of a schema. What a name points at (an officer, a party, a piece of evidence) is
// read from the name of the member, which is the same in every form.
// SPDX-License-Identifier: Apache-2.0
import type { FormSchema } from './schema';

export type Widget =
  | 'text' | 'long' | 'day' | 'moment' | 'amount' | 'number' | 'yes' | 'one' | 'many' | 'uscc' | 'citizen'
  | 'lines' | 'articles' | 'pick' | 'picks' | 'group' | 'rows' | 'none';

const kArticles = new Set(['violated', 'basis']);
const kFormats: Record<string, Widget> = { date: 'day', 'date-time': 'moment', uscc: 'uscc', citizen_no: 'citizen' };

export function widgetOf(name: string, schema: FormSchema): Widget {
  switch (schema.type) {
    case 'boolean': return 'yes';
    case 'integer': return schema['x-unit'] === 'fen' ? 'amount' : 'number';
    case 'object': return 'group';
    case 'array': return ofList(name, schema.items);
    case 'string': return ofText(name, schema);
  }
}

function ofList(name: string, items: FormSchema | undefined): Widget {
  if (items?.type === 'object') return 'rows';
  if (items?.enum) return 'many';
  if (items?.format === 'uuid') return 'picks';
  return kArticles.has(name) ? 'articles' : 'lines';
}

function ofText(name: string, schema: FormSchema): Widget {
  if (schema.enum) return 'one';
  if (name === 'upload_id' || schema.format === 'sha256') return 'none'; // come with the file, on the page for evidence
  if (schema.format === 'uuid') return 'pick';
  if (schema['x-widget'] === 'textarea') return 'long';
  return kFormats[schema.format ?? ''] ?? 'text';
}

// Long fields take the whole width of the form; short ones stand side by side.
const kNarrow = new Set<Widget>(['text', 'day', 'moment', 'amount', 'number', 'uscc', 'citizen', 'pick', 'yes']);
const kFewLetters = 14; // of all options together, so that radio buttons fit beside other fields
export function isWide(widget: Widget, schema: FormSchema): boolean {
  if (widget === 'text') return (schema.maxLength ?? 0) > 500;
  if (widget === 'one') return (schema.enum?.length ?? 0) <= 5 && (schema['x-enum-titles'] ?? []).join('').length > kFewLetters;
  return !kNarrow.has(widget);
}
