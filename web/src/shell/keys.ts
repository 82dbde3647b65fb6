// Keys of the workbench. A screen says which it listens to and what each does; `?` lists them. Single letters work only
// outside fields, never with a modifier, and can be switched off; a key that a screen names twice is a mistake.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted, ref, shallowReactive } from 'vue';

export interface Key {
  key: string; // as KeyboardEvent.key, lower case; 'ctrl+enter' with the modifier (Command on a Mac)
  words: string;
  run: (event: KeyboardEvent) => void;
  shown?: string; // in the list, when not the key itself
}

const kOff = 'mingjing.keys';
const sets = shallowReactive(new Set<readonly Key[]>());
export const lettersOn = ref(keptOn());

function keptOn(): boolean {
  try {
    return localStorage.getItem(kOff) !== 'off';
  } catch {
    return true;
  }
}

export function setLetters(on: boolean): void {
  lettersOn.value = on;
  try {
    localStorage.setItem(kOff, on ? 'on' : 'off');
  } catch {
    // Kept for this page only.
  }
}

// While the component is on the page, its keys are heard.
export function useKeys(keys: readonly Key[]): void {
  onMounted(() => sets.add(keys));
  onUnmounted(() => sets.delete(keys));
}

export const keySets = (): (readonly Key[])[] => [...sets];

const inField = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
// Enter and Space belong to what has the focus when that answers to them itself.
const answersItself = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('a[href], button, summary, [role=button]') !== null;

export function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const withControl = event.ctrlKey || event.metaKey;
  const name = (withControl ? 'ctrl+' : '') + event.key.toLowerCase();
  if (!withControl) {
    if (!lettersOn.value && event.key.length === 1) return;
    if (inField(event.target)) return;
    if ((event.key === 'Enter' || event.key === ' ') && answersItself(event.target)) return;
    if (document.querySelector('dialog[open], [aria-modal=true]')) return;
  }
  for (const set of [...sets].reverse()) {
    const found = set.find((one) => one.key === name);
    if (!found) continue;
    event.preventDefault();
    found.run(event);
    return;
  }
}
