// Guards of recusal, preservation, evidence, correction, changes of the term and transfer; guards_test.cpp runs the rows.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_rows.h"

namespace mingjing::cases {

namespace {

using enum Guard;

constexpr RowOf kMeasureRows[] = {
    {actor_not_recused, "granted against the actor", [](Facts& f) { f.measures.actor_recused = true; }, true, "您已被决定回避"},
    {recusal_undecided, "asked for, not decided", [](Facts& f) { f.input->officers[0].recusal_pending = true; }, true,
     "不停止调查"},
    {recusal_waits, "none waits", [](Facts& f) { f.measures.recusal_waits = false; }, true, "没有等待决定"},
    {recusal_decider_apart, "about the decider", [](Facts& f) { f.measures.recusal_concerns_actor = true; }, true, "其他机关负责人"},
    {recusal_settled, "one waits",
     [](Facts& f) {
       f.measures.recusals_pending = 1;
       f.measures.recusal_names = "陈砚秋";
     },
     true, "陈砚秋"},
    {party_in_case, "released before", [](Facts& f) { f.measures.party_in_case = false; }, true, "不列为"},
    {party_remains, "the only one", [](Facts& f) { f.measures.parties = 1; }, true, "只有一名"},
    {party_remains, "two of three left", [](Facts& f) { f.measures.parties = 3; }, false},
    {preservation_waits, "none waits", [](Facts& f) { f.measures.preservation_waits = false; }, true, "审批"},
    {preservation_approved, "not approved",
     [](Facts& f) {
       f.measures.preservation_ready = false;
       f.measures.preservation_state = "pending";
     },
     true, "不能先实施"},
    {preservation_approved, "refused",
     [](Facts& f) {
       f.measures.preservation_ready = false;
       f.measures.preservation_state = "refused";
     },
     true, "没有批准"},
    {preservation_approved, "done before",
     [](Facts& f) {
       f.measures.preservation_ready = false;
       f.measures.preservation_state = "carried_out";
     },
     true, "已经实施过"},
    {preservation_approved, "a minute before the approval",
     [](Facts& f) { f.measures.preservation_approved_at = f.input->occurred_at.plus_ms(60'000); }, true, "不能事后补批"},
    {preservation_approved, "at the moment of the approval",
     [](Facts& f) { f.measures.preservation_approved_at = f.input->occurred_at; }, false},
    {list_acknowledged, "neither signed nor noted", [](Facts& f) { f.input->measure.list_acknowledged = false; }, true, "见证人"},
    {preservation_kept, "none is kept", [](Facts& f) { f.measures.preservation_kept = false; }, true, "没有等待处理"},
    {confiscation_decided, "no decision", [](Facts& f) { f.measures.confiscation_decided = false; }, true, "处罚决定"},
    {preservation_open, "one is kept", [](Facts& f) { f.measures.preservations_open = 1; }, true, "七个工作日"},
    {preservations_settled, "two are kept", [](Facts& f) { f.measures.preservations_open = 2; }, true, "2 件"},
    {expert_waits, "none waits", [](Facts& f) { f.measures.expert_waits = false; }, true, "鉴定意见"},
    {expert_told, "not told", [](Facts& f) { f.input->measure.told = false; }, true, "告知当事人"},
    {evidence_usable, "excluded before", [](Facts& f) { f.measures.evidence_usable = false; }, true, "已经排除"},
    {evidence_remains, "all excluded", [](Facts& f) { f.evidence_count = 0; }, true, "不得给予处罚"},
    {evidence_remains, "all excluded, no penalty",
     [](Facts& f) {
       f.evidence_count = 0;
       f.intended_outcome = "not_established";
     },
     false},
    {correction_open, "mended", [](Facts& f) { f.measures.correction_open = false; }, true, "改正完毕"},
    {recordings_settled, "one is owed",
     [](Facts& f) {
       f.measures.recordings_owed = "3月2日制作询问笔录（在办案场所询问）";
       f.measures.recordings_owed_count = 1;
     },
     true, "补传音像记录", "《行政处罚法》第四十七条"},
    {recording_gap_waits, "decided before", [](Facts& f) { f.measures.recording_gap_waits = false; }, true, "已经审批过"},
    {recording_gap_apart, "one's own", [](Facts& f) { f.measures.recording_gap_own = true; }, true, "您本人写的"},
    {recording_kept, "destroyed before", [](Facts& f) { f.measures.recording_kept = false; }, true, "只留销毁登记"},
    {recording_held, "nobody stayed it", [](Facts& f) { f.measures.recording_held = false; }, true, "不用解除"},
    {retention_over, "a day too early",
     [](Facts& f) { f.measures.retention_running = "2026年1月5日结案，保管六个月，到 2026年7月5日（周日）为止。"; }, true, "还在保管期限内",
     "《档案法》第二十一条第二款"},
    {recording_not_held, "in court", [](Facts& f) { f.measures.recording_holds = "行政复议、行政诉讼没有终结"; }, true, "没有终结",
     "《档案法》第二十一条第二款"},
    {destruction_free, "proposed before", [](Facts& f) { f.measures.destruction_free = false; }, true, "已经提请"},
    {destruction_proposed, "decided before", [](Facts& f) { f.measures.destruction_proposed = false; }, true, "已经审批过"},
    {destruction_approved, "not approved", [](Facts& f) { f.measures.destruction_approved = false; }, true, "经负责人批准"},
    {destruction_carried_out, "the witness first", [](Facts& f) { f.measures.destruction_carried_out = false; }, true, "先由执行人"},
    {destruction_apart, "one's own", [](Facts& f) { f.measures.destruction_own = "这次销毁是您批准的，不能由您执行。"; }, true, "您批准的"},
    {informant_told, "complaint, not told",
     [](Facts& f) {
       f.measures.complaint = true;
       f.input->measure.informant_told = false;
     },
     true, "投诉举报人"},
    {informant_told, "no complaint", [](Facts& f) { f.input->measure.informant_told = false; }, false},
    {term_running, "suspended",
     [](Facts& f) {
       f.measures.term_running = false;
       f.measures.term_suspended = true;
     },
     true, "正在中止"},
    {term_running, "not counted", [](Facts& f) { f.measures.term_running = false; }, true, "没有在计算"},
    {term_running, "on its last day", [](Facts& f) { f.measures.term_until = f.today; }, false},
    {term_running, "the day after", [](Facts& f) { f.measures.term_until = f.today - 1; }, true, "届满"},
    {term_ground_granted, "a field without a rule", [](Facts& f) { f.measures.term_grounds.clear(); }, true, "没有登记"},
    {term_ground_granted, "a ground that is none", [](Facts& f) { f.input->measure.term_ground = "busy"; }, true, "没有规定"},
    {term_ground_granted, "a ground of another kind", [](Facts& f) { f.input->measure.term_ground = "expert"; }, true,
     "不计入", "《自然资源行政处罚办法》第三十八条第二款"},
    {term_ground_granted, "a day too many", [](Facts& f) { f.input->measure.term_days = 31; }, true, "30 日",
     "《自然资源行政处罚办法》第三十八条第一款"},
    {term_ground_granted, "a second time", [](Facts& f) { f.measures.term_grounds[0].used = 1; }, true, "1 次",
     "《自然资源行政处罚办法》第三十八条第一款"},
    {term_stands, "not suspended", [](Facts& f) { f.measures.term_suspended = false; }, true, "没有中止"},
    {transfer_free, "proposed", [](Facts& f) { f.measures.transfer_owed = "proposed"; }, true, "还没有决定"},
    {transfer_free, "granted", [](Facts& f) { f.measures.transfer_owed = "crime"; }, true, "还没有移送"},
    {transfer_waits, "none waits", [](Facts& f) { f.measures.transfer_waits = false; }, true, "没有等待决定"},
    {transfer_in_person, "a deputy decides", [](Facts& f) { f.input->measure.in_person = false; }, true, "正职负责人"},
    {transfer_in_person, "a deputy decides on jurisdiction",
     [](Facts& f) {
       f.input->measure.in_person = false;
       f.measures.transfer_kind = "jurisdiction";
     },
     false},
    {transfer_approved, "not approved", [](Facts& f) { f.measures.transfer_ready = false; }, true, "还没有批准"},
    {transfer_approved, "not approved, jurisdiction",
     [](Facts& f) {
       f.measures.transfer_ready = false;
       f.measures.transfer_kind = "jurisdiction";
     },
     true, "还没有批准", "内部规定"},
    {transfer_approved, "before the approval",
     [](Facts& f) { f.measures.transfer_decided_at = f.input->occurred_at.plus_ms(1); }, true, "早于批准"},
    {transfer_materials, "no report", [](Facts& f) { f.input->measure.materials = {"goods_list"}; }, true, "调查报告"},
    {transfer_materials, "things kept, no list",
     [](Facts& f) {
       f.input->measure.materials = {"report"};
       f.measures.preservations_open = 1;
     },
     true, "物品清单"},
    {transfer_materials, "jurisdiction",
     [](Facts& f) {
       f.input->measure.materials = {"file"};
       f.measures.transfer_kind = "jurisdiction";
     },
     false},
    {transfer_unanswered, "answered", [](Facts& f) { f.measures.transfer_unanswered = false; }, true, "答复"},
    {transfer_not_owed, "granted, not handed over", [](Facts& f) { f.measures.transfer_owed = "crime"; }, true, "代替移送"},
    {transfer_not_owed, "proposed", [](Facts& f) { f.measures.transfer_owed = "proposed"; }, true, "先决定", "内部规定"},
    {transfer_not_owed, "jurisdiction", [](Facts& f) { f.measures.transfer_owed = "jurisdiction"; }, true, "管辖权", "内部规定"},
    {transfer_accepted, "no answer", [](Facts& f) { f.measures.transfer_accepted = false; }, true, "还没有答复"},
};

}  // namespace

std::span<const RowOf> measure_rows() { return kMeasureRows; }

}  // namespace mingjing::cases
