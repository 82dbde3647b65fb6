// Where the person is, for the top bar: a screen may say more than the title of its address (案件 › 2026-0087).
// SPDX-License-Identifier: Apache-2.0
import { onUnmounted, ref, watch } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

export interface Step {
  name: string;
  to?: RouteLocationRaw;
}

export const trail = ref<readonly Step[]>([]);

export function useTrail(steps: () => readonly Step[]): void {
  let mine: readonly Step[] = [];
  watch(steps, (now) => (trail.value = mine = now), { immediate: true });
  onUnmounted(() => {
    if (trail.value === mine) trail.value = [];
  });
}
