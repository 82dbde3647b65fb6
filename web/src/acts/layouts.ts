// Acts whose form is laid out by hand; every other act is drawn from its schema. A layout takes the form (`:form`) and the
// case (`:page`), and draws fields with <SchemaField>; fields it leaves out are not lost, they are just not asked.
// SPDX-License-Identifier: Apache-2.0
import { h, type Component, type FunctionalComponent } from 'vue';
import type { CasePageBody } from '../api/types';
import type { Form } from '../forms/useForm';

export type Layout = () => Promise<{ default: Component }>;

// Laid out in sections by data.
const sectioned = (act: string): Layout => async () => {
  const [{ default: SectionedLayout }, { layoutOf }] = await Promise.all([import('./layouts/SectionedLayout.vue'), import('./layouts/sections')]);
  const drawn: FunctionalComponent<{ form: Form }> = ({ form }) => h(SectionedLayout, { form, sections: layoutOf(act) });
  drawn.props = ['form', 'page'];
  return { default: drawn };
};

// The same with something in sight at the right.
type Side = () => Promise<{ default: Component }>;
const beside = (act: string, load: Side): Layout => async () => {
  const [{ default: SectionedLayout }, { layoutOf }, { default: SidePane }, { default: side }] = await Promise.all([
    import('./layouts/SectionedLayout.vue'), import('./layouts/sections'), import('./layouts/SidePane.vue'), load(),
  ]);
  const drawn: FunctionalComponent<{ form: Form; page: CasePageBody }> = ({ form, page }) =>
    h(SidePane, { label: '案件现在的内容' }, { default: () => h(SectionedLayout, { form, sections: layoutOf(act) }), side: () => h(side, { page }) });
  drawn.props = ['form', 'page'];
  return { default: drawn };
};
const clue: Side = () => import('./sides/ClueSide.vue');
const substance: Side = () => import('./sides/SubstanceSide.vue');

export const layouts: Record<string, Layout> = {
  file_case: beside('file_case', clue),
  record_inquiry: () => import('./layouts/InquiryRecord.vue'),
  record_on_site: beside('record_on_site', clue),
  conclude_investigation: () => import('./layouts/InvestigationReport.vue'),
  review_by_unit: beside('review_by_unit', substance),
  submit_for_approval: beside('submit_for_approval', substance),
  decide: beside('decide', substance),
  record_payment: beside('record_payment', () => import('./sides/MoneySide.vue')),
  close_case: beside('close_case', () => import('./sides/OpenSide.vue')),
  serve_prior_notice: beside('serve_prior_notice', substance),
  serve_decision: sectioned('serve_decision'),
  hear_statement: sectioned('hear_statement'),
  request_hearing: sectioned('request_hearing'),
  notify_hearing: sectioned('notify_hearing'),
  postpone_hearing: sectioned('postpone_hearing'),
  hold_hearing: sectioned('hold_hearing'),
  report_hearing: sectioned('report_hearing'),
  hold_collective_discussion: sectioned('hold_collective_discussion'),
  assign_officers: () => import('./layouts/AssignLayout.vue'),
};
