// The SM profile 「国密」: checkpoints with two signatures, columns sealed with SM4 and SM3; what was there before stays.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/text.h"
#include "mingjing/read_whole.h"
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
