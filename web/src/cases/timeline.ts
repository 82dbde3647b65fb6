// How an entry of the timeline reads: who, in which round, the gist of what was recorded.
// SPDX-License-Identifier: Apache-2.0
import type { CasePageBody, TimelineEntry } from '../api/types';
import { fenWords } from '../parts/words';

// Steps of the law, which everything else rests on.
const kMilestones = new Set(['file_case', 'conclude_investigation', 'serve_prior_notice', 'hold_hearing', 'give_review_opinion', 'hold_collective_discussion', 'decide', 'serve_decision', 'approve_publication', 'close_case', 'archive_case', 'accept_review']);
const kReturns = new Set(['return_review_materials', 'decline_filing', 'revoke_filing', 'revoke_decision', 'return_publication', 'take_down_publication']);

export function faceOf(entry: TimelineEntry): 'milestone' | 'returned' | '' {
  const { outcome } = entry.data;
  if (kReturns.has(entry.act) || outcome === 'return' || outcome === 'returned' || outcome === 'revise' || outcome === 'reject') return 'returned';
  return kMilestones.has(entry.act) ? 'milestone' : '';
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const kQuoted = ['opinion', 'conclusion', 'reason', 'reply', 'explanation', 'summary'];

// What somebody wrote, shortened to a glance; the whole stands in the record below.
export function quoteOf(entry: TimelineEntry): string {
  const found = kQuoted.map((name) => text(entry.data[name])).find((words) => words !== '') ?? '';
  const chars = [...found];
  return chars.length > 120 ? `${chars.slice(0, 118).join('')}…` : found;
}

export function lineOf(page: CasePageBody, entry: TimelineEntry): string {
  const { data } = entry;
  const parts: string[] = [];
  if (text(data.name) && entry.act === 'add_evidence') parts.push(text(data.name));
  if (text(data.subject)) parts.push(`询问${text(data.subject)}`);
  if (text(data.recipient)) parts.push(`${text(data.recipient)}签收`);
  if (text(data.place)) parts.push(text(data.place));
  if (typeof data.amount_fen === 'number') parts.push(fenWords(data.amount_fen));
  if (typeof data.fine_fen === 'number' && data.fine_fen > 0) parts.push(`罚款 ${fenWords(data.fine_fen)}`);
  if (entry.act === 'conclude_investigation' && page.proposal?.kinds_text) parts.push(page.proposal.kinds_text);
  if (data.certificate_shown === true) parts.push('已亮证');
  return parts.join('，');
}

// The officers who took part, or the person who recorded it.
export function whoOf(page: CasePageBody, entry: TimelineEntry): string {
  const names = entry.officers.map((id) => page.officers.find((officer) => officer.id === id)?.name).filter((name) => name !== undefined);
  return names.length > 0 ? names.join('、') : (entry.by_name ?? nameOfUser(page, entry.by));
}
// People without a certificate are known by what they did in the case.
function nameOfUser(page: CasePageBody, user: string | undefined): string {
  if (!user) return '';
  return page.reviews.find((round) => round.reviewer === user)?.reviewer_name ?? page.hearings.find((hearing) => hearing.host_user_id === user)?.host_name ?? '';
}

const kOfReview = new Set(['submit_for_review', 'accept_review', 'return_review_materials', 'give_review_opinion', 'reply_to_review', 'request_review_supplement', 'supply_review_supplement']);
// Which round of review an entry belongs to: the last one submitted by then. Only told when there was more than one.
export function roundOf(page: CasePageBody, entry: TimelineEntry): number {
  if (page.reviews.length < 2 || !kOfReview.has(entry.act)) return 0;
  const begun = page.reviews.filter((round) => Date.parse(round.submitted_at) <= Date.parse(entry.occurred_at));
  return begun.at(-1)?.round ?? 0;
}

// Marks are codes: a limit that was overdue is named by its rule; a late record is told with its reason; how many others
// there are is said.
export function markWords(page: CasePageBody, entry: TimelineEntry): string[] {
  const nameOf = (rule: string) => page.obligations.find((limit) => limit.rule === rule)?.name ?? '一项期限';
  const overdue = entry.marks.filter((mark) => mark.startsWith('overdue:')).map((mark) => `办理时已逾期：${nameOf(mark.slice(8))}`);
  if (entry.marks.some((mark) => mark.startsWith('acting_for:'))) overdue.push('代办');
  const others = entry.marks.filter((mark) => !/^(overdue|acting_for):/.test(mark) && mark !== 'recorded_late').length;
  return others > 0 ? [...overdue, `另有 ${others} 处需要说明的情形`] : overdue;
}
