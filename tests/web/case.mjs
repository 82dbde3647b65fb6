// One ordinary case from the clue to the archive, by the people who do each step, in a real browser; on the way a clue filed by
// keyboard alone, evidence over a connection that breaks, two people at one case, a session that ends in mid-typing, a server
// that is away. SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings, phone, scrollsSideways, settled } from './browser.mjs';
import { finish, formOf, kTold, moveClock, openAct, seat } from './hands.mjs';
import { walkHearing } from './hearing.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const beijing = (ms) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export async function walkCase(check, browser, server, pictures) {
  const account = (role, index = 0) => server.accounts.filter((one) => one.role === role)[index];
  const people = {};
  const sit = async (name, who) => (people[name] ??= await seat(browser, server, who));
  const away = async (name) => {
    const one = people[name];
    delete people[name];
    await one?.context.close();
    assert.deepEqual(one?.complaints ?? [], []);
  };
  const quiet = (name) => assert.deepEqual(people[name].complaints, []);
  // Every screen on the way: no serious finding of axe, no sideways scrolling.
  const looks = async (page, name) => {
    if (pictures) await page.screenshot({ path: join(pictures, `case-${name}.png`), fullPage: true });
    assert.equal(await scrollsSideways(page), false, 'the page scrolls sideways');
    // Seen whole, since what stands under the dock at the foot of the window is only scrolled away.
    const size = page.viewportSize();
    await page.setViewportSize({ width: size.width, height: 4000 });
    const found = await axeFindings(page);
    await page.setViewportSize(size);
    assert.deepEqual(found, []);
  };
  await walkHearing(check, browser, server, looks);

  let id = '';
  let clock = Date.now();
  const later = async (days) => {
    clock += days * 86_400_000;
    await moveClock(server, account('system_admin'), beijing(clock));
  };
  const read = async (page) => page.evaluate(async (at) => (await fetch(at)).json(), `/api/v1/cases/${id}`);
  const stageIs = async (page, stage) => assert.equal((await read(page)).stage, stage);

  await check('a clue is filed by keyboard alone, with the number of the party checked while it is typed', async () => {
    const { page } = await sit('intake', account('intake'));
    await page.goto(`${server.address}/workbench/cases/new`);
    await page.getByRole('heading', { name: '登记线索', level: 1 }).waitFor();
    await settled(page);
    const form = formOf(page, 'clue:new');
    // Tab until the wanted control has the focus: everything must be reachable so.
    const tabTo = async (selector) => {
      for (let step = 0; step < 80; ++step) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`${selector} is not reached by Tab`);
    };
    const type = async (path, text) => {
      await tabTo(`[id="f-clue-new-${path.replace(/[^\w-]+/g, '-')}"]`);
      await page.keyboard.type(text);
    };
    await type('source', '');
    await page.keyboard.press('ArrowDown');
    await type('summary', '巡查发现望山镇东侧地块有新建硬化场地一处，未见用地批准文件。');
    await type('cause', '未经批准占用土地建设硬化场地');
    await type('item_id', '占用');
    await page.locator('[role=option]:visible').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await type('unit_id', '执法监察');
    await page.locator('[role=option]:visible').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo('[name="f-clue-new-party-kind"]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await type('party.name', '望山通达物流有限公司');
    await type('party.uscc', '91350100M000100Y44');
    await page.getByText('校验位不对').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('3');
    await page.getByText('校验位正确').waitFor();
    await type('party.legal_representative', '吴一凡');
    await type('party.address', '望山镇东侧');
    await type('discovered_on', '-3');
    await type('discovered_by', '例行巡查');
    await looks(page, 'new');
    await page.keyboard.press('Control+Enter');
    await page.locator(`${kTold}, .errors, .refusal[role=alert]`).first().waitFor();
    id = new URL(page.url()).pathname.split('/').at(-1);
    assert.match(await page.locator(kTold).innerText(), /线索已登记/);
    await form.at('source').count();
    quiet('intake');
  });

  await check('the head files the case; who may not is told so with the reason', async () => {
    const { page: clerk } = people.intake;
    await clerk.goto(`${server.address}/workbench/cases/${id}/acts/file_case`);
    await clerk.locator('.refused').waitFor();
    assert.match(await clerk.locator('.refused').innerText(), /没有这个角色/);
    await away('intake');
    const { page } = await sit('head', account('agency_head'));
    const form = await openAct(page, server, id, 'file_case');
    await form.fill('opinion', '符合立案条件，同意立案。');
    await looks(page, 'file');
    await finish(page);
    await stageIs(page, 'filed');
    quiet('head');
  });

  await check('the head of the unit assigns two officers', async () => {
    const { page } = await sit('unit', account('unit_head'));
    const form = await openAct(page, server, id, 'assign_officers');
    for (const name of [account('officer', 0).name, account('officer', 1).name]) {
      const more = page.locator(`[id="${`f-act-${id}-assign_officers-officers-more`}"]`);
      if (await more.count()) {
        await more.fill(name);
        await page.locator('[role=option]:visible').filter({ hasText: name }).first().waitFor();
        await more.press('ArrowDown');
        await more.press('Enter');
      } else await form.choose('officers', name);
    }
    await finish(page);
    quiet('unit');
  });

  await check('an on-site record goes on after a reload, and a session that ends in mid-typing is renewed on the page', async () => {
    const { page, context, account: who } = await sit('officer', account('officer', 0));
    let form = await openAct(page, server, id, 'record_on_site');
    await form.fill('place', '望山镇东侧地块');
    await form.fill('text', '现场可见新建硬化场地一处，约二百平方米。');
    await form.tick('certificate_shown');
    await page.locator('.dock').getByText(/已存/).waitFor();
    await page.reload();
    await page.locator('.resumed, .form textarea').first().waitFor();
    form = formOf(page, `act:${id}:record_on_site`);
    await page.waitForFunction((at) => document.getElementById(at)?.value !== '', `f-act-${id}-record_on_site-text`);
    assert.equal(await form.at('place').inputValue(), '望山镇东侧地块');
    await form.tick('party_present');
    await form.tick('signed');
    await context.clearCookies();
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const name = dialog.getByLabel('用户名');
    if (await name.isEditable()) await name.fill(who.username);
    await dialog.locator('input[name=password]').fill(who.password);
    await page.keyboard.press('Enter');
    await page.locator(kTold).waitFor();
    quiet('officer');
  });

  await check('the server is killed in mid-form, and again before it could answer: nothing typed is lost, the act happens once', async () => {
    const { page } = people.officer;
    const form = await openAct(page, server, id, 'record_on_site');
    await form.fill('place', '望山镇东侧地块');
    await form.fill('text', '复核：场地四至已用界桩标明。');
    await page.locator('.dock').getByText(/已存/).waitFor();
    await server.crash();
    await form.fill('text', '复核：场地四至已用界桩标明。服务器停着时写的这一句。');
    for (const path of ['certificate_shown', 'party_present', 'signed']) await form.tick(path);
    await page.keyboard.press('Control+Enter');
    await page.locator('.refusal[role=alert]').waitFor();
    await server.start();
    const before = (await read(page)).timeline.filter((entry) => entry.act === 'record_on_site').length;
    // The act is done, and the server dies before the browser hears of it.
    let lost = 0;
    await page.route('**/acts/record_on_site', async (route) => {
      lost += 1;
      assert.equal((await route.fetch()).status(), 200);
      await server.crash();
      await route.abort('connectionreset');
    }, { times: 1 });
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => !document.querySelector('.refusal[role=alert]')).catch(() => {});
    await page.locator('.refusal[role=alert]').waitFor();
    assert.equal(lost, 1);
    assert.match(await form.at('text').inputValue(), /服务器停着时写的这一句/);
    await server.start();
    await finish(page);
    const done = (await read(page)).timeline.filter((entry) => entry.act === 'record_on_site');
    assert.equal(done.length, before + 1);
    assert.equal(done.filter((entry) => entry.data.text === '复核：场地四至已用界桩标明。服务器停着时写的这一句。').length, 1);
    for (const one of Object.values(people)) one.complaints.length = 0; // the broken line was meant
  });

  await check('an inquiry is written by keyboard alone', async () => {
    const { page } = people.officer;
    const form = await openAct(page, server, id, 'record_inquiry');
    await form.fill('place', '执法支队询问室');
    await form.fill('subject', '吴一凡');
    await page.locator('[data-at="0-answer"]').focus();
    await page.keyboard.type('看清楚了，证件没有问题。');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('不申请。');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('听清楚了。');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('场地何时建成？');
    await page.keyboard.press('Enter');
    await page.keyboard.type('去年十月。');
    await form.tick('certificate_shown');
    await form.tick('rights_told');
    await page.getByRole('button', { name: '现在结束询问' }).click();
    await form.tick('signed');
    await looks(page, 'inquiry');
    await page.locator('.dock .main').click();
    await page.locator(kTold).waitFor();
    const { timeline } = await read(page);
    const { text } = timeline.find((entry) => entry.act === 'record_inquiry').data;
    assert.match(text, /^问：我们是.+执法人员/);
    assert.match(text, /问：场地何时建成？\n答：去年十月。$/);
  });

  await check('evidence goes up over a connection that breaks, by pause and resume, and is the file that was sent', async () => {
    const { page } = people.officer;
    const bytes = randomBytes(20 << 20);
    const path = join(server.data, '现场录像.mp4');
    writeFileSync(path, bytes);
    await page.goto(`${server.address}/workbench/cases/${id}/evidence`);
    await page.locator('input[data-test=files]').waitFor({ state: 'attached' });
    // The first piece arrives, the second is cut off, and so is every other try until the line is back.
    let pieces = 0;
    let isCut = true;
    await page.route('**/api/v1/uploads/**', (route) => {
      if (route.request().method() === 'PATCH') ++pieces;
      return isCut && pieces > 1 ? route.abort('connectionreset') : route.continue();
    });
    await page.locator('input[data-test=files]').setInputFiles(path);
    await page.waitForFunction(() => document.querySelector('progress')?.value > 0);
    while (pieces < 2) await wait(50);
    await page.getByRole('button', { name: /^暂停/ }).click();
    await page.getByText(/已暂停/).waitFor();
    isCut = false;
    await page.getByRole('button', { name: /^继续/ }).click();
    await page.getByText('已传完，与本机一致').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /^登记 / }).click();
    const row = page.locator('.register');
    await row.getByLabel('视听资料').or(row.getByText('视听资料')).first().waitFor({ state: 'attached' });
    await row.locator('select').first().selectOption({ label: '视听资料' });
    await row.locator('textarea').first().fill('占地现状');
    await looks(page, 'evidence');
    await row.getByRole('button', { name: '登记为证据' }).click();
    await page.getByText(/已登记为证据/).waitFor();
    const { evidence } = await read(page);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    assert.equal(evidence.at(-1).sha256, digest);
    assert.equal(evidence.at(-1).size, bytes.length);
    await page.unroute('**/api/v1/uploads/**');
    people.officer.complaints.length = 0; // the broken line was meant
  });

  await check('a film is played in pieces under a grant, from where one jumps to', async () => {
    const { page } = people.officer;
    // Some seconds of a moving picture, made by the browser itself.
    const film = Buffer.from(await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const brush = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm', videoBitsPerSecond: 4_000_000 });
      const pieces = [];
      recorder.ondataavailable = (event) => pieces.push(event.data);
      const over = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      for (const until = performance.now() + 2500; performance.now() < until; await new Promise(requestAnimationFrame)) {
        for (let i = 0; i < 200; ++i) {
          brush.fillStyle = `hsl(${Math.random() * 360} 80% 50%)`;
          brush.fillRect(Math.random() * 320, Math.random() * 240, 20, 20);
        }
      }
      recorder.stop();
      await over;
      const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
      return Array.from(bytes);
    }));
    await page.goto(`${server.address}/workbench/cases/${id}/evidence`);
    await page.locator('input[data-test=files]').waitFor({ state: 'attached' });
    await page.locator('input[data-test=files]').setInputFiles({ name: '执法记录仪.webm', mimeType: 'video/webm', buffer: film });
    await page.getByText('已传完，与本机一致').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /^登记 / }).click();
    const row = page.locator('.register');
    await row.locator('select').first().selectOption({ label: '视听资料' });
    await row.locator('textarea').first().fill('现场经过');
    await row.getByRole('button', { name: '登记为证据' }).click();
    await page.getByText(/已登记为证据/).waitFor();
    const piece = (await read(page)).evidence.at(-1);
    assert.equal(piece.media_type, 'video/webm');
    const refused = await page.evaluate(async (at) => (await fetch(at)).status, `/api/v1/evidence/${piece.id}/content`);
    assert.ok(refused >= 400, 'no byte without a grant');
    const ranges = [];
    page.on('response', (response) => {
      if (response.url().includes(`/evidence/${piece.id}/content`)) ranges.push([response.status(), response.request().headers().range ?? '']);
    });
    await page.goto(`${server.address}/workbench/cases/${id}`);
    await page.getByRole('tab', { name: /证据/ }).click();
    const viewer = page.locator('.tile', { hasText: piece.name }).last().locator('.viewer');
    await viewer.locator('summary').click();
    await viewer.getByRole('button', { name: '看', exact: true }).click();
    const video = viewer.locator('video');
    await video.waitFor();
    await video.evaluate(async (node) => {
      node.muted = true;
      await node.play();
      while (node.currentTime < .2) await new Promise((resolve) => setTimeout(resolve, 50));
      node.pause();
      node.currentTime = 1.5; // further on
      await new Promise((resolve) => node.addEventListener('seeked', resolve, { once: true }));
    });
    assert.ok(ranges.length > 0 && ranges.every(([status, range]) => status === 206 && /^bytes=\d+-/.test(range)), JSON.stringify(ranges));
    assert.ok(await video.evaluate((node) => node.videoWidth === 320 && node.error === null));
    quiet('officer');
  });

  await check('a phone takes a picture with its camera and it waits in the vault until it is registered', async () => {
    const one = await seat(browser, server, account('officer', 0), phone, { hasTouch: true, permissions: ['camera', 'microphone', 'geolocation'] });
    const { page } = one;
    await page.goto(`${server.address}/workbench/cases/${id}/evidence`);
    const camera = page.getByRole('button', { name: /拍照/ });
    await camera.waitFor();
    await looks(page, 'evidence-390');
    await camera.click();
    await page.getByRole('button', { name: '拍照', exact: true }).last().waitFor();
    await page.waitForFunction(() => document.querySelector('.sheet video')?.videoWidth > 0, null, { timeout: 10_000 });
    await looks(page, 'camera-390');
    await page.locator('.shutter button').click();
    await page.getByText('已拍 1 张').waitFor();
    await page.getByRole('button', { name: '完成，去登记' }).click();
    await page.getByText('已传完，与本机一致').waitFor();
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.getByText('已传完，与本机一致').waitFor();
    await page.getByRole('button', { name: /^去掉/ }).click();
    await page.reload();
    await page.getByRole('heading', { name: /已登记/ }).waitFor();
    assert.equal(await page.locator('.row').count(), 0);
    await one.context.close();
    assert.deepEqual(one.complaints, []);
  });

  await check('two people at one case: the second sees what the first did, and loses nothing', async () => {
    const { page } = people.officer;
    const other = await seat(browser, server, account('officer', 1));
    const form = await openAct(page, server, id, 'conclude_investigation');
    await page.getByRole('button', { name: '用案件里已有的内容起草' }).click();
    assert.match(await form.at('report').inputValue(), /案件来源和立案[\s\S]+现场录像/);
    await form.choose('proposal.outcome', '给予行政处罚');
    await form.fill('proposal.facts', '未经批准占用土地建设硬化场地。');
    await form.fill('proposal.reasons', '违反土地管理规定。');
    await form.group('proposal.kinds').getByLabel('罚款').check();
    await form.fill('proposal.kinds_text', '罚款50,000.00元');
    await form.fill('proposal.fine_fen', '5万');
    await page.getByText('伍万元整').waitFor();
    await form.fill('proposal.violated', '《土地管理法》第四十四条第一款');
    await form.fill('proposal.basis', '《土地管理法》第七十七条第一款');
    await form.fill('proposal.benchmark', '裁量基准第3项');
    await form.fill('proposal.benchmark_reason', '面积较小，主动配合。');
    const second = await openAct(other.page, server, id, 'record_on_site');
    for (const [path, text] of [['place', '望山镇东侧地块'], ['text', '复查：场地未扩大。']]) await second.fill(path, text);
    for (const path of ['certificate_shown', 'party_present', 'signed']) await second.tick(path);
    await finish(other.page);
    await other.context.close();
    await page.keyboard.press('Control+Enter');
    await page.locator('.two').waitFor();
    assert.match(await page.locator('.two').innerText(), /制作现场笔录/);
    await looks(page, 'conflict');
    assert.equal(await form.at('proposal.facts').inputValue(), '未经批准占用土地建设硬化场地。');
    await page.getByRole('button', { name: '看过了，接着办' }).click();
    await looks(page, 'report');
    await finish(page);
    await stageIs(page, 'investigation_concluded');
  });

  const act = (name, who, title, fill, after = async () => {}) => check(title, async () => {
    const { page } = await sit(name, who);
    const form = await openAct(page, server, id, fill.act);
    await fill.run(form, page);
    await looks(page, fill.act);
    await finish(page);
    await after(page);
    quiet(name);
  });

  await act('unit', account('unit_head'), 'the unit reviews the result', { act: 'review_by_unit', run: async (form) => {
    await form.choose('outcome', '同意');
    await form.fill('opinion', '同意。');
  } });
  await act('officer', account('officer', 0), 'the party is told beforehand', { act: 'serve_prior_notice', run: async (form) => {
    await form.select('method', '直接送达');
    await form.tick('certificate_shown');
    await form.fill('place', '公司办公室');
    await form.fill('receipt', '吴一凡签收');
  } });
  await check('the period to state and defend passes', () => later(9));
  await act('officer', account('officer', 0), 'nothing was stated', { act: 'hear_statement', run: (form) => form.choose('result', '期满未提出') });

  await act('officer', account('officer', 0), 'the case goes to legal review', { act: 'submit_for_review', run: async (form) => {
    for (const name of ['情况说明', '拟作出的决定文本', '依据', '证据材料']) await form.group('materials').getByLabel(name, { exact: true }).check();
    await form.fill('explanation', '请予审核。');
  } });

  // The desks show the form of an act beside what it is about; when it was done, the stage has moved on.
  const onDesk = (name, who, title, actId, run, done) => check(title, async () => {
    const { page } = await sit(name, who);
    await page.goto(`${server.address}/workbench/cases/${id}/acts/${actId}`);
    await page.locator('.dock .main, .opinion .end').first().waitFor();
    await run(formOf(page, `act:${id}:${actId}`), page);
    for (const until = Date.now() + 20_000; ; await wait(200)) {
      if (done(await read(page))) break;
      const said = page.locator('.errors, .refusal[role=alert]').first();
      if (Date.now() > until) assert.fail((await said.count()) > 0 ? await said.innerText() : `${actId} was not done`);
    }
    quiet(name);
  });
  await onDesk('reviewer', account('legal_reviewer'), 'the review is accepted', 'accept_review', async (_form, page) => {
    await page.getByRole('checkbox', { name: new RegExp(account('legal_reviewer').name) }).check();
    await page.locator('.dock .main').click();
  }, (body) => Boolean(body.reviews.at(-1)?.accepted_at));
  await onDesk('reviewer', account('legal_reviewer'), 'ten points are judged one by one, and the review is passed', 'give_review_opinion', async (form, page) => {
    for (const row of await page.locator('li.point').all()) {
      await row.getByText('符合', { exact: true }).click();
      await row.locator('textarea').fill('经审核，符合规定。');
    }
    await form.fill('opinion', '同意。');
    await page.locator('.end').getByText('十点意见都写好了').waitFor();
    await page.locator('.end .passed').click();
  }, (body) => body.reviews.at(-1)?.outcome === 'passed');
  await away('reviewer');

  await check('three members discuss', async () => {
    const { page } = await sit('head', account('agency_head'));
    const form = await openAct(page, server, id, 'hold_collective_discussion');
    await form.choose('outcome', '同意处理意见');
    for (const [path, text] of [['place', '会议室'], ['host', '局长'], ['recorder', '丁'], ['conclusion', '同意处罚意见。']]) await form.fill(path, text);
    for (const [index, name] of ['甲', '乙', '丙'].entries()) {
      await page.getByRole('button', { name: '加负责人' }).click();
      await form.fill(`members[${index}].name`, name);
      await form.fill(`members[${index}].opinion`, '同意');
    }
    await looks(page, 'discussion');
    await finish(page);
    quiet('head');
  });
  await act('officer', account('officer', 0), 'the decision is asked for', { act: 'submit_for_approval', run: (form) => form.fill('opinion', '报请审批。') });
  await act('head', account('agency_head'), 'the head decides what was proposed, filled in from it', { act: 'decide', run: async (form) => {
    assert.equal(await form.at('fine_fen').inputValue(), '50,000.00');
    await form.fill('opinion', '同意。');
  } });
  // The decision is set as PDF by a worker before it can be served.
  const rendered = async (page) => {
    for (const until = Date.now() + 60_000; Date.now() < until; await wait(500)) {
      if ((await read(page)).documents.every((document) => document.status === 'rendered')) return;
    }
    assert.fail('the documents were not set in a minute');
  };
  await check('the documents are set', () => rendered(people.officer.page));
  await act('officer', account('officer', 0), 'the decision is served', { act: 'serve_decision', run: async (form) => {
    await form.choose('outcome', '已送达');
    await form.select('method', '直接送达');
    await form.tick('certificate_shown');
    await form.fill('place', '公司办公室');
    await form.fill('receipt', '吴一凡签收');
  } });
  await onDesk('clerk', account('publicity_clerk'), 'the publication is proposed', 'propose_publication', async (_form, page) => {
    await page.locator('.dock .main').click();
  }, (body) => body.publication.state === 'proposed');
  await check('the public text is set', () => rendered(people.officer.page));
  await check('the publication is approved beside both texts', async () => {
    const { page } = await sit('approver', account('publicity_approver'));
    await page.goto(`${server.address}/workbench/cases/${id}/publication`);
    await page.getByRole('button', { name: '批准公示' }).click();
    await page.waitForFunction(async (at) => (await (await fetch(at)).json()).publication.state === 'published', `/api/v1/cases/${id}`, { timeout: 20_000, polling: 500 });
  });
  await act('officer', account('officer', 0), 'the fine is paid', { act: 'record_payment', run: async (form) => {
    await form.fill('amount_fen', '5万');
    await form.fill('paid_on', beijing(clock).slice(0, 10));
    await form.fill('receipt_no', 'P-2026-0001');
    await form.choose('channel', '银行');
  } });
  await act('head', account('agency_head'), 'the case is closed', { act: 'close_case', run: async (form) => {
    await form.select('reason', '已履行');
    await form.fill('summary', '罚款已全部缴清，予以结案。');
  } });
  await act('archive', account('archivist'), 'the case is archived', { act: 'archive_case', run: async (form) => {
    await form.fill('volume_no', '2026-罚-0001');
    await form.choose('retention', '30 年');
  } }, (page) => stageIs(page, 'archived'));

  await check('the case tells its whole story, on a phone and on paper too', async () => {
    const { page } = people.officer;
    await page.goto(`${server.address}/workbench/cases/${id}`);
    await page.getByRole('tab', { name: /文书/ }).click();
    await page.locator('.cards .name').first().click();
    await page.locator('.paper').waitFor();
    await looks(page, 'documents');
    await page.setViewportSize(phone);
    await looks(page, 'archived-390');
    await page.emulateMedia({ media: 'print' });
    for (const panel of ['timeline', 'documents', 'evidence', 'people']) assert.ok(await page.locator(`#panel-${panel}`).isVisible(), panel);
    assert.equal(await page.locator('.acts').isVisible(), false);
  });
  for (const name of Object.keys(people)) await check(`the browser has nothing to complain of: ${name}`, () => away(name));
}
