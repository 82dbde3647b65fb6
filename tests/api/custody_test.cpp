// The chain of custody 「保管链」 through HTTP: received, looked at by different people for different purposes, drawn small,
// sealed, packed, destroyed; and what the rounds over the stored files say of it.
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "crypto/hash.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class CustodyChain : public ApiTest {
 protected:
  // The clock is everybody's: it goes back when a test is over.
  void SetUp() override {
    before_ = w().now();
    w().advance_to(std::max(before_, Instant::beijing(Date(2026, 3, 2), 9)));
  }
  void TearDown() override { w().advance_to(before_); }

  Json evidence(const char* name) {
    return Json::object({{"kind", "documentary_evidence"}, {"name", name}, {"origin", "当事人提供"}, {"proves", "占地范围"},
                         {"officers", Json::array({w().officer_1, w().officer_2})}, {"obtained_at", w().now().text()}});
  }
  std::string uploaded(const std::string& bytes, Json& body) {
    std::string upload;
    EXPECT_EQ(w().as("officer1").upload(bytes, &upload).status, 204);
    body.set("upload_id", upload);
    body.set("sha256", to_hex(crypto::sha256(bytes)));
    return upload;
  }
  // Looks at a file: under a grant with this purpose, at `rest` of its address.
  void look(const char* who, const std::string& file, const char* purpose, const std::string& rest, std::vector<std::string> headers = {}) {
    const auto grant = w().as(who).post(file + "/views", Json::object({{"purpose", purpose}}));
    ASSERT_EQ(grant.status, 201) << grant.body;
    const auto shown = w().as(who).send({"GET", file + rest + (rest.find('?') == std::string::npos ? "?" : "&") + "grant=" + grant.json.text("grant"), {}, std::move(headers)});
    ASSERT_TRUE(shown.status == 200 || shown.status == 206) << shown.status << shown.body.substr(0, 300);
  }
  Json chain(const char* who, const std::string& file) {
    const auto answer = w().as(who).get(file + "/custody");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json;
  }
  // The chain in short: what, who, purpose, how often.
  static std::vector<std::string> lines(const Json& chain) {
    std::vector<std::string> out;
    for (const auto& row : chain.items("entries")) {
      std::string line = row.text("what") + " " + row.text("who");
      if (row.text("kind") == "look") line += " " + row.text("purpose") + " " + std::to_string(row.integer("count"));
      out.push_back(line);
    }
    return out;
  }
  static Json entry(const Json& chain, std::string_view what) {
    for (const auto& row : chain.items("entries")) {
      if (row.text("what") == what) return row;
    }
    ADD_FAILURE() << what;
    return {};
  }

 private:
  Instant before_;
};
INSTANTIATE_TEST_SUITE_P(, CustodyChain, testing::ValuesIn(database_urls()), url_name);

