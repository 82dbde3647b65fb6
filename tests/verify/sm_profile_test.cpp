// The SM profile 「国密」: checkpoints with two signatures, columns sealed with SM4 and SM3; what was there before stays.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/text.h"
#include "mingjing/backup.h"
#include "mingjing/portal.h"
#include "mingjing/read_whole.h"
#include "mingjing/restore.h"
#include "mingjing/rotate_log.h"
#include "mingjing/system.h"
#include "store/reseal.h"
#include "tests/verify/deployment.h"
#include "tlog/proof.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

struct SmProfile : testing::TestWithParam<World> {
  SmProfile() : d(GetParam()) {}
  std::unique_ptr<System> open() {
    auto opened = System::open(d.options());
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    return std::move(*opened);
  }
  void act() {
    const auto system = open();
    const auto actor = system->system_actor(system->root_agency());
    ASSERT_TRUE(system->commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
      auto batch = work.create(ports::kind::access_batch, work.new_id());
      work.put(batch, {"access_batch", {}, Json::object({{"reads", 1}}), {{"telephone", "13800000000"}}});
      work.append(batch, {"record_access", Json::object({{"count", 1}}), work.now()});
      return {};
    }));
    workers::Sequencer sequencer(system->database(), system->tiles(), *system->signer(), system->clock(), "test");
    sequencer.drain();
    sequencer.release();
  }
  VerifyReport verified() {
    auto report = verify_deployment(d.options());
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? *report : VerifyReport{};
  }
  tlog::NoteVerifier key(const char* file) { return *tlog::NoteVerifier::parse(trim(*read_whole(d.data() / "log" / file))); }
  // Parts with boxes of a kind: its number and the key's id stand in front.
  std::string count(char version) {
    const auto keys = crypto::KeyStore(d.options().key_folder()).load_data();
    const std::string head = to_base64(std::string(1, version) + (*keys)->current_id());
    return d.value("SELECT count(*) FROM part WHERE sealed LIKE '%\"box\":\"" + head + "%'");
  }
  Deployment d;
};

std::vector<World> worlds() {
  std::vector<World> out{World::sqlite};
  if (test_server() != nullptr) out.push_back(World::postgresql);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Worlds, SmProfile, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

TEST_P(SmProfile, ASecondLineBelowEachCheckpointAndBoxesOfSm4) {
  ASSERT_EQ(count(2), "0");
  ASSERT_NE(count(1), "0");
  const auto added = add_sm_profile(d.options());
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*add_sm_profile(d.options()), *added) << "again is no matter";
  const auto log = key("vkey"), sm2 = key("vkey-sm2");
  EXPECT_EQ(sm2.vkey(), *added);
  EXPECT_EQ(sm2.type(), tlog::SignatureType::sm2);
  act();
  const auto note = tlog::parse_note(*read_whole(d.data() / "log" / "checkpoint"));
  ASSERT_TRUE(note);
  ASSERT_EQ(note->signatures.size(), 2u);
  EXPECT_TRUE(sm2.made(note->signatures[1]) && sm2.check(note->text, note->signatures[1]));
  EXPECT_EQ(*tlog::verify_note(*note, std::vector{log, sm2}), 2u);
  EXPECT_EQ(count(2), "1") << "a box of the second kind";
  EXPECT_TRUE(verified().holds()) << all_lines(verified());

  tlog::TrustPolicy trust{log, log.name()};
  trust.sm2 = sm2;
  EXPECT_TRUE(tlog::open_checkpoint(tlog::format_note(*note), trust));
  EXPECT_FALSE(tlog::open_checkpoint(tlog::format_note({note->text, {note->signatures[0]}}), trust));

  // The key of Ed25519 changes beside it, and what was sealed before is sealed anew.
  ASSERT_TRUE(rotate_log_key(d.options()));
  EXPECT_EQ(tlog::parse_note(*read_whole(d.data() / "log" / "checkpoint"))->signatures.size(), 3u);
  EXPECT_EQ(key("vkey-sm2").vkey(), *added);
  {
    const auto system = open();
    EXPECT_GT(store::reseal_all(system->database(), system->sealer()).anew, 0);
    EXPECT_EQ(store::reseal_all(system->database(), system->sealer()).anew, 0);
  }
  EXPECT_EQ(count(1), "0");
  EXPECT_TRUE(verified().holds()) << all_lines(verified());
}

