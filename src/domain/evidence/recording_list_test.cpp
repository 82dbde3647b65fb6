// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_list.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/cases/form.h"

namespace mingjing::evidence {
namespace {

using catalog::RecordingDuty;
using catalog::RecordingMatters;

Json parsed(const std::string& text) { return parse_json(text).value(); }
Json proposal(const std::string& matters, const std::string& premises = "[]") {
  return parsed(R"({"matters":)" + matters + R"(,"premises":)" + premises + R"(,"reason":"统一要求"})");
}
RecordingList read(const std::string& matters) { return read_proposal(proposal(matters)).value(); }

cases::Hand hand(int n) {
  return {UserId(*Uuid::parse("01890000-0000-7000-8000-00000000000" + std::to_string(n))), "甲", Instant::beijing(Date(2026, 3, 2), 9)};
}
RecordingLists waiting(const std::string& matters) {
  RecordingLists out;
  out.proposal = read(matters);
  out.proposal->number = 1;
  out.proposal->proposed = hand(1);
  return out;
}
cases::Record step(cases::Act act, Json form, Date day) {
  cases::Record out;
  out.act = act;
  out.data = std::move(form);
  out.occurred_at = Instant::beijing(day, 9);
  return out;
}

struct Row {
  const char* name;
  const char* matters;
  const char* field;  // null: taken
};

TEST(RecordingList, IsNeverWeakerThanTheProgramsOwn) {
  const Row rows[] = {
      {"should becomes must", R"([{"matter":"inquiry","duty":"must","whole":false,"basis":"规定"}])", nullptr},
      {"part becomes whole", R"([{"matter":"inquiry","duty":"should","whole":true,"basis":"规定"}])", nullptr},
      {"both", R"([{"matter":"sampling","duty":"must","whole":true,"basis":"规定"}])", nullptr},
      {"must becomes should", R"([{"matter":"seizure","duty":"should","whole":true,"basis":"规定"}])", "matters[0].duty"},
      {"whole becomes part", R"([{"matter":"hearing","duty":"must","whole":false,"basis":"规定"}])", "matters[0].whole"},
      {"nothing changes", R"([{"matter":"inquiry","duty":"should","whole":false,"basis":"规定"}])", "matters[0].duty"},
      {"not on the list", R"([{"matter":"lunch","duty":"must","whole":false,"basis":"规定"}])", "matters[0].matter"},
      {"another name", R"([{"matter":"inquiry","name":"问话","duty":"must","whole":false,"basis":"规定"}])", "matters[0].matter"},
      {"a further one", R"([{"act":"serve_decision","name":"宣告送达","duty":"must","whole":false,"ways":["video"],"basis":"规定"}])", nullptr},
      {"without a way", R"([{"act":"serve_decision","name":"宣告送达","duty":"must","whole":false,"basis":"规定"}])", "matters[0].ways"},
      {"without a name", R"([{"act":"serve_decision","duty":"must","whole":false,"ways":["video"],"basis":"规定"}])", "matters[0].name"},
      {"of an act at a desk", R"([{"act":"decide","name":"作出决定","duty":"must","whole":false,"ways":["video"],"basis":"规定"}])", "matters[0].act"},
      {"of no act", R"([{"duty":"must","whole":false,"basis":"规定"}])", "matters[0].matter"},
      {"of both", R"([{"matter":"inquiry","act":"serve_decision","duty":"must","whole":false,"basis":"规定"}])", "matters[0].matter"},
      {"twice", R"([{"matter":"inquiry","duty":"must","whole":false,"basis":"规定"},{"matter":"inquiry","duty":"must","whole":true,"basis":"规定"}])",
       "matters[1].matter"},
      {"blank basis", R"([{"matter":"inquiry","duty":"must","whole":false,"basis":"　　"}])", "matters[0].basis"},
  };
  for (const auto& row : rows) {
    const auto out = read_proposal(proposal(row.matters));
    EXPECT_EQ(out.has_value(), row.field == nullptr) << row.name << (out ? "" : out.error().message);
    EXPECT_EQ(out ? "" : out.error().field, row.field == nullptr ? "" : row.field) << row.name;
  }
  EXPECT_EQ(read_proposal(proposal("[]", R"([{"name":"询问室","basis":"规定"},{"name":"询问室","basis":"规定"}])")).error().field, "premises[1].name");
}

TEST(RecordingList, HoldsFromTheDayAfterItsApprovalByAnother) {
  const Date day(2026, 3, 2);
  const char* matters = R"([{"matter":"inquiry","duty":"must","whole":false,"basis":"规定"},
                            {"act":"order_correction","name":"当场责令改正","duty":"should","whole":false,"ways":["video"],"basis":"规定"}])";
  auto lists = waiting(matters);
  EXPECT_EQ(decide(lists, true, "", hand(1), day).error().code, ErrorCode::forbidden) << "by who proposed it";
  EXPECT_EQ(decide(lists, false, " ", hand(2), day).error().field, "opinion");
  ASSERT_TRUE(decide(lists, true, "", hand(2), day));
  EXPECT_FALSE(decide(lists, true, "", hand(2), day)) << "once";

