// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/leak_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mingjing::disclosure {
namespace {

// All numbers here are invented; check digits are made to hold where the row says so.
struct Row {
  const char* text;
  std::vector<LeakKind> kinds;  // expected, in order of place
};

std::vector<LeakKind> kinds_of(const std::vector<Leak>& leaks) {
  std::vector<LeakKind> out;
  for (const auto& leak : leaks) out.push_back(leak.kind);
  return out;
}

void expect_rows(const std::vector<Row>& rows, const LeakScope& scope = {}) {
  for (const auto& row : rows) {
    EXPECT_EQ(kinds_of(leak_scan(row.text, scope)), row.kinds) << row.text;
  }
}

constexpr auto kId = LeakKind::identity_number;
constexpr auto kMobile = LeakKind::mobile;
constexpr auto kLandline = LeakKind::landline;
constexpr auto kCard = LeakKind::bank_card;
constexpr auto kAccount = LeakKind::account;
constexpr auto kPlate = LeakKind::plate;
constexpr auto kEmail = LeakKind::email;
constexpr auto kAddress = LeakKind::home_address;
constexpr auto kHealth = LeakKind::health;
constexpr auto kKnown = LeakKind::known_value;

TEST(LeakScan, IdentityNumbers) {
  expect_rows({
      {"身份证号11010519491231002X。", {kId}},
      {"11010519491231002x", {kId}},
      {"１１０１０５１９４９１２３１００２Ｘ", {kId}},
      {"１１０１０５１９４９１２３１００２ｘ住在别处", {kId}},
      {"440524188001010014", {kCard}},  // born in 1880: no identity number, yet 18 figures
      {"110105 19491231 002X", {kId}},
      {"110105-19491231-002X", {kId}},
      {"110105－1949－1231－002X", {kId}},
      {"110105.1949.12.31.002X", {kId}},
      {"110105·19491231·002X", {kId}},
      {"1101051949\n1231002X", {kId}},
      {"1101051949\r\n    1231002X", {kId}},
      {"11010519491231002 X", {kId}},
      {"1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", {kId}},
      {"1　1　0　1　0　5　1　9　4　9　1　2　3　1　0　0　2　X", {kId}},
      {"110105\u200b19491231\u200b002X", {kId}},
      {"110105\u00a019491231\u00a0002X", {kId}},
      {"一一〇一〇五一九四九一二三一〇〇二X", {kId}},
      {"壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X", {kId}},
      {"①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X", {kId}},
      {"当事人王某（110105194912310021）", {kId}},  // check digit wrong, shape right
      {"编号001101051949123100210000联系", {}},     // too long for anything, no valid number inside
      {"编号0011010519491231002X", {kId}},          // figures before it
      {"110105491231002", {kId}},                   // 15 figures
      {"110105 491231 002", {kId}},
      {"身份证：1101051949", {kId}},  // part of one
      {"身份证号码为 E12345678", {kId}},
      {"公民身份号码（110105）", {kId}},
      {"护照号码：E12345678", {kId}},
      {"港澳居民来往内地通行证H12345678", {kId}},
      {"驾驶证号530112345678", {kId}},
      {"11010519491231002X和11010519491231002X", {kId, kId}},
      {"11010519491231002X13902116637", {kId, kMobile}},
      {"|110105|19491231|002X|", {kId}},
  });
}

TEST(LeakScan, Telephones) {
  expect_rows({
      {"13902116637", {kMobile}},
      {"联系电话１３９０２１１６６３７", {kMobile}},
      {"１３９ ０２１１ ６６３７", {kMobile}},
      {"１　３　９　０　２　１　１　６　６　３　７", {kMobile}},
      {"139-0211-6637", {kMobile}},
      {"139—0211—6637", {kMobile}},
      {"139.0211.6637", {kMobile}},
      {"139·0211·6637", {kMobile}},
      {"139/0211/6637", {kMobile}},
      {"139,0211,6637", {kMobile}},
      {"1390211\n6637", {kMobile}},
      {"+8613902116637", {kMobile}},
      {"+86 139 0211 6637", {kMobile}},
      {"(+86)13902116637", {kMobile}},
      {"008613902116637", {kMobile}},
      {"一三九〇二一一六六三七", {kMobile}},
      {"幺三九零二幺幺六六三七", {kMobile}},
      {"统一13902116637", {kMobile}},
      {"王某13902116637李某13902116638", {kMobile, kMobile}},
      {"编号2026 13902116637", {kMobile}},
      {"139\u200d0211\u200d6637", {kMobile}},
      {"₁₃₉₀₂₁₁₆₆₃₇", {kMobile}},
      {"19902116637", {kMobile}},
      {"16602116637", {kMobile}},
      {"010-62345678", {kLandline}},
      {"(010)62345678", {kLandline}},
      {"（0990）8210600", {kLandline}},
      {"0990-8210600", {kLandline}},
      {"0990 8210 600", {kLandline}},
      {"09908210600", {kLandline}},
      {"０９９０－８２１０６００", {kLandline}},
      {"电话：8210600", {kLandline}},
      {"联系方式是 821 0600", {kLandline}},
      {"座机（82106001）", {kLandline}},
      {"微信号：wei_qiang88", {kLandline}},
      {"QQ：123456", {kLandline}},
      {"Tel: 8210600", {kLandline}},
  });
}

TEST(LeakScan, CardsAndAccounts) {
  expect_rows({
      {"6222021234567890128", {kCard}},
      {"6222 0212 3456 7890 128", {kCard}},
      {"6222-0212-3456-7890-128", {kCard}},
      {"６２２２０２１２３４５６７８９０１２８", {kCard}},
      {"6222021234567890\n128", {kCard}},
      {"6222 0212 3456 7890", {kCard}},
      {"卡号：4111111111111111", {kCard}},
      {"55000 00000 00000 4", {kCard}},  // odd groups, Luhn holds
      {"账号：123456789", {kAccount}},
      {"帐号 12-345 678", {kAccount}},
      {"账户号码为0501001234", {kAccount}},
      {"银行卡(尾号除外)123456", {}},  // words between: the number is not announced
      {"汇入卡号 ６２２２ ０２", {kAccount}},
      {"支付宝账号 weiqiang2026", {kAccount}},
      {"存折123456", {kAccount}},
      {"农行62284801234567890", {kCard}},
  });
}

TEST(LeakScan, PlatesAndMail) {
  expect_rows({
      {"驾驶冀E12345重型货车", {kPlate}},
      {"冀E·12345", {kPlate}},
      {"冀E•1234F", {kPlate}},
      {"冀 E 12345", {kPlate}},
      {"冀Ｅ１２３４５", {kPlate}},
      {"冀e12345", {kPlate}},
      {"冀ED12345（新能源）", {kPlate}},
      {"冀E1234挂", {kPlate}},
      {"冀E-12345", {kPlate}},
      {"weiqiang@example.com", {kEmail}},
      {"WEI.QIANG+1@mail.example.com.cn。", {kEmail}},
      {"weiqiang＠example．com", {kEmail}},
      {"weiqiang @ example.com", {kEmail}},
  });
}

TEST(LeakScan, HomeAddresses) {
  expect_rows({
      {"家住青衡县石门乡白崖村12号", {kAddress}},
      {"住址：澜川市城北街道桐花路88号3幢402室", {kAddress}},
      {"住桐花路８８号", {kAddress}},
      {"现住城北小区3单元402室", {kAddress}},
      {"居住在白崖村三组", {kAddress}},
      {"户籍所在地青衡县石门乡白崖村2组15号", {kAddress}},
      {"租住于阳光花园5号楼", {kAddress}},
      {"家庭住址为幸福里甲3号", {kAddress}},
      {"桐花路阳光花园3栋2单元402室", {kAddress}},
      {"三单元四〇二室", {kAddress}},
      {"住在桐花路 88 号", {kAddress}},
      {"暂住A座1204室", {kAddress}},
  });
}

TEST(LeakScan, Health) {
  expect_rows({
      {"因患有糖尿病请求从轻", {kHealth}},
      {"其母身患肺癌", {kHealth}},
      {"经医院诊断为重度抑郁症", {kHealth}},
      {"住院号 20260012", {kHealth}},
      {"残疾证号13010019800101123456", {kHealth}},
  });
}

TEST(LeakScan, LeavesOrdinaryTextAlone) {
  expect_rows({
      {"澜自然资罚决〔2026〕38号", {}},
      {"2026年3月至6月，占用集体土地3,260.40平方米，罚款717,288.00元。", {}},
      {"自2026-10-26起至2027-10-25止", {}},
      {"2026-10-26 10:05 至 2026-10-26 11:30", {}},
      {"1949-12-31 100 人", {}},
      {"统一社会信用代码：91230500MA1B3N1N2M", {}},
      {"统一社会信用代码 9123 0500 MA1B 3N1N 2M", {}},
      {"《中华人民共和国土地管理法》第七十七条第一款", {}},
      {"二〇二六年十月二十六日", {}},
      {"总价1,380,013,800元", {}},
      {"面积分别为13.50 12.30 19.00 8.25亩", {}},
      {"东经116.397128，北纬39.916527", {}},
      {"A4纸297毫米×210毫米", {}},
      {"住宅用地和工业用地", {}},
      {"未按照规定报送住宅小区工程竣工验收资料案\n澜自然资罚决〔2026〕8号", {}},
      {"住房和城乡建设局第3号公告", {}},
      {"青衡县石门乡白崖村", {}},
      {"自收到本决定书之日起六十日内", {}},
      {"一、二、三、四、五、六、七、八、九、十", {}},
      {"图斑号1305020260123", {}},
      {"粤港澳大湾区", {}},
      {"京津冀2026年度", {}},
      {"GB 32100-2015、GB/T 9704-2012", {}},
      {"该猪场的猪患口蹄疫病", {}},
      {"隐患排查症结所在", {}},
      {"证明占用土地的位置、面积和地类。", {}},
      {"公民身份号码（隐去）", {}},
      {"联系电话：（隐去）", {}},
      {"罚款账户由财政部门设立", {}},
      {"每日按罚款数额的百分之三加处罚款", {}},
      {"第12345号建设用地规划许可证", {}},
  });
}

TEST(LeakScan, KnownValuesInAnyDress) {
  const LeakScope scope{{"魏䶮堃", "桐花路88号", "商业配方甲", "买买提·艾力"}, {"魏䶮堃建材有限公司"}};
  expect_rows(
      {
          {"魏䶮堃说", {kKnown}},
          {"魏 䶮 堃说", {kKnown}},
          {"魏䶮\n堃说", {kKnown}},
          {"魏\u200b䶮堃说", {kKnown}},
          {"魏䶮堃建材有限公司", {}},
          {"魏䶮堃建材有限公司的魏䶮堃", {kKnown}},
          {"桐花路８８号", {kKnown}},
          {"商业配方甲的成分", {kKnown}},
          {"买买提艾力在场", {kKnown}},
          {"魏某说", {}},
      },
      scope);
}

TEST(LeakScan, WhatIsPublicInItselfStays) {
  const LeakScope scope{{}, {"0990-8210600", "6222021234567890128", "青衡县石门乡白崖村12号"}};
  expect_rows(
      {
          {"咨询电话：0990-8210600", {}},
          {"咨询电话：（0990）8210600", {}},
          {"监督电话：0990-8210612", {kLandline}},
          {"缴至账号6222 0212 3456 7890 128", {}},
          {"住所：青衡县石门乡白崖村12号", {}},
          {"住址：青衡县石门乡白崖村13号", {kAddress}},
      },
      scope);
}

TEST(LeakScan, SaysWhere) {
  const std::string text = "第一行\n第二行\n身份证号 11010519491231002X 在此";
  const auto leaks = leak_scan(text);
  ASSERT_EQ(leaks.size(), 1u);
  EXPECT_EQ(leaks[0].line, 3u);
  EXPECT_EQ(leaks[0].column, 6u);
  EXPECT_TRUE(leaks[0].certain);
  EXPECT_EQ(text.substr(leaks[0].range.begin, leaks[0].range.end - leaks[0].range.begin), "11010519491231002X");
  EXPECT_EQ(leaks[0].sentence, "公开稿里还有 1 个像身份证号的数字（第 3 行）。隐去或说明不是，再批准。");
  EXPECT_EQ(leaks[0].sentence.find("1101"), std::string::npos);
}

TEST(LeakScan, ReasonsCountByKind) {
  const auto reasons = leak_reasons(leak_scan("13902116637\n无\n13902116638、13902116639\n冀E12345"));
  ASSERT_EQ(reasons.size(), 2u);
  EXPECT_EQ(reasons[0].code, "leak_mobile");
  EXPECT_EQ(reasons[0].message, "公开稿里还有 3 个像手机号的数字（第 1、3 行）。隐去或说明不是，再批准。");
  EXPECT_EQ(reasons[1].code, "leak_plate");
  EXPECT_FALSE(reasons[1].citation.empty());
}

TEST(LeakScan, LongRowsOfFiguresEndInTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "1 ";
  EXPECT_LE(leak_scan(text).size(), text.size());
  EXPECT_TRUE(leak_scan(std::string(200000, '7')).empty());
}

}  // namespace
}  // namespace mingjing::disclosure
