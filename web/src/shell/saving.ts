// What the top bar says about what was typed. A screen that keeps drafts tells its state under its own name; the worst of
// them is shown. SPDX-License-Identifier: Apache-2.0
import { computed, reactive } from 'vue';

export type Saving = 'saved' | 'saving' | 'unsaved' | 'offline';
const order: readonly Saving[] = ['saved', 'saving', 'unsaved', 'offline'];
const states = reactive(new Map<string, Saving>());

export function tellSaving(who: string, state: Saving | null): void {
  if (state === null) states.delete(who);
  else states.set(who, state);
}

export const saving = computed<Saving>(() => order[Math.max(0, ...[...states.values()].map((state) => order.indexOf(state)))]!);
