// One answer of the server for a screen, asked again when the question changes; an older answer never replaces a newer.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef, watch } from 'vue';
import { call, refusalOf, type ApiRefusal, type Call } from './client';

export interface Question {
  path: string;
  query?: Call['query'];
}

// `question` gives null when there is nothing to ask.
export function useAnswer<T>(question: () => Question | null) {
  const answer = shallowRef<T | null>(null);
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isLoading = ref(false);
  let asked = 0;
  async function reload(): Promise<void> {
    const wanted = question();
    if (!wanted) return;
    const mine = ++asked;
    isLoading.value = true;
    refusal.value = null;
    try {
      const taken = await call<T>(wanted.path, wanted.query ? { query: wanted.query } : {});
      if (asked === mine) answer.value = taken;
    } catch (thrown) {
      if (asked === mine) refusal.value = refusalOf(thrown);
    } finally {
      if (asked === mine) isLoading.value = false;
    }
  }
  watch(() => JSON.stringify(question()), () => void reload(), { immediate: true });
  return { answer, refusal, isLoading, reload };
}

// Rows that come fifty at a time by a cursor; `member` is where they stand in the answer.
export function useRows<Row>(question: () => Question | null, member: string) {
  const rows = shallowRef<Row[]>([]);
  const next = ref('');
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isLoading = ref(false);
  const hasLoaded = ref(false);
  let asked = 0;
  async function fetchPage(after: string): Promise<void> {
    const wanted = question();
    if (!wanted) return;
    const mine = ++asked;
    isLoading.value = true;
    refusal.value = null;
    try {
      const page = await call<Record<string, unknown>>(wanted.path, { query: { ...wanted.query, after } });
      if (asked !== mine) return;
      const taken = page[member] as Row[];
      rows.value = after ? [...rows.value, ...taken] : taken;
      next.value = (page.next as string | undefined) ?? '';
      hasLoaded.value = true;
    } catch (thrown) {
      if (asked === mine) refusal.value = refusalOf(thrown);
    } finally {
      if (asked === mine) isLoading.value = false;
    }
  }
  const reload = () => fetchPage('');
  const more = () => (next.value && !isLoading.value ? fetchPage(next.value) : Promise.resolve());
  // Everything, for lists of some hundreds that are sorted on the screen.
  const all = async (most = 5000) => {
    await reload();
    while (next.value && rows.value.length < most && !refusal.value) await fetchPage(next.value);
  };
  return { rows, next, refusal, isLoading, hasLoaded, reload, more, all };
}

// Something sent by a button: its refusal, and whether it is under way.
export function useSending() {
  const refusal = shallowRef<ApiRefusal | null>(null);
  const isBusy = ref(false);
  // True when it went through.
  async function send(work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    refusal.value = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      refusal.value = refusalOf(thrown);
      return false;
    } finally {
      isBusy.value = false;
    }
  }
  return { refusal, isBusy, send };
}
