// Names of the common style sheet that say what a control looks like are for controls alone.
// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';

const pages = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true });

describe('the look of a control', () => {
  it('is given to no box around one, which would be drawn twice', () => {
    const boxes = Object.entries(pages).flatMap(([file, text]) =>
      [...text.matchAll(/<(?!input|select|textarea)[a-z][\w-]*\s[^>]*\bclass="(?:[^"]* )?field(?: [^"]*)?"/g)].map(([tag]) => `${file}: ${tag}`));
    expect(Object.keys(pages).length).toBeGreaterThan(100);
    expect(boxes).toEqual([]);
  });
});
