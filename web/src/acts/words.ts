// What each act is for, in one line, and which belong together on the page. A matter of words and order only: whether an act
// may be done, and why not, comes from the server.
// SPDX-License-Identifier: Apache-2.0

// The main way of a case, in its order. The first that is allowed is the main action.
const kMain = [
  'file_case', 'assign_officers', 'reply_to_review', 'supply_review_supplement', 'give_review_opinion', 'accept_review', 'review_by_unit', 'serve_prior_notice', 'notify_hearing', 'hold_hearing',
  'report_hearing', 'hear_statement', 'submit_for_review', 'hold_collective_discussion', 'decide', 'submit_for_approval', 'serve_decision', 'approve_publication', 'propose_publication', 'record_payment',
  'conclude_investigation', 'record_inquiry', 'record_on_site', 'add_evidence', 'assess_discretion', 'close_case', 'archive_case',
];

const kWords: Record<string, string> = {
  file_case: '符合立案条件的，批准立案，办案期限从立案日起算。',
  decline_filing: '不符合立案条件的，写明理由。',
  assign_officers: '指定主办和协办，须有两名以上持证人员。',
  record_inquiry: '一问一答记录，先表明身份、告知权利。',
  record_on_site: '记录现场所见，交当事人核对签名。',
  add_evidence: '照片、录音录像、书证，入库时核对摘要。',
  correct_facts: '改正案件里写错的事实，改前改后都留着。',
  conclude_investigation: '写调查终结报告和处理意见，送机构审核。',
  review_by_unit: '办案机构负责人审核调查结果和处理意见。',
  serve_prior_notice: '告知拟处罚的内容、事实、理由、依据和权利。',
  hear_statement: '记录当事人的陈述、申辩和采纳情况。',
  request_hearing: '当事人要求听证的，登记下来。',
  waive_hearing: '当事人明确放弃听证的，登记下来。',
  notify_hearing: '听证七个工作日前通知时间、地点。',
  hold_hearing: '记录听证的经过和笔录。',
  report_hearing: '主持人写出听证意见。',
  submit_for_review: '把送审材料交给法制机构。',
  accept_review: '受理后审核期限开始计算。',
  give_review_opinion: '十项逐项写意见，再下结论。',
  reply_to_review: '逐点答复审核意见，再次送审。',
  supply_review_supplement: '补充审核人要的说明或者材料，不影响审核期限。',
  hold_collective_discussion: '负责人集体讨论，逐人记录意见。',
  submit_for_approval: '材料齐备，报请负责人决定。',
  decide: '负责人作出决定，生成决定书和文号。',
  serve_decision: '送达决定书，登记回证。',
  propose_publication: '生成公开稿，检查隐去的内容。',
  approve_publication: '核对公开稿，批准公示。',
  return_publication: '公开稿要改的，写明哪里，退给公示经办。',
  record_payment: '登记银行、电子支付或者当场收缴的款项。',
  assess_discretion: '按裁量基准逐步选择，写明理由。',
  close_case: '履行完毕或者依法终结的，结案。',
  archive_case: '整理案卷，写明卷号和保管期限。',
  apply_recusal: '登记回避申请，等负责人决定。',
  add_party: '查明还有其他当事人的，追加进来。',
  propose_preservation: '证据可能灭失的，提请先行登记保存。',
  take_sample: '抽样取证，写明方法和备份。',
  add_recording: '把照片、录音、录像挂到所记录的环节。',
  explain_recording: '没有记录或者中断的，写明原因和补救。',
  decide_recording_gap: '审批没有音像记录的说明。',
  lengthen_retention: '音像记录要保管得更长的，写明理由。',
  hold_recording: '还要用的音像记录，写明理由，暂停销毁。',
  lift_recording_hold: '不用再留的，写明理由，解除暂停。',
  propose_destruction: '保管期限已满的音像记录，提请销毁。',
  decide_destruction: '批准或者不同意销毁音像记录。',
  carry_out_destruction: '核对摘要，执行已经批准的销毁。',
  witness_destruction: '在场监督，确认销毁；文件随即删除。',
  entrust_expert: '委托鉴定、检测，期间可以不计入办案期限。',
  order_correction: '责令当事人改正或者限期改正。',
  extend_term: '依法经批准延长办案期限。',
  suspend_term: '有法定事由的，中止计算期限。',
  propose_transfer: '涉嫌犯罪或者不归本机关管的，提请移送。',
  revoke_filing: '不该立的案，撤销立案。',
};

export const wordsOf = (act: string): string => kWords[act] ?? '';
export const isMain = (act: string): boolean => kMain.includes(act);

// Main acts in their order, those not done yet before those that were; the others after them as the server lists them.
export function inOrder<T extends { act: string }>(acts: readonly T[], done: ReadonlySet<string> = new Set()): T[] {
  const rank = (act: string) => (kMain.includes(act) ? kMain.indexOf(act) + (done.has(act) ? kMain.length : 0) : 2 * kMain.length);
  return [...acts].sort((a, b) => rank(a.act) - rank(b.act));
}
