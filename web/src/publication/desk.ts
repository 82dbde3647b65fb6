// Loads one decision of the publication desk and its case together, so that what is shown and what may be done agree.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { CaseAct, CasePageBody, PublicationDesk } from '../api/types';

export function useDesk(id: () => string) {
  const desk = shallowRef<PublicationDesk | null>(null);
  const page = shallowRef<CasePageBody | null>(null);
  const refusal = ref<ApiRefusal | null>(null);

  async function load(): Promise<void> {
    const mine = id();
    refusal.value = null;
    if (desk.value?.id !== mine) desk.value = page.value = null;
    try {
      const [text, body] = await Promise.all([
        call<PublicationDesk>(`/api/v1/cases/${mine}/publication`),
        call<CasePageBody>(`/api/v1/cases/${mine}`),
      ]);
      if (id() !== mine) return; // another one is wanted meanwhile
      desk.value = text;
      page.value = body;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      if (id() === mine) refusal.value = thrown;
    }
  }
  const act = (name: string): CaseAct | undefined => page.value?.acts.find((one) => one.act === name);
  return { desk, page, refusal, load, act };
}
