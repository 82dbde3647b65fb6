// DESIGN 3's walk through flow, on both databases: one penalty case from the clue to the archive, with a returned
// review, a resubmission, payment, a published update and a takedown. After each step: the stage, the event, the leaves,
// the limits with their days, and what is refused with which reason. At the end the log is sequenced and `verify` holds.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "domain/cases/case.h"
#include "domain/review/points.h"
#include "flow/perform_act.h"
#include "mingjing/verify.h"
#include "tests/walk/bureau_at_work.h"
#include "workers/job_runner.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

using cases::Act;

const db::Statement kEvents{"walk_count_events", "SELECT count(*) FROM event WHERE agency_id = $1 AND aggregate_id = $2", "test"};
const db::Statement kLeaves{"walk_count_leaves", "SELECT count(*) FROM leaf WHERE agency_id = $1 AND kind = $2", "test"};
const db::Statement kEntries{"walk_count_entries", "SELECT count(*) FROM log_entry", "test"};

std::string database_for(const std::string& kind) {
  if (kind == "sqlite") return {};
  const std::string server = std::getenv("MINGJING_TEST_PG");
  const std::string schema = "walk_" + std::to_string(::getpid());
  static const db::Statement kSchema{"walk_schema", "CREATE SCHEMA IF NOT EXISTS " + schema, "test"};
  db::open(server)->write([&](db::Transaction& tx) { return tx.execute(kSchema, {}), true; });
  return server + (server.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
}

class Walk : public BureauAtWork, public testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "postgresql" && std::getenv("MINGJING_TEST_PG") == nullptr) GTEST_SKIP() << "not run: no server";
    open_bureau("mj_walk_" + GetParam(), database_for(GetParam()));
  }

  Result<ports::Answer> act(std::string_view username, Act act, Json body) {
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
  // Taken: one event more, the version moved on, the stage as told.
  Json done(std::string_view username, Act what, Json body, std::string_view stage) {
    const auto before = events();
    const auto answer = act(username, what, std::move(body));
    EXPECT_TRUE(answer) << cases::to_string(what) << ": " << (answer ? "" : answer.error().message);
    if (!answer) return {};
    const auto json = *parse_json(answer->body);
    EXPECT_EQ(json.text("stage"), stage) << cases::to_string(what);
    EXPECT_EQ(json.integer("version"), version_ + 1);
    version_ = json.integer("version");
    EXPECT_EQ(events(), before + 1);
    return json;
  }
  // Refused, with this among the reasons; nothing is left behind.
  void refused(std::string_view username, Act what, Json body, std::string_view code) {
    const auto before = events();
    const auto answer = act(username, what, std::move(body));
    ASSERT_FALSE(answer) << cases::to_string(what);
    const auto& reasons = answer.error().reasons;
    const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const auto& r) { return r.code == code; });
    ASSERT_NE(found, reasons.end()) << code << " is missing: " << answer.error().message;
    EXPECT_FALSE(found->message.empty());
    EXPECT_EQ(events(), before);
    EXPECT_EQ(stored_version(), version_);
  }

  std::int64_t count(const db::Statement& statement, const db::Values& values) {
    std::int64_t out = 0;
    system_->database().read([&](db::Transaction& tx) { out = tx.query(statement, values).integer(0, 0); });
    return out;
  }
  std::int64_t events() { return count(kEvents, {who("zhou.lan").agency.text(), id_.text()}); }
  std::int64_t leaves(std::string_view kind) { return count(kLeaves, {who("zhou.lan").agency.text(), std::string(kind)}); }
  std::optional<ports::Aggregate> stored() {
    std::optional<ports::Aggregate> out;
    system_->snapshots().read([&](ports::Reader& reader) {
      out = reader.load(who("zhou.lan").agency, ports::kind::enforcement_case, id_.uuid());
    });
    return out;
  }
  std::int64_t stored_version() { return stored()->version; }
  cases::Case loaded() { return *cases::Case::from_parts(id_, stored()->parts); }
  // The newest limit of a rule: its last day, with a `+` while it runs; empty when it never started.
  std::string limit(std::string_view rule) {
    const auto c = loaded();
    const auto* found = c.obligation(rule);
    if (found == nullptr) return {};
    EXPECT_FALSE(found->citation.empty());
    EXPECT_FALSE(found->working.as_array()->empty());
    return found->due.text() + (found->is_open() ? "+" : "");
  }
  // The job runner's work; each document that was rendered is one event of the system more.
  void render() {
    workers::JobRunner runner({system_->jobs(), system_->commands(), system_->snapshots(), system_->files(),
                               [this] { return system_->services(); },
                               [this](AgencyId agency) { return system_->system_actor(agency); }},
                              "walk");
    runner.run_until_empty();
    version_ = stored_version();
    for (const auto& document : loaded().documents) EXPECT_EQ(document.status, "rendered") << document.title;
  }

  static Json opinion(std::string_view outcome, std::string_view flawed) {
    Json points(Json::Array{});
    for (const auto& point : review::kReviewPoints) {
      points.push(Json::object({{"id", point.id}, {"verdict", point.id == flawed ? "flawed" : "sound"}, {"text", "已核。"}}));
    }
    return Json::object({{"outcome", outcome}, {"points", std::move(points)}, {"opinion", "见各要点。"}});
  }
  static Json proposal(std::string_view facts, std::int64_t fine_fen) {
    return Json::object({{"outcome", "penalty"}, {"facts", facts}, {"reasons", "当事人配合调查，违法程度较轻。"},
                         {"kinds", Json::array({"fine"})}, {"kinds_text", "责令限期改正；"}, {"fine_fen", fine_fen},
                         {"violated", Json::array({"《城乡规划法》第四十条第一款"})},
                         {"basis", Json::array({"《城乡规划法》第六十四条"})}, {"benchmark", "裁量基准较轻档"}});
  }
  Json service(std::string_view receipt) {
    return Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", "祝远舟"},
                         {"recipient_relation", "legal_representative"}, {"receipt", receipt}});
  }

  Json delivered(std::string_view receipt) {
    Json out = service(receipt);
    out.set("outcome", "delivered");
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(, Walk, testing::Values("sqlite", "postgresql"), [](const auto& row) { return row.param; });

TEST_P(Walk, FromTheClueToTheArchive) {
  const auto services = system_->services();
  const auto clue = system_->commands().run(who("fan.xiuping"), std::nullopt, [&](ports::UnitOfWork& work) {
    return flow::register_clue(
        work, *services,
        Json::object({{"source", "inspection"}, {"summary", "新建附属用房，未见许可。"}, {"cause", "未取得建设工程规划许可证建设附属用房"},
                      {"item_id", bureau_.items.at("LZR-CF-038").first.text()},
                      {"unit_id", bureau_.units.at("自然资源执法监察支队").id.text()},
                      {"discovered_on", "2026-03-02"}, {"violation_ended_on", "2026-02-20"},
                      {"party", Json::object({{"kind", "organisation"}, {"name", "澜州望岳仓储有限公司"},
                                              {"uscc", "91619920187364022F"}, {"legal_representative", "祝远舟"},
                                              {"address", "澜州市云栖区柳河镇"}, {"phone", "19900001234"}})}}));
  });
  ASSERT_TRUE(clue) << clue.error().message;
  EXPECT_EQ(clue->status, 201);
  id_ = *CaseId::parse(parse_json(clue->body)->text("id"));
  version_ = 1;
  EXPECT_EQ(events(), 1);
  const auto event_leaves = leaves("event");
  EXPECT_GT(event_leaves, 0);

  // Filing: only the head; the 90 days begin (行政处罚法 60).
  at(Date(2026, 3, 3));
  refused("zhou.lan", Act::file_case, Json::object({{"opinion", "同意。"}}), "role");
  done("luo.qingyi", Act::file_case, Json::object({{"opinion", "同意立案。"}}), "filed");
  EXPECT_EQ(limit("apl_60_decide"), "2026-06-01+");
  EXPECT_EQ(leaves("event"), event_leaves + 1);
  const auto named = [&](std::string_view username, std::string_view role) {
    return Json::object({{"officer_id", who(username).officer.text()}, {"role", role}});
  };
  refused("tan.haoran", Act::assign_officers,
          Json::object({{"officers", Json::array({named("zhou.lan", "lead"), named("shen.mo", "assist")})}}), "certificate_valid");
  done("tan.haoran", Act::assign_officers,
       Json::object({{"officers", Json::array({named("zhou.lan", "lead"), named("he.shaofeng", "assist")})}}), "filed");

  // Investigation: two officers, certificates shown.
  at(Date(2026, 3, 4));
  Json visit = Json::object({{"officers", Json::array({who("zhou.lan").officer.text()})}, {"certificate_shown", false},
                             {"place", "柳河镇"}, {"text", "现场为附属用房。"}});
  refused("zhou.lan", Act::record_on_site, visit, "two_officers");
  refused("zhou.lan", Act::record_on_site, visit, "certificate_shown");
  visit.set("officers", both());
  visit.set("certificate_shown", true);
  done("zhou.lan", Act::record_on_site, visit, "investigating");
  refused("zhou.lan", Act::conclude_investigation,
          Json::object({{"officers", both()}, {"report", "终结。"}, {"proposal", proposal("事实。", 2'520'000)}}), "investigation_done");
  done("zhou.lan", Act::add_evidence,
       Json::object({{"kind", "inspection_minutes"}, {"name", "现场检查笔录"}, {"proves", "面积"},
                     {"obtained_at", "2026-03-04T09:00:00+08:00"}, {"officers", both()}}), "investigating");
  at(Date(2026, 3, 6));
  done("zhou.lan", Act::conclude_investigation,
       Json::object({{"officers", both()}, {"report", "终结。"},
                     {"proposal", proposal("当事人建设附属用房312.60平方米，未取得建设工程规划许可证。", 2'520'000)}}),
       "investigation_concluded");
  done("tan.haoran", Act::review_by_unit, Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}), "unit_reviewed");
  refused("luo.qingyi", Act::decide, Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}), "outcome");

  // Notice and statement (行政处罚法 44, 45).
  at(Date(2026, 3, 9));
  done("zhou.lan", Act::serve_prior_notice, service("送1"), "prior_notice_served");
  EXPECT_EQ(limit("apl_45_statement"), "2026-03-16+");
  EXPECT_EQ(limit("apl_64_request"), "");  // below the threshold of 行政处罚法 63
  at(Date(2026, 3, 16), 17);
  refused("zhou.lan", Act::hear_statement, Json::object({{"result", "not_made"}}), "silence_after_term");
  at(Date(2026, 3, 17));
  refused("zhou.lan", Act::submit_for_approval, Json::object({{"opinion", "报批。"}}), "stage");
  done("zhou.lan", Act::hear_statement, Json::object({{"result", "not_made"}}), "statement_heard");
  EXPECT_EQ(limit("apl_45_statement"), "2026-03-16");

  // Legal review: returned, answered, facts amended, sent again, passed.
  const Json materials = Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                                       {"explanation", "现送审。"}});
  // 312.60平方米 is 一般: 6 to 7.5 per cent of the cost. A guard asks for the assessment, and for a new one after a change.
  const Json circumstances = Json::object(
      {{"facts", Json::array({"first_violation"})},
       {"measures", Json::array({Json::object({{"id", "building_area"}, {"value", 312'600}}),
                                 Json::object({{"id", "building_cost"}, {"value", 42'000'000}})})}});
  refused("zhou.lan", Act::submit_for_review, materials, "discretion_assessed");
  const auto assessed = done("zhou.lan", Act::assess_discretion, circumstances, "statement_heard");
  EXPECT_EQ(assessed.text("summary"), "阶次“一般”，罚款25,200.00元至31,499.99元");
  done("zhou.lan", Act::submit_for_review, materials, "legal_review");
  EXPECT_EQ(limit("founding_002_review"), "2026-03-24+");
  const Json allocation = Json::object({{"reviewers", Json::array({who("duan.wen").user.text()})}});
  refused("duan.wen", Act::give_review_opinion, opinion("passed", ""), "review_accepted");
  const auto registered = done("duan.wen", Act::accept_review, allocation, "legal_review");
  EXPECT_EQ(registered.text("register_no"), "澜自然资法审收〔2026〕1号");
  refused("zhou.lan", Act::give_review_opinion, opinion("passed", ""), "role");
  refused("duan.wen", Act::give_review_opinion, opinion("passed", "evidence"), "opinion_complete");
  at(Date(2026, 3, 18));
  done("duan.wen", Act::give_review_opinion, opinion("returned", "evidence"), "legal_review");
  EXPECT_EQ(limit("founding_002_review"), "2026-03-24");
  refused("zhou.lan", Act::submit_for_review, materials, "review_replied");
  refused("zhou.lan", Act::reply_to_review, Json::object({{"reply", "已补充测量记录。"}}), "reply_covers_points");
  done("zhou.lan", Act::reply_to_review,
       Json::object({{"reply", "已补充测量记录。"},
                     {"points", Json::array({Json::object({{"id", "evidence"}, {"adopted", true}, {"text", "已补充。"}})})}}),
       "legal_review");
  done("zhou.lan", Act::correct_facts,
       Json::object({{"reason", "按意见补充。"},
                     {"facts_change", "words"},
                     {"proposal", proposal("当事人建设附属用房312.60平方米，未取得建设工程规划许可证，测量记录由当事人签名。", 2'520'000)}}),
       "legal_review");
  refused("zhou.lan", Act::submit_for_review, materials, "discretion_within");
  done("zhou.lan", Act::assess_discretion, circumstances, "legal_review");
  done("zhou.lan", Act::submit_for_review, materials, "legal_review");
  EXPECT_EQ(limit("founding_002_review"), "2026-03-25+");
  done("duan.wen", Act::accept_review, allocation, "legal_review");
  done("duan.wen", Act::give_review_opinion, opinion("passed", ""), "legal_review");

  // Facts that change afterwards make the pass stale; put back through review.
  done("zhou.lan", Act::submit_for_approval, Json::object({{"opinion", "报批。"}}), "legal_review");
  refused("zhou.lan", Act::decide, Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}), "role");
  refused("luo.qingyi", Act::decide,
          Json::object({{"outcome", "penalty"}, {"kinds", Json::array({"fine"})}, {"fine_fen", 9'000'000}, {"opinion", "同意。"}}),
          "decision_as_approved");

  at(Date(2026, 3, 23));
  const auto decided = done("luo.qingyi", Act::decide, Json::object({{"outcome", "penalty"}, {"opinion", "同意。"}}), "decided");
  EXPECT_EQ(decided.text("number"), "澜自然资罚决〔2026〕1号");
  EXPECT_EQ(limit("apl_60_decide"), "2026-06-01");
  EXPECT_EQ(limit("apl_61_serve"), "2026-04-01+");
  EXPECT_EQ(limit("founding_002_36_publish"), "2026-04-01+");
  refused("zhou.lan", Act::serve_decision, delivered("送2"), "decision_rendered");
  render();
  refused("qu.meihua", Act::propose_publication, Json(Json::Object{}), "service_begun");
  at(Date(2026, 3, 25));
  done("zhou.lan", Act::serve_decision, delivered("送2"), "served");
  EXPECT_EQ(limit("apl_61_serve"), "2026-04-01");
  EXPECT_EQ(limit("apl_67_pay"), "2026-04-09+");

  // Publication: two people; a leaf of its own beside that of the event.
  refused("yin.guodong", Act::approve_publication, Json(Json::Object{}), "publication_proposed");
  done("qu.meihua", Act::propose_publication, Json(Json::Object{}), "served");
  render();
  refused("qu.meihua", Act::approve_publication, Json(Json::Object{}), "role");
  EXPECT_EQ(leaves("publication"), 0);
  done("yin.guodong", Act::approve_publication, Json(Json::Object{}), "served");
  EXPECT_EQ(leaves("publication"), 1);
  EXPECT_EQ(limit("founding_002_36_publish"), "2026-04-01");
  refused("luo.qingyi", Act::close_case, Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "performed");

  // Payment is a published update, and fulfils its own limit at once.
  at(Date(2026, 3, 30));
  const auto pay = [](std::int64_t fen) {
    return Json::object({{"amount_fen", fen}, {"paid_on", "2026-03-30"}, {"channel", "bank"}, {"receipt_no", "FS1"}});
  };
  refused("zhou.lan", Act::record_payment, pay(2'520'001), "payment_within");
  done("zhou.lan", Act::record_payment, pay(2'520'000), "performing");
  EXPECT_EQ(leaves("update"), 1);
  EXPECT_EQ(limit("apl_67_pay"), "2026-04-09");
  done("zhou.lan", Act::record_performance_update, Json::object({{"state", "performed"}, {"on", "2026-03-30"}}), "performing");
  EXPECT_EQ(leaves("update"), 2);
  EXPECT_FALSE(limit("founding_003_11_update").ends_with("+"));
  done("luo.qingyi", Act::close_case, Json::object({{"reason", "performed"}, {"summary", "结案。"}}), "closed");
  done("xing.yulan", Act::archive_case, Json::object({{"volume_no", "罚-1"}, {"retention", "30y"}}), "archived");
  EXPECT_FALSE(loaded().sealing);
  render();
  ASSERT_TRUE(loaded().sealing) << "bound and sealed by the job";
  EXPECT_EQ(loaded().sealing->volumes.size(), 2U);
  EXPECT_TRUE(loaded().sealing->passed());

  // Takedown: in the party's favour, so nothing but the role stands in its way; the words name no party.
  at(Date(2026, 4, 20));
  const auto named_party = act("yin.guodong", Act::take_down_publication,
                               Json::object({{"reason", "changed"}, {"text", "澜州望岳仓储有限公司的决定已变更。"}}));
  ASSERT_FALSE(named_party);
  EXPECT_EQ(named_party.error().field, "text");
  done("yin.guodong", Act::take_down_publication, Json::object({{"reason", "changed"}, {"text", "复议决定变更了数额。"}}), "archived");
  EXPECT_EQ(leaves("takedown"), 1);

  // A late record of the past needs its reason, and a stale version names who was faster.
  version_ -= 1;
  const auto stale = act("zhou.lan", Act::record_performance_update, Json::object({{"state", "paid"}, {"on", "2026-04-20"}}));
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::conflict);
  EXPECT_NE(stale.error().detail_json.find("take_down_publication"), std::string::npos);
  version_ += 1;
  refused("zhou.lan", Act::record_performance_update,
          Json::object({{"state", "paid"}, {"on", "2026-04-10"}, {"occurred_at", "2026-04-10T09:00:00+08:00"}}),
          "late_record_reason");

  const auto waiting = leaves("event") + leaves("publication") + leaves("update") + leaves("takedown");
  workers::Sequencer sequencer(system_->database(), system_->tiles(), *system_->signer(), system_->clock(), "walk");
  sequencer.drain();
  EXPECT_EQ(leaves("event"), 0);
  EXPECT_GE(count(kEntries, {}), waiting);  // and the tallies of the days
  const auto report = verify_deployment(options_);
  ASSERT_TRUE(report) << report.error().message;
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
  EXPECT_EQ(report->waiting, 0);
  EXPECT_GT(report->events, 100);
}

}  // namespace
}  // namespace mingjing::app
