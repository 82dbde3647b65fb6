// How long a recording is kept and where its destruction stands, in words for the screen. What may be done is the server's.
// SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';
import { momentWords } from '../parts/words';

export type Retention = components['schemas']['RecordingRetention'];
export type Tombstone = NonNullable<Retention['destruction']>;
export type DueRecording = components['schemas']['DueRecordings']['recordings'][number];
export type KeepingAct = Retention['next'][number];

export const kKeepingActs: Record<KeepingAct, string> = {
  propose_destruction: '提请销毁',
  decide_destruction: '审批销毁',
  carry_out_destruction: '执行销毁',
  witness_destruction: '监督销毁',
  hold_recording: '暂停销毁',
  lift_recording_hold: '解除暂停',
  lengthen_retention: '延长保管',
};

export function keptWords(kept: Retention): string {
  if (kept.destruction?.state === 'destroyed' || kept.destruction?.state === 'witnessed') return kept.destruction.state_name;
  const until = kept.until ? `，到 ${kept.until}${kept.over ? '，已满' : ''}` : '';
  return `保管${kept.kept_for_name === '永久' ? '' : '：'}${kept.kept_for_name}${until}`;
}

export function handsOf(d: Tombstone): string[] {
  const steps: [string, { name: string; at: string } | undefined][] = [['提请', d.proposed], [d.state === 'refused' ? '不同意' : '批准', d.decided], ['执行', d.carried_out], ['监督', d.witnessed]];
  return steps.flatMap(([word, hand]) => (hand ? [`${hand.name}${word}，${momentWords(hand.at)}`] : []));
}
