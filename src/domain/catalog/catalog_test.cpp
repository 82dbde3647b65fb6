// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/embedded.h"
#include "domain/catalog/csv.h"
#include "domain/catalog/item_csv.h"
#include "domain/catalog/major_decisions.h"
#include "law/citation.h"

namespace mingjing::catalog {
namespace {

Item item() {
  Item out;
  out.code = "LZR-CF-007";
  out.name = "未经批准非法占用土地";
  out.act_type = "penalty";
  out.basis = {"《土地管理法》第七十七条第一款"};
  out.kinds = {"没收非法财物", "罚款"};
  out.fines = {{FineUnit::per_unit, 10000, 100000, "平方米", "《土地管理法实施条例》第五十七条第一款"}};
  out.unit = "执法监察支队";
  return out;
}

TEST(Item, SurvivesItsPart) {
  const auto one = item();
  EXPECT_TRUE(validate(one));
  EXPECT_EQ(item_from_parts(one.id, {to_part(one)}), one);
}

TEST(Item, WhatIsWrongIsSaidByField) {
  struct Row {
    const char* field;
    void (*spoil)(Item&);
  };
  const Row rows[] = {
      {"code", [](Item& i) { i.code.clear(); }},
      {"act_type", [](Item& i) { i.act_type = "magic"; }},
      {"basis", [](Item& i) { i.basis.clear(); }},
      {"basis", [](Item& i) { i.basis = {"土地管理法77条"}; }},
      {"basis", [](Item& i) { i.basis = {"《土地管理法》"}; }},
      {"kinds", [](Item& i) { i.kinds.clear(); }},
      {"fines", [](Item& i) { i.fines[0].min = i.fines[0].max + 1; }},
      {"fines", [](Item& i) { i.fines[0].unit_name.clear(); }},
      {"fines", [](Item& i) { i.fines[0].citation = "某文件"; }},
      {"review_days", [](Item& i) { i.review_days = 30; }},
      {"litigation_months", [](Item& i) { i.litigation_days = 15; }},
      {"litigation_citation", [](Item& i) { i.litigation_days = 15, i.litigation_months = 0; }},
      {"enforcement_power", [](Item& i) { i.enforcement_power = "有"; }},
      {"reconsideration_first", [](Item& i) { i.reconsideration_first = "是"; }},
  };
  for (const auto& row : rows) {
    auto spoilt = item();
    row.spoil(spoilt);
    const auto status = validate(spoilt);
    ASSERT_FALSE(status) << row.field;
    EXPECT_EQ(status.error().field, row.field);
  }
}

TEST(Item, FinesReadBackInWords) {
  struct Row {
    const char *cell, *words;
  };
  for (const auto& row :
       {Row{"元:100000-500000", "10万元以上50万元以下"}, Row{"元:0-50000", "5万元以下"},
        Row{"元/平方米:100-1000", "每平方米100元以上1000元以下"}, Row{"%/违法所得:10-50", "违法所得10%以上50%以下"},
        Row{"%/工程价款:2.5-4", "工程价款2.5%以上4%以下"}, Row{"倍/测绘约定报酬:1-2", "测绘约定报酬1倍以上2倍以下"},
        Row{"倍/造价:0-1", "造价1倍以下"}}) {
    const auto fine = parse_fine(std::string(row.cell) + " @ 《测绘法》第五十五条");
    ASSERT_TRUE(fine) << row.cell;
    EXPECT_EQ(text_zh(*fine), row.words);
  }
  for (const auto* bad : {"", "元:1-2", "元:x-2 @ 《测绘法》第五十五条", "斤:1-2 @ 《测绘法》第五十五条",
                          "元:1 @ 《测绘法》第五十五条", "元:-5-2 @ 《测绘法》第五十五条"}) {
    EXPECT_FALSE(parse_fine(bad)) << bad;
  }
}

TEST(Csv, QuotesLinesAndEncodings) {
  const auto table = read_csv("\xef\xbb\xbf编码,名称\r\n1,\"甲,\"\"乙\"\"\n丙\"\r\n\r\n2, 丁 \n3\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 3u);
  EXPECT_EQ(table->cell(table->rows[0], "名称"), "甲,\"乙\"\n丙");
  EXPECT_EQ(table->rows[1].line, 5u);
  EXPECT_EQ(table->cell(table->rows[1], "名称"), "丁");
  EXPECT_EQ(table->cell(table->rows[2], "名称"), "");
  EXPECT_EQ(table->cell(table->rows[2], "没有"), "");

  // What a spreadsheet leaves of rows that were cleared.
  const auto cleared = read_csv("编码,名称\n,\n1,甲\n , \n,,,,\n");
  ASSERT_TRUE(cleared);
  ASSERT_EQ(cleared->rows.size(), 1u);
  EXPECT_EQ(cleared->rows[0].line, 3u);

  const auto gb = read_csv("\xb1\xe0\xc2\xeb,\xc3\xfb\xb3\xc6\n1,\xbc\xd7\n");  // 编码,名称 / 1,甲
  ASSERT_TRUE(gb);
  EXPECT_EQ(gb->cell(gb->rows[0], "名称"), "甲");
}

TEST(Csv, BrokenFilesAreRefusedWithAReason) {
  using namespace std::string_literals;
  for (const auto& bad : {""s, "编码,编码\n1,2\n"s, "编码\n\"没有配对\n"s, "编码\n\"甲\"乙\n"s, "PK\x03\x04\0\0"s,
                          "\xff\xff\xff\n"s, ",,\n1,2,3\n"s}) {
    const auto table = read_csv(bad);
    ASSERT_FALSE(table) << bad;
    EXPECT_FALSE(table.error().message.empty());
  }
  EXPECT_EQ(read_csv(std::string(std::size_t{16 << 20} + 1, 'x')).error().code, ErrorCode::too_large);
}

TEST(Csv, ListsInACell) {
  EXPECT_EQ(cell_list("甲； 乙;;丙；"), (std::vector<std::string>{"甲", "乙", "丙"}));
  EXPECT_TRUE(cell_list("").empty());
}

TEST(DemoItems, AreNinetySevenByCategoryAsInTheFoundingDocument) {
  const auto table = read_csv(embedded("demo/items.csv"));
  ASSERT_TRUE(table);
  std::map<std::string, int> counts;
  std::set<std::string> names;
  for (const auto& row : table->rows) {
    const auto one = item_of_row(*table, row);
    ASSERT_TRUE(one) << row.line << " " << one.error().message;
    ++counts[one->act_type];
    EXPECT_TRUE(names.insert(one->name).second) << one->name;
    EXPECT_FALSE(one->act_type == "penalty" && one->fines.empty()) << one->name;
  }
  const std::map<std::string, int> expected{
      {"penalty", 41},   {"permit", 20}, {"compulsion", 6}, {"levy", 5},       {"confirmation", 5}, {"other", 5},
      {"inspection", 3}, {"filing", 3},  {"approval", 3},   {"forwarding", 3}, {"reward", 2},       {"mediation", 1}};
  EXPECT_EQ(counts, expected);
}

TEST(OfficerRow, ReadsAndRefuses) {
  const auto table = read_csv(
      "姓名,性别,职务,所在机构,证件编号,执法类别,执法区域,有效期起,有效期止,法律职业资格\n"
      "周岚,女,科员,执法监察支队,26990100101,自然资源；规划,澜州市,2023-05-01,2028-04-30,是\n"
      "贺少峰,男,科员,执法监察支队,26990100102,自然资源,澜州市,2023/5/1,2028-04-30,是\n");
  ASSERT_TRUE(table);
  const auto good = officer_of_row(*table, table->rows[0]);
  ASSERT_TRUE(good);
  EXPECT_EQ(good->unit_name, "执法监察支队");
  EXPECT_EQ(good->officer.categories.size(), 2u);
  EXPECT_TRUE(good->officer.legal_qualification);
  EXPECT_FALSE(officer_of_row(*table, table->rows[1]));
}

DecisionFacts facts() {
  DecisionFacts out;
  out.kinds = {"fine"};
  out.region_code = "619900";
  return out;
}
constexpr Date kDay(2026, 3, 2);

TEST(MajorDecisions, HearingByPartyAndAmount) {
  const auto& all = MajorDecisions::built_in();
  struct Row {
    PartyType party;
    std::int64_t fen;
    bool due;
  };
  for (const auto& row :
       {Row{PartyType::natural_person, 499'999, false}, Row{PartyType::natural_person, 500'000, true},
        Row{PartyType::organisation, 4'999'999, false}, Row{PartyType::organisation, 5'000'000, true}}) {
    auto f = facts();
    f.party = row.party;
    f.fine = Fen{row.fen};
    const auto why = all.hearing_right(f, kDay);
    EXPECT_EQ(!why.empty(), row.due) << row.fen;
    if (row.due) {
      EXPECT_EQ(why[0].citation, "《行政处罚法》第六十三条第一款第一项");
      EXPECT_NE(why[0].explanation.find(format_yuan(Fen{row.fen})), std::string::npos);
    }
  }
  auto before = facts();
  before.fine = yuan(1'000'000);
  EXPECT_TRUE(all.hearing_right(before, Date(2021, 7, 14)).empty());
  before.act_type = "permit";
  EXPECT_TRUE(all.hearing_right(before, kDay).empty());
}

TEST(MajorDecisions, AnAmountWithoutItsKindIsNoThreshold) {
  auto f = facts();
  f.kinds = {"warning"};
  f.fine = yuan(1'000'000);
  EXPECT_TRUE(MajorDecisions::built_in().hearing_right(f, kDay).empty());
}

TEST(MajorDecisions, ReviewTriggersOneByOne) {
  const auto& all = MajorDecisions::built_in();
  const auto ids = [&](const DecisionFacts& f) {
    std::set<std::string> out;
    for (const auto& trigger : all.legal_review_required(f, kDay)) out.insert(trigger.id);
    return out;
  };
  EXPECT_TRUE(ids(facts()).empty());
  const auto with = [&](bool DecisionFacts::*member) {
    auto f = facts();
    f.*member = true;
    return ids(f);
  };
  EXPECT_EQ(with(&DecisionFacts::public_interest), std::set<std::string>{"public_interest"});
  EXPECT_EQ(with(&DecisionFacts::hearing_held), std::set<std::string>{"hearing_held"});
  EXPECT_EQ(with(&DecisionFacts::complex), std::set<std::string>{"complex"});
  EXPECT_EQ(with(&DecisionFacts::several_legal_relations), std::set<std::string>{"several_legal_relations"});
  EXPECT_EQ(with(&DecisionFacts::social_risk), std::set<std::string>{"catalogue_social_risk"});
  auto gains = facts();
  gains.kinds = {"confiscate_illegal_gains"};
  gains.illegal_gains = Fen{100};  // no threshold (R-LEG-003 (4))
  EXPECT_EQ(ids(gains), std::set<std::string>{"catalogue_gains"});
  auto large = facts();
  large.fine = yuan(120'000);
  EXPECT_EQ(ids(large), std::set<std::string>{"catalogue_major_interest"});
}

TEST(MajorDecisions, AnAgencyMayReviewEverythingButSummaryDecisions) {
  const auto& all = MajorDecisions::built_in();
  auto f = facts();
  EXPECT_EQ(all.legal_review_required(f, kDay, true).size(), 1u);
  f.summary_procedure = true;
  EXPECT_TRUE(all.legal_review_required(f, kDay, true).empty());
}

TEST(MajorDecisions, TheCatalogueCoversTheSixKinds) {
  std::set<std::string> tags;
  for (const auto& entry : MajorDecisions::built_in().catalogue(kDay)) tags.insert(entry.tags.begin(), entry.tags.end());
  for (const auto& tag : kCatalogueTags) EXPECT_TRUE(tags.contains(std::string(tag.id))) << tag.id;
  EXPECT_TRUE(MajorDecisions::built_in().catalogue(Date(2019, 1, 1)).empty());
}

TEST(MajorDecisions, LevelFieldAndBodyAreConditionsOfAnEntry) {
  const std::string hearing =
      R"({"rules":[{"id":"h","explanation":"x","citation":"《行政处罚法》第六十三条","from":"2021-07-15","kind":"revoke_license"}]})";
  const auto all = MajorDecisions::parse(
      hearing,
      R"({"rules":[{"id":"a","explanation":"大额罚款","citation":"《行政处罚法》第五十八条","from":"2021-07-15","level":"county",)"
      R"("item":"LZR-CF-","kind":"fine","amount":"fine","min_fen":1000000,"tags":["major_rights"],"body":"outside"}]})");
  ASSERT_TRUE(all) << all.error().message;
  auto f = facts();
  f.kinds = {"fine"};
  f.fine = yuan(10'000);
  f.level = "county";
  f.item_code = "LZR-CF-038";
  const auto why = all->legal_review_required(f, kDay);
  ASSERT_EQ(why.size(), 1u);
  EXPECT_EQ(why[0].explanation, "大额罚款：拟罚款10,000.00元，达到10,000.00元的标准");
  EXPECT_TRUE(why[0].outside);
  EXPECT_EQ(why[0].tags, std::vector<std::string>{"major_rights"});
  const auto none = [&](auto change) {
    auto other = f;
    change(other);
    return all->legal_review_required(other, kDay).empty();
  };
  EXPECT_TRUE(none([](DecisionFacts& x) { x.level = "city"; }));
  EXPECT_TRUE(none([](DecisionFacts& x) { x.item_code = "LSW-CF-001"; }));
  EXPECT_TRUE(none([](DecisionFacts& x) { x.fine = yuan(9'999); }));
  EXPECT_TRUE(none([](DecisionFacts& x) { x.kinds = {"warning"}; }));
}

TEST(MajorDecisions, EveryRuleIsCited) {
  const auto citations = MajorDecisions::built_in().citations();
  EXPECT_GT(citations.size(), 15u);
  for (const auto& text : citations) EXPECT_TRUE(law::Citation::parse(text)) << text;
}

TEST(MajorDecisions, BrokenDataIsRefused) {
  const std::string good =
      R"({"rules":[{"id":"a","explanation":"x","citation":"《行政处罚法》第五十八条","from":"2021-07-15","fact":"complex"}]})";
  ASSERT_TRUE(MajorDecisions::parse(good, good));
  for (const auto& [from, to] :
       std::initializer_list<std::pair<std::string, std::string>>{{"complex", "complexx"},
                                                                  {"2021-07-15", "2021-7-15"},
                                                                  {"《行政处罚法》第五十八条", "某法"},
                                                                  {"\"explanation\"", "\"explanaton\""},
                                                                  {"\"a\"", "\"\""},
                                                                  {"\"fact\":\"complex\"", "\"region\":\"61\""},
                                                                  {"\"fact\"", "\"level\":\"moon\",\"fact\""},
                                                                  {"\"fact\"", "\"tags\":[\"big\"],\"fact\""},
                                                                  {"\"fact\"", "\"body\":\"abroad\",\"fact\""},
                                                                  {"\"fact\":\"complex\"", "\"amount\":\"fine\""}}) {
    auto bad = good;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_FALSE(MajorDecisions::parse(bad, good)) << bad;
  }
}

}  // namespace
}  // namespace mingjing::catalog
