// Types of the server's answers, from data/openapi/staff.json: the schemas that its OpenAPI document is made of, so there
// is no second copy to grow old. tests/web compares them with what `mingjing openapi` prints.
// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { schemas } = JSON.parse(readFileSync(at('../../data/openapi/staff.json'), 'utf8'));
const folder = at('../node_modules/.cache/mingjing/');
mkdirSync(folder, { recursive: true });
const nodes = await openapiTS({ openapi: '3.1.0', info: { title: 'Mingjing', version: '1' }, paths: {}, components: { schemas } });
writeFileSync(`${folder}server.d.ts`, astToString(nodes));
