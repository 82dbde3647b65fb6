// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { me, open, person, refused, row, serve, settle, type Server } from '../testing';
import { clockWords } from './clock';
import { setLetters } from './keys';
import { setLanguage } from './language';
import { isHere, places, placesFor } from './places';
import { saving, tellSaving } from './saving';
import '../palette/PaletteDialog.vue';
import './KeyList.vue';

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  setLanguage('zh');
  setLetters(true);
});
const signedIn: Server = ({ path, query }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === '/api/v1/palette') return { status: 200, body: { cases: query.get('q') === '石料' ? [{ id: row(7).id, number: '2026-0007', party: '恒岭石料有限公司', stage: 'filed', stage_name: '已立案' }] : [] } };
  if (path !== '/api/v1/cases') return refused(404, '没有找到这个案件。');
  return { status: 200, body: { cases: [], next: '' } };
};
const press = async (key: string, more: KeyboardEventInit = {}, on: Element = document.body) => {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await settle();
};

describe('the navigation', () => {
  const all = { hasRoute: () => true };
  it('offers what the server says the person may use, and no screen that does not exist', () => {
    const officer = { may: (action: string) => me.may.includes(action), roles: ['officer'] };
    const names = placesFor(officer, all).map((place) => place.name);
    expect(names).toContain('案件');
    expect(names).toContain('登记线索');
    for (const other of ['公示', '账号与角色', '系统管理', '法制审核']) expect(names).not.toContain(other);
    const admin = { may: (action: string) => ['read_laws', 'read_users'].includes(action), roles: ['system_admin'] };
    expect(placesFor(admin, all).map((place) => place.route)).toEqual(['home', 'statutes', 'users', 'admin']);
    expect(placesFor(officer, { hasRoute: (name) => name === 'cases' }).map((place) => place.route)).toEqual(['cases']);
  });
  it('knows its place by the first step of the address', async () => {
    serve(signedIn);
    const { router } = await open('/cases?q=x');
    const at = (route: string) => places.find((place) => place.route === route)!;
    const deep = router.resolve('/cases/7') as ReturnType<typeof router.resolve> & { name: string };
    expect(isHere(at('cases'), deep)).toBe(true);
    expect(isHere(at('home'), deep)).toBe(false);
    expect(isHere(at('new-case'), deep)).toBe(false);
  });
  it('speaks English when asked, and keeps it', async () => {
    serve(signedIn);
    const { page } = await open('/cases');
    await page.find('.side .me').trigger('click');
    await page.findAll('.languages button')[1]!.trigger('click');
    expect(page.find('.side nav').text()).toContain('Cases');
    expect(page.find('.skip').text()).toBe('Skip to content');
    expect(localStorage.getItem('mingjing.language')).toBe('en');
  });
});

describe('keys', () => {
  it('list themselves at ?, but not while somebody types or when letters are off', async () => {
    serve(signedIn);
    const { page } = await open('/cases');
    await press('?', {}, page.find('input[name=q]').element);
    expect(page.find('dialog').exists()).toBe(false);
    await press('?');
    expect(page.find('dialog').text()).toContain('打开或关上查找');
    await page.find('.switch input').setValue(false);
    page.find<HTMLDialogElement>('dialog').element.close();
    await settle();
    await press('?');
    expect(page.find('dialog').exists()).toBe(false);
  });
});

describe('the palette', () => {
  it('finds screens by a word and cases by two characters, and goes there by Enter', async () => {
    const log = serve(signedIn);
    const { page, router } = await open('/cases');
    await press('k', { ctrlKey: true });
    const input = page.find('input[role=combobox]');
    await input.setValue('石');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(log.filter((asked) => asked.query.get('q') === '石')).toHaveLength(0);
    await input.setValue('石料');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await settle();
    const options = page.findAll('[role=option]');
    expect(options).toHaveLength(1);
    expect(options[0]!.text()).toContain('2026-0007');
    expect(input.attributes('aria-activedescendant')).toBe(options[0]!.attributes('id'));
    await page.find('form[role=search] input[role=combobox]').trigger('submit');
    await settle();
    expect(router.currentRoute.value.path).toBe(`/cases/${row(7).id}`);
    expect(page.find('dialog').exists()).toBe(false);
  });
  it('says what to try when nothing is found', async () => {
    serve(signedIn);
    const { page } = await open('/cases');
    await press('k', { ctrlKey: true });
    await page.find('input[role=combobox]').setValue('没有这样的');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await settle();
    expect(page.find('dialog [role=status]').text()).toContain('没有找到');
  });
});

describe('acting for a colleague', () => {
  it('is chosen in the own menu, sent with every call, and said at the top', async () => {
    const delegated = me as typeof me & { acts_for?: object[] };
    delegated.acts_for = [{ user: 'u2', name: '陈砚秋', from: '2026-11-01', until: '2026-11-30', now: true }];
    const log = serve(signedIn);
    const { page, router } = await open('/cases');
    delete delegated.acts_for;
    await page.find('.side .me').trigger('click');
    await page.find('.side .acting button').trigger('click');
    await settle();
    expect(page.find('.bar .acting').text()).toContain('正在替 陈砚秋 办');
    await router.push('/cases?q=x1');
    await settle();
    expect(log.at(-1)!.headers.get('X-Acting-For')).toBe('u2');
    await page.find('.bar .acting button').trigger('click');
    await router.push('/cases?q=x2');
    await settle();
    expect(log.at(-1)!.headers.has('X-Acting-For')).toBe(false);
  });
});

describe('the top bar', () => {
  it('writes the time of Beijing', () => expect(clockWords(Date.parse('2026-11-20T06:32:00Z'))).toBe('2026-11-20 星期五 14:32'));
  it('says the worst of what screens tell', () => {
    tellSaving('a', 'saved');
    tellSaving('b', 'unsaved');
    expect(saving.value).toBe('unsaved');
    tellSaving('b', null);
    expect(saving.value).toBe('saved');
    tellSaving('a', null);
  });
});
