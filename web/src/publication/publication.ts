// One decision at the publication desk: what everybody would see beside the original, and the acts on it.
// The desk reads the case too, since the acts that are allowed, and why others are not, are the case's.
// SPDX-License-Identifier: Apache-2.0
import type { CaseAct, CasePageBody, LeakFinding, PublicationDesk, PublicationRow } from '../api/types';

export interface MaskingRule {
  rule: string;
  number: number; // shown at every place it removed something
  name: string;
  citation: string;
  places: number;
}

// The rules at work, numbered in the order in which their places stand in the text.
export function rulesOf(differences: PublicationDesk['differences']): MaskingRule[] {
  const rules = new Map<string, MaskingRule>();
  for (const { rule, name, citation } of differences) {
    const known = rules.get(rule);
    if (known) known.places += 1;
    else rules.set(rule, { rule, number: rules.size + 1, name, citation, places: 1 });
  }
  return [...rules.values()];
}

// Number of the rule for the n-th difference, as pieces of text name it.
export function numbersOf(differences: PublicationDesk['differences']): Map<number, number> {
  const numbers = new Map(rulesOf(differences).map(({ rule, number }) => [rule, number]));
  return new Map(differences.map(({ n, rule }) => [n, numbers.get(rule) ?? 0]));
}

export const isAnswered = (finding: LeakFinding, answers: Record<string, string>) =>
  finding.false_alarm !== undefined || (finding.answerable && (answers[finding.id] ?? '').trim() !== '');

// Whether only the unanswered findings stand between the approver and the approval: the server says so by the code of its
// reason, and judges again when the answers are sent.
export const waitsForAnswers = (act: CaseAct | undefined) =>
  act !== undefined && !act.allowed && act.reasons.length > 0 && act.reasons.every((reason) => reason.code === 'publication_clean');

export const falseAlarms = (findings: LeakFinding[], answers: Record<string, string>) =>
  findings
    .filter((finding) => finding.false_alarm === undefined && (answers[finding.id] ?? '').trim() !== '')
    .map((finding) => ({ finding: finding.id, reason: answers[finding.id]!.trim() }));

// The fields of a proposal that was sent back, as they were.
export function proposedBefore(desk: PublicationDesk, page: CasePageBody): Record<string, unknown> {
  const model = (desk.correction ? page.publication_correction : page.publication)?.model;
  const fields = { reason: desk.correction ? desk.correction_reason : '', facts_summary: model?.facts, hide: desk.hide, display_until: model?.display_until };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

export type PublicationTask = PublicationRow['task'];
export const taskNames: Record<PublicationTask, string> = { approve: '等待批准', publish: '应当公示', revise: '更正稿退回', take_down: '应当撤下', update: '更新履行情况' };
export const taskOf = (row: PublicationRow) => (row.correction && row.task === 'approve' ? '更正稿等待批准' : taskNames[row.task]);

// Acts of the desk that have a form of their own, in the order in which they are offered.
export const deskActs = ['propose_publication', 'correct_publication', 'return_publication', 'take_down_publication', 'withhold_publication', 'record_performance_update'] as const;
