// A form: its schema, what is filled in, where a value came from, what the server says, and its draft. Nothing typed is
// lost: not by a refusal, a lost connection, an ended session, a reload, or somebody else who changed the case meanwhile.
// SPDX-License-Identifier: Apache-2.0
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue';
import { ApiRefusal } from '../api/client';
import { useDrafts, type SaveState } from '../drafts/store';
import { errorsOf, kNone, type FormErrors } from './errors';
import { filledIn, isRequired, loadSchema, setAt, valueAt, type FormSchema, type Values } from './schema';

export interface Source {
  value: unknown;
  words: string; // 取自案件当事人
}
export type Prefill = Record<string, Source>;

export interface FormOptions {
  prefill?: (schema: FormSchema) => Prefill;
  title?: () => string; // how the queue of unsent drafts names it
  base?: () => number | undefined; // version of the case it was filled in against
}

export type Form = ReturnType<typeof useForm>;

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value ?? null)) as T;
const same = (a: unknown, b: unknown) => JSON.stringify(filledIn(a) ?? null) === JSON.stringify(filledIn(b) ?? null);

export function useForm(schemaOrAddress: string | FormSchema, key: string, options: FormOptions = {}) {
  const drafts = useDrafts();
  const schema = shallowRef<FormSchema | null>(null);
  const values = reactive<Values>({});
  const filled = reactive<Record<string, string>>({});
  const errors = ref<FormErrors>(kNone);
  const refusal = shallowRef<ApiRefusal | null>(null);
  const stale = shallowRef<ApiRefusal | null>(null);
  const isBusy = ref(false);
  const resumedAt = ref(''); // when the draft this page went on with was saved
  let prefill: Prefill = {};
  let attempt = { text: '', key: '' };

  const entry = computed(() => drafts.entries.get(key));
  const saveState = computed<SaveState | 'untouched'>(() => entry.value?.state ?? 'untouched');
  const savedAt = computed(() => entry.value?.at ?? '');
  const title = computed(() => schema.value?.title ?? '');

  function begin(taken: FormSchema): void {
    for (const name of Object.keys(values)) delete values[name];
    prefill = options.prefill?.(taken) ?? {};
    for (const [name, part] of Object.entries(taken.properties ?? {})) {
      if (part.type === 'boolean' && isRequired(taken, name)) values[name] = false;
    }
    for (const [path, source] of Object.entries(prefill)) {
      setAt(values, path, clone(source.value));
      filled[path] = source.words;
    }
  }
  function take(value: Values): void {
    for (const name of Object.keys(values)) delete values[name];
    Object.assign(values, clone(value));
    for (const path of Object.keys(filled)) delete filled[path];
    for (const [path, source] of Object.entries(prefill)) if (same(valueAt(values, path), source.value)) filled[path] = source.words;
  }

  async function load(): Promise<void> {
    try {
      const [taken, draft] = await Promise.all([typeof schemaOrAddress === 'string' ? loadSchema(schemaOrAddress) : schemaOrAddress, drafts.open(key)]);
      begin(taken);
      if (draft) {
        take(draft.value);
        resumedAt.value = draft.at;
      }
      schema.value = taken;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      refusal.value = thrown;
    }
  }

  const get = (path: string): unknown => valueAt(values, path);
  // A change by the person: no longer prefilled, its error has been answered.
  function set(path: string, value: unknown): void {
    setAt(values, path, value);
    delete filled[path];
    drafts.keep(key, options.title?.() ?? title.value, values, options.base?.());
    if (errorAt(path)) errors.value = { ...errors.value, fields: errors.value.fields.filter((error) => error.path !== path) };
  }
  const errorAt = (path: string) => errors.value.fields.find((error) => error.path === path);

  // Sends what is filled in. The same content tried again carries the same key, so an answer that was lost on the way does
  // not become a second act. True when the server took it; the draft is then gone.
  async function submit(send: (body: Values, idempotencyKey: string) => Promise<unknown>): Promise<boolean> {
    if (isBusy.value || !schema.value) return false;
    const body = (filledIn(values) ?? {}) as Values;
    const text = JSON.stringify([body, options.base?.()]);
    if (attempt.text !== text) attempt = { text, key: crypto.randomUUID() };
    isBusy.value = true;
    refusal.value = null;
    stale.value = null;
    errors.value = kNone;
    try {
      await send(body, attempt.key);
      await drafts.drop(key);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      if (thrown.status === 409) stale.value = thrown;
      else if (thrown.status === 422) errors.value = errorsOf(thrown, schema.value);
      if (thrown.status !== 409) refusal.value = thrown;
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  // Begins anew: the draft is thrown away, what the case knows is filled in again.
  async function startOver(): Promise<void> {
    if (!schema.value) return;
    await drafts.drop(key);
    resumedAt.value = '';
    errors.value = kNone;
    refusal.value = null;
    begin(schema.value);
  }
  function settle(value: Values): void {
    take(value);
    drafts.settle(key, clone(value));
  }

  onScopeDispose(() => void drafts.send(key)); // whoever leaves the page need not wait
  void load();
  return reactive({
    key, schema, values, filled, errors, refusal, stale, isBusy, resumedAt, entry, saveState, savedAt, title,
    get, set, errorAt, submit, startOver, settle,
  });
}
