// One penalty case from the clue to its published decision, through HTTP alone.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "crypto/hash.h"
#include "base/bytes.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Walk : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Walk, testing::ValuesIn(database_urls()), url_name);

Json both(const World& w) { return Json::array({w.officer_1, w.officer_2}); }

Json ten_points() {
  Json out = Json::array();
  for (const char* id : {"subject", "officers", "procedure", "facts", "evidence", "law", "discretion", "authority",
                         "documents", "crime"}) {
    out.push(Json::object({{"id", id}, {"verdict", "sound"}, {"text", "经审核，符合规定。"}}));
  }
  return out;
}

TEST_P(Walk, FromClueToPublishedDecision) {
  const Instant began = *Instant::parse("2026-03-02T09:00:00+08:00");
  w().advance_to(began);
  const auto id = register_clue(w(), "intake1");
  int version = 1;
  const auto act = [&](const char* who, const char* name, const Json& body) {
    w().advance_to(w().now().plus_ms(60'000));
    const auto answer = w().as(who).act(id, name, body);
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
    if (answer.status == 200) {
      EXPECT_EQ(answer.json.integer("version"), version + 1) << name;
    }
    version = static_cast<int>(answer.json.integer("version", version));
    return answer.json;
  };
  act("agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}}));
  act("unithead", "assign_officers",
      Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                              Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
  act("officer1", "record_on_site",
      Json::object({{"officers", both(w())}, {"certificate_shown", true}, {"place", "望山镇东侧地块"},
                    {"party_present", true}, {"signed", true}, {"text", "现场可见新建硬化场地一处。"}}));
  act("officer1", "record_inquiry",
      Json::object({{"officers", both(w())}, {"certificate_shown", true}, {"subject", "吴一凡"}, {"subject_role", "party"},
                    {"place", "执法支队询问室"}, {"rights_told", true}, {"signed", true}, {"text", "问：场地何时建成？答：去年。"}}));

  const std::string bytes = "\xFF\xD8\xFF photograph of the place";
  std::string upload;
  const auto sent = w().as("officer1").upload(bytes, &upload);
  ASSERT_EQ(sent.status, 204) << sent.body;
  EXPECT_EQ(sent.header("Upload-Sha256"), to_hex(crypto::sha256(bytes)));
  const auto piece = act("officer1", "add_evidence",
                         Json::object({{"kind", "documentary_evidence"}, {"name", "现场照片"}, {"upload_id", upload},
                                       {"sha256", to_hex(crypto::sha256(bytes))}, {"proves", "占地现状"},
                                       {"obtained_at", began.text()}, {"officers", both(w())}}));
  const auto shown = w().as("officer1").get("/api/v1/cases/" + id);
  EXPECT_EQ(shown.json.items("evidence").at(0).text("sm3"), crypto::file_digests(crypto::Profile::sm, bytes).sm3);
  act("officer1", "conclude_investigation",
      Json::object({{"officers", both(w())},
                    {"report", "查明占地事实，建议处罚。"},
                    {"proposal", Json::object({{"outcome", "penalty"},
                                               {"facts", "未经批准占用土地建设硬化场地。"},
                                               {"reasons", "违反土地管理规定。"},
                                               {"kinds", Json::array({"fine"})},
                                               {"kinds_text", "罚款50,000.00元"},
                                               {"fine_fen", 5'000'000},
                                               {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                                               {"basis", Json::array({"《土地管理法》第七十七条第一款"})},
                                               {"benchmark", "望山市裁量基准第3项"},
                                               {"benchmark_reason", "面积较小，主动配合。"}})}}));
  act("unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
  act("officer1", "serve_prior_notice",
      Json::object({{"method", "direct"}, {"officers", both(w())}, {"certificate_shown", true}, {"recipient", "吴一凡"},
                    {"recipient_relation", "legal_representative"}, {"place", "公司办公室"}, {"receipt", "吴一凡签收"}}));
  w().advance_to(Instant::beijing(Date(2026, 3, 12), 9));
  act("officer1", "hear_statement", Json::object({{"result", "not_made"}, {"officers", both(w())}}));
  act("officer1", "submit_for_review",
      Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                    {"explanation", "请予审核。"}}));
  act("reviewer", "accept_review", Json::object({{"reviewers", Json::array({w().as("reviewer").user_id})}}));
  act("reviewer", "give_review_opinion",
      Json::object({{"outcome", "passed"}, {"points", ten_points()}, {"opinion", "同意。"}}));
  act("agencyhead", "hold_collective_discussion",
      Json::object({{"outcome", "agree"}, {"place", "会议室"}, {"host", "局长"},
                    {"members", Json::array({Json::object({{"name", "甲"}, {"opinion", "同意"}}),
                                             Json::object({{"name", "乙"}, {"opinion", "同意"}}),
                                             Json::object({{"name", "丙"}, {"opinion", "同意"}})})},
                    {"recorder", "丁"}, {"conclusion", "同意处罚意见。"}}));
  act("officer1", "submit_for_approval", Json::object({{"opinion", "报请审批。"}}));
  act("agencyhead", "decide",
      Json::object({{"outcome", "penalty"}, {"kinds", Json::array({"fine"})}, {"fine_fen", 5'000'000}, {"opinion", "同意。"}}));
  w().render_documents();
  version = static_cast<int>(w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version"));
  act("officer1", "serve_decision",
      Json::object({{"outcome", "delivered"}, {"method", "direct"}, {"officers", both(w())}, {"certificate_shown", true},
                    {"recipient", "吴一凡"}, {"recipient_relation", "legal_representative"}, {"place", "公司办公室"},
                    {"receipt", "吴一凡签收"}, {"delivered_on", "2026-03-12"}}));
  const auto owed = w().as("clerk1").get("/api/v1/publications?task=publish");
  ASSERT_EQ(owed.status, 200);
  EXPECT_NE(owed.body.find(id), std::string::npos);
  EXPECT_EQ(w().as("clerk1").get("/api/v1/publications?task=other").status, 400);
  act("clerk1", "propose_publication", Json::object({}));
  const auto desk = w().as("approver").get("/api/v1/cases/" + id + "/publication");
  ASSERT_EQ(desk.status, 200) << desk.body;
  EXPECT_EQ(desk.json.text("state"), "proposed");
  EXPECT_TRUE(desk.json.flag("as_committed"));
  EXPECT_TRUE(desk.json.items("findings").empty()) << desk.body;
  EXPECT_FALSE(desk.json.items("differences").empty());
  for (const auto& row : desk.json.items("differences")) EXPECT_FALSE(row.text("citation").empty());
  EXPECT_EQ(desk.json.find("display")->items("channels").size(), 2u);
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases/" + id + "/publication").status, 403);  // shows what is removed
  w().render_documents();
  version = static_cast<int>(w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version"));
  // The timeline names who acted, also those without a certificate; short limits are told day by day.
  const auto now = w().as("clerk1").get("/api/v1/cases/" + id).json;
  const auto& entries = now.items("timeline");
  const auto proposal = std::find_if(entries.begin(), entries.end(), [](const Json& one) { return one.text("act") == "propose_publication"; });
  ASSERT_NE(proposal, entries.end());
  EXPECT_EQ(proposal->text("by_name"), w().as("clerk1").get("/api/v1/me").json.find("user")->text("name"));
  const auto& running = now.items("obligations");
  EXPECT_TRUE(std::any_of(running.begin(), running.end(), [](const Json& o) {
    return o.text("rule") == "founding_002_36_publish" && o.items("ruler").size() > 7 && o.items("ruler").back().flag("due");
  }));
  const auto clerk_has = [&](const char* task) {
    const auto mine = w().as("clerk1").get("/api/v1/tasks?kind=publication").json;
    const auto& tasks = mine.items("tasks");
    return std::any_of(tasks.begin(), tasks.end(), [&](const Json& one) { return one.text("id").starts_with(id + ":" + task + ":"); });
  };
  EXPECT_FALSE(clerk_has("revise_publication"));
  const auto returns = w().events("return_publication");
  act("approver", "return_publication", Json::object({{"reason", "摘要没有写清时间。"}}));
  EXPECT_EQ(w().events("return_publication"), returns + 1);
  EXPECT_TRUE(clerk_has("revise_publication"));
  EXPECT_NE(w().as("clerk1").get("/api/v1/publications?task=publish").body.find(id), std::string::npos);
  const auto returned = w().as("clerk1").get("/api/v1/cases/" + id + "/publication");
  EXPECT_EQ(returned.json.text("state"), "returned") << returned.body;
  EXPECT_EQ(returned.json.text("return_reason"), "摘要没有写清时间。");
  act("clerk1", "propose_publication", Json::object({{"facts_summary", "当事人的违法行为已经查清。"}}));
  EXPECT_FALSE(clerk_has("revise_publication"));
  w().render_documents();
  version = static_cast<int>(w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version"));
  act("approver", "approve_publication", Json::object({{"opinion", "同意公示。"}}));

  // A correction waits on the desk like any publication, though the former one is still shown.
  const auto desk_has = [&](const char* task) {
    const auto listed = w().as("approver").get(std::string("/api/v1/publications?task=") + task).json;
    const auto& rows = listed.items("publications");
    return std::count_if(rows.begin(), rows.end(), [&](const Json& row) { return row.text("id") == id && row.flag("correction"); });
  };
  const auto correct = [&] {
    act("clerk1", "correct_publication", Json::object({{"reason", "摘要漏写了时间。"}}));
    w().render_documents();
    version = static_cast<int>(w().as("clerk1").get("/api/v1/cases/" + id).json.integer("version"));
  };
  EXPECT_EQ(desk_has("approve") + desk_has("revise"), 0);
  correct();
  EXPECT_EQ(desk_has("approve"), 1);
  act("approver", "return_publication", Json::object({{"reason", "还没有写时间。"}}));
  EXPECT_EQ(desk_has("approve"), 0);
  EXPECT_EQ(desk_has("revise"), 1);
  correct();
  EXPECT_EQ(desk_has("approve"), 1);
  EXPECT_EQ(desk_has("revise"), 0);
  act("approver", "approve_publication", Json::object({{"opinion", "同意更正。"}}));
  EXPECT_EQ(desk_has("approve") + desk_has("revise"), 0);

  const auto page = w().as("officer1").get("/api/v1/cases/" + id);
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.json.text("stage"), "served");
  EXPECT_EQ(page.json.find("publication")->text("state"), "approved");
  EXPECT_EQ(page.json.find("party")->text("phone"), "13800138000");           // the handler sees it
  EXPECT_EQ(w().as("clerk1").get("/api/v1/cases/" + id).body.find("13800138000"), std::string::npos);
  EXPECT_EQ(page.json.items("timeline").front().text("act"), "register_clue");
  EXPECT_FALSE(page.json.items("obligations").empty());
  for (const auto& row : page.json.items("obligations")) EXPECT_FALSE(row.text("citation").empty());
  for (const auto& row : page.json.items("acts")) {
    EXPECT_EQ(w().as("officer1").get(row.text("form")).status, 200) << row.text("form");
    EXPECT_TRUE(row.flag("allowed") || !row.items("reasons").empty()) << row.text("act");
  }
  const auto allowed = w().as("officer1").get("/api/v1/cases/" + id + "?acts=allowed");
  EXPECT_LT(allowed.json.items("acts").size(), page.json.items("acts").size());
  for (const auto& row : allowed.json.items("acts")) EXPECT_TRUE(row.flag("allowed"));
  for (const auto& document : page.json.items("documents")) {
    const auto model = w().as("officer1").get(document.text("href"));
    EXPECT_EQ(model.status, 200);
    EXPECT_TRUE(model.json.find("model")->as_object() != nullptr);
    const auto pdf = w().as("officer1").get(document.text("href") + ".pdf");
    EXPECT_EQ(pdf.status, 200);
    EXPECT_TRUE(pdf.body.starts_with("%PDF-"));
    EXPECT_NE(pdf.header("Content-Disposition").find("attachment"), std::string::npos);
    // Its pages are drawn for whoever may have the file, and for nobody else.
    const auto pages = document.text("href") + "/pages/";
    const auto drawn = w().as("officer1").get(pages + "1.png?width=320");
    EXPECT_EQ(drawn.status, 200) << drawn.body;
    EXPECT_EQ(drawn.body, "\x89PNG of 320");
    EXPECT_EQ(drawn.header("Content-Type"), "image/png");
    EXPECT_EQ(drawn.header("X-Page-Count"), "1");
    EXPECT_EQ(drawn.header("Cache-Control"), "no-store");
    for (const char* beyond : {"0.png", "2.png", "2001.png"}) EXPECT_EQ(w().as("officer1").get(pages + beyond).status, 404) << beyond;
    for (const char* who : {"secadmin", "stranger"}) {
      const int status = w().as(who).get(pages + "1.png").status;
      EXPECT_EQ(status, w().as(who).get(document.text("href") + ".pdf").status) << who;
      EXPECT_GE(status, 400) << who;
    }
    w().add_subordinate();
    EXPECT_EQ(w().as("below1").get(pages + "1.png").status, 404) << "another agency's";
  }

  // Every register, record and approval of what was done can be made; the rest says what it waits for.
  const auto forms = w().as("officer1").get("/api/v1/cases/" + id + "/forms");
  int receipts = 0;
  for (const auto& row : forms.json.items("forms")) {
    const bool later = row.text("id") == "closing_approval" || row.text("id") == "statement_record";
    EXPECT_EQ(row.flag("ready"), !later) << to_text(row);
    const auto pdf = w().as("officer1").get(row.text("href"));
    EXPECT_EQ(pdf.status, later ? 422 : 200) << row.text("id") << pdf.body;
    receipts += row.text("id") == "service_receipt";
    if (const char* keep = std::getenv("MJ_KEEP"); keep != nullptr && !later) {  // for people to look at
      std::ofstream(std::string(keep) + "/case-" + row.text("id") + std::to_string(receipts) + ".pdf", std::ios::binary)
          << pdf.body;
    }
  }
  EXPECT_EQ(receipts, 2);  // of the notice and of the decision

  // The original leaves only against a grant of this very session.
  const auto evidence = "/api/v1/evidence/" + piece.text("evidence_id");
  EXPECT_EQ(w().as("officer1").get(evidence + "/content").status, 403);
  EXPECT_EQ(w().as("clerk1").post(evidence + "/views", Json::object({{"purpose", "看一看"}})).status, 403);
  const auto grant = w().as("officer1").post(evidence + "/views", Json::object({{"purpose", "核对照片"}}));
  ASSERT_EQ(grant.status, 201) << grant.body;
  const auto content = w().as("officer1").get(grant.json.text("href"));
  EXPECT_EQ(content.status, 200);
  EXPECT_EQ(content.body, bytes);
  EXPECT_NE(content.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  EXPECT_NE(content.header("Content-Disposition").find("attachment"), std::string::npos);
  EXPECT_EQ(w().as("reviewer").get(grant.json.text("href")).status, 403);
  // A thumbnail is a look like any other.
  EXPECT_EQ(w().as("officer1").get(evidence + "/pages/1.png?width=320").status, 403);
  const auto small = w().as("officer1").get(evidence + "/pages/1.png?width=320&grant=" + grant.json.text("grant"));
  EXPECT_EQ(small.status, 200) << small.body;
  EXPECT_EQ(small.body, "\x89PNG of 320");

  // Paid and closed: the approval of closing says what was decided and what was paid.
  const std::string closing = "/api/v1/cases/" + id + "/forms/closing_approval.pdf";
  EXPECT_EQ(w().as("agencyhead").get(closing).status, 422);
  act("officer1", "record_payment", Json::object({{"amount_fen", 5'000'000}, {"paid_on", w().now().date().text()},
                                                  {"channel", "bank"}, {"receipt_no", "0001"}}));
  act("agencyhead", "close_case", Json::object({{"reason", "performed"}, {"summary", "同意结案。"}}));
  const auto closed = w().as("agencyhead").get(closing);
  EXPECT_EQ(closed.status, 200) << closed.body;
  // Red begins the day after the last one: what ends today is not late.
  int limits = 0;
  const auto at_the_end = w().as("agencyhead").get("/api/v1/cases/" + id);
  for (const auto& limit : at_the_end.json.items("obligations")) {
    if (limit.text("red_on").empty()) continue;
    ++limits;
    EXPECT_EQ(*Date::parse(limit.text("red_on")), *Date::parse(limit.text("due")) + 1) << to_text(limit);
  }
  EXPECT_GT(limits, 3);
  EXPECT_TRUE(closed.body.starts_with("%PDF-"));
}

}  // namespace
}  // namespace mingjing::api_tests
