// Every screen around the casework, opened by those whose screen it is, at two widths (MINGJING_WIDTHS=all: four): no
// complaint of the browser, no sideways scrolling, no serious finding of axe, every control within reach of the keyboard.
// Then how long people wait, and what they do there: the first set-up of an empty system, tasks by keys, the palette, a
// bulk assignment, a second factor, roles.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { walkBudget } from './budget.mjs';
import { axeFindings, launch, pictureFolder, scrollsSideways, settled, watch } from './browser.mjs';
import { startEmpty, startServer } from './server.mjs';
import { check, close as closeTally } from './tally.mjs';

const widths = process.env.MINGJING_WIDTHS === 'all' ? [390, 768, 1440, 1920] : [390, 1440];
const pictures = process.env.MINGJING_PICTURES && pictureFolder();
const shared = [['officers', '/officers', '人员与证件'], ['items', '/items', '执法事项'], ['statutes', '/statutes', '法规'], ['calendar', '/calendar', '日历与期限'], ['account', '/account', '账号与安全']];
const screensOf = {
  officer: [['tasks', '/tasks', '待办'], ['home', '/', '总览'], ['cases', '/cases', '案件'], ...shared],
  unit_head: [['devices', '/devices', '执法设备'], ['tasks', '/tasks', '待办'], ['home', '/', '总览'], ['cases', '/cases?light=red', '案件']],
  agency_head: [['recording-matters', '/recording-matters', '音像记录事项'], ['tasks', '/tasks', '待办'], ['home', '/?period=last_year', '总览']],
  system_admin: [['home', '/', '总览'], ['users', '/users', '账号与角色'], ['admin', '/admin', '系统管理'], ['agency', '/admin?part=agency', '系统管理'], ['ready', '/setup', '办第一件案件以前']],
  security_admin: [['users', '/users', '账号与角色']],
  audit_admin: [['journal', '/admin?part=journal', '系统管理'], ['access', '/admin?part=journal&kind=access', '系统管理']],
};

