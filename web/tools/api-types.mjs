// Types of the API from the server's own OpenAPI document.
//   node tools/api-types.mjs            makes the types from openapi.json (part of the build)
//   node tools/api-types.mjs --refresh  first asks ../build/mingjing openapi for the document
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const document = at('../openapi.json');
const types = at('../node_modules/.cache/mingjing/schema.d.ts');

if (process.argv.includes('--refresh')) {
  const said = execFileSync(at('../../build/mingjing'), ['openapi'], { maxBuffer: 64 << 20, encoding: 'utf8' });
  writeFileSync(document, `${JSON.stringify(JSON.parse(said), null, 1)}\n`);
}
if (!existsSync(document)) {
  console.error('openapi.json is missing; make it with: npm run types');
  process.exit(1);
}
mkdirSync(at('../node_modules/.cache/mingjing/'), { recursive: true });
const nodes = await openapiTS(JSON.parse(readFileSync(document, 'utf8')));
writeFileSync(types, astToString(nodes));
