// What a recording asks of the register of devices, on the ports in memory.
// SPDX-License-Identifier: Apache-2.0
#include "flow/devices.h"

#include <gtest/gtest.h>

#include "domain/identity/agency.h"
#include "flow/identity_officers.h"
#include "ports/memory_store.h"

namespace mingjing::flow {
namespace {

struct Devices : testing::Test {
  ManualClock clock{Instant::beijing(Date(2026, 3, 2), 9)};
  SeededIdSource ids{1};
  ports::MemoryStore store{clock, ids};
  ports::Actor system;
  UnitId unit;

  void SetUp() override {
    system.agency = AgencyId(ids.next(1, 0));
    system.agency_ordinal = 1;
    unit = UnitId(ids.next(1, 0));
    in([&](ports::UnitOfWork& work) -> Status {
      auto agency = work.create(ports::kind::agency, system.agency.uuid());
      work.put(agency, identity::unit_part({unit, "执法支队", false, true, true}));
      work.append(agency, {"set_up", Json::object({}), work.now()});
      return {};
    });
  }
  void in(const std::function<Status(ports::UnitOfWork&)>& use_case) {
    const auto done = store.run_many(system, use_case);
    ASSERT_TRUE(done) << done.error().message;
  }
  OfficerId officer(const char* name, const char* certificate) {
    identity::Officer wanted;
    wanted.name = name;
    wanted.unit = unit;
    wanted.certificate_no = certificate;
    wanted.categories = {"自然资源"};
    wanted.area = "澜州市";
    wanted.valid_from = Date(2024, 1, 1);
    wanted.valid_until = Date(2026, 6, 30);
    OfficerId out;
    in([&](ports::UnitOfWork& work) -> Status {
      const auto made = register_officer(work, wanted);
      if (!made) return refuse(made.error());
      out = *made;
      return {};
    });
    return out;
  }
  DeviceId device(const char* number) {
    evidence::Device wanted;
    wanted.number = number;
    wanted.unit = unit;
    DeviceId out;
    in([&](ports::UnitOfWork& work) -> Status {
      const auto made = register_device(work, wanted);
      if (!made) return refuse(made.error());
      out = *made;
      return {};
    });
    return out;
  }
  Status use(DeviceId id, std::int64_t version, const DeviceAct& act) {
    return store.run_many(system, [&](ports::UnitOfWork& work) { return use_device(work, id, version, act); });
  }
};

TEST_F(Devices, ARecordingFindsWhoHadItsDeviceAndHowItsClockStood) {
  const auto zhou = officer("周岚", "26990100105"), he = officer("贺少峰", "26990100106");
  const auto id = device("ZF-J-001");
  const Instant nine = clock.now();
  clock.set(nine.plus_hours(1));
  ASSERT_TRUE(use(id, 1, {evidence::DeviceUse::issued, {}, zhou, {}, {}}));
  clock.set(nine.plus_hours(2));
  ASSERT_TRUE(use(id, 2, {evidence::DeviceUse::given_back, {}, {}, {}, {}}));
  ASSERT_TRUE(use(id, 3, {evidence::DeviceUse::clock_checked, {}, {}, clock.now().plus_ms(-4'600), {}}));
  clock.set(nine.plus_hours(3));
  ASSERT_TRUE(use(id, 4, {evidence::DeviceUse::issued, {}, he, {}, {}}));
  in([&](ports::UnitOfWork& work) -> Status {
    const auto held = device_at(work, "ZF-J-001", nine.plus_hours(1));
    EXPECT_TRUE(held && held->then.holder && held->then.holder->officer == zhou);
    EXPECT_EQ(held->then.clock_offset_s, -5) << "to the nearest second, of the first check there is";
    EXPECT_EQ(held->device.id, id);
    EXPECT_FALSE(device_at(work, "ZF-J-001", nine.plus_hours(2))->then.holder);
    EXPECT_EQ(device_at(work, "ZF-J-001", nine.plus_hours(9))->then.holder->name, "贺少峰");
    EXPECT_FALSE(device_at(work, "ZF-J-001", nine.plus_hours(-1))->then.in_use);
    EXPECT_FALSE(device_at(work, "ZF-J-002", nine));
    return {};
  });
}

TEST_F(Devices, WhoHoldsNoCertificateTakesNoDevice) {
  const auto zhou = officer("周岚", "26990100105");
  const auto id = device("ZF-J-001");
  clock.set(Instant::beijing(Date(2026, 7, 1), 9));
  const auto refused = use(id, 1, {evidence::DeviceUse::issued, {}, zhou, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("到期"), std::string::npos) << refused.error().message;
  EXPECT_FALSE(use(id, 1, {evidence::DeviceUse::issued, {}, {}, {}, {}})) << "nobody is named";
  EXPECT_FALSE(use(id, 1, {evidence::DeviceUse::clock_checked, {}, {}, {}, {}})) << "no clock was read";
  EXPECT_FALSE(use(id, 1, {evidence::DeviceUse::retired, {}, {}, {}, " "})) << "without a reason";
  EXPECT_EQ(store.peek(system.agency, id.uuid())->version, 1) << "a refusal leaves nothing";
}

}  // namespace
}  // namespace mingjing::flow
