// A first draft of the investigation report from what the case already holds: nothing is judged, every sentence is a fact
// that was recorded. SPDX-License-Identifier: Apache-2.0
import type { CasePageBody } from '../../api/types';
import { dayInWords, momentWords } from '../../parts/words';

const day = (instant: string) => {
  const text = momentWords(instant).slice(0, 10);
  return `${text.slice(0, 4)} 年 ${dayInWords(text)}`;
};

export function beginReport(page: CasePageBody): string {
  const out: string[] = [];
  const filed = page.timeline.find((entry) => entry.act === 'file_case');
  out.push(`一、案件来源和立案\n${day(page.reported_at)}，本机关登记线索：${page.summary}${filed ? `\n${day(filed.occurred_at)}立案。` : ''}`);
  out.push(`二、当事人\n${page.parties.map((party) => [party.name, party.uscc && `统一社会信用代码 ${party.uscc}`, party.legal_representative && `法定代表人 ${party.legal_representative}`].filter(Boolean).join('，')).join('\n')}`);
  const steps = page.timeline.filter((entry) => ['record_on_site', 'record_inquiry', 'take_sample', 'preserve_evidence', 'record_expert_opinion'].includes(entry.act));
  const words = (entry: (typeof steps)[number]) => [entry.data.place, entry.data.subject && `被询问人 ${String(entry.data.subject)}`].filter(Boolean).map(String).join('，');
  out.push(`三、调查经过\n${steps.map((entry) => `${day(entry.occurred_at)}，${entry.name}${words(entry) ? `（${words(entry)}）` : ''}。`).join('\n')}`);
  out.push(`四、证据\n${page.evidence.filter((piece) => !piece.excluded).map((piece, index) => `${index + 1}. ${piece.name}（${piece.kind_name}），证明：${piece.proves ?? ''}`).join('\n')}`);
  out.push('五、查明的事实\n');
  out.push('六、处理意见\n');
  return out.join('\n\n');
}
