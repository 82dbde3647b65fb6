// The first set-up 「初始化」 as it is filled in: everything but the code and the passwords is kept in this window, so that
// an interrupted set-up goes on where it was. SPDX-License-Identifier: Apache-2.0
import { reactive, ref, watch } from 'vue';
import { call, type ApiRefusal } from '../api/client';
import type { SetUpBody } from '../api/types';
import { useSending } from '../api/useAnswer';

export const steps = [
  { id: 'code', name: '设置码' }, { id: 'agency', name: '机关' }, { id: 'units', name: '内设机构' }, { id: 'people', name: '三名管理员' },
] as const;
export type StepId = (typeof steps)[number]['id'];

export const administrators = [
  { id: 'system_admin', name: '系统管理员', does: '维护机关、人员、事项和日历' },
  { id: 'security_admin', name: '安全管理员', does: '授予角色，重设密码和动态口令' },
  { id: 'audit_admin', name: '审计管理员', does: '查看操作记录' },
] as const;

export const levels: readonly [string, string][] = [['province', '省级'], ['city', '市级'], ['county', '县级'], ['township', '乡镇（街道）']];

const kKept = 'mingjing.setup';
const emptyForm = (): SetUpBody => ({
  code: '',
  agency: { uscc: '', name: '', short_name: '', document_prefix: '', level: 'county', region_code: '', address: '', telephone: '', units: [{ name: '', case_handling: true, legal_review: false }, { name: '', case_handling: false, legal_review: true }] },
  system_admin: { username: '', name: '', password: '' }, security_admin: { username: '', name: '', password: '' }, audit_admin: { username: '', name: '', password: '' },
});

function restored(): { form: SetUpBody; step: number } {
  try {
    const kept = JSON.parse(sessionStorage.getItem(kKept) ?? 'null') as { form: SetUpBody; step: number } | null;
    return kept ?? { form: emptyForm(), step: 0 };
  } catch {
    return { form: emptyForm(), step: 0 };
  }
}

// What may lie in the window's storage: no code, no password.
export function withoutSecrets(form: SetUpBody): SetUpBody {
  const out = JSON.parse(JSON.stringify(form)) as SetUpBody;
  out.code = '';
  for (const { id } of administrators) out[id].password = '';
  return out;
}

// The step where a field of a refusal stands.
export function stepOf(field: string): number {
  if (field === 'code') return 0;
  if (field.startsWith('agency/units')) return 2;
  if (field.startsWith('agency')) return 1;
  return 3;
}
const firstStep = (refusal: ApiRefusal) => Math.min(...[refusal.field, ...refusal.reasons.map((reason) => reason.field ?? '')].filter(Boolean).map(stepOf), 3);

export function useSetUp() {
  const kept = restored();
  const form = reactive(kept.form);
  const step = ref(kept.step);
  const isDone = ref(false);
  const { refusal, isBusy, send } = useSending();
  watch([form, step], () => {
    try {
      sessionStorage.setItem(kKept, JSON.stringify({ form: withoutSecrets(form), step: step.value }));
    } catch {
      // Kept for this page only.
    }
  });
  async function submit() {
    const units = form.agency.units.filter((unit) => unit.name.trim() !== '');
    const body: SetUpBody = { ...form, code: form.code.trim(), agency: { ...form.agency, units } };
    isDone.value = await send(() => call('/api/v1/setup', { method: 'POST', body, needsSession: false }));
    if (isDone.value) sessionStorage.removeItem(kKept);
    else if (refusal.value) step.value = firstStep(refusal.value);
  }
  return { form, step, refusal, isBusy, isDone, submit };
}
