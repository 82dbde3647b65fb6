// The desks in the browser by their roles: a file returned by legal review, answered point by point, sent again and passed;
// a publication proposed, held by a finding, answered, approved and taken down. Then every page of the desks on a desk and
// on a phone: no complaint of the browser, no sideways scrolling, no serious finding of axe.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { axeFindings, desk, phone, scrollsSideways, settled, watch } from './browser.mjs';
import { formOf } from './hands.mjs';

const kTen = 10;

class Person {
  constructor(server, account, context, page) {
    Object.assign(this, { server, account, context, page, complaints: watch(page) });
  }
  static async signIn(browser, server, account, viewport = desk) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    const person = new Person(server, account, context, page);
    await page.goto(`${server.address}/workbench/sign-in`);
    await page.getByLabel('用户名').fill(account.username);
    await page.locator('input[name=password]').fill(account.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes('sign-in'));
    return person;
  }
  go(path) {
    return this.page.goto(`${this.server.address}/workbench${path}`);
  }
  read(path) {
    return this.page.evaluate(async (address) => (await fetch(address)).json(), path);
  }
  // Which cases of the demo are overdue depends on the day; an act on one of them asks for the reason.
  async sayWhyLate() {
    const when = this.page.locator('details.when').last();
    await when.evaluate((details) => (details.open = true));
    await when.locator('[id$="-late_reason"]').fill('经办人外出，返回后办理。');
  }
  button(name) {
    return this.page.getByRole('button', { name });
  }
  async close() {
    assert.deepEqual(this.complaints, []);
    await this.context.close();
  }
}

const byRole = (server, role) => server.accounts.find((one) => one.role.split(',').includes(role));
const byName = (server, name) => server.accounts.find((one) => one.name === name);

// A case whose act the person may do now, among those at a stage.
async function caseFor(person, stage, act) {
  const { cases } = await person.read(`/api/v1/cases?stage=${stage}`);
  for (const { id } of cases) {
    const page = await person.read(`/api/v1/cases/${id}`);
    if (page.acts.some((one) => one.act === act && one.allowed)) return page;
  }
  throw new Error(`the demo has no case at ${stage} where ${act} may be done`);
}

async function accept(reviewer, id) {
  await reviewer.go(`/cases/${id}/review`);
  await reviewer.button('受理送审').click();
  await reviewer.page.getByRole('checkbox', { name: new RegExp(reviewer.account.name) }).check();
  await reviewer.page.locator('.work .dock').getByRole('button', { name: /受理送审/ }).click();
  await reviewer.page.getByRole('heading', { name: '主体合法' }).waitFor();
}

async function writePoints(reviewer, flawed) {
  const rows = reviewer.page.locator('.point');
  assert.equal(await rows.count(), kTen);
  for (let index = 0; index < kTen; ++index) {
    const row = rows.nth(index);
    const isFlawed = index === flawed;
    await row.getByText(isFlawed ? '有问题' : '符合', { exact: true }).click();
    await row.locator('textarea').fill(isFlawed ? '测量报告没有测绘单位签章。' : '已核对，符合。');
  }
  await reviewer.page.getByLabel(/总体意见/).fill(flawed === undefined ? '同意送审意见。' : '请补正后重新送审。');
}

async function returnAndResubmit(check, browser, server) {
  const reviewer = await Person.signIn(browser, server, byRole(server, 'legal_reviewer'));
  let handler;
  let id;
  await check('a reviewer accepts a file and is allocated to it', async () => {
    const found = await caseFor(reviewer, 'legal_review', 'accept_review');
    id = found.id;
    handler = await Person.signIn(browser, server, byName(server, found.officers.find((one) => one.role === 'lead').name));
    await accept(reviewer, id);
  });
  await check('no conclusion before ten written points; then the file goes back', async () => {
    const back = reviewer.button('退回修改');
    assert.equal(await back.getAttribute('aria-disabled'), 'true');
    await writePoints(reviewer, 4);
    await reviewer.sayWhyLate();
    assert.equal(await back.getAttribute('aria-disabled'), 'false');
    await reviewer.button('通过').first().click(); // does not follow from the points
    await reviewer.page.locator('.work .errors').waitFor();
    assert.match(await reviewer.page.locator('.work .errors').innerText(), /结论不能是“通过”/);
    await back.click();
    await reviewer.page.getByText('退回修改', { exact: false }).first().waitFor();
    await reviewer.page.locator('.whole', { hasText: '请补正后重新送审' }).waitFor();
  });
  await check('the unit answers the point that was found wanting', async () => {
    await handler.go(`/cases/${id}/acts/reply_to_review`); // leads to the desk
    await handler.page.getByText('测量报告没有测绘单位签章。').first().waitFor();
    assert.match(handler.page.url(), /\/review$/);
    await handler.page.getByLabel('采纳', { exact: true }).check();
    await handler.page.getByLabel('怎样修改，或者为什么不采纳').fill('已补测绘单位签章。');
    await handler.page.getByLabel(/^答复/).fill('已按审核意见补正。');
    await handler.page.locator('.work .dock').getByRole('button', { name: /答复审核意见/ }).click();
    await handler.page.getByText('承办答复：').waitFor();
  });
  await check('and sends the file again', async () => {
    await handler.button('送法制审核').click();
    for (const name of ['情况说明', '拟作出的决定文本', '依据', '证据材料']) await handler.page.getByRole('checkbox', { name, exact: true }).check();
    await handler.page.getByRole('textbox', { name: /情况说明/ }).fill('补正后再次送审。');
    await handler.page.locator('.work .dock').getByRole('button', { name: /送法制审核/ }).click();
    await handler.page.getByText('第 2 轮', { exact: false }).first().waitFor();
  });
  await check('the reviewer sees the problem of round one with its answer, and passes round two', async () => {
    await accept(reviewer, id);
    const row = reviewer.page.locator('.point').nth(4);
    assert.match(await row.innerText(), /第 1 轮问题[\s\S]*测量报告没有测绘单位签章[\s\S]*承办已采纳[\s\S]*已补测绘单位签章/);
    await writePoints(reviewer);
    await reviewer.button('通过').first().click();
    await reviewer.page.locator('.whole', { hasText: '同意送审意见' }).waitFor();
    const page = await reviewer.read(`/api/v1/cases/${id}`);
    assert.deepEqual(page.reviews.slice(-2).map((round) => round.outcome), ['returned', 'passed']);
    await reviewer.button(/两轮对照/).click();
    await reviewer.page.getByRole('row', { name: /证据合法充分/ }).waitFor();
  });
  await reviewer.close();
  await handler?.close();
}

