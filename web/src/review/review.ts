// Legal review as the screen shows it: rounds, and what the system already found for each of the ten points. The points and
// their names are those of the opinion's form; which findings belong to which point is data.
// SPDX-License-Identifier: Apache-2.0
import { points as pointData } from '../../../data/supervision/review_points.json';
import { properties as opinionForm } from '../../../data/forms/give_review_opinion.json';
import { properties as submission } from '../../../data/forms/submit_for_review.json';
import type { CasePageBody, FileReview, FileReviewRule, ReviewRound } from '../api/types';

interface Choice {
  id: string;
  name: string;
}
const choices = (schema: { enum: string[]; 'x-enum-titles': string[] }): Choice[] =>
  schema.enum.map((id, index) => ({ id, name: schema['x-enum-titles'][index] ?? id }));

const point = opinionForm.points.items.properties;
export const points = choices(point.id);
export const verdicts = choices(point.verdict);
export const outcomes = choices(opinionForm.outcome);
export const materials = choices(submission.materials.items);
export const nameOf = (list: readonly Choice[], id: string) => list.find((one) => one.id === id)?.name ?? id;
export const pointMark = (index: number) => String.fromCodePoint(0x2460 + index); // ① …

export interface Looked {
  findings: FileReviewRule[]; // the system found something
  toLook: FileReviewRule[]; // a person has to look
  clear: FileReviewRule[]; // checked, nothing found
}

export function lookedAt(id: string, review: FileReview | null): Looked {
  const wanted = new Set(pointData.find((one) => one.id === id)?.rules ?? []);
  const rules = (review?.rules ?? []).filter((rule) => wanted.has(rule.id));
  const of = (result: FileReviewRule['result']) => rules.filter((rule) => rule.result === result);
  return { findings: of('finding'), toLook: of('needs_person'), clear: of('satisfied') };
}

export const lastRound = (page: CasePageBody): ReviewRound | undefined => page.reviews.at(-1);
export const isOpen = (round: ReviewRound | undefined) => round?.outcome === 'pending';

// The latest round before this one that reached an opinion.
export const roundBefore = (page: CasePageBody, round: ReviewRound): ReviewRound | undefined =>
  page.reviews.filter((one) => one.round < round.round && one.points.length > 0).at(-1);

export const hasProblem = (verdict: string) => verdict === 'flawed' || verdict === 'unlawful';
export const problemsOf = (round: ReviewRound) => round.points.filter((one) => hasProblem(one.verdict));

// Acts of the review, in the order in which the desk offers them; the opinion and the reply are written on the page itself.
export const reviewActs = [
  'accept_review', 'return_review_materials', 'request_review_supplement', 'supply_review_supplement', 'assign_reviewer', 'extend_review',
  'submit_for_review', 'escalate_review', 'decide_review_dispute',
] as const;