async function signIn(browser, server, account) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}/workbench/sign-in`);
  await page.getByLabel('用户名').fill(account.username);
  await page.locator('input[name=password]').fill(account.password);
  await page.keyboard.press('Enter');
  await page.locator('main#work h1').first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function open(browser, server, state, path, width) {
  const context = await browser.newContext({ viewport: { width, height: width < 700 ? 844 : 900 }, storageState: state });
  const page = await context.newPage();
  const complaints = watch(page);
  await page.goto(`${server.address}/workbench${path}`);
  await settled(page);
  return { context, page, complaints };
}

// From the top by Tab alone: the skip link comes first, nothing is focused without a ring, and the focus is never lost.
async function reachable(page) {
  await page.evaluate(() => document.activeElement?.blur());
  const seen = new Set();
  for (let step = 0; step < 25; ++step) {
    await page.keyboard.press('Tab');
    const one = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const style = getComputedStyle(at);
      return { skips: at.classList.contains('skip'), ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || at.closest('.el-input__wrapper, form') !== null, key: [...document.querySelectorAll('*')].indexOf(at), what: at.outerHTML.slice(0, 80) };
    });
    if (!one) break; // past the last control, into the browser's own
    if (step === 0) assert.ok(one.skips, `the first stop is ${one.what}, not the skip link`);
    assert.ok(one.ring, `no ring on ${one.what}`);
    seen.add(one.key);
  }
  assert.ok(seen.size >= 3, `only ${seen.size} stops by keyboard`);
}

async function walkScreens(browser, server) {
  for (const [role, screens] of Object.entries(screensOf)) {
    const account = server.accounts.find((one) => one.role.split(',')[0] === role);
    if (!account) {
      console.log(`not run: ${role} (the demo has none)`);
      continue;
    }
    const state = await signIn(browser, server, account);
    for (const [name, path, head] of screens) {
      await check(`${role}: ${name} at ${widths.join(', ')}`, async () => {
        const { context, page, complaints } = await open(browser, server, state, path, widths[0]);
        try {
          await page.locator('h1', { hasText: head }).first().waitFor({ state: 'attached' });
          for (const width of widths) await looksRight(page, `${name}-${role}`, width);
          assert.equal(await page.locator('main [role=alert]').count(), 0, 'something was refused');
          assert.deepEqual(complaints, []);
        } finally {
          await context.close();
        }
      });
    }
  }
}

async function looksRight(page, name, width) {
  await page.setViewportSize({ width, height: width < 700 ? 844 : 900 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  if (pictures) await page.screenshot({ path: join(pictures, `screen-${name}-${width}.png`), fullPage: true });
  assert.equal(await scrollsSideways(page), false, `at ${width} the page scrolls sideways`);
  if (width === 1440) await reachable(page);
  if (width === 390 || width === 1440) assert.deepEqual(await axeFindings(page), [], `at ${width}`);
}

async function withPage(browser, server, state, path, width, work) {
  const { context, page, complaints } = await open(browser, server, state, path, width);
  try {
    await work(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

async function walkWork(browser, server) {
  const head = server.accounts.find((one) => one.role.includes('unit_head'));
  const state = await signIn(browser, server, head);
  await walkBudget(check, browser, server, state);
  await check('tasks by keys alone: J, Space, Enter', () => withPage(browser, server, state, '/tasks', 1440, async (page) => {
    await page.locator('.task').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const todo = await page.locator('.pane h2').innerText();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), todo);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(cases|complaints)\//);
  }));
  await check('a task opens its working on a phone', () => withPage(browser, server, state, '/tasks', 390, async (page) => {
    await page.locator('.task .days').first().click();
    await page.locator('.task .working dl').first().waitFor();
    assert.equal(await scrollsSideways(page), false);
  }));
  await check('the palette finds a case by two characters and goes there', () => withPage(browser, server, state, '/cases', 1440, async (page) => {
    const party = (await page.locator('td[data-head=当事人]').first().innerText()).trim();
    await page.keyboard.press('Control+k');
    await page.locator('dialog[open] [role=combobox]').fill([...party].slice(0, 2).join(''));
    const option = page.locator('[role=option]', { hasText: party }).first();
    await option.waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('dialog[open] [role=combobox]').fill(party);
    await option.waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  }));
  await check('the list of keys opens at ? and closes at Escape', () => withPage(browser, server, state, '/tasks', 1440, async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: '全部按键' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: '全部按键' }).waitFor({ state: 'detached' });
  }));
  await check('the shell speaks English when asked', () => withPage(browser, server, state, '/cases', 1440, async (page) => {
    await page.getByRole('button', { name: /^我的菜单/ }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Cases' }).waitFor();
  }));
  await check('many cases are assigned at once and each tells what came of it', () => withPage(browser, server, state, '/cases', 1440, async (page) => {
    await page.locator('tbody input[type=checkbox]').nth(0).check();
    await page.locator('tbody input[type=checkbox]').nth(1).check();
    await page.getByRole('button', { name: '指派承办人' }).click();
    await page.locator('#bulk-lead option').nth(2).waitFor({ state: 'attached' });
    await page.locator('#bulk-lead').selectOption({ index: 2 });
    await page.locator('#bulk-assist-0').selectOption({ index: 3 });
    await page.locator('dialog').getByRole('button', { name: '指派', exact: true }).click();
    await page.locator('dialog [role=status]', { hasText: /办好 \d+ 件/ }).waitFor();
    for (const line of await page.locator('.outcomes li').all()) assert.match(await line.innerText(), /已指派|没有指派/);
    assert.deepEqual(await axeFindings(page), []);
  }));
  await check('what the list shows is exported with the same filters', () => withPage(browser, server, state, '/cases?stage=archived', 1440, async (page) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出列出的案件' }).click()]);
    assert.match(download.url(), /cases\.csv\?stage=archived$/);
    assert.equal(await download.failure(), null);
  }));
  await check('a view is saved, found again after a reload, and removed', () => withPage(browser, server, state, '/cases?light=green', 1440, async (page) => {
    await page.getByRole('button', { name: '把这些条件存为视图' }).click();
    await page.getByLabel('视图的名字').fill('正常的');
    await page.getByRole('button', { name: '存下' }).click();
    await page.getByRole('link', { name: '正常的' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: '正常的' }).waitFor();
    await page.getByRole('button', { name: '去掉视图 正常的' }).click();
    await page.getByRole('link', { name: '正常的' }).waitFor({ state: 'detached' });
  }));
  await check('a figure has its table, its query and an export', () => withPage(browser, server, state, '/', 1440, async (page) => {
    const figure = page.locator('.figure').first();
    await figure.getByRole('button', { name: '看表格' }).click();
    await figure.locator('table').waitFor();
    await figure.getByRole('button', { name: '怎么算的' }).click();
    assert.match(await figure.locator('pre').innerText(), /SELECT/i);
    const waiting = page.waitForEvent('download');
    await figure.getByRole('button', { name: '导出' }).click();
    assert.match((await waiting).suggestedFilename(), /\.csv$/);
  }));
  await check('a second factor is drawn as a code', () => withPage(browser, server, state, '/account', 390, async (page) => {
    await page.getByRole('button', { name: '绑定动态口令' }).click();
    await page.getByRole('img', { name: /动态口令的二维码/ }).waitFor();
    assert.equal(await scrollsSideways(page), false);
    assert.deepEqual(await axeFindings(page), []);
  }));
}

const password = '澜川的第一把钥匙 2026';
async function walkSetUp(browser) {
  const server = await startEmpty();
  if (!server) return console.log('not run: first set-up (nobody but root can read the project)');
  try {
    await check('a newcomer sets an empty system up on a phone and goes on from there', async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const complaints = watch(page);
      await page.goto(`${server.address}/workbench/`);
      await page.getByRole('heading', { name: '第一次使用' }).waitFor();
      const next = page.getByRole('button', { name: '下一步' });
      await page.getByLabel('设置码').fill(server.code);
      await next.click();
      for (const [label, value] of [['机关全称', '澜川市自然资源和规划局'], ['简称', '澜川自然资源局'], ['统一社会信用代码', '11619900016993270J'], ['行政区划代码', '619900'], ['文号的字', '澜自然资'], ['地址', '兴澜大道 18 号'], ['电话', '0999-8220100']]) await page.getByLabel(label).fill(value);
      await page.getByLabel('层级').selectOption({ label: '市级' });
      await page.reload();
      assert.equal(await page.getByLabel('机关全称').inputValue(), '澜川市自然资源和规划局', 'kept over a reload');
      await next.click();
      await page.getByRole('textbox', { name: '第 1 个机构' }).fill('执法监察科');
      await page.getByRole('textbox', { name: '第 2 个机构' }).fill('政策法规科');
      await next.click();
      for (const [index, [name, username]] of [['严启明', 'yanqm'], ['乔静姝', 'qiaojs'], ['池望舒', 'chiws']].entries()) {
        await page.getByLabel('姓名').nth(index).fill(name);
        await page.getByLabel('用户名').nth(index).fill(username);
        await page.getByLabel('首次密码').nth(index).fill(password);
      }
      assert.equal(await scrollsSideways(page), false);
      assert.deepEqual(complaints, []);
      await page.getByRole('button', { name: '1 设置码' }).click();
      await page.getByLabel('设置码').fill(server.code);
      await page.getByRole('button', { name: '4 三名管理员' }).click();
      await page.getByRole('button', { name: '建立' }).click();
      await page.getByRole('heading', { name: '初始化好了' }).waitFor();
      await page.getByRole('link', { name: '登录' }).click();
      await page.getByLabel('用户名').fill('yanqm');
      await page.locator('input[name=password]').fill(password);
      await page.keyboard.press('Enter');
      await page.getByLabel('现在的密码').fill(password);
      await page.locator('input[autocomplete=new-password]').first().fill(`${password} 新`);
      await page.getByLabel('再写一次新密码').fill(`${password} 新`);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '办第一件案件以前' }).waitFor();
      assert.ok((await page.locator('.steps li').count()) >= 5);
      assert.deepEqual(await axeFindings(page), []);
      await context.close();
    });
  } finally {
    await server.stop();
  }
}

const { browser, close } = await launch();
const server = await startServer().catch((thrown) => {
  console.log(`FAILED ${thrown.message}\n0 passed, 1 failed`);
  process.exit(1);
});
try {
  await walkScreens(browser, server);
  await walkWork(browser, server);
  await walkSetUp(browser);
} catch (thrown) {
  await check('the walk through the screens comes to its end', () => { throw thrown; });
} finally {
  await close();
  await server.stop();
}
closeTally();
