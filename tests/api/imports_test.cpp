// Laws and the notice of days off imported from the workbench: a preview changes nothing, an import is one event, both are for
// the administrators of the first agency alone. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "law/calendar.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Imports : public ApiTest {};
INSTANTIATE_TEST_SUITE_P(, Imports, testing::ValuesIn(database_urls()), url_name);

Json law_file(const std::string& day, const std::string& second) {
  return Json::object({{"file_name", "测试登记法(" + day + ").md"},
                       {"text", "# 中华人民共和国测试登记法\n\n2020年1月1日通过\n\n<!-- INFO END -->\n\n第一条 本法只用于测试。\n\n" + second +
                                    "\n\n第三条 本法自2020年3月1日起施行。\n"}});
}

std::string told(const Json& preview) {
  std::string out;
  for (const auto& change : preview.items("changes")) {
    out += change.text("article") + change.text("date") + " " + change.text("kind") + change.text("to") + "|";
  }
  return out;
}

TEST_P(Imports, ALawIsPreviewedThenImportedOnce) {
  const auto& admin = w().as("sysadmin");
  const std::string path = "/api/v1/statutes/import";
  const auto first = law_file("2020-01-01", "第二条 占用土地的，予以登记。");
  const auto preview = admin.post(path + "/preview", first);
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(preview.json.text("outcome"), "taken");
  EXPECT_EQ(preview.json.text("in_force_from"), "2020-03-01");
  EXPECT_EQ(told(preview.json), "1 added|2 added|3 added|");
  EXPECT_EQ(w().events("import_law"), 0);
  const int before = w().imports;
  ASSERT_EQ(admin.post(path, first).status, 200);
  EXPECT_EQ(w().events("import_law"), 1);
  EXPECT_EQ(admin.post(path, first).json.text("outcome"), "unchanged");
  EXPECT_EQ(w().events("import_law"), 1);
  for (int i = 0; i < 100 && w().imports < before + 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(w().imports, before + 2);
  const auto later =
      admin.post(path + "/preview", law_file("2024-01-01", "第二条 占用林地的，予以登记。\n\n第二条之一 占用水域的，予以登记。"));
  EXPECT_EQ(told(later.json), "2 changed|2-1 added|") << later.body;
  EXPECT_EQ(later.json.text("before"), "2020-01-01");
  EXPECT_EQ(admin.post(path, Json::object({{"file_name", "没有日期.md"}, {"text", "# 法\n\n第一条 一。\n"}})).status, 422);
  EXPECT_EQ(w().as("officer1").post(path, first).status, 403);
  EXPECT_EQ(w().events("import_law"), 1);
}

TEST_P(Imports, AYearIsPreviewedThenImportedOnce) {
  const auto& admin = w().as("sysadmin");
  const std::string path = "/api/v1/calendar/import";
  law::CalendarYear year = *law::Calendar::built_in().year(2026);
  const auto body = [&] { return Json::object({{"text", law::to_json(year)}}); };
  EXPECT_EQ(admin.post(path + "/preview", body()).json.text("outcome"), "unchanged");
  year.days.push_back({Date(2026, 12, 5), "临时调休", false});
  std::sort(year.days.begin(), year.days.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  EXPECT_EQ(admin.post(path + "/preview", body()).status, 422);  // the version that is held, with another text
  EXPECT_EQ(admin.post(path, body()).status, 422);
  ++year.version;
  const auto preview = admin.post(path + "/preview", body());
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(told(preview.json), "2026-12-05 worked|");
  EXPECT_EQ(w().events("import_calendar"), 0);
  const auto done = admin.post(path, body());
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.json.text("outcome"), "taken");
  EXPECT_EQ(w().events("import_calendar"), 1);
  EXPECT_EQ(w().as("secadmin").post(path, body()).status, 403);
}

}  // namespace
}  // namespace mingjing::api_tests
