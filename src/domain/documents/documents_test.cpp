// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/embedded.h"
#include "domain/documents/document_model.h"
#include "domain/documents/sample_facts.h"
#include "domain/documents/template.h"
#include "mj_paths.h"

namespace mingjing::documents {
namespace {

std::set<std::string> missing(const Error& error) {
  std::set<std::string> out;
  for (const auto& reason : error.reasons) out.insert(reason.field);
  return out;
}

Json without(Json facts, const std::string& path) {
  const auto dot = path.find('.');
  if (dot == std::string::npos) {
    facts.set(path, Json());
  } else {
    auto inner = *facts.find(path.substr(0, dot));
    inner.set(path.substr(dot + 1), Json());
    facts.set(path.substr(0, dot), inner);
  }
  return facts;
}

// Facts under which a condition of a template holds.
Json make_hold(Json facts, const std::string& condition) {
  const bool negated = condition.starts_with('!');
  const auto equal = condition.find('=');
  const auto path = condition.substr(negated ? 1 : 0, equal == std::string::npos ? std::string::npos : equal);
  Json value = equal != std::string::npos ? Json(condition.substr(equal + 1)) : negated ? Json() : Json(true);
  const auto dot = path.find('.');
  if (dot == std::string::npos) {
    const Json* known = facts.find(path);
    if (!negated && equal == std::string::npos && known != nullptr && !known->is_null()) return facts;
    facts.set(path, std::move(value));
    return facts;
  }
  const Json* found = facts.find(path.substr(0, dot));
  auto inner = found != nullptr && found->as_object() != nullptr ? *found : Json::object({});
  inner.set(path.substr(dot + 1), std::move(value));
  facts.set(path.substr(0, dot), std::move(inner));
  return facts;
}

TEST(DocumentNumber, HasHexagonalBracketsAndNoLeadingZeros) {
  EXPECT_EQ(document_number("澜自然资罚决", 2026, 38), "澜自然资罚决〔2026〕38号");
}

TEST(Compose, DecisionSaysEverythingTheLawAsksFor) {
  const auto model = compose("penalty_decision", sample::decision_facts());
  ASSERT_TRUE(model.has_value());
  const auto text = plain_text(*model);
  for (const char* words :
       {"青衡县瑞禾建材有限公司", "青衡县石门乡白崖村", "占用青衡县石门乡白崖村集体土地", "现场勘测笔录",
        "《中华人民共和国土地管理法》第七十七条第一款", "柒拾壹万柒仟贰佰捌拾捌元整", "自收到本决定书之日起十五日内",
        "澜川银行青衡支行", "青衡县云台路66号", "每日按罚款数额的百分之三加处罚款",
        "六十日内向澜川市人民政府申请行政复议", "六个月内直接向有管辖权的人民法院提起行政诉讼", "2026年10月26日",
        "澜川市自然资源和规划局", "陈述、申辩、要求听证等权利", "酌定按每平方米220元"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words;
  }
  EXPECT_EQ(model->seal_name, "澜川市自然资源和规划局");
  EXPECT_EQ(text.find("{{"), std::string::npos);
}

// APL 59 and 收缴分离办法 7: each item alone, with its article.
TEST(Compose, RefusesADecisionWithoutAMandatoryItem) {
  struct Row {
    const char* fact;
    const char* citation;
  };
  const Row rows[] = {
      {"party.name", "《行政处罚法》第五十九条第一款第一项"},
      {"party.address", "《行政处罚法》第五十九条第一款第一项"},
      {"facts", "《行政处罚法》第五十九条第一款第二项"},
      {"evidence", "《行政处罚法》第五十九条第一款第二项"},
      {"penalties", "《行政处罚法》第五十九条第一款第三项"},
      {"basis", "《行政处罚法》第五十九条第一款第三项"},
      {"remedies.reconsideration_organ", "《行政处罚法》第五十九条第一款第五项"},
      {"remedies.reconsideration_term", "《行政处罚法》第五十九条第一款第五项"},
      {"remedies.court", "《行政处罚法》第五十九条第一款第五项"},
      {"remedies.litigation_term", "《行政处罚法》第五十九条第一款第五项"},
      {"agency.name", "《行政处罚法》第五十九条第一款第六项"},
      {"date", "《行政处罚法》第五十九条第一款第六项"},
      {"payment.bank", "《罚款决定与罚款收缴分离实施办法》第七条第一款"},
      {"payment.bank_address", "《罚款决定与罚款收缴分离实施办法》第七条第一款"},
      {"payment.surcharge", "《罚款决定与罚款收缴分离实施办法》第七条第一款"},
      {"statement", "《行政处罚法》第四十五条第一款"},
      {"discretion.reasons", "《行政处罚法》第五条第二款"},
  };
  for (const auto& row : rows) {
    const auto refused = compose("penalty_decision", without(sample::decision_facts(), row.fact));
    ASSERT_FALSE(refused.has_value()) << row.fact;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    const auto& reasons = refused.error().reasons;
    const auto found =
        std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.field == row.fact; });
    ASSERT_NE(found, reasons.end()) << row.fact;
    EXPECT_EQ(found->code, "missing_item");
    EXPECT_TRUE(found->citation.starts_with(row.citation)) << row.fact << " " << found->citation;
    EXPECT_EQ(std::count_if(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.field == row.fact; }), 1);
  }
}

