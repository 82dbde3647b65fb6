// Lists that forms choose from and that are not part of a case: officers, items, units, colleagues, reviewers. Read once, whole, by their
// pages; forgotten when the person changes (the page is then loaded anew).
// SPDX-License-Identifier: Apache-2.0
import { call } from '../api/client';
import type { ColleagueList } from '../api/types';

export interface Choice {
  id: string;
  name: string;
  note?: string | undefined;
}

const kept = new Map<string, Promise<Choice[]>>();
function once(name: string, read: () => Promise<Choice[]>): Promise<Choice[]> {
  const asked = kept.get(name) ?? read();
  kept.set(name, asked);
  asked.catch(() => kept.delete(name));
  return asked;
}
export const forgetDirectories = (): void => kept.clear();

// Fifty rows a page, until there are no more; a bureau has some hundreds of each.
async function allOf<T>(path: string, member: string): Promise<T[]> {
  const out: T[] = [];
  for (let after: string | undefined = ''; after !== undefined && out.length < 5000; ) {
    const page: Record<string, unknown> = await call(path, { query: { after } });
    out.push(...(page[member] as T[]));
    after = (page.next as string) || undefined;
  }
  return out;
}

interface OfficerRow { id: string; name: string; certificate_no: string; status?: string }
interface ItemRow { id: string; code: string; name: string }
interface ReviewerRow { id: string; name: string; kind_name: string; qualified: boolean }
interface AgencyRow { units: { id: string; name: string; active: boolean }[] }

export const officers = () =>
  once('officers', async () => (await allOf<OfficerRow>('/api/v1/officers', 'officers')).map((one) => ({ id: one.id, name: one.name, note: one.certificate_no })));
export const items = () =>
  once('items', async () => (await allOf<ItemRow>('/api/v1/items', 'items')).map((one) => ({ id: one.id, name: one.name, note: one.code })));
export const units = () =>
  once('units', async () => (await call<AgencyRow>('/api/v1/agency')).units.filter((unit) => unit.active).map(({ id, name }) => ({ id, name })));
export const colleagues = () =>
  once('colleagues', async () =>
    (await call<ColleagueList>('/api/v1/colleagues')).colleagues.map((one) => ({ id: one.id, name: one.name, note: [one.unit_name, ...one.roles].filter(Boolean).join('，') })),
  );
export const reviewers = () =>
  once('reviewers', async () =>
    (await call<{ reviewers: ReviewerRow[] }>('/api/v1/reviewers')).reviewers.map((one) => ({ id: one.id, name: one.name, note: one.qualified ? one.kind_name : `${one.kind_name}，未登记审核资格` })),
  );
