// The digest of a file, read in pieces; in a worker where the browser has one.
// SPDX-License-Identifier: Apache-2.0
import { Sha256 } from './sha256';

const kPiece = 4 << 20;

export async function digestOf(file: Blob, tell: (read: number) => void = () => {}): Promise<string> {
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += kPiece) {
    hash.update(new Uint8Array(await file.slice(at, at + kPiece).arrayBuffer()));
    tell(Math.min(file.size, at + kPiece));
  }
  return hash.hex();
}

export function digestApart(file: Blob, tell: (read: number) => void): Promise<string> {
  if (typeof Worker === 'undefined') return digestOf(file, tell);
  const worker = new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ read?: number; sha256?: string; failed?: string }>) => {
      if (data.read !== undefined) tell(data.read);
      if (data.sha256 !== undefined) resolve(data.sha256);
      if (data.failed !== undefined) reject(new Error(data.failed));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the digest could not be computed'));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
