// Items of enforcement 「执法事项」 as the server keeps them. SPDX-License-Identifier: Apache-2.0
import { fenWords } from '../parts/words';

export interface ItemRow {
  id: string;
  version: number;
  code: string;
  name: string;
  act_type?: string;
  basis?: string[];
  kinds?: string[];
  fines?: Fine[];
  unit?: string;
  review_days?: number;
  litigation_months?: number;
  litigation_days?: number;
  litigation_citation?: string;
  enforcement_power?: string;
  reconsideration_first?: string;
  handling_days?: number;
  active?: boolean;
}
export interface Fine {
  unit: 'fixed' | 'per_unit' | 'multiple';
  min: number;
  max: number;
  unit_name?: string;
  citation?: string;
}

// 1,000.00 元以上 10,000.00 元以下; 违法所得 1 倍以上 3 倍以下. Multiples are kept in thousandths.
export function fineWords(fine: Fine): string {
  if (fine.unit === 'multiple') {
    const times = (thousandths: number) => `${thousandths / 1000} 倍`;
    return `${fine.unit_name || '基数'} ${fine.min > 0 ? `${times(fine.min)}以上 ` : ''}${times(fine.max)}以下`;
  }
  const per = fine.unit === 'per_unit' ? `每${fine.unit_name || '单位'} ` : '';
  return `${per}${fine.min > 0 ? `${fenWords(fine.min)}以上 ` : ''}${fenWords(fine.max)}以下`;
}

export const actTypes: readonly [id: string, name: string][] = [
  ['penalty', '行政处罚'], ['permit', '行政许可'], ['compulsion', '行政强制'], ['levy', '行政征收'], ['fee', '行政收费'], ['inspection', '行政检查'],
  ['confirmation', '行政确认'], ['reward', '行政奖励'], ['benefit', '行政给付'], ['adjudication', '行政裁决'], ['requisition', '行政征用'],
  ['filing', '其他类备案'], ['approval', '其他类其他审批权'], ['forwarding', '其他类审核转报'], ['mediation', '其他类行政调解'], ['other', '其他类其他'],
];
export const actTypeName = (id: string | undefined) => actTypes.find(([one]) => one === id)?.[1] ?? id ?? '';
