// JSON Schemas of forms, as the server gives them: immutable, so each is asked for once a page load. Paths are written as
// the server writes them in its errors: `party.uscc`, `points[0].text`.
// SPDX-License-Identifier: Apache-2.0
import { call } from '../api/client';

export interface FormSchema {
  type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  title: string;
  description?: string;
  format?: string;
  enum?: string[];
  'x-enum-titles'?: string[];
  'x-citation'?: string;
  'x-widget'?: string;
  'x-unit'?: string;
  'x-secret'?: boolean;
  properties?: Record<string, FormSchema>;
  required?: string[];
  items?: FormSchema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

export type Values = Record<string, unknown>;

const known = new Map<string, Promise<FormSchema>>();

export function loadSchema(address: string): Promise<FormSchema> {
  const asked = known.get(address) ?? call<FormSchema>(address);
  known.set(address, asked);
  asked.catch(() => known.delete(address));
  return asked;
}

type Step = string | number;
export const stepsOf = (path: string): Step[] =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => (name !== undefined ? name : Number(index)));

export function schemaAt(schema: FormSchema, path: string): FormSchema | undefined {
  let at: FormSchema | undefined = schema;
  for (const step of stepsOf(path)) at = typeof step === 'number' ? at?.items : at?.properties?.[step];
  return at;
}

export function isRequired(schema: FormSchema, path: string): boolean {
  const steps = stepsOf(path);
  const last = steps.at(-1);
  const parent = schemaAt(schema, parentOf(path));
  return typeof last === 'string' && (parent?.required ?? []).includes(last);
}

export const parentOf = (path: string): string => path.replace(/(?:\.|^)[^.[\]]+$|\[\d+\]$/, '');
export const joined = (path: string, name: string): string => (path ? `${path}.${name}` : name);

export function valueAt(values: unknown, path: string): unknown {
  let at = values;
  for (const step of stepsOf(path)) at = (at as Record<Step, unknown> | null | undefined)?.[step];
  return at;
}

// Sets a value, making the objects and lists on the way.
export function setAt(values: Values, path: string, value: unknown): void {
  const steps = stepsOf(path);
  let at = values as Record<Step, unknown>;
  steps.slice(0, -1).forEach((step, index) => {
    at[step] ??= typeof steps[index + 1] === 'number' ? [] : {};
    at = at[step] as Record<Step, unknown>;
  });
  const last = steps.at(-1);
  if (last !== undefined) at[last] = value;
}

// What is sent: nothing that was left empty, except in lists, whose places the server's errors name.
export function filledIn(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => filledIn(item) ?? (typeof item === 'object' ? {} : '')).filter((item) => item !== '');
    return items.length > 0 ? items : undefined;
  }
  if (value !== null && typeof value === 'object') {
    const pairs = Object.entries(value).map(([name, item]) => [name, filledIn(item)] as const).filter(([, item]) => item !== undefined);
    return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
  }
  return value ?? undefined;
}

// Names of fields in the order of the schema, for lists of errors and of differences.
export function titleOf(schema: FormSchema, path: string): string {
  const parts: string[] = [];
  let at: FormSchema | undefined = schema;
  for (const step of stepsOf(path)) {
    at = typeof step === 'number' ? at?.items : at?.properties?.[step];
    if (typeof step === 'number') parts.push(`第 ${step + 1} 项`);
    else if (at) parts.push(at.title);
  }
  return parts.join(' ');
}

// A schema that comes with the workbench instead of from an address.
export const keepSchema = (address: string, schema: FormSchema): void => void known.set(address, Promise.resolve(schema));
