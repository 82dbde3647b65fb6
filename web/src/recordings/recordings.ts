// Recordings of a case as the server tells them: which steps are on the list, what is there, what is missing and why.
// SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';
import type { LightState } from '../api/types';
import type { Gap, Piece, Stretch } from './bar';

export type RecordingPage = components['schemas']['RecordingPage'];
export type RecordedStepRow = RecordingPage['steps'][number];
export type RecordingRow = RecordingPage['recordings'][number];
export type Explanation = RecordingPage['explanations'][number];
export type GapRow = RecordedStepRow['gaps'][number];

// Whose files these are among all that are on their way: of this step, not evidence to be registered.
export const uploadsOf = (caseId: string, record: string): string => `recordings ${caseId} ${record}`;

export function lightOf(step: RecordedStepRow): LightState {
  if (step.coverage === 'covered' || step.coverage === 'explained') return 'green';
  if (step.coverage === 'awaiting_approval') return 'yellow';
  return step.owed ? 'red' : 'notStarted';
}

export const piecesOf = (rows: readonly RecordingRow[]): Piece[] =>
  rows.map((row) => ({ id: row.id, name: row.file_name, from: row.started_at, to: row.ended_at ?? row.started_at }));

export const gapsOf = (step: RecordedStepRow, explanations: readonly Explanation[]): Gap[] =>
  step.gaps.flatMap((gap) => (gap.from && gap.to ? [{ from: gap.from, to: gap.to, reason: reasonOf(gap, explanations) }] : []));

export function explanationOf(gap: GapRow, explanations: readonly Explanation[]): Explanation | undefined {
  return gap.explanation ? explanations.find((one) => one.id === gap.explanation) : undefined;
}
const reasonOf = (gap: GapRow, explanations: readonly Explanation[]) => explanationOf(gap, explanations)?.reason_name;

// The time a bar is drawn along: the step's own, else from the first recording to the last.
export function stretchOf(step: RecordedStepRow, pieces: readonly Piece[]): Stretch | null {
  if (step.from && step.to) return { from: step.from, to: step.to };
  const ends = pieces.filter((piece) => piece.to !== piece.from);
  if (ends.length === 0) return null;
  return { from: ends[0]!.from, to: ends.map((piece) => piece.to).sort().at(-1)! };
}

const kWays: Record<string, string> = { photo: '拍照', audio: '录音', video: '录像' };
// 应当全程录像
export const dutyWords = (step: RecordedStepRow): string => (step.matter ? dutyOf(step.matter) : '不在清单上');
export function dutyOf(matter: NonNullable<RecordedStepRow['matter']>): string {
  return `${matter.duty_name.replace(/记录$/, '')}${matter.whole ? '全程' : ''}${matter.ways.map((way) => kWays[way] ?? way).join('或者')}`;
}
