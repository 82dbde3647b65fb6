// The walk of a reader and of an officer through the pages, in a real browser, on demo data. Every page is looked at on a
// desk and on a phone: no complaint of the browser (policy, scripts), no sideways scrolling, no serious finding of axe.
// The portal has its own file, portal.mjs. Pictures go to $MINGJING_PICTURES for people to look at.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings, desk, launch, phone, pictureFolder, scrollsSideways, watch } from './browser.mjs';
import { walkCase } from './case.mjs';
import { walkDesks } from './desks.mjs';
import { walkPortal } from './portal.mjs';
import { program, root, startServer } from './server.mjs';
import { check, close as closeTally } from './tally.mjs';

const pictures = process.env.MINGJING_PICTURES && pictureFolder(); // taken for people to look at, when they ask for them
const server = await startServer().catch((thrown) => {
  console.log(`FAILED ${thrown.message}\n0 passed, 1 failed`);
  process.exit(1);
});
const { browser, close } = await launch();
const sizes = [['1440', desk], ['390', phone]];

async function pictureOf(page, name) {
  if (!pictures) return;
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 2400 } });
}

// Reading modes and the way out are behind the person's name.
const myMenu = (page) => page.getByRole('button', { name: /^我的菜单/ }).click();

// What must hold of every page once it has come to rest.
async function holds(page, picture) {
  await pictureOf(page, picture);
  assert.equal(await scrollsSideways(page), false, 'the page scrolls sideways');
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
        assert.ok(await row.locator('.light svg > *').count() > 0 && (await row.locator('.light').textContent()).trim() !== '', 'shape and word');
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
      await page.getByRole('tab', { name: /经过/ }).waitFor();
      for (const details of await page.locator('details').all()) await details.evaluate((node) => (node.open = true));
      assert.ok(await page.locator('.acts').count() === 1);
      await rests('case');
      assert.deepEqual(await axeFindings(page), []);
    });
    for (const [mode, name] of [['contrast', '高对比'], ['large', '大字']]) {
      await check(`list and case in ${mode} mode at ${size}`, async () => {
        const here = page.url();
        await myMenu(page);
        await page.getByRole('button', { name, exact: true }).click();
        await rests(`case-${mode}`);
        assert.deepEqual(await axeFindings(page), []);
        await page.goto(`${server.address}/workbench/cases`);
        await page.locator('tbody tr').first().waitFor();
        await myMenu(page);
        assert.equal(await page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed'), 'true', 'kept over a reload');
        await myMenu(page); // closed again, or it half covers what is below
        await rests(`cases-${mode}`);
        assert.deepEqual(await axeFindings(page), []);
        await page.goto(here);
        await page.getByRole('tab', { name: /经过/ }).waitFor();
      });
    }
    await myMenu(page);
    await page.getByRole('button', { name: '标准', exact: true }).click();
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
      await myMenu(page);
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
  await walkPortal(check, browser, server.address, pictures).catch((thrown) => check('the portal walk comes to its end', () => { throw thrown; }));
  await walkDesks(check, browser, server, pictures).catch((thrown) => check('the walk of the desks comes to its end', () => { throw thrown; }));
  await walkWorkbench().catch((thrown) => check('the workbench walk comes to its end', () => { throw thrown; }));
  // The last, since it moves the legal clock.
  await walkCase(check, browser, server, pictures).catch((thrown) => check('the walk of a case comes to its end', () => { throw thrown; }));
} finally {
  await close();
  await server.stop();
}
if (pictures) console.log(`pictures: ${pictures}`);
closeTally();
