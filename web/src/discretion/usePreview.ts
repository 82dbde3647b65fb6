// What follows from what is stated: asked of the server as it changes, the last question only.
// SPDX-License-Identifier: Apache-2.0
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { DiscretionPreview } from '../api/types';
import { filledIn } from '../forms/schema';
import type { Form } from '../forms/useForm';

const kPauseMs = 150; // while somebody types

export function usePreview(caseId: string, form: Form) {
  const preview = shallowRef<DiscretionPreview | null>(null);
  const trouble = shallowRef<ApiRefusal | null>(null);
  let asked: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stated = computed(() => JSON.stringify(filledIn({ ...form.values, occurred_at: undefined, late_reason: undefined }) ?? {}));

  async function ask(): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await call<DiscretionPreview>(`/api/v1/cases/${caseId}/discretion/preview`, { method: 'POST', body: JSON.parse(stated.value), signal: mine.signal });
      if (asked !== mine) return;
      preview.value = answer;
      trouble.value = null;
    } catch (thrown) {
      if (asked !== mine || mine.signal.aborted) return;
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      trouble.value = thrown;
    }
  }
  watch([stated, () => form.schema], () => {
    clearTimeout(timer);
    if (form.schema) timer = setTimeout(() => void ask(), kPauseMs);
  }, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    asked?.abort();
  });
  return { preview, trouble };
}
