// One file over tus, with the cookie of the session and its CSRF token.
// SPDX-License-Identifier: Apache-2.0
import { Upload as TusUpload, type DetailedError } from 'tus-js-client';
import { door } from '../api/client';

export interface Sending {
  stop(andForget: boolean): Promise<void>;
}
export interface Told {
  placed(url: string): void;
  progress(sent: number): void;
  done(uploadId: string, received: string): void;
  refused(words: string): void;
  broken(words: string): void;
  ended(): void; // the session has
}
export interface Wanted {
  name: string;
  sha256: string;
  url: string | undefined;
}

const kChunk = 8 << 20;
const kWaits = [500, 2000, 5000, 10_000];

export function sendFile(file: File, wanted: Wanted, told: Told): Sending {
  let received = '';
  const upload = new TusUpload(file, {
    endpoint: '/api/v1/uploads', chunkSize: kChunk, retryDelays: kWaits, storeFingerprintForResuming: false, ...(wanted.url ? { uploadUrl: wanted.url } : {}),
    metadata: { filename: wanted.name, sha256: wanted.sha256 },
    onBeforeRequest: (request) => {
      request.setHeader('X-CSRF-Token', door.csrfToken);
      if (request.getMethod() === 'POST') request.setHeader('Idempotency-Key', crypto.randomUUID());
    },
    onAfterResponse: (_request, response) => {
      received = response.getHeader('Upload-Sha256') ?? received;
    },
    // Refusals will be refused again; only a lost connection, a busy server or a locked upload is worth another try.
    onShouldRetry: (error) => [0, 423, 429, 503].includes(error.originalResponse?.getStatus() ?? 0),
    onUploadUrlAvailable: () => upload.url && told.placed(upload.url),
    onProgress: (sent) => told.progress(sent),
    onSuccess: () => told.done(upload.url?.split('/').at(-1) ?? '', received),
    onError: (error) => fail(error as DetailedError, told),
  });
  upload.start();
  return { stop: (andForget) => upload.abort(andForget).catch(() => {}) };
}

function fail(error: DetailedError, told: Told): void {
  const status = error.originalResponse?.getStatus() ?? 0;
  if (status === 401) return told.ended();
  if (status === 0) return told.broken('连不上服务器，连上后接着传');
  let words = '';
  try {
    words = (JSON.parse(error.originalResponse?.getBody() ?? '') as { error?: { message?: string } }).error?.message ?? '';
  } catch {
    // no words came with it
  }
  told.refused(words || `服务器没有收下这个文件（${status}），请重新上传。`);
}
