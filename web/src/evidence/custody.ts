// The chain of custody in words for the screen. SPDX-License-Identifier: Apache-2.0
import type { Custody } from '../api/types';

export const kSecondCopies: Record<NonNullable<Custody['second_copy']>, string> = {
  none: '没有设第二份副本', there: '第二份副本在', missing: '还没有第二份副本', unreachable: '第二份副本现在连不上',
};

export const toneOf = (chain: Pick<Custody, 'state'>): string =>
  chain.state === 'unchanged' ? 'good' : chain.state === 'altered' || chain.state === 'missing' ? 'bad' : '';

// 张三，为“办理本案”，3 次
export function byWords(entry: Custody['entries'][number]): string {
  if (entry.kind === 'event') return entry.who;
  const agency = entry.agency ? `（${entry.agency}）` : '';
  return `${entry.who}${agency}，为“${entry.purpose}”${(entry.count ?? 1) > 1 ? `，${entry.count} 次` : ''}`;
}
