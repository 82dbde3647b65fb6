// A decision that is published, revoked in reconsideration, taken down and made anew: the second one is published under an
// id of its own, the first stays in the log with its takedown, and `verify` holds over both. A third case is revoked
// before it was ever shown, withheld, and decided again. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "domain/cases/account.h"
#include "domain/cases/case.h"
#include "domain/review/points.h"
#include "flow/perform_act.h"
#include "mingjing/demo_bureau.h"
#include "mingjing/system.h"
#include "mingjing/verify.h"
#include "workers/job_runner.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

using cases::Act;

class Remake : public testing::Test {
 protected:
  void SetUp() override {
    options_.data = std::filesystem::temp_directory_path() / ("mj_remake_" + std::to_string(::getpid()));
    std::filesystem::remove_all(options_.data);
    const auto made = create_system(options_, "remake.example/log", true);
    ASSERT_TRUE(made) << made.error().message;
    OpenOptions how;
    how.clock_start = Instant::beijing(Date(2026, 3, 2), 9);
    how.clock_stands = true;
    auto opened = System::open(options_, how);
    ASSERT_TRUE(opened) << opened.error().message;
    system_ = std::move(*opened);
    auto bureau = demo::make_bureau(*system_, made->set_up_code, *how.clock_start, Date(2026, 3, 2));
    ASSERT_TRUE(bureau) << bureau.error().message;
    bureau_ = std::move(*bureau);
  }
  void TearDown() override {
    system_.reset();
    if (!options_.data.empty()) std::filesystem::remove_all(options_.data);
  }

  const ports::Actor& who(std::string_view username) { return bureau_.by_username(username).actor; }
  void at(Date day, int hour = 9) { system_->manual_clock()->set(Instant::beijing(day, hour)); }
  Json both() { return Json::array({who("zhou.lan").officer.text(), who("he.shaofeng").officer.text()}); }

