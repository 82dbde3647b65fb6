// Recordings through HTTP: what must be recorded holds the case up until it is recorded, or its absence is explained and
// approved by another; what a file is, is found out behind; its bytes leave only against a grant.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Recordings : public ApiTest {
 protected:
  Json both() { return Json::array({w().officer_1, w().officer_2}); }
  // A case whose party was questioned for an hour in the agency's own room.
  std::string questioned() {
    w().advance_to(Instant::beijing(Date(2026, 3, 2), 9));
    const auto id = register_clue(w(), "intake1");
    must("agencyhead", id, "file_case", Json::object({{"opinion", "同意立案。"}}));
    must("unithead", id, "assign_officers",
         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    w().advance_to(from_.plus_ms(3'600'000));
    must("officer1", id, "record_inquiry",
         Json::object({{"officers", both()}, {"certificate_shown", true}, {"subject", "吴一凡"}, {"subject_role", "party"},
                       {"place", "本局询问室"}, {"in_room", true}, {"started_at", from_.text()},
                       {"ended_at", from_.plus_ms(3'600'000).text()}, {"rights_told", true}, {"signed", true},
                       {"text", "问：占用多少？答：三百平方米。"}}));
    return id;
  }
  Json page(const std::string& id, const char* who = "officer1") {
    const auto answer = w().as(who).get("/api/v1/cases/" + id + "/recordings");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json;
  }
  Json step(const std::string& id) {
    const Json all = page(id);
    for (const auto& row : all.items("steps")) {
      if (row.text("act") == "record_inquiry") return row;
    }
    return {};
  }
  // Minutes from the beginning of the questioning, by a clock that is 90 seconds ahead.
  Json recording(const std::string& of, const std::string& bytes, int from, std::optional<int> to) {
    std::string upload;
    EXPECT_EQ(w().as("officer1").upload(bytes, &upload).status, bytes.empty() ? 409 : 204) << "of nothing, there is nothing to add";
    Json body = Json::object({{"record_id", of}, {"upload_id", upload}, {"sha256", to_hex(crypto::sha256(bytes))},
                              {"started_at", shown(from)}, {"clock_offset_s", 90}, {"device", "ZFY-03"}, {"officer_id", w().officer_2}});
    if (to) body.set("ended_at", shown(*to));
    return body;
  }
  std::string shown(int minute) { return from_.plus_ms(minute * 60'000LL + 90'000).text(); }
  std::string ours(int minute) { return from_.plus_ms(minute * 60'000LL).text(); }
  bool held_up(const std::string& id) {
    const Json shown_page = w().as("officer1").get("/api/v1/cases/" + id).json;
    for (const auto& row : shown_page.items("acts")) {
      if (row.text("act") != "conclude_investigation") continue;
      for (const auto& reason : row.items("reasons")) {
        if (reason.text("code") == "recordings_settled") return true;
      }
    }
    return false;
  }

  const Instant from_ = Instant::beijing(Date(2026, 3, 3), 9);
};
INSTANTIATE_TEST_SUITE_P(, Recordings, testing::ValuesIn(database_urls()), url_name);

TEST_P(Recordings, AnInterruptionHoldsTheCaseUpUntilItIsExplainedAndApprovedByAnother) {
  const auto id = questioned();
  EXPECT_TRUE(held_up(id));
  const auto of = step(id).text("record");
  EXPECT_EQ(step(id).text("coverage"), "uncovered");

  // Two parts; the second plays for ten minutes, as the file itself says.
  must("officer1", id, "add_recording", recording(of, "film one", 0, 40));
  const auto added = must("officer1", id, "add_recording", recording(of, "film two", 50, {}));
  EXPECT_EQ(step(id).items("gaps").size(), 2u) << "how long the second plays is not known yet";
  w().look_into_recordings();
  ASSERT_EQ(step(id).items("gaps").size(), 1u);
  EXPECT_EQ(step(id).items("gaps").front().text("from"), ours(40));
  EXPECT_EQ(step(id).items("gaps").front().text("to"), ours(50));
  EXPECT_TRUE(held_up(id));

  const auto explained = [&](const char* reason) {
    return Json::object({{"record_id", of}, {"from", ours(40)}, {"to", ours(50)}, {"reason", reason}, {"text", "更换电池。"}});
  };
  const auto words = act("officer1", id, "explain_recording", explained("text_suffices"));
  EXPECT_EQ(words.status, 422);
  EXPECT_NE(words.error().find("不能以文字记录代替"), std::string::npos) << words.body;
  const auto gap = must("officer1", id, "explain_recording", explained("battery_low"));
  EXPECT_TRUE(gap.flag("needs_approval"));
  EXPECT_EQ(step(id).text("coverage"), "awaiting_approval");
  EXPECT_TRUE(held_up(id));
  const auto approval = Json::object({{"recording_gap_id", gap.text("recording_gap_id")}, {"verdict", "granted"}, {"opinion", "属实。"}});
  EXPECT_EQ(act("officer1", id, "decide_recording_gap", approval).status, 403);
  const auto bare = act("unithead", id, "decide_recording_gap", Json::object({{"recording_gap_id", gap.text("recording_gap_id")}, {"verdict", "refused"}}));
  EXPECT_EQ(bare.status, 422) << "who explained it would not know what to mend";
  EXPECT_NE(bare.error().find("请写明理由"), std::string::npos) << bare.body;
  must("unithead", id, "decide_recording_gap", approval);
  EXPECT_EQ(act("unithead", id, "decide_recording_gap", approval).status, 422) << "decided once";
  EXPECT_EQ(step(id).text("coverage"), "explained");
  EXPECT_FALSE(held_up(id));

  // A sentence of the record and a second of the film.
  must("officer1", id, "mark_recording",
       Json::object({{"recording_id", added.text("recording_id")}, {"at_ms", 95'000}, {"quote", "三百平方米"}}));
  EXPECT_EQ(act("officer1", id, "mark_recording",
                Json::object({{"recording_id", added.text("recording_id")}, {"at_ms", 700'000}, {"quote", "之后"}})).status, 422);
  const Json all = page(id);
  ASSERT_EQ(all.items("recordings").size(), 2u);
  const Json& second = all.items("recordings")[1];
  EXPECT_EQ(second.text("state"), "playable");
  EXPECT_EQ(second.text("started_at"), ours(50)) << "by our clock";
  EXPECT_EQ(second.items("marks").front().text("quote"), "三百平方米");
}

TEST_P(Recordings, WhatCannotBePlayedIsKeptAndSaysSo) {
  const auto id = questioned();
  const auto of = step(id).text("record");
  const std::string bytes = "no film at all";
  const auto body = recording(of, bytes, 0, 60);
  const auto added = must("officer1", id, "add_recording", body);
  w().look_into_recordings();
  const Json kept = page(id).items("recordings").front();
  EXPECT_EQ(kept.text("state"), "not_playable");
  EXPECT_NE(kept.text("fault").find("打不开"), std::string::npos);
  EXPECT_EQ(step(id).text("coverage"), "uncovered") << "what nobody can open shows nothing";
  // The same bytes again are the same recording.
  const auto twice = act("officer1", id, "add_recording", recording(of, bytes, 5, 10));
  EXPECT_EQ(twice.status, 422);
  EXPECT_NE(twice.error().find("已经登记过"), std::string::npos);
  // The original leaves only against a grant of this session, and each look is on record.
  const auto address = "/api/v1/recordings/" + added.text("recording_id");
  EXPECT_EQ(w().as("officer1").get(address + "/content").status, 403);
  EXPECT_EQ(w().as("clerk1").post(address + "/views", Json::object({{"purpose", "看一看"}})).status, 403);
  const auto grant = w().as("officer1").post(address + "/views", Json::object({{"purpose", "核对录像"}}));
  ASSERT_EQ(grant.status, 201) << grant.body;
  EXPECT_EQ(w().as("officer1").get(grant.json.text("href")).body, bytes);
  EXPECT_EQ(w().as("reviewer").get(grant.json.text("href")).status, 403);
  const std::string with = "?grant=" + grant.json.text("grant");
  EXPECT_EQ(w().as("officer1").get(address + "/frames/5000.png" + with + "&width=320").body, "\x89PNG at 5000 of 320");
  EXPECT_EQ(w().as("officer1").get(address + "/waveform.png" + with).status, 415);
  EXPECT_EQ(w().as("officer1").get("/api/v1/evidence/" + added.text("recording_id") + "/content" + with).status, 403);
}

TEST_P(Recordings, TheSessionOfARoomNamesItByItsDigest) {
  const auto id = questioned();
  const auto made = w().as("unithead").post("/api/v1/rooms", Json::object({{"kind", "inquiry_room"}, {"name", "录像询问室"}, {"place", "二层"}}));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string room = "/api/v1/rooms/" + made.json.text("id");
  const auto act_in = [&](const char* name, const Json& body) {
    w().advance_to(w().now().plus_ms(60'000));
    const auto version = w().as("officer1").get(room).json.integer("version");
    return w().as("officer1").post(room + "/acts/" + name, body, {"If-Match: \"" + std::to_string(version) + "\""});
  };
  ASSERT_EQ(act_in("begin_room_session", Json::object({{"purpose", "询问当事人"}, {"case_id", id}, {"officers", both()}})).status, 200);
  ASSERT_EQ(act_in("end_room_session", Json::object({{"recorded", "whole"}})).status, 200);
  const auto session = w().as("officer1").get(room).json.items("sessions").front().text("id");
  const Json named = Json::object({{"session_id", session}, {"sha256", to_hex(crypto::sha256("film of the room"))}});
  EXPECT_EQ(act_in("name_room_recording", named).status, 422) << "the case does not have it yet";
  must("officer1", id, "add_recording", recording(step(id).text("record"), "film of the room", 0, 60));
  const auto answer = act_in("name_room_recording", named);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(act_in("name_room_recording", named).status, 422) << "once";
  const auto shown_room = w().as("officer1").get(room).json;
  ASSERT_EQ(shown_room.items("sessions").front().items("recordings").size(), 1u);
  EXPECT_EQ(*shown_room.items("sessions").front().items("recordings").front().as_string(), named.text("sha256"));
}

TEST_P(Recordings, TimesAndFilesThatCannotBeAreRefusedWithTheirField) {
  const auto id = questioned();
  const auto of = step(id).text("record");
  const auto good = recording(of, "film three", 0, 60);
  const auto refused = [&](const char* member, Json value, const char* field) {
    Json body = good;
    body.set(member, std::move(value));
    const auto answer = act("officer1", id, "add_recording", body);
    EXPECT_TRUE(answer.status == 422 || answer.status == 460) << member << " " << answer.body;
    const auto* error = answer.json.find("error");
    EXPECT_EQ(error == nullptr ? "" : error->text("field"), field) << answer.body;
  };
  refused("record_id", "01890000-0000-7000-8000-0000000000ff", "record_id");
  refused("started_at", w().now().plus_hours(30).text(), "started_at");
  refused("ended_at", shown(-5), "ended_at");
  refused("ended_at", w().now().plus_hours(1).text(), "ended_at");
  refused("ended_at", from_.plus_hours(25).text(), "ended_at");
  refused("officer_id", "01890000-0000-7000-8000-0000000000ff", "officer_id");
  refused("sha256", std::string(64, '0'), "sha256");
  refused("clock_offset_s", 100'000, "clock_offset_s");
  auto of_another_day = recording(of, "photograph of another day", -40 * 60, {});
  const auto far = act("officer1", id, "add_recording", of_another_day);
  EXPECT_EQ(far.status, 422) << "it does not show this step";
  EXPECT_NE(far.error().find("相差超过24小时"), std::string::npos) << far.body;
  const auto empty = act("officer1", id, "add_recording", recording(of, "", 0, 60));
  EXPECT_EQ(empty.status, 422);
  EXPECT_NE(empty.error().find("文件是空的"), std::string::npos) << empty.body;
  EXPECT_TRUE(page(id).items("recordings").empty());
  must("officer1", id, "add_recording", recording(of, "photograph of the evening before", -12 * 60, {}));
  must("officer1", id, "add_recording", good);
  const auto gap = act("officer1", id, "explain_recording",
                       Json::object({{"record_id", of}, {"from", w().now().plus_hours(1).text()}, {"to", w().now().plus_hours(2).text()},
                                     {"reason", "battery_low"}, {"text", "更换电池。"}}));
  EXPECT_EQ(gap.status, 422) << "an interruption that is still to come";
}

TEST_P(Recordings, TheListOfMattersIsReadByEverybodyHere) {
  const auto list = w().as("intake1").get("/api/v1/recording-matters");
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(list.json.integer("gap_seconds"), 10);
  const auto& matters = list.json.items("matters");
  const auto room = std::find_if(matters.begin(), matters.end(), [](const Json& row) { return row.text("id") == "inquiry_in_room"; });
  ASSERT_NE(room, matters.end());
  EXPECT_EQ(room->text("duty_name"), "应当记录");
  EXPECT_TRUE(room->flag("whole"));
  EXPECT_EQ(room->text("citation"), "《关于全面推行和示范创建行政执法三项制度的通知》附件2第58项");
  ASSERT_EQ(room->items("acts").size(), 1U);
  EXPECT_EQ(*room->items("acts").front().as_string(), "制作询问笔录");
}

}  // namespace
}  // namespace mingjing::api_tests
