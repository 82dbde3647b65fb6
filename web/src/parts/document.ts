// A legal document as the server keeps it (its model): what it says, not how it looks.
// SPDX-License-Identifier: Apache-2.0
export type DocumentSpan = string | { text: string; style?: 'plain' | 'name' | 'masked'; field?: string };
export interface DocumentCell {
  text: DocumentSpan[];
  label?: boolean;
  span?: number;
}
export interface DocumentBlock {
  kind: 'paragraph' | 'heading' | 'item' | 'table' | 'signature' | 'remark';
  label?: string;
  text?: DocumentSpan[];
  indent?: number;
  rows?: DocumentCell[][];
}
export interface DocumentModel {
  template: string;
  red_head?: boolean;
  title: string[];
  agency: string;
  number: string;
  blocks: DocumentBlock[];
  seal_name?: string;
  date?: string;
  copies?: string;
}

export const plainText = (text: readonly DocumentSpan[] = []): string => text.map((span) => (typeof span === 'string' ? span : span.text)).join('');

const textOf = (block: DocumentBlock): string =>
  [block.label ?? '', plainText(block.text), ...(block.rows ?? []).flat().map((cell) => plainText(cell.text))].join('\n');

// Which blocks say something that no block of the earlier version says.
export function changedBlocks(now: DocumentModel, before: DocumentModel | null): Set<number> {
  if (!before) return new Set();
  const said = new Set(before.blocks.map(textOf));
  return new Set(now.blocks.flatMap((block, index) => (said.has(textOf(block)) ? [] : [index])));
}