async function publishAndTakeDown(check, browser, server) {
  const clerk = await Person.signIn(browser, server, byRole(server, 'publicity_clerk'));
  const approver = await Person.signIn(browser, server, byRole(server, 'publicity_approver'));
  let id;
  let number;
  await check('a clerk proposes from the list, beside both texts', async () => {
    await clerk.go('/publications?task=publish');
    await clerk.page.locator('tbody a').first().click();
    await clerk.page.getByRole('heading', { name: '公开稿' }).waitFor();
    id = /cases\/([^/]+)\/publication/.exec(clerk.page.url())[1];
    await clerk.button('提请公示').click();
    await clerk.page.getByLabel(/公开的事实摘要/).fill('当事人的违法行为已经查清。联系电话 13900216637。');
    await clerk.page.locator('.panel .dock').getByRole('button', { name: /提请公示/ }).click();
    await clerk.page.getByText('待批准').first().waitFor();
  });
  await check('the leak scan holds the approval until its finding is answered', async () => {
    await approver.go(`/cases/${id}/publication`);
    const approve = approver.button('批准公示');
    await approve.waitFor();
    assert.equal(await approve.getAttribute('aria-disabled'), 'true');
    assert.match(await approver.page.locator('.scan').innerText(), /处请您看一眼[\s\S]*13900216637/);
    for (const field of await approver.page.getByLabel('不是个人信息，因为').all()) await field.fill('这是本机关对外公布的举报电话。');
    assert.equal(await approve.getAttribute('aria-disabled'), 'false');
  });
  await check('answered, it is approved and stands on the public site', async () => {
    const approve = approver.button('批准公示');
    const shown = approver.page.getByRole('link', { name: '看公开的网页' });
    const late = approver.page.locator('.approval').getByLabel('补录或者逾期原因');
    for (const until = Date.now() + 60_000; Date.now() < until && (await shown.count()) === 0; ) {
      await approve.click().catch(() => {}); // the public text may still be being made; the page says so
      const reason = await late.inputValue({ timeout: 200 }).catch(() => 'not asked for, or gone with the approval');
      if (reason === '') await late.fill('经办人请假，补办。', { timeout: 3000 }).catch(() => {});
      await Promise.race([shown.waitFor({ timeout: 3000 }), approver.page.waitForTimeout(3000)]).catch(() => {});
    }
    await shown.waitFor();
    const { public_id, number: stands } = await approver.read(`/api/v1/cases/${id}/publication`);
    number = stands;
    const address = `${server.address}/decisions/${public_id}`;
    for (const until = Date.now() + 30_000; ; ) {
      const answer = await fetch(address);
      if (answer.ok && (await answer.text()).includes(number)) break;
      assert.ok(Date.now() < until, `${address} answers ${answer.status}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
  await check('taken down, the address says so and shows no party', async () => {
    await approver.button('撤下公示').click();
    await approver.page.getByLabel(/^原因/).selectOption({ label: '决定被撤销' });
    await approver.page.getByLabel(/公开说明的理由/).fill('复议机关撤销了这个决定。');
    await approver.page.locator('.panel .dock').getByRole('button', { name: /撤下公示/ }).click();
    await approver.page.getByText('撤下的原因：').waitFor();
    const { public_id } = await approver.read(`/api/v1/cases/${id}/publication`);
    const party = (await approver.read(`/api/v1/cases/${id}`)).party.name;
    for (const until = Date.now() + 30_000; ; ) {
      const text = await (await fetch(`${server.address}/decisions/${public_id}`)).text();
      if (text.includes('复议机关撤销了这个决定。')) {
        assert.ok(!text.includes(party), 'no party on the tombstone');
        break;
      }
      assert.ok(Date.now() < until, 'the tombstone did not appear');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
  await check('another is withheld on a lawful ground: the desk says which, the address says nothing', async () => {
    await approver.go('/publications?task=approve');
    await approver.page.locator('tbody a').first().click();
    await approver.button('依法不予公示').click();
    const other = /cases\/([^/]+)\/publication/.exec(approver.page.url())[1];
    assert.notEqual(other, id);
    await approver.page.locator('.panel select').first().selectOption({ label: '个人隐私' });
    await approver.page.getByLabel(/^理由/).fill('公开会暴露当事人的隐私，隐去以后也认得出来。');
    await approver.sayWhyLate();
    await approver.page.locator('.panel .dock').getByRole('button', { name: /依法不予公示/ }).click();
    await approver.page.getByText('不公开的依据：').waitFor();
    const { state, ground, public_id } = await approver.read(`/api/v1/cases/${other}/publication`);
    assert.deepEqual([state, ground], ['withheld', 'privacy']);
    assert.equal((await fetch(`${server.address}/decisions/${public_id}`)).status, 404);
  });
  await clerk.close();
  await approver.close();
}

async function answerALetter(check, browser, server) {
  const clerk = await Person.signIn(browser, server, byRole(server, 'intake'));
  await check('a letter is accepted, given to who answers it, and answered', async () => {
    const { complaints } = await clerk.read('/api/v1/complaints');
    const { id } = complaints.find((one) => one.state === 'received');
    await clerk.go(`/complaints/${id}`);
    const act = async (name, fill) => {
      const { acts } = await clerk.read(`/api/v1/complaints/${id}`);
      const words = acts.find((one) => one.act === name).name;
      await clerk.page.getByRole('button', { name: words, exact: true }).click();
      await fill(formOf(clerk.page, `complaint:${id}:${name}`));
      await clerk.page.locator('.panel .dock .main').click();
      await clerk.page.locator('.panel').waitFor({ state: 'detached' });
    };
    await act('accept_complaint', () => {});
    await act('allocate_complaint', () => clerk.page.getByLabel('承办人').selectOption({ index: 1 }));
    await act('answer_complaint', async (form) => {
      await form.choose('outcome', '解释说明');
      await form.fill('answer', '您反映的情况已经核实，依据和理由写在这里。');
    });
    const done = await clerk.read(`/api/v1/complaints/${id}`);
    assert.deepEqual([done.state, done.answer.text], ['answered', '您反映的情况已经核实，依据和理由写在这里。']);
    await clerk.page.getByText('您反映的情况已经核实').first().waitFor();
  });
  await clerk.close();
}

async function everyPage(check, browser, server, pictures) {
  const looks = [
    ['publicity_approver', async (person) => {
      const { publications } = await person.read('/api/v1/publications');
      return [['publications', '/publications'], ...publications.slice(0, 1).map(({ id }) => ['publication', `/cases/${id}/publication`])];
    }],
    ['legal_reviewer', async (person) => {
      const { cases } = await person.read('/api/v1/cases?stage=legal_review');
      return [['reviews', '/reviews'], ...cases.slice(0, 1).map(({ id }) => ['review', `/cases/${id}/review`])];
    }],
    ['intake', async (person) => {
      const { complaints } = await person.read('/api/v1/complaints');
      return [['complaints', '/complaints'], ...complaints.slice(0, 1).map(({ id }) => ['complaint', `/complaints/${id}`])];
    }],
    ['unit_head', async (person) => {
      const { cases } = await person.read('/api/v1/cases?stage=investigating');
      return [['standards', '/standards'], ...cases.slice(0, 1).map(({ id }) => ['discretion', `/cases/${id}/discretion`])];
    }],
  ];
  for (const [role, pagesOf] of looks) {
    const person = await Person.signIn(browser, server, byRole(server, role));
    const pages = await pagesOf(person);
    for (const [size, viewport] of [['1440', desk], ['390', phone]]) {
      await person.page.setViewportSize(viewport);
      for (const [name, path] of pages) {
        await check(`${name} at ${size}`, async () => {
          await person.go(path);
          await settled(person.page);
          assert.equal(await person.page.getByRole('alert').count(), 0, 'a refusal is shown');
          if (pictures) await person.page.screenshot({ path: join(pictures, `workbench-${name}-${size}.png`), fullPage: true });
          assert.equal(await scrollsSideways(person.page), false, 'the page scrolls sideways');
          assert.deepEqual(person.complaints, []);
          assert.deepEqual(await axeFindings(person.page), []);
        });
      }
    }
    await person.context.close();
  }
}

export async function walkDesks(check, browser, server, pictures) {
  await returnAndResubmit(check, browser, server);
  await publishAndTakeDown(check, browser, server);
  await answerALetter(check, browser, server);
  await everyPage(check, browser, server, pictures);
}
