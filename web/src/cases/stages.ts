// Stages and lights that a list can be narrowed to, in the order of the procedure; ids are the server's.
// SPDX-License-Identifier: Apache-2.0
import { properties } from '../../../data/forms/register_clue.json';
import type { LightState } from '../api/types';

export const stages: readonly { id: string; name: string }[] = [
  { id: 'clue_registered', name: '线索登记' },
  { id: 'not_filed', name: '不予立案' },
  { id: 'filed', name: '已立案' },
  { id: 'investigating', name: '调查取证' },
  { id: 'investigation_concluded', name: '调查终结' },
  { id: 'unit_reviewed', name: '机构审核' },
  { id: 'prior_notice_served', name: '已告知' },
  { id: 'statement_heard', name: '陈述申辩' },
  { id: 'legal_review', name: '法制审核' },
  { id: 'collective_discussion', name: '集体讨论' },
  { id: 'decided', name: '已决定' },
  { id: 'served', name: '已送达' },
  { id: 'performing', name: '履行' },
  { id: 'transferred', name: '已移送' },
  { id: 'closed', name: '已结案' },
  { id: 'archived', name: '已归档' },
];

export const lights: readonly { id: LightState; name: string }[] = [
  { id: 'red', name: '逾期' },
  { id: 'yellow', name: '临期' },
  { id: 'green', name: '正常' },
];

// Where a clue came from, in the words of its form.
export const sourceName = (id: string) => properties.source['x-enum-titles'][properties.source.enum.indexOf(id)] ?? id;
