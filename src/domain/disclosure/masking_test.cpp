// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/masking.h"

#include <gtest/gtest.h>

#include "domain/disclosure/leak_scan.h"
#include "domain/documents/sample_facts.h"
#include "domain/documents/template.h"

namespace mingjing::disclosure {
namespace {

const Date kDay(2026, 10, 30);

documents::DocumentModel one_paragraph(const std::string& text) {
  documents::DocumentModel model;
  model.template_id = "penalty_decision";
  model.title = {"行政处罚决定书"};
  model.blocks.push_back(
      {documents::Block::Kind::paragraph, {}, {{text, documents::Span::Style::plain, {}}}, 2, {}, {}});
  return model;
}

std::string masked_text(const std::string& text, std::vector<KnownValue> values, std::vector<std::string> keep = {},
                        PartyKind party = PartyKind::natural) {
  const MaskingInput input{party, false, std::move(values), std::move(keep), kDay};
  auto masked = mask(one_paragraph(text), input);
  EXPECT_TRUE(masked.has_value());
  return documents::plain(masked->model.blocks[0].text);
}

TEST(Masking, ReplacesValuesByKind) {
  struct Row {
    const char* text;
    std::vector<KnownValue> values;
    const char* expected;
  };
  const Row rows[] = {
      {"贺景山于5月开工", {{ValueKind::party_name, "贺景山"}}, "贺某于5月开工"},
      {"欧阳修远于5月开工", {{ValueKind::party_name, "欧阳修远"}}, "欧阳某于5月开工"},
      {"欧阳于5月开工", {{ValueKind::party_name, "欧阳"}}, "欧某于5月开工"},
      {"贺 景 山与贺景\n山", {{ValueKind::party_name, "贺景山"}}, "贺某与贺某"},
      {"身份证５３９９０１１９７５０４２２１８３６号",
       {{ValueKind::citizen_id, "539901197504221836"}},
       "身份证（隐去）号"},
      {"电话139 0211-6637", {{ValueKind::phone, "13902116637"}}, "电话（隐去）"},
      {"住澜川市青衡县桐花路88号", {{ValueKind::home_address, "澜川市青衡县桐花路88号"}}, "住澜川市青衡县（隐去）"},
      {"住桐花路88号", {{ValueKind::home_address, "桐花路88号"}}, "住（隐去）"},
      {"证人罗秀芬和证人罗某某", {{ValueKind::witness_name, "罗秀芬"}}, "证人甲和证人罗某某"},
      {"罗秀芬、田小雨、罗秀芬",
       {{ValueKind::witness_name, "罗秀芬"}, {ValueKind::witness_name, "田小雨"}},
       "证人甲、证人乙、证人甲"},
      {"罗秀芬反映", {{ValueKind::complainant_name, "罗秀芬"}}, "举报人甲反映"},
      {"魏强国与魏强", {{ValueKind::party_name, "魏强"}, {ValueKind::person_name, "魏强国"}}, "魏某与魏某"},
      {"配方含硫量0.3%", {{ValueKind::secret, "含硫量0.3%"}}, "配方（隐去）"},
      {"罚款300元，住3号", {{ValueKind::improper, "3"}}, "罚款300元，住3号"},  // one character tears nothing
      {"罚款1288元，门牌88", {{ValueKind::improper, "88"}}, "罚款1288元，门牌（隐去）"},
      {"买买提·艾力到场", {{ValueKind::person_name, "买买提·艾力"}}, "买某到场"},
      {"没有要隐去的", {{ValueKind::party_name, "贺景山"}}, "没有要隐去的"},
  };
  for (const auto& row : rows) EXPECT_EQ(masked_text(row.text, row.values), row.expected);
}

TEST(Masking, LeavesNamesOfOrganisationsWhole) {
  EXPECT_EQ(masked_text("魏强建材有限公司的魏强", {{ValueKind::representative_name, "魏强"}}, {"魏强建材有限公司"},
                        PartyKind::organisation),
            "魏强建材有限公司的魏某");
}

TEST(Masking, FieldsOfPersonsGoUnlessListed) {
  auto model = one_paragraph("");
  model.blocks[0].text = {{"当事人：", documents::Span::Style::plain, {}},
                          {"贺景山", documents::Span::Style::name, "party.name"},
                          {"，民族", documents::Span::Style::plain, {}},
                          {"回族", documents::Span::Style::plain, "party.ethnicity"},
                          {"。贺景山称", documents::Span::Style::plain, "facts"}};
  const auto masked = mask(model, {PartyKind::natural, false, {}, {}, kDay});
  ASSERT_TRUE(masked.has_value());
  EXPECT_EQ(documents::plain(masked->model.blocks[0].text), "当事人：贺某，民族（隐去）。贺某称");
  ASSERT_EQ(masked->removals.size(), 2u);
  EXPECT_EQ(masked->removals[0].rule, "party_name");
  EXPECT_EQ(masked->removals[0].count, 2u);
  EXPECT_EQ(masked->removals[0].where, "正文第 1 段");
  EXPECT_EQ(masked->removals[1].rule, "other_field");
  EXPECT_FALSE(masked->removals[1].citation.empty());
}

TEST(Masking, MarksWhatStandsForRemovedText) {
  const auto masked =
      mask(one_paragraph("贺景山开工"), {PartyKind::natural, false, {{ValueKind::party_name, "贺景山"}}, {}, kDay});
  ASSERT_TRUE(masked.has_value());
  const auto& text = masked->model.blocks[0].text;
  ASSERT_EQ(text.size(), 2u);
  EXPECT_EQ(text[0].style, documents::Span::Style::masked);
  EXPECT_EQ(text[1].style, documents::Span::Style::plain);
}

TEST(Masking, MinorsAreNeverPublished) {
  const auto refused = mask(one_paragraph("贺小山"), {PartyKind::natural, true, {}, {}, kDay});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().reasons.front().code, "minor");
}

// Every personal value put into the facts of a whole decision is gone from the public model, its JSON and its text.
TEST(Masking, NothingOfAPersonSurvivesAWholeDecision) {
  for (const char* kind : {"natural", "individual_business"}) {
    auto facts = sample::decision_facts();
    facts.set("party", Json::object({{"kind", kind},
                                     {"name", "贺景山"},
                                     {"citizen_id", "11010519491231002X"},
                                     {"address", "澜川市青衡县桐花路88号3幢402室"},
                                     {"phone", "13902116637"},
                                     {"operator", "贺景山"}}));
    facts.set("facts",
              "贺景山（身份证１１０１０５１９４９１２３１００２ｘ）在桐花路88号以外占地，电话139-0211-"
              "6637，罗秀芬可以证明。");
    const auto model = documents::compose("penalty_decision", facts);
    ASSERT_TRUE(model.has_value());
    const auto natural = std::string(kind) == "natural";
    const auto masked = mask(*model, {natural ? PartyKind::natural : PartyKind::individual_business,
                                      false,
                                      {{ValueKind::party_name, "贺景山"},
                                       {ValueKind::home_address, "桐花路88号"},
                                       {ValueKind::witness_name, "罗秀芬"}},
                                      {},
                                      kDay});
    ASSERT_TRUE(masked.has_value());
    const auto bytes = canonical(documents::to_json(masked->model)) + documents::plain_text(masked->model);
    for (const char* gone :
         {"贺景山", "11010519491231002", "１１０１０５", "桐花路", "402", "13902116637", "0211", "罗秀芬"}) {
      EXPECT_EQ(bytes.find(gone), std::string::npos) << kind << " " << gone;
    }
    const LeakScope scope{masked->values, {"6222 0000 0000 0000", "青衡县云台路66号"}};
    EXPECT_TRUE(leak_scan(documents::plain_text(masked->model), scope).empty());
    EXPECT_GE(masked->removals.size(), 4u);
  }
}

TEST(Masking, OrganisationKeepsItsAddressAndCodeLosesItsRepresentative) {
  const auto model = documents::compose("penalty_decision", sample::decision_facts());
  ASSERT_TRUE(model.has_value());
  const auto masked = mask(*model, {PartyKind::organisation, false, {}, {"青衡县瑞禾建材有限公司"}, kDay});
  ASSERT_TRUE(masked.has_value());
  const auto text = documents::plain_text(masked->model);
  EXPECT_NE(text.find("青衡县瑞禾建材有限公司"), std::string::npos);
  EXPECT_NE(text.find("91230500MA1B3N1N2M"), std::string::npos);
  EXPECT_NE(text.find("住所：青衡县石门乡白崖村"), std::string::npos);
  EXPECT_NE(text.find("法定代表人：魏某"), std::string::npos);
  EXPECT_NE(text.find("对魏某的询问笔录"), std::string::npos);
  EXPECT_EQ(text.find("䶮"), std::string::npos);
}

TEST(CountyOf, StopsBeforeAnythingExact) {
  struct Row {
    const char* address;
    const char* county;
  };
  for (const auto& [address, county] :
       {Row{"澜川市青衡县石门乡白崖村3号", "澜川市青衡县"}, Row{"河北省邢台市桥东区团结路1号", "河北省邢台市桥东区"},
        Row{"澜川市城北小区3号", "澜川市"}, Row{"北京市朝阳区光华路1号", "北京市朝阳区"},
        Row{"内蒙古自治区呼和浩特市新城区1号", "内蒙古自治区呼和浩特市新城区"}, Row{"阳光小区5号楼", ""},
        Row{"88号", ""}, Row{"", ""}}) {
    EXPECT_EQ(county_of(address), county) << address;
  }
}

TEST(PublicPartyName, ShowsOrganisationsAndHidesPersons) {
  EXPECT_EQ(public_party_name(PartyKind::organisation, "青衡县瑞禾建材有限公司"), "青衡县瑞禾建材有限公司");
  EXPECT_EQ(public_party_name(PartyKind::natural, "贺景山"), "贺某");
  EXPECT_EQ(public_party_name(PartyKind::natural, "John Smith"), "某");
  EXPECT_EQ(public_party_name(PartyKind::individual_business, "白崖村小卖部"), "白崖村小卖部");
}

}  // namespace
}  // namespace mingjing::disclosure
