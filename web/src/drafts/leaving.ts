// Signing out erases what this browser keeps. Whoever has something that the server has not taken is told first, by name.
// SPDX-License-Identifier: Apache-2.0
import { ref, shallowRef } from 'vue';
import { useDrafts } from './store';

// Set while the question stands; the answer resolves it.
export const leaving = shallowRef<((goes: boolean) => void) | null>(null);

export const pictures = ref(0); // taken here and not registered yet

// Tries once more to send, then asks. False: the person stays.
export async function mayLeave(): Promise<boolean> {
  const drafts = useDrafts();
  await drafts.flush();
  pictures.value = await drafts.keptFiles();
  if (drafts.unsent.length > 0 || pictures.value > 0) {
    const goes = await new Promise<boolean>((resolve) => (leaving.value = resolve));
    leaving.value = null;
    if (!goes) return false;
  }
  await drafts.erase();
  return true;
}
