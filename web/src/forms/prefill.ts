// What the case already knows is filled in and marked with where it comes from; a fact typed once is not typed again.
// Nothing here decides: every value can be changed, and the server judges what is sent.
// SPDX-License-Identifier: Apache-2.0
import type { CasePageBody } from '../api/types';
import type { FormSchema } from './schema';
import type { Prefill } from './useForm';

const kOfCase = ['cause', 'unit_id', 'discovered_on', 'discovered_by', 'violation_ended_on', 'five_year_limitation', 'discussion_required', 'tags'] as const;
const kOfProposal = ['outcome', 'facts', 'reasons', 'kinds_text', 'fine_fen', 'illegal_gains_fen', 'property_value_fen', 'violated', 'basis', 'benchmark', 'benchmark_reason', 'mitigation_ground', 'mitigation_reason'] as const;
// Acts whose substance is the one already proposed.
const kRestates = new Set(['作出决定', '重新作出决定']);

const isTold = (value: unknown) => value !== undefined && value !== '' && value !== false && value !== 0 && !(Array.isArray(value) && value.length === 0);

export function prefillOf(schema: FormSchema, page: CasePageBody, signedIn: string): Prefill {
  const out: Prefill = {};
  const has = (name: string) => schema.properties?.[name] !== undefined;
  const put = (path: string, value: unknown, words: string) => {
    if (isTold(value)) out[path] = { value, words };
  };
  for (const name of kOfCase) if (has(name)) put(name, page[name], '取自案件');
  if (has('item_id') && schema.title !== '裁量') put('item_id', page.item?.id, '取自案件');
  if (schema.properties?.officers?.items?.format === 'uuid') put('officers', page.officers.map((one) => one.id), '取自本案承办人');
  if (schema.properties?.officers?.items?.properties?.officer_id) put('officers', page.officers.map((one) => ({ officer_id: one.id, role: one.role })), '取自本案承办人');
  const present = page.parties.filter((party) => !party.released_reason);
  if (has('party_id') && present.length === 1) put('party_id', present[0]!.id, '取自案件当事人');
  if (has('recorder')) put('recorder', signedIn, '取自登录人');
  if (has('recipient') || has('subject')) person(schema, page, put);
  if (schema.properties?.proposal) proposal(page, 'proposal.', schema.properties.proposal, put);
  if (kRestates.has(schema.title)) proposal(page, '', schema, put);
  return out;
}

type Put = (path: string, value: unknown, words: string) => void;

function person(schema: FormSchema, page: CasePageBody, put: Put): void {
  const { party } = page;
  if (!party || page.parties.filter((one) => !one.released_reason).length !== 1) return;
  const isNatural = party.kind === 'natural';
  const name = isNatural ? party.name : party.legal_representative;
  if (schema.properties?.recipient) {
    put('recipient', name, '取自案件当事人');
    if (name) put('recipient_relation', isNatural ? 'self' : 'legal_representative', '取自案件当事人');
  }
  if (schema.properties?.subject) {
    put('subject', name, '取自案件当事人');
    if (name) put('subject_role', 'party', '取自案件当事人');
    if (isNatural && party.identifiers_shown) {
      put('subject_citizen_no', party.citizen_no, '取自案件当事人');
      put('subject_phone', party.phone, '取自案件当事人');
      put('subject_address', party.address, '取自案件当事人');
    }
  }
}

function proposal(page: CasePageBody, prefix: string, schema: FormSchema, put: Put): void {
  const known = page.proposal;
  if (!known) return;
  for (const name of kOfProposal) if (schema.properties?.[name]) put(prefix + name, known[name], '取自处理意见');
  if (schema.properties?.kinds) put(`${prefix}kinds`, known.kinds.map((kind) => kind.id), '取自处理意见');
}