TEST(Compose, WithoutAFineNeedsMethodAndTermInstead) {
  auto facts = without(without(sample::decision_facts(), "fine_fen"), "payment");
  EXPECT_TRUE(compose("penalty_decision", facts).has_value());
  const auto refused = compose("penalty_decision", without(facts, "performance"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_TRUE(missing(refused.error()).contains("performance.method"));
  EXPECT_FALSE(missing(refused.error()).contains("payment.bank"));
}

TEST(Compose, TellsEverythingThatIsMissingAtOnce) {
  for (const auto& info : templates()) {
    const auto refused = compose(info.id, Json::object({}));
    ASSERT_FALSE(refused.has_value()) << info.id;
    EXPECT_GE(refused.error().reasons.size(), 4u) << info.id;
    for (const auto& reason : refused.error().reasons) {
      EXPECT_FALSE(reason.field.empty());
      EXPECT_EQ(reason.citation.empty(), reason.code == "missing_fact") << info.id << reason.field;
      EXPECT_EQ(reason.message.find("{{"), std::string::npos);
    }
  }
  EXPECT_EQ(compose("no_such", Json()).error().code, ErrorCode::not_found);
}

TEST(Compose, NamesEveryFactInChinese) {
  const std::string names(embedded("templates/facts.tsv"));
  for (const auto& info : templates()) {
    for (const auto& facts : {Json::object({}), sample::form_facts()}) {
      const auto done = compose(info.id, facts);
      if (done) continue;
      for (const auto& reason : done.error().reasons) {
        if (reason.code != "missing_fact") continue;
        EXPECT_NE(names.find("\n" + reason.field + "\t"), std::string::npos) << info.id << " " << reason.field;
      }
    }
  }
}

TEST(Compose, EveryTemplateCanBeFilled) {
  EXPECT_EQ(templates().size(), 39u);
  for (const auto& info : templates()) {
    const auto model = compose(info.id, sample::form_facts());
    ASSERT_TRUE(model.has_value()) << info.id << " " << *missing(model.error()).begin();
    EXPECT_FALSE(info.source.empty());
    EXPECT_EQ(plain_text(*model).find("{{"), std::string::npos) << info.id;
  }
}

// What the law asks of the records and reports of a case, each item alone.
TEST(Compose, RefusesARecordWithoutWhatItIsFor) {
  struct Row {
    const char* id;
    const char* fact;
    const char* citation;
  };
  const Row rows[] = {
      {"case_source", "source", "《行政处罚法》第五十四条第一款"},
      {"inquiry_record", "handlers", "《行政处罚法》第四十二条第一款"},
      {"inquiry_record", "certificate_shown", "《行政处罚法》第五十五条第一款"},
      {"inquiry_record", "subject.name", "《行政处罚法》第五十五条第二款"},
      {"inquiry_record", "rights_told", "《关于全面推行和示范创建行政执法三项制度的通知》附件1第一部分"},
      {"on_site_record", "place", "《行政处罚法》第五十五条第二款"},
      {"on_site_record", "certificate_shown", "《行政处罚法》第五十五条第一款"},
      {"investigation_report", "facts", "《行政处罚法》第四十条"},
      {"investigation_report", "evidence", "《行政处罚法》第四十六条第一款"},
      {"investigation_report", "violated", "《行政处罚法》第五十七条第一款"},
      {"statement_record", "text", "《行政处罚法》第四十五条第一款"},
      {"statement_record", "answer", "《行政处罚法》第四十五条第一款"},
      {"discussion_record", "members", "《行政处罚法》第五十七条第二款"},
      {"discussion_record", "conclusion", "《行政处罚法》第五十七条第二款"},
      {"service_address", "party.address", "《行政处罚法》第六十一条第一款"},
      {"service_address", "party.phone", "《行政处罚法》第六十一条第二款"},
      {"service_receipt", "served_on", "《民事诉讼法》第八十七条第一款"},
  };
  for (const auto& row : rows) {
    const auto refused = compose(row.id, without(sample::form_facts(), row.fact));
    ASSERT_FALSE(refused.has_value()) << row.id << " " << row.fact;
    const auto& reasons = refused.error().reasons;
    const auto found =
        std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.field == row.fact; });
    ASSERT_NE(found, reasons.end()) << row.id << " " << row.fact;
    EXPECT_EQ(found->code, "missing_item") << row.id << " " << row.fact;
    EXPECT_EQ(found->citation, row.citation) << row.id << " " << row.fact;
  }
}

