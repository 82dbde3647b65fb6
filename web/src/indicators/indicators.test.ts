// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Indicator } from '../api/types';
import { me, open, person, serve, settle } from '../testing';
import { draftOf, figureWords, type RecordAnalyses, type RecordAnalysis } from './analyses';
import { shareWords, verdictOf, wantedWords } from './indicators';
import { today } from '../forms/today';
import './IndicatorsPage.vue';

const own = me.may;
const thisYear = Number(today().slice(0, 4));
afterEach(() => {
  vi.unstubAllGlobals();
  me.may = own;
});
const counted: Indicator = {
  number: 68, id: 'file_each_case', name: '每案有卷', question: '结案的案件是不是都已归档？', citation: '《通知》', mode: 'automatic', numerator: 2, numerator_name: '其中已归档的',
  denominator: 3, denominator_name: '本年结案的案件', threshold_thousandths: 1000, ratio_thousandths: 666, met: false,
};

const analysis: RecordAnalysis = {
  id: 'n1', version: 3, year: 2026, made: { name: '钟敏', at: '2026-11-20T01:00:00Z' }, weak_points: '询问没有录像。\n归档慢。', measures: '装设备。',
  figures: [{ number: 49, name: '文字记录客观全面', numerator: 9, denominator: 10, met: false }, { number: 84, name: '实时调阅监督', numerator: 1, met: true }, { number: 69, name: '归档符合规定', numerator: 0 }], results: [],
};
const analyses = (year: number, more: Partial<RecordAnalyses> = {}): RecordAnalyses => ({ agency: 'a', year, analyses: [], next: '', acts: [], ...more });

describe('words', () => {
  for (const [thousandths, words] of [[1000, '100%'], [666, '66.6%'], [50, '5%'], [1, '0.1%'], [0, '0%']] as const) {
    it(`${thousandths} is ${words}`, () => expect(shareWords(thousandths)).toBe(words));
  }
  it('say what has to be reached', () => {
    expect(wantedWords(counted)).toBe('标准 100%');
    expect(wantedWords({ ...counted, threshold_thousandths: 1 })).toBe('有即可');
  });
  it('name a figure, and begin an analysis with those that fall short', () => {
    expect(figureWords(analysis.figures[0]!)).toBe('第49项 文字记录客观全面 9/10');
    expect(figureWords(analysis.figures[1]!)).toBe('第84项 实时调阅监督 1');
    expect(draftOf([counted, { ...counted, number: 69, met: true }, { ...counted, number: 80, id: 'analysed' }])).toBe('第68项 每案有卷 2/3：');
  });
  it('tell apart what is short, what cannot be said, and what a person judges', () => {
    expect(verdictOf(counted).word).toBe('没有达到');
    const { met: _met, ...nothing } = counted;
    expect(verdictOf(nothing).word).toBe('还没有可数的');
    expect(verdictOf({ ...nothing, mode: 'evidence' }).word).toBe('由人评判');
  });
});

