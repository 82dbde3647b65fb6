// SPDX-License-Identifier: Apache-2.0
#include "inbox/inbox.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "crypto/sealed_box.h"
#include "inbox/flood_gate.h"

namespace mingjing::inbox {
namespace {

constexpr std::int64_t kMinute = 60'000;
const Instant kOpened(1'770'000'000'000), kSent(kOpened.unix_ms() + kMinute);

class InboxTest : public testing::Test {
 protected:
  InboxTest() : keys_(crypto::Secret::random(crypto::kSealKeySize)) {
    std::string name = (std::filesystem::temp_directory_path() / "mingjing-inbox-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open({});
  }
  ~InboxTest() override {
    inbox_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open(Options options) {
    inbox_.reset();
    inbox_ = std::make_unique<Inbox>((folder_ / "inbox.db").string(), options);
    inbox_->set_public_key(crypto::letter_public_key(keys_));
  }
  Result<Receipt> hand_in(const std::string& form, const std::string& text = "占道经营") {
    return inbox_->hand_in(form, text, "已收到", kSent, kSent);
  }
  Receipt hand_in_new(const std::string& text) {
    const auto receipt = hand_in(inbox_->new_form(kOpened), text);
    EXPECT_TRUE(receipt) << receipt.error().message;
    return receipt.value_or(Receipt{});
  }
  std::string all_bytes() const {
    std::string out;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      std::ostringstream bytes;
      bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
      out += bytes.str();
    }
    return out;
  }
  std::filesystem::path folder_;
  crypto::SealKeys keys_;
  std::unique_ptr<Inbox> inbox_;
};

TEST_F(InboxTest, ALetterIsSealedUntilTheCaseServerOpensIt) {
  const auto receipt = hand_in_new("占道经营");
  EXPECT_EQ(receipt.number.size(), 12u);
  EXPECT_EQ(receipt.code.size(), 8u);
  const auto letters = inbox_->waiting(10);
  ASSERT_EQ(letters.size(), 1u);
  const auto opened = open_letter(keys_, letters[0]);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->text, "占道经营");
  EXPECT_EQ(opened->number, receipt.number);
  EXPECT_EQ(opened->received_at, kSent);
  const std::string bytes = all_bytes();
  for (const auto& plain : {std::string("占道经营"), std::string("已收到"), receipt.code})
    EXPECT_EQ(bytes.find(plain), std::string::npos) << plain;
  inbox_->taken(letters[0].id);
  EXPECT_TRUE(inbox_->waiting(10).empty());
  EXPECT_EQ(inbox_->progress(receipt.number, receipt.code), "已收到");  // stays for its writer
}

TEST_F(InboxTest, ALetterPutUnderAnotherIdIsRefused) {
  hand_in_new("甲");
  hand_in_new("乙");
  auto letters = inbox_->waiting(10);
  ASSERT_EQ(letters.size(), 2u);
  std::swap(letters[0].box, letters[1].box);
  EXPECT_FALSE(open_letter(keys_, letters[0]).has_value());
}

TEST_F(InboxTest, ProgressOpensWithNumberAndCodeOnly) {
  const auto receipt = hand_in_new("甲"), other = hand_in_new("乙");
  const std::string spaced = receipt.number.substr(0, 4) + " " + receipt.number.substr(4, 4) + "-" + receipt.number.substr(8);
  std::string lower = receipt.code;
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(inbox_->progress(spaced, " " + lower + " "), "已收到");
  const struct {
    const char* name;
    std::string number, code;
  } rows[] = {{"another's code", receipt.number, other.code},
              {"no code", receipt.number, ""},
              {"a longer code", receipt.number, receipt.code + "A"},
              {"a shorter code", receipt.number, receipt.code.substr(1)},
              {"unknown number", "000000000000", receipt.code},
              {"no number", "", receipt.code},
              {"nothing", "", ""},
              {"hostile", "' OR 1=1 --", std::string(100'000, 'A')},
              {"not UTF-8", "\xff\xfe", "\xc0\xaf"}};
  for (const auto& row : rows) EXPECT_FALSE(inbox_->progress(row.number, row.code).has_value()) << row.name;
}

TEST_F(InboxTest, TheSameFormIsStoredOnce) {
  const std::string form = inbox_->new_form(kOpened);
  const auto first = hand_in(form), second = hand_in(form), changed = hand_in(form, "别的内容");
  ASSERT_TRUE(first && second && changed);
  EXPECT_FALSE(first->again);
  EXPECT_TRUE(second->again);
  EXPECT_FALSE(second->other_words);
  EXPECT_TRUE(changed->other_words);
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->code, changed->code);
  EXPECT_EQ(inbox_->waiting(10).size(), 1u);
  open({});  // and after a restart
  const auto later = hand_in(form);
  ASSERT_TRUE(later);
  EXPECT_TRUE(later->again);
  EXPECT_EQ(later->code, first->code);
}

TEST_F(InboxTest, FormsThatAreNotTaken) {
  const std::string good = inbox_->new_form(kOpened);
  std::string altered = good, moved = good;
  altered.back() = altered.back() == '0' ? '1' : '0';
  moved[0] = '9';
  const struct {
    const char* name;
    std::string form;
    Instant sent;
  } rows[] = {{"empty", "", kSent},
              {"no token", "a.b.c", kSent},
              {"altered", altered, kSent},
              {"another moment", moved, kSent},
              {"long", std::string(1'000'000, '.'), kSent},
              {"too fast", good, Instant(kOpened.unix_ms() + 100)},
              {"before it was given out", good, Instant(kOpened.unix_ms() - kMinute)},
              {"two days later", good, Instant(kOpened.unix_ms() + 2 * 24 * 60 * kMinute)}};
  for (const auto& row : rows) {
    const auto refused = inbox_->hand_in(row.form, "甲", "已收到", row.sent, row.sent);
    ASSERT_FALSE(refused) << row.name;
    EXPECT_EQ(refused.error().field, "form") << row.name;
  }
  const auto large = hand_in(good, std::string(100'000, 'x'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
  EXPECT_TRUE(inbox_->waiting(10).empty());
}

TEST_F(InboxTest, AFullInboxTakesNoMoreAndLosesNothing) {
  Options options;
  options.waiting_max = 3;
  open(options);
  std::vector<Receipt> receipts;
  for (int i = 0; i < 3; ++i) receipts.push_back(hand_in_new("第" + std::to_string(i) + "件"));
  const auto refused = hand_in(inbox_->new_form(kOpened));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_EQ(inbox_->waiting(10).size(), 3u);
  inbox_->taken(inbox_->waiting(1)[0].id);
  EXPECT_TRUE(hand_in(inbox_->new_form(kOpened)));
  for (const auto& receipt : receipts) EXPECT_TRUE(inbox_->progress(receipt.number, receipt.code).has_value());

  options.waiting_max = 1000;
  options.rows_max = 4;
  open(options);
  EXPECT_FALSE(hand_in(inbox_->new_form(kOpened)));
}

TEST_F(InboxTest, WithoutAKeyNothingIsTaken) {
  const Inbox fresh((folder_ / "fresh.db").string());
  EXPECT_FALSE(fresh.is_open());
  EXPECT_TRUE(inbox_->is_open());
}

TEST_F(InboxTest, ProgressGoesForwardOnlyAndIsMadeAnewWhenLost) {
  const auto receipt = hand_in_new("甲");
  const auto letter = inbox_->waiting(1)[0];
  const auto opened = open_letter(keys_, letter);
  ASSERT_TRUE(opened);
  inbox_->put_progress(letter.id, opened->number, opened->key, 3, "已答复", kSent);
  inbox_->put_progress(letter.id, opened->number, opened->key, 2, "已受理", kSent);  // a job that came late
  EXPECT_EQ(inbox_->progress(receipt.number, receipt.code), "已答复");
  EXPECT_EQ(inbox_->waiting(10).size(), 1u) << "progress must not take the letter out";

  Inbox other((folder_ / "other.db").string());
  other.put_progress(letter.id, opened->number, opened->key, 3, "已答复", kSent);
  EXPECT_EQ(other.progress(receipt.number, receipt.code), "已答复");
}

TEST_F(InboxTest, OldProgressIsForgottenLettersAreNot) {
  const auto kept = hand_in_new("甲"), old = hand_in_new("乙");
  const auto letters = inbox_->waiting(10);
  inbox_->taken(letters[1].id);
  inbox_->forget(Instant(kSent.unix_ms() + 3LL * 365 * 24 * 60 * kMinute));
  EXPECT_FALSE(inbox_->progress(old.number, old.code).has_value());
  EXPECT_TRUE(inbox_->progress(kept.number, kept.code).has_value());
}

TEST_F(InboxTest, ManyAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 5; ++n) hand_in_new("同时");
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(inbox_->waiting(100).size(), 20u);
}

TEST(FloodGate, LimitsEachAndAll) {
  FloodGate gate({.each = 2, .all = 3, .window_ms = 1000});
  EXPECT_EQ(gate.enter("甲", 10'000), 0);
  EXPECT_EQ(gate.enter("甲", 10'001), 0);
  EXPECT_EQ(gate.enter("甲", 10'002), 1);
  EXPECT_EQ(gate.enter("乙", 10'003), 0);
  EXPECT_EQ(gate.enter("丙", 10'004), 1);  // all of them used up
  EXPECT_EQ(gate.enter("甲", 11'000), 0);  // another window
}

}  // namespace
}  // namespace mingjing::inbox