constexpr auto kSm2 = crypto::LogKeyKind::sm2;

TEST_P(SmProfile, TheSecondKeyIsChangedAndTheOldOneSignsForAWhile) {
  EXPECT_EQ(rotate_log_key(d.options(), kSm2).error().code, ErrorCode::not_found) << "not in the profile yet";
  ASSERT_TRUE(add_sm_profile(d.options()));
  act();
  const auto log = key("vkey"), old = key("vkey-sm2");
  const auto begins = open()->log_keys_sm2()->all().front().from;
  EXPECT_GT(begins, 0u);
  const auto done = rotate_log_key(d.options(), kSm2);
  ASSERT_TRUE(done) << done.error().message;
  const auto fresh = key("vkey-sm2");
  EXPECT_EQ(fresh.vkey(), done->vkey);
  EXPECT_EQ(old.vkey(), done->former);
  EXPECT_EQ(key("vkey").vkey(), log.vkey()) << "the first line stays";
  const auto signed_by = [&](const tlog::NoteVerifier& one) {
    const auto note = tlog::parse_note(*read_whole(d.data() / "log" / "checkpoint"));
    return tlog::verify_note(*note, {&one, 1}).has_value();
  };
  EXPECT_TRUE(signed_by(log) && signed_by(fresh) && signed_by(old)) << "both during the overlap";
  EXPECT_TRUE(verified().holds()) << all_lines(verified());
  EXPECT_EQ(open()->log_keys_sm2()->text(), old.vkey() + " " + std::to_string(begins) + " " + std::to_string(done->index) + "\n" +
                                                fresh.vkey() + " " + std::to_string(done->index + 1) + " -\n");
  EXPECT_EQ(open()->log_keys().text(), log.vkey() + " 0 -\n");
  EXPECT_EQ(rotate_log_key(d.options(), kSm2).error().code, ErrorCode::conflict) << "one overlap at a time";

  ASSERT_TRUE(crypto::KeyStore(d.options().key_folder()).end_log_overlap(kSm2));
  act();
  EXPECT_TRUE(signed_by(log) && signed_by(fresh) && !signed_by(old));
  EXPECT_TRUE(verified().holds()) << all_lines(verified());

  // Both keys may change in the same log, in any order.
  const auto second = rotate_log_key(d.options());
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(open()->log_keys().text(), log.vkey() + " 0 " + std::to_string(second->index) + "\n" + second->vkey + " " +
                                           std::to_string(second->index + 1) + " -\n");
  EXPECT_TRUE(verified().holds()) << all_lines(verified());
}

// A stolen old key forges nothing that the log's new key should have signed; a server that has it alone signs nothing.
TEST_P(SmProfile, AReplacedSecondKeyAnswersForNothingNew) {
  ASSERT_TRUE(add_sm_profile(d.options()));
  const crypto::KeyStore keys(d.options().key_folder());
  const std::filesystem::path file = keys.folder() / "log.sm2", kept = d.data().string() + ".old-sm2";
  std::filesystem::copy_file(file, kept);
  const auto old = std::move(keys.load_log_sm2()->front());
  ASSERT_TRUE(rotate_log_key(d.options(), kSm2));
  ASSERT_TRUE(keys.end_log_overlap(kSm2));
  act();
  const auto size = d.value("SELECT max(size) FROM checkpoint");
  const auto note = *tlog::parse_note(d.value("SELECT note FROM checkpoint WHERE size = " + size));
  auto forged = note;
  forged.signatures[1] = {note.signatures[0].name, verifier_of(note.signatures[0].name, kSm2, old.public_point()).key_id(), old.sign(note.text)};
  d.sql("UPDATE checkpoint SET note = '" + tlog::format_note(forged) + "' WHERE size = " + size);
  EXPECT_NE(find(verified(), "checkpoint", "国密签名"), nullptr);
  d.sql("UPDATE checkpoint SET note = '" + tlog::format_note(note) + "' WHERE size = " + size);

  std::filesystem::copy_file(kept, file, std::filesystem::copy_options::overwrite_existing);
  std::filesystem::remove(kept);
  const auto published = *read_whole(d.data() / "log" / "checkpoint");
  EXPECT_THROW(act(), Unavailable);
  EXPECT_EQ(*read_whole(d.data() / "log" / "checkpoint"), published);
  EXPECT_NE(find(verified(), "log_entry", "日志换过密钥"), nullptr) << all_lines(verified());
}

