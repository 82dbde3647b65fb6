// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/marks.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mingjing::cases {
namespace {

Uuid uuid(int n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(n);
  return Uuid(bytes);
}

Record inquiry(Instant from, Instant to, std::vector<OfficerId> officers) {
  Record record;
  record.act = Act::record_inquiry;
  record.officers = std::move(officers);
  record.data = Json::object({{"started_at", from.text()}, {"ended_at", to.text()}});
  return record;
}

bool within(const MarkRange& range, const Mark& mark) {
  return mark.kind == range.kind && mark.key >= range.from && mark.key < range.to;
}

TEST(Marks, AnInquiryIsFoundByItsOfficerAndTime) {
  const OfficerId one(uuid(1)), two(uuid(2)), other(uuid(3));
  const Instant ten = Instant::beijing(Date(2026, 3, 2), 10);
  Case c;
  c.case_no = "澜自然资立〔2026〕7号";
  c.records.push_back(inquiry(ten, ten.plus_hours(1), {one, two}));
  const auto marks = marks_of(c);
  ASSERT_EQ(marks.size(), 2U);

  struct Row {
    const char* name;
    OfficerId officer;
    Instant from, to;
    bool found;
  };
  const Row kRows[] = {
      {"the same hour", one, ten, ten.plus_hours(1), true},
      {"the other officer", two, ten, ten.plus_hours(1), true},
      {"begins within it", one, ten.plus_ms(60'000), ten.plus_hours(2), true},
      {"surrounds it", one, ten.plus_hours(-1), ten.plus_hours(2), true},
      {"ended as it began", one, ten.plus_hours(-1), ten, false},
      {"days later", one, ten.plus_hours(72), ten.plus_hours(73), false},
      {"another officer", other, ten, ten.plus_hours(1), false},
  };
  for (const auto& row : kRows) {
    const auto range = inquiries_around(row.officer, {row.from, row.to});
    EXPECT_EQ(std::any_of(marks.begin(), marks.end(), [&](const Mark& m) { return within(range, m); }), row.found) << row.name;
  }
  const auto read = read_inquiry_mark(marks.front().key);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->officer, one);
  EXPECT_EQ(read->span.from, ten);
  EXPECT_EQ(read->span.to, ten.plus_hours(1));
  EXPECT_EQ(read->case_no, c.case_no);
  EXPECT_FALSE(read_inquiry_mark("x"));
}

TEST(Marks, AFineStandsUnderPartyAndItemAndFallsWithItsDecision) {
  Case c;
  c.case_no = "澜自然资立〔2026〕8号";
  c.violation_ended_on = Date(2026, 1, 5);
  Party first, second;
  first.id = PartyId(uuid(11));
  first.name = "甲公司";
  second.id = PartyId(uuid(12));
  second.name = "甲公司二部";
  c.parties = {first, second};
  c.item.code = "LZR-CF-007";
  c.decision.emplace();
  c.decision->outcome = "penalty";
  c.decision->fine = yuan(100);
  auto marks = marks_of(c);
  ASSERT_EQ(marks.size(), 1U);
  EXPECT_TRUE(within(fines_for("甲公司", "LZR-CF-007"), marks[0]));
  EXPECT_FALSE(within(fines_for("甲公司", "LZR-CF-008"), marks[0]));
  EXPECT_FALSE(within(fines_for("甲", "LZR-CF-007"), marks[0]));
  EXPECT_EQ(read_fine_mark(marks[0].key)->ended_on, "2026-01-05");

  Count count;
  count.party = second.id;
  count.item_code = "LZR-CF-041";
  count.fine = yuan(5);
  c.decision->counts = {count, count};
  marks = marks_of(c);
  ASSERT_EQ(marks.size(), 1U) << "each once";
  EXPECT_TRUE(within(fines_for("甲公司二部", "LZR-CF-041"), marks[0]));

  c.decision->outcome = "no_penalty";
  EXPECT_TRUE(marks_of(c).empty());
}

TEST(Marks, TheMaskedCopyAddsNoNumber) {
  Case c;
  Document decision, copy;
  decision.number = copy.number = "澜自然资罚决〔2026〕3号";
  c.documents = {decision, copy, Document{}};
  const auto marks = marks_of(c);
  ASSERT_EQ(marks.size(), 1U);
  EXPECT_EQ(marks[0], (Mark{std::string(kNumberMark), decision.number}));
}

}  // namespace
}  // namespace mingjing::cases
