// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/volume.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/embedded.h"
#include "domain/archive/looks.h"
#include "domain/archive/metadata.h"
#include "domain/archive/purposes.h"
#include "domain/documents/template.h"

namespace mingjing::archive {
namespace {

using cases::VolumeKind;

Piece piece(std::string_view template_id, int day, int pages = 1, std::string_view of_act = {}) {
  Piece out;
  out.template_id = template_id;
  out.of_act = of_act;
  out.title = std::string(template_id) + std::string(of_act);
  out.at = Instant::beijing(Date(2026, 3, static_cast<unsigned>(day)), 9);
  out.pages = pages;
  return out;
}

std::vector<std::string> titles(const std::vector<Piece>& pieces, const PlannedVolume& volume) {
  std::vector<std::string> out;
  for (const auto& placed : volume.pieces) out.push_back(pieces[placed.piece].title);
  return out;
}

TEST(Volume, EveryTemplateBelongsSomewhere) {
  for (const auto& known : documents::templates()) {
    EXPECT_TRUE(VolumeRules::built_in().volume_of(known.id)) << known.id;
  }
  EXPECT_EQ(VolumeRules::built_in().volume_of("legal_review_opinion"), VolumeKind::secondary);
  EXPECT_EQ(VolumeRules::built_in().volume_of("no_such"), std::nullopt);
}

TEST(Volume, PiecesStandInTheOrderOfTheRule) {
  Piece photo = piece("", 4), excluded = piece("", 5);
  photo.title = "现场照片";
  excluded.title = "已排除";
  excluded.excluded = true;
  const std::vector<Piece> pieces{piece("case_source", 1),    piece("filing_approval", 2),
                                  photo,                      excluded,
                                  piece("inquiry_record", 3), piece("service_receipt", 9, 1, "serve_prior_notice"),
                                  piece("prior_notice", 8),   piece("service_receipt", 20, 1, "serve_decision"),
                                  piece("penalty_decision", 19), piece("legal_review_opinion", 15), piece("something_new", 6)};
  const auto plan = VolumeRules::built_in().plan(pieces);
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(titles(pieces, plan[0]),
            (std::vector<std::string>{"filing_approval", "penalty_decision", "service_receiptserve_decision", "prior_notice",
                                      "service_receiptserve_prior_notice", "inquiry_record", "现场照片"}));
  EXPECT_EQ(titles(pieces, plan[1]), (std::vector<std::string>{"case_source", "legal_review_opinion", "已排除", "something_new"}))
      << "what no rule names is kept, and not shown to everybody";
}

TEST(Volume, OverTwoHundredPagesItIsSplitBetweenPieces) {
  std::vector<Piece> pieces{piece("inquiry_record", 1, 120), piece("on_site_record", 2, 80), piece("sampling_record", 3, 1),
                            piece("statement_record", 4, 350), piece("hearing_minutes", 5, 3)};
  const auto plan = VolumeRules::built_in().plan(pieces);
  ASSERT_EQ(plan.size(), 4U);
  const int pages[] = {200, 1, 350, 3};
  for (std::size_t i = 0; i < plan.size(); ++i) {
    EXPECT_EQ(plan[i].pages, pages[i]) << i;
    EXPECT_EQ(plan[i].part, static_cast<int>(i) + 1);
    EXPECT_EQ(plan[i].parts, 4);
    EXPECT_EQ(plan[i].pieces.front().first_page, 1) << "each volume is numbered from 1";
  }
  EXPECT_EQ(plan[0].pieces[1].first_page, 121);
  EXPECT_EQ(plan[0].pieces[1].last_page, 200);
  EXPECT_EQ(volume_name(VolumeKind::main, 2, 4), "正卷第2册（共4册）");
  EXPECT_EQ(volume_name(VolumeKind::secondary, 1, 1), "副卷");
}

TEST(Volume, RulesThatCannotBeReadAreRefused) {
  for (const char* bad : {"", "{}", R"({"pages_max":200,"citation":"x","groups":[{"id":"a","volume":"third"}]})",
                          R"({"pages_max":0,"citation":"x","groups":[{"id":"a","volume":"main"}]})"}) {
    EXPECT_FALSE(VolumeRules::parse(bad)) << bad;
  }
}

TEST(Volume, SheetsSayWhatIsInIt) {
  VolumeFacts facts;
  facts.agency = "澜州市自然资源局";
  facts.case_name = "某公司未经批准占用土地案";
  facts.archived_on = Date(2026, 4, 1);
  facts.retention = "30年";
  const std::vector<Piece> pieces{piece("filing_approval", 1, 2), piece("penalty_decision", 2, 3)};
  const auto plan = VolumeRules::built_in().plan(pieces);
  const auto front = documents::plain_text(cover(facts, plan[0]));
  for (const char* said : {"行政处罚案卷", "正卷", "某公司未经批准占用土地案", "30年", "2件", "5页"}) EXPECT_NE(front.find(said), std::string::npos) << said;
  const auto list = documents::plain_text(catalogue(facts, plan[0], pieces));
  EXPECT_NE(list.find("1—2"), std::string::npos) << list;
  EXPECT_NE(list.find("3—5"), std::string::npos) << list;
}

TEST(Package, MetadataKeepTheirForm) {
  VolumeFacts facts;
  facts.case_name = "<某> & \"公司\"\n案";
  cases::Sealing sealing;
  sealing.volumes.push_back({1, VolumeKind::main, 1, 1, "ab", 3, 5, 2, {{"立案审批表", "", Date(2026, 3, 2), 1, 2}}});
  const std::vector<PackagedFile> files{{"volumes/main-1.pdf", "ab", 3, "正卷.pdf", "application/pdf"}, {"files/0001.jpg", "cd", 4, "a.jpg", "image/jpeg"}};
  const auto xml = metadata_xml(facts, sealing, files);
  EXPECT_NE(xml.find("<题名>&lt;某&gt; &amp; &quot;公司&quot; 案</题名>"), std::string::npos) << xml;
  EXPECT_EQ(std::count(xml.begin(), xml.end(), '<'), std::count(xml.begin(), xml.end(), '>'));
  EXPECT_EQ(digests_text(files), "cd  files/0001.jpg\nab  volumes/main-1.pdf\n");
}

TEST(Looks, AreKeptAsKeysTheNewestFirst) {
  const auto id = *CaseId::parse("01890000-0000-7000-8000-000000000001");
  const auto user = *UserId::parse("01890000-0000-7000-8000-000000000002");
  const auto batch = *Uuid::parse("01890000-0000-7000-8000-000000000003");
  const auto row = [&](const char* at, const char* purpose) {
    return Json::object({{"user", user.text()}, {"kind", "case"}, {"subject", id.text()}, {"purpose", purpose}, {"first", at}, {"last", at}, {"count", 3}});
  };
  const domain::Parts parts{{"access_batch", "", Json::object({{"rows", Json::array({row("2026-03-02T09:00:00+08:00", "supervision"), row("2026-03-03T09:00:00+08:00", "credit"),
                                                                                    row("2026-03-04T09:00:00+08:00", "handling")})}}), {}}};
  auto keys = look_keys(parts, batch);
  ASSERT_EQ(keys.size(), 2U) << "handling is no retrieval";
  std::sort(keys.begin(), keys.end());
  const auto [from, to] = looks_of(id);
  for (const auto& key : keys) EXPECT_TRUE(key >= from && key < to);
  const auto newest = read_look(keys.front());
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->at, *Instant::parse("2026-03-03T09:00:00+08:00"));
  EXPECT_EQ(newest->purpose, "credit");
  EXPECT_EQ(newest->user, user);
  EXPECT_EQ(newest->count, 3);
  for (const char* bad : {"", "a/b/c", "a/1/x/case/credit/1/b"}) EXPECT_FALSE(read_look(bad)) << bad;

