// A hearing held in a real browser: the host of a case of the demo whose hearing has come opens the case, writes what was
// said, reports it, and the handling officer takes the statement up again. Moves the legal clock where the hour of the hearing
// has not come. SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { finish, formOf, kTold, moveClock, openAct, seat } from './hands.mjs';

const kHour = 3_600_000;
const beijing = (ms) => `${new Date(ms + 8 * kHour).toISOString().slice(0, 19)}+08:00`;
const typed = (ms) => beijing(ms).slice(0, 16).replace('T', ' '); // 2026-11-30 10:35, as a person writes it

export async function walkHearing(check, browser, server, looks) {
  const named = (name) => server.accounts.find((one) => one.name === name);
  const host = await seat(browser, server, server.accounts.find((one) => one.role.split(',').includes('hearing_host')));
  const { page } = host;
  const read = (id) => page.evaluate(async (at) => (await fetch(at)).json(), `/api/v1/cases/${id}`);
  let id = '';
  let planned = 0;

  await check('the host finds the case whose hearing has come, by the task', async () => {
    const now = Date.now();
    const { tasks } = await page.evaluate(async () => (await fetch('/api/v1/tasks')).json());
    for (const task of tasks.filter((one) => one.id.includes(':hold_hearing:'))) {
      const next = (await read(task.case.id)).hearings.findLast((hearing) => !hearing.outcome);
      if (next && Date.parse(next.planned_at) < now + 24 * kHour) [id, planned] = [task.case.id, Date.parse(next.planned_at)];
    }
    assert.ok(id, 'the demo has a case whose hearing is today or was');
    assert.equal((await read(id)).hearing, 'notified');
    if (planned + 2 * kHour > now) await moveClock(server, named(host.account.name), beijing(planned + 2 * kHour));
    await page.goto(`${server.address}/workbench/tasks`);
    await page.locator('.task', { hasText: (await read(id)).case_no }).first().locator('a').first().click();
    await page.waitForURL(new RegExp(id));
    await page.locator('.acts').getByRole('link', { name: /举行听证/ }).click();
    await page.locator('.form fieldset').first().waitFor();
  });
  await check('the hearing is held by its minutes', async () => {
    const form = formOf(page, `act:${id}:hold_hearing`);
    await form.choose('outcome', '已举行');
    await form.fill('started_at', typed(planned));
    await form.fill('ended_at', typed(planned + 95 * 60_000));
    await form.fill('attendees', '当事人、调查人员、记录人');
    await form.fill('minutes', '主持人核对到场人员，宣布听证开始。调查人员说明事实、证据和处罚建议。当事人请求从轻。双方质证、辩论，当事人最后陈述。');
    await form.tick('signed');
    // Written down afterwards, as minutes are: held on the day it was notified for.
    await page.locator('.when summary').click();
    await form.fill('occurred_at', typed(planned + 95 * 60_000));
    await form.fill('late_reason', '笔录经各方核对签字后录入。');
    await looks(page, 'hold_hearing');
    assert.match(await finish(page), /举行听证已办好/);
    assert.equal((await read(id)).hearing, 'held');
  });
  await check('the report ends what stopped the case', async () => {
    const form = await openAct(page, server, id, 'report_hearing');
    await form.fill('report', '听证依法公开举行，双方充分陈述和质证，当事人对测量数额没有异议。');
    await form.fill('opinion', '事实清楚，证据充分，建议维持拟处理意见。');
    await finish(page);
    const body = await read(id);
    assert.equal(body.hearing, 'reported');
    assert.equal(body.hearings.at(-1).minutes_signed, true);
    await page.getByRole('tab', { name: /经过/ }).click();
    await page.locator('#panel-timeline').getByText('提交听证报告').first().waitFor();
    assert.deepEqual(host.complaints, []);
  });
  await check('the case goes on: the officer records that nothing else was stated', async () => {
    const body = await read(id);
    const officer = await seat(browser, server, named(body.officers.find((one) => one.role === 'lead').name));
    const form = await openAct(officer.page, server, id, 'hear_statement');
    await form.choose('result', '期满未提出');
    await finish(officer.page);
    assert.match(await officer.page.locator(kTold).innerText(), /已办好/);
    const { acts } = await officer.page.evaluate(async (at) => (await fetch(at)).json(), `/api/v1/cases/${id}`);
    const { reasons } = acts.find((one) => one.act === 'submit_for_review');
    // What is left to do before review is said on the case; the defence and the hearing are not among it.
    assert.deepEqual(reasons.map(({ code }) => code).filter((code) => /hearing|statement|defence/.test(code)), []);
    assert.deepEqual(officer.complaints, []);
    await officer.context.close();
  });
  await host.context.close();
}
