// What a desk looks up: lists as CSV, the palette, earlier cases of a party, the calendar, what stands on an article, the
// journal and the state of the system.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Lookups : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }
  std::string clue(const Json& party, const char* cause = "涉嫌非法占用土地") {
    const auto answer = w().as("intake1").post("/api/v1/clues", Json::object({{"source", "inspection"},
                                                                              {"summary", "巡查发现。"},
                                                                              {"cause", cause},
                                                                              {"unit_id", w().unit},
                                                                              {"party", party}}));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.json.text("id");
  }
  static std::vector<std::string> ids(const Answer& answer) {
    std::vector<std::string> out;
    for (const auto& party : answer.json.items("parties")) {
      for (const auto& one : party.items("cases")) out.push_back(one.text("id"));
    }
    return out;
  }
  static bool has(const std::vector<std::string>& all, const std::string& id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  }
};
INSTANTIATE_TEST_SUITE_P(, Lookups, testing::ValuesIn(database_urls()), url_name);

TEST_P(Lookups, TheListAsCsvIsTheListAndNoFormula) {
  clue(Json::object({{"kind", "organisation"}, {"name", "=cmd|'/c calc'!A1有限公司"}}), "涉嫌破坏耕地一案");
  const auto csv = w().as("agencyhead").get("/api/v1/cases.csv?q=%E7%A0%B4%E5%9D%8F%E8%80%95%E5%9C%B0");
  ASSERT_EQ(csv.status, 200) << csv.body;
  EXPECT_TRUE(csv.body.starts_with("\xEF\xBB\xBF")) << csv.body.substr(0, 40);
  EXPECT_NE(csv.header("Content-Type").find("text/csv"), std::string::npos);
  EXPECT_NE(csv.header("Content-Disposition").find("attachment"), std::string::npos);
  EXPECT_NE(csv.body.find("\"'=cmd|"), std::string::npos) << csv.body;
  const auto list = w().as("agencyhead").get("/api/v1/cases?q=%E7%A0%B4%E5%9D%8F%E8%80%95%E5%9C%B0");
  const auto lines = static_cast<std::size_t>(std::count(csv.body.begin(), csv.body.end(), '\n'));
  EXPECT_EQ(lines, list.json.items("cases").size() + 1);
  EXPECT_EQ(w().as("officer1").get("/api/v1/cases.csv?stage=nowhere").status, 400);
  EXPECT_EQ(w().as("sysadmin").get("/api/v1/cases.csv").status, 403);
}

TEST_P(Lookups, TheListBetweenTwoDaysOfRegistrationBothIncluded) {
  std::vector<std::string> ids, days;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(clue(Json::object({{"kind", "organisation"}, {"name", "青阳水泥厂"}}), "涉嫌越界开采"));
    days.push_back(w().now().date().text());
    w().advance_to(w().now().plus_hours(48));
  }
  const std::string words = "&q=%E8%B6%8A%E7%95%8C%E5%BC%80%E9%87%87";  // 越界开采
  const struct {
    const char* name;
    std::string query;
    std::vector<std::string> wanted;  // newest first
  } rows[] = {
      {"the day in the middle", "from=" + days[1] + "&to=" + days[1], {ids[1]}},
      {"from a day on", "from=" + days[1], {ids[2], ids[1]}},
      {"up to a day", "to=" + days[1], {ids[1], ids[0]}},
      {"a day between them", "from=" + w().now().date().text(), {}},
  };
  for (const auto& row : rows) {
    for (const char* who : {"agencyhead", "officer1"}) {  // the agency and the unit, each with a statement of its own
      for (const std::string& more : {std::string(), words, std::string("&stage=clue_registered")}) {
        const auto list = w().as(who).get("/api/v1/cases?" + row.query + more);
        ASSERT_EQ(list.status, 200) << list.body;
        std::vector<std::string> found;
        for (const auto& one : list.json.items("cases")) {
          if (std::find(ids.begin(), ids.end(), one.text("id")) != ids.end()) found.push_back(one.text("id"));
        }
        EXPECT_EQ(found, row.wanted) << row.name << ", " << who << more;
      }
    }
  }
  const auto csv = w().as("agencyhead").get("/api/v1/cases.csv?from=" + days[1] + "&to=" + days[2] + words);
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 3) << csv.body;
}

TEST_P(Lookups, CsvGoesOnBeyondAPage) {
  for (int i = 0; i < 60; ++i) clue(Json::object({{"kind", "organisation"}, {"name", "望山砂石加工厂"}}), "涉嫌无证采砂");
  const auto csv = w().as("intake1").get("/api/v1/cases.csv?q=%E6%97%A0%E8%AF%81%E9%87%87%E7%A0%82");
  EXPECT_GE(std::count(csv.body.begin(), csv.body.end(), '\n'), 61);
}

