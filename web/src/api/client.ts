// The one way to the server: JSON over fetch, the cookie of the session, the CSRF token on changes, an idempotency key
// on every POST. Refusals come back as ApiRefusal with the server's own sentences; nothing is reworded here.
// SPDX-License-Identifier: Apache-2.0
import type { ErrorBody, Reason } from './types';

export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string;
  readonly reasons: Reason[];
  readonly retryAfterSeconds: number;
  constructor(status: number, error: ErrorBody['error']) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.field = error.field ?? '';
    this.reasons = error.reasons ?? [];
    this.retryAfterSeconds = error.detail?.retry_after_s ?? 0;
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | undefined>;
  body?: unknown;
  version?: number; // If-Match
  signal?: AbortSignal;
  // The answer 401 means the session has ended; the call waits for a new one and is then made again. Signing in itself
  // sets this to false.
  needsSession?: boolean;
}

// Set by the session: the CSRF token of now, and what to do when the session has ended.
export const door = {
  csrfToken: '',
  askToSignIn: null as null | (() => Promise<void>),
};

const kUnreachable = '现在连不上服务器。已填写的内容还在，请检查网络后重试。';

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const idempotencyKey = options.method === 'POST' ? crypto.randomUUID() : '';
  for (;;) {
    const response = await send(path, options, idempotencyKey);
    if (response.status === 401 && options.needsSession !== false && door.askToSignIn) {
      await door.askToSignIn();
      continue;
    }
    const body = await readJson(response);
    if (response.ok) return body as T;
    const error = (body as Partial<ErrorBody> | null)?.error;
    throw new ApiRefusal(response.status, error ?? { code: 'unreadable', message: wordsFor(response.status) });
  }
}

async function send(path: string, options: Call, idempotencyKey: string): Promise<Response> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && door.csrfToken) headers['X-CSRF-Token'] = door.csrfToken;
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(path + queryText(options.query), init);
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    throw new ApiRefusal(0, { code: 'unreachable', message: kUnreachable });
  }
}

export function queryText(query: Call['query']): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value) pairs.set(name, value);
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function wordsFor(status: number): string {
  if (status === 503 || status === 507) return '服务器暂时不能办理，请稍后重试。';
  return `服务器没有给出可读的答复（${status}），请稍后重试。`;
}
