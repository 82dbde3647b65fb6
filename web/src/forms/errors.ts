// The server's refusal of a form, laid out: a sentence beside each field it names, the rest above the form.
// SPDX-License-Identifier: Apache-2.0
import type { ApiRefusal } from '../api/client';
import type { Reason } from '../api/types';
import { schemaAt, type FormSchema } from './schema';

export interface FieldError {
  path: string;
  message: string;
  citation?: string | undefined;
}
export interface FormErrors {
  fields: FieldError[];
  others: Reason[];
}

export const kNone: FormErrors = { fields: [], others: [] };

export function errorsOf(refusal: ApiRefusal, schema: FormSchema): FormErrors {
  const told: Reason[] = refusal.reasons.length > 0 ? refusal.reasons : [{ code: refusal.code, message: refusal.message, field: refusal.field }];
  const out: FormErrors = { fields: [], others: [] };
  for (const reason of told) {
    const path = reason.field ?? (told.length === 1 ? refusal.field : '');
    if (path && schemaAt(schema, path)) out.fields.push({ path, message: reason.message, citation: reason.citation });
    else out.others.push(reason);
  }
  return out;
}
