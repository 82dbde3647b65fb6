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
