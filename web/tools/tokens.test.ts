// @vitest-environment node
// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import tokens from '../../data/portal/tokens.json';
// @ts-expect-error a build script without types
import { tokensCss } from './tokens-plugin.mjs';

describe('tokens in the style sheet', () => {
  const css: string = tokensCss(tokens);
  it('name every colour and resolve every Element Plus variable', () => {
    for (const [name, entry] of Object.entries(tokens.color)) expect(css).toContain(`--mj-${name}: ${entry.value};`);
    for (const name of Object.keys(tokens.elementPlus)) expect(css).toContain(`${name}: `);
    expect(css).toContain('--el-color-primary: var(--mj-brand-700);');
    expect(css).toContain('--el-component-size: 2.125rem;');
    expect(css).not.toMatch(/: (font|shadow)\./);
  });
  it('swap colours for high contrast', () => expect(css.split(':root[data-contrast="high"]')[1]).toContain('--mj-surface: #000000;'));
});
