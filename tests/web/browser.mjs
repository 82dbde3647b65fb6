// A real browser for the walk: Debian's Chromium through playwright-core, axe-core for accessibility. Packages come from
// web/node_modules. SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const need = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = need('playwright-core');
const axeSource = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'mingjing-browser.'));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
    args: ['--no-sandbox', '--headless', '--disable-background-networking', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

// What the browser itself complains about: refused by policy, failed scripts, console errors, broken requests.
export function watch(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // The status of a refused request is the server's answer and is judged where it is expected.
    if (message.type() === 'error' && !/Failed to load resource/.test(text)) complaints.push(`console: ${text}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (!/ERR_ABORTED/.test(reason)) complaints.push(`request: ${request.url()} ${reason}`);
  });
  return complaints;
}

// Serious and critical findings of WCAG 2.2 A and AA. The script is brought in from outside, past the page's policy, which
// stays as it is; scripts must be allowed in the window, since axe is one.
export async function axeFindings(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    });
    return result.violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
  });
  return found;
}

export const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

export function pictureFolder() {
  const folder = process.env.MINGJING_PICTURES ?? join(tmpdir(), 'mingjing-pictures');
  mkdirSync(folder, { recursive: true });
  return folder;
}
