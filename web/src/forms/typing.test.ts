// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readYuan, writeYuan, yuanInCapitals } from './amounts';
import { checkCitizenNo, checkUscc } from './checks';
import { readDay, readMoment, weekdayOf } from './terse';

describe('days typed short', () => {
  const now = '2026-11-20';
  for (const [typed, day] of [
    ['0315', '2026-03-15'], ['1231', '2026-12-31'], ['315', '2026-03-15'], ['3.15', '2026-03-15'], ['3月15日', '2026-03-15'], ['-7', '2026-11-13'], ['-25', '2026-10-26'],
    ['今天', '2026-11-20'], ['昨天', '2026-11-19'], ['20260302', '2026-03-02'], ['2026-3-2', '2026-03-02'], ['2026年3月2日', '2026-03-02'], ['２０２６－０３－０２', '2026-03-02'],
    ['0230', null], ['2026-02-30', null], ['1332', null], ['abc', null], ['', null], ['12345', null],
  ] as const) {
    it(`${typed} → ${day}`, () => expect(readDay(typed, now)).toBe(day));
  }
  it('lie in the past or near, across the turn of the year', () => {
    expect(readDay('1220', '2027-01-05')).toBe('2026-12-20');
    expect(readDay('0105', '2026-12-28')).toBe('2027-01-05');
    expect(readDay('0229', '2027-06-01')).toBe('2024-02-29');
  });
  it('say the weekday', () => expect(weekdayOf('2026-11-20')).toBe('周五'));
});

describe('moments typed short', () => {
  for (const [typed, moment] of [
    ['1358', '2026-11-20T13:58:00+08:00'], ['9:30', '2026-11-20T09:30:00+08:00'], ['9点', '2026-11-20T09:00:00+08:00'], ['0315 0930', '2026-03-15T09:30:00+08:00'], ['-1 8:05', '2026-11-19T08:05:00+08:00'],
    ['2026-11-16 09:20', '2026-11-16T09:20:00+08:00'], ['2026-11-16T01:20:00Z', '2026-11-16T01:20:00Z'], ['2575', null], ['0315', '2026-11-20T03:15:00+08:00'], ['昨天', null],
  ] as const) {
    it(`${typed} → ${moment}`, () => expect(readMoment(typed, '2026-11-20')).toBe(moment));
  }
});

describe('yuan', () => {
  for (const [typed, fen] of [
    ['50000', 5_000_000], ['1,093,680.00', 109_368_000], ['5万', 5_000_000], ['1.5万元', 1_500_000], ['0.05', 5], ['１２', 1200], ['0.005', null], ['-1', null], ['五万', null], ['', null],
    ['1.23456789', null], ['99999999999999', null],
  ] as const) {
    it(`${typed} → ${fen}`, () => expect(readYuan(typed)).toBe(fen));
  }
  it('are written with commas', () => expect(writeYuan(109_368_000)).toBe('1,093,680.00'));
  for (const [fen, words] of [
    [0, '零元整'], [5, '伍分'], [150, '壹元伍角'], [105, '壹元零伍分'], [5_000_000, '伍万元整'], [109_368_000, '壹佰零玖万叁仟陆佰捌拾元整'], [10_000_100, '壹拾万零壹元整'],
    [1_000_000_000_00, '壹拾亿元整'], [10_010_000_00, '壹仟零壹万元整'], [100_001_000_00, '壹亿零壹仟元整'],
  ] as const) {
    it(words, () => expect(yuanInCapitals(fen)).toBe(words));
  }
});

describe('check digits', () => {
  for (const [code, ok] of [['91350100M000100Y43', true], ['91350100M000100Y44', false], ['91350100m000100y43', true], ['91350100M000100Y4', false], ['91350100I000100Y43', false]] as const) {
    it(`credit code ${code}`, () => expect(checkUscc(code).ok).toBe(ok));
  }
  for (const [code, ok] of [['11010519491231002X', true], ['11010519491231002x', true], ['110105194912310021', false], ['110105194913310025', false], ['1101051949', false]] as const) {
    it(`citizen number ${code}`, () => expect(checkCitizenNo(code).ok).toBe(ok));
  }
});
