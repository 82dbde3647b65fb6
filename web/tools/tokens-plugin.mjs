// Puts the design tokens into the style sheet: the line `/* @tokens */` becomes the custom properties of
// data/portal/tokens.json, the same file the portal's colours come from.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../data/portal/tokens.json', import.meta.url));

export function tokensCss(tokens) {
  const colour = (name) => (tokens.color[name] ? `var(--mj-${name})` : null);
  const value = (raw) => {
    if (raw.startsWith('font.')) return `var(--mj-font-${raw.slice(5)})`;
    if (raw.startsWith('shadow.')) return tokens.shadow[raw.slice(7)];
    const px = /^(\d+)px$/.exec(raw);
    if (px) return `${Number(px[1]) / 16}rem`;
    return colour(raw) ?? raw;
  };
  const families = (list) => list.map((name) => (/^[a-z-]+$/.test(name) ? name : `"${name}"`)).join(', ');
  const lines = [];
  for (const [name, entry] of Object.entries(tokens.color)) lines.push(`--mj-${name}: ${entry.value};`);
  lines.push('--mj-on-brand: #FFFFFF;');
  for (const name of ['sans', 'song', 'mono']) lines.push(`--mj-font-${name}: ${families(tokens.font[name])};`);
  for (const [name, raw] of Object.entries(tokens.elementPlus)) lines.push(`${name}: ${value(raw)};`);
  const contrast = Object.entries(tokens.modes.highContrast.color).map(([name, raw]) => `--mj-${name}: ${raw};`);
  return `:root {\n  ${lines.join('\n  ')}\n}\n:root[data-contrast="high"] {\n  ${contrast.join('\n  ')}\n}\n`;
}

export function tokensPlugin() {
  return {
    name: 'mingjing-tokens',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css') || !code.includes('/* @tokens */')) return null;
      this.addWatchFile(source);
      return { code: code.replace('/* @tokens */', tokensCss(JSON.parse(readFileSync(source, 'utf8')))), map: null };
    },
  };
}
