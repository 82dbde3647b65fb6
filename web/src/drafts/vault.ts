// What is not yet sent, kept in this browser: encrypted (AES-GCM) under a key that lives in this tab's session storage only,
// bound to the person signed in. A closed tab, a sign-out or another person at the seat leaves nothing that can be read.
// SPDX-License-Identifier: Apache-2.0
import { openShelf, type Shelf } from './shelf';

const kKey = 'mingjing.vault';

export interface Vault {
  put(name: string, content: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array | null>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  erase(): Promise<void>;
}

interface Kept {
  user: string;
  key: string;
}

function keptKey(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(kKey) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

async function keyOf(user: string, shelf: Shelf): Promise<CryptoKey> {
  let kept = keptKey();
  if (kept?.user !== user) {
    await shelf.clear(); // of somebody else, or of a tab that is gone: nobody can read it any more
    kept = { user, key: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))) };
    sessionStorage.setItem(kKey, JSON.stringify(kept));
  }
  const raw = Uint8Array.from(atob(kept.key), (char) => char.charCodeAt(0));
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

// Without encryption nothing is kept but in this page's memory.
export async function openVault(user: string, shelf: Shelf = openShelf()): Promise<Vault> {
  if (!crypto.subtle) return plainVault(shelf);
  const key = await keyOf(user, shelf);
  const named = (name: string) => new TextEncoder().encode(`${user} ${name}`); // a box answers to its own name alone
  return {
    async put(name, content) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: named(name) }, key, content as BufferSource);
      await shelf.put(name, { iv, box: new Uint8Array(box) });
    },
    async get(name) {
      const found = await shelf.get(name);
      if (!found) return null;
      try {
        const iv = found.iv as BufferSource;
        return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: named(name) }, key, found.box as BufferSource));
      } catch {
        await shelf.remove(name);
        return null;
      }
    },
    names: () => shelf.names(),
    remove: (name) => shelf.remove(name),
    async erase() {
      await shelf.clear();
      sessionStorage.removeItem(kKey);
    },
  };
}

function plainVault(shelf: Shelf): Vault {
  const iv = new Uint8Array();
  return {
    put: (name, box) => shelf.put(name, { iv, box }),
    get: async (name) => (await shelf.get(name))?.box ?? null,
    names: () => shelf.names(),
    remove: (name) => shelf.remove(name),
    erase: () => shelf.clear(),
  };
}
