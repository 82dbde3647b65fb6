// Recording devices and rooms through HTTP: who may enter what, who had a device when, what the lists and counts say.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Equipment : public ApiTest {
 protected:
  void SetUp() override { w().advance_to(std::max(w().now(), *Instant::parse("2026-03-02T09:00:00+08:00"))); }

  static std::string fresh_number() {
    static int made = 0;
    return "EQ-" + std::to_string(1000 + ++made);
  }
  std::string device(const std::string& number, const std::string& serial = {}, const char* by = "unithead") {
    const auto answer = w().as(by).post("/api/v1/devices", Json::object({{"kind", "body_camera"}, {"number", number}, {"serial", serial},
                                                                         {"model", "CQ8"}, {"unit_id", w().unit}, {"calibrate_months", 12}}));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.json.text("id");
  }
  Json read(const std::string& id, const char* by = "officer1") { return w().as(by).get("/api/v1/devices/" + id).json; }
  Answer use(const char* who, const std::string& id, const char* act, Json body = Json::object({})) {
    return w().as(who).post("/api/v1/devices/" + id + "/acts/" + act, body, {"If-Match: \"" + std::to_string(read(id).integer("version")) + "\""});
  }
  Answer in_room(const char* who, const std::string& id, const char* act, Json body = Json::object({})) {
    const auto version = w().as("unithead").get("/api/v1/rooms/" + id).json.integer("version");
    return w().as(who).post("/api/v1/rooms/" + id + "/acts/" + act, body, {"If-Match: \"" + std::to_string(version) + "\""});
  }
  static std::set<std::string> acts(const Json& row) {
    std::set<std::string> out;
    for (const auto& act : row.items("acts")) out.insert(*act.as_string());
    return out;
  }
};
INSTANTIATE_TEST_SUITE_P(, Equipment, testing::ValuesIn(database_urls()), url_name);

TEST_P(Equipment, AreRegisteredByTheHeadOfTheirUnit) {
  const auto number = fresh_number();
  const Json wanted = Json::object({{"kind", "camcorder"}, {"number", number}, {"serial", "S-" + number}, {"unit_id", w().unit}});
  EXPECT_EQ(w().as("officer1").post("/api/v1/devices", wanted).status, 403);
  EXPECT_EQ(w().as("supervisor").post("/api/v1/devices", wanted).status, 403);
  Json elsewhere = wanted;
  elsewhere.set("unit_id", w().office);
  EXPECT_EQ(w().as("unithead").post("/api/v1/devices", elsewhere).status, 403) << "another unit's";
  ASSERT_EQ(w().as("unithead").post("/api/v1/devices", wanted).status, 201);
  const auto twice = w().as("sysadmin").post("/api/v1/devices", wanted);
  EXPECT_EQ(twice.status, 422) << twice.body;
  EXPECT_NE(twice.body.find("\"number\""), std::string::npos) << twice.body;
  Json again = wanted;
  again.set("number", fresh_number());
  EXPECT_NE(w().as("sysadmin").post("/api/v1/devices", again).body.find("\"serial\""), std::string::npos);
  again.set("serial", "");
  again.set("calibrate_months", "12");
  EXPECT_EQ(w().as("sysadmin").post("/api/v1/devices", again).status, 422);
  again.set("calibrate_months", 12);
  EXPECT_EQ(w().as("sysadmin").post("/api/v1/devices", again).status, 201);
}

TEST_P(Equipment, AnOfficerTakesADeviceForHimselfAndGivesItBack) {
  const auto id = device(fresh_number());
  EXPECT_EQ(acts(read(id)), (std::set<std::string>{"issue_device", "check_device_clock"}));
  EXPECT_FALSE(read(id).flag("issues_to_others"));
  EXPECT_EQ(use("officer1", id, "issue_device", Json::object({{"officer_id", w().officer_2}})).status, 403);
  const auto taken = use("officer1", id, "issue_device");
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(read(id).find("holder")->text("officer_id"), w().officer_1);
  EXPECT_TRUE(read(id).find("holder")->flag("you"));
  EXPECT_EQ(use("unithead", id, "issue_device", Json::object({{"officer_id", w().officer_2}})).status, 422) << "one at a time";
  EXPECT_EQ(use("unithead", id, "retire_device", Json::object({{"note", "损坏"}})).status, 422);
  EXPECT_EQ(use("officer2", id, "return_device").status, 403);
  EXPECT_EQ(w().as("officer1").get("/api/v1/devices?holder=me").json.items("devices").size(), 1u);
  ASSERT_EQ(use("officer1", id, "return_device").status, 200);
  ASSERT_EQ(use("unithead", id, "issue_device", Json::object({{"officer_id", w().officer_2}})).status, 200);
  EXPECT_EQ(acts(read(id, "unithead")), (std::set<std::string>{"return_device", "check_device_clock", "calibrate_device"}));
  ASSERT_EQ(use("unithead", id, "return_device", Json::object({{"note", "镜头有划痕"}})).status, 200);
  EXPECT_EQ(use("officer1", id, "retire_device", Json::object({{"note", "损坏"}})).status, 403);
  EXPECT_EQ(use("unithead", id, "retire_device").status, 422) << "without a reason";
  ASSERT_EQ(use("unithead", id, "retire_device", Json::object({{"note", "损坏"}})).status, 200);
  EXPECT_TRUE(acts(read(id, "unithead")).empty());
  EXPECT_EQ(read(id).items("ledger").size(), 6u);
  EXPECT_EQ(read(id).items("ledger")[0].text("note"), "损坏") << "the newest first";
}

