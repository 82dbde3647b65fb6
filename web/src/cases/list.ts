// The case list as the server gives it: narrowed by the address, fifty rows at a time, newest first.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef } from 'vue';
import { ApiRefusal, call } from '../api/client';
import type { CaseList, CaseRow } from '../api/types';

export interface CaseFilters {
  stage: string;
  light: string;
  from: string; // days of registration, both included
  to: string;
  q: string;
}
export const kNoFilters: CaseFilters = { stage: '', light: '', from: '', to: '', q: '' };

export function useCaseList() {
  const rows = shallowRef<CaseRow[]>([]);
  const next = ref('');
  const isLoading = ref(false);
  const hasLoaded = ref(false);
  const refusal = shallowRef<ApiRefusal | null>(null);
  let asked: AbortController | null = null;
  let filters = kNoFilters;

  async function fetchPage(after: string) {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    isLoading.value = true;
    refusal.value = null;
    try {
      const query = { ...filters, after };
      const page = await call<CaseList>('/api/v1/cases', { query, signal: mine.signal });
      if (asked !== mine) return; // a later question has replaced this one
      rows.value = after ? [...rows.value, ...page.cases] : page.cases;
      next.value = page.next;
      hasLoaded.value = true;
    } catch (thrown) {
      if (asked !== mine || mine.signal.aborted) return;
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      refusal.value = thrown;
    } finally {
      if (asked === mine) isLoading.value = false;
    }
  }

  const load = (wanted: CaseFilters) => {
    filters = wanted;
    return fetchPage('');
  };
  const more = () => (next.value && !isLoading.value ? fetchPage(next.value) : Promise.resolve());
  return { rows, next, isLoading, hasLoaded, refusal, load, more };
}
