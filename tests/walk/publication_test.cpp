// Publications after the first: a correction takes the place of what it corrects, a changed decision is published anew, the
// display ends by itself, findings are answered by whoever approves. `verify` holds over all of it, and nothing of what was
// taken down is left in the portal's folder. SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>

#include "flow/read_publication.h"
#include "mingjing/portal.h"
#include "mingjing/verify.h"
#include "query/publication_desk.h"
#include "tests/walk/penalty_case.h"
#include "workers/display.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

class Publishing : public PenaltyCase {
 protected:
  void decided_case(const Json& party = organisation()) {
    filed(Date(2026, 3, 3), party);
    decided(Date(2026, 3, 4), "当事人建设附属用房312.60平方米，未取得建设工程规划许可证。", 2'520'000);
  }
  void proposed(Act act, Json body) {
    done("qu.meihua", act, std::move(body));
    render();
  }
  void carried() {
    workers::Sequencer sequencer(system_->database(), system_->tiles(), *system_->signer(), system_->clock(), "test");
    sequencer.drain();
    sequencer.release();
    if (!portal_) portal_ = std::make_unique<Portal>(*system_);
    portal_->publisher().publish();
  }
  void verified() {
    const auto report = verify_deployment(options_);
    ASSERT_TRUE(report) << report.error().message;
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
  }
  // Every file of the portal, its write-ahead log and what it left behind.
  bool portal_holds(std::string_view text) {
    for (const auto& entry : std::filesystem::directory_iterator(options_.data)) {
      if (!entry.path().filename().string().starts_with("portal")) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }
  std::size_t displays_ended() {
    const workers::DisplayServices services{system_->database(), system_->commands(), [this] { return system_->services(); },
                                            [this](AgencyId agency) { return system_->system_actor(agency); }};
    return workers::end_displays(services, system_->clock().today(), 10, [](const std::string& line) { ADD_FAILURE() << line; });
  }
  Json desk() {
    Json out;
    system_->snapshots().read([&](ports::Reader& reader) {
      const auto c = loaded();
      flow::ReadUnit unit(reader, who("yin.guodong"), system_->clock().now());
      const auto json = flow::publication_json_of(unit, *system_->services(), c, version_);
      ASSERT_TRUE(json) << json.error().message;
      out = *parse_json(*json);
    });
    return out;
  }
  std::vector<std::string> tasks() {
    std::vector<std::string> out;
    for (const auto& row : query::publication_desk(system_->database(), who("zhou.lan").agency, system_->clock().today())) {
      out.push_back(row.task + "/" + row.light);
    }
    return out;
  }
  void TearDown() override {
    portal_.reset();
    PenaltyCase::TearDown();
  }

  std::unique_ptr<Portal> portal_;
};

TEST_F(Publishing, ACorrectionTakesThePlaceOfWhatItCorrects) {
  decided_case();
  EXPECT_EQ(tasks(), (std::vector<std::string>{"publish/green"}));
  refused("qu.meihua", Act::correct_publication, Json::object({{"reason", "更正。"}}), "publication_correctable");
  proposed(Act::propose_publication, Json::object({{"facts_summary", "错写为八百平方米的旧摘要。"}}));
  EXPECT_EQ(tasks(), (std::vector<std::string>{"approve/green"}));
  done("yin.guodong", Act::approve_publication, Json(Json::Object{}));
  EXPECT_EQ(tasks(), std::vector<std::string>{});
  done("zhou.lan", Act::record_payment,
       Json::object({{"amount_fen", 2'520'000}, {"paid_on", "2026-03-17"}, {"channel", "bank"}, {"receipt_no", "FS1"}}));
  carried();
  const auto first = loaded().public_id();
  EXPECT_TRUE(portal_holds("错写为八百平方米"));

  proposed(Act::correct_publication,
           Json::object({{"reason", "面积写错。"}, {"facts_summary", "建设附属用房312.60平方米。"}}));
  // The former one stays, and takes updates, until the correction is approved.
  EXPECT_EQ(loaded().publication.state, cases::PublicationState::approved);
  EXPECT_EQ(loaded().public_id(), first);
  EXPECT_TRUE(desk().flag("correction"));
  refused("qu.meihua", Act::approve_publication, Json(Json::Object{}), "role");
  // Sent back and proposed again: the former one still stays, and nothing can be approved in between.
  refused("qu.meihua", Act::return_publication, Json::object({{"reason", "自己退回。"}}), "role");
  done("yin.guodong", Act::return_publication, Json::object({{"reason", "摘要没有写时间。"}}));
  EXPECT_EQ(desk().text("state"), "returned");
  EXPECT_EQ(desk().text("return_reason"), "摘要没有写时间。");
  EXPECT_EQ(loaded().publication.state, cases::PublicationState::approved);
  refused("yin.guodong", Act::approve_publication, Json(Json::Object{}), "publication_proposed");
  refused("yin.guodong", Act::return_publication, Json::object({{"reason", "再退。"}}), "publication_proposed");
  const auto address = loaded().correction->id;
  proposed(Act::correct_publication,
           Json::object({{"reason", "面积写错。"}, {"facts_summary", "建设附属用房312.60平方米。"}}));
  EXPECT_EQ(loaded().correction->id, address);  // no second address for what was never shown
  EXPECT_TRUE(loaded().correction->return_reason.empty());
  done("yin.guodong", Act::approve_publication, Json(Json::Object{}));
  const auto c = loaded();
  EXPECT_NE(c.public_id(), first);
  EXPECT_FALSE(c.correction.has_value());
  ASSERT_EQ(c.past_publications.size(), 1u);
  EXPECT_EQ(c.past_publications[0].replaced_by, c.public_id());
  EXPECT_EQ(c.past_publications[0].publication.takedown_reason, "corrected");

  carried();
  EXPECT_FALSE(portal_->db().decision(first.text()).has_value());
  const auto tomb = portal_->db().tombstone(first.text());
  ASSERT_TRUE(tomb.has_value());
  EXPECT_EQ(tomb->replaced_by, c.public_id().text());
  EXPECT_EQ(tomb->seq, 1);
  const auto now = portal_->db().decision(c.public_id().text());
  ASSERT_TRUE(now.has_value());
  EXPECT_NE(now->json.find("\"replaces_id\":\"" + first.text()), std::string::npos);
  EXPECT_NE(now->proof.find("extra"), std::string::npos);
  EXPECT_TRUE(portal_->db().update_json(c.public_id().text(), 1).has_value());  // what was paid is told here too
  EXPECT_FALSE(portal_holds("错写为八百平方米"));
  verified();
}

TEST_F(Publishing, AChangedDecisionIsTakenDownAndPublishedAsChanged) {
  decided_case();
  published();
  const auto first = loaded().public_id();
  at(Date(2026, 3, 27));
  done("luo.qingyi", Act::revoke_decision,
       Json::object({{"result", "changed"}, {"fine_fen", 2'000'000}, {"reason", "计算有误。"}}));
  EXPECT_EQ(limit("apl_48_withdraw"), "2026-04-01+");
  EXPECT_EQ(tasks().front(), "take_down/green");
  refused("qu.meihua", Act::correct_publication, Json::object({{"reason", "变更。"}}), "publication_correctable");
  done("yin.guodong", Act::take_down_publication,
       Json::object({{"reason", "changed"}, {"text", "本机关自行变更了罚款数额。"}}));
  EXPECT_EQ(limit("apl_48_withdraw"), "2026-04-01");
  refused("qu.meihua", Act::propose_publication, Json(Json::Object{}), "not_overturned");
  proposed(Act::correct_publication, Json::object({{"reason", "决定变更。"}}));
  done("yin.guodong", Act::approve_publication, Json(Json::Object{}));

  carried();
  const auto next = loaded().public_id();
  const auto tomb = portal_->db().tombstone(first.text());
  ASSERT_TRUE(tomb.has_value());
  EXPECT_EQ(tomb->reason, "changed");
  EXPECT_EQ(tomb->reason_text, "本机关自行变更了罚款数额。");
  EXPECT_EQ(tomb->replaced_by, next.text());
  const auto shown = portal_->db().decision(next.text());
  ASSERT_TRUE(shown.has_value());
  const auto json = *parse_json(shown->json);
  EXPECT_EQ(json.find("result")->integer("amount_fen"), 2'000'000);
  EXPECT_NE(json.find("result")->text("text").find("变更：罚款 20,000.00 元"), std::string::npos);
  EXPECT_NE(shown->json.find("与变更不一致的，以变更为准"), std::string::npos);
  // It may be corrected like any other, and a case with it may be closed.
  proposed(Act::correct_publication, Json::object({{"reason", "错字。"}}));
  done("yin.guodong", Act::approve_publication, Json(Json::Object{}));
  EXPECT_EQ(loaded().past_publications.size(), 2u);
  carried();
  EXPECT_EQ(portal_->db().tombstone(next.text())->replaced_by, loaded().public_id().text());
  // Taken down again, the tombstone of the second and the words of the first both hold.
  done("yin.guodong", Act::take_down_publication, Json::object({{"reason", "credit_repaired"}, {"text", "已完成信用修复。"}}));
  carried();
  EXPECT_EQ(portal_->db().tombstone(loaded().public_id().text())->reason, "credit_repaired");
  refused("qu.meihua", Act::propose_publication, Json(Json::Object{}), "publication_absent");
  verified();
}

TEST_F(Publishing, TheDisplayEndsOnTheDayAfterItsLast) {
  decided_case();
  published();
  carried();
  const auto until = loaded().publication.shown_until;
  ASSERT_EQ(until, Date(2029, 3, 16));  // 2026-03-17 and thirty-six months
  at(*until, 23);
  EXPECT_EQ(displays_ended(), 0u);
  EXPECT_TRUE(portal_holds("澜州望岳仓储"));
  at(*until + 1, 0);
  EXPECT_EQ(displays_ended(), 1u);
  EXPECT_EQ(displays_ended(), 0u);
  EXPECT_EQ(loaded().publication.takedown_reason, "display_ended");
  carried();
  EXPECT_EQ(portal_->db().tombstone(loaded().public_id().text())->reason, "display_ended");
  EXPECT_FALSE(portal_holds("澜州望岳仓储"));
  verified();
}

TEST_F(Publishing, AFindingStopsTheApprovalUntilItIsHiddenOrAnswered) {
  decided_case(Json::object({{"kind", "natural"}, {"name", "贺景山"}, {"citizen_no", "11010519491231002X"},
                             {"birth_date", "1949-12-31"}, {"phone", "19912345678"},
                             {"address", "澜州市云栖区桐花路88号3幢402室"}}));
  Json body = Json::object({{"facts_summary", "编号19987654321的图纸。贺景山住桐花路88号3幢402室。"}});
  proposed(Act::propose_publication, body);
  ASSERT_EQ(loaded().publication.leaks.size(), 1u);  // what the case knows is masked in a text written by hand too
  refused("yin.guodong", Act::approve_publication, Json(Json::Object{}), "publication_clean");
  const auto answers = [&](const cases::Case& c) {
    Json out(Json::Array{});
    for (const auto& leak : c.publication.leaks) out.push(Json::object({{"finding", leak.id()}, {"reason", "是图纸编号。"}}));
    return Json::object({{"false_alarms", std::move(out)}});
  };
  Json unknown = Json::array({Json::object({{"finding", "mobile:99:1"}, {"reason", "不是号码。"}})});
  EXPECT_FALSE(act("yin.guodong", Act::approve_publication, Json::object({{"false_alarms", std::move(unknown)}})));
  proposed(Act::propose_publication,
           Json::object({{"facts_summary", "编号19987654321的图纸，附属用房。"}, {"hide", "附属用房"}}));
  const auto seen = desk();
  ASSERT_EQ(seen.items("findings").size(), 1u);
  EXPECT_EQ(seen.items("findings")[0].text("text"), "19987654321");
  EXPECT_TRUE(seen.flag("as_committed"));
  EXPECT_NE(to_text(seen).find("\"removed\":\"附属用房\""), std::string::npos);
  EXPECT_EQ(seen.find("public")->text("party"), "贺某");
  ASSERT_EQ(loaded().publication.leaks.size(), 1u);
  refused("yin.guodong", Act::approve_publication, Json(Json::Object{}), "publication_clean");
  done("yin.guodong", Act::approve_publication, answers(loaded()));
  EXPECT_EQ(loaded().publication.leaks[0].false_alarm, "是图纸编号。");
  EXPECT_EQ(loaded().publication.leaks[0].answered_by, who("yin.guodong").user);
  carried();
  for (const char* gone : {"贺景山", "11010519491231002X", "19912345678", "桐花路", "附属用房"}) {
    EXPECT_FALSE(portal_holds(gone)) << gone;
  }
  verified();
}

}  // namespace
}  // namespace mingjing::app
