// 案卷 through HTTP: whether the record is whole, opening a sealed volume for a purpose, and who is seen to have looked.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/zip.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Volumes : public ApiTest {
 protected:
  // Not filed and archived: the shortest way there is.
  std::string archived() {
    w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
    const auto id = register_clue(w(), "intake1");
    must("agencyhead", id, "decline_filing", Json::object({{"reason", "不属于本机关管辖。"}, {"informant_told", true}}));
    must("archivist", id, "archive_case", Json::object({{"volume_no", "2026-0001"}, {"retention", "10y"}, {"privacy", "personal"}}));
    return id;
  }
  static std::string at(const std::string& id) { return "/api/v1/cases/" + id + "/volumes"; }
  Answer opened(const char* who, const std::string& id, const char* purpose, const char* n = "1") {
    return w().as(who).post(at(id) + "/" + n + "/views", Json::object({{"purpose", purpose}}));
  }
};
INSTANTIATE_TEST_SUITE_P(, Volumes, testing::ValuesIn(database_urls()), url_name);

TEST_P(Volumes, TheRecordOfAnOpenCaseSaysWhatIsMissing) {
  w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
  const auto id = register_clue(w(), "intake1");
  const auto page = w().as("agencyhead").get(at(id));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.json.text("state"), "open");
  EXPECT_FALSE(page.json.flag("may_open"));
  const Json& record = *page.json.find("record");
  EXPECT_FALSE(record.flag("complete"));
  EXPECT_EQ(record.items("stages").size(), 4U);
  EXPECT_NE(page.body.find("没有立案或者不予立案的审批。"), std::string::npos);
  EXPECT_EQ(page.json.items("purposes").size(), 6U);
  EXPECT_EQ(w().as("agencyhead").get(at(id) + ".zip").status, 403);
  EXPECT_EQ(opened("archivist", id, "supervision").status, 404);
  for (const char* who : {"sysadmin", "secadmin"}) EXPECT_EQ(w().as(who).get(at(id)).status, 403) << who;
}

TEST_P(Volumes, ASealedVolumeIsOpenedForAPurposeUnderAMark) {
  const auto id = archived();
  EXPECT_EQ(w().as("archivist").get(at(id)).json.text("state"), "waiting");
  w().render_documents();
  const auto page = w().as("archivist").get(at(id));
  ASSERT_EQ(page.json.text("state"), "sealed") << page.body;
  EXPECT_TRUE(page.json.flag("may_open"));
  EXPECT_EQ(page.json.text("privacy"), "personal");
  EXPECT_TRUE(page.json.find("record")->flag("complete")) << page.body;
  EXPECT_FALSE(w().as("intake1").get(at(id)).json.flag("may_open"));

  EXPECT_EQ(opened("archivist", id, "看一看").status, 422);
  EXPECT_EQ(opened("archivist", id, "handling").status, 422) << "only the six";
  EXPECT_EQ(opened("intake1", id, "supervision").status, 403);
  EXPECT_EQ(opened("archivist", id, "supervision", "2").status, 404);
  const auto grant = opened("archivist", id, "appraisal");
  ASSERT_EQ(grant.status, 201) << grant.body;
  EXPECT_EQ(grant.json.integer("sheets"), 4);
  const auto shown = w().as("archivist").get(grant.json.text("href"));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.header("Content-Type"), "image/png");
  EXPECT_EQ(shown.header("Cache-Control"), "no-store");
  EXPECT_NE(shown.body.find("评议考核"), std::string::npos) << "why, across the page";
  EXPECT_NE(shown.body.find("张archivist"), std::string::npos) << "and who";
  // Of this session and this volume.
  EXPECT_EQ(w().as("agencyhead").get(grant.json.text("href")).status, 403);
  EXPECT_EQ(w().as("archivist").get(at(id) + "/2/pages/1.png?grant=" + grant.json.text("grant")).status, 403);
  EXPECT_EQ(w().as("archivist").get(at(id) + "/1/pages/1.png").status, 403);
  const auto other = archived();
  w().render_documents();
  EXPECT_EQ(w().as("archivist").get(at(other) + "/1/pages/1.png?grant=" + grant.json.text("grant")).status, 403);

  const auto package = w().as("archivist").get(at(id) + ".zip?grant=" + grant.json.text("grant"));
  ASSERT_EQ(package.status, 200) << package.body;
  EXPECT_NE(package.header("Content-Disposition").find("attachment"), std::string::npos);
  const auto members = read_zip(package.body.size(), [&](std::uint64_t from, std::size_t n) { return package.body.substr(from, n); });
  ASSERT_TRUE(members) << members.error().message;
  EXPECT_EQ(members->size(), 4U);
}