TEST_P(Lookups, ThePaletteFindsByTwoCharacters) {
  const auto id = clue(Json::object({{"kind", "organisation"}, {"name", "岚山石料有限公司"}}));
  const auto found = w().as("agencyhead").get("/api/v1/palette?q=%E5%B2%9A%E5%B1%B1");
  ASSERT_EQ(found.status, 200) << found.body;
  ASSERT_FALSE(found.json.items("cases").empty());
  EXPECT_EQ(found.json.items("cases")[0].text("id"), id);
  EXPECT_LE(found.json.items("cases").size(), 10u);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/palette").json.items("cases").size(), 10u);  // the newest
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/palette?q=%E5%B2%9A").status, 422);
  EXPECT_TRUE(w().as("stranger").get("/api/v1/palette?q=%E5%B2%9A%E5%B1%B1").json.items("cases").empty());
}

TEST_P(Lookups, EarlierCasesOfAParty) {
  const auto code = valid_uscc("91330100MA7K0C3P");
  const Json company = Json::object({{"kind", "organisation"}, {"name", "望山恒岭石料有限公司"}, {"uscc", code}});
  const Json person = Json::object({{"kind", "natural"}, {"name", "周砚生"}, {"citizen_no", "11010519491231002X"}});
  const auto first = clue(company), second = clue(company), third = clue(person), fourth = clue(person);
  const auto& intake = w().as("intake1");
  const auto by_code = ids(intake.get("/api/v1/parties?credit_code=" + code));
  EXPECT_TRUE(has(by_code, first) && has(by_code, second));
  EXPECT_FALSE(has(by_code, third));
  const auto by_name = ids(intake.get("/api/v1/parties?name=%E5%91%A8%E7%A0%9A%E7%94%9F"));
  EXPECT_TRUE(has(by_name, third) && has(by_name, fourth));
  const auto by_number = intake.post("/api/v1/parties/search", Json::object({{"id_number", "11010519491231002X"}}));
  ASSERT_EQ(by_number.status, 200) << by_number.body;
  EXPECT_TRUE(has(ids(by_number), third) && has(ids(by_number), fourth));
  EXPECT_EQ(by_number.body.find("11010519491231002X"), std::string::npos);
  EXPECT_TRUE(ids(intake.get("/api/v1/parties?name=%E5%91%A8%E7%A0%9A")).empty()) << "a part of a name is another name";
  EXPECT_EQ(intake.get("/api/v1/parties").status, 400);
  EXPECT_EQ(intake.get("/api/v1/parties?name=a&credit_code=b").status, 400);
  EXPECT_EQ(w().as("archivist").get("/api/v1/parties?credit_code=" + code).status, 403);

  const auto related = w().as("officer1").get("/api/v1/cases/" + first + "/related");
  ASSERT_EQ(related.status, 200) << related.body;
  EXPECT_EQ(related.json.items("parties")[0].text("by"), "credit_code");
  EXPECT_EQ(ids(related), std::vector<std::string>{second});
  EXPECT_EQ(ids(w().as("officer1").get("/api/v1/cases/" + third + "/related")), std::vector<std::string>{fourth});
  EXPECT_EQ(w().as("stranger").get("/api/v1/cases/" + first + "/related").status, 403);
  w().add_subordinate();
  EXPECT_EQ(w().as("below1").get("/api/v1/cases/" + first + "/related").status, 404);
  EXPECT_TRUE(ids(w().as("below1").get("/api/v1/parties?credit_code=" + code)).empty());
}

TEST_P(Lookups, ACalendarYearDayByDay) {
  const auto year = w().as("officer1").get("/api/v1/calendar/years/2026");
  ASSERT_EQ(year.status, 200) << year.body;
  EXPECT_FALSE(year.json.flag("provisional"));
  EXPECT_NE(year.json.text("source").find("gov.cn"), std::string::npos);
  std::size_t off = 0, makeup = 0;
  for (const auto& day : year.json.items("days")) ++(day.text("kind") == "off" ? off : makeup);
  EXPECT_GT(off, 20u);
  EXPECT_GT(makeup, 2u);
  const auto later = w().as("officer1").get("/api/v1/calendar/years/2034");
  EXPECT_TRUE(later.json.flag("provisional"));
  EXPECT_EQ(w().as("officer1").get("/api/v1/calendar/years/1999").status, 404);
  EXPECT_EQ(w().as("officer1").get("/api/v1/calendar/years/next").status, 404);
}

