// One act on a case, with the version that was seen. A stale version is refused by the server (409) and shown as such.
// SPDX-License-Identifier: Apache-2.0
import { call, type Call } from './client';
import type { ActAnswer } from './types';

export function perform(caseId: string, act: string, version: number, body: object, idempotencyKey?: string): Promise<ActAnswer> {
  const options: Call = { method: 'POST', version, body };
  if (idempotencyKey) options.idempotencyKey = idempotencyKey;
  return call<ActAnswer>(`/api/v1/cases/${caseId}/acts/${act}`, options);
}