TEST_P(CustodyChain, OfAPieceOfEvidenceFromItsReceiptToThePackage) {
  const auto id = filed();
  Json body = evidence("用地协议");
  uploaded("a signed agreement", body);
  const std::string file = "/api/v1/evidence/" + must("officer1", id, "add_evidence", body).text("evidence_id");

  auto now = chain("officer1", file);
  EXPECT_EQ(lines(now), std::vector<std::string>{"登记证据 张officer1"});
  EXPECT_NE(entry(now, "登记证据").text("words").find("现场照片.jpg，18 字节；收到时核对摘要，一致。"), std::string::npos);
  EXPECT_NE(entry(now, "登记证据").text("words").find("当事人提供"), std::string::npos);
  EXPECT_EQ(now.text("state"), "not_yet_reread");
  EXPECT_NE(now.text("words").find("还没有复核过"), std::string::npos);

  look("officer1", file, "办理本案", "/pages/1.png?width=320");
  look("officer1", file, "办理本案", "/pages/1.png");
  look("reviewer", file, "核对原件/复印件", "/content");
  look("reviewer", file, "核对原件/复印件", "/content", {"Range: bytes=0-3"});
  now = chain("agencyhead", file);
  auto seen = lines(now);
  std::sort(seen.begin() + 1, seen.end());  // within a second
  EXPECT_EQ(seen, (std::vector<std::string>{"登记证据 张officer1", "取得整份原件 张reviewer 核对原件/复印件 1", "按段播放原件 张reviewer 核对原件/复印件 1",
                                            "查看绘制的页面 张officer1 办理本案 1", "查看缩略图 张officer1 办理本案 1"}));
  EXPECT_EQ(now.text("name"), "用地协议");
  EXPECT_FALSE(now.flag("older_looks"));
  EXPECT_TRUE(now.flag("complete"));
  EXPECT_EQ(lines(chain("agencyhead", file)).size(), 5U) << "reading the chain is no look";

  w().reread_files();
  now = chain("officer1", file);
  EXPECT_EQ(now.text("state"), "unchanged") << now.text("words");
  EXPECT_NE(now.text("words").find("收到以来，内容未变：最近一次复核在"), std::string::npos) << now.text("words");
  EXPECT_EQ(now.text("second_copy"), "none");

  // Another piece of the same case has its own chain.
  Json other = evidence("界桩");
  const std::string thing = "/api/v1/evidence/" + must("officer1", id, "add_evidence", other).text("evidence_id");
  EXPECT_EQ(lines(chain("officer1", thing)), std::vector<std::string>{"登记证据 张officer1"});
  EXPECT_EQ(chain("officer1", thing).text("state"), "no_file");
  must("unithead", id, "exclude_evidence", Json::object({{"evidence_id", thing.substr(17)}, {"reason", "取得时没有出示证件。"}}));
  EXPECT_EQ(entry(chain("officer1", thing), "排除非法证据").text("words"), "取得时没有出示证件。");

  must("agencyhead", id, "revoke_filing", Json::object({{"reason", "用地手续齐全，撤销立案。"}}));
  must("archivist", id, "archive_case", Json::object({{"volume_no", "2026-0301"}, {"retention", "10y"}}));
  w().render_documents();
  const auto grant = w().as("archivist").post("/api/v1/cases/" + id + "/volumes/1/views", Json::object({{"purpose", "case_file_review"}}));
  ASSERT_EQ(w().as("archivist").get("/api/v1/cases/" + id + "/volumes.zip?grant=" + grant.json.text("grant")).status, 200);
  now = chain("officer1", file);
  EXPECT_NE(entry(now, "封存案卷").text("words").find("归档包里有这份文件。"), std::string::npos);
  EXPECT_EQ(entry(now, "封存案卷").text("who"), "系统");
  EXPECT_EQ(entry(now, "下载归档包").text("purpose"), "案卷评查");
  EXPECT_EQ(entry(now, "下载归档包").text("who"), "张archivist");
  EXPECT_NE(w().as("officer1").get("/api/v1/cases/" + id + "/looks").body.find("下载归档包"), std::string::npos);
}

