// The form of an act on the page of a desk: sent with the version of the case it was filled in against, which moves on only
// when the person has seen what changed meanwhile.
// SPDX-License-Identifier: Apache-2.0
import { shallowRef, watch } from 'vue';
import { perform } from '../api/perform';
import type { CaseAct, CasePageBody } from '../api/types';
import type { FormSchema } from '../forms/schema';
import { useForm, type Prefill } from '../forms/useForm';

export interface DeskForm {
  page: () => CasePageBody;
  act: CaseAct;
  prefill?: (schema: FormSchema) => Prefill;
  reload: () => void; // asks for the case anew
}

export function useDeskForm({ page, act, prefill, reload }: DeskForm) {
  const seen = shallowRef(page());
  const form = useForm(act.form, `act:${page().id}:${act.act}`, {
    title: () => `${page().case_no || page().cause} ${act.name}`,
    base: () => seen.value.version,
    ...(prefill ? { prefill } : {}),
  });
  watch(() => form.stale, (stale) => stale && reload());
  const send = (): Promise<boolean> => form.submit((body, key) => perform(page().id, act.act, seen.value.version, body, key));
  function goOn(): void {
    seen.value = page();
    form.stale = null;
  }
  return { form, seen, send, goOn };
}
