// A decision that is published, revoked in reconsideration, taken down and made anew: the second one is published under an
// id of its own, the first stays in the log with its takedown, and `verify` holds over both. A third case is revoked
// before it was ever shown, withheld, and decided again. SPDX-License-Identifier: Apache-2.0
#include "mingjing/verify.h"
#include "tests/walk/penalty_case.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

class Remake : public PenaltyCase {};

TEST_F(Remake, TheSecondDecisionIsPublishedUnderItsOwnId) {
  filed(Date(2026, 3, 3));
  decided(Date(2026, 3, 4), "当事人建设附属用房312.60平方米，未取得建设工程规划许可证。", 2'520'000);
  published();
  const auto first = loaded().decision->id;
  done("zhou.lan", Act::record_payment,
       Json::object({{"amount_fen", 2'520'000}, {"paid_on", "2026-03-17"}, {"channel", "bank"}, {"receipt_no", "FS1"}}));

  revoked_by_reconsideration(Date(2026, 3, 27), Date(2026, 5, 12));
  EXPECT_EQ(limit("apl_48_withdraw"), "2026-05-15+");
  refused("luo.qingyi", Act::remake_decision, Json::object({{"reason", "复议决定。"}}), "publication_settled");
  done("yin.guodong", Act::take_down_publication,
       Json::object({{"reason", "revoked"}, {"text", "复议决定撤销了本决定。"}}));
  EXPECT_EQ(limit("apl_48_withdraw"), "2026-05-15");
  done("luo.qingyi", Act::remake_decision, Json::object({{"reason", "复议决定。"}, {"until", "2026-07-13"}}));

  auto c = loaded();
  EXPECT_EQ(c.stage(), cases::Stage::investigating);
  EXPECT_FALSE(c.decision.has_value());
  EXPECT_FALSE(c.notice.has_value());
  EXPECT_EQ(c.publication.state, cases::PublicationState::none);
  ASSERT_EQ(c.past_decisions.size(), 1u);
  EXPECT_EQ(c.past_decisions[0].decision.id, first);
  EXPECT_EQ(c.past_decisions[0].publication.state, cases::PublicationState::taken_down);
  EXPECT_EQ(limit("arl_64_remake"), "2026-07-13+");
  // What was paid goes back while the case is under way again.
  done("zhou.lan", Act::refund_payment,
       Json::object({{"amount_fen", 2'520'000}, {"on", "2026-05-12"}, {"receipt_no", "退1"}, {"reason", "复议撤销。"}}));
  EXPECT_EQ(cases::past_overpaid(loaded()).count, 0);

  // The former notice, review and approval are about the former decision.
  at(Date(2026, 5, 13));
  decided(Date(2026, 5, 13), "重新测量，当事人建设附属用房298.00平方米，未取得建设工程规划许可证。", 2'400'000);
  EXPECT_EQ(limit("arl_64_remake"), "2026-07-13");
  published();
  c = loaded();
  EXPECT_NE(c.decision->id, first);
  EXPECT_EQ(c.decision->remade_from, first);
  EXPECT_EQ(c.decision->number, "澜自然资罚决〔2026〕2号");
  EXPECT_EQ(c.decision->paid.count, 0);
  refused("zhou.lan", Act::record_payment,
          Json::object({{"amount_fen", 2'400'001}, {"paid_on", "2026-05-26"}, {"channel", "bank"}, {"receipt_no", "FS2"}}),
          "payment_within");

  // Another: revoked by the agency itself before it was shown.
  filed(Date(2026, 6, 1));
  decided(Date(2026, 6, 2), "当事人建设附属用房100.00平方米，未取得建设工程规划许可证。", 1'000'000);
  done("luo.qingyi", Act::revoke_decision, Json::object({{"result", "revoked"}, {"reason", "面积有误。"}}));
  refused("luo.qingyi", Act::revoke_decision, Json::object({{"result", "revoked"}, {"reason", "面积有误。"}}), "decision_stands");
  refused("qu.meihua", Act::propose_publication, Json(Json::Object{}), "not_overturned");
  done("yin.guodong", Act::withhold_publication, Json::object({{"ground", "overturned"}, {"reason", "公示前已撤销。"}}));
  done("luo.qingyi", Act::remake_decision, Json::object({{"reason", "重新核实。"}}));
  EXPECT_EQ(limit("arl_64_remake"), "");  // nobody named a term
  decided(Date(2026, 6, 16), "当事人建设附属用房88.00平方米，未取得建设工程规划许可证。", 900'000);
  done("yin.guodong", Act::withhold_publication, Json::object({{"ground", "slight"}, {"reason", "轻微。"}}));

  workers::Sequencer sequencer(system_->database(), system_->tiles(), *system_->signer(), system_->clock(), "remake");
  sequencer.drain();
  const auto report = verify_deployment(options_);
  ASSERT_TRUE(report) << report.error().message;
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
  EXPECT_EQ(report->waiting, 0);
}

}  // namespace
}  // namespace mingjing::app
