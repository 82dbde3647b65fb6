// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/id.h"
#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "base/time.h"

namespace mingjing {

TEST(Id, KeepsAgencyAndTime) {
  RandomIdSource source;
  const Uuid a = source.next(0xabcde, 1'800'000'000'000), b = source.next(0xabcde, 1'800'000'000'000);
  EXPECT_LT(a, b);
  EXPECT_EQ(a.agency_ordinal(), 0xabcdeu);
  EXPECT_EQ(a.unix_ms(), 1'800'000'000'000);
  EXPECT_EQ(a.text()[14], '7');
  EXPECT_EQ(Uuid::parse(a.text()), a);
  EXPECT_FALSE(Uuid::parse("not-an-id"));
  EXPECT_FALSE(Uuid::parse(std::string(36, 'g')));
}

TEST(Id, SeedRepeats) {
  SeededIdSource one(7), two(7);
  EXPECT_EQ(one.next(1, 2), two.next(1, 2));
  for (Uuid before = one.next(1, 9); const int n : {1, 2, 3, 4, 5, 6, 7, 8}) {
    const Uuid next = one.next(1, 9);
    EXPECT_LT(before.text(), next.text()) << n << ": of one millisecond";
    before = next;
  }
}

TEST(Time, Rows) {
  EXPECT_EQ(Date(2026, 2, 28).weekday(), 6u);
  EXPECT_FALSE(Date::parse("2026-02-29"));
  EXPECT_EQ(Date::parse("2024-02-29")->text(), "2024-02-29");
  const auto at = Instant::parse("2026-03-02T09:00+08:00");
  ASSERT_TRUE(at);
  EXPECT_EQ(at->text(), "2026-03-02T09:00:00+08:00");
  EXPECT_EQ(*at, *Instant::parse("2026-03-02T01:00:00Z"));
  EXPECT_EQ(Instant::parse("2026-03-01T16:00:00Z")->date().text(), "2026-03-02");
  EXPECT_FALSE(Instant::parse("2026-03-02T09:00:00"));
  EXPECT_FALSE(Instant::parse("2026-03-02T25:00:00Z"));
}

TEST(Time, ClockGoesForwardOnly) {
  ManualClock clock(Instant(1000));
  EXPECT_FALSE(clock.advance_to(Instant(999)));
  EXPECT_TRUE(clock.advance_to(Instant(2000)));
  EXPECT_EQ(clock.now(), Instant(2000));
}

TEST(Money, Rows) {
  EXPECT_EQ(format_yuan(yuan(1'400'000)), "1,400,000.00");
  EXPECT_EQ(format_yuan({5}), "0.05");
  EXPECT_EQ(format_yuan(yuan(-1234)), "-1,234.00");
  EXPECT_EQ(format_yuan_formal(yuan(1'400'000)), "壹佰肆拾万元整");
  EXPECT_EQ(format_yuan_formal({1000501}), "壹万零伍元零壹分");
  EXPECT_EQ(format_yuan_formal(yuan(100'000'001)), "壹亿零壹元整");
  EXPECT_EQ(parse_yuan("717,288.5"), Fen{71728850});
  EXPECT_FALSE(parse_yuan("1.234"));
  EXPECT_FALSE(parse_yuan("-1"));
}

TEST(Bytes, RoundTripAndStrict) {
  for (std::string s : {"", "a", "ab", "abc", "\xff\x00\x01"}) {
    EXPECT_EQ(from_base64(to_base64(s)), s);
    EXPECT_EQ(from_base64url(to_base64url(s)), s);
    EXPECT_EQ(from_hex(to_hex(s)), s);
  }
  EXPECT_FALSE(from_base64("YQ"));
  EXPECT_FALSE(from_base64("YR=="));  // bits left over
  EXPECT_FALSE(from_hex("0g"));
}

TEST(Text, Utf8) {
  EXPECT_TRUE(is_utf8("明镜𠮷"));
  EXPECT_FALSE(is_utf8("\xc0\x80"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_EQ(count_chars("明镜a"), 3u);
  EXPECT_EQ(trim("　 明镜\n"), "明镜");
  EXPECT_EQ(fold_width("１３８Ａ　x"), "138A x");
  EXPECT_EQ(first_chars("明镜高悬", 2), "明镜");
}

TEST(Json, RefusesWhatItShould) {
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})").error().field, "a");
  EXPECT_EQ(parse_json(std::string(40, '[') + std::string(40, ']')).error().code, ErrorCode::invalid);
  EXPECT_EQ(parse_json("{").error().code, ErrorCode::bad_request);
  EXPECT_EQ(parse_json("\"\xff\"").error().code, ErrorCode::bad_request);
  EXPECT_EQ(parse_json("1 2").error().code, ErrorCode::bad_request);
  EXPECT_TRUE(parse_json(R"({"a":[1,true,null,"x"]})"));
}

TEST(Json, Canonical) {
  const auto value = parse_json("{\"b\":\"\\u660e\\u0001<\",\"a\":[1,{\"z\":true,\"y\":-3}]}");
  ASSERT_TRUE(value);
  EXPECT_EQ(canonical(*value), "{\"a\":[1,{\"y\":-3,\"z\":true}],\"b\":\"明\\u0001<\"}");
  EXPECT_EQ(to_text(*value), "{\"b\":\"明\\u0001\\u003c\",\"a\":[1,{\"z\":true,\"y\":-3}]}");
}

TEST(Json, Writer) {
  JsonWriter w;
  w.open_object().member("id", "x").key("list").open_array().value(1).value(true).close_array().member("n", 3);
  w.close_object();
  EXPECT_EQ(w.text(), R"({"id":"x","list":[1,true],"n":3})");
}

}  // namespace mingjing
