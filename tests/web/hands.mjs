// What people do on the pages of a case: sign in, fill in a field by its path, do an act and see that it was done. Each role
// has a window of its own. SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { desk, watch } from './browser.mjs';

export async function seat(browser, server, account, viewport = desk, more = {}) {
  const context = await browser.newContext({ viewport, ...more });
  const page = await context.newPage();
  const complaints = watch(page);
  await page.goto(`${server.address}/workbench/sign-in`);
  await page.getByLabel('用户名').fill(account.username);
  await page.locator('input[name=password]').fill(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  return { page, context, complaints, account };
}

// What the case page says of an act just done.
export const kTold = '.case > .told';

export const idOf = (key, path) => `f-${key}-${path}`.replace(/[^\w-]+/g, '-');

export function formOf(page, key) {
  const at = (path) => page.locator(`[id="${idOf(key, path)}"]`);
  const group = (path) => page.locator(`[data-field="${idOf(key, path)}"]`);
  return {
    at,
    group,
    fill: (path, text) => at(path).fill(text),
    choose: (path, name) => group(path).getByText(name, { exact: true }).click(),
    select: (path, name) => at(path).selectOption({ label: name }),
    tick: (path) => at(path).check(),
    // Something of a directory, by two characters and the arrow keys.
    async find(path, words) {
      await at(path).fill(words);
      await group(path).locator('[role=option]:visible').filter({ hasText: words }).first().waitFor();
      await at(path).press('ArrowDown');
      await at(path).press('Enter');
    },
  };
}

export async function openAct(page, server, id, act) {
  await page.goto(`${server.address}/workbench/cases/${id}/acts/${act}`);
  await page.locator('.dock .main, .refused').first().waitFor();
  if ((await page.locator('.refused').count()) > 0) assert.fail(await page.locator('.refused').innerText());
  await page.locator('.form fieldset, .form input, .form textarea').first().waitFor();
  // Names to choose from come a moment after the form: a tick each while they are few, a box to search in when they are many.
  await page.waitForFunction(() => ![...document.querySelectorAll('.form [role=status]')].some((one) => one.textContent.trim().startsWith('正在取')));
  return formOf(page, `act:${id}:${act}`);
}

// Sends the form; what the server says against it is the failure.
export async function finish(page) {
  await page.keyboard.press('Control+Enter');
  await Promise.race([
    page.locator(kTold).waitFor(),
    page.locator('.errors, .refusal[role=alert], .two').first().waitFor().then(async () => assert.fail(await page.locator('.errors, .refusal[role=alert], .two').first().innerText())),
  ]);
  return page.locator(kTold).innerText();
}

// The legal clock of the demo, forward only; whoever is signed in may move it.
export async function moveClock(server, account, now) {
  const post = (path, body, token) => fetch(server.address + path, {
    method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token ? { Authorization: `Bearer ${token}` } : {}) },
  });
  const { token } = await (await post('/api/v1/session', { username: account.username, password: account.password, token: true })).json();
  const answer = await post('/api/v1/demo/clock', { now }, token);
  assert.equal(answer.status, 200, await answer.text());
}
