// Pictures and recordings taken here, kept in the vault for a day until they are registered: a lost network, a reload or an
// empty battery does not cost them. Very large ones are not kept; they would fill the device.
// SPDX-License-Identifier: Apache-2.0
import type { Vault } from '../drafts/vault';

const kMost = 200 << 20;
const kDayMs = 86_400_000;

interface Meta {
  caseId: string;
  name: string;
  type: string;
  lastModified: number;
  keptAt: number;
}

export async function keepFile(vault: Vault, id: string, caseId: string, file: File): Promise<void> {
  if (file.size > kMost) return;
  const meta: Meta = { caseId, name: file.name, type: file.type, lastModified: file.lastModified, keptAt: Date.now() };
  await vault.put(`bytes ${id}`, new Uint8Array(await file.arrayBuffer()));
  await vault.put(`file ${id}`, new TextEncoder().encode(JSON.stringify(meta)));
}

export async function keptFiles(vault: Vault, caseId: string): Promise<{ id: string; file: File }[]> {
  const out: { id: string; file: File }[] = [];
  for (const name of await vault.names()) {
    if (!name.startsWith('file ')) continue;
    const id = name.slice(5);
    const told = await vault.get(name);
    const meta = told ? (JSON.parse(new TextDecoder().decode(told)) as Meta) : null;
    if (meta && Date.now() - meta.keptAt > kDayMs) await dropKept(vault, id);
    else if (meta?.caseId === caseId) {
      const bytes = await vault.get(`bytes ${id}`);
      if (bytes) out.push({ id, file: new File([bytes as BlobPart], meta.name, { type: meta.type, lastModified: meta.lastModified }) });
    }
  }
  return out;
}

export async function dropKept(vault: Vault, id: string): Promise<void> {
  await vault.remove(`file ${id}`);
  await vault.remove(`bytes ${id}`);
}
