// One act on many cases, one after another, each by its own version and judged by the server on its own; what came of
// each is told. SPDX-License-Identifier: Apache-2.0
import { computed, ref } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { CasePageBody, CaseRow } from '../api/types';

export interface Outcome {
  row: CaseRow;
  state: 'waiting' | 'done' | 'refused';
  reasons: string[];
}
export interface Assignment {
  lead: string;
  assists: readonly string[];
}

const sentences = (refusal: ApiRefusal) => (refusal.reasons.length > 0 ? refusal.reasons.map((reason) => reason.message) : [refusal.message]);

async function assign(id: string, to: Assignment): Promise<string[]> {
  const at = `/api/v1/cases/${encodeURIComponent(id)}`;
  try {
    const page = await call<CasePageBody>(at);
    const act = page.acts.find((one) => one.act === 'assign_officers');
    if (act && !act.allowed) return act.reasons.map((reason) => reason.message);
    const officers = [{ officer_id: to.lead, role: 'lead' }, ...to.assists.map((officer_id) => ({ officer_id, role: 'assist' }))];
    await call(`${at}/acts/assign_officers`, { method: 'POST', body: { officers }, version: page.version });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ApiRefusal)) throw thrown;
    return sentences(thrown);
  }
}

export function useBulkAssignment(rows: readonly CaseRow[]) {
  const outcomes = ref<Outcome[]>(rows.map((row) => ({ row, state: 'waiting', reasons: [] })));
  const isRunning = ref(false);
  const done = computed(() => outcomes.value.filter((one) => one.state === 'done').length);
  const refused = computed(() => outcomes.value.filter((one) => one.state === 'refused').length);
  const isOver = computed(() => done.value + refused.value === outcomes.value.length);
  // Again only for those that have not gone through.
  async function run(to: Assignment) {
    isRunning.value = true;
    for (const outcome of outcomes.value) {
      if (outcome.state === 'done') continue;
      outcome.reasons = await assign(outcome.row.id, to);
      outcome.state = outcome.reasons.length === 0 ? 'done' : 'refused';
    }
    isRunning.value = false;
  }
  return { outcomes, isRunning, done, refused, isOver, run };
}
