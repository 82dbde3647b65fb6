// The case as the server now has it; `load` asks again and keeps what was shown until the answer is there.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef, watch } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { CasePageBody } from '../api/types';

export const caseAddress = (id: string): string => `/api/v1/cases/${encodeURIComponent(id)}`;

export function useCasePage(id: () => string) {
  const page = shallowRef<CasePageBody | null>(null);
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isLoading = ref(false);

  async function load(): Promise<void> {
    const wanted = id();
    isLoading.value = true;
    refusal.value = null;
    try {
      const taken = await call<CasePageBody>(caseAddress(wanted));
      if (wanted === id()) page.value = taken;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      if (wanted === id()) refusal.value = thrown;
    } finally {
      isLoading.value = false;
    }
  }
  watch(id, () => {
    page.value = null;
    void load();
  }, { immediate: true });
  return { page, refusal, isLoading, load };
}
