// Whose turn it is: one row a situation.
// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/tasks.h"

#include <gtest/gtest.h>

#include <functional>

#include "domain/cases/sample_case.h"
#include "domain/cases/procedure.h"
#include "domain/supervision/desk.h"

namespace mingjing::supervision {
namespace {

using namespace cases;
using sample::case_at;
using identity::Role;

const UnitId kUnit(*Uuid::parse("01890000-0000-7000-8000-000000000031"));
const UserId kReviewer(*Uuid::parse("01890000-0000-7000-8000-000000000041"));

Obligation limit(std::string_view rule, const char* id, const char* owed_by = "agency") {
  Obligation out;
  out.id = *ObligationId::parse("01890000-0000-7000-8000-0000000000" + std::string(id));
  out.rule = rule;
  out.name_zh = "作出处罚决定";
  out.owed_by = owed_by;
  out.due = Date(2026, 5, 13);
  return out;
}

Case led(Stage stage) {
  Case out = case_at(stage);
  out.unit = kUnit;
  out.officers = {{sample::kFirst, "陈砚秋", "", "lead", {}}, {sample::kSecond, "林知夏", "", "assist", {}}};
  out.obligations = {limit(rule::decide, "51")};
  return out;
}
Case proposed(Stage stage) {
  Case out = led(stage);
  out.proposal = Proposal{};
  out.proposal->substance_version = 1;
  return out;
}
Case reviewed(ReviewOutcome outcome) {
  Case out = proposed(Stage::legal_review);
  ReviewRound round;
  round.outcome = outcome;
  round.substance_version = 1;
  round.submitted_at = Instant::beijing(Date(2026, 3, 12), 9);
  out.reviews = {round};
  out.obligations.push_back(limit(rule::review, "52"));
  return out;
}

struct Row {
  const char* name;
  Case of;
  const char* task;  // empty: none
  std::string desk;
  const char* todo;
};

std::vector<Row> rows() {
  const std::string lead = desk::of(sample::kFirst), head = desk::of(Role::agency_head),
                    unit_head = desk::of(Role::unit_head, kUnit);
  std::vector<Row> out;
  const auto add = [&](const char* name, Case of, const char* task, const std::string& at, const char* todo,
                       const std::function<void(Case&)>& change = {}) {
    if (change) change(of);
    out.push_back({name, std::move(of), task, at, todo});
  };
  add("a clue", case_at(Stage::clue_registered), "decide_filing", head, "决定是否立案");
  add("nobody assigned", led(Stage::filed), "assign_officers", unit_head, "指派承办人", [](Case& c) { c.officers.clear(); });
  add("assigned", led(Stage::filed), "begin_investigation", lead, "开始调查，制作笔录");
  add("investigating", led(Stage::investigating), "investigate", lead, "查清事实，报告调查终结");
  add("concluded", led(Stage::investigation_concluded), "review_by_unit", unit_head, "审核调查终结报告");
  add("to be told", proposed(Stage::unit_reviewed), "serve_prior_notice", lead, "送达处罚告知书");
  add("no penalty needs no notice", proposed(Stage::unit_reviewed), "submit_for_review", lead, "送法制审核；不需审核的报请审批",
      [](Case& c) { c.proposal->outcome = "no_penalty"; });
  add("told", proposed(Stage::prior_notice_served), "hear_statement", lead, "听取陈述申辩，复核后答复");
  add("heard", proposed(Stage::statement_heard), "submit_for_review", lead, "送法制审核；不需审核的报请审批");
  add("sent to review", reviewed(ReviewOutcome::pending), "accept_review", desk::of(Role::legal_reviewer), "受理送审（第1轮）");
  add("reviewer allocated", reviewed(ReviewOutcome::pending), "give_review_opinion", desk::of(kReviewer), "出具法制审核意见（第1轮）",
      [](Case& c) {
        c.reviews[0].accepted_at = c.reviews[0].submitted_at;
        c.reviews[0].reviewers = {kReviewer};
      });
  add("a question of the reviewer", reviewed(ReviewOutcome::pending), "supply_review_supplement", lead, "补充送审材料", [](Case& c) {
    c.reviews[0].supplements = {{c.reviews[0].submitted_at, "附图不清", {}, {}}};
  });
  add("returned", reviewed(ReviewOutcome::returned), "answer_review", lead, "逐点答复审核意见，改正后再送审");
  add("disputed", reviewed(ReviewOutcome::failed), "decide_review_dispute", head, "研究审核意见分歧", [](Case& c) {
    c.reviews[0].disputes.emplace_back().reason = "认定不同";
  });
  add("passed", reviewed(ReviewOutcome::passed), "submit_for_approval", lead, "报请审批");
  add("passed, to be discussed", reviewed(ReviewOutcome::passed), "hold_discussion", head, "主持集体讨论",
      [](Case& c) { c.discussion_required = true; });
  add("submitted", reviewed(ReviewOutcome::passed), "decide", head, "审批并作出决定", [](Case& c) { c.approval_version = 1; });
  add("facts changed since the review", reviewed(ReviewOutcome::passed), "submit_for_review", lead, "送法制审核；不需审核的报请审批",
      [](Case& c) { c.proposal->substance_version = 2; });
  add("hearing asked for", proposed(Stage::statement_heard), "notify_hearing", desk::of(Role::hearing_host), "确定听证时间并通知当事人",
      [](Case& c) { c.hearing = HearingState::requested; });
  add("decided", led(Stage::decided), "serve_decision", lead, "送达决定书");
  add("paid in full", led(Stage::served), "close_case", head, "核准结案", [](Case& c) { c.obligations.clear(); });
  add("not paid yet", led(Stage::served), "follow_payment", lead, "登记缴款；逾期不缴的催告",
      [](Case& c) { c.obligations = {limit(rule::pay, "53", "party")}; });
  add("closed", led(Stage::closed), "archive_case", desk::of(Role::archivist), "归档", [](Case& c) { c.obligations.clear(); });
  add("archived", led(Stage::archived), "", "", "", [](Case& c) { c.obligations.clear(); });
  add("recusal asked for", led(Stage::investigating), "decide_recusal", head, "决定陈砚秋是否回避", [](Case& c) {
    c.recusals.emplace_back().name = "陈砚秋";
  });
  const auto filmed = [](Case& c) {
    c.records.emplace_back().act = Act::record_inquiry;
    c.records.back().occurred_at = Instant::beijing(Date(2026, 3, 2), 9);
    c.records.back().data = Json::object({{"in_room", true}});
  };
  add("questioned in the own room, not filmed", led(Stage::investigating), "add_recording", lead,
      "补传音像记录，或者说明原因：3月2日制作询问笔录（在办案场所询问）", filmed);
  add("and explained", led(Stage::investigating), "decide_recording_gap", unit_head,
      "审批音像记录说明：3月2日制作询问笔录（在办案场所询问）", [&](Case& c) {
        filmed(c);
        c.recording_gaps.emplace_back().of = c.records.back().id;
      });
  const auto going = [](DestructionState state) {
    return [state](Case& c) {
      c.obligations.clear();
      auto& r = c.recordings.emplace_back();
      r.file_name = "途中.wav";
      auto& d = r.destructions.emplace_back();
      d.state = state;
      d.proposed.at = d.decided.at = d.carried_out.at = Instant::beijing(Date(2026, 3, 2), 9);
    };
  };
  add("a destruction proposed", led(Stage::archived), "decide_destruction", head, "审批销毁音像记录：途中.wav", going(DestructionState::proposed));
  add("approved", led(Stage::archived), "carry_out_destruction", desk::of(Role::archivist), "执行销毁音像记录：途中.wav",
      going(DestructionState::approved));
  add("carried out", led(Stage::archived), "witness_destruction", desk::of(Role::legal_reviewer), "监督销毁音像记录：途中.wav",
      going(DestructionState::carried_out));
  add("destroyed", led(Stage::archived), "", "", "", going(DestructionState::destroyed));
  add("term stands", led(Stage::investigating), "resume_term", unit_head, "中止事由消除后恢复计算期限", [](Case& c) {
    c.obligations[0].suspensions.push_back({Date(2026, 3, 1), {}, "鉴定", ""});
  });
  add("to be shown", led(Stage::served), "propose_publication", desk::of(Role::publicity_clerk), "拟制公示", [](Case& c) {
    c.decision = Decision{};
    c.decision->service_started_at = Instant::beijing(Date(2026, 3, 12), 9);
    c.obligations = {limit(rule::publish, "54")};
  });
  add("sent back to be mended", led(Stage::served), "revise_publication", desk::of(Role::publicity_clerk), "修改公示稿，重新提请：摘要写错了面积。",
      [](Case& c) {
        c.decision = Decision{};
        c.decision->service_started_at = Instant::beijing(Date(2026, 3, 12), 9);
        c.publication.state = PublicationState::returned;
        c.publication.return_reason = "摘要写错了面积。";
        c.obligations = {limit(rule::publish, "54")};
      });
  add("a correction sent back", led(Stage::served), "revise_correction", desk::of(Role::publicity_clerk), "修改更正公示稿，重新提请：还有错字。",
      [](Case& c) {
        c.decision = Decision{};
        c.publication.state = PublicationState::approved;
        c.correction = Publication{};
        c.correction->state = PublicationState::returned;
        c.correction->return_reason = "还有错字。";
      });
  add("a minor is not shown", led(Stage::served), "withhold_publication", desk::of(Role::publicity_approver), "登记依法不予公示",
      [](Case& c) {
        c.decision = Decision{};
        c.decision->service_started_at = Instant::beijing(Date(2026, 3, 12), 9);
        c.parties.emplace_back().is_minor = true;
        c.obligations = {limit(rule::publish, "54")};
      });
  return out;
}

TEST(Tasks, WhoseTurnItIs) {
  for (const auto& row : rows()) {
    const auto tasks = tasks_of(row.of);
    if (std::string_view(row.task).empty()) {
      EXPECT_TRUE(tasks.empty()) << row.name << ": " << tasks.front().id;
      continue;
    }
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const Task& task) { return task.id == row.task; });
    if (found == tasks.end()) {
      ADD_FAILURE() << row.name << ": no task " << row.task;
      continue;
    }
    EXPECT_EQ(found->desks.front(), row.desk) << row.name;
    ASSERT_NE(find_task(found->id), nullptr) << row.name;
    EXPECT_EQ(todo_of(*find_task(found->id), found->detail), row.todo) << row.name;
    // The officer in charge sees it too, as what the case waits for.
    const bool leads = row.desk == desk::of(sample::kFirst);
    EXPECT_EQ(found->watcher, leads || row.of.officers.empty() ? "" : desk::of(sample::kFirst)) << row.name;
  }
}

