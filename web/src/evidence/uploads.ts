// Files on their way to the server, by tus: several at once, each can be paused, goes on where it stopped, also after the
// connection or the session was lost or the page was loaded anew and the same file is chosen again. The digest is computed
// here before a byte leaves and compared with what the server received. An upload is not evidence yet; an act makes it so.
// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, reactive } from 'vue';
import { door } from '../api/client';
import { useSession } from '../session/store';
import { openVault } from '../drafts/vault';
import { dropKept, keepFile, keptFiles } from './kept';
import { digestApart } from './digest';
import { sendFile, type Sending } from './sending';

export type UploadState = 'digesting' | 'waiting' | 'sending' | 'paused' | 'broken' | 'refused' | 'staged' | 'registered';
export interface Upload {
  id: string;
  caseId: string;
  name: string;
  size: number;
  type: string;
  takenAt: string; // when the file was made, as far as the device knows
  preview: string; // blob address of a picture
  state: UploadState;
  done: number; // bytes digested or sent
  sha256: string;
  uploadId: string;
  words: string;
}

const kAtOnce = 2;

export const useUploads = defineStore('uploads', () => {
  const session = useSession();
  const uploads = reactive<Upload[]>([]);
  const files = new Map<string, File>();
  const sendings = new Map<string, Sending>();
  const pending = computed(() => uploads.filter((one) => one.state !== 'registered'));
  const ofCase = (caseId: string) => uploads.filter((one) => one.caseId === caseId);
  const find = (id: string) => uploads.find((one) => one.id === id);

  // Where an upload of the same content was staged before, by digest: kept encrypted until it is registered, so that after a
  // reload it goes on, or is found to be there already.
  const places = () => openVault(session.user?.id ?? '');
  const placeOf = async (sha256: string) => {
    const bytes = await (await places()).get(`upload ${sha256}`);
    return bytes ? new TextDecoder().decode(bytes) : undefined;
  };

  const forgetPlace = async (upload: Upload) => (await places()).remove(`upload ${upload.sha256}`);

  function add(caseId: string, chosen: Iterable<File>, id: string = crypto.randomUUID()): void {
    for (const file of chosen) {
      files.set(id, file);
      uploads.push({
        id, caseId, name: file.name, size: file.size, type: file.type, takenAt: new Date(file.lastModified).toISOString(),
        preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : '', state: 'digesting', done: 0, sha256: '', uploadId: '', words: '',
      });
      void begin(id, file);
      id = crypto.randomUUID();
    }
  }
  // What was taken here exists nowhere else: it stays in the vault until it is registered, also without network.
  async function keep(caseId: string, file: File): Promise<void> {
    const id = crypto.randomUUID();
    add(caseId, [file], id);
    await keepFile(await places(), id, caseId, file);
  }
  async function recover(caseId: string): Promise<void> {
    for (const kept of await keptFiles(await places(), caseId)) if (!find(kept.id)) add(caseId, [kept.file], kept.id);
  }
  async function begin(id: string, file: File): Promise<void> {
    const upload = find(id)!;
    try {
      upload.sha256 = await digestApart(file, (read) => (upload.done = read));
    } catch (thrown) {
      Object.assign(upload, { state: 'refused', words: `这个文件读不出来：${thrown instanceof Error ? thrown.message : ''}。请重新选择。` });
      return;
    }
    if (find(id)) {
      Object.assign(upload, { state: 'waiting', done: 0 });
      next();
    }
  }

  function next(): void {
    const room = kAtOnce - uploads.filter((one) => one.state === 'sending').length;
    uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, room)).forEach((one) => void send(one));
  }
  async function send(upload: Upload): Promise<void> {
    const file = files.get(upload.id);
    if (!file) return;
    upload.state = 'sending';
    upload.words = '';
    const known = await placeOf(upload.sha256);
    if (upload.state !== 'sending') return; // paused meanwhile
    sendings.set(upload.id, sendFile(file, { name: upload.name, sha256: upload.sha256, url: known }, {
      placed: (url) => void places().then((vault) => vault.put(`upload ${upload.sha256}`, new TextEncoder().encode(url))),
      progress: (sent) => (upload.done = sent),
      done: (uploadId, received) => settle(upload, uploadId, received),
      refused: (words) => stopped(upload, 'refused', words),
      broken: (words) => stopped(upload, 'broken', words),
      ended: () => void door.askToSignIn?.().then(() => resume(upload.id), () => stopped(upload, 'paused', '')),
    }));
  }
  function settle(upload: Upload, uploadId: string, received: string): void {
    if (received !== upload.sha256) {
      void forgetPlace(upload);
      return stopped(upload, 'refused', '传到服务器的内容与本机的不一样，没有采用。请重新上传。');
    }
    Object.assign(upload, { state: 'staged', done: upload.size, uploadId });
    sendings.delete(upload.id);
    next();
  }
  function stopped(upload: Upload, state: UploadState, words: string): void {
    Object.assign(upload, { state, words });
    sendings.delete(upload.id);
    next();
  }

  function pause(id: string): void {
    const upload = find(id);
    if (!upload || (upload.state !== 'sending' && upload.state !== 'waiting')) return;
    upload.state = 'paused';
    void sendings.get(id)?.stop(false);
    sendings.delete(id);
    next();
  }
  function resume(id: string): void {
    const upload = find(id);
    if (!upload || !upload.sha256 || upload.state === 'staged' || upload.state === 'registered') return;
    upload.state = 'waiting';
    next();
  }
  async function remove(id: string): Promise<void> {
    const upload = find(id);
    if (!upload) return;
    await sendings.get(id)?.stop(true);
    forget(upload);
    await dropKept(await places(), id);
    if (upload.sha256) await forgetPlace(upload);
    next();
  }
  function forget(upload: Upload): void {
    sendings.delete(upload.id);
    files.delete(upload.id);
    if (upload.preview) URL.revokeObjectURL(upload.preview);
    const at = uploads.findIndex((one) => one.id === upload.id);
    if (at >= 0) uploads.splice(at, 1);
  }
  function registered(id: string): void {
    const upload = find(id);
    if (!upload) return;
    upload.state = 'registered';
    files.delete(id);
    void forgetPlace(upload);
    void places().then((vault) => dropKept(vault, id));
  }
  // What is not registered yet would be forgotten by this page, wherever in it one stands: the browser asks first.
  function hold(event: BeforeUnloadEvent): void {
    if (pending.value.some((one) => one.state !== 'refused')) event.preventDefault();
  }
  if (typeof window !== 'undefined') window.addEventListener('beforeunload', hold);
  if (typeof window !== 'undefined') window.addEventListener('online', () => uploads.filter((one) => one.state === 'broken').forEach((one) => resume(one.id)));

  return { uploads, pending, ofCase, find, add, keep, recover, pause, resume, remove, registered };
});
