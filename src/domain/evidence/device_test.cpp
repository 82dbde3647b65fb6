// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/device.h"

#include <gtest/gtest.h>

#include "domain/evidence/equipment.h"

namespace mingjing::evidence {
namespace {

const Instant kNow = Instant::beijing(Date(2026, 3, 20), 10);
const UnitId kUnit(*Uuid::parse("01890000-0000-7000-8000-0000000000aa"));
const OfficerId kOfficer(*Uuid::parse("01890000-0000-7000-8000-0000000000bb"));

LedgerEntry entry(DeviceUse use, Instant at) {
  LedgerEntry out;
  out.use = use;
  out.at = at;
  if (use == DeviceUse::issued || use == DeviceUse::given_back) {
    out.officer = kOfficer;
    out.officer_name = "周岚";
    out.certificate_no = "26990100105";
  }
  return out;
}
LedgerEntry checked(Instant at, std::int64_t offset) {
  auto out = entry(DeviceUse::clock_checked, at);
  out.offset_s = offset;
  return out;
}

Device registered(Instant at = Instant::beijing(Date(2026, 1, 31), 9)) {
  Device out;
  out.number = "ZF-J-001";
  out.unit = kUnit;
  EXPECT_TRUE(enter(out, entry(DeviceUse::registered, at), kNow));
  return out;
}

TEST(Device, IsWithOneOfficerAtATime) {
  Device d = registered();
  EXPECT_FALSE(enter(d, entry(DeviceUse::given_back, kNow), kNow)) << "nobody has it";
  ASSERT_TRUE(enter(d, entry(DeviceUse::issued, kNow), kNow));
  const auto again = enter(d, entry(DeviceUse::issued, kNow), kNow);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("周岚"), std::string::npos) << again.error().message;
  EXPECT_FALSE(enter(d, entry(DeviceUse::retired, kNow), kNow)) << "somebody has it";
  ASSERT_TRUE(enter(d, entry(DeviceUse::given_back, kNow), kNow));
  ASSERT_TRUE(enter(d, entry(DeviceUse::retired, kNow), kNow));
  for (const auto use : {DeviceUse::issued, DeviceUse::calibrated, DeviceUse::clock_checked, DeviceUse::retired}) {
    EXPECT_FALSE(enter(d, entry(use, kNow), kNow)) << "out of use";
  }
}

TEST(Device, TheLedgerGoesForwardAndNotBeyondNow) {
  Device d = registered();
  const auto size = d.ledger.size();
  EXPECT_FALSE(enter(d, entry(DeviceUse::issued, kNow.plus_ms(1)), kNow));
  EXPECT_FALSE(enter(d, entry(DeviceUse::issued, d.ledger.back().at.plus_ms(-1)), kNow));
  EXPECT_EQ(d.ledger.size(), size);
  EXPECT_FALSE(d.holder);
}

TEST(Device, TellsWhoHadItAndHowItsClockStoodThen) {
  Device d = registered();
  const auto day = [](unsigned n, int hour) { return Instant::beijing(Date(2026, 2, n), hour); };
  for (const auto& one : {entry(DeviceUse::issued, day(2, 9)), entry(DeviceUse::given_back, day(2, 17)), checked(day(3, 9), 95),
                          entry(DeviceUse::issued, day(4, 9)), checked(day(5, 9), -3)}) {
    ASSERT_TRUE(enter(d, one, kNow));
  }
  const struct {
    Instant at;
    bool in_use, held;
    std::int64_t offset;
  } rows[] = {
      {Instant::beijing(Date(2026, 1, 1)), false, false, 95},  // the first check tells what there is to tell
      {day(2, 8), true, false, 95}, {day(2, 9), true, true, 95},   {day(2, 16), true, true, 95},
      {day(2, 17), true, false, 95}, {day(4, 12), true, true, 95}, {day(6, 0), true, true, -3},
  };
  for (const auto& row : rows) {
    const auto then = state_at(d, row.at);
    EXPECT_EQ(then.in_use, row.in_use) << row.at.text();
    EXPECT_EQ(then.holder.has_value(), row.held) << row.at.text();
    EXPECT_EQ(then.clock_offset_s, row.offset) << row.at.text();
  }
  EXPECT_FALSE(state_at(registered(), kNow).clock_offset_s) << "never checked";
}

TEST(Device, IsToBeCalibratedAgainMonthByMonth) {
  Device d = registered();
  EXPECT_FALSE(d.calibration_due()) << "no period is set";
  d.calibrate_months = 1;
  EXPECT_EQ(d.calibration_due(), Date(2026, 1, 31)) << "never calibrated";
  auto done = entry(DeviceUse::calibrated, Instant::beijing(Date(2026, 1, 31), 10));
  ASSERT_TRUE(enter(d, done, kNow));
  EXPECT_EQ(d.calibration_due(), Date(2026, 2, 28)) << "the shorter month's last day";
  d.calibrate_months = 12;
  EXPECT_EQ(d.calibration_due(), Date(2027, 1, 31));
}

TEST(Device, IsReadBackFromItsPartsMonthByMonth) {
  Device d = registered();
  d.serial = "CQ8-1";
  d.calibrate_months = 12;
  ASSERT_TRUE(enter(d, entry(DeviceUse::calibrated, Instant::beijing(Date(2026, 2, 1), 9)), kNow));
  ASSERT_TRUE(enter(d, checked(Instant::beijing(Date(2026, 2, 2), 9), 95), kNow));
  ASSERT_TRUE(enter(d, entry(DeviceUse::issued, Instant::beijing(Date(2026, 3, 2), 9)), kNow));
  const auto parts = to_parts(d);
  EXPECT_EQ(parts.size(), 4u) << "the device and three months";
  EXPECT_EQ(device_from_parts(d.id, parts), d);
  EXPECT_EQ(changed_parts(d).size(), 2u) << "an entry rewrites one month";
  EXPECT_EQ(changed_parts(d)[1], parts[3]);
}

TEST(Device, AMonthOfTheLedgerIsBounded) {
  Device d = registered(Instant::beijing(Date(2026, 3, 1), 9));
  for (std::size_t i = d.ledger.size(); i < kUsesAMonthMax; ++i) ASSERT_TRUE(enter(d, checked(kNow, 0), kNow));
  EXPECT_FALSE(enter(d, checked(kNow, 0), kNow));
}

TEST(Device, AllFaultsOfAFormAreTold) {
  Device d;
  d.calibrate_months = 121;
  const auto wrong = validate(d);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().reasons.size(), 3u) << wrong.error().message;
}

