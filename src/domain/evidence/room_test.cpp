// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/room.h"

#include <gtest/gtest.h>

namespace mingjing::evidence {
namespace {

const Instant kNow = Instant::beijing(Date(2026, 3, 20), 10);

Room room() {
  Room out;
  out.name = "第一询问室";
  out.place = "办公楼一层";
  return out;
}
RoomSession session(Instant from) {
  RoomSession out;
  out.purpose = "询问当事人";
  out.from = from;
  out.officers = {{OfficerId(*Uuid::parse("01890000-0000-7000-8000-0000000000bb")), "周岚"}};
  return out;
}

TEST(Room, OneSessionAtATimeOneAfterTheOther) {
  Room r = room();
  EXPECT_FALSE(end(r, kNow, SessionRecorded::whole, {}, kNow)) << "nothing to end";
  ASSERT_TRUE(begin(r, session(kNow.plus_hours(-3)), kNow));
  EXPECT_FALSE(begin(r, session(kNow.plus_hours(-2)), kNow)) << "in use";
  EXPECT_FALSE(close(r, kNow.date())) << "in use";
  EXPECT_FALSE(end(r, kNow.plus_hours(-4), SessionRecorded::whole, {}, kNow)) << "before it began";
  EXPECT_FALSE(end(r, kNow.plus_ms(1), SessionRecorded::whole, {}, kNow));
  ASSERT_TRUE(end(r, kNow.plus_hours(-1), SessionRecorded::whole, {}, kNow));
  EXPECT_FALSE(begin(r, session(kNow.plus_hours(-2)), kNow)) << "before the last one ended";
  EXPECT_TRUE(begin(r, session(kNow.plus_hours(-1)), kNow));
}

TEST(Room, NoSessionIsLongerThanADay) {
  Room r = room();
  ASSERT_TRUE(begin(r, session(kNow.plus_hours(-72)), kNow)) << "nobody ended it on Friday";
  const auto forgotten = end(r, kNow, SessionRecorded::whole, {}, kNow);
  ASSERT_FALSE(forgotten);
  EXPECT_EQ(forgotten.error().field, "to");
  EXPECT_TRUE(end(r, kNow.plus_hours(-70), SessionRecorded::whole, {}, kNow)) << "when it really ended";
}

TEST(Room, WhatWasNotRecordedAsAWholeNeedsAReason) {
  for (const auto how : {SessionRecorded::part, SessionRecorded::none}) {
    Room r = room();
    ASSERT_TRUE(begin(r, session(kNow), kNow));
    EXPECT_FALSE(end(r, kNow, how, " ", kNow));
    EXPECT_FALSE(end(r, kNow, SessionRecorded::open, "硬盘已满", kNow));
    EXPECT_TRUE(end(r, kNow, how, "硬盘已满", kNow));
    EXPECT_EQ(r.sessions.back().why, "硬盘已满");
  }
}

TEST(Room, ASessionNamesWhoWasThereAndWhatFor) {
  Room r = room();
  auto nobody = session(kNow.plus_ms(1));
  nobody.officers.clear();
  nobody.purpose.clear();
  const auto wrong = begin(r, nobody, kNow);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().reasons.size(), 3u);
  ASSERT_TRUE(close(r, kNow.date()));
  EXPECT_FALSE(close(r, kNow.date()));
  EXPECT_FALSE(begin(r, session(kNow), kNow)) << "closed";
}

TEST(Room, ASessionNamesItsRecordingsByTheirDigest) {
  const std::string film(64, 'a');
  Room r = room();
  auto first = session(Instant::beijing(Date(2026, 2, 3), 9));
  first.id = RoomSessionId(*Uuid::parse("01890000-0000-7000-8000-0000000000d1"));
  ASSERT_TRUE(begin(r, first, kNow));
  EXPECT_FALSE(name_recording(r, first.id, film)) << "it goes on";
  ASSERT_TRUE(end(r, Instant::beijing(Date(2026, 2, 3), 10), SessionRecorded::whole, {}, kNow));
  auto second = session(kNow);
  second.id = RoomSessionId(*Uuid::parse("01890000-0000-7000-8000-0000000000d2"));
  ASSERT_TRUE(begin(r, second, kNow));
  ASSERT_TRUE(end(r, kNow, SessionRecorded::none, "断电", kNow));
  EXPECT_FALSE(name_recording(r, second.id, film)) << "nothing was recorded";
  EXPECT_FALSE(name_recording(r, RoomSessionId(), film));
  for (const std::string& wrong : {std::string(), std::string(63, 'a'), std::string(64, 'A'), std::string(64, 'x')}) {
    EXPECT_FALSE(name_recording(r, first.id, wrong)) << wrong;
  }
  ASSERT_TRUE(name_recording(r, first.id, film));
  EXPECT_FALSE(name_recording(r, first.id, film)) << "once";
  const auto changed = changed_parts(r, first.id);
  ASSERT_EQ(changed.size(), 2u);
  EXPECT_EQ(changed[1].key, "2026-02") << "of the month it was in";
  EXPECT_EQ(room_from_parts(r.id, to_parts(r)), r);
  while (r.sessions[0].recordings.size() < kSessionRecordingsMax) {
    ASSERT_TRUE(name_recording(r, first.id, std::string(63, 'b') + std::string(1, static_cast<char>('0' + r.sessions[0].recordings.size() % 10))));
  }
  EXPECT_FALSE(name_recording(r, first.id, std::string(64, 'c'))) << "too many";
}

TEST(Room, IsReadBackAndItsMainPartTellsWhatGoesOn) {
  Room r = room();
  ASSERT_TRUE(begin(r, session(Instant::beijing(Date(2026, 2, 3), 9)), kNow));
  ASSERT_TRUE(end(r, Instant::beijing(Date(2026, 2, 3), 10), SessionRecorded::part, "断电", kNow));
  auto second = session(kNow);
  second.case_id = CaseId(*Uuid::parse("01890000-0000-7000-8000-0000000000cc"));
  second.case_no = "2026-1";
  ASSERT_TRUE(begin(r, second, kNow));
  const auto parts = to_parts(r);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(room_from_parts(r.id, parts), r);
  const auto alone = room_from_parts(r.id, {parts[0]});
  ASSERT_NE(alone.open_session(), nullptr);
  EXPECT_EQ(*alone.open_session(), second);
}

}  // namespace
}  // namespace mingjing::evidence
