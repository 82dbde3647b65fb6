// History of parties in this agency: for a case, or at intake by name, credit code or citizen number.
// SPDX-License-Identifier: Apache-2.0
import { ApiRefusal, call, type Call } from '../api/client';

export interface PartyHistory {
  name: string;
  kind?: string;
  cases: { id: string; number: string; stage_name: string; cause?: string; item?: string; decided_on?: string; penalty?: string }[];
}

// null where it cannot be asked: nothing is then said about history, rather than that there is none.
async function ask(path: string, options: Call = {}): Promise<PartyHistory[] | null> {
  try {
    return (await call<{ parties: PartyHistory[] }>(path, options)).parties;
  } catch (thrown) {
    if (thrown instanceof ApiRefusal && thrown.status !== 0) return null;
    throw thrown;
  }
}

export const relatedTo = (id: string) => ask(`/api/v1/cases/${encodeURIComponent(id)}/related`);
// A citizen number never stands in an address.
export const historyOf = (question: { name?: string; credit_code?: string; id_number?: string }) => ask('/api/v1/parties/search', { method: 'POST', body: question });
