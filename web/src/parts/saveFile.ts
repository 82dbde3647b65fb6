// Fetches a file of the server and hands it to the browser to keep, so that a refusal is a sentence on the page and not a
// page of its own. SPDX-License-Identifier: Apache-2.0
import { fetchFile } from '../api/client';

export async function saveFile(path: string): Promise<void> {
  const { blob, name } = await fetchFile(path);
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
