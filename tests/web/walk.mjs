// The walk of a reader and of an officer through the pages, in a real browser, on demo data. Every page is looked at on a
// desk and on a phone: no complaint of the browser (policy, scripts), no sideways scrolling, no serious finding of axe.
// The portal is read with scripts switched off. Pictures go to $MINGJING_PICTURES for people to look at.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings, desk, launch, phone, pictureFolder, scrollsSideways, watch } from './browser.mjs';
import { program, root, startServer } from './server.mjs';

let passed = 0;
let failed = 0;
async function check(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (thrown) {
    failed += 1;
    console.log(`FAILED ${name}\n  ${String(thrown?.message ?? thrown).split('\n').slice(0, 12).join('\n  ')}`);
  }
}

const pictures = pictureFolder();
const server = await startServer().catch((thrown) => {
  console.log(`FAILED ${thrown.message}\n0 passed, 1 failed`);
  process.exit(1);
});
const { browser, close } = await launch();
const sizes = [['1440', desk], ['390', phone]];

async function pictureOf(page, name) {
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 2400 } });
}

// What must hold of every page once it has come to rest.
async function holds(page, picture) {
  await pictureOf(page, picture);
  assert.equal(await scrollsSideways(page), false, 'the page scrolls sideways');
}

// axe is a script, so it looks at the portal in a second window where scripts may run; the page is the same.
async function axeAt(url, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(url);
  assert.deepEqual(await axeFindings(page), []);
  await context.close();
}

async function portal(name, path, viewport, size, status, looks) {
  await check(`portal ${name} at ${size}, without scripts`, async () => {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false });
    const page = await context.newPage();
    const complaints = watch(page);
    try {
      const response = await page.goto(server.address + path);
      assert.equal(response.status(), status);
      assert.match(response.headers()['content-security-policy'] ?? '', /default-src 'none'/);
      await looks(page);
      await pictureOf(page, `portal-${name}-${size}`);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
    await axeAt(server.address + path, viewport);
  });
  await check(`portal ${name} at ${size} does not scroll sideways`, async () => {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(server.address + path);
    assert.equal(await scrollsSideways(page), false);
    await context.close();
  });
}

async function findAddresses() {
  const feed = await (await fetch(`${server.address}/feed.json`)).json();
  assert.ok(feed.items.length > 0, 'the demo has published decisions');
  const decision = new URL(feed.items[0].url).pathname;
  const changes = await (await fetch(`${server.address}/feed/changes?after=0&limit=1000`)).text();
  const rows = changes.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const down = rows.find((row) => row.kind === 'takedown');
  return { decision, tombstone: down ? `/decisions/${down.id}` : null };
}

async function walkPortal() {
  const { decision, tombstone } = await findAddresses();
  for (const [size, viewport] of sizes) {
    await portal('home', '/', viewport, size, 200, async (page) => assert.ok(await page.locator('a[href^="/decisions"]').count() > 0));
    await portal('list', '/decisions', viewport, size, 200, async (page) => assert.ok(await page.locator('main a[href^="/decisions/"]').count() > 0));
    await portal('decision', decision, viewport, size, 200, async (page) => {
      assert.ok((await page.locator('h1').innerText()).length > 0);
      assert.ok(await page.locator('a[href$=".tlog-proof"]').count() > 0, 'the proof can be downloaded');
    });
    if (tombstone) {
      await portal('tombstone', tombstone, viewport, size, 410, async (page) => assert.match(await page.locator('main').innerText(), /撤下/));
    }
    await portal('check', '/check', viewport, size, 200, async (page) => assert.match(await page.locator('main').innerText(), /mingjing-verify/));
  }
  if (!tombstone) console.log('not run: tombstone (the demo has taken nothing down)');
}

