// SPDX-License-Identifier: Apache-2.0
#include "law/due_request.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace mingjing::law {
namespace {

Result<DueAnswer> run(std::vector<std::string_view> args) {
  auto request = parse_due_args(args);
  if (!request) return refuse(request.error());
  return due_json(*request, Calendar::built_in());
}

TEST(DueRequest, AnswersInTheContractsShape) {
  const auto answer = run({"apl_60_decide", "--start", "2026-06-01"});
  ASSERT_TRUE(answer);
  const auto json = parse_json(answer->json);
  ASSERT_TRUE(json);
  std::string names;
  for (const auto& [name, value] : *json->as_object()) names += name + " ";
  EXPECT_EQ(names, "rule start due provisional citation working ");
  EXPECT_EQ(json->text("due"), "2026-08-31");
  EXPECT_EQ(json->text("start"), "2026-06-01");
  EXPECT_FALSE(json->items("working").empty());
  EXPECT_EQ(answer->exit_code, 0);
}

TEST(DueRequest, StrictMakesAProvisionalDayExitOne) {
  EXPECT_EQ(run({"apl_60_decide", "--start=2026-11-22"})->exit_code, 0);
  EXPECT_EQ(run({"apl_60_decide", "--start=2026-11-22", "--strict"})->exit_code, 1);
  EXPECT_EQ(run({"apl_60_decide", "--start=2026-03-02", "--strict"})->exit_code, 0);
}

TEST(DueRequest, AllOptions) {
  const auto hours = run({"acl_19_report", "--start", "2026-10-01T09:00+08:00"});
  ASSERT_TRUE(hours);
  EXPECT_EQ(parse_json(hours->json)->text("due"), "2026-10-02T09:00:00+08:00");
  const auto seal =
      run({"acl_25_seal", "--start", "2026-11-02", "--suspend", "2026-11-10..2026-11-21", "--extend", "30"});
  ASSERT_TRUE(seal);
  EXPECT_EQ(parse_json(seal->json)->text("due"), "2027-01-13");
  const auto window = run({"--start", "2026-03-10", "acl_53_court", "--also", "demand_served_on=2026-03-09"});
  ASSERT_TRUE(window);
  EXPECT_EQ(parse_json(window->json)->text("due"), "2026-06-10");
  EXPECT_EQ(run({"--list"})->json, due_list_json());
}

TEST(DueRequest, Refusals) {
  struct Row {
    std::vector<std::string_view> args;
    const char* field;
  };
  const Row rows[] = {
      {{}, "rule"},
      {{"apl_60_decide"}, "start"},
      {{"apl_60_decide", "--start"}, "args"},
      {{"apl_60_decide", "--start", "2026-02-30"}, "start"},
      {{"apl_60_decide", "--start", "2026-03-02T09:00"}, "start"},
      {{"apl_60_decide", "acl_25_seal", "--start", "2026-03-02"}, "rule"},
      {{"apl_60_decide", "--start", "2026-03-02", "--extend", "x"}, "extend"},
      {{"apl_60_decide", "--start", "2026-03-02", "--extend", "-3"}, "extend"},
      {{"apl_60_decide", "--start", "2026-03-02", "--suspend", "2026-03-04"}, "suspend"},
      {{"apl_60_decide", "--start", "2026-03-02", "--also", "x"}, "also"},
      {{"apl_60_decide", "--start", "2026-03-02", "--also", "x=2026-03-04"}, "also"},
      {{"apl_60_decide", "--begin", "2026-03-02"}, "args"},
      {{"no_such_rule", "--start", "2026-03-02"}, "rule"},
  };
  for (const Row& row : rows) {
    const auto answer = run(row.args);
    ASSERT_FALSE(answer) << row.field;
    EXPECT_EQ(answer.error().field, row.field) << answer.error().message;
  }
}

}  // namespace
}  // namespace mingjing::law