  const Json street = parsed("{}"), room = parsed(R"({"in_room":true})");
  const auto asked = [&](cases::Act act, const Json& form, Date on) { return asked_by(lists, step(act, form, on)); };
  EXPECT_FALSE(asked(cases::Act::record_inquiry, street, day));
  const auto held = asked(cases::Act::record_inquiry, street, day + 1);
  ASSERT_TRUE(held);
  EXPECT_EQ(held->duty, RecordingDuty::must);
  EXPECT_EQ(held->approved_on, day);
  EXPECT_FALSE(asked(cases::Act::record_inquiry, room, day + 1)) << "another matter, left as it is";
  EXPECT_EQ(asked(cases::Act::order_correction, street, day + 1)->name, "当场责令改正");
  const auto lien = parsed(R"({"method":"lien"})");
  EXPECT_FALSE(asked(cases::Act::order_correction, lien, day + 1)) << "which the program's list asks as well";
  EXPECT_FALSE(asked(cases::Act::take_sample, street, day + 1));

  // What is kept with the row decides, whatever lists say later; without it the program's own.
  auto row = step(cases::Act::record_inquiry, street, day + 1);
  EXPECT_EQ(matter_of(row)->duty, RecordingDuty::should);
  row.matter = held;
  EXPECT_EQ(matter_of(row)->duty, RecordingDuty::must);

  // Two of one day: the later one. What it asks of an act goes before a weaker rule of the program's.
  lists.proposal = read(R"([{"act":"order_correction","name":"当场责令改正","duty":"must","whole":false,"ways":["video"],"basis":"规定"}])");
  lists.proposal->number = lists.next_number();
  lists.proposal->proposed = hand(1);
  ASSERT_TRUE(decide(lists, true, "", hand(2), day));
  EXPECT_FALSE(asked(cases::Act::record_inquiry, street, day + 1));
  EXPECT_EQ(asked(cases::Act::order_correction, lien, day + 1)->duty, RecordingDuty::must);
  // And none any more.
  lists.proposal = read("[]");
  lists.proposal->number = lists.next_number();
  lists.proposal->proposed = hand(1);
  ASSERT_TRUE(decide(lists, true, "", hand(2), day));
  EXPECT_FALSE(asked(cases::Act::order_correction, street, day + 1));
}

TEST(RecordingList, ComesBackFromItsPartsAsItWas) {
  auto lists = waiting(R"([{"matter":"inquiry","duty":"must","whole":true,"basis":"规定"}])");
  ASSERT_TRUE(decide(lists, true, "同意", hand(2), Date(2026, 3, 2)));
  lists.proposal = read("[]");
  lists.proposal->number = 2;
  lists.proposal->premises = {{"询问室", "规定"}};
  lists.proposal->proposed = hand(1);
  const auto back = lists_from_parts({version_part(lists.versions.front()), proposal_part(*lists.proposal)});
  EXPECT_EQ(back.versions, lists.versions);
  EXPECT_EQ(back.proposal, lists.proposal);
  EXPECT_EQ(back.next_number(), 3);
}

TEST(RecordingList, AFurtherActIsOneThatNoMatterAlwaysTakesIn) {
  const auto& built_in = RecordingMatters::built_in();
  for (const auto& act : built_in.further_acts()) {
    const auto known = cases::parse_act(act);
    ASSERT_TRUE(known) << act;
    EXPECT_FALSE(cases::is_system_act(*known)) << act;
    EXPECT_EQ(built_in.find(act), nullptr) << act << " names a matter too";
    const bool always = std::any_of(built_in.all().begin(), built_in.all().end(), [&](const auto& matter) {
      return matter.when.is_null() && std::find(matter.acts.begin(), matter.acts.end(), act) != matter.acts.end();
    });
    EXPECT_FALSE(always) << act;
  }
}

TEST(RecordingList, IsReadAsOneWithTheProgramsInItsPlace) {
  auto lists = waiting(R"([{"matter":"inquiry","duty":"must","whole":true,"basis":"规定"},
                           {"act":"hear_statement","name":"当面听取","duty":"may","whole":false,"ways":["audio"],"basis":"规定"}])");
  ASSERT_TRUE(decide(lists, true, "", hand(2), Date(2026, 3, 2)));
  const auto all = RecordingMatters::built_in().all().size();
  EXPECT_EQ(in_force(lists, Date(2026, 3, 2)).size(), all);
  const auto next = in_force(lists, Date(2026, 3, 3));
  ASSERT_EQ(next.size(), all + 1);
  EXPECT_EQ(next.back().id, "hear_statement");
  const auto inquiry = std::find_if(next.begin(), next.end(), [](const auto& matter) { return matter.id == "inquiry"; });
  EXPECT_TRUE(inquiry->whole);
  EXPECT_EQ(inquiry->name, "询问");
}

}  // namespace
}  // namespace mingjing::evidence
