// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { open, person, refused, serve, settle, type Server } from '../testing';
import { stepOf } from './setup';
import './SetUpPage.vue';
import '../session/SignInPage.vue';

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());
const bureau = (answerSetUp: Server, signedIn = false, done = false): Server => (asked) => {
  if (asked.path === '/api/v1/session') return signedIn ? { status: 200, body: person } : refused(401, '请先登录。');
  if (asked.path === '/api/v1/setup') return asked.method === 'POST' ? answerSetUp(asked) : { status: 200, body: { done } };
  if (asked.path === '/api/v1/setup/steps') return { status: 200, body: { ready: false, steps: [{ id: 'units', name: '内设机构', done: true, count: 3 }, { id: 'items', name: '执法事项', done: false, count: 0, missing: '还没有执法事项，立案时没有可选的。' }] } };
  return refused(404, '没有。');
};
const next = async (page: Awaited<ReturnType<typeof open>>['page']) => {
  await page.find('form').trigger('submit');
  await settle();
};

describe('the first set-up', () => {
  it('is where the sign-in page leads while there is nobody to sign in', async () => {
    serve(bureau(() => ({ status: 201 })));
    const { router } = await open('/sign-in');
    await settle();
    expect(router.currentRoute.value.name).toBe('setup');
  });

  it('goes step by step, back to the refused field, and goes on where it was, without secrets', async () => {
    let tries = 0;
    const log = serve(bureau(() => (++tries === 1 ? refused(422, '请更正标出的内容。', { reasons: [{ code: 'x', message: '统一社会信用代码末位应为 J。', field: 'agency/uscc' }] }) : { status: 201, body: { agency_id: 'a', administrators: [] } })));
    const first = await open('/setup');
    await first.page.find('input').setValue('abcd-ef01');
    await next(first.page);
    await first.page.find('input').setValue('澜川市自然资源和规划局');
    await next(first.page);
    await first.page.findAll('input:not([type])')[0]!.setValue('执法监察科');
    await next(first.page);
    for (const field of first.page.findAll('input[type=password]')) await field.setValue('一句很长的密码 12');
    expect(sessionStorage.getItem('mingjing.setup')).not.toContain('很长的密码');
    expect(sessionStorage.getItem('mingjing.setup')).not.toContain('abcd');
    await next(first.page);
    const sent = log.find((asked) => asked.method === 'POST')!.body as { code: string; agency: { units: unknown[]; name: string } };
    expect(sent.code).toBe('abcd-ef01');
    expect(sent.agency.units).toEqual([{ name: '执法监察科', case_handling: true, legal_review: false }]);
    expect(first.page.find('[aria-current=step]').text()).toContain('机关');
    expect(first.page.find('.problem').text()).toContain('末位应为 J');

    const second = await open('/setup');
    expect(second.page.find('[aria-current=step]').text()).toContain('机关');
    expect((second.page.find('input').element as HTMLInputElement).value).toBe('澜川市自然资源和规划局');
    await second.page.findAll('.steps button')[3]!.trigger('click');
    await next(second.page);
    expect(second.page.find('[role=status]').text()).toContain('初始化好了');
    expect(sessionStorage.getItem('mingjing.setup')).toBeNull();
  });

  it('shows afterwards what is still to be made ready, in the words of the server', async () => {
    serve(bureau(() => ({ status: 201 }), true, true));
    const { page } = await open('/setup');
    expect(page.text()).toContain('还有 1 件没有准备好');
    const rows = page.findAll('.steps li');
    expect(rows[0]!.text()).toContain('已有 3');
    expect(rows[1]!.text()).toContain('还没有执法事项，立案时没有可选的。');
    expect(rows[1]!.find('a').attributes('href')).toBe('/items');
  });
  for (const [field, step] of [['code', 0], ['agency/uscc', 1], ['agency/units', 2], ['audit_admin/password', 3]] as const) {
    it(`finds ${field} in step ${step + 1}`, () => expect(stepOf(field)).toBe(step));
  }
});
