// When an answer may become public, by whom, and what then stands in it.
// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/public_answer.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/embedded.h"
#include "domain/supervision/complaint.h"

namespace mingjing::supervision {
namespace {

const UserId kProposer = *UserId::parse("01890000-0000-7000-8000-000000000003");
const UserId kOther = *UserId::parse("01890000-0000-7000-8000-000000000004");

Complaint answered() {
  Complaint c;
  c.id = *Uuid::parse("01890000-0000-7000-8000-000000000001");
  c.number = "123456789012";
  c.content = {ComplaintKind::grievance, ComplaintAbout::officer, "33010000001", "", "没有出示证件。", "王小明", "13800138000", true};
  c.state = ComplaintState::answered;
  c.outcome = ComplaintOutcome::upheld;
  c.answer = "王小明先生：经查属实。";
  c.answered_at = Instant::beijing(Date(2026, 3, 2), 9);
  return c;
}

PublicAnswer& add(Complaint& c, PublicAnswerState state, std::string_view takedown = {}) {
  PublicAnswer one;
  one.id = *PublicAnswerId::parse("01890000-0000-7000-8000-000000000010");
  one.state = state;
  one.question = "检查要不要出示证件？";
  one.answer = "要。";
  one.proposed_by = kProposer;
  one.takedown_reason = takedown;
  if (state == PublicAnswerState::approved || state == PublicAnswerState::taken_down) one.approved_at = Instant::beijing(Date(2026, 3, 5), 9);
  if (state == PublicAnswerState::taken_down) one.taken_down_at = Instant::beijing(Date(2026, 3, 9), 9);
  c.public_answers.push_back(one);
  return c.public_answers.back();
}

struct Row {
  const char* what;
  std::function<void(Complaint&)> change;
  const char *propose, *judge, *take_down;  // the code of the refusal; empty: it may be done
};

std::string code(const Status& status) {
  if (status) return {};
  const auto& reason = status.error().reasons.at(0);
  EXPECT_FALSE(reason.citation.empty()) << reason.code;
  return reason.code;
}

TEST(PublicAnswer, WhenItMayBeProposedJudgedAndTakenDown) {
  using enum PublicAnswerState;
  const Row rows[] = {
      {"answered", [](Complaint&) {}, "", "public_answer_proposed", "public_answer_live"},
      {"not yet answered", [](Complaint& c) { c.state = ComplaintState::accepted; }, "not_answered", "public_answer_proposed", "public_answer_live"},
      {"refused", [](Complaint& c) { c.state = ComplaintState::refused; }, "not_answered", "public_answer_proposed", "public_answer_live"},
      {"the writer did not agree", [](Complaint& c) { c.content.may_publish = false; }, "no_consent", "public_answer_proposed", "public_answer_live"},
      {"a report, though its writer agreed", [](Complaint& c) { c.content.kind = ComplaintKind::report; }, "report_not_public", "public_answer_proposed", "public_answer_live"},
      {"proposed", [](Complaint& c) { add(c, proposed); }, "public_answer_stands", "", "public_answer_live"},
      {"proposed by the other", [](Complaint& c) { add(c, proposed).proposed_by = kOther; }, "public_answer_stands", "approver_not_proposer", "public_answer_live"},
      {"returned", [](Complaint& c) { add(c, returned); }, "", "public_answer_proposed", "public_answer_live"},
      {"public", [](Complaint& c) { add(c, approved); }, "public_answer_stands", "public_answer_proposed", ""},
      {"taken down", [](Complaint& c) { add(c, taken_down, "outdated"); }, "", "public_answer_proposed", "public_answer_live"},
      {"taken down for want of consent", [](Complaint& c) { add(c, taken_down, "consent_withdrawn"); }, "consent_withdrawn", "public_answer_proposed", "public_answer_live"},
  };
  for (const auto& row : rows) {
    Complaint c = answered();
    row.change(c);
    EXPECT_EQ(code(may_propose_public_answer(c)), row.propose) << row.what;
    EXPECT_EQ(code(may_judge_public_answer(c, kOther)), row.judge) << row.what;
    EXPECT_EQ(code(may_take_down_public_answer(c)), row.take_down) << row.what;
  }
}

TEST(PublicAnswer, ItsBytesKnowNoWriter) {
  Complaint c = answered();
  const auto text = public_answer_json(c, add(c, PublicAnswerState::approved), {"澜川市自然资源和规划局", "11330900MB0X00001K"});
  EXPECT_EQ(text,
            R"({"agency":{"name":"澜川市自然资源和规划局","uscc":"11330900MB0X00001K"},"answer":"要。","answered_on":"2026-03-02",)"
            R"("id":"01890000-0000-7000-8000-000000000010","kind":"grievance","kind_name":"投诉","outcome":"upheld","outcome_name":"支持",)"
            R"("published_on":"2026-03-05","question":"检查要不要出示证件？","v":1})");
}

TEST(PublicAnswer, WhatIsLeftAfterATakedown) {
  Complaint c = answered();
  auto& shown = add(c, PublicAnswerState::taken_down, "inaccurate");
  shown.takedown_text = "引用的条文写错。";
  const auto text = answer_tombstone_json(shown, {"澜川市自然资源和规划局", "11330900MB0X00001K"});
  EXPECT_EQ(text.find("证件"), std::string::npos);
  const auto json = parse_json(text).value();
  EXPECT_EQ(json.text("reason_name"), "公开的内容不准确");
  EXPECT_EQ(json.text("taken_down_on"), "2026-03-09");
  EXPECT_EQ(json.text("text"), "引用的条文写错。");
}

TEST(PublicAnswer, TheWriterIsToldWhatBecamePublic) {
  Complaint c = answered();
  const auto steps = [&] {
    std::string out;
    for (const auto& step : progress_of(c, "局", "").steps) out += step.on + step.text + "；";
    return out;
  };
  add(c, PublicAnswerState::proposed);
  EXPECT_EQ(steps().find("公开"), std::string::npos);
  c.public_answers.clear();
  add(c, PublicAnswerState::approved);
  EXPECT_NE(steps().find("2026-03-05问题和答复已隐去个人信息公开"), std::string::npos) << steps();
  EXPECT_EQ(progress_of(c, "局", "").public_answer, c.public_answer()->id.text());
  c.public_answers.clear();
  add(c, PublicAnswerState::taken_down, "consent_withdrawn");
  EXPECT_NE(steps().find("2026-03-09公开的答复已撤下：提出人不再同意公开"), std::string::npos) << steps();
  EXPECT_TRUE(progress_of(c, "局", "").public_answer.empty());
}

// The form is data; the ids are a table, since they stand in opened events for ever.
TEST(PublicAnswer, TheFormOffersTheReasonsOfTheTable) {
  const auto forms = parse_json(embedded("supervision/complaint_forms.json")).value();
  const Json* reason = forms.find("take_down_public_answer")->find("properties")->find("reason");
  const auto &ids = reason->items("enum"), &names = reason->items("x-enum-titles");
  ASSERT_EQ(ids.size(), kAnswerTakedowns.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(*ids[i].as_string(), kAnswerTakedowns[i].id);
    EXPECT_EQ(*names[i].as_string(), kAnswerTakedowns[i].name);
  }
}

}  // namespace
}  // namespace mingjing::supervision
