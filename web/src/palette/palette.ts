// What the palette offers: acts now allowed on the open case, screens, cases by number, party or two characters.
// SPDX-License-Identifier: Apache-2.0
import { computed, onUnmounted, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router';
import { ApiRefusal, call } from '../api/client';
import type { CasePageBody, PaletteBody } from '../api/types';
import { useSession } from '../session/store';
import { say } from '../shell/language';
import { placesFor } from '../shell/places';

export interface Choice {
  id: string;
  group: '现在可以办' | '页面' | '案件';
  name: string;
  note: string;
  to: RouteLocationRaw;
}

const kWaitMs = 120; // between the last key and the question to the server
const fits = (name: string, wanted: string) => wanted.toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));

export function usePalette() {
  const session = useSession();
  const route = useRoute();
  const router = useRouter();
  const words = ref('');
  const cases = shallowRef<Choice[]>([]);
  const acts = shallowRef<Choice[]>([]);
  const isAsking = ref(false);
  const failure = ref('');
  let asked: AbortController | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const screens: Choice[] = placesFor(session, router).map((place) => ({
    id: `screen-${place.route}`, group: '页面', name: say(place.name), note: say(place.group), to: { name: place.route },
  }));

  async function lookForCases(q: string) {
    asked?.abort();
    failure.value = '';
    if ([...q].length < 2 || !session.may('list_cases')) {
      cases.value = [];
      isAsking.value = false;
      return;
    }
    const mine = (asked = new AbortController());
    isAsking.value = true;
    try {
      const found = await call<PaletteBody>('/api/v1/palette', { query: { q }, signal: mine.signal });
      if (asked !== mine) return;
      cases.value = found.cases.map((row) => ({
        id: `case-${row.id}`, group: '案件', name: row.party || row.number || '未登记当事人', note: [row.number, row.stage_name].filter(Boolean).join(' · '), to: { name: 'case', params: { id: row.id } },
      }));
    } catch (thrown) {
      if (asked !== mine || mine.signal.aborted) return;
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      failure.value = thrown.message;
    } finally {
      if (asked === mine) isAsking.value = false;
    }
  }

  // Acts of the case that is open behind the palette; without them it still finds everything else.
  async function lookForActs() {
    const id = route.params.id;
    if (!route.path.startsWith('/cases/') || typeof id !== 'string' || !router.hasRoute('act')) return;
    const page = await call<CasePageBody>(`/api/v1/cases/${encodeURIComponent(id)}`, { query: { acts: 'allowed' } }).catch(() => null);
    acts.value = (page?.acts ?? []).filter((act) => act.allowed).map((act) => ({
      id: `act-${act.act}`, group: '现在可以办', name: act.name, note: page?.case_no || page?.cause || '', to: { name: 'act', params: { id, act: act.act } },
    }));
  }

  watch(words, (now) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void lookForCases(now.trim()), kWaitMs);
  });
  onUnmounted(() => {
    clearTimeout(waiting);
    asked?.abort();
  });
  void lookForActs();

  const choices = computed<Choice[]>(() => {
    const wanted = words.value.trim();
    return [...acts.value, ...screens].filter((choice) => fits(choice.name, wanted)).concat(cases.value);
  });
  return { words, choices, isAsking, failure };
}
