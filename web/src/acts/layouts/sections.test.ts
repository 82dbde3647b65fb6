// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { layouts as data } from '../../../../data/form_layouts.json';
import serveForm from '../../../../data/forms/serve_decision.json';
import '../ActPage.vue';
import { layouts } from '../layouts';
import { open, person, refused, sampleCase, serve, settle } from '../../testing';
import { assigned, leadOf } from './assigned';
import { otherFields, sectionsOf, undecided, type Section } from './sections';

afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));
const forms = import.meta.glob<{ properties: Record<string, { enum?: string[]; type: string }> }>('../../../../data/forms/*.json', { eager: true, import: 'default' });
const formOf = (act: string) => forms[`../../../../data/forms/${act}.json`]!.properties;

describe('layouts in sections', () => {
  for (const [act, sections] of Object.entries(data as unknown as Record<string, Section[]>)) {
    it(`${act} names fields of its form, each once for a choice, and choices that exist`, () => {
      expect(layouts[act]).toBeDefined();
      const form = formOf(act);
      for (const section of sections) {
        const given = Array.isArray(section.fields) ? { '': section.fields } : section.fields;
        for (const [choice, fields] of Object.entries(given)) {
          expect(fields.filter((name) => !(name in form))).toEqual([]);
          if (!section.by) continue;
          const by = form[section.by]!;
          expect(by.type === 'boolean' ? ['true', 'false'] : by.enum).toContain(choice);
        }
        if (section.by && form[section.by]!.enum) expect(Object.keys(given).sort()).toEqual([...form[section.by]!.enum!].sort());
      }
    });
  }
  it('shows what follows from the choice and keeps the rest in reach', () => {
    const sections: Section[] = [{ title: '怎样送', fields: ['method'] }, { title: '情况', by: 'method', fields: { direct: ['place'], lien: ['witness'] } }];
    expect(sectionsOf(sections, () => '').map(({ title }) => title)).toEqual(['怎样送']);
    const shown = sectionsOf(sections, () => 'lien');
    expect(shown[1]!.fields).toEqual(['witness']);
    expect(otherFields(['method', 'place', 'witness', 'occurred_at'], shown)).toEqual(['place']);
    expect([...undecided(sections, () => '')]).toEqual(['place', 'witness']);
    expect([...undecided(sections, () => 'lien')]).toEqual([]);
  });
});

describe('the form of service', () => {
  it('changes with the way, and never hides what is filled in', async () => {
    const act = { act: 'serve_decision', name: '送达决定', allowed: true, reasons: [], form: '/form/serve' };
    serve((asked) => {
      if (asked.path === '/api/v1/session') return { status: 200, body: person };
      if (asked.path === `/api/v1/cases/${sampleCase.id}`) return { status: 200, body: { ...sampleCase, stage: 'decided', acts: [act] } };
      if (asked.path === '/form/serve') return { status: 200, body: serveForm };
      if (asked.path === '/api/v1/officers') return { status: 200, body: { officers: [{ id: 'o1', version: 1, name: '周明远', certificate_no: 'Z1' }], next: '' } };
      return refused(404, '没有');
    });
    const { page } = await open(`/cases/${sampleCase.id}/acts/serve_decision`);
    await vi.waitFor(() => expect(page.find('.layout').exists()).toBe(true), 4000);
    const id = (name: string) => `[id="f-act-${sampleCase.id}-serve_decision-${name}"]`;
    const isReached = (name: string) => page.find(`.layout ${id(name)}`).exists();
    const isAsked = (name: string) => page.find(`.layout > section ${id(name)}`).exists();
    expect([isReached('witness'), isReached('recipient'), page.find('.layout > details[open]').exists()]).toEqual([false, false, false]);
    await page.find(id('method')).setValue('lien');
    await settle();
    expect([isAsked('witness'), isAsked('announced_in'), isAsked('place')]).toEqual([true, false, true]);
    const officers = () => page.findAll('.layout input[type=checkbox]:checked').length;
    expect(officers()).toBe(1); // filled in from the case
    await page.find(id('witness')).setValue('村委会主任');
    await page.find(id('method')).setValue('announcement');
    await settle();
    expect([isAsked('witness'), isAsked('announced_in')]).toEqual([false, true]);
    expect(officers()).toBe(0); // not sent with an announcement
    expect(page.find(`details[open] ${id('witness')}`).exists()).toBe(true);
    await page.find(id('method')).setValue('direct');
    await settle();
    expect(officers()).toBe(1);
  });
});

describe('assignment', () => {
  it('has somebody lead, whoever leaves', () => {
    const rows = assigned(['a', 'b'], '');
    expect(rows).toEqual([{ officer_id: 'a', role: 'lead' }, { officer_id: 'b', role: 'assist' }]);
    expect(leadOf(assigned(['a', 'b'], 'b'))).toBe('b');
    expect(leadOf(assigned(['a', 'c'], 'b'))).toBe('a');
    expect(assigned([], 'a')).toEqual([]);
  });
});
