// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import assessForm from '../../../data/forms/assess_discretion.json';
import type { Assessment, DiscretionPage, DiscretionPreview } from '../api/types';
import { open, person, refused, sampleCase, serve, settle, type Answer, type Asked } from '../testing';
import './DiscretionPage.vue';
import './StandardsPage.vue';
import { placeOn, readMeasure, withFact, writeMeasure, type Measure } from './discretion';

const area: Measure = { id: 'land_area', name: '违法占用土地面积', unit: '平方米', kind: 'quantity', scale: 1000 };
const money: Measure = { id: 'gains', name: '违法所得', unit: '元', kind: 'money', scale: 1 };
const days: Measure = { id: 'days', name: '逾期天数', unit: '天', kind: 'count', scale: 1 };

describe('measures', () => {
  for (const [typed, measure, value, written] of [
    ['2,104', area, 2104000, '2104'], ['2104.5', area, 2104500, '2104.5'], ['0.001', area, 1, '0.001'], ['１２', days, 12, '12'],
    ['312480', money, 31248000, '312,480.00'], ['4.4万', money, 4400000, '44,000.00'], ['0.05', money, 5, '0.05'],
  ] as const) {
    it(`${typed} ${measure.unit}`, () => {
      expect(readMeasure(typed, measure)).toBe(value);
      expect(writeMeasure(value, measure)).toBe(written);
    });
  }
  for (const [typed, measure] of [['', area], ['1.5', days], ['0.0001', area], ['0.005', money], ['-3', money], ['三', days]] as const) {
    it(`“${typed}” is no ${measure.unit}`, () => expect(readMeasure(typed, measure)).toBeNull());
  }
});

describe('facts and the scale', () => {
  const facts = [{ id: 'a', name: 'a', natural_person_only: false, excludes: ['b'] }, { id: 'b', name: 'b', natural_person_only: false, excludes: [] }, { id: 'c', name: 'c', natural_person_only: true, excludes: [] }];
  it('lets excluded facts give way, both ways', () => {
    expect(withFact(['b', 'c'], 'a', true, facts)).toEqual(['c', 'a']);
    expect(withFact(['a'], 'b', true, facts)).toEqual(['b']);
    expect(withFact(['a', 'c'], 'a', false, facts)).toEqual(['c']);
  });
  it('never leaves the scale', () => {
    const scale = { from_fen: 100, to_fen: 300 };
    expect([50, 100, 200, 300, 900].map((fen) => placeOn(scale, fen))).toEqual([0, 0, 50, 100, 100]);
    expect(placeOn({ from_fen: 5, to_fen: 5 }, 5)).toBe(0);
  });
});