TEST_P(CustodyChain, OfARecordingToItsTombstone) {
  const auto id = filed();
  std::string record;
  const Json page = w().as("officer1").get("/api/v1/cases/" + id).json;
  for (const auto& row : page.items("timeline")) {
    if (row.text("act") == "file_case") record = row.text("id");
  }
  const std::string bytes = "film of the way there";
  Json body = Json::object({{"record_id", record}, {"started_at", w().now().text()}, {"device", "执法仪07"}});
  uploaded(bytes, body);
  const auto recording = must("officer1", id, "add_recording", body).text("recording_id");
  const std::string file = "/api/v1/recordings/" + recording;
  w().look_into_recordings();
  look("officer1", file, "handling", "/frames/0.png");
  must("reviewer", id, "hold_recording", Json::object({{"recording_id", recording}, {"reason", "当事人申请查阅。"}}));
  must("reviewer", id, "lift_recording_hold", Json::object({{"recording_id", recording}, {"reason", "已经查阅。"}}));
  auto now = chain("officer1", file);
  EXPECT_NE(entry(now, "登记音像记录").text("words").find("设备 执法仪07。"), std::string::npos);
  EXPECT_NE(lines(now)[1].find("系统"), std::string::npos) << "looked into by the system itself";
  EXPECT_EQ(now.items("entries")[1].text("words"), "可以播放。");
  EXPECT_EQ(entry(now, "查看一帧画面").text("purpose"), "办案") << "in words, as in the journal";
  EXPECT_EQ(entry(now, "解除暂停销毁").text("words"), "已经查阅。");

  must("agencyhead", id, "revoke_filing", Json::object({{"reason", "用地手续齐全，撤销立案。"}}));
  must("archivist", id, "archive_case", Json::object({{"volume_no", "2026-0302"}, {"retention", "10y"}}));
  w().render_documents();
  EXPECT_NE(entry(chain("archivist", file), "封存案卷").text("words").find("归档包里没有它的文件"), std::string::npos);
  w().advance_to(w().now().plus_hours(24 * 200));
  const Json sure = Json::object({{"recording_id", recording}, {"sha256", to_hex(crypto::sha256(bytes))}});
  must("archivist", id, "propose_destruction", Json::object({{"recording_id", recording}, {"reason", "期满。"}}));
  must("agencyhead", id, "decide_destruction", Json::object({{"recording_id", recording}, {"outcome", "granted"}, {"opinion", "没有保存价值。"}}));
  must("archivist", id, "carry_out_destruction", sure);
  must("reviewer", id, "witness_destruction", sure);
  w().look_into_recordings();
  now = chain("archivist", file);
  EXPECT_EQ(now.text("state"), "destroyed");
  EXPECT_NE(now.text("words").find("张agencyhead批准，张archivist执行、张reviewer监督"), std::string::npos) << now.text("words");
  const auto all = lines(now);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const auto& line) { return line.find("销毁") != std::string::npos; }), 7) << now.items("entries").size();
}

TEST_P(CustodyChain, IsForWhoMayReadTheEvidence) {
  const auto id = filed();
  Json body = evidence("照片");
  uploaded("a photograph of the site", body);
  const std::string file = "/api/v1/evidence/" + must("officer1", id, "add_evidence", body).text("evidence_id") + "/custody";
  EXPECT_EQ(w().as("officer1").get(file).status, 200);
  EXPECT_EQ(w().as("supervisor").get(file).status, 200);
  for (const char* who : {"intake1", "sysadmin", "secadmin", "auditadmin", "stranger"}) EXPECT_EQ(w().as(who).get(file).status, 403) << who;
  w().add_subordinate();
  EXPECT_EQ(w().as("below1").get(file).status, 404) << "of another agency";
  EXPECT_EQ(w().as("officer1").get("/api/v1/recordings/" + file.substr(17)).status, 404) << "it is no recording";
  EXPECT_EQ(w().as("officer1").get("/api/v1/evidence/" + id + "/custody").status, 404) << "a case is no file";
}

// Real-time supervision (R-USE-003): who looks down the tree sees the original too, and it is in the chain.
TEST_P(CustodyChain, ASupervisorAboveOpensAnOriginalBelow) {
  w().add_subordinate();
  const auto id =
      w().as("below2").post("/api/v1/clues", Json::object({{"source", "inspection"}, {"summary", "巡查发现。"}, {"unit_id", w().unit_below}})).json.text("id");
  const std::string file = "/api/v1/evidence/" + w().piece_below(id, "a contract below");
  const Json purpose = Json::object({{"purpose", "执法监督"}});
  const auto grant = w().as("supervisor").post(file + "/views", purpose);
  ASSERT_EQ(grant.status, 201) << grant.body;
  const auto shown = w().as("supervisor").get(file + "/content?grant=" + grant.json.text("grant"));
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body, "a contract below");
  for (const char* who : {"officer1", "agencyhead", "archivist"}) EXPECT_EQ(w().as(who).post(file + "/views", purpose).status, 404) << who;
  EXPECT_EQ(w().as("intake1").post(file + "/views", purpose).status, 403) << "sees no evidence anywhere";
  EXPECT_EQ(w().as("agencyhead").get(file + "/content?grant=" + grant.json.text("grant")).status, 403) << "a grant is one person's";

  const auto seen = entry(chain("supervisor", file), "取得整份原件");
  EXPECT_EQ(seen.text("who"), "张supervisor");
  EXPECT_EQ(seen.text("purpose"), "执法监督");
  EXPECT_NE(seen.text("agency").find("望山"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::api_tests
