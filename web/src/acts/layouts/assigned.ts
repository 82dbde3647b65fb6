// Who handles a case, as the form of assignment holds it: one leads, the others assist.
// SPDX-License-Identifier: Apache-2.0
export interface Assigned {
  officer_id: string;
  role: 'lead' | 'assist';
}

export const leadOf = (rows: readonly Assigned[]): string => rows.find((row) => row.role === 'lead')?.officer_id ?? '';

// Somebody always leads: whoever led, if still among them, else the first.
export function assigned(ids: readonly string[], lead: string): Assigned[] {
  const leader = ids.includes(lead) ? lead : ids[0];
  return ids.map((id) => ({ officer_id: id, role: id === leader ? 'lead' : 'assist' }));
}
