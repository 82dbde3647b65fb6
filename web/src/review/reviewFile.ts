// The case under review, and what 案卷评查 finds in it so far. Who may not read the latter still gets the case.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { CaseAct, CasePageBody, FileReview } from '../api/types';

export function useReview(id: () => string) {
  const page = shallowRef<CasePageBody | null>(null);
  const fileReview = shallowRef<FileReview | null>(null);
  const refusal = ref<ApiRefusal | null>(null);

  async function load(): Promise<void> {
    const mine = id();
    refusal.value = null;
    if (page.value?.id !== mine) page.value = fileReview.value = null;
    try {
      const [body, looked] = await Promise.all([
        call<CasePageBody>(`/api/v1/cases/${mine}`),
        call<FileReview>(`/api/v1/cases/${mine}/file-review`).catch(() => null),
      ]);
      if (id() !== mine) return;
      page.value = body;
      fileReview.value = looked;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      if (id() === mine) refusal.value = thrown;
    }
  }
  const act = (name: string): CaseAct | undefined => page.value?.acts.find((one) => one.act === name);
  return { page, fileReview, refusal, load, act };
}
