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
    args: ['--no-sandbox', '--headless', '--disable-background-networking', '--disable-gpu', '--disable-dev-shm-usage',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

// What the browser itself complains about: refused by policy, failed scripts, console errors, broken requests.
const underWay = new WeakMap();
export function watch(page) {
  const complaints = [];
  const open = new Set();
  underWay.set(page, open);
  page.on('request', (request) => open.add(request));
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => open.delete(request));
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

// What fades or slides in has come to its end; what turns for ever is not waited for.
const stands = (page) =>
  page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity));

// Serious and critical findings of WCAG 2.2 A and AA, once nothing fades in any more: half transparent text has no contrast. The script is brought in from outside, past the page's policy, which
// stays as it is; scripts must be allowed in the window, since axe is one.
export async function axeFindings(page) {
  await stands(page);
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      resultTypes: ['violations'], // what passed is not listed node by node
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    });
    return result.violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
  });
  return found;
}

// A watched page at rest: nothing is fetched for a moment, nothing says that it is being fetched.
export async function settled(page) {
  const open = underWay.get(page);
  await page.waitForLoadState('load');
  for (let quiet = 0, until = Date.now() + 30_000; quiet < 3; quiet += 1) {
    if (open.size > 0) quiet = -1;
    if (Date.now() > until) throw new Error(`the page does not come to rest: ${[...open].map((request) => request.url()).join(' ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await page.waitForFunction(() => document.querySelector('h1, [role=dialog]') && ![...document.querySelectorAll('main [aria-busy=true], main [role=status]')].some((one) => one.getAttribute('aria-busy') === 'true' || one.textContent.trim().startsWith('正在取')));
}

export const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

export function pictureFolder() {
  const folder = process.env.MINGJING_PICTURES ?? join(tmpdir(), 'mingjing-pictures');
  mkdirSync(folder, { recursive: true });
  return folder;
}
