// A case volume from closing to sealed: bound by the job, whole, checked, packed, and checked again offline; whatever is changed
// afterwards is found. SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/bytes.h"
#include "base/zip.h"
#include "crypto/hash.h"
#include "domain/archive/completeness.h"
#include "flow/destroyed_files.h"
#include "flow/volume_package.h"
#include "flow/volume_pieces.h"
#include "mingjing-verify/volume.h"
#include "mingjing/verify.h"
#include "render/pdf_document.h"
#include "tests/binary_dir.h"
#include "tests/walk/penalty_case.h"
#include "workers/event_proof.h"
#include "workers/page_child.h"

namespace mingjing::app {
namespace {

class CaseVolume : public PenaltyCase {
 protected:
  void add(std::string_view name, std::string_view kind, const std::string& bytes, std::string_view file, std::string_view type,
           const std::string& wrong_sm3 = {}) {
    const auto stored = system_->files().put(bytes);
    loaded();
    flow::ActRequest request;
    request.id = id_;
    request.act = Act::add_evidence;
    request.expected_version = version_;
    request.staged = flow::StagedFile{stored.digest.substr(7), static_cast<std::int64_t>(stored.size), std::string(file), std::string(type),
                                      wrong_sm3.empty() ? stored.sm3 : wrong_sm3};
    request.body = Json::object({{"kind", kind}, {"name", name}, {"proves", "现状"}, {"upload_id", system_->ids().next(who("zhou.lan").agency_ordinal, 1).text()},
                                 {"sha256", stored.digest.substr(7)}, {"obtained_at", system_->clock().now().text()}, {"officers", both()}});
    const auto services = system_->services();
    const auto done = system_->commands().run(who("zhou.lan"), std::nullopt,
                                              [&](ports::UnitOfWork& work) { return flow::perform_act(work, *services, request); });
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
  }
  // A recording of the inspection on site: on the list, so it is kept as long as the volume.
  void film(const std::string& bytes) {
    const auto stored = system_->files().put(bytes);
    std::string step;
    for (const auto& row : loaded().records) {
      if (row.act == Act::record_on_site) step = row.id.text();
    }
    flow::ActRequest request;
    request.id = id_;
    request.act = Act::add_recording;
    request.expected_version = version_;
    request.staged = flow::StagedFile{stored.digest.substr(7), static_cast<std::int64_t>(stored.size), "现场.mp4", "video/mp4",
                                      stored.sm3};
    request.body = Json::object({{"record_id", step}, {"upload_id", system_->ids().next(who("zhou.lan").agency_ordinal, 1).text()},
                                 {"sha256", stored.digest.substr(7)}, {"started_at", system_->clock().now().text()}});
    const auto services = system_->services();
    const auto done = system_->commands().run(who("zhou.lan"), std::nullopt,
                                              [&](ports::UnitOfWork& work) { return flow::perform_act(work, *services, request); });
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
  }
  // A picture as a phone makes it, drawn of a page.
  std::string photograph() {
    auto fonts = render::Fonts::load();
    EXPECT_TRUE(fonts);
    documents::DocumentModel page;
    page.title = {"现场"};
    const auto pdf = render::render_pdf(page, **fonts);
    EXPECT_TRUE(pdf);
    const auto opened = system_->files().open(system_->files().put(pdf->bytes).digest);
    const auto drawn = drawer_.draw(*opened, {1, 300, true, {}});
    EXPECT_TRUE(drawn) << (drawn ? "" : drawn.error().message);
    return drawn ? drawn->bytes : std::string();
  }
  void archived(const std::string& wrong_sm3 = {}) {
    photograph_ = photograph();
    filed(Date(2026, 3, 3));
    add("现场照片", "physical_evidence", photograph_, "现场.jpg", "image/jpeg", wrong_sm3);
    add("现场录音", "av_evidence", sound_, "录音.wav", "audio/wav");
    if (!film_.empty()) film(film_);
    decided(Date(2026, 3, 4), "当事人建设附属用房312.60平方米，未取得建设工程规划许可证。", 2'520'000);
    published();
    at(Date(2026, 3, 20));
    done("zhou.lan", Act::record_payment,
         Json::object({{"amount_fen", 2'520'000}, {"channel", "bank"}, {"receipt_no", "A1"}, {"paid_on", "2026-03-20"}}));
    done("luo.qingyi", Act::close_case, Json::object({{"reason", "performed"}, {"summary", "同意结案。"}}));
    done("xing.yulan", Act::archive_case,
         Json::object({{"volume_no", "2026-0001"}, {"retention", "30y"}, {"secrecy", "internal"}, {"privacy", "none"}}));
  }
  std::size_t bind(ports::PageDrawer* drawer) {
    workers::JobRunner runner({system_->jobs(), system_->commands(), system_->snapshots(), system_->files(),
                               [this] { return system_->services(); },
                               [this](AgencyId agency) { return system_->system_actor(agency); }, nullptr, nullptr, drawer},
                              "binder");
    return runner.run_until_empty();
  }
  void logged() {
    workers::Sequencer sequencer(system_->database(), system_->tiles(), *system_->signer(), system_->clock(), "test");
    sequencer.drain();
    sequencer.release();
  }
  std::string package() {
    const auto proofs = [&](std::string_view type, int limit) {
      return workers::event_proofs(system_->database(), system_->tiles(), who("zhou.lan").agency, id_.uuid(), type, limit);
    };
    const auto seal = proofs(flow::kVolumeSealed, 1);
    EXPECT_EQ(seal.size(), 1u);
    std::string out;
    const auto written = flow::write_package(system_->files(), loaded().sealing->manifest_sha256, seal.front(),
                                             flow::destroyed_among(proofs(flow::kDestroyedEvent, 100)), [&](std::string_view bytes) { out += bytes; });
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    return out;
  }
  verify_app::Report checked(const std::string& bytes) {
    tlog::TrustPolicy trust{*tlog::NoteVerifier::parse(system_->vkey()), "walk.example/log"};
    return verify_app::check_volume({bytes.size(), [&](std::uint64_t at, std::size_t n) { return bytes.substr(at, n); }}, trust);
  }
  // The words of its list of pieces, which lies between the cover and the first page.
  std::string listed_in(const cases::SealedVolume& volume) {
    const auto pdf = system_->files().open("sha256:" + volume.sha256);
    EXPECT_TRUE(pdf);
    const auto path = (std::filesystem::temp_directory_path() / ("mj_volume_" + volume.sha256 + ".pdf")).string();
    std::ofstream(path, std::ios::binary) << pdf->read(0, pdf->size());
    const auto last = std::to_string(volume.sheets - volume.pages - 1);
    FILE* pipe = ::popen(("pdftotext -raw -f 2 -l " + last + " '" + path + "' -").c_str(), "r");
    std::string out(1 << 16, '\0');
    out.resize(std::fread(out.data(), 1, out.size(), pipe));
    EXPECT_EQ(::pclose(pipe), 0);
    std::filesystem::remove(path);
    return out;
  }
  static std::string told(const verify_app::Report& report) {
    std::string out;
    for (const auto& line : report.lines) out += line + "\n";
    return out;
  }

