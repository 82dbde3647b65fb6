// Letters of citizens 「投诉举报」. The forms of the acts are data, the same the server judges by.
// SPDX-License-Identifier: Apache-2.0
import formsOfActs from '../../../data/supervision/complaint_forms.json';
import { call } from '../api/client';
import type { Complaint, ComplaintAnswer } from '../api/types';
import { keepSchema, type FormSchema } from '../forms/schema';
import type { Prefill } from '../forms/useForm';

export const states = [
  { id: '', name: '全部' },
  { id: 'received', name: '等待受理' },
  { id: 'accepted', name: '正在办理' },
  { id: 'answered', name: '已答复' },
  { id: 'refused', name: '不予受理' },
  { id: 'referred', name: '转有权机关' },
] as const;

// What was proposed to be public, and what is.
export const publicStates = [
  { id: 'proposed', name: '公开答复待批准' },
  { id: 'approved', name: '答复已公开' },
] as const;

export const aboutNames = { decision: '一份执法决定', agency: '一个执法机关', officer: '一名执法人员', other: '其他事情' } as const;

export function formOf(act: string): string {
  const address = `complaint:${act}`;
  keepSchema(address, (formsOfActs as Record<string, unknown>)[act] as FormSchema);
  return address;
}

// What everybody is to see begins with what was proposed before, or with the answer as its writer got it.
export function prefillOf(act: string, page: Complaint): Prefill {
  if (act !== 'propose_public_answer') return {};
  const before = page.public_answers.at(-1);
  if (before) return { question: { value: before.question, words: '取自上次提请' }, answer: { value: before.answer, words: '取自上次提请' } };
  return page.answer ? { answer: { value: page.answer.text, words: '取自给提出人的答复，请去掉只与提出人有关的内容' } } : {};
}

export const performOnComplaint = (id: string, act: string, version: number, body: object, idempotencyKey: string): Promise<ComplaintAnswer> =>
  call<ComplaintAnswer>(`/api/v1/complaints/${id}/acts/${act}`, { method: 'POST', version, body, idempotencyKey });
