// Saved views of the case list: a name and the filters of the address. They lie with the person's drafts at the server.
// SPDX-License-Identifier: Apache-2.0
import { ref } from 'vue';
import type { ApiRefusal } from '../api/client';
import { refusalOf } from '../api/client';
import { readDraft, writeDraft } from '../drafts/server';

export interface View {
  name: string;
  query: Record<string, string>;
}

const kKey = 'views:cases';
const kMost = 20;
const kFreshDays = 30; // drafts end after ninety days without use; a view in use is written again before
const sameQuery = (one: View['query'], other: View['query']) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

export function useViews() {
  const views = ref<View[]>([]);
  const refusal = ref<ApiRefusal | null>(null);
  let version: number | undefined;

  async function attempt(work: () => Promise<void>) {
    refusal.value = null;
    try {
      await work();
    } catch (thrown) {
      refusal.value = refusalOf(thrown);
    }
  }
  async function keep(wanted: View[]) {
    await attempt(async () => {
      version = (await writeDraft(kKey, { views: wanted }, undefined, version)).version;
      views.value = wanted;
    });
  }
  const load = () => attempt(async () => {
    const stored = await readDraft(kKey);
    if (!stored) return;
    version = stored.version;
    views.value = (stored.value.views as View[] | undefined) ?? [];
    if (Date.now() - Date.parse(stored.saved_at) > kFreshDays * 86_400_000) await keep(views.value);
  });
  // A name that is taken is given to the new filters.
  const save = (view: View) => keep([...views.value.filter((one) => one.name !== view.name), view].slice(-kMost));
  const remove = (name: string) => keep(views.value.filter((one) => one.name !== name));
  const isAt = (view: View, query: View['query']) => sameQuery(view.query, query);
  return { views, refusal, load, save, remove, isAt };
}
