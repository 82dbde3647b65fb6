// Where the vault's boxes stand: IndexedDB; where the browser has none (or refuses it), this page's memory.
// SPDX-License-Identifier: Apache-2.0
export interface Box {
  iv: Uint8Array;
  box: Uint8Array;
}
export interface Shelf {
  put(name: string, box: Box): Promise<void>;
  get(name: string): Promise<Box | undefined>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  clear(): Promise<void>;
}

export function openShelf(): Shelf {
  opened ??= typeof indexedDB === 'undefined' || !crypto.subtle ? memoryShelf() : indexedShelf();
  return opened;
}
let opened: Shelf | null = null; // one for the page

export function memoryShelf(): Shelf {
  const boxes = new Map<string, Box>();
  return {
    put: async (name, box) => void boxes.set(name, box),
    get: async (name) => boxes.get(name),
    names: async () => [...boxes.keys()],
    remove: async (name) => void boxes.delete(name),
    clear: async () => boxes.clear(),
  };
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not keep it'));
  });

function indexedShelf(): Shelf {
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('mingjing', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('boxes');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database in this browser'));
  });
  const boxes = async (mode: IDBTransactionMode) => (await opening).transaction('boxes', mode).objectStore('boxes');
  return {
    put: async (name, box) => void (await done((await boxes('readwrite')).put(box, name))),
    get: async (name) => done<Box | undefined>((await boxes('readonly')).get(name)),
    names: async () => (await done((await boxes('readonly')).getAllKeys())).map(String),
    remove: async (name) => void (await done((await boxes('readwrite')).delete(name))),
    clear: async () => void (await done((await boxes('readwrite')).clear())),
  };
}
