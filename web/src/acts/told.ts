// What an act just done has to say on the case page it leads back to: said once.
// SPDX-License-Identifier: Apache-2.0
import { shallowRef } from 'vue';
import type { Reason } from '../api/types';

interface Told {
  id: string;
  words: string;
  notes: Reason[];
}
const told = shallowRef<Told | null>(null);

export function tellCase(id: string, words: string, notes: Reason[]): void {
  told.value = { id, words, notes };
}
export function takeTold(id: string): Told | null {
  const taken = told.value?.id === id ? told.value : null;
  told.value = null;
  return taken;
}