TEST(Tasks, EveryLimitOfTheAgencyIsSomebodysAndNoneOfTheParty) {
  Case c = reviewed(ReviewOutcome::pending);
  c.obligations.push_back(limit(rule::statement, "55", "party"));
  std::size_t measured = 0;
  for (const auto& task : tasks_of(c)) {
    if (task.id == "keep_limit") {
      EXPECT_EQ(task.limit->rule, rule::decide);
      EXPECT_EQ(task.desks.front(), desk::of(sample::kFirst));
      EXPECT_EQ(todo_of(*find_task(task.id), task.detail), "作出处罚决定");
    }
    if (task.limit != nullptr) ++measured;
  }
  EXPECT_EQ(measured, 2u);  // review and decision; what the party may say is its own
}

TEST(Tasks, EveryActNamedIsAnAct) {
  for (const Stage stage : {Stage::clue_registered, Stage::filed, Stage::closed}) {
    for (const auto& task : tasks_of(led(stage))) {
      const auto* kind = find_task(task.id);
      ASSERT_NE(kind, nullptr);
      EXPECT_TRUE(kind->act.empty() || parse_act(kind->act)) << kind->act;
    }
  }
  EXPECT_EQ(find_task("nothing"), nullptr);
}

TEST(Tasks, AComplaintIsHiddenFromWhomItConcerns) {
  Complaint complaint;
  complaint.concerned = {sample::kFirst};
  auto tasks = tasks_of(complaint);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].id, "judge_complaint");
  EXPECT_NE(tasks[0].hidden_from.find(sample::kFirst.text()), std::string::npos);
  complaint.state = ComplaintState::accepted;
  EXPECT_EQ(tasks_of(complaint)[0].id, "allocate_complaint");
  complaint.handler = kReviewer;
  EXPECT_EQ(tasks_of(complaint)[0].desks.front(), desk::of(kReviewer));
  complaint.state = ComplaintState::answered;
  EXPECT_TRUE(tasks_of(complaint).empty());
}

}  // namespace
}  // namespace mingjing::supervision
