// The digest of evidence and its words. Uploads are walked in a real browser (tests/web).
// SPDX-License-Identifier: Apache-2.0
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { memoryShelf } from '../drafts/shelf';
import { openVault } from '../drafts/vault';
import FileDigests from '../parts/FileDigests.vue';
import { digestOf } from './digest';
import { dropKept, keepFile, keptFiles } from './kept';
import { mediaOf } from './media';
import { Sha256 } from './sha256';
import { sizeWords } from './sizes';

const hex = async (bytes: Uint8Array) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const filled = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 131 + (index >> 8)) & 255);

describe('the digest over a stream', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 128, 1000, 100_003]) {
    it(`of ${length} bytes is WebCrypto's, however it is cut`, async () => {
      const bytes = filled(length);
      const hash = new Sha256();
      for (let at = 0, step = 1; at < length; at += step, step = (step * 7) % 97 || 1) hash.update(bytes.subarray(at, Math.min(length, at + step)));
      expect(hash.hex()).toBe(await hex(bytes));
    });
  }
  it('of a file tells how far it is', async () => {
    const bytes = filled((4 << 20) + 5);
    const told: number[] = [];
    expect(await digestOf(new Blob([bytes]), (read) => told.push(read))).toBe(await hex(bytes));
    expect(told).toEqual([4 << 20, (4 << 20) + 5]);
  });
});

describe('words of files', () => {
  for (const [bytes, words] of [[0, '0 字节'], [1023, '1023 字节'], [1536, '1.5 KB'], [52 << 20, '52 MB'], [3 * 2 ** 30, '3.0 GB']] as const) it(words, () => expect(sizeWords(bytes)).toBe(words));
  for (const [type, media] of [['image/jpeg', 'image'], ['audio/mpeg', 'audio'], ['video/mp4', 'video'], ['application/pdf', 'pages'], ['text/html', 'other'], [undefined, 'other']] as const) {
    it(`${type} is ${media}`, () => expect(mediaOf(type)).toBe(media));
  }
});

describe('pictures taken here', () => {
  const picture = new File(['\xff\xd8 picture'], '照片 2026-11-20.jpg', { type: 'image/jpeg', lastModified: 1_700_000_000_000 });
  it('come back for their case after a reload, and go when they are registered', async () => {
    sessionStorage.clear();
    const shelf = memoryShelf();
    const vault = await openVault('u1', shelf);
    await keepFile(vault, 'a', 'case-1', picture);
    await keepFile(vault, 'b', 'case-2', picture);
    const [kept, ...more] = await keptFiles(await openVault('u1', shelf), 'case-1');
    expect(more).toEqual([]);
    expect([kept!.id, kept!.file.name, kept!.file.type, kept!.file.lastModified]).toEqual(['a', picture.name, 'image/jpeg', picture.lastModified]);
    expect(await digestOf(kept!.file)).toBe(await digestOf(picture));
    await dropKept(vault, 'a');
    expect(await keptFiles(vault, 'case-1')).toEqual([]);
    expect(await vault.names()).toEqual(['bytes b', 'file b']);
  });
  it('are not kept longer than a day', async () => {
    const vault = await openVault('u1', memoryShelf());
    await keepFile(vault, 'a', 'case-1', picture);
    vi.useFakeTimers({ now: Date.now() + 86_400_001, toFake: ['Date'] });
    expect(await keptFiles(vault, 'case-1')).toEqual([]);
    expect(await vault.names()).toEqual([]);
    vi.useRealTimers();
  });
});

describe('the digests of a file', () => {
  for (const [file, words] of [[{ sha256: 'aa' }, 'SHA-256aa'], [{ sha256: 'aa', sm3: 'bb' }, 'SHA-256aaSM3bb'], [{}, '']] as const) {
    it(`are told by their names: ${words}`, () => expect(mount(FileDigests, { props: { file } }).text()).toBe(words));
  }
});
