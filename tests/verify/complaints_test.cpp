// Letters on their way into a real deployment: every crash point of the intake, letters that cannot be read, the way back
// of the answer, and `verify` over what came of it.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "crypto/sealed_box.h"
#include "flow/complaints.h"
#include "inbox/inbox.h"
#include "mingjing/portal.h"
#include "mingjing/system.h"
#include "tests/verify/deployment.h"
#include "workers/complaint_intake.h"
#include "workers/job_runner.h"

namespace mingjing::app {
namespace {

using supervision::ComplaintContent;

// Dies before or after the commit, as often as it is told to.
class Mortal final : public ports::Commands {
 public:
  enum class Death { none, before_commit, after_commit };
  explicit Mortal(ports::Commands& real) : real_(real) {}
  Result<ports::Answer> run(const ports::Actor& actor, const std::optional<ports::RequestKey>& key,
                            const UseCase& use_case) override {
    const Death how = std::exchange(next, Death::none);
    if (how == Death::before_commit) throw Unavailable("died before the commit");
    auto answer = real_.run(actor, key, use_case);
    if (how == Death::after_commit) throw Unavailable("died after the commit");
    return answer;
  }
  Status run_many(const ports::Actor& actor, const std::function<Status(ports::UnitOfWork&)>& use_cases) override {
    return real_.run_many(actor, use_cases);
  }
  Death next = Death::none;