TEST_P(Volumes, TheIndicatorsOfTheYearCountWhatWasClosedAndOpened) {
  const auto counted = [&](int number, const char* who = "agencyhead") {
    const auto answer = w().as(who).get("/api/v1/indicators/record?year=2026");
    EXPECT_EQ(answer.status, 200) << answer.body;
    for (const auto& row : answer.json.items("indicators")) {
      if (row.integer("number") == number) return row;
    }
    ADD_FAILURE() << number;
    return Json();
  };
  w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00")));
  const auto id = register_clue(w(), "intake1");
  must("agencyhead", id, "file_case", Json::object({{"opinion", "同意立案。"}}));
  must("agencyhead", id, "revoke_filing", Json::object({{"reason", "没有违法事实。"}}));
  must("archivist", id, "archive_case", Json::object({{"volume_no", "2026-0002"}, {"retention", "10y"}, {"privacy", "personal"}}));
  const auto before = counted(67);
  w().render_documents();
  const auto sealed = counted(67);
  EXPECT_EQ(sealed.integer("numerator"), before.integer("numerator") + 1) << "sealed";
  EXPECT_EQ(sealed.integer("denominator"), before.integer("denominator")) << "of as many closed";
  EXPECT_GE(counted(68).integer("numerator"), 1);
  EXPECT_EQ(counted(45).integer("ratio_thousandths"), counted(45).integer("denominator") > 0 ? 1000 : 0);
  w().as("archivist").get("/api/v1/cases/" + id + "/looks");  // what the tests before noted is written down
  const auto looks = counted(76).integer("numerator");
  ASSERT_EQ(opened("archivist", id, "appraisal").status, 201);
  w().as("archivist").get("/api/v1/cases/" + id + "/looks");  // what was noted is written down
  const auto appraisal = counted(76);
  EXPECT_EQ(appraisal.integer("numerator"), looks + 1);
  EXPECT_TRUE(appraisal.flag("met"));
  EXPECT_EQ(counted(46).text("mode"), "evidence");
  EXPECT_GE(counted(84).integer("numerator"), 1) << "a supervisor has an account";
  EXPECT_EQ(w().as("officer1").get("/api/v1/indicators/record").status, 403);
  EXPECT_EQ(w().as("agencyhead").get("/api/v1/indicators/record?year=2099").status, 400);
}

TEST_P(Volumes, WhoOpenedACaseIsSeenByThoseWhoHandleIt) {
  const auto id = register_clue(w(), "intake1");
  const auto looks = [&] { return w().as("intake1").get("/api/v1/cases/" + id + "/looks"); };
  ASSERT_EQ(looks().status, 200) << looks().body;
  w().as("agencyhead").get("/api/v1/cases/" + id);
  EXPECT_TRUE(looks().json.items("looks").empty()) << "handling is no retrieval";
  ASSERT_EQ(w().as("supervisor").get("/api/v1/cases/" + id).status, 200) << "while it is open, at once";
  const auto seen = looks();
  ASSERT_EQ(seen.json.items("looks").size(), 1U) << seen.body;
  const Json& look = seen.json.items("looks").front();
  EXPECT_EQ(look.text("what"), "打开案件");
  EXPECT_EQ(look.text("purpose"), "supervision");
  EXPECT_EQ(look.text("who"), "张supervisor");
  EXPECT_EQ(w().as("secadmin").get("/api/v1/cases/" + id + "/looks").status, 403);

  // A supervisor above opens a case below; its handler sees that, by name and agency.
  w().add_subordinate();
  const auto below =
      w().as("below2").post("/api/v1/clues", Json::object({{"source", "inspection"}, {"summary", "巡查发现。"}, {"unit_id", w().unit_below}})).json.text("id");
  ASSERT_EQ(w().as("supervisor").get("/api/v1/cases/" + below).status, 200);
  const auto there = w().as("below2").get("/api/v1/cases/" + below + "/looks");
  ASSERT_EQ(there.json.items("looks").size(), 1U) << there.body;
  EXPECT_NE(there.json.items("looks").front().text("agency").find("望山"), std::string::npos) << there.body;
}

}  // namespace
}  // namespace mingjing::api_tests
