// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Statistics } from '../api/types';
import { me, open, person, serve, type Server } from '../testing';
import { csvOf, rowsOf } from './statistics';
import './HomePage.vue';

afterEach(() => vi.unstubAllGlobals());
const stages: Statistics['figures'][number] = {
  id: 'cases_by_stage', question: '案件停在哪里', finding: '在办 9 件，临近到期 2 件，逾期 1 件', how: '按办案阶段统计。', query: 'SELECT stage FROM cases',
  columns: [{ key: 'stage', label: '阶段代码' }, { key: 'name', label: '阶段' }, { key: 'total', label: '在办', unit: '件' }, { key: 'green', label: '正常' }, { key: 'yellow', label: '临期' }, { key: 'red', label: '逾期' }],
  rows: [['investigating', '调查取证', 7, 5, 2, 0], ['decided', '=已决定', 2, 1, 0, 1]],
};
const days: Statistics['figures'][number] = {
  id: 'filing_to_decision_days', question: '从立案到决定用了多少天', finding: '共 3 件', how: '', query: '', columns: ['case', 'number', 'days', 'limit_days'].map((key) => ({ key, label: key })),
  rows: [['a', '1', 30, 90], ['b', '2', 58, 90], ['c', '3', 101, 90]],
};
const lights: Statistics['figures'][number] = {
  id: 'lights', question: '期限走到哪里', finding: '', how: '', query: '', columns: [{ key: 'light', label: '灯' }, { key: 'name', label: '期限' }, { key: 'cases', label: '案件' }],
  rows: [['red', '逾期', 1], ['yellow', '临近到期', 2], ['none', '没有机关期限在走', 6]],
};
const body: Statistics = { as_of: '2026-11-20', scope: 'unit', period: { from: '2026-01-01', to: '2026-11-20' }, figures: [lights, stages, days] };
const server: Server = ({ path }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  if (path === '/api/v1/tasks') return { status: 200, body: { tasks: [], counts: {}, next: '' } };
  return { status: 200, body };
};

describe('the overview', () => {
  it('shows each figure with its finding, and one click away its table and how it was computed', async () => {
    const log = serve(server);
    const { page } = await open('/');
    expect(log.find((asked) => asked.path === '/api/v1/statistics')?.query.get('period')).toBe('year');
    expect(page.text()).toContain('本机构 · 2026-01-01 至 2026-11-20');
    expect(page.find('.figures').text()).toContain('在办案件9');
    const card = page.findAll('.figure')[0]!;
    expect(card.find('h2').text()).toBe('案件停在哪里');
    expect(card.find('.finding').text()).toContain('逾期 1 件');
    expect(card.find('.stages').text()).toContain('临期 2');
    expect(card.find('.stages a').attributes('href')).toBe('/cases?stage=investigating');
    expect(card.find('table').exists()).toBe(false);
    await card.findAll('.below button')[0]!.trigger('click');
    expect(card.findAll('tbody tr')).toHaveLength(2);
    expect(card.find('thead').text()).toContain('在办（件）');
    await card.findAll('.below button')[1]!.trigger('click');
    expect(card.find('pre').text()).toBe('SELECT stage FROM cases');
    expect(card.find('table').exists()).toBe(false);
  });
  it('draws one dot a case and a diamond beyond its own limit', async () => {
    serve(server);
    const { page } = await open('/');
    const card = page.findAll('.figure')[1]!;
    expect(card.findAll('circle')).toHaveLength(2);
    expect(card.findAll('path.late')).toHaveLength(1);
    expect(card.text()).toContain('办案期限 90 天');
    expect(card.text()).toContain('中位 58 天');
  });
  it('shows those who see no cases where their work is', async () => {
    const may = me.may;
    me.may = ['read_laws', 'read_calendar'];
    const log = serve(server);
    const { page } = await open('/');
    me.may = may;
    expect(page.find('.charts').exists()).toBe(false);
    expect(page.find('main .places').exists()).toBe(true);
    expect(log.some((asked) => asked.path === '/api/v1/statistics')).toBe(false);
  });
});

describe('a figure for a spreadsheet', () => {
  it('has units in its heads and no formula', () => {
    const lines = csvOf(stages).split('\r\n');
    expect(lines[0]).toBe('\ufeff阶段代码,阶段,在办（件）,正常,临期,逾期');
    expect(lines[2]).toBe("decided,'=已决定,2,1,0,1");
  });
  it('is read by the keys of its columns', () => expect(rowsOf(stages)[0]).toMatchObject({ stage: 'investigating', total: 7, red: 0 }));
});
