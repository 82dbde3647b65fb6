// The drafts on the server (CONTRACTS 7): private to the person, encrypted at rest, gone after ninety days.
// SPDX-License-Identifier: Apache-2.0
import { ApiRefusal, call } from '../api/client';
import type { Values } from '../forms/schema';

export interface StoredDraft {
  key: string;
  value: Values;
  base?: number;
  version: number;
  saved_at: string;
}

const at = (key: string) => `/api/v1/drafts/${encodeURIComponent(key)}`;

export async function readDraft(key: string): Promise<StoredDraft | null> {
  try {
    return await call<StoredDraft>(at(key));
  } catch (thrown) {
    if (thrown instanceof ApiRefusal && thrown.status === 404) return null;
    throw thrown;
  }
}

// Rests on the version named; on none, where there was none yet: two windows that both begin do not overwrite each other.
export function writeDraft(key: string, value: Values, base: number | undefined, version: number | undefined): Promise<StoredDraft> {
  const body = base === undefined ? { value } : { value, base };
  return call<StoredDraft>(at(key), { method: 'PUT', body, version: version ?? 0 });
}

export async function deleteDraft(key: string): Promise<void> {
  try {
    await call(at(key), { method: 'DELETE' });
  } catch (thrown) {
    if (!(thrown instanceof ApiRefusal) || thrown.status !== 404) throw thrown;
  }
}
