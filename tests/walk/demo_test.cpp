// The demo's stories: no two alike, every citation known, every number with its check digit, the same for one seed.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "domain/cases/penalty.h"
#include "domain/identity/check_digits.h"
#include "law/citation.h"
#include "law/known_laws.h"
#include "mingjing/demo_story.h"

namespace mingjing::app::demo {
namespace {

constexpr int kStories = 4000;
const Date kFound(2026, 5, 12);

Story story(const StoryTeller& teller, std::uint64_t seed, int number, const StoryWishes& wishes = {}) {
  Random random(seed, static_cast<std::uint64_t>(number));
  return teller.tell(random, number, kFound - number % 700, wishes);
}

TEST(DemoStories, NoTwoAreWordForWordAlike) {
  const StoryTeller teller;
  std::set<std::string> facts, summaries;
  for (int i = 0; i < kStories; ++i) {
    const auto s = story(teller, 1, i);
    EXPECT_TRUE(facts.insert(s.facts).second) << s.facts;
    summaries.insert(s.summary + s.source_detail);
  }
  EXPECT_EQ(summaries.size(), static_cast<std::size_t>(kStories));
}

TEST(DemoStories, OneSeedGivesTheSameAndAnotherOthers) {
  const StoryTeller teller;
  int same = 0;
  for (int i = 0; i < 200; ++i) {
    const auto a = story(teller, 7, i), b = story(teller, 7, i), c = story(teller, 8, i);
    EXPECT_EQ(a.facts, b.facts);
    EXPECT_EQ(to_text(a.party), to_text(b.party));
    EXPECT_EQ(a.fine, b.fine);
    same += a.facts == c.facts ? 1 : 0;
  }
  EXPECT_EQ(same, 0);
}

TEST(DemoStories, NumbersHaveTheirCheckDigits) {
  const StoryTeller teller;
  int people = 0, firms = 0;
  for (int i = 0; i < kStories; ++i) {
    const auto s = story(teller, 2, i);
    if (const auto number = s.party.text("citizen_no"); !number.empty()) {
      EXPECT_TRUE(identity::parse_citizen_number(number)) << number;
      ++people;
    }
    if (const auto code = s.party.text("uscc"); !code.empty()) {
      EXPECT_TRUE(identity::is_uscc(code)) << code;
      ++firms;
    }
  }
  EXPECT_GT(people, kStories / 10);
  EXPECT_GT(firms, kStories / 4);
}

TEST(DemoStories, EveryCitationIsOfAKnownLawInForce) {
  const StoryTeller teller;
  const auto& laws = law::KnownLaws::built_in();
  std::set<std::string> checked;
  for (int i = 0; i < kStories; ++i) {
    const auto s = story(teller, 3, i);
    for (const auto* list : {&s.violated, &s.basis}) {
      EXPECT_FALSE(list->empty());
      for (const auto& text : *list) {
        const auto citation = law::Citation::parse(text);
        ASSERT_TRUE(citation) << text;
        EXPECT_TRUE(laws.resolve(citation->law, s.found)) << text << " on " << s.found.text();
        checked.insert(text);
      }
    }
  }
  EXPECT_GT(checked.size(), 25u);
}

TEST(DemoStories, AmountsAndKindsAgree) {
  const StoryTeller teller;
  for (int i = 0; i < kStories; ++i) {
    const auto s = story(teller, 4, i);
    EXPECT_GT(s.fine.count, 0) << s.item_code;
    std::set<std::string> kinds(s.kinds.begin(), s.kinds.end());
    for (const auto& kind : kinds) EXPECT_TRUE(cases::parse_penalty_kind(kind)) << kind;
    EXPECT_EQ(kinds.contains("confiscate_illegal_gains"), s.gains.count > 0) << s.item_code;
    EXPECT_EQ(kinds.contains("confiscate_property"), s.property.count > 0) << s.item_code;
    for (const auto* text : {&s.facts, &s.reasons, &s.summary, &s.on_site, &s.inquiry}) {
      EXPECT_EQ(text->find_first_of("[]{}|"), std::string::npos) << *text;
    }
  }
}

TEST(DemoStories, AMinorIsAMinorOnThatDay) {
  const StoryTeller teller;
  StoryWishes wishes;
  wishes.minor = true;
  for (int i = 0; i < 200; ++i) {
    const auto s = story(teller, 5, i, wishes);
    const auto parsed = identity::parse_citizen_number(s.party.text("citizen_no"));
    ASSERT_TRUE(parsed);
    const int years = identity::full_years(parsed->birth, s.found);
    EXPECT_TRUE(s.minor && s.party.flag("is_minor"));
    EXPECT_GE(years, 14);
    EXPECT_LT(years, 18);
  }
}

}  // namespace
}  // namespace mingjing::app::demo