 private:
  ports::Commands& real_;
};

class ComplaintsArrive : public testing::TestWithParam<World> {
 protected:
  ComplaintsArrive()
      : deployment_(GetParam()),
        system_(System::open(deployment_.options()).value()),
        keys_(std::move(*crypto::KeyStore(deployment_.options().key_folder()).load_data().value())),
        inbox_((deployment_.data() / "inbox.db").string()),
        commands_(system_->commands()) {
    inbox_.set_public_key(crypto::letter_public_key(keys_));
  }
  inbox::Receipt hand_in(const ComplaintContent& content) {
    const Instant now = system_->clock().now(), opened(now.unix_ms() - 60'000);
    return inbox_.hand_in(inbox_.new_form(opened), to_text(to_json(content)), "{}", now, now).value();
  }
  // A server started anew.
  workers::ComplaintIntake intake() {
    return workers::ComplaintIntake({inbox_, keys_, commands_, system_->database(), [this] { return system_->services(); },
                                     [this] { return system_->root_agency(); },
                                     [this](AgencyId agency) { return system_->system_actor(agency); },
                                     [this](const std::string& line) { reports_.push_back(line); }});
  }
  void run_jobs() {
    workers::JobRunner runner({system_->jobs(), system_->commands(), system_->snapshots(), system_->files(),
                               [this] { return system_->services(); },
                               [this](AgencyId agency) { return system_->system_actor(agency); }, &inbox_},
                              "test");
    runner.run_until_empty();
  }
  static ComplaintContent content(const std::string& text) {
    ComplaintContent out;
    out.text = text;
    return out;
  }
  std::int64_t complaints() {
    static const db::Statement kCount{"test_complaints", "SELECT count(*) FROM aggregate WHERE kind = 'complaint'", "test"};
    std::int64_t out = 0;
    system_->database().read([&](db::Transaction& tx) { out = tx.query(kCount, {}).integer(0, 0); });
    return out;
  }
  supervision::ComplaintProgress progress(const inbox::Receipt& receipt) {
    const auto text = inbox_.progress(receipt.number, receipt.code);
    EXPECT_TRUE(text.has_value());
    return text ? supervision::complaint_progress(parse_json(*text).value()) : supervision::ComplaintProgress{};
  }
  Deployment deployment_;
  std::unique_ptr<System> system_;
  crypto::SealKeys keys_;
  inbox::Inbox inbox_;
  Mortal commands_;
  std::vector<std::string> reports_;
};
std::vector<World> worlds() {
  return test_server() == nullptr ? std::vector{World::sqlite} : std::vector{World::sqlite, World::postgresql};
}
INSTANTIATE_TEST_SUITE_P(, ComplaintsArrive, testing::ValuesIn(worlds()),
                         [](const auto& world) { return world.param == World::sqlite ? "sqlite" : "postgresql"; });

TEST_P(ComplaintsArrive, NoCrashLosesOrDoublesALetter) {
  using Death = Mortal::Death;
  const std::int64_t before = complaints();
  std::int64_t handed_in = 0;
  for (const Death death : {Death::before_commit, Death::after_commit, Death::none}) {
    for (int i = 0; i < 5; ++i) {
      hand_in(content("第" + std::to_string(i) + "件"));
      ++handed_in;
      commands_.next = death;
      if (death == Death::none) intake().round();
      else EXPECT_THROW(intake().round(), Unavailable);
    }
  }
  // The program died between the commit and the word to the inbox: the letter is still there.
  hand_in(content("没来得及说"));
  ++handed_in;
  const auto letter = inbox_.waiting(100).back();
  intake().round();
  EXPECT_TRUE(inbox_.waiting(100).empty());
  EXPECT_EQ(complaints(), before + handed_in);
  EXPECT_EQ(intake().round(), 0u);
  EXPECT_TRUE(reports_.empty());
}

TEST_P(ComplaintsArrive, ABadLetterHoldsUpNoOther) {
  const crypto::SealKeys other(crypto::Secret::random(crypto::kSealKeySize));
  inbox_.set_public_key(crypto::letter_public_key(other));
  hand_in(content("用别的密钥封的"));
  inbox_.set_public_key(crypto::letter_public_key(keys_));
  const Instant now = system_->clock().now();
  ASSERT_TRUE(inbox_.hand_in(inbox_.new_form(Instant(now.unix_ms() - 60'000)), "not JSON at all", "{}", now, now));
  hand_in(content(""));  // what the public side would have refused
  const auto good = hand_in(content("正常的一件"));
  auto one = intake();
  const std::int64_t before = complaints();
  EXPECT_EQ(one.round(), 1u);
  EXPECT_EQ(one.round(), 0u);
  EXPECT_EQ(complaints(), before + 1);
  EXPECT_EQ(reports_.size(), 3u) << "each once";
  for (const auto& line : reports_) EXPECT_EQ(line.find("正常的一件"), std::string::npos);
  run_jobs();
  EXPECT_EQ(progress(good).state, "received");
}

TEST_P(ComplaintsArrive, TheAnswerFindsItsWayBackAndVerifyHolds) {
  Portal portal(*system_);
  portal.publisher().publish();
  const auto rows = portal.db().latest(5);
  ASSERT_FALSE(rows.empty());
  ComplaintContent about = content("送达晚了，也没有说明理由。");
  about.about = supervision::ComplaintAbout::decision;
  about.about_ref = rows.front().number;
  about.name = "王小明";
  const auto receipt = hand_in(about);
  ASSERT_EQ(intake().round(), 1u);
  run_jobs();
  auto shown = progress(receipt);
  EXPECT_EQ(shown.state, "received");
  EXPECT_FALSE(shown.due.empty());
  EXPECT_FALSE(shown.agency.empty());

  static const db::Statement kNewest{"test_newest_complaint",
                                     "SELECT agency_id, id FROM aggregate WHERE kind = 'complaint' ORDER BY id DESC LIMIT 1", "test"};
  AgencyId agency;
  Uuid id;
  system_->database().read([&](db::Transaction& tx) {
    const auto found = tx.query(kNewest, {});
    agency = *AgencyId::parse(found.text(0, 0));
    id = *Uuid::parse(found.text(0, 1));
  });
  system_->snapshots().read([&](ports::Reader& reader) {
    const auto c = supervision::complaint_from_parts(id, reader.load(agency, supervision::kComplaint, id)->parts);
    ASSERT_TRUE(c);
    EXPECT_FALSE(c->about_case.is_nil());
    EXPECT_GE(c->concerned.size(), 2u) << "the officers of the case stand apart";
  });

  const auto act = [&](const char* name, const Json& body, identity::RoleSet roles, UserId user, std::int64_t version) {
    auto actor = system_->system_actor(agency);
    actor.user = user;
    actor.roles = roles;
    const auto services = system_->services();
    const auto done = system_->commands().run(actor, std::nullopt, [&](ports::UnitOfWork& work) {
      return flow::perform_complaint_act(work, *services, *flow::find_complaint_verb(name), id, version, body);
    });
    EXPECT_TRUE(done) << name << (done ? "" : done.error().message);
  };
  const UserId clerk = *UserId::parse("01890000-0000-7000-8000-000000000077");
  act("refuse_complaint", Json::object({{"reason", "已经依法复议，不再重复受理。"}}), {identity::Role::intake}, clerk, 1);
  run_jobs();
  shown = progress(receipt);
  EXPECT_EQ(shown.state, "refused");
  EXPECT_EQ(shown.reason, "已经依法复议，不再重复受理。");

  // The inbox is lost: the next word about the complaint makes its writer's row anew.
  inbox::Inbox fresh((deployment_.data() / "fresh.db").string());
  system_->snapshots().read([&](ports::Reader& reader) {
    const auto again = flow::public_progress(reader, agency, id).value();
    fresh.put_progress(again.letter, again.number, again.key, again.version, again.text, system_->clock().now());
  });
  EXPECT_TRUE(fresh.progress(receipt.number, receipt.code).has_value());

  system_.reset();
  const auto report = verify_deployment(deployment_.options());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->holds()) << all_lines(*report);
}

}  // namespace
}  // namespace mingjing::app