  cases::Case loaded() {
    std::optional<cases::Case> out;
    system_->snapshots().read([&](ports::Reader& reader) {
      const auto stored = reader.load(who("zhou.lan").agency, ports::kind::enforcement_case, id_.uuid());
      version_ = stored->version;
      out = *cases::Case::from_parts(id_, stored->parts);
    });
    return *out;
  }
  Result<ports::Answer> act(std::string_view username, Act act, Json body) {
    loaded();
    flow::ActRequest request;
    request.id = id_;
    request.act = act;
    request.expected_version = version_;
    request.body = std::move(body);
    const auto services = system_->services();
    return system_->commands().run(who(username), std::nullopt, [&](ports::UnitOfWork& work) {
      return flow::perform_act(work, *services, request);
    });
  }
  Json done(std::string_view username, Act what, Json body) {
    const auto answer = act(username, what, std::move(body));
    EXPECT_TRUE(answer) << cases::to_string(what) << ": " << (answer ? "" : answer.error().message);
    return answer ? *parse_json(answer->body) : Json();
  }
  void refused(std::string_view username, Act what, Json body, std::string_view code) {
    const auto answer = act(username, what, std::move(body));
    ASSERT_FALSE(answer) << cases::to_string(what);
    const auto& reasons = answer.error().reasons;
    EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [&](const auto& r) { return r.code == code; }))
        << code << " is missing: " << answer.error().message;
  }
  void render() {
    workers::JobRunner runner({system_->jobs(), system_->commands(), system_->snapshots(), system_->files(),
                               [this] { return system_->services(); },
                               [this](AgencyId agency) { return system_->system_actor(agency); }},
                              "remake");
    runner.run_until_empty();
  }

  Json service(std::string_view receipt) {
    return Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", "祝远舟"},
                         {"recipient_relation", "legal_representative"}, {"receipt", receipt}});
  }
  static Json proposal(std::string_view facts, std::int64_t fine_fen) {
    return Json::object({{"outcome", "penalty"}, {"facts", facts}, {"reasons", "当事人配合调查，违法程度较轻。"},
                         {"kinds", Json::array({"fine"})}, {"kinds_text", "责令限期改正；"}, {"fine_fen", fine_fen},
                         {"violated", Json::array({"《城乡规划法》第四十条第一款"})},
                         {"basis", Json::array({"《城乡规划法》第六十四条"})}, {"benchmark", "裁量基准较轻档"},
                         {"benchmark_reason", "工程造价和改正情况属于较轻情形。"}});
  }

  void filed(Date day) {
    at(day);
    const auto services = system_->services();
    const auto clue = system_->commands().run(who("fan.xiuping"), std::nullopt, [&](ports::UnitOfWork& work) {
      return flow::register_clue(
          work, *services,
          Json::object({{"source", "inspection"}, {"summary", "新建附属用房，未见许可。"},
                        {"cause", "未取得建设工程规划许可证建设附属用房"},
                        {"item_id", bureau_.items.at("LZR-CF-038").first.text()},
                        {"unit_id", bureau_.units.at("自然资源执法监察支队").id.text()},
                        {"discovered_on", day.text()}, {"violation_ended_on", (day + -9).text()},
                        {"party", Json::object({{"kind", "organisation"}, {"name", "澜州望岳仓储有限公司"},
                                                {"uscc", "91619920187364022F"}, {"legal_representative", "祝远舟"},
                                                {"address", "澜州市云栖区柳河镇"}})}}));
    });
    ASSERT_TRUE(clue) << clue.error().message;
    id_ = *CaseId::parse(parse_json(clue->body)->text("id"));
    done("luo.qingyi", Act::file_case, Json::object({{"opinion", "同意立案。"}}));
    const auto named = [&](std::string_view username, std::string_view role) {
      return Json::object({{"officer_id", who(username).officer.text()}, {"role", role}});
    };
    done("tan.haoran", Act::assign_officers,
         Json::object({{"officers", Json::array({named("zhou.lan", "lead"), named("he.shaofeng", "assist")})}}));
    done("zhou.lan", Act::record_on_site,
         Json::object({{"officers", both()}, {"certificate_shown", true}, {"place", "柳河镇"}, {"text", "现场为附属用房。"}}));
    done("zhou.lan", Act::add_evidence,
         Json::object({{"kind", "inspection_minutes"}, {"name", "现场检查笔录"}, {"proves", "面积"},
                       {"obtained_at", Instant::beijing(day, 9).text()}, {"officers", both()}}));
  }
  // From the investigation to a decision that is served; the statement period takes a week.
  void decided(Date from, std::string_view facts, std::int64_t fine_fen) {
    at(from);
    done("zhou.lan", Act::conclude_investigation,
         Json::object({{"officers", both()}, {"report", "终结。"}, {"proposal", proposal(facts, fine_fen)}}));
    done("tan.haoran", Act::review_by_unit, Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
    done("zhou.lan", Act::serve_prior_notice, service("送1"));
    at(from + 12);
    done("zhou.lan", Act::hear_statement, Json::object({{"result", "not_made"}}));
    done("zhou.lan", Act::submit_for_review,
         Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                       {"explanation", "现送审。"}}));
    done("duan.wen", Act::accept_review, Json::object({{"reviewers", Json::array({who("duan.wen").user.text()})}}));
    Json points(Json::Array{});
    for (const auto& point : review::kReviewPoints) {
      points.push(Json::object({{"id", point.id}, {"verdict", "sound"}, {"text", "已核。"}}));
    }
    done("duan.wen", Act::give_review_opinion,
         Json::object({{"outcome", "passed"}, {"points", std::move(points)}, {"opinion", "见各要点。"}}));
    done("zhou.lan", Act::submit_for_approval, Json::object({{"opinion", "报批。"}}));
    at(from + 13);
    done("luo.qingyi", Act::decide, Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}));
    render();
    Json delivered = service("送2");
    delivered.set("outcome", "delivered");
    done("zhou.lan", Act::serve_decision, delivered);
  }
  void published() {
    done("qu.meihua", Act::propose_publication, Json(Json::Object{}));
    render();
    done("yin.guodong", Act::approve_publication, Json(Json::Object{}));
  }
  void revoked_by_reconsideration(Date filed, Date outcome) {
    at(filed);
    const auto remedy = done("zhou.lan", Act::record_remedy,
                             Json::object({{"kind", "reconsideration"}, {"body", "澜州市人民政府"}, {"filed_on", filed.text()}}));
    at(outcome);
    done("zhou.lan", Act::record_remedy_outcome,
         Json::object({{"remedy_id", remedy.text("remedy_id")}, {"result", "remake"}, {"decided_on", outcome.text()},
                       {"served_on", outcome.text()}}));
  }
  std::string limit(std::string_view rule) {
    const auto c = loaded();
    const auto* found = c.obligation(rule);
    return found == nullptr ? std::string() : found->due.text() + (found->is_open() ? "+" : "");
  }

  Options options_;
  std::unique_ptr<System> system_;
  demo::Bureau bureau_;
  CaseId id_;
  std::int64_t version_ = 0;
};

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
