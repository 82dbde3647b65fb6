// Refuses a build that the server's content security policy would break, or whose first load is too heavy:
// no inline script or style in index.html, no eval in the scripts, hashed names, first load under 500 KB compressed.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const limit = 500_000;
const wrong = [];
const html = readFileSync(dist + 'index.html', 'utf8');
for (const [tag, attributes, body] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
  if (!/\ssrc=/.test(attributes) || body.trim() !== '') wrong.push(`inline script in index.html: ${tag.slice(0, 80)}`);
}
if (/<style[\s>]/.test(html)) wrong.push('inline style in index.html');
if (/\son[a-z]+=/.test(html)) wrong.push('event handler in index.html');

const first = [...html.matchAll(/(?:src|href)="\/workbench\/(assets\/[^"]+)"/g)].map((match) => match[1]);
let bytes = gzipSync(html).length;
for (const name of first) bytes += gzipSync(readFileSync(dist + name)).length;
if (bytes > limit) wrong.push(`first load is ${bytes} bytes compressed, more than ${limit}`);
if (!first.some((name) => name.endsWith('.js'))) wrong.push('index.html loads no script');

for (const name of readdirSync(dist + 'assets')) {
  if (!/-[0-9a-f]{10}\.\w+$/.test(name)) wrong.push(`${name} has no hash in its name`);
  if (!name.endsWith('.js')) continue;
  if (/\beval\(|new Function\(/.test(readFileSync(`${dist}assets/${name}`, 'utf8'))) wrong.push(`${name} evaluates text`);
}
for (const line of wrong) console.error(line);
console.log(`first load ${Math.round(bytes / 1000)} KB compressed in ${first.length + 1} files`);
process.exit(wrong.length > 0 ? 1 : 0);