  // The same look in two ways within a batch is one.
  Json page = row("2026-03-02T09:00:00+08:00", "credit");
  page.set("way", "page");
  const domain::Parts twice{{"access_batch", "", Json::object({{"rows", Json::array({row("2026-03-02T09:00:00+08:00", "credit"), page})}}), {}}};
  ASSERT_EQ(look_keys(twice, batch).size(), 1U);
  EXPECT_EQ(read_look(look_keys(twice, batch).front())->count, 6);
}

TEST(Looks, AtOneFileAreFoundWhateverThePurpose) {
  const auto file = *Uuid::parse("01890000-0000-7000-8000-000000000001");
  const auto user = *UserId::parse("01890000-0000-7000-8000-000000000002");
  const auto batch = *Uuid::parse("01890000-0000-7000-8000-000000000003");
  const auto row = [&](const char* kind, const char* at, const char* purpose) {
    return Json::object({{"user", user.text()}, {"kind", kind}, {"subject", file.text()}, {"purpose", purpose}, {"first", at}, {"last", at}, {"count", 3}});
  };
  Json newest = row("evidence", "2026-03-04T09:00:00+08:00", "核对 2/3 页");
  newest.set("way", "range");
  const domain::Parts parts{{"access_batch", "", Json::object({{"rows", Json::array({row("recording", "2026-03-02T09:00:00+08:00", "办理本案"), newest,
                                                                                    row("document", "2026-03-04T09:00:00+08:00", "handling")})}}), {}}};
  auto keys = file_look_keys(parts, batch);
  ASSERT_EQ(keys.size(), 2U) << "documents have no chain";
  std::sort(keys.begin(), keys.end());
  const auto [from, to] = looks_at(file);
  for (const auto& key : keys) EXPECT_TRUE(key >= from && key < to);
  const auto first = read_file_look(keys.front()), second = read_file_look(keys.back());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->at, *Instant::parse("2026-03-04T09:00:00+08:00"));
  EXPECT_EQ(first->purpose, "核对 2/3 页");
  EXPECT_EQ(first->way, "range");
  EXPECT_EQ(first->count, 3);
  EXPECT_EQ(second->user, user);
  EXPECT_EQ(second->way, "") << "written before the ways were told apart";
  EXPECT_EQ(way_zh(second->way), "查看");
  for (const char* bad : {"", "a/b/c", "a/1/x/page/1/b/c", "a/1/01890000-0000-7000-8000-000000000002/page/x/b/c"}) EXPECT_FALSE(read_file_look(bad)) << bad;
}

}  // namespace
}  // namespace mingjing::archive
