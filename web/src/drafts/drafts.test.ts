// SPDX-License-Identifier: Apache-2.0
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refused, serve, type Answer, type Asked } from '../testing';
import { leaving, mayLeave } from './leaving';
import { memoryShelf } from './shelf';
import { useDrafts } from './store';
import { openVault } from './vault';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (box: Uint8Array | null) => (box ? new TextDecoder().decode(box) : null);

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));

describe('the vault', () => {
  it('gives back what was put in, and what stands on the shelf cannot be read', async () => {
    const shelf = memoryShelf();
    const vault = await openVault('u1', shelf);
    await vault.put('draft a', bytes('身份证号 110105'));
    expect(text(await vault.get('draft a'))).toBe('身份证号 110105');
    expect(new TextDecoder().decode((await shelf.get('draft a'))!.box)).not.toContain('110105');
    expect(text(await (await openVault('u1', shelf)).get('draft a'))).toBe('身份证号 110105'); // a reload of the tab
  });
  it('holds nothing for the next person, nor for a tab without the key', async () => {
    const shelf = memoryShelf();
    await (await openVault('u1', shelf)).put('draft a', bytes('秘密'));
    expect(await (await openVault('u2', shelf)).names()).toEqual([]);
    await (await openVault('u2', shelf)).put('draft b', bytes('秘密'));
    sessionStorage.clear();
    expect(await (await openVault('u2', shelf)).get('draft b')).toBeNull();
  });
  it('refuses a box that was moved to another name, and drops it', async () => {
    const shelf = memoryShelf();
    const vault = await openVault('u1', shelf);
    await vault.put('draft a', bytes('一'));
    await shelf.put('draft b', (await shelf.get('draft a'))!);
    expect(await vault.get('draft b')).toBeNull();
    expect(await vault.names()).toEqual(['draft a']);
  });
});

describe('drafts', () => {
  let stored: { value: Record<string, unknown>; version: number } | null = null;
  let isDown = false;
  const answer = (asked: Asked): Answer => {
    if (isDown) throw new TypeError('offline');
    if (!asked.path.startsWith('/api/v1/drafts/')) return refused(404, '没有');
    if (asked.method === 'DELETE') stored = null;
    if (asked.method === 'PUT') {
      if (asked.headers.get('If-Match') !== `"${stored?.version ?? 0}"`) return refused(409, '草稿在别处改过。');
      stored = { value: (asked.body as { value: Record<string, unknown> }).value, version: (stored?.version ?? 0) + 1 };
    }
    return stored ? { status: 200, body: { key: 'k', ...stored, saved_at: '2026-11-20T06:32:00Z' } } : refused(404, '没有这份草稿。');
  };
  const fresh = () => {
    setActivePinia(createPinia());
    return useDrafts();
  };
  beforeEach(() => {
    stored = null;
    isDown = false;
  });

  it('wait in a queue while the server is away, survive a reload, and go when it is back', async () => {
    serve(answer);
    isDown = true;
    const drafts = fresh();
    drafts.keep('act:1:decide', '作出决定', { opinion: '同意' }, 7);
    await drafts.flush();
    expect(drafts.unsent.map((entry) => [entry.title, entry.state])).toEqual([['作出决定', 'here']]);
    expect(drafts.unsent[0]!.words).toContain('连不上服务器');
    const again = fresh();
    await again.recover();
    expect(again.unsent).toHaveLength(1);
    isDown = false;
    await again.flush();
    expect(stored).toMatchObject({ value: { opinion: '同意' }, version: 1 });
    expect(again.unsent).toHaveLength(0);
  });

  it('of two windows give the second both versions, and go on from the choice', async () => {
    serve(answer);
    const one = fresh();
    one.keep('k', '表', { a: '甲' });
    await one.flush();
    stored = { value: { a: '乙' }, version: 2 }; // the other window
    one.keep('k', '表', { a: '丙' });
    await one.flush();
    expect(one.entries.get('k')).toMatchObject({ state: 'conflict', value: { a: '丙' }, theirs: { value: { a: '乙' } } });
    expect(stored.value).toEqual({ a: '乙' });
    one.settle('k', { a: '乙和丙' });
    await one.flush();
    expect(stored).toMatchObject({ value: { a: '乙和丙' }, version: 3 });
  });

  it('that were dropped elsewhere are kept again', async () => {
    serve(answer);
    const one = fresh();
    one.keep('k', '表', { a: '甲' });
    await one.flush();
    stored = null;
    one.keep('k', '表', { a: '乙' });
    await one.flush();
    await one.flush();
    expect(stored).toMatchObject({ value: { a: '乙' } });
  });

  it('are erased at sign-out only after the person was told', async () => {
    serve(answer);
    isDown = true;
    const drafts = fresh();
    drafts.keep('k', '表', { a: '甲' });
    const stays = mayLeave();
    await vi.waitFor(() => expect(leaving.value).not.toBeNull());
    leaving.value!(false);
    expect(await stays).toBe(false);
    expect(drafts.unsent).toHaveLength(1);
    const goes = mayLeave();
    await vi.waitFor(() => expect(leaving.value).not.toBeNull());
    leaving.value!(true);
    expect(await goes).toBe(true);
    const again = fresh();
    await again.recover();
    expect(again.unsent).toHaveLength(0);
  });
});