const at = `/api/v1/cases/${sampleCase.id}`;
const act = { act: 'assess_discretion', name: '裁量', allowed: true, reasons: [], form: '/form/assess' };
const book: DiscretionPage = {
  item_code: 'T-1', item_name: '非法占用土地', discretion: [],
  facts: [{ id: 'first_violation', name: '初次违法', natural_person_only: false, excludes: [] }, { id: 'incapable', name: '不能辨认', natural_person_only: true, excludes: [] }],
  standard: { id: 's', name: '非法占用土地', from: '2024-01-01', basis: ['《土地管理法》第七十七条'] },
  measures: [area], rules: [{ id: 'harm_reduced', name: '主动消除危害后果', citation: '《行政处罚法》第三十二条第一项', effect_name: '从轻', must: true }],
  bands: [{ id: 'all', name: '每平方米', range: '每平方米 100 元以上 1000 元以下', citation: '《土地管理法实施条例》第五十七条', optional: false, steps: [{ id: 'minor', name: '轻微', when: '不足 500 平方米', range: '100 至 300 元' }, { id: 'ordinary', name: '一般', when: '500 平方米以上', range: '300 至 500 元' }] }],
};
const assessment: Assessment = {
  outcome: 'penalty', item: 'T-1', standard: 's', summary: '适用“一般”档', band: 'all', base_step: 'ordinary', step: 'ordinary', statutory: { from_fen: 12000000, to_fen: 120000000 }, recommended: { from_fen: 36000000, to_fen: 59999999 },
  applied: [{ id: 'step', rule: '档次', value: '一般', citation: '《非法占用土地裁量基准》' }], options: [{ id: 'first_slight_corrected', text: '可以不予处罚', citation: '《行政处罚法》第三十三条第一款', outcome: 'no_penalty' }],
  changes: [{ id: 'x', if: '面积不足 500 平方米', then: '降到“轻微”档' }], duties: ['责令退还土地'],
};
let preview: (body: Record<string, unknown>) => Answer;
beforeEach(() => {
  preview = () => ({ status: 200, body: { item_code: 'T-1', assessment, proposal: { fine_fen: 70000000, within: false, reasons: [{ code: 'deviation', message: '高于基准，要写明理由并经批准。', citation: '《行政处罚法》第三十四条' }] } } satisfies DiscretionPreview });
  sessionStorage.clear();
});
afterEach(() => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no server'))));
const server = (asked: Asked): Answer => {
  if (asked.path === '/api/v1/session') return { status: 200, body: person };
  if (asked.path === at) return { status: 200, body: { ...sampleCase, acts: [act] } };
  if (asked.path === `${at}/discretion`) return { status: 200, body: book };
  if (asked.path === `${at}/discretion/preview`) return preview(asked.body as Record<string, unknown>);
  if (asked.path === '/form/assess') return { status: 200, body: assessForm };
  if (asked.path === `${at}/acts/assess_discretion`) return { status: 200, body: { id: sampleCase.id, version: 28, stage: 'legal_review', event: 'e' } };
  return asked.method === 'PUT' ? { status: 200, body: { key: 'k', value: {}, version: 1, saved_at: '2026-11-20T06:32:00Z' } } : refused(404, '没有');
};
const address = `/cases/${sampleCase.id}/discretion`;
const rest = async () => {
  await new Promise((resolve) => setTimeout(resolve, 250));
  await settle();
};

describe('discretion of a case', () => {
  it('shows the step the server found, the range, every rule with its article, what would change it', async () => {
    serve(server);
    const { page } = await open(address);
    await rest();
    expect(page.find('.steps tr[aria-current]').text()).toContain('一般');
    expect(page.find('.rules').text()).toContain('《非法占用土地裁量基准》');
    expect(page.find('.rules').text()).toContain('面积不足 500 平方米：降到“轻微”档');
    expect(page.find('section.range').text()).toContain('360,000.00 元 至 599,999.99 元');
    expect(page.find('.range .reasons').text()).toContain('《行政处罚法》第三十四条');
    expect(page.text()).not.toContain('不能辨认');
  });
  it('asks anew as facts and measures change, and sends what was stated', async () => {
    const log = serve(server);
    const { page } = await open(address);
    await page.find('#measure-land_area').setValue('1,200');
    await page.find('.facts input[type=checkbox]').setValue(true);
    await rest();
    const stated = { facts: ['first_violation'], measures: [{ id: 'land_area', value: 1200000 }] };
    expect(log.filter((asked) => asked.path.endsWith('/preview')).at(-1)!.body).toEqual(stated);
    await page.find('.rules input[type=checkbox]').setValue(true);
    expect(page.findAll('label').some((label) => label.text().startsWith('偏离裁量基准的理由'))).toBe(true);
    await page.find('.dock .main').trigger('click');
    await settle();
    expect(log.find((asked) => asked.path.endsWith('/acts/assess_discretion'))!.body).toEqual({ ...stated, taken: ['first_slight_corrected'] });
  });
  it('says beside the measure what the server cannot use', async () => {
    preview = () => refused(422, '请填写违法占用土地面积。', { field: 'measures' });
    serve(server);
    const { page } = await open(address);
    await rest();
    expect(page.find('.measures [role=alert]').text()).toContain('请填写违法占用土地面积');
    expect(page.find('section.range').exists()).toBe(false);
  });
});

describe('the standards', () => {
  it('are the published ones, found by a word in the address', async () => {
    const item = (name: string, discretion: object[]) => ({ id: name, code: 'T', name, discretion });
    const standard = { name: 's', from: '2024-01-01', basis: [], bands: [{ name: '比例', when: '', range: '10% 以上', citation: '《土地管理法》第七十四条', steps: [{ name: '轻微', when: '', range: '10% 至 20%' }] }] };
    serve((asked) => (asked.path === '/lists/items.json' ? { status: 200, body: { documents: [{ entries: [item('非法转让土地', [standard]), item('没有基准的', []), item('采矿', [standard])] }] } } : server(asked)));
    const { page } = await open('/standards');
    expect(page.findAll('.entry .name').map((one) => one.text())).toEqual(['非法转让土地', '采矿']);
    expect(page.find('.entry tbody').text()).toContain('10% 至 20%');
    await page.find('#standards-q').setValue('采矿');
    await page.find('form[role=search]').trigger('submit');
    await settle();
    expect(page.findAll('.entry')).toHaveLength(1);
  });
});
