// Every page of the portal, on a desk and on a phone, with scripts and without, in every reading mode: valid HTML, no serious
// finding of axe, no sideways scrolling, no complaint of the browser, no request outside the site; the check in the reader's
// browser against a good page and spoilt ones; the keyboard. Pictures go to $MINGJING_PICTURES.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { axeFindings, desk, phone, scrollsSideways, watch } from './browser.mjs';

const need = createRequire(new URL('../../web/package.json', import.meta.url));
const { HtmlValidate } = need('html-validate');
// Conformance only (W3C); matters of taste are left to the house.
const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'error', 'no-trailing-whitespace': 'off' } });

const sizes = [['1440', desk], ['390', phone]];
const modes = ['standard', 'large', 'contrast'];

async function validity(address) {
  const html = await (await fetch(address)).text();
  const report = await validator.validateString(html);
  return report.results.flatMap((result) => result.messages.filter((one) => one.severity === 2).map((one) => `${one.ruleId} at ${one.line}:${one.column}: ${one.message}`));
}

// Names and addresses of every page, found as a reader would.
async function pagesOf(address) {
  const read = async (path) => (await fetch(address + path)).text();
  const changes = (await read('/feed/changes?after=0&limit=500')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const feed = JSON.parse(await read('/feed.json'));
  const items = JSON.parse(await read('/lists/items.json')).documents[0].entries;
  const officers = JSON.parse(await read('/lists/officers.json')).documents[0].entries;
  const today = new Date(changes.at(-1).at).toISOString().slice(0, 10);
  const valid = officers.find((one) => one.status === 'valid' && one.valid_from <= today && one.valid_until >= today);
  const ended = officers.find((one) => one.status !== 'valid' || one.valid_until < today);
  const law = (await read('/laws')).match(/href="(\/laws\/[0-9a-f-]{36})"/)?.[1];
  const down = changes.find((row) => row.kind === 'takedown');
  const answer = changes.find((row) => row.kind === 'answer');
  const found = {
    home: '/',
    decisions: '/decisions',
    search: `/decisions?q=${encodeURIComponent('土地')}`,
    'search-nothing': `/decisions?q=${encodeURIComponent('没有这样的词')}`,
    decision: new URL(feed.items[0].url).pathname,
    tombstone: down && `/decisions/${down.id}`,
    lists: '/lists',
    items: '/lists/items',
    item: `/lists/items/${items.find((one) => one.discretion.length > 0)?.id ?? items[0].id}`,
    'items-versions': '/lists/items/versions',
    'officers-list': '/lists/officers',
    officers: '/officers',
    'officer-valid': valid && `/officers?certificate_no=${valid.id}`,
    'officer-ended': ended && `/officers?certificate_no=${ended.id}`,
    'officer-unknown': '/officers?certificate_no=00000000000',
    'officer-card': valid && `/officers/card?certificate_no=${valid.id}`,
    laws: '/laws',
    law,
    takedowns: '/takedowns',
    log: '/log',
    answers: '/answers',
    answer: answer && `/answers/${answer.id}`,
    data: '/data',
    complaints: '/complaints',
    'complaints-progress': '/complaints/progress',
    check: '/check',
    help: '/help',
    accessibility: '/accessibility',
    'not-found': '/nowhere',
    'not-published': '/decisions/01990000-0000-7000-8000-000000000000',
  };
  return Object.entries(found).filter(([, path]) => path);
}

// One window for a size and a mode, with scripts or without; every page in it. axe is a script itself; large type moves
// things about but changes no color, name or role, so it is measured only, and contrast changes colors alone: the phone's
// page has all of them.
async function looksAt(browser, address, pages, [size, viewport], scripts, mode, pictures) {
  const problems = [];
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts });
  await context.addCookies([{ name: 'mj_mode', value: mode, url: address }]);
  const page = await context.newPage();
  const complaints = watch(page);
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`) && !request.url().startsWith('data:')) complaints.push(`outside: ${request.url()}`);
  });
  for (const [name, path] of pages) {
    complaints.length = 0;
    const here = (what) => problems.push(`${name} ${path}: ${what}`);
    const response = await page.goto(address + path);
    if (response.status() >= 500) here(`status ${response.status()}`);
    if (await page.locator('h1').count() !== 1) here('not exactly one h1');
    if (scripts) {
      if (await scrollsSideways(page)) here('scrolls sideways');
      if (mode === 'standard' || (mode === 'contrast' && size === '390')) for (const finding of await axeFindings(page)) here(finding);
    }
    if (pictures && (!scripts || mode !== 'standard')) {
      await page.screenshot({ path: join(pictures, `portal-${name}-${mode}-${size}.png`), fullPage: true, clip: { x: 0, y: 0, width: viewport.width, height: 3600 } });
    }
    for (const complaint of complaints) here(complaint);
  }
  await context.close();
  return problems;
}

async function ownCheck(browser, address, path, spoil) {
  const context = await browser.newContext({ viewport: desk });
  const page = await context.newPage();
  await spoil(page, context);
  await page.goto(address + path);
  await page.getByRole('button', { name: '用这个浏览器核对一次' }).click();
  await page.locator('[data-result]').waitFor();
  const out = { result: await page.locator('[data-result]').getAttribute('data-result'), words: await page.locator('[data-decision] [role=status]').innerText() };
  await context.close();
  return out;
}

const replaced = (ending, change) => (page) =>
  page.route(new RegExp(`${ending}$`), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });

async function ownChecks(check, browser, address, path) {
  const rows = [
    ['a good page', 'good', /没有被改动/, async () => {}],
    ['a word changed in the data', 'bad', /数据与存证不一致/, replaced('\\.json', (text) => text.replace('"number":"', '"number":"改'))],
    ['a word changed on the page', 'bad', /本页写的与数据不一致/, (page) => page.route((url) => url.pathname === path, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('罚款', '奖金') });
    })],
    ['another place in the log', 'bad', /日志里找不到这个位置/, replaced('\\.tlog-proof', (text) => text.replace(/index (\d+)/, (_, n) => `index ${Number(n) ^ 1}`))],
    ['a signature of somebody else', 'bad', /签名无效/, replaced('/log/vkey', (text) => text.replace(/^[^+]+/, 'elsewhere.example/log'))],
    ['a proof that is no proof', 'unknown', /核对不了/, replaced('\\.tlog-proof', () => 'nothing\n\n')],
    ['a log key that does not answer', 'unknown', /核对不了/, (page) => page.route(/\/log\/vkey$/, (route) => route.abort())],
    ['a decision taken down meanwhile', 'gone', /已经撤下/, (page) => page.route(/\.json$/, (route) => route.fulfill({ status: 410, body: '' }))],
    ['a browser without SubtleCrypto', 'unknown', /加密连接/, (page) => page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }))],
  ];
  for (const [name, result, words, spoil] of rows) {
    await check(`own check: ${name}`, async () => {
      const found = await ownCheck(browser, address, path, spoil);
      assert.equal(found.result, result, found.words);
      assert.match(found.words, words);
    });
  }
}

// Tab reaches the skip link first, and every link and field of the page in turn, always with a visible ring.
async function keyboard(browser, address, path) {
  const context = await browser.newContext({ viewport: desk });
  const page = await context.newPage();
  await page.goto(address + path);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  const total = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')].filter((one) => one.checkVisibility() || one.className === 'skip').length);
  const seen = new Set();
  for (let i = 0; i < total; ++i) {
    const state = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      return { key: one === document.body ? '' : `${one.tagName} ${[...document.querySelectorAll('*')].indexOf(one)}`, ring: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
    });
    assert.ok(state.key && state.ring, `focus without a ring, or lost, after ${i} steps`);
    seen.add(state.key);
    await page.keyboard.press('Tab');
  }
  assert.equal(seen.size, total, 'every link and field is reached');
  await context.close();
}

export async function walkPortal(check, browser, address, pictures) {
  const pages = await pagesOf(address);
  for (const [name, path] of pages) {
    await check(`portal ${name} is valid HTML`, async () => assert.deepEqual(await validity(address + path), []));
  }
  const looks = sizes.flatMap((size) => [[false, 'standard'], ...modes.map((mode) => [true, mode])].map(([scripts, mode]) => [size, scripts, mode]));
  const found = new Map();
  const lane = async (rows) => {
    for (const row of rows) found.set(row, await looksAt(browser, address, pages, ...row, pictures).catch((thrown) => [String(thrown)]));
  };
  await Promise.all([lane(looks.filter((_, i) => i % 2 === 0)), lane(looks.filter((_, i) => i % 2 === 1))]);
  for (const row of looks) {
    const [[size], scripts, mode] = row;
    await check(`portal at ${size}, ${mode}, ${scripts ? 'with' : 'without'} scripts: ${pages.length} pages`, () => assert.deepEqual(found.get(row), []));
  }
  const decision = pages.find(([name]) => name === 'decision')[1];
  await ownChecks(check, browser, address, decision);
  for (const name of ['home', 'decisions', 'decision', 'item', 'officers']) {
    await check(`portal ${name} by keyboard`, () => keyboard(browser, address, pages.find(([one]) => one === name)[1]));
  }
  for (const name of ['tombstone', 'officer-ended', 'law']) {
    if (!pages.some(([one]) => one === name)) console.log(`not run: ${name} (the demo has none)`);
  }
}