  std::string photograph_, film_;
  const std::string sound_ = "RIFF" + std::string(2000, 'x');
  workers::PageChild drawer_{{binary_dir() / "mingjing-view"}};
};

TEST_F(CaseVolume, FromClosingToSealed) {
  archived();
  for (const auto& what : archive::missing_of(archive::check_record(loaded()))) ADD_FAILURE() << what;
  EXPECT_FALSE(loaded().sealing);
  // Where nothing can draw the photograph the job waits; where it can, it seals once.
  bind(nullptr);
  EXPECT_FALSE(loaded().sealing);
  system_->commands().run_many(system_->system_actor(who("zhou.lan").agency), [&](ports::UnitOfWork& work) {
    work.queue(ports::NewJob{"seal_volume", Json::object({{"case", id_.text()}}), {}});  // as if the first had died half way
    return Status{};
  });
  bind(&drawer_);
  const auto sealed = loaded();
  ASSERT_TRUE(sealed.sealing);
  const auto& sealing = *sealed.sealing;
  for (const auto& check : sealing.checks) {
    for (const auto& line : check.lines) EXPECT_TRUE(line.starts_with("符合")) << line;
  }
  EXPECT_TRUE(sealing.passed());
  ASSERT_EQ(sealing.volumes.size(), 2U);
  EXPECT_EQ(sealing.volumes[0].kind, cases::VolumeKind::main);
  EXPECT_EQ(sealing.volumes[0].entries[0].title, "立案审批表");
  EXPECT_EQ(sealing.volumes[1].kind, cases::VolumeKind::secondary);
  for (const auto& volume : sealing.volumes) {
    EXPECT_EQ(volume.entries.back().last_page, volume.pages);
    EXPECT_GE(volume.sheets, volume.pages + 3);
    const auto pdf = system_->files().open("sha256:" + volume.sha256);
    ASSERT_TRUE(pdf);
    const auto drawn = drawer_.draw(*pdf, {static_cast<int>(volume.sheets), 400, false, "周岚　执法监督"});
    ASSERT_TRUE(drawn) << drawn.error().message;
    EXPECT_EQ(drawn->pages, volume.sheets);
  }
  const auto* photo = [&]() -> const cases::SealedVolume::Entry* {
    for (const auto& entry : sealing.volumes[0].entries) {
      if (entry.title == "证据：现场照片") return &entry;
    }
    return nullptr;
  }();
  ASSERT_NE(photo, nullptr);
  EXPECT_EQ(photo->last_page, photo->first_page + 1) << "slip and picture";
  // Each piece stands in the list under the day of the act it was made for, and every day on one line of the sheet.
  const auto day_of = [&](Act act) {
    Date out;
    for (const auto& record : sealed.records) {
      if (record.act == act) out = record.occurred_at.date();
    }
    return out.text();
  };
  const std::map<std::string, std::string> days{{"立案审批表", day_of(Act::file_case)}, {"送达地址确认书", day_of(Act::serve_prior_notice)},
                                                {"案件来源登记表", day_of(Act::register_clue)}, {"案件调查终结报告", day_of(Act::conclude_investigation)},
                                                {"行政处罚决定审批表", day_of(Act::decide)}, {"结案审批表", day_of(Act::close_case)}};
  std::size_t found = 0;
  for (const auto& volume : sealing.volumes) {
    const auto listed = listed_in(volume);
    for (const auto& entry : volume.entries) {
      EXPECT_NE(listed.find(entry.on.text()), std::string::npos) << entry.title << "\n" << listed;
      const auto day = days.find(entry.title);
      if (day == days.end()) continue;
      ++found;
      EXPECT_EQ(entry.on.text(), day->second) << entry.title;
    }
  }
  EXPECT_EQ(found, days.size());
  // A second run finds it sealed; nothing is written twice.
  const auto version = version_;
  bind(&drawer_);
  loaded();
  EXPECT_EQ(version_, version);
  logged();
  const auto report = verify_deployment(options_);
  ASSERT_TRUE(report);
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
}

TEST_F(CaseVolume, ThePackageIsCheckedOffline) {
  archived();
  bind(&drawer_);
  ASSERT_TRUE(loaded().sealing);
  logged();
  const auto whole = package();
  const auto good = checked(whole);
  EXPECT_EQ(good.outcome, verify_app::Outcome::holds) << told(good);
  EXPECT_EQ(package(), whole) << "the same package each time";
  const auto members = read_zip(whole.size(), [&](std::uint64_t at, std::size_t n) { return whole.substr(at, n); });
  ASSERT_TRUE(members) << members.error().message;
  bool holds_photograph = false, holds_sound = false;
  for (const auto& member : *members) {
    const auto bytes = whole.substr(member.offset, member.size);
    holds_photograph = holds_photograph || bytes == photograph_;
    holds_sound = holds_sound || bytes == sound_;
    // One byte changed anywhere is found, in every file.
    if (member.size == 0) continue;
    std::string bent = whole;
    bent[member.offset + member.size / 2] ^= 1;
    EXPECT_NE(checked(bent).outcome, verify_app::Outcome::holds) << member.name;
  }
  EXPECT_TRUE(holds_photograph);
  EXPECT_TRUE(holds_sound);
  // A file beside the list, a file left out.
  for (const bool add : {true, false}) {
    std::string other;
    ZipWriter zip([&](std::string_view bytes) { other += bytes; });
    for (const auto& member : *members) {
      if (!add && member.name == "checks.txt") continue;
      ASSERT_TRUE(zip.add(member.name, whole.substr(member.offset, member.size)));
    }
    if (add) {
      ASSERT_TRUE(zip.add("files/9999.pdf", "x"));
    }
    zip.finish();
    EXPECT_EQ(checked(other).outcome, verify_app::Outcome::fails) << add;
  }
  EXPECT_EQ(checked("no package").outcome, verify_app::Outcome::bad_input);
}

TEST_F(CaseVolume, ARecordingDestroyedWhenItsTimeIsOverIsProvenInThePackage) {
  film_ = "film of the site";
  archived();
  bind(&drawer_);
  ASSERT_TRUE(loaded().sealing);
  const auto row = loaded().recordings.at(0);
  EXPECT_TRUE(loaded().sealing->left_out.empty());
  const auto named = [&](Json body) {
    body.set("recording_id", row.id.text());
    return body;
  };
  const Json reason = named(Json::object({{"reason", "保管期限已满。"}})), sure = named(Json::object({{"sha256", row.sha256}}));
  at(Date(2056, 3, 20));
  EXPECT_FALSE(act("xing.yulan", Act::propose_destruction, reason)) << "the last day of the volume's thirty years";
  at(Date(2056, 3, 21));
  done("xing.yulan", Act::propose_destruction, reason);
  done("luo.qingyi", Act::decide_destruction, named(Json::object({{"outcome", "granted"}})));
  done("xing.yulan", Act::carry_out_destruction, sure);
  done("duan.wen", Act::witness_destruction, sure);
  // Killed after the bytes went and before that was recorded: the job is taken up again, and `verify` holds meanwhile.
  system_->files().remove("sha256:" + row.sha256);
  const auto holds = [&] {
    logged();
    const auto report = verify_deployment(options_);
    ASSERT_TRUE(report);
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.line();
  };
  holds();
  bind(nullptr);
  EXPECT_EQ(loaded().recordings.at(0).destruction()->state, cases::DestructionState::destroyed);
  holds();
  const auto whole = package();
  const auto good = checked(whole);
  EXPECT_EQ(good.outcome, verify_app::Outcome::holds) << told(good);
  EXPECT_NE(told(good).find("2056-03-21 销毁"), std::string::npos) << told(good);
  const auto members = read_zip(whole.size(), [&](std::uint64_t at, std::size_t n) { return whole.substr(at, n); });
  ASSERT_TRUE(members);
  std::string path, sound;
  for (const auto& member : *members) {
    if (whole.substr(member.offset, member.size) == sound_) sound = member.name;
    if (member.name.starts_with("destroyed/") && member.name.ends_with(".json")) path = member.name.substr(10, member.name.size() - 15);
  }
  ASSERT_FALSE(path.empty() || sound.empty());
  // Without the proof of it, or with that of another file, the gap is none that is allowed.
  for (const bool moved : {false, true}) {
    std::string other;
    ZipWriter zip([&](std::string_view bytes) { other += bytes; });
    for (const auto& member : *members) {
      const bool proof = member.name.starts_with("destroyed/");
      if ((proof && !moved) || (moved && member.name == sound)) continue;
      std::string name = member.name;
      if (proof && moved) name.replace(name.find(path), path.size(), sound);
      ASSERT_TRUE(zip.add(name, whole.substr(member.offset, member.size))) << name;
    }
    zip.finish();
    EXPECT_EQ(checked(other).outcome, verify_app::Outcome::fails) << moved;
  }
}

struct SmVolume : CaseVolume {
  void SetUp() override { open_bureau("mj_sm_case_", {}, true); }
  cases::Evidence piece(std::string_view file_name) {
    const auto c = loaded();  // owns what is walked
    for (const auto& one : c.evidence)
      if (one.file_name == file_name) return one;
    ADD_FAILURE() << "no evidence " << file_name;
    return {};
  }
  VerifyReport verified() {
    logged();
    auto report = verify_deployment(options_);
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? *report : VerifyReport{};
  }
};

TEST_F(SmVolume, EveryFileHasBothDigestsDownToThePackage) {
  film_ = "film of the site";
  archived();
  bind(&drawer_);
  const auto c = loaded();
  ASSERT_TRUE(c.sealing);
  const auto sm3_of = [](std::string_view bytes) { return crypto::file_digests(crypto::Profile::sm, bytes).sm3; };
  const auto evidence = piece("现场.jpg");
  EXPECT_EQ(evidence.sm3, sm3_of(photograph_));
  EXPECT_EQ(c.recordings.at(0).sm3, sm3_of(film_));
  for (const auto& document : c.documents) {
    const auto file = system_->files().open("sha256:" + document.file_sha256);
    ASSERT_TRUE(file);
    EXPECT_EQ(document.file_sm3, sm3_of(file->read(0, file->size()))) << document.title;
  }
  for (const auto& finding : verified().findings) ADD_FAILURE() << finding.line();
  const auto whole = package();
  const auto good = checked(whole);
  EXPECT_EQ(good.outcome, verify_app::Outcome::holds) << told(good);
  EXPECT_NE(told(good).find("SM3 摘要也都相符"), std::string::npos) << told(good);
  const auto members = read_zip(whole.size(), [&](std::uint64_t at, std::size_t n) { return whole.substr(at, n); });
  ASSERT_TRUE(members);
  for (const auto& member : *members) {
    const auto bytes = whole.substr(member.offset, member.size);
    if (member.name == "metadata.xml") {
      EXPECT_NE(bytes.find("<数字摘要算法>SM3</数字摘要算法>"), std::string::npos);
      EXPECT_NE(bytes.find(sm3_of(photograph_)), std::string::npos);
    }
    std::string bent = whole;
    bent[member.offset + member.size / 2] ^= 1;
    EXPECT_NE(checked(bent).outcome, verify_app::Outcome::holds) << member.name;
  }
}

TEST_F(SmVolume, AWrongSm3DigestIsFoundAndNothingIsSealedWithIt) {
  archived(std::string(64, '0'));
  bind(&drawer_);
  EXPECT_FALSE(loaded().sealing);
  const auto report = verified();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].table, "file");
  EXPECT_NE(report.findings[0].differs.find("SM3"), std::string::npos) << report.findings[0].line();
  const auto recorded = flow::recorded_sm3(system_->snapshots(), "sha256:" + piece("现场.jpg").sha256);
  EXPECT_EQ(recorded, std::vector<std::string>{std::string(64, '0')}) << "what the scrub compares";
}

TEST_F(CaseVolume, NothingIsSealedWhileAFileIsLost) {
  archived();
  system_->files().remove("sha256:" + to_hex(crypto::sha256(sound_)));
  bind(&drawer_);
  EXPECT_FALSE(loaded().sealing);
}

}  // namespace
}  // namespace mingjing::app