async function walkWorkbench() {
  const account = server.accounts.find((one) => one.role === 'unit_head') ?? server.accounts.find((one) => one.role === 'agency_head');
  assert.ok(account, 'the demo has an account that sees the cases of its unit');
  for (const [size, viewport] of sizes) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    const complaints = watch(page);
    // The findings of axe need its script in the page; the page's own policy was in force until here.
    const rests = async (picture) => {
      await holds(page, `workbench-${picture}-${size}`);
      assert.deepEqual(complaints, []);
    };
    await check(`workbench sign-in at ${size}`, async () => {
      const response = await page.goto(`${server.address}/workbench/cases?light=green`);
      const policy = response.headers()['content-security-policy'] ?? '';
      assert.match(policy, /script-src 'self';/);
      assert.match(policy, /style-src 'self';/);
      await page.getByLabel('用户名').waitFor();
      await rests('sign-in');
      assert.deepEqual(await axeFindings(page), []);
    });
    await check(`a wrong password is refused in words at ${size}`, async () => {
      await page.getByLabel('用户名').fill(account.username);
      await page.locator('input[name=password]').fill('not the password');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').innerText(), /不正确/);
      await rests('refused');
      assert.deepEqual(await axeFindings(page), []);
    });
    await check(`signing in by keyboard leads to the wanted list at ${size}`, async () => {
      await page.locator('input[name=password]').fill(account.password);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '案件', level: 1 }).waitFor();
      assert.match(page.url(), /\/workbench\/cases\?light=green$/);
    });
    await check(`the case list at ${size}`, async () => {
      await page.getByRole('button', { name: '全部', exact: true }).click();
      await page.locator('tbody tr').first().waitFor();
      assert.match(page.url(), /\/workbench\/cases$/);
      const days = (await page.locator('tbody td.day').allInnerTexts()).map((day) => day.trim());
      assert.deepEqual(days, [...days].sort().reverse(), 'newest first');
      assert.ok(days.length <= 50);
      for (const row of await page.locator('tbody tr').all()) {
        assert.ok(await row.locator('.light svg > *').count() > 0 && (await row.locator('.light').innerText()).trim() !== '', 'shape and word');
      }
      await rests('cases');
      assert.deepEqual(await axeFindings(page), []);
    });
    await check(`the list narrows by stage and keeps it over a reload at ${size}`, async () => {
      await page.getByLabel('阶段').selectOption({ label: '已立案' });
      await page.waitForURL(/stage=filed/);
      await page.reload();
      await page.getByRole('heading', { name: '案件', level: 1 }).waitFor();
      assert.equal(await page.getByLabel('阶段').inputValue(), 'filed');
      await page.goto(`${server.address}/workbench/cases`);
    });
    await check(`the case page at ${size}`, async () => {
      await page.locator('tbody th a').first().click();
      await page.getByRole('heading', { name: '期限' }).waitFor();
      await page.getByRole('heading', { name: '经过' }).waitFor();
      for (const details of await page.locator('details').all()) await details.evaluate((node) => (node.open = true));
      assert.ok(await page.locator('.acts').count() === 1);
      await rests('case');
      assert.deepEqual(await axeFindings(page), []);
    });
    for (const [mode, name] of [['contrast', '高对比'], ['large', '大字']]) {
      await check(`list and case in ${mode} mode at ${size}`, async () => {
        const here = page.url();
        await page.getByRole('button', { name, exact: true }).click();
        await rests(`case-${mode}`);
        assert.deepEqual(await axeFindings(page), []);
        await page.goto(`${server.address}/workbench/cases`);
        await page.locator('tbody tr').first().waitFor();
        assert.equal(await page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed'), 'true', 'kept over a reload');
        await rests(`cases-${mode}`);
        assert.deepEqual(await axeFindings(page), []);
        await page.goto(here);
        await page.getByRole('heading', { name: '经过' }).waitFor();
      });
    }
    await page.getByRole('button', { name: '标准', exact: true }).click().catch(() => {});
    await check(`a session ended elsewhere is renewed on the same page at ${size}`, async () => {
      const here = page.url();
      const token = (await context.cookies()).find((cookie) => cookie.name === '__Host-mj');
      assert.ok(token?.httpOnly && token.secure, 'the cookie is out of reach of scripts');
      await context.clearCookies();
      await page.getByRole('link', { name: '案件' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await holds(page, `workbench-again-${size}`);
      assert.deepEqual(await axeFindings(page), []);
      const name = dialog.getByLabel('用户名');
      if (await name.isEditable()) await name.fill(account.username);
      await dialog.locator('input[name=password]').fill(account.password);
      await page.keyboard.press('Enter');
      await page.locator('tbody tr').first().waitFor();
      assert.equal(await dialog.count(), 0);
      assert.notEqual(page.url(), here);
    });
    await check(`signing out ends the session at ${size}`, async () => {
      await page.getByRole('button', { name: '退出' }).click();
      await page.getByLabel('用户名').waitFor();
      await page.goto(`${server.address}/workbench/cases`);
      await page.getByLabel('用户名').waitFor();
      assert.equal(await page.locator('table').count(), 0);
      assert.deepEqual(complaints, []);
    });
    await context.close();
  }
}

try {
  await check('the schemas the workbench is typed by are those the program prints', () => {
    const says = JSON.parse(execFileSync(program, ['openapi'], { encoding: 'utf8', maxBuffer: 64 << 20 }));
    const typed = JSON.parse(readFileSync(join(root, 'data/openapi/staff.json'), 'utf8'));
    assert.deepEqual(says.components.schemas, typed.schemas);
  });
  await walkPortal().catch((thrown) => check('the portal walk comes to its end', () => { throw thrown; }));
  await walkWorkbench().catch((thrown) => check('the workbench walk comes to its end', () => { throw thrown; }));
} finally {
  await close();
  await server.stop();
}
console.log(`pictures: ${pictures}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