TEST(Equipment, EveryKindHasAStandardAndItIsCounted) {
  const auto& all = EquipmentStandards::built_in().all();
  EXPECT_EQ(all.size(), kDeviceKinds.size());
  EquipmentStandard one;
  one.officers_per_device = 2;
  one.at_least = 1;
  const std::pair<std::int64_t, std::int64_t> rows[] = {{0, 0}, {1, 1}, {2, 1}, {3, 2}, {8, 4}};
  for (const auto& [officers, devices] : rows) EXPECT_EQ(one.needed(officers), devices) << officers;
}

TEST(Equipment, ABrokenStandardIsRefused) {
  const std::string good = R"("kind":"camcorder","officers_per_device":2,"at_least":1,"from":"2020-05-25","basis":"《行政处罚法》第四十七条","source":"s")";
  EXPECT_TRUE(EquipmentStandards::parse(R"({"standards":[{)" + good + "}]}"));
  const struct {
    const char *from, *to;
  } broken[] = {{"camcorder", "telescope"}, {":2", ":0"}, {"2020-05-25", "soon"}, {"《行政处罚法》第四十七条", "第四十七条"}, {"\"s\"", "\"\""}};
  for (const auto& [from, to] : broken) {
    std::string text = good;
    text.replace(text.find(from), std::string_view(from).size(), to);
    EXPECT_FALSE(EquipmentStandards::parse(R"({"standards":[{)" + text + "}]}")) << text;
  }
  EXPECT_FALSE(EquipmentStandards::parse(R"({"standards":[{)" + good + "},{" + good + "}]}"));
}

}  // namespace
}  // namespace mingjing::evidence
