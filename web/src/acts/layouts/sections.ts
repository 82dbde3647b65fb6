// Sections of a form: which fields stand together, and which follow from a choice. The data is data/form_layouts.json.
// SPDX-License-Identifier: Apache-2.0
import { layouts } from '../../../../data/form_layouts.json';

export interface Section {
  title: string;
  fields: string[] | Record<string, string[]>; // of each choice
  by?: string; // the field whose choice decides
}
export interface ShownSection {
  key: string;
  title: string;
  fields: string[];
}

export const layoutOf = (act: string): Section[] => (layouts as Record<string, Section[]>)[act] ?? [];

export function sectionsOf(sections: readonly Section[], choice: (name: string) => string): ShownSection[] {
  return sections
    .map((section, index) => {
      const fields = Array.isArray(section.fields) ? section.fields : section.fields[choice(section.by ?? '')] ?? [];
      return { key: `${index} ${section.title}`, title: section.title, fields };
    })
    .filter(({ fields }) => fields.length > 0);
}

// Every field of a section, whatever the choice.
export const fieldsOf = (section: Section): string[] => (Array.isArray(section.fields) ? section.fields : [...new Set(Object.values(section.fields).flat())]);

// Fields that wait for a choice nobody has made yet.
export function undecided(sections: readonly Section[], choice: (name: string) => string): Set<string> {
  return new Set(sections.filter(({ by }) => by !== undefined && choice(by) === '').flatMap(fieldsOf));
}

const kWhen = ['occurred_at', 'late_reason']; // have a place of their own

export function otherFields(all: readonly string[], shown: readonly ShownSection[]): string[] {
  const known = new Set([...kWhen, ...shown.flatMap(({ fields }) => fields)]);
  return all.filter((name) => !known.has(name));
}
