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
  readonly detail: NonNullable<ErrorBody['error']['detail']>;
  constructor(status: number, error: ErrorBody['error']) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.field = error.field ?? '';
    this.reasons = error.reasons ?? [];
    this.detail = error.detail ?? {};
    this.retryAfterSeconds = this.detail.retry_after_s ?? 0;
  }
}

// What a call was refused with; anything else is a fault of the program and goes on.
export function refusalOf(thrown: unknown): ApiRefusal {
  if (thrown instanceof ApiRefusal) return thrown;
  throw thrown;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | undefined>;
  body?: unknown;
  version?: number; // If-Match
  isTable?: boolean; // the body is a CSV text
  // Of a POST whose answer may be lost and that is then made again: the same key is the same command. Made anew if left out.
  idempotencyKey?: string;
  signal?: AbortSignal;
  // The answer 401 means the session has ended; the call waits for a new one and is then made again. Signing in itself
  // sets this to false.
  needsSession?: boolean;
}

// Set by the session: the CSRF token of now, and what to do when the session has ended; set here: the server's clock.
export const door = {
  csrfToken: '',
  actingFor: '', // 代办: the user for whom everything is done now
  askToSignIn: null as null | (() => Promise<void>),
  serverAhead: null as null | number, // milliseconds that the server's clock is ahead of this computer's
};

const kUnreachable = '现在连不上服务器。已填写的内容还在，请检查网络后重试。';

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await answerTo(path, options);
  return (await readJson(response)) as T;
}

// A file, with the name the server gives it.
export async function fetchFile(path: string, query: Call['query'] = {}): Promise<{ blob: Blob; name: string; headers: Headers }> {
  const response = await answerTo(path, { query });
  const said = response.headers.get('Content-Disposition') ?? '';
  const name = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1];
  return { blob: await response.blob(), name: name ? decodeURIComponent(name) : (/filename="([^"]+)"/.exec(said)?.[1] ?? '文件'), headers: response.headers };
}

async function answerTo(path: string, options: Call): Promise<Response> {
  const idempotencyKey = options.method === 'POST' ? (options.idempotencyKey ?? crypto.randomUUID()) : '';
  for (;;) {
    const response = await send(path, options, idempotencyKey);
    if (response.status === 401 && options.needsSession !== false && door.askToSignIn) {
      await door.askToSignIn();
      continue;
    }
    if (response.ok) return response;
    const error = ((await readJson(response)) as Partial<ErrorBody> | null)?.error;
    throw new ApiRefusal(response.status, error ?? { code: 'unreadable', message: wordsFor(response.status) });
  }
}

// A table as text/csv, for the imports.
export const sendTable = <T>(path: string, table: string): Promise<T> => call<T>(path, { method: 'POST', body: table, isTable: true });

async function send(path: string, options: Call, idempotencyKey: string): Promise<Response> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = options.isTable ? 'text/csv; charset=utf-8' : 'application/json';
  if (door.actingFor) headers['X-Acting-For'] = door.actingFor;
  if (method !== 'GET' && door.csrfToken) headers['X-CSRF-Token'] = door.csrfToken;
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (options.body !== undefined) init.body = options.isTable ? String(options.body) : JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    const response = await fetch(path + queryText(options.query), init);
    const said = Date.parse(response.headers.get('Date') ?? '');
    if (!Number.isNaN(said)) door.serverAhead = said - Date.now();
    return response;
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
