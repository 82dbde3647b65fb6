// One penalty case on a system of its own, walked by hand: what the tests of publication and of a decision made anew share.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "domain/cases/account.h"
#include "domain/cases/case.h"
#include "domain/review/points.h"
#include "flow/perform_act.h"
#include "tests/walk/bureau_at_work.h"
#include "workers/job_runner.h"
#include "workers/sequencer.h"

namespace mingjing::app {
using cases::Act;

class PenaltyCase : public BureauAtWork {
 protected:
  void SetUp() override { open_bureau("mj_case_"); }

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
    return Json::object({{"method", "direct"}, {"officers", both()}, {"certificate_shown", true}, {"recipient", recipient_},
                         {"recipient_relation", natural_ ? "self" : "legal_representative"}, {"receipt", receipt}});
  }
  static Json proposal(std::string_view facts, std::int64_t fine_fen) {
    return Json::object({{"outcome", "penalty"}, {"facts", facts}, {"reasons", "当事人配合调查，违法程度较轻。"},
                         {"kinds", Json::array({"fine"})}, {"kinds_text", "责令限期改正；"}, {"fine_fen", fine_fen},
                         {"violated", Json::array({"《城乡规划法》第四十条第一款"})},
                         {"basis", Json::array({"《城乡规划法》第六十四条"})}, {"benchmark", "裁量基准较轻档"},
                         {"benchmark_reason", "工程造价和改正情况属于较轻情形。"}});
  }

  static Json organisation() {
    return Json::object({{"kind", "organisation"}, {"name", "澜州望岳仓储有限公司"}, {"uscc", "91619920187364022F"},
                         {"legal_representative", "祝远舟"}, {"address", "澜州市云栖区柳河镇"}});
  }
  void filed(Date day, const Json& party = organisation()) {
    at(day);
    natural_ = party.text("kind") == "natural";
    recipient_ = natural_ ? party.text("name") : party.text("legal_representative");
    const auto services = system_->services();
    const auto clue = system_->commands().run(who("fan.xiuping"), std::nullopt, [&](ports::UnitOfWork& work) {
      return flow::register_clue(
          work, *services,
          Json::object({{"source", "inspection"}, {"summary", "新建附属用房，未见许可。"},
                        {"cause", "未取得建设工程规划许可证建设附属用房"},
                        {"item_id", bureau_.items.at("LZR-CF-038").first.text()},
                        {"unit_id", bureau_.units.at("自然资源执法监察支队").id.text()},
                        {"discovered_on", day.text()}, {"violation_ended_on", (day + -9).text()},
                        {"party", party}}));
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

  bool natural_ = false;
  std::string recipient_;
};

}  // namespace mingjing::app
