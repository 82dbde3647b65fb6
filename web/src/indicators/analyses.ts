// Analyses of the records' figures, in words. SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';
import type { Indicator } from '../api/types';
import { shortOf } from './indicators';

export type RecordAnalyses = components['schemas']['RecordAnalyses'];
export type RecordAnalysis = components['schemas']['RecordAnalysis'];
export type AnalysisFigure = RecordAnalysis['figures'][number];

export const analysisUses: { id: RecordAnalysis['results'][number]['use']; name: string }[] = [
  { id: 'improve_enforcement', name: '改进执法' },
  { id: 'protect_rights', name: '保护执法人员和当事人的合法权益' },
];

// 第49项 文字记录客观全面 9/10
export const figureWords = (one: Pick<AnalysisFigure, 'number' | 'name' | 'numerator' | 'denominator'>): string =>
  `第${one.number}项 ${one.name} ${one.numerator}${one.denominator ? `/${one.denominator}` : ''}`;

export const shortFigures = (analysis: RecordAnalysis): AnalysisFigure[] => analysis.figures.filter((one) => one.met === false);

// What falls short stands in the form already: whoever analyses writes the reasons behind it. That none was made yet is no finding.
export const draftOf = (indicators: Indicator[]): string =>
  shortOf(indicators).filter((one) => one.id !== 'analysed').map((one) => `${figureWords({ number: one.number, name: one.name, numerator: one.numerator ?? 0, ...(one.denominator ? { denominator: one.denominator } : {}) })}：`).join('\n');
