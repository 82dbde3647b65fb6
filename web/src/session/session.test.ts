// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { insideAddress } from '../router';
import { open, person, refused, serve, settle, type Answer } from '../testing';

afterEach(() => vi.unstubAllGlobals());

const list: Answer = { status: 200, body: { cases: [], next: '' } };
const signIn = async (page: Awaited<ReturnType<typeof open>>['page'], totp = '') => {
  await page.find('input[name=username]').setValue(' zhoumy ');
  await page.find('input[name=password]').setValue('一句很长的密码 12');
  await page.find('input[name=totp]').setValue(totp);
  await page.find('form').trigger('submit');
  await settle();
};

describe('signing in', () => {
  it('leads back to the wanted page, sends the code without spaces, and keeps the CSRF token for changes', async () => {
    let isIn = false;
    const log = serve(({ path, method }) => {
      if (path !== '/api/v1/session') return list;
      if (method === 'DELETE') return { status: 204 };
      if (method === 'POST') isIn = true;
      return isIn ? { status: 200, body: person } : refused(401, '登录已失效，请重新登录。');
    });
    const { page, router } = await open('/cases?light=red');
    expect(router.currentRoute.value.name).toBe('sign-in');
    expect(router.currentRoute.value.query.next).toBe('/cases?light=red');
    await signIn(page, '407 123');
    const sent = log.find((asked) => asked.method === 'POST');
    expect(sent?.body).toEqual({ username: 'zhoumy', password: '一句很长的密码 12', totp: '407123' });
    expect(sent?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(router.currentRoute.value.fullPath).toBe('/cases?light=red');
    expect(log.at(-1)?.query.get('light')).toBe('red');
    expect(page.text()).toContain('周明远');
    expect(page.text()).toContain('澜川市自然资源和规划局');

    await page.find('.side .me').trigger('click');
    await page.findAll('button').find((button) => button.text() === '退出')?.trigger('click');
    await settle();
    const ending = log.find((asked) => asked.method === 'DELETE');
    expect(ending?.path).toBe('/api/v1/session');
    expect(ending?.headers.get('X-CSRF-Token')).toBe('csrf-1');
    expect(router.currentRoute.value.name).toBe('sign-in');
    expect(page.text()).not.toContain('周明远');
  });

  it('leaves the code out when none is typed', async () => {
    const log = serve(({ path, method }) => (path !== '/api/v1/session' ? list : method === 'POST' ? { status: 200, body: person } : refused(401, '')));
    const { page } = await open('/cases'); // where the answer above is one that the page can show
    await signIn(page);
    expect(log.find((asked) => asked.method === 'POST')?.body).not.toHaveProperty('totp');
  });

  for (const [name, answer, shown] of [
    ['the sentence of a refusal', refused(401, '用户名、密码或者动态口令不正确，请核对后重试。'), ['用户名、密码或者动态口令不正确，请核对后重试。']],
    ['the seconds to wait', refused(429, '尝试次数过多，请在8秒后重试。', { detail: { retry_after_s: 8 } }), ['尝试次数过多', '还要等 8 秒']],
    ['a broken answer in words', { status: 502, body: 'x' }, ['服务器没有给出可读的答复（502）']],
  ] as [string, Answer, string[]][]) {
    it(`shows ${name}, keeps name and password, forgets the code`, async () => {
      serve(({ method }) => (method === 'POST' ? answer : refused(401, '')));
      const { page, router } = await open('/sign-in');
      await signIn(page, '111111');
      for (const words of shown) expect(page.find('[role=alert]').text()).toContain(words);
      expect(document.activeElement).toBe(page.find('[role=alert]').element);
      expect((page.find('input[name=username]').element as HTMLInputElement).value).toBe(' zhoumy ');
      expect((page.find('input[name=password]').element as HTMLInputElement).value).toBe('一句很长的密码 12');
      expect((page.find('input[name=totp]').element as HTMLInputElement).value).toBe('');
      expect(router.currentRoute.value.name).toBe('sign-in');
    });
  }

  it('asks for what is missing without asking the server', async () => {
    const log = serve(() => refused(401, ''));
    const { page } = await open('/sign-in');
    const before = log.length;
    await page.find('form').trigger('submit');
    await settle();
    expect(page.find('[role=alert]').text()).toBe('请填写用户名。');
    expect(log.length).toBe(before);
  });

  it('says so when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    const { page } = await open('/sign-in');
    expect(page.text()).toContain('现在连不上服务器');
  });

  it('says above everything that the data are a demonstration', async () => {
    serve(() => refused(401, ''));
    const { page } = await open('/sign-in');
    expect(page.find('.demo-banner').text()).toContain('演示数据');
  });

  it('names every field', async () => {
    serve(() => refused(401, ''));
    const { page } = await open('/sign-in');
    for (const input of page.findAll('input')) {
      expect(page.find(`label[for="${input.attributes('id')}"]`).exists()).toBe(true);
    }
  });
});

describe('a session that ends', () => {
  it('is renewed in a dialog on the same page, and the call is made again', async () => {
    let isDead = false;
    const log = serve(({ path, method }) => {
      if (path === '/api/v1/session') {
        if (method === 'POST') isDead = false;
        return isDead ? refused(401, '') : { status: 200, body: person };
      }
      return isDead ? refused(401, '登录已失效，请重新登录。') : list;
    });
    const { page, router } = await open('/cases');
    isDead = true;
    await router.push('/cases?q=石料');
    await settle();
    expect(page.text()).toContain('登录已失效');
    const dialog = page.find('.el-dialog');
    await dialog.find('input[name=username]').setValue('zhoumy');
    await dialog.find('input[name=password]').setValue('一句很长的密码 12');
    await dialog.find('form').trigger('submit');
    await settle();
    expect(page.find('.el-dialog').exists()).toBe(false);
    expect(router.currentRoute.value.fullPath).toContain('/cases?q=');
    expect(log.at(-1)?.query.get('q')).toBe('石料');
    expect(page.text()).toContain('没有符合这些条件的案件');
  });
});

describe('a first password', () => {
  it('is changed before anything else is shown', async () => {
    let changed = false;
    const log = serve(({ path, method }) => {
      if (path === '/api/v1/session') return { status: 200, body: { ...person, user: { ...person.user, must_change_password: !changed } } };
      if (method !== 'POST') return list;
      if ((log.at(-1)!.body as { password: string }).password === 'short') return refused(422, '密码太短。', { field: 'password' });
      changed = true;
      return { status: 200, body: { changed: true } };
    });
    const { page, router } = await open('/cases');
    expect(router.currentRoute.value.name).toBe('password');
    expect(page.find('nav').exists()).toBe(false);
    const write = async (next: string, again: string) => {
      await page.find('#present').setValue('旧的');
      await page.find('#next').setValue(next);
      await page.find('#again').setValue(again);
      await page.find('form').trigger('submit');
      await settle();
    };
    await write('a long new password', 'another');
    expect(page.find('[role=alert]').text()).toContain('两次写的新密码不一样');
    await write('short', 'short');
    expect(page.find('[role=alert]').text()).toContain('密码太短。');
    await write('a long new password', 'a long new password');
    expect(router.currentRoute.value.fullPath).toBe('/cases');
  });
});

describe('where to go after signing in', () => {
  for (const [next, where] of [
    ['/cases/7?x=1', '/cases/7?x=1'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['https://evil.example', '/'],
    ['/sign-in?next=/x', '/'], [undefined, '/'], [['/a', '/b'], '/'],
  ] as const) {
    it(`${JSON.stringify(next)} → ${where}`, () => expect(insideAddress(next)).toBe(where));
  }
});
