// An agency analyses the figures of its records through HTTP: who may, what is kept, what came of it, and indicator 80.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

constexpr const char* kAddress = "/api/v1/analyses";

class Analyses : public ApiTest {
 protected:
  static Json wanted(int year) {
    return Json::object({{"year", year}, {"weak_points", "询问没有录像的多。"}, {"measures", "给询问室装录像设备。"}});
  }
  int year() { return w().now().date().year(); }
  Json listed(const char* who = "unithead") {
    const auto answer = w().as(who).get(std::string(kAddress) + "?year=" + std::to_string(year()));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json;
  }
  Json indicator_80() {
    const auto answer = w().as("unithead").get("/api/v1/indicators/record");
    for (const auto& row : answer.json.items("indicators")) {
      if (row.integer("number") == 80) return row;
    }
    ADD_FAILURE() << answer.body;
    return {};
  }
  Answer note(const char* who, const Json& analysis, const Json& body, std::optional<std::int64_t> version = {}) {
    return w().as(who).post(std::string(kAddress) + "/" + analysis.text("id") + "/acts/note_analysis_result", body,
                            {"If-Match: \"" + std::to_string(version.value_or(analysis.integer("version"))) + "\""});
  }
};
INSTANTIATE_TEST_SUITE_P(, Analyses, testing::ValuesIn(database_urls()), url_name);

TEST_P(Analyses, KeepTheFiguresAsTheyStoodAndWhatCameOfThem) {
  const auto before = listed().items("analyses").size();
  const auto counted = indicator_80().integer("numerator");
  const auto events = w().events("record_analysis");
  const auto made = w().as("reviewer").post(kAddress, wanted(year()));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(w().events("record_analysis"), events + 1);
  EXPECT_EQ(indicator_80().integer("numerator"), counted + 1);
  EXPECT_TRUE(indicator_80().flag("met"));

  Json all = listed();
  ASSERT_EQ(all.items("analyses").size(), before + 1);
  Json analysis = all.items("analyses").back();
  EXPECT_EQ(analysis.text("weak_points"), "询问没有录像的多。");
  EXPECT_FALSE(analysis.find("made")->text("name").empty());
  const auto figures = analysis.items("figures");
  EXPECT_GE(figures.size(), 20u) << "all that are counted";
  const auto analysed = std::find_if(figures.begin(), figures.end(), [](const auto& row) { return row.integer("number") == 80; });
  ASSERT_NE(analysed, figures.end());
  EXPECT_EQ(analysed->integer("numerator"), counted) << "as they stood before it";

  const Json result = Json::object({{"use", "improve_enforcement"}, {"text", "两间询问室都装了。"}});
  ASSERT_EQ(note("agencyhead", analysis, result).status, 200);
  EXPECT_EQ(note("agencyhead", analysis, result).status, 409) << "seen before another wrote";
  all = listed();
  analysis = all.items("analyses").back();
  ASSERT_EQ(analysis.items("results").size(), 1u);
  EXPECT_EQ(analysis.items("results").front().text("use_name"), "改进执法");
  EXPECT_EQ(analysis.items("results").front().text("text"), "两间询问室都装了。");
}

TEST_P(Analyses, AreForThoseWhoAnswerForTheRecords) {
  const auto acts = [&](const char* who) { return listed(who).items("acts").size(); };
  EXPECT_EQ(acts("reviewer"), 2u);
  EXPECT_EQ(acts("agencyhead"), 2u);
  EXPECT_EQ(acts("unithead"), 0u);
  const auto held = w().events("record_analysis");
  for (const char* who : {"officer1", "unithead", "archivist", "supervisor", "clerk1"}) {
    EXPECT_EQ(w().as(who).post(kAddress, wanted(year())).status, 403) << who;
  }
  for (const char* who : {"officer1", "archivist", "clerk1"}) EXPECT_EQ(w().as(who).get(kAddress).status, 403) << who;
  EXPECT_EQ(w().events("record_analysis"), held);
}

TEST_P(Analyses, BadFormsAreToldWithTheField) {
  const struct {
    const char* name;
    Json body;
    const char* field;
  } rows[] = {
      {"year to come", wanted(year() + 1), "year"},
      {"no year", Json::object({{"weak_points", "有。"}, {"measures", "改。"}}), "year"},
      {"no weak points", Json::object({{"year", year()}, {"weak_points", " "}, {"measures", "改。"}}), "weak_points"},
      {"figures of one's own", Json::object({{"year", year()}, {"weak_points", "有。"}, {"measures", "改。"}, {"figures", Json::array()}}), "figures"}};
  for (const auto& row : rows) {
    const auto answer = w().as("reviewer").post(kAddress, row.body);
    EXPECT_EQ(answer.status, 422) << row.name << answer.body;
    EXPECT_NE(answer.body.find(std::string("\"field\":\"") + row.field), std::string::npos) << row.name << answer.body;
  }
  ASSERT_EQ(w().as("reviewer").post(kAddress, wanted(year())).status, 201);
  const Json analysis = listed().items("analyses").back();
  EXPECT_EQ(note("reviewer", analysis, Json::object({{"use", "praise"}, {"text", "好。"}})).status, 422);
  EXPECT_EQ(note("reviewer", analysis, Json::object({{"use", "protect_rights"}, {"text", ""}})).status, 422);
  const Json nowhere = Json::object({{"id", "01890000-0000-7000-8000-000000000001"}, {"version", 1}});
  EXPECT_EQ(note("reviewer", nowhere, Json::object({{"use", "protect_rights"}, {"text", "好。"}})).status, 404);
  EXPECT_EQ(w().as("reviewer").get(std::string(kAddress) + "?year=20x6").status, 400);
}

}  // namespace
}  // namespace mingjing::api_tests
