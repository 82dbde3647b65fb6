// Officers and their certificates 「执法证件」, those that end first on top. Whether a certificate carries an act on a day is
// the server's to say; here days are only put in order. SPDX-License-Identifier: Apache-2.0
import type { LightState } from '../api/types';

export interface OfficerRow {
  id: string;
  version: number;
  name: string;
  certificate_no: string;
  post?: string;
  unit?: string;
  established?: boolean;
  categories?: string[];
  area?: string;
  valid_from?: string;
  valid_until?: string;
  status?: 'valid' | 'suspended' | 'revoked';
  status_since?: string;
  legal_qualification?: boolean;
}

export interface Standing {
  light: LightState;
  words: string;
  order: number; // revoked last, then by the day it ends
}

const kSoonDays = 90;
const apart = (from: string, to: string) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export function standingOf(officer: OfficerRow, today: string): Standing {
  const until = officer.valid_until ?? '';
  if (officer.status === 'revoked') return { light: 'done', words: '已注销', order: 9e9 };
  if (officer.status === 'suspended') return { light: 'suspended', words: '已暂扣', order: 8e9 };
  if (!until) return { light: 'notStarted', words: '没有登记有效期', order: 7e9 };
  const left = apart(today, until);
  if (left < 0) return { light: 'red', words: `已到期 ${-left} 天`, order: left };
  if (left <= kSoonDays) return { light: 'yellow', words: left === 0 ? '今天到期' : `还有 ${left} 天到期`, order: left };
  return { light: 'green', words: '有效', order: left };
}

export function inOrder(officers: readonly OfficerRow[], today: string): OfficerRow[] {
  return [...officers].sort((a, b) => standingOf(a, today).order - standingOf(b, today).order || a.name.localeCompare(b.name, 'zh'));
}
