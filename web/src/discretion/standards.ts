// The published list of items with their standards: the same the public reads, so what is worked by and what is shown are one.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, ref, shallowRef } from 'vue';
import { ApiRefusal, call } from '../api/client';

export interface PublishedStandard {
  name: string;
  from: string;
  until?: string;
  basis: string[];
  bands: { name: string; when: string; range: string; citation: string; steps: { name: string; when: string; range: string }[] }[];
}
export interface PublishedItem {
  id: string;
  code: string;
  name: string;
  discretion: PublishedStandard[];
}

export function useStandards() {
  const entries = shallowRef<PublishedItem[] | null>(null);
  const refusal = ref<ApiRefusal | null>(null);
  onMounted(async () => {
    try {
      const { documents } = await call<{ documents: { entries: PublishedItem[] }[] }>('/lists/items.json');
      entries.value = documents.flatMap((one) => one.entries).filter((one) => one.discretion.length > 0);
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      refusal.value = thrown;
    }
  });
  return { entries, refusal };
}