TEST_P(Lookups, WhatStandsOnAnArticle) {
  // The text is made up; name, date and article are those of the law.
  w().import_law("行政执法机关移送涉嫌犯罪案件的规定(2020-08-07).md",
                 "# 行政执法机关移送涉嫌犯罪案件的规定\n\n甲机关通过\n\n<!-- INFO END -->\n\n## 第一章　总则\n\n第一条　为了试验，写下一行。\n\n"
                 "第二条　第二行。\n\n第三条　第三行。\n\n第四条　第四行。\n\n第五条　先挂起青瓦罐再决定。\n\n第六条　本规定自公布之日起施行。\n");
  const std::string law = "/api/v1/statutes/%E8%A1%8C%E6%94%BF%E6%89%A7%E6%B3%95%E6%9C%BA%E5%85%B3%E7%A7%BB%E9%80%81%E6%B6%89%E5%AB%8C%E7%8A%AF%E7%BD%AA%E6%A1%88%E4%BB%B6%E7%9A%84%E8%A7%84%E5%AE%9A/articles/";
  const auto cited = w().as("officer1").get(law + "5/cited-by");
  ASSERT_EQ(cited.status, 200) << cited.body;
  EXPECT_EQ(cited.json.text("place"), "第五条");
  EXPECT_NE(cited.body.find("decide_transfer"), std::string::npos);
  EXPECT_NE(cited.body.find("transfer_in_person"), std::string::npos);
  EXPECT_EQ(cited.body.find("file_case"), std::string::npos) << "that stands on the same number of another law";
  EXPECT_EQ(w().as("officer1").get(law + "999/cited-by").status, 404);
  const auto hits = w().as("officer1").get("/api/v1/statutes?on=2022-01-01&q=%E9%9D%92%E7%93%A6%E7%BD%90");
  ASSERT_FALSE(hits.json.items("hits").empty()) << hits.body;
  const Json* snippet = hits.json.items("hits")[0].find("snippet");
  ASSERT_NE(snippet, nullptr);
  EXPECT_NE(snippet->text("text").find("青瓦罐"), std::string::npos);
  EXPECT_FALSE(snippet->items("marks").empty());
}

TEST_P(Lookups, TheJournalSaysWhoDidAndWhoLooked) {
  const auto id = clue(Json::object({{"kind", "organisation"}, {"name", "岚山石料有限公司"}}));
  w().as("officer1").get("/api/v1/cases/" + id);
  const auto& audit = w().as("auditadmin");
  const auto done = audit.get("/api/v1/journal?subject=" + id);
  ASSERT_EQ(done.status, 200) << done.body;
  ASSERT_EQ(done.json.items("entries").size(), 1u);
  EXPECT_EQ(done.json.items("entries")[0].text("what"), "登记线索");
  EXPECT_EQ(done.body.find("岚山石料"), std::string::npos) << "nothing of what is in a case";
  Json looked;
  for (int tries = 0; tries < 40 && looked.items("entries").empty(); ++tries) {  // written within a second
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    looked = audit.get("/api/v1/journal?kind=access&subject=" + id + "&user=" + w().as("officer1").user_id).json;
  }
  ASSERT_FALSE(looked.items("entries").empty());
  EXPECT_EQ(looked.items("entries")[0].text("purpose"), "办案");
  const auto all = audit.get("/api/v1/journal");
  EXPECT_EQ(all.json.items("entries").size(), 50u);
  const auto next = audit.get("/api/v1/journal?after=" + all.json.text("next"));
  EXPECT_EQ(next.status, 200) << next.body;
  EXPECT_NE(next.json.items("entries")[0].text("id"), all.json.items("entries")[49].text("id"));
  EXPECT_EQ(audit.get("/api/v1/journal?kind=pink").status, 400);
  EXPECT_EQ(audit.get("/api/v1/journal?after=%27").status, 400);
  EXPECT_EQ(audit.get("/api/v1/journal?from=2020-01-01&to=2026-01-01").status, 400);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/journal").status, 403);
}

TEST_P(Lookups, TheStateOfTheSystemIsForItsAdministrator) {
  const auto state = w().as("sysadmin").get("/api/v1/system");
  ASSERT_EQ(state.status, 200) << state.body;
  EXPECT_EQ(state.json.text("database"), "sqlite");
  EXPECT_EQ(w().as("auditadmin").get("/api/v1/system").status, 403);
}

TEST_P(Lookups, WhoWorksHereIsKnownToEverybodyHere) {
  const auto answer = w().as("officer1").get("/api/v1/colleagues");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto all = answer.json.items("colleagues");
  EXPECT_GT(all.size(), 5u);
  for (const auto& one : all) {
    EXPECT_FALSE(one.text("name").empty());
    EXPECT_EQ(one.find("username"), nullptr) << "what only administrators see";
  }
}

TEST_P(Lookups, WhatAnAgencyStillLacks) {
  EXPECT_TRUE(w().ask({"GET", "/api/v1/setup"}).json.flag("done"));
  const auto steps = w().as("sysadmin").get("/api/v1/setup/steps");
  ASSERT_EQ(steps.status, 200) << steps.body;
  for (const auto& step : steps.json.items("steps")) {
    EXPECT_EQ(step.flag("done"), step.find("missing") == nullptr) << step.text("id");
    if (step.text("id") == "people" || step.text("id") == "units" || step.text("id") == "officers") {
      EXPECT_TRUE(step.flag("done")) << step.text("missing");
    }
  }
  EXPECT_EQ(w().as("officer1").get("/api/v1/setup/steps").status, 403);
  w().add_subordinate();
}

}  // namespace
}  // namespace mingjing::api_tests