// Every rule of every template by itself: the fact taken away, the item is named with its article.
TEST(Compose, NamesEachMandatoryItemOfEachTemplateWithItsArticle) {
  std::size_t tried = 0;
  for (const auto& info : templates()) {
    const auto json = parse_json(embedded("templates/" + info.id + ".json"));
    ASSERT_TRUE(json.has_value()) << info.id;
    for (const auto& rule : json->items("mandatory")) {
      auto facts = without(sample::form_facts(), rule.text("fact"));
      if (const auto instead = rule.text("or"); !instead.empty()) facts = without(facts, instead);
      if (const auto when = rule.text("when"); !when.empty()) facts = make_hold(facts, when);
      const auto refused = compose(info.id, facts);
      ASSERT_FALSE(refused.has_value()) << info.id << " " << rule.text("fact");
      const auto& reasons = refused.error().reasons;
      const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) {
        return r.field == rule.text("fact") && r.code == "missing_item";
      });
      ASSERT_NE(found, reasons.end()) << info.id << " " << rule.text("fact");
      EXPECT_EQ(found->citation, rule.text("citation"));
      EXPECT_NE(found->message.find(rule.text("item")), std::string::npos);
      ++tried;
    }
  }
  EXPECT_GT(tried, 200u);
}

TEST(Compose, TellsEachPartyAndEachViolationByItself) {
  const auto model = compose("penalty_decision", sample::several_facts());
  ASSERT_TRUE(model.has_value()) << *missing(model.error()).begin();
  const auto text = plain_text(*model);
  for (const char* words :
       {"当事人：白德顺，公民身份号码：23050119780315001X", "（一）青衡县瑞禾建材有限公司，未经批准非法占用土地",
        "（二）白德顺，非法转让土地：违反了《中华人民共和国土地管理法》第二条第三款的规定。依照《中华人民共和国土地管理法》第七十四条的规定，给予：罚款 40,000.00 元；没收违法所得 30,000.00 元。",
        "分别裁量，决定给予下列行政处罚", "以上各项合并执行：", "（二）白德顺：罚款人民币肆万元整（￥40,000.00元），违法所得人民币叁万元整（￥30,000.00元）。",
        "（二）白德顺没有提出陈述、申辩意见。", "你们应当自收到本决定书之日起十五日内"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  }
  // Said once each, not as for one party.
  EXPECT_EQ(text.find("你们的上述行为违反了"), std::string::npos);
  // What a notice intends is not yet given.
  const auto notice = plain_text(*compose("prior_notice", sample::several_facts()));
  EXPECT_NE(notice.find("拟给予：罚款 40,000.00 元"), std::string::npos) << notice;
}

TEST(Compose, SaysNothingOfSurchargeWhereThereIsNoFine) {
  auto facts = without(sample::decision_facts(), "fine_fen");
  EXPECT_EQ(plain_text(*compose("penalty_decision", facts)).find("加处罚款，"), std::string::npos);
  EXPECT_NE(plain_text(*compose("penalty_decision", sample::decision_facts())).find("加处罚款，"), std::string::npos);
}

TEST(Compose, ATransferIsCalledByItsKind) {
  auto facts = sample::form_facts();
  EXPECT_EQ(compose("transfer_letter", facts)->title.back(), "涉嫌犯罪案件移送书");
  auto transfer = *facts.find("transfer");
  transfer.set("kind", "jurisdiction");
  facts.set("transfer", transfer);
  const auto letter = compose("transfer_letter", facts);
  EXPECT_EQ(letter->title.back(), "案件移送函");
  EXPECT_EQ(plain_text(*letter).find("犯罪"), plain_text(*letter).find("犯罪案件情况的调查报告"));
}

// The words as they stand, for everybody to read and for nobody to change unseen: a new wording is a new version.
TEST(Wording, StandsAsItWasAgreed) {
  const std::filesystem::path folder = std::filesystem::path(MJ_SOURCE_DIR) / "src/domain/documents/wording";
  for (const auto& info : templates()) {
    const auto model = compose(info.id, sample::form_facts());
    ASSERT_TRUE(model.has_value()) << info.id;
    const std::string now = "版本 " + std::to_string(info.version) + "\n" + plain_text(*model);
    const auto file = folder / (info.id + ".txt");
    if (std::getenv("MJ_WRITE_WORDING") != nullptr) std::ofstream(file, std::ios::binary) << now;
    std::ifstream in(file, std::ios::binary);
    const std::string agreed((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_EQ(now, agreed) << "The wording of " << info.id << " differs. Raise its version, run domain_test once with "
                           << "MJ_WRITE_WORDING=1, and read the difference.";
  }
}

// Left-behind service needs a witness or a recording (民事诉讼法 89).
TEST(Compose, ReceiptOfServiceLeftBehindNamesAWitnessOrARecording) {
  auto facts = without(sample::form_facts(), "recording");
  facts.set("lien", true);
  facts.set("refusal", Json::object({{"on", "2026-10-28"}}));
  EXPECT_TRUE(missing(compose("service_receipt", facts).error()).contains("witnesses"));
  facts.set("witnesses", Json::array({Json::object({{"name", "白德顺"}})}));
  EXPECT_TRUE(compose("service_receipt", facts).has_value());
}

TEST(Compose, RecordsAreSignedPageByPage) {
  const auto model = compose("inquiry_record", sample::form_facts());
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ(model->foot, (std::vector<std::string>{"被询问人（签名）：", "询问人（签名）："}));
  EXPECT_TRUE(compose("prior_notice", sample::form_facts())->foot.empty());
  std::size_t signatures = 0;
  for (const auto& block : model->blocks) signatures += block.kind == Block::Kind::signature;
  EXPECT_EQ(signatures, 4u);  // what the person says of the record, then three names
}

TEST(Compose, SaysYouToAPersonAndYourUnitToAnOrganisation) {
  auto facts = sample::decision_facts();
  EXPECT_NE(plain_text(*compose("penalty_decision", facts)).find("你单位未经批准"), std::string::npos);
  auto party = *facts.find("party");
  party.set("kind", "natural");
  facts.set("party", party);
  EXPECT_NE(plain_text(*compose("penalty_decision", facts)).find("你未经批准"), std::string::npos);
}

TEST(Compose, KeepsMarkupOfPeopleAsText) {
  auto facts = sample::decision_facts();
  facts.set("cause", "{{number}}<script>'; DROP TABLE x");
  EXPECT_NE(plain_text(*compose("penalty_decision", facts)).find("{{number}}<script>'; DROP TABLE x"),
            std::string::npos);
}

TEST(Compose, NumbersOnlyWhereReconsiderationComesFirst) {
  auto facts = sample::decision_facts();
  auto remedies = *facts.find("remedies");
  remedies.set("reconsideration_first", "《中华人民共和国行政复议法》第二十三条第一款第（二）项");
  facts.set("remedies", remedies);
  const auto text = plain_text(*compose("penalty_decision", facts));
  EXPECT_NE(text.find("应当先自收到本决定书之日起六十日内"), std::string::npos);
  EXPECT_EQ(text.find("直接向"), std::string::npos);
}

TEST(DocumentModel, JsonIsStableAndReversible) {
  for (const auto& info : templates()) {
    const auto model = compose(info.id, sample::form_facts());
    ASSERT_TRUE(model.has_value());
    const auto bytes = canonical(to_json(*model));
    const auto back = document_from_json(*parse_json(bytes));
    ASSERT_TRUE(back.has_value()) << info.id;
    EXPECT_EQ(*back, *model) << info.id;
    EXPECT_EQ(canonical(to_json(*back)), bytes);
  }
}

TEST(DocumentModel, RefusesWhatItDidNotWrite) {
  for (const char* text :
       {R"({})", R"({"template":"x","template_version":0})",
        R"({"template":"x","template_version":1,"blocks":[{"kind":"frame"}]})",
        R"({"template":"x","template_version":1,"date":"2026-02-30"})",
        R"({"template":"x","template_version":1,"foot":[1]})",
        R"({"template":"x","template_version":1,"blocks":[{"kind":"paragraph","indent":99}]})",
        R"({"template":"x","template_version":1,"blocks":[{"kind":"table","columns":[1,1],"rows":[[{"text":[]}]]}]})",
        R"({"template":"x","template_version":1,"blocks":[{"kind":"table","columns":[0],"rows":[]}]})"}) {
    EXPECT_FALSE(document_from_json(*parse_json(text)).has_value()) << text;
  }
}

}  // namespace
}  // namespace mingjing::documents
