// Drafts of forms. Every change goes into the vault of this browser at once and to the server soon after; what the server
// has not taken yet stands in a queue that is shown, is sent when it can be, and is erased at sign-out once the person was
// told. Two windows of one person: the second to save gets both versions.
// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, reactive, watch } from 'vue';
import { ApiRefusal } from '../api/client';
import type { Values } from '../forms/schema';
import { now } from '../forms/today';
import { useSession } from '../session/store';
import { tellSaving } from '../shell/saving';
import { deleteDraft, readDraft, writeDraft, type StoredDraft } from './server';
import { openVault, type Vault } from './vault';

export type SaveState = 'saving' | 'here' | 'sent' | 'conflict';
export interface Entry {
  key: string;
  title: string;
  value: Values;
  base?: number;
  version?: number; // of the server's copy this one rests on
  state: SaveState;
  at: string; // when it was last kept, here or there
  words: string; // why it is not on the server, in a sentence
  theirs?: StoredDraft;
}

const kLocalMs = 250;
const kServerMs = 1200;
const kRetryMs = 15_000;

export const useDrafts = defineStore('drafts', () => {
  const session = useSession();
  const entries = reactive(new Map<string, Entry>());
  const timers = new Map<string, { here?: ReturnType<typeof setTimeout>; there?: ReturnType<typeof setTimeout> }>();
  const running = new Map<string, Promise<void>>();
  let vault: Promise<Vault> | null = null;
  let owner = '';

  const unsent = computed(() => [...entries.values()].filter((entry) => entry.state !== 'sent'));

  function mine(): Promise<Vault> {
    const user = session.user?.id ?? '';
    if (!vault || owner !== user) {
      owner = user;
      vault = openVault(user);
    }
    return vault;
  }
  async function keepHere(entry: Entry): Promise<void> {
    const { key, title, value, base, version, at } = entry;
    await (await mine()).put(`draft ${key}`, new TextEncoder().encode(JSON.stringify({ key, title, value, base, version, at })));
  }
  async function fromHere(key: string): Promise<Entry | null> {
    const bytes = await (await mine()).get(`draft ${key}`);
    return bytes ? { words: '', ...(JSON.parse(new TextDecoder().decode(bytes)) as Omit<Entry, 'state' | 'words'>), state: 'here' } : null;
  }

  // The draft to go on with: what this browser holds and the server has not taken, else the server's.
  async function open(key: string): Promise<Entry | null> {
    const here = entries.get(key) ?? (await fromHere(key));
    const there = await readDraft(key).catch((thrown: unknown) => {
      if (thrown instanceof ApiRefusal) return null; // not reachable: what is here serves
      throw thrown;
    });
    if (here && here.state !== 'sent') {
      entries.set(key, here);
      if (there && there.version !== here.version) Object.assign(entries.get(key)!, { state: 'conflict', theirs: there });
      else later(key);
      return entries.get(key)!;
    }
    if (!there) return null;
    entries.set(key, { key, title: here?.title ?? '', value: there.value, base: there.base, version: there.version, state: 'sent', at: there.saved_at, words: '' });
    return entries.get(key)!;
  }

  function keep(key: string, title: string, value: Values, base?: number): void {
    const before = entries.get(key);
    const entry: Entry = {
      key, title, value: JSON.parse(JSON.stringify(value)) as Values, base, version: before?.version, at: now().toISOString(), words: before?.words ?? '',
      state: before?.state === 'conflict' ? 'conflict' : 'saving', theirs: before?.theirs,
    };
    entries.set(key, entry);
    const timer = timers.get(key) ?? {};
    clearTimeout(timer.here);
    timer.here = setTimeout(() => void keepHere(entries.get(key) ?? entry), kLocalMs);
    timers.set(key, timer);
    later(key);
  }
  function later(key: string, ms = kServerMs): void {
    const timer = timers.get(key) ?? {};
    clearTimeout(timer.there);
    timer.there = setTimeout(() => void send(key), ms);
    timers.set(key, timer);
  }

  // One at a time for a draft, so that versions follow each other.
  function send(key: string): Promise<void> {
    clearTimeout(timers.get(key)?.there);
    const sending = (running.get(key) ?? Promise.resolve()).then(() => sendNow(key));
    running.set(key, sending);
    return sending;
  }
  async function sendNow(key: string): Promise<void> {
    const entry = entries.get(key);
    if (!entry || entry.state === 'sent' || entry.state === 'conflict') return;
    const text = JSON.stringify(entry.value);
    try {
      const stored = await writeDraft(key, entry.value, entry.base, entry.version);
      const present = entries.get(key);
      if (!present) return;
      present.version = stored.version;
      if (JSON.stringify(present.value) !== text) return later(key);
      Object.assign(present, { state: 'sent', at: stored.saved_at, words: '' });
      await (await mine()).remove(`draft ${key}`);
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      await refusedBy(thrown, key);
    }
  }
  async function refusedBy(refusal: ApiRefusal, key: string): Promise<void> {
    const entry = entries.get(key);
    if (!entry) return;
    const theirs = refusal.status === 409 ? await readDraft(key).catch(() => null) : null;
    if (refusal.status === 409 && !theirs) entry.version = undefined; // dropped elsewhere: this one is the only one left
    Object.assign(entry, theirs ? { state: 'conflict', theirs } : { state: 'here', words: refusal.message });
    await keepHere(entry);
    if (!theirs) later(key, refusal.status === 409 ? 0 : kRetryMs);
  }

  // After a choice between the two versions: this value is the one, and it rests on theirs.
  function settle(key: string, value: Values): void {
    const entry = entries.get(key);
    if (!entry) return;
    Object.assign(entry, { value, version: entry.theirs?.version, theirs: undefined, state: 'saving' });
    later(key, 0);
  }

  async function drop(key: string): Promise<void> {
    clearTimeout(timers.get(key)?.here);
    clearTimeout(timers.get(key)?.there);
    await running.get(key);
    entries.delete(key);
    await (await mine()).remove(`draft ${key}`);
    await deleteDraft(key).catch(() => {}); // it goes by itself after ninety days
  }

  // What an earlier page load of this tab left unsent comes back into the queue.
  async function recover(): Promise<void> {
    for (const name of await (await mine()).names()) {
      const key = name.startsWith('draft ') ? name.slice(6) : '';
      if (!key || entries.has(key)) continue;
      const entry = await fromHere(key);
      if (entry) entries.set(key, entry);
      if (entry) later(key, 0);
    }
  }
  const flush = async (): Promise<void> => void (await Promise.all(unsent.value.map((entry) => send(entry.key))));

  // Pictures and recordings that wait in the same vault (evidence/kept.ts).
  const keptFiles = async () => (await (await mine()).names()).filter((name) => name.startsWith('file ')).length;

  async function erase(): Promise<void> {
    for (const timer of timers.values()) {
      clearTimeout(timer.here);
      clearTimeout(timer.there);
    }
    timers.clear();
    entries.clear();
    await (await mine()).erase();
    vault = null;
  }
  // The top bar says the worst of it.
  watch(() => (entries.size === 0 ? null : unsent.value.some((entry) => entry.state === 'here') ? 'offline' : unsent.value.length > 0 ? 'saving' : 'saved'), (state) => tellSaving('drafts', state), { flush: 'sync' });
  if (typeof window !== 'undefined') window.addEventListener('online', () => void flush());

  return { entries, unsent, open, keep, send, settle, drop, recover, flush, keptFiles, erase };
});
