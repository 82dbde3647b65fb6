// A file that arrived and is not registered yet: after a reload it is found where it lies, and the browser asks before it goes.
// SPDX-License-Identifier: Apache-2.0
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryShelf } from '../drafts/shelf';
import type { Told, Wanted } from './sending';
import { useUploads } from './uploads';

const sent: { wanted: Wanted; told: Told }[] = [];
vi.mock('./sending', () => ({
  sendFile: (_file: File, wanted: Wanted, told: Told) => {
    sent.push({ wanted, told });
    return { stop: async () => {} };
  },
}));
vi.mock('./digest', () => ({ digestApart: async () => 'aa' }));
const shelf = memoryShelf();
vi.mock('../drafts/vault', async (original) => {
  const real = await original<typeof import('../drafts/vault')>();
  return { ...real, openVault: (user: string) => real.openVault(user, shelf) };
});

const film = new File(['film'], '检查.mp4', { type: 'video/mp4' });
// The page as it is after a reload; the film is chosen again.
async function chosen() {
  setActivePinia(createPinia());
  const uploads = useUploads();
  const before = sent.length;
  uploads.add('c1', [film]);
  await vi.waitFor(() => expect(sent.length).toBe(before + 1));
  return { uploads, ...sent.at(-1)! };
}
const asks = () => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

describe('an upload', () => {
  beforeEach(() => sessionStorage.clear());
  it('that arrived is not sent again after a reload, until it is registered', async () => {
    const first = await chosen();
    expect(first.wanted.url).toBe(undefined);
    expect(asks()).toBe(true);
    first.told.placed('/api/v1/uploads/u1');
    first.told.done('u1', 'aa');
    expect(first.uploads.uploads[0]!.state).toBe('staged');
    await vi.waitFor(async () => expect((await chosen()).wanted.url).toBe('/api/v1/uploads/u1'));
    const again = await chosen();
    again.told.done('u1', 'aa');
    again.uploads.registered(again.uploads.uploads[0]!.id);
    await vi.waitFor(async () => expect((await chosen()).wanted.url).toBe(undefined));
  });
  it('that came out otherwise is not gone on with', async () => {
    const first = await chosen();
    first.told.placed('/api/v1/uploads/u2');
    first.told.done('u2', 'bb');
    expect(first.uploads.uploads[0]!.state).toBe('refused');
    await vi.waitFor(async () => expect((await chosen()).wanted.url).toBe(undefined));
  });
});
