// The stored laws as the server gives them, and how two versions of one are laid side by side.
// SPDX-License-Identifier: Apache-2.0
import type { StatuteBody } from '../api/types';

export type Article = StatuteBody['text'][number];
export interface Pair {
  place: string;
  left: Article | null;
  right: Article | null;
  changed: boolean;
}

export function articleText(article: Article): string {
  return article.paragraphs.map((paragraph) => [paragraph.text, ...paragraph.items.flatMap((item) => [item.text, ...item.sub_items])].join('\n')).join('\n');
}

// Articles of the same number stand beside each other, in the order of the right, what only the left has at its old place.
export function sideBySide(left: readonly Article[], right: readonly Article[]): Pair[] {
  const old = new Map(left.map((article) => [article.article, article]));
  const now = new Set(right.map((article) => article.article));
  const out: Pair[] = [];
  let at = 0;
  const pass = (until: number) => {
    for (; at < until; ++at) if (!now.has(left[at]!.article)) out.push({ place: left[at]!.place, left: left[at]!, right: null, changed: true });
  };
  for (const article of right) {
    const before = old.get(article.article) ?? null;
    if (before) pass(left.indexOf(before));
    out.push({ place: article.place, left: before, right: article, changed: !before || articleText(before) !== articleText(article) });
  }
  pass(left.length);
  return out;
}

// The article a citation means: 第五十八条之一; what follows (款, 项) is part of it.
export const articleOf = (citation: string): string => /第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?/.exec(citation)?.[0] ?? '';
