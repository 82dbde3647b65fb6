// Acts that are done on a desk, where what they are about stands beside them. A link to such an act leads there.
// SPDX-License-Identifier: Apache-2.0
import type { RouteLocationRaw } from 'vue-router';

const kDesks: Record<string, readonly string[]> = {
  'case-review': ['accept_review', 'return_review_materials', 'request_review_supplement', 'supply_review_supplement', 'assign_reviewer', 'extend_review', 'give_review_opinion', 'reply_to_review', 'escalate_review', 'decide_review_dispute'],
  'case-publication': ['propose_publication', 'approve_publication', 'withhold_publication', 'return_publication', 'correct_publication', 'take_down_publication'],
  'case-discretion': ['assess_discretion'],
};
// Written on the desk itself, without a form that opens.
const kOnTheDesk = new Set(['give_review_opinion', 'reply_to_review', 'approve_publication', 'assess_discretion']);

export function deskOf(id: string, act: string): RouteLocationRaw | null {
  const desk = Object.entries(kDesks).find(([, acts]) => acts.includes(act))?.[0];
  if (!desk) return null;
  return { name: desk, params: { id }, query: kOnTheDesk.has(act) ? {} : { act } };
}