TEST_P(Equipment, AStaleVersionIsRefusedAndAnotherAgencySeesNothing) {
  const auto id = device(fresh_number());
  const auto path = "/api/v1/devices/" + id;
  EXPECT_EQ(w().as("officer1").post(path + "/acts/issue_device", Json::object({})).status, 428);
  ASSERT_EQ(use("officer1", id, "issue_device").status, 200);
  EXPECT_EQ(w().as("officer1").post(path + "/acts/return_device", Json::object({}), {"If-Match: \"1\""}).status, 409);
  ASSERT_EQ(use("officer1", id, "return_device").status, 200);
  w().add_subordinate();
  EXPECT_EQ(w().as("below1").get(path).status, 404);
  EXPECT_TRUE(w().as("below1").get("/api/v1/devices").json.items("devices").empty());
  EXPECT_EQ(w().as("below1").post(path + "/acts/issue_device", Json::object({}), {"If-Match: \"3\""}).status, 404);
}

TEST_P(Equipment, ClocksAreComparedAndEitherNumberFindsTheDevice) {
  const auto number = fresh_number();
  const auto id = device(number, "SN/" + number);
  const Instant before = w().now();
  w().advance_to(before.plus_hours(1));
  ASSERT_EQ(use("officer1", id, "issue_device").status, 200);
  w().advance_to(before.plus_hours(2));
  EXPECT_EQ(use("officer1", id, "check_device_clock").status, 422);
  const auto checked = use("officer1", id, "check_device_clock",
                           Json::object({{"at", w().now().text()}, {"device_time", w().now().plus_ms(95'400).text()}}));
  ASSERT_EQ(checked.status, 200) << checked.body;
  EXPECT_EQ(read(id).find("clock")->integer("offset_s"), 95);
  EXPECT_TRUE(read(id).find("clock")->flag("off"));
  w().advance_to(before.plus_hours(3));
  ASSERT_EQ(use("officer1", id, "return_device").status, 200);

  for (const auto& name : {number, "SN%2F" + number}) {
    const auto found = w().as("officer1").get("/api/v1/devices?number=" + name);
    ASSERT_EQ(found.json.items("devices").size(), 1u) << name;
    EXPECT_EQ(found.json.items("devices")[0].text("id"), id);
  }
}

TEST_P(Equipment, CalibrationFallsDue) {
  const auto id = device(fresh_number());
  EXPECT_FALSE(read(id).flag("calibration_overdue"));
  EXPECT_EQ(use("officer1", id, "calibrate_device").status, 403);
  ASSERT_EQ(use("unithead", id, "calibrate_device").status, 200);
  EXPECT_EQ(read(id).text("calibrated_on"), w().now().date().text());
  w().advance_to(w().now().plus_hours(24 * 367));
  EXPECT_TRUE(read(id).flag("calibration_overdue"));
}

TEST_P(Equipment, ListsHaveFiftyRowsByNumberAndFindOne) {
  for (int i = 0; i < 51; ++i) device("PAGE-" + std::to_string(100 + i), {}, "sysadmin");
  std::set<std::string> seen;
  std::string after, last;
  int pages = 0;
  do {
    const auto page = w().as("officer1").get("/api/v1/devices?unit=" + w().unit + "&after=" + after);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_LE(page.json.items("devices").size(), 50u);
    for (const auto& row : page.json.items("devices")) {
      EXPECT_LT(last, row.text("number"));
      last = row.text("number");
      seen.insert(last);
    }
    after = page.json.text("next");
  } while (!after.empty() && ++pages < 10);
  EXPECT_GE(seen.size(), 51u);
  const auto one = w().as("officer1").get("/api/v1/devices?number=PAGE-117");
  ASSERT_EQ(one.json.items("devices").size(), 1u);
  EXPECT_TRUE(w().as("officer1").get("/api/v1/devices?number=nothing").json.items("devices").empty());
  EXPECT_EQ(w().as("officer1").get("/api/v1/devices?unit=here").status, 400);
  EXPECT_EQ(w().as("officer1").get("/api/v1/devices?state=lost").status, 400);
  EXPECT_EQ(w().as("intake1").get("/api/v1/devices").status, 403);
  // What the head sees of the unit against the standard, counted by the same rows.
  const auto figures = w().as("unithead").get("/api/v1/equipment");
  ASSERT_EQ(figures.status, 200) << figures.body;
  bool found = false;
  for (const auto& row : figures.json.items("units")) {
    if (row.find("unit")->text("id") != w().unit) continue;
    found = true;
    EXPECT_GE(row.integer("officers"), 2);
    const auto& first = row.items("kinds")[0];
    EXPECT_EQ(first.text("kind"), "body_camera");
    EXPECT_GE(first.integer("have"), 51);
    EXPECT_EQ(first.integer("needed"), (row.integer("officers") + 1) / 2);
    EXPECT_TRUE(first.flag("met"));
    EXPECT_FALSE(row.items("kinds")[1].flag("met") && row.items("kinds")[1].integer("have") == 0);
  }
  EXPECT_TRUE(found) << figures.body;
}

TEST_P(Equipment, ARoomIsUsedByOneSessionAndNamesItsCaseToThoseWhoMayReadIt) {
  static int made = 0;
  const auto name = "第" + std::to_string(++made) + "询问室";
  const Json wanted = Json::object({{"kind", "inquiry_room"}, {"name", name}, {"place", "一层"}, {"equipment", "固定摄像机"}});
  EXPECT_EQ(w().as("officer1").post("/api/v1/rooms", wanted).status, 403);
  EXPECT_EQ(w().as("sysadmin").get("/api/v1/rooms").status, 403) << "administrators see no case";
  const auto room = w().as("unithead").post("/api/v1/rooms", wanted);
  ASSERT_EQ(room.status, 201) << room.body;
  EXPECT_EQ(w().as("unithead").post("/api/v1/rooms", wanted).status, 422) << "the name is taken";
  const auto id = room.json.text("id");
  const auto case_id = register_clue(w(), "intake1");
  Json begin = Json::object({{"purpose", "询问当事人"}, {"case_id", case_id}, {"officers", Json::array({w().officer_1, w().officer_2})}});
  EXPECT_EQ(in_room("stranger", id, "begin_room_session", begin).status, 422) << "a case he may not read";
  EXPECT_EQ(in_room("archivist", id, "begin_room_session", begin).status, 403);
  ASSERT_EQ(in_room("officer1", id, "begin_room_session", begin).status, 200);
  EXPECT_EQ(in_room("officer1", id, "begin_room_session", begin).status, 422) << "in use";
  EXPECT_EQ(in_room("unithead", id, "close_room").status, 422) << "in use";
  const auto listed = [&](const char* who) {
    const auto page = w().as(who).get("/api/v1/rooms");
    for (const auto& row : page.json.items("rooms")) {
      if (row.text("id") == id) return row;
    }
    return Json();
  };
  ASSERT_NE(listed("officer2").find("open"), nullptr);
  EXPECT_EQ(listed("officer2").find("open")->find("case")->text("id"), case_id);
  EXPECT_EQ(listed("stranger").find("open")->find("case"), nullptr);
  EXPECT_EQ(in_room("officer1", id, "end_room_session", Json::object({{"recorded", "part"}})).status, 422) << "without a reason";
  EXPECT_EQ(in_room("officer1", id, "end_room_session", Json::object({{"recorded", "open"}})).status, 422);
  const auto before = w().as("officer1").get("/api/v1/equipment").json.find("sessions")->integer("part");
  ASSERT_EQ(in_room("officer1", id, "end_room_session", Json::object({{"recorded", "part"}, {"why", "硬盘已满"}})).status, 200);
  EXPECT_EQ(w().as("officer1").get("/api/v1/equipment").json.find("sessions")->integer("part"), before + 1);
  const auto page = w().as("officer1").get("/api/v1/rooms/" + id);
  ASSERT_EQ(page.json.items("sessions").size(), 1u) << page.body;
  EXPECT_EQ(page.json.items("sessions")[0].text("why"), "硬盘已满");
  // What was recorded is named once its file is in the case.
  const auto session = page.json.items("sessions")[0].text("id");
  const Json named = Json::object({{"session_id", session}, {"sha256", std::string(64, 'a')}});
  EXPECT_EQ(in_room("archivist", id, "name_room_recording", named).status, 403);
  const auto unknown = in_room("officer1", id, "name_room_recording", named);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.body.find("还没有登记这份音像记录"), std::string::npos) << unknown.body;
  EXPECT_EQ(in_room("stranger", id, "name_room_recording", named).status, 422) << "a case he may not read";
  ASSERT_EQ(in_room("unithead", id, "close_room").status, 200);
  EXPECT_TRUE(listed("officer1").is_null());
  EXPECT_EQ(in_room("officer1", id, "begin_room_session", begin).status, 422);
}

}  // namespace
}  // namespace mingjing::api_tests
