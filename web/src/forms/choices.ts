// What a field that points at something may point at, by its name: of the case itself, or of a directory. Whether the
// choice is allowed is the server's to say when the form is sent.
// SPDX-License-Identifier: Apache-2.0
import { call } from '../api/client';
import type { CasePageBody } from '../api/types';
import { fenWords, momentWords } from '../parts/words';
import type { RecordingPage } from '../recordings/recordings';
import { items, officers, reviewers, units, type Choice } from './directories';

type OfCase = (page: CasePageBody) => Choice[];

const parties: OfCase = (page) => page.parties.filter((party) => !party.released_reason).map((party) => ({ id: party.id, name: party.name, note: party.kind_name }));

const kOfCase: Record<string, OfCase> = {
  party_id: parties,
  absent_parties: parties,
  evidence_id: (page) => page.evidence.map((piece) => ({ id: piece.id, name: piece.name, note: piece.excluded ? '已排除' : piece.kind_name })),
  document_id: (page) => page.documents.map((one) => ({ id: one.id, name: one.title, note: one.number })),
  document: (page) => page.documents.map((one) => ({ id: one.id, name: one.title, note: one.number })),
  preservation_id: (page) => page.preservations.map((one) => ({ id: one.id, name: one.things.map((thing) => thing.name).join('、'), note: `${momentWords(one.proposed_at)} 提请，${one.verdict_name}` })),
  transfer_id: (page) => page.transfers.map((one) => ({ id: one.id, name: `${one.kind_name}：${one.receiver}`, note: one.verdict_name })),
  discretion_id: (page) => page.discretion.map((one) => ({ id: one.id, name: `${one.item_code} 的裁量`, note: momentWords(one.assessed_at) })),
  deferral_id: (page) => page.deferrals.map((one) => ({ id: one.id, name: `${one.applicant}的申请`, note: `${momentWords(one.applied_at)}，${one.verdict_name}` })),
  recusal_id: (page) => page.recusals.map((one) => ({ id: one.id, name: `${one.name ?? one.subject_name}（${one.asked_by_name}提出）`, note: `${momentWords(one.asked_at)}，${one.verdict_name}` })),
  payment_id: (page) => page.payments.map((one) => ({ id: one.id, name: fenWords(one.amount_fen), note: `${one.paid_on} ${one.channel_name ?? ''} ${one.receipt_no ?? ''}` })),
  correction_id: (page) => page.corrections.map((one) => ({ id: one.id, name: one.content, note: momentWords(one.ordered_at) })),
  application_id: (page) => page.court_applications.map((one) => ({ id: one.id, name: one.court, note: momentWords(one.applied_at) })),
  entrustment_id: (page) => page.entrustments.map((one) => ({ id: one.id, name: `${one.organisation}：${one.matter}`, note: momentWords(one.entrusted_at) })),
  remedy_id: (page) => page.remedies.map((one) => ({ id: one.id, name: one.kind_name ?? one.kind, note: `${one.body}，${one.filed_on}` })),
};

const kDirectories: Record<string, () => Promise<Choice[]>> = { officer_id: officers, officers, host_id: officers, item_id: items, unit_id: units, reviewers };

export interface Choices {
  near: Choice[]; // of the case: shown at once
  all: Choice[]; // everything that can be found
}

// Recordings are not on the page of the case.
async function recordingsOf(page: CasePageBody): Promise<Choice[]> {
  const { recordings } = await call<RecordingPage>(`/api/v1/cases/${page.id}/recordings`);
  return recordings.map((one) => ({ id: one.id, name: one.file_name, note: `${momentWords(one.started_at)}，${one.retention.kept_for_name}` }));
}

export async function choicesFor(name: string, page: CasePageBody | null): Promise<Choices> {
  if (name === 'recording_id') {
    const near = page ? await recordingsOf(page) : [];
    return { near, all: near };
  }
  const ofCase = kOfCase[name];
  if (ofCase) {
    const near = page ? ofCase(page) : [];
    return { near, all: near };
  }
  const all = await (kDirectories[name]?.() ?? Promise.resolve([]));
  if (name !== 'officers' && name !== 'officer_id') return { near: [], all };
  const near = (page?.officers ?? []).map((one) => ({ id: one.id, name: one.name, note: one.certificate_no }));
  return { near, all: [...near, ...all.filter((one) => !near.some((known) => known.id === one.id))] };
}
