// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/complaint.h"

#include <gtest/gtest.h>

#include "law/limits.h"

namespace mingjing::supervision {
namespace {

Complaint sample() {
  Complaint c;
  c.id = *Uuid::parse("01890000-0000-7000-8000-000000000001");
  c.letter = "ab";
  c.number = "123456789012";
  c.key = "key";
  c.content = {ComplaintKind::grievance, ComplaintAbout::officer, "33010000001", "", "没有出示证件。", "王小明", "13800138000", true};
  c.received_at = Instant::beijing(Date(2026, 3, 2), 9);
  c.concerned.push_back(*OfficerId::parse("01890000-0000-7000-8000-000000000002"));
  return c;
}

TEST(Complaint, PartsKeepEverythingAndNothingPersonalInTheOpen) {
  Complaint c = sample();
  c.state = ComplaintState::answered;
  c.judged_at = c.allocated_at = c.received_at;
  c.handler = *UserId::parse("01890000-0000-7000-8000-000000000003");
  c.handler_name = "林知夏";
  c.answer = "经查属实。";
  c.answered_at = c.received_at;
  c.outcome = ComplaintOutcome::upheld;
  c.reason = "理由";
  cases::Obligation limit;
  limit.id = *ObligationId::parse("01890000-0000-7000-8000-000000000004");
  limit.rule = "petition_23_inform";
  limit.start = c.received_at;
  limit.due = Date(2026, 3, 17);
  c.obligations.push_back(limit);
  for (const int n : {1, 2}) {
    PublicAnswer shown;
    shown.id = *PublicAnswerId::parse("01890000-0000-7000-8000-00000000001" + std::to_string(3 - n));  // the key is no order
    shown.n = n;
    shown.question = "检查要不要出示证件？";
    shown.answer = "要。";
    shown.return_reason = "写了名字";
    shown.proposed_at = c.received_at;
    shown.leaks.push_back({"mobile", 1, 2, "公开稿里还有", "是文号", c.handler});
    c.public_answers.push_back(shown);
  }
  const auto parts = to_parts(c);
  const auto back = complaint_from_parts(c.id, parts);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(*back, c);
  for (const auto& part : parts) {
    const std::string open = canonical(part.data);
    for (const char* secret : {"王小明", "13800138000", "没有出示", "经查属实", "理由", "\"key\":", "要不要出示", "要。", "写了名字"})
      EXPECT_EQ(open.find(secret), std::string::npos) << part.name << ": " << open;
  }
  auto broken = parts;
  broken[0].data.set("state", "nonsense");
  EXPECT_FALSE(complaint_from_parts(c.id, broken));
}

TEST(Complaint, ContentIsCheckedWhole) {
  ComplaintContent content = sample().content;
  EXPECT_TRUE(validate(content));
  EXPECT_EQ(complaint_content(to_json(content)).value(), content);
  content.text = "  ";
  content.about_ref.clear();
  content.contact = std::string(201, 'x');
  const auto refused = validate(content);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reasons.size(), 3u);
  EXPECT_FALSE(complaint_content(Json::object({{"kind", "nonsense"}})));
  EXPECT_FALSE(complaint_content(Json(std::int64_t{3})));
}

TEST(Complaint, Guards) {
  Complaint c = sample();
  const OfficerId meant = c.concerned.front(), other = *OfficerId::parse("01890000-0000-7000-8000-000000000009");
  const UserId user = *UserId::parse("01890000-0000-7000-8000-000000000003");
  EXPECT_FALSE(may_touch(c, meant));
  EXPECT_TRUE(may_touch(c, other));
  EXPECT_TRUE(may_touch(c, OfficerId()));
  EXPECT_TRUE(may_judge(c));
  EXPECT_FALSE(may_work_on(c));
  c.state = ComplaintState::accepted;
  EXPECT_FALSE(may_judge(c));
  EXPECT_TRUE(may_work_on(c));
  EXPECT_FALSE(may_answer(c, user)) << "not allocated";
  c.handler = user;
  EXPECT_TRUE(may_answer(c, user));
  EXPECT_FALSE(may_answer(c, UserId()));
}

TEST(Complaint, EveryTermIsARuleOfTheLimits) {
  for (const auto& term : kComplaintTerms) EXPECT_NE(law::Limits::built_in().find(term.rule), nullptr) << term.rule;
}

TEST(Complaint, ProgressSaysWhatItsWriterMayKnow) {
  Complaint c = sample();
  c.state = ComplaintState::answered;
  c.judged_at = c.received_at;
  c.answer = "经查属实。";
  c.answered_at = c.received_at;
  c.handler_name = "林知夏";
  const auto progress = progress_of(c, "澜川市自然资源和规划局", "0990-3456");
  EXPECT_EQ(progress.steps.back().text, "已答复");
  EXPECT_EQ(progress.answer, "经查属实。");
  const std::string text = canonical(to_json(progress));
  for (const char* kept_back : {"王小明", "13800138000", "林知夏", "没有出示"}) EXPECT_EQ(text.find(kept_back), std::string::npos);
  EXPECT_EQ(canonical(to_json(complaint_progress(to_json(progress)))), text);
}

}  // namespace
}  // namespace mingjing::supervision