// The key folder is newer than the backup: the log is told of the change again.
TEST_P(SmProfile, ABackupOfBeforeAChangeIsRestored) {
  if (GetParam() != World::sqlite) return;  // a dump holds the same tables
  ASSERT_TRUE(add_sm_profile(d.options()));
  act();
  const std::filesystem::path kept = d.data().string() + ".kept";
  ASSERT_TRUE(make_backup(d.options(), {kept.string()}));
  const auto done = rotate_log_key(d.options(), kSm2);
  ASSERT_TRUE(done);
  ASSERT_TRUE(crypto::KeyStore(d.options().key_folder()).end_log_overlap(kSm2));
  std::filesystem::remove_all(d.data() / "log");
  std::filesystem::remove(d.data() / "mingjing.db");
  const auto second = d.options().key_folder() / "log.sm2", aside = second.parent_path() / "aside";
  std::filesystem::rename(second, aside);
  EXPECT_EQ(restore_backup(d.options(), {kept.string(), {}}).error().code, ErrorCode::not_found) << "it could sign but half";
  EXPECT_FALSE(std::filesystem::exists(d.data() / "mingjing.db"));
  std::filesystem::rename(aside, second);
  const auto restored = restore_backup(d.options(), {kept.string(), {}});
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(key("vkey-sm2").vkey(), done->vkey);
  EXPECT_TRUE(verified().holds()) << all_lines(verified());
  std::filesystem::remove_all(kept);
}

// Readers are given the present keys: what was stored under an earlier second line, or under none, is handed out anew.
TEST_P(SmProfile, AProofOfBeforeIsHandedOutUnderBothPresentKeys) {
  const auto proved = [&](const std::string& id) {
    const auto system = open();
    Portal portal(*system);
    const SystemClock clock;
    Witnesses none(*system, {}, clock, [](const auto&) {});
    return *tlog::parse_proof(*portal.site("http://127.0.0.1:1", &none)->handle({"/decisions/" + id + ".tlog-proof", {}, {}, {}}).body);
  };
  std::string id;
  {
    const auto system = open();
    Portal portal(*system);
    portal.publisher().publish();
    const auto home = portal.db().home();
    ASSERT_FALSE(home.latest.empty());
    id = home.latest[0].id;
  }
  const auto holds = [&] {
    const auto proof = proved(id);
    tlog::TrustPolicy trust{key("vkey"), key("vkey").name()};
    trust.sm2 = key("vkey-sm2");
    return tlog::verify_proof(proof, *proof.extra, trust).has_value();
  };
  ASSERT_TRUE(add_sm_profile(d.options()));
  act();
  EXPECT_TRUE(holds()) << "stored before the profile";
  ASSERT_TRUE(rotate_log_key(d.options(), kSm2));
  ASSERT_TRUE(crypto::KeyStore(d.options().key_folder()).end_log_overlap(kSm2));
  act();
  EXPECT_TRUE(holds()) << "stored before the change";
}

TEST_P(SmProfile, AMissingOrWrongSecondLineIsFound) {
  ASSERT_TRUE(add_sm_profile(d.options()));
  act();
  const auto size = d.value("SELECT max(size) FROM checkpoint");
  auto note = *tlog::parse_note(d.value("SELECT note FROM checkpoint WHERE size = " + size));
  const auto put = [&](const tlog::Note& changed) {
    d.sql("UPDATE checkpoint SET note = '" + tlog::format_note(changed) + "' WHERE size = " + size);
  };
  put({note.text, {note.signatures[0]}});
  EXPECT_NE(find(verified(), "checkpoint", "国密签名"), nullptr);
  auto wrong = note;
  wrong.signatures[1].bytes[5] = static_cast<char>(wrong.signatures[1].bytes[5] ^ 1);
  put(wrong);
  EXPECT_NE(find(verified(), "checkpoint", "国密签名"), nullptr);
  put(note);
  EXPECT_TRUE(verified().holds()) << all_lines(verified());
  std::filesystem::remove(d.options().key_folder() / "log.sm2");
  EXPECT_TRUE(verified().holds()) << "by log/vkey-sm2";
  EXPECT_EQ(System::open(d.options()).error().code, ErrorCode::not_found) << "half a signature is none";
}

}  // namespace
}  // namespace mingjing::app
