// Registers, records and approvals of a case, made on request: which there are, what they lack, one as PDF.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class CaseForms : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, CaseForms, testing::ValuesIn(database_urls()), url_name);

Json both(const World& w) { return Json::array({w.officer_1, w.officer_2}); }

void done(World& w, const std::string& id, const char* who, const char* name, const Json& body) {
  w.advance_to(w.now().plus_ms(60'000));
  const auto answer = w.as(who).act(id, name, body);
  EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
}

// A case with one inspection and one inquiry on record.
std::string investigated(World& w, bool rights_told) {
  w.advance_to(std::max(w.now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
  const auto id = register_clue(w, "intake1");
  done(w, id, "agencyhead", "file_case", Json::object({{"opinion", "同意立案。"}}));
  done(w, id, "unithead", "assign_officers",
      Json::object({{"officers", Json::array({Json::object({{"officer_id", w.officer_1}, {"role", "lead"}}),
                                              Json::object({{"officer_id", w.officer_2}, {"role", "assist"}})})}}));
  done(w, id, "officer1", "record_on_site",
      Json::object({{"officers", both(w)},
                    {"certificate_shown", true},
                    {"place", "望山镇东侧地块"},
                    {"party_present", true},
                    {"signed", true},
                    {"text", "现场可见新建硬化场地一处。"}}));
  done(w, id, "officer1", "record_inquiry",
      Json::object({{"officers", both(w)},
                    {"certificate_shown", true},
                    {"subject", "吴一凡"},
                    {"subject_role", "party"},
                    {"place", "执法支队询问室"},
                    {"rights_told", rights_told},
                    {"signed", true},
                    {"text", "问：场地何时建成？\n答：去年秋天。"}}));
  return id;
}

const Json* form(const Answer& list, const std::string& id) {
  for (const auto& row : list.json.items("forms")) {
    if (row.text("id") == id) return &row;
  }
  return nullptr;
}

std::string text_of(const std::string& pdf) {
  const std::string path = testing::TempDir() + "mj-form-" + std::to_string(::getpid()) + ".pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  std::string out;
  FILE* pipe = ::popen(("pdftotext -raw '" + path + "' -").c_str(), "r");
  if (pipe == nullptr) return out;
  char buffer[4096];
  while (const auto n = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, n);
  ::pclose(pipe);
  std::remove(path.c_str());
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return out;
}

TEST_P(CaseForms, ListTellsWhatCanBeMadeAndWhatIsMissing) {
  const auto id = investigated(w(), true);
  const auto list = w().as("officer1").get("/api/v1/cases/" + id + "/forms");
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_NE(list.header("Cache-Control").find("no-store"), std::string::npos);
  for (const char* ready : {"case_source", "filing_approval", "on_site_record", "inquiry_record", "service_address"}) {
    const Json* row = form(list, ready);
    ASSERT_NE(row, nullptr) << ready;
    EXPECT_TRUE(row->flag("ready")) << to_text(*row);
    EXPECT_FALSE(row->text("source").empty());
    const auto pdf = w().as("officer1").get(row->text("href"));
    ASSERT_EQ(pdf.status, 200) << ready << pdf.body;
    EXPECT_TRUE(pdf.body.starts_with("%PDF-"));
    EXPECT_NE(pdf.header("Cache-Control").find("no-store"), std::string::npos);
    EXPECT_NE(pdf.header("Content-Disposition").find("attachment"), std::string::npos);
    EXPECT_NE(pdf.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  }
  EXPECT_FALSE(form(list, "inquiry_record")->text("record").empty());
  // What no act has yet recorded is told with its article, all of it, in the list and by the refusal alike.
  for (const char* later : {"investigation_report", "statement_record", "discussion_record", "decision_approval",
                            "service_receipt", "closing_approval"}) {
    const Json* row = form(list, later);
    ASSERT_NE(row, nullptr) << later;
    EXPECT_FALSE(row->flag("ready")) << later;
    const auto refused = w().as("officer1").get(row->text("href"));
    EXPECT_EQ(refused.status, 422) << later;
    const auto& reasons = refused.json.find("error")->items("reasons");
    EXPECT_EQ(reasons.size(), row->items("missing").size()) << later;
    EXPECT_TRUE(std::any_of(reasons.begin(), reasons.end(), [](const Json& r) { return !r.text("citation").empty(); }))
        << later;
  }
}

TEST_P(CaseForms, ABareClueHasItsRegister) {
  w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
  const auto made = w().as("intake1").post(
      "/api/v1/clues", Json::object({{"source", "complaint"}, {"summary", "来电反映占地。"}, {"unit_id", w().unit}}));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto list = w().as("intake1").get("/api/v1/cases/" + made.json.text("id") + "/forms");
  ASSERT_EQ(list.status, 200) << list.body;
  for (const auto& row : list.json.items("forms")) {
    const bool ready = row.text("id") == "case_source";
    EXPECT_EQ(row.flag("ready"), ready) << to_text(row);
    EXPECT_EQ(w().as("intake1").get(row.text("href")).status, ready ? 200 : 422) << row.text("id");
  }
}

TEST_P(CaseForms, SaysWhatTheActsRecorded) {
  const auto id = investigated(w(), true);
  const std::string forms = "/api/v1/cases/" + id + "/forms/";
  const auto inquiry = text_of(w().as("officer1").get(forms + "inquiry_record.pdf").body);
  for (const char* words :
       {"询问笔录", "涉嫌非法占用土地", "吴一凡", "执法支队询问室", "场地何时建成", "去年秋天", "第1页共"}) {
    EXPECT_NE(inquiry.find(words), std::string::npos) << words << "\n" << inquiry;
  }
  const auto register_of_clue = text_of(w().as("officer1").get(forms + "case_source.pdf").body);
  for (const char* words :
       {"案件来源登记表", "巡查发现望山镇东侧地块新建硬化场地", "望山市禾田农业有限公司", "同意立案", "13800138000"}) {
    EXPECT_NE(register_of_clue.find(words), std::string::npos) << words << "\n" << register_of_clue;
  }
  // Who sees no identifiers on the case page sees none here.
  const auto for_others = text_of(w().as("clerk1").get(forms + "case_source.pdf").body);
  EXPECT_NE(for_others.find("望山市禾田农业有限公司"), std::string::npos);
  EXPECT_EQ(for_others.find("13800138000"), std::string::npos);
}

// All that is ready, or what was chosen, in one file and in the order of a case file.
TEST_P(CaseForms, TheFileIsPrintedInOneGo) {
  const auto id = investigated(w(), true);
  const std::string file = "/api/v1/cases/" + id + "/forms.pdf";
  const auto all = w().as("officer1").get(file);
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_TRUE(all.body.starts_with("%PDF-"));
  EXPECT_NE(all.header("Cache-Control").find("no-store"), std::string::npos);
  EXPECT_NE(all.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  const auto text = text_of(all.body);
  std::size_t at = 0;
  for (const char* title : {"案件来源登记表", "立案审批表", "现场检查（勘验）笔录", "询问笔录", "送达地址确认书"}) {
    at = text.find(title, at);
    ASSERT_NE(at, std::string::npos) << title << "\n" << text;
  }
  const auto chosen = text_of(w().as("officer1").get(file + "?include=inquiry_record,case_source").body);
  EXPECT_LT(chosen.find("案件来源登记表"), chosen.find("场地何时建成"));
  EXPECT_EQ(chosen.find("立案审批表"), std::string::npos);
  const auto list = w().as("officer1").get("/api/v1/cases/" + id + "/forms");
  const auto record = form(list, "inquiry_record")->text("record");
  EXPECT_EQ(w().as("officer1").get(file + "?include=inquiry_record:" + record).status, 200);
  // Nothing is left out silently.
  EXPECT_EQ(w().as("officer1").get(file + "?include=inquiry_record,closing_approval").status, 422);
  EXPECT_EQ(w().as("officer1").get(file + "?include=no_such_form").status, 404);
  EXPECT_EQ(w().as("officer1").get(file + "?include=inquiry_record:nonsense").status, 404);
  EXPECT_EQ(w().as("officer1").get(file + "?include=document:019a1f2e-7c44-7a10-9d3b-5f0e4c2a0001").status, 404);
  std::string many = file + "?include=case_source";
  for (int i = 0; i < 100; ++i) many += ",case_source";
  EXPECT_EQ(w().as("officer1").get(many).status, 422);
  // Identifiers are masked for whom the case page masks them.
  const auto for_others = text_of(w().as("clerk1").get(file).body);
  EXPECT_NE(for_others.find("询问笔录"), std::string::npos);
  EXPECT_EQ(for_others.find("13800138000"), std::string::npos);
}

// A witness's identity number is sealed beside the record: on the form for its handlers, nowhere else.
TEST_P(CaseForms, AWitnessIsIdentifiedOnTheFormOnly) {
  const auto id = investigated(w(), true);
  done(w(), id, "officer1", "record_inquiry",
      Json::object({{"officers", both(w())},
                    {"certificate_shown", true},
                    {"subject", "白德顺"},
                    {"subject_role", "witness"},
                    {"subject_sex", "male"},
                    {"subject_post", "白崖村村民委员会委员"},
                    {"subject_citizen_no", "23050119780315001X"},
                    {"subject_phone", "13900000007"},
                    {"recorder", "周望舒"},
                    {"place", "村民委员会"},
                    {"rights_told", true},
                    {"signed", true},
                    {"text", "问：地是谁租的？\n答：瑞禾公司。"}}));
  const std::string address = "/api/v1/cases/" + id + "/forms/inquiry_record.pdf";
  const auto seen = text_of(w().as("officer1").get(address).body);
  for (const char* words : {"白德顺", "证人", "性别：男", "白崖村村民委员会委员", "23050119780315001X", "13900000007", "记录人：周望舒"}) {
    EXPECT_NE(seen.find(words), std::string::npos) << words << "\n" << seen;
  }
  const auto masked = text_of(w().as("clerk1").get(address).body);
  EXPECT_NE(masked.find("白德顺"), std::string::npos);
  EXPECT_EQ(masked.find("23050119780315001X"), std::string::npos);
  EXPECT_EQ(masked.find("13900000007"), std::string::npos);
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases/" + id).body.find("23050119780315001X"), std::string::npos);
}

TEST_P(CaseForms, ARecordWithoutRightsToldIsRefusedWithItsArticle) {
  const auto id = investigated(w(), false);
  const auto refused = w().as("officer1").get("/api/v1/cases/" + id + "/forms/inquiry_record.pdf");
  ASSERT_EQ(refused.status, 422);
  const auto& reasons = refused.json.find("error")->items("reasons");
  ASSERT_EQ(reasons.size(), 1u) << refused.body;
  EXPECT_EQ(reasons.front().text("field"), "rights_told");
  EXPECT_FALSE(reasons.front().text("citation").empty());
}

TEST_P(CaseForms, StatementAndReceiptSayWhatWasHeardAndServed) {
  const auto id = investigated(w(), true);
  done(w(), id, "officer1", "add_evidence",
      Json::object({{"kind", "physical_evidence"},
                    {"name", "界桩"},
                    {"proves", "占地范围"},
                    {"obtained_at", w().now().text()},
                    {"officers", both(w())}}));
  done(w(), id, "officer1", "conclude_investigation",
      Json::object({{"officers", both(w())},
                    {"report", "查明占地事实。"},
                    {"proposal", Json::object({{"outcome", "penalty"},
                                               {"facts", "未经批准占用土地建设硬化场地。"},
                                               {"reasons", "违反土地管理规定。"},
                                               {"kinds", Json::array({"fine"})},
                                               {"fine_fen", 5'000'000},
                                               {"violated", Json::array({"《土地管理法》第四十四条第一款"})},
                                               {"basis", Json::array({"《土地管理法》第七十七条第一款"})},
                                               {"benchmark", "望山市裁量基准第3项"},
                                               {"benchmark_reason", "面积较小。"}})}}));
  done(w(), id, "unithead", "review_by_unit", Json::object({{"outcome", "approve"}, {"opinion", "同意。"}}));
  done(w(), id, "officer1", "serve_prior_notice",
      Json::object({{"method", "lien"},
                    {"officers", both(w())},
                    {"certificate_shown", true},
                    {"place", "公司办公室"},
                    {"recorded_on_video", true},
                    {"reason", "当事人拒绝签收。"},
                    {"left_at_domicile", true},
                    {"receipt", "回证第1号"}}));
  done(w(), id, "officer1", "hear_statement",
      Json::object({{"result", "made"},
                    {"text", "场地已经复垦。"},
                    {"review_opinion", "经现场核对，复垦属实。"},
                    {"adopted", "part"},
                    {"officers", both(w())}}));
  const std::string forms = "/api/v1/cases/" + id + "/forms/";
  const auto statement = text_of(w().as("officer1").get(forms + "statement_record.pdf").body);
  for (const char* words : {"陈述申辩笔录", "场地已经复垦。", "经现场核对，复垦属实。", "部分采纳", "望自然资罚"}) {
    EXPECT_NE(statement.find(words), std::string::npos) << words << "\n" << statement;
  }
  const auto receipt = text_of(w().as("officer1").get(forms + "service_receipt.pdf").body);
  for (const char* words : {"送达回证", "留置送达", "告知书", "拒收事由和日期", "已拍照、录像", "公司办公室"}) {
    EXPECT_NE(receipt.find(words), std::string::npos) << words << "\n" << receipt;
  }
}

TEST_P(CaseForms, EachRecordHasItsOwnForm) {
  const auto id = investigated(w(), true);
  done(w(), id, "officer1", "record_inquiry",
      Json::object({{"officers", both(w())},
                    {"certificate_shown", true},
                    {"subject", "郑小满"},
                    {"subject_role", "witness"},
                    {"place", "村委会"},
                    {"rights_told", true},
                    {"text", "问：见过施工吗？\n答：见过。"}}));
  const auto list = w().as("officer1").get("/api/v1/cases/" + id + "/forms");
  std::vector<std::string> addresses;
  for (const auto& row : list.json.items("forms")) {
    if (row.text("id") == "inquiry_record") addresses.push_back(row.text("href"));
  }
  ASSERT_EQ(addresses.size(), 2u);
  EXPECT_NE(text_of(w().as("officer1").get(addresses[0]).body).find("吴一凡"), std::string::npos);
  EXPECT_NE(text_of(w().as("officer1").get(addresses[1]).body).find("郑小满"), std::string::npos);
  const std::string forms = "/api/v1/cases/" + id + "/forms/";
  EXPECT_EQ(w().as("officer1").get(forms + "inquiry_record.pdf").body, w().as("officer1").get(addresses[1]).body);
  EXPECT_EQ(w().as("officer1").get(forms + "on_site_record.pdf" + addresses[1].substr(addresses[1].find('?'))).status,
            404);
  EXPECT_EQ(w().as("officer1").get(forms + "inquiry_record.pdf?record=1").status, 400);
  EXPECT_EQ(w().as("officer1").get(forms + "penalty_decision.pdf").status, 404);
  EXPECT_EQ(w().as("officer1").get(forms + "no_such.pdf").status, 404);
}

// More at once than the queue holds: each is made or told to come back, and what answers from the general pool is not
// kept waiting by them.
TEST_P(CaseForms, ABurstIsMadeOrToldToComeBack) {
  const auto id = investigated(w(), true);
  const std::string forms = "/api/v1/cases/" + id + "/forms";
  const Person officer = w().as("officer1");
  std::atomic<int> made{0}, later{0}, other{0};
  {
    std::vector<std::jthread> people;
    for (int i = 0; i < 60; ++i) {
      people.emplace_back([&] {
        const auto answer = officer.get(forms + "/inquiry_record.pdf");
        (answer.status == 200 ? made : answer.status == 503 ? later : other)++;
        if (answer.status == 503) {
          EXPECT_NE(answer.error().find("重试"), std::string::npos) << answer.body;
        }
      });
    }
    EXPECT_EQ(officer.get(forms).status, 200);
  }
  EXPECT_EQ(other, 0);
  EXPECT_GE(made, 32);  // what may wait
  EXPECT_EQ(made + later, 60);
}

TEST_P(CaseForms, RightsAreThoseOfTheCaseAndLooksAreInTheJournal) {
  const auto id = investigated(w(), true);
  const std::string forms = "/api/v1/cases/" + id + "/forms";
  w().add_subordinate();
  for (const std::string& path : {forms, forms + "/case_source.pdf"}) {
    EXPECT_EQ(w().as("stranger").get(path).status, 403) << path;
    EXPECT_EQ(w().as("below1").get(path).status, 404) << path;
    EXPECT_EQ(w().as("sysadmin").get(path).status, 403) << path;
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));  // earlier looks are written
  const auto before = w().events("access_batch");
  EXPECT_EQ(w().as("officer1").get(forms + "/case_source.pdf").status, 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  EXPECT_GT(w().events("access_batch"), before);
}

}  // namespace
}  // namespace mingjing::api_tests
