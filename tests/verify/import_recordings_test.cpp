// `mingjing import recordings DIR`, end to end: what a station collected hangs on the steps of its cases, a second run takes
// nothing twice, and a row that is refused says why to whoever stands at the console. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/cases/case.h"
#include "flow/devices.h"
#include "flow/read_unit.h"
#include "mingjing/import_recordings.h"
#include "tests/verify/deployment.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDevice = "ZFY-9001";
constexpr std::int64_t kMinute = 60'000;

struct ImportRecordings : testing::Test {
  ImportRecordings() {
    const auto system = open();
    find_case(*system);
    evidence::Device device;
    device.number = kDevice;
    device.unit = c.unit;
    const auto made = system->commands().run_many(system->system_actor(system->root_agency()), [&](ports::UnitOfWork& work) -> Status {
      const auto id = flow::register_device(work, device);
      return id ? Status() : Status(refuse(id.error()));
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
  }
  // On the evening of the demo's last day.
  std::unique_ptr<System> open() {
    OpenOptions how;
    how.clock_start = Instant::beijing(Date(2026, 3, 2), 20);
    auto opened = System::open(d.options(), how);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }
  cases::Case load(System& system, CaseId id) {
    std::optional<cases::Case> out;
    system.snapshots().read([&](ports::Reader& reader) {
      const auto stored = reader.load(system.root_agency(), ports::kind::enforcement_case, id.uuid());
      if (stored) out = *cases::Case::from_parts(id, stored->parts);
    });
    return std::move(*out);
  }
  // One that is not archived, with an inquiry.
  void find_case(System& system) {
    const std::string own = " FROM case_row WHERE agency_id = '" + system.root_agency().text() + "'";
    const int count = std::stoi(d.value("SELECT count(*)" + own));
    for (int i = 0; i < count && inquiry.id.is_nil(); ++i) {
      const auto id = CaseId::parse(d.value("SELECT id" + own + " ORDER BY id LIMIT 1 OFFSET " + std::to_string(i)));
      c = load(system, *id);
      if (c.officers.empty() || c.stage() == cases::Stage::archived) continue;
      for (const auto& record : c.records) {
        if (record.act == cases::Act::record_inquiry) inquiry = record;
      }
    }
    ASSERT_FALSE(inquiry.id.is_nil()) << "the demo has no case to record";
  }
  std::string row(const std::string& file, const std::string& case_no, const std::string& certificate) {
    return file + "," + case_no + ",record_inquiry," + certificate + "," + kDevice + "," +
           inquiry.occurred_at.plus_ms(-40 * kMinute).text() + "," + inquiry.occurred_at.text() + "\n";
  }
  std::string somebody_else() {
    for (int i = 0;; ++i) {
      const auto number = d.value("SELECT natural_key FROM business_key WHERE kind = 'officer' ORDER BY natural_key LIMIT 1 OFFSET " + std::to_string(i));
      if (number.empty()) return {};
      if (std::none_of(c.officers.begin(), c.officers.end(), [&](const auto& one) { return one.certificate_no == number; })) return number;
    }
  }
  std::string events() { return d.value("SELECT count(*) FROM event"); }

  Deployment d{World::sqlite};
  const fs::path folder = d.data() / "station";
  cases::Case c;
  cases::Record inquiry;
};

TEST_F(ImportRecordings, HangOnTheStepOnceAndWhatIsRefusedSaysWhy) {
  const std::string lead = c.officers.front().certificate_no, stranger = somebody_else();
  ASSERT_FALSE(stranger.empty());
  write_file(folder / "camera/film.mp4", "a film of the questioning");
  write_file(folder / "film2.mp4", "another film");
  write_file(folder / "清单.csv", "文件,案号,事项,执法证号,设备编号,开始,结束\n" + row("camera/film.mp4", c.case_no, lead) +
                                      row("film2.mp4", c.case_no, stranger) + row("film2.mp4", "没有的案号", lead) +
                                      row("../film.mp4", c.case_no, lead) + row("nothing.mp4", c.case_no, lead));
  const auto before = events();
  {
    const auto system = open();
    const auto rehearsal = import_recordings(*system, folder.string(), {}, true);
    ASSERT_TRUE(rehearsal) << rehearsal.error().message;
    EXPECT_EQ(rehearsal->front().outcome, "taken") << rehearsal->front().why;
    EXPECT_EQ(events(), before);

    const auto report = import_recordings(*system, folder.string(), {}, false);
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->size(), 5u);
    EXPECT_EQ((*report)[0].outcome, "taken") << (*report)[0].why;
    EXPECT_EQ((*report)[0].why, "当时没有领用登记，没有核对过时钟");
    const char* said[] = {"不是“", "没有案号为", "不能指向别处", "没有这个文件"};
    for (std::size_t i = 1; i < report->size(); ++i) {
      EXPECT_EQ((*report)[i].outcome, "refused") << i;
      EXPECT_NE((*report)[i].why.find(said[i - 1]), std::string::npos) << (*report)[i].why;
    }
    EXPECT_NE((*report)[1].why.find(stranger), std::string::npos) << (*report)[1].why;
    EXPECT_NE((*report)[1].why.find(c.case_no + "”的承办人"), std::string::npos) << (*report)[1].why;
    EXPECT_EQ(events(), std::to_string(std::stoll(before) + 1));

    const auto now = load(*system, c.id);
    ASSERT_EQ(now.recordings.size(), c.recordings.size() + 1);
    const auto& taken = now.recordings.back();
    EXPECT_EQ(taken.of, inquiry.id);
    EXPECT_EQ(taken.sha256, to_hex(crypto::sha256("a film of the questioning")));
    EXPECT_EQ(taken.file_name, "film.mp4");
    EXPECT_EQ(taken.device, kDevice);
    EXPECT_EQ(taken.officer, c.officers.front().id);
    EXPECT_EQ(taken.end(), inquiry.occurred_at);
    EXPECT_EQ(system->files().check("sha256:" + taken.sha256), ports::FileCheck::intact);

    const auto again = import_recordings(*system, folder.string(), (folder / "清单.csv").string(), false);
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)[0].outcome, "unchanged");
    EXPECT_EQ(events(), std::to_string(std::stoll(before) + 1));
  }
  const auto report = verify_deployment(d.options());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);

  // At the console.
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_import(d.options(), {"recordings", folder.string(), {}, false}), kRefused);
  const auto told = testing::internal::GetCapturedStdout();
  EXPECT_NE(told.find("（执法证号" + stranger + "）不是“" + c.case_no + "”的承办人"), std::string::npos) << told;
  EXPECT_NE(told.find("导入 0，未变 1，拒绝 4。"), std::string::npos) << told;
}

}  // namespace
}  // namespace mingjing::app