describe('the page', () => {
  it('shows both systems for a year and asks again for another', async () => {
    me.may = [...own, 'read_statistics'];
    const log = serve(({ path, query }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      const year = Number(query.get('year'));
      if (path === '/api/v1/analyses') return { status: 200, body: analyses(year) };
      const body = { agency: 'a', year, people_as_of: '2026-11-20', title: path.endsWith('record') ? '全过程记录' : '法制审核', indicators: [{ ...counted, numerator: year === thisYear ? 2 : 3 }] };
      return { status: 200, body };
    });
    const { page } = await open('/indicators');
    expect(page.findAll('h2').map((one) => one.text())).toEqual([
      '全过程记录 1 项，程序能数 1 项，1 项没有达到', '记录统计分析 第 80 至 82 项：看数、找薄弱环节、改进，再看用在了哪里', '法制审核 1 项，程序能数 1 项，1 项没有达到',
    ]);
    expect(page.text()).toContain(`${thisYear} 年的记录还没有作过统计分析。`);
    expect(page.text()).not.toContain('登记一次分析');
    expect(page.text()).toContain('其中已归档的 2；本年结案的案件 3');
    const [, before] = page.findAll('.year option');
    await page.find('.year select').setValue(before!.attributes('value'));
    await settle();
    expect(page.text()).toContain('其中已归档的 3');
    expect(log.filter((one) => one.path === '/api/v1/indicators/record')).toHaveLength(2);
  });

  it('begins an analysis with what falls short, and notes later what came of it', async () => {
    me.may = [...own, 'read_statistics', 'analyse_records'];
    let kept: RecordAnalysis[] = [];
    let isRefused = true;
    const log = serve(({ path, query, method }) => {
      if (path === '/api/v1/session') return { status: 200, body: person };
      if (path === '/api/v1/analyses' && method === 'POST') {
        if (isRefused) {
          isRefused = false;
          return { status: 422, body: { error: { code: 'invalid', message: '请填写改进措施。', field: 'measures', reasons: [{ code: 'invalid_field', message: '请填写改进措施。', citation: '', field: 'measures' }] } } };
        }
        kept = [analysis];
        return { status: 201, body: { id: 'n1' } };
      }
      if (path.startsWith('/api/v1/analyses/n1')) {
        kept = [{ ...analysis, version: 4, results: [{ use: 'improve_enforcement', use_name: '改进执法', text: '都装了。', noted: { name: '钟敏', at: '2026-11-21T01:00:00Z' } }] }];
        return { status: 200, body: { changed: true } };
      }
      const year = Number(query.get('year'));
      if (path === '/api/v1/analyses') return { status: 200, body: analyses(year, { analyses: kept, acts: ['record_analysis', 'note_analysis_result'] }) };
      return { status: 200, body: { agency: 'a', year, people_as_of: '2026-11-20', title: path.endsWith('record') ? '全过程记录' : '法制审核', indicators: [counted] } };
    });
    const { page } = await open('/indicators');
    await page.findAll('button').find((one) => one.text() === '登记一次分析')!.trigger('click');
    const [weak, measures] = page.findAll('form textarea');
    expect((weak!.element as HTMLTextAreaElement).value).toBe('第68项 每案有卷 2/3：');
    await weak!.setValue('第68项 每案有卷 2/3：归档慢。');
    await page.find('form').trigger('submit');
    await settle();
    expect(page.find('.problem').text()).toContain('请填写改进措施。');
    expect((weak!.element as HTMLTextAreaElement).value).toBe('第68项 每案有卷 2/3：归档慢。');
    await measures!.setValue('每月清一次。');
    await page.find('form').trigger('submit');
    await settle();
    expect(log.filter((one) => one.method === 'POST').at(-1)!.body).toEqual({ year: thisYear, weak_points: '第68项 每案有卷 2/3：归档慢。', measures: '每月清一次。' });
    expect(log.filter((one) => one.path === '/api/v1/indicators/record')).toHaveLength(2);
    expect(page.find('article').text()).toContain('当时的数：3 项，1 项没有达到');
    expect(page.findAll('article li').map((one) => one.text())).toEqual(['第49项 文字记录客观全面 9/10　没有达到', '第84项 实时调阅监督 1', '第69项 归档符合规定 0　没有可数的']);

    await page.findAll('button').find((one) => one.text() === '登记结果运用')!.trigger('click');
    await page.find('article select').setValue('improve_enforcement');
    await page.find('article textarea').setValue('都装了。');
    await page.find('article form').trigger('submit');
    await settle();
    const sent = log.filter((one) => one.method === 'POST').at(-1)!;
    expect(sent.body).toEqual({ use: 'improve_enforcement', text: '都装了。' });
    expect(sent.headers.get('If-Match')).toBe('"3"');
    expect(page.find('article').text()).toContain('改进执法　都装了。');
    expect(page.find('article form').exists()).toBe(false);
  });
});
