// How long recordings are kept, what stays their destruction, and the way to it through HTTP: proposed, approved, carried out
// and witnessed by different people; then the bytes go, and the tombstone stays.
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "crypto/hash.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {
namespace {

class Retention : public ApiTest {
 protected:
  // The clock is everybody's: it goes back when a test is over.
  void SetUp() override {
    before_ = w().now();
    w().advance_to(Instant::beijing(Date(2026, 3, 2), 9));
  }
  void TearDown() override { w().advance_to(before_); }

  void must_not(const char* who, const std::string& id, const char* name, const Json& body, const char* code) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, 422) << name << " " << answer.body;
    EXPECT_NE(answer.body.find(code), std::string::npos) << name << " " << answer.body;
  }
  // Filed, one recording on a step of no list and one of an hour of questioning in the own room.
  std::string recorded(const std::string& brief, const std::string& whole) {
    const auto id = register_clue(w(), "intake1");
    must("agencyhead", id, "file_case", Json::object({{"opinion", "同意立案。"}}));
    must("unithead", id, "assign_officers",
         Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                                 Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
    const Instant from = w().now(), to = from.plus_hours(1);
    w().advance_to(to);
    must("officer1", id, "record_inquiry",
         Json::object({{"officers", Json::array({w().officer_1, w().officer_2})}, {"certificate_shown", true}, {"subject", "吴一凡"},
                       {"subject_role", "party"}, {"place", "本局询问室"}, {"in_room", true}, {"started_at", from.text()},
                       {"ended_at", to.text()}, {"rights_told", true}, {"signed", true}, {"text", "问：占用多少？答：三百平方米。"}}));
    brief_ = add(id, "file_case", brief, from, to);
    whole_ = add(id, "record_inquiry", whole, from, to);
    return id;
  }
  std::string add(const std::string& id, const char* step, const std::string& bytes, Instant from, Instant to) {
    const Json page = w().as("officer1").get("/api/v1/cases/" + id).json;
    std::string record, upload;
    for (const auto& row : page.items("timeline")) {
      if (row.text("act") == step) record = row.text("id");
    }
    EXPECT_EQ(w().as("officer1").upload(bytes, &upload).status, 204);
    return must("officer1", id, "add_recording",
                Json::object({{"record_id", record}, {"upload_id", upload}, {"sha256", to_hex(crypto::sha256(bytes))},
                              {"started_at", from.text()}, {"ended_at", to.text()}}))
        .text("recording_id");
  }
  void archive(const std::string& id, const char* retention = "10y") {
    must("agencyhead", id, "revoke_filing", Json::object({{"reason", "用地手续齐全，撤销立案。"}}));
    closed_ = w().now().date();
    must("archivist", id, "archive_case", Json::object({{"volume_no", "2026-0100"}, {"retention", retention}}));
    w().render_documents();  // and the volume is sealed
  }
  Json row(const std::string& id, const std::string& recording) {
    const auto answer = w().as("archivist").get("/api/v1/cases/" + id + "/recordings");
    EXPECT_EQ(answer.status, 200) << answer.body;
    for (const auto& one : answer.json.items("recordings")) {
      if (one.text("id") == recording) return *one.find("retention");
    }
    return {};
  }
  static std::string next(const Json& retention) {
    std::string out;
    for (const auto& act : retention.items("next")) out += *act.as_string() + " ";
    return out;
  }
  Json named(Json more = Json::object({})) const {
    more.set("recording_id", brief_);
    return more;
  }
  Json sure(const std::string& bytes) const { return named(Json::object({{"sha256", to_hex(crypto::sha256(bytes))}})); }
  void approved(const std::string& id) {
    must("archivist", id, "propose_destruction", named(Json::object({{"reason", "已经看过，没有继续保存的价值。"}})));
    must("agencyhead", id, "decide_destruction", named(Json::object({{"outcome", "granted"}, {"opinion", "同意。"}})));
  }
  Answer granted(const std::string& recording) {
    return w().as("officer1").post("/api/v1/recordings/" + recording + "/views", Json::object({{"purpose", "核对录像"}}));
  }
  bool due(const std::string& recording) {
    const auto list = w().as("archivist").get("/api/v1/recordings/due");
    EXPECT_EQ(list.status, 200) << list.body;
    return list.body.find(recording) != std::string::npos;
  }

  Instant before_;
  std::string brief_, whole_;
  Date closed_;
};
INSTANTIATE_TEST_SUITE_P(, Retention, testing::ValuesIn(database_urls()), url_name);

TEST_P(Retention, TheClassFollowsTheStepAndTheDayShowsItsWorking) {
  const auto id = recorded("film of the clue 1", "film of the questioning 1");
  Json brief = row(id, brief_), whole = row(id, whole_);
  EXPECT_EQ(brief.text("kept_for"), "six_months");
  EXPECT_EQ(brief.items("stays").front().text("id"), "case_open");
  EXPECT_TRUE(brief.text("until").empty());
  EXPECT_EQ(whole.text("kept_for"), "case_term");
  EXPECT_NE(whole.text("citation").find("附件2第57项"), std::string::npos);
  archive(id);
  brief = row(id, brief_), whole = row(id, whole_);
  EXPECT_EQ(brief.text("kept_for"), "six_months") << "the sealed volume has its slip, not its bytes";
  EXPECT_EQ(brief.text("until"), "2026-09-02");
  EXPECT_NE(brief.items("working").front().as_string()->find("结案，保管六个月"), std::string::npos);
  EXPECT_EQ(whole.text("until"), "2036-03-02");
  EXPECT_TRUE(brief.items("stays").empty());
  EXPECT_EQ(next(brief), "hold_recording lengthen_retention ");

  // Longer at any time, with a reason; never shorter.
  const auto longer = [&](const char* kept_for) { return named(Json::object({{"kept_for", kept_for}, {"reason", "典型案例。"}})); };
  EXPECT_EQ(act("officer1", id, "lengthen_retention", longer("permanent")).status, 403);
  must("unithead", id, "lengthen_retention", longer("permanent"));
  EXPECT_EQ(row(id, brief_).text("kept_for"), "permanent");
  EXPECT_NE(row(id, brief_).text("why").find("典型案例"), std::string::npos);
  const auto shorter = act("unithead", id, "lengthen_retention", longer("case_term"));
  EXPECT_EQ(shorter.status, 422);
  EXPECT_NE(shorter.error().find("不能缩短"), std::string::npos) << shorter.body;
}

TEST_P(Retention, FourPeopleDestroyWhatIsDueAndATombstoneStays) {
  const std::string bytes = "film of the clue 2";
  const auto id = recorded(bytes, "film of the questioning 2");
  archive(id);
  const Json reason = named(Json::object({{"reason", "没有继续保存的价值。"}}));
  w().advance_to(Instant::beijing(Date(2026, 9, 2), 9));
  must_not("archivist", id, "propose_destruction", reason, "retention_over");
  EXPECT_FALSE(due(brief_)) << "on its last day";
  w().advance_to(Instant::beijing(Date(2026, 9, 3), 9));
  EXPECT_TRUE(due(brief_));
  EXPECT_FALSE(due(whole_));
  EXPECT_EQ(w().as("officer1").get("/api/v1/recordings/due").status, 403);
  const auto grant = granted(brief_);
  ASSERT_EQ(grant.status, 201) << grant.body;

  // A person may stay it, with a reason, and lift that again.
  must("reviewer", id, "hold_recording", named(Json::object({{"reason", "当事人申请查阅。"}})));
  EXPECT_EQ(row(id, brief_).items("stays").front().text("reason"), "当事人申请查阅。");
  must_not("archivist", id, "propose_destruction", reason, "recording_not_held");
  must("reviewer", id, "lift_recording_hold", named(Json::object({{"reason", "已经查阅。"}})));
  EXPECT_EQ(next(row(id, brief_)), "propose_destruction hold_recording lengthen_retention ");

  must_not("archivist", id, "carry_out_destruction", sure(bytes), "destruction_approved");
  must("archivist", id, "propose_destruction", reason);
  EXPECT_EQ(act("archivist", id, "decide_destruction", named(Json::object({{"outcome", "granted"}}))).status, 403);
  EXPECT_NE(act("agencyhead", id, "decide_destruction", named(Json::object({{"outcome", "refused"}}))).error().find("请写明理由"), std::string::npos);
  must("agencyhead", id, "decide_destruction", named(Json::object({{"outcome", "refused"}, {"opinion", "再留一个月。"}})));
  approved(id);
  // Stayed after the approval: nothing is carried out until that is lifted.
  must("reviewer", id, "hold_recording", named(Json::object({{"reason", "有人举报。"}})));
  must_not("archivist", id, "carry_out_destruction", sure(bytes), "recording_not_held");
  must("reviewer", id, "lift_recording_hold", named(Json::object({{"reason", "举报不实。"}})));
  EXPECT_EQ(act("archivist", id, "carry_out_destruction", sure("another file")).status, 460);
  must_not("reviewer", id, "witness_destruction", sure(bytes), "destruction_carried_out");
  must("archivist", id, "carry_out_destruction", sure(bytes));
  must_not("archivist", id, "witness_destruction", sure(bytes), "destruction_apart");
  EXPECT_EQ(w().as("officer1").get(grant.json.text("href")).body, bytes) << "still there";
  must("reviewer", id, "witness_destruction", sure(bytes));

  // From here on it is gone for everybody, whether the job has come to it or not.
  EXPECT_EQ(row(id, brief_).find("destruction")->text("state"), "witnessed");
  EXPECT_EQ(granted(brief_).status, 410);
  must_not("reviewer", id, "hold_recording", named(Json::object({{"reason", "还要用。"}})), "recording_kept");
  const auto noted = w().events("recording_destroyed");
  w().look_into_recordings();
  w().look_into_recordings();
  EXPECT_EQ(w().events("recording_destroyed"), noted + 1);
  const auto after = w().as("officer1").get(grant.json.text("href"));
  EXPECT_EQ(after.status, 410) << after.body;
  EXPECT_NE(after.error().find("只留销毁登记"), std::string::npos) << after.body;
  const Json kept = row(id, brief_);
  const Json& tombstone = *kept.find("destruction");
  EXPECT_EQ(tombstone.text("state"), "destroyed");
  EXPECT_FALSE(tombstone.flag("bytes_kept"));
  for (const char* hand : {"proposed", "decided", "carried_out", "witnessed"}) {
    ASSERT_NE(tombstone.find(hand), nullptr) << hand;
    EXPECT_FALSE(tombstone.find(hand)->text("name").empty()) << hand;
  }
  EXPECT_NE(tombstone.text("ground").find("2026年9月2日"), std::string::npos) << tombstone.text("ground");
  EXPECT_TRUE(kept.items("next").empty());
  EXPECT_FALSE(due(brief_));
  EXPECT_EQ(granted(whole_).status, 201);
}

TEST_P(Retention, AComplaintAboutTheCaseStaysItUntilItIsSettled) {
  const auto id = recorded("film of the clue 5", "film of the questioning 5");
  must("officer1", id, "order_correction",
       Json::object({{"officers", Json::array({w().officer_1, w().officer_2})}, {"content", "恢复土地原状。"},
                     {"basis", Json::array({"《行政处罚法》第二十八条第一款"})}, {"due", "2026-03-16"}}));
  w().render_documents();
  supervision::ComplaintContent letter;
  letter.about = supervision::ComplaintAbout::decision;
  letter.text = "执法人员上门检查时没有出示证件。";
  letter.contact = "13800138000";
  const Json documents = w().as("officer1").get("/api/v1/cases/" + id).json;
  for (const auto& document : documents.items("documents")) {
    if (!document.text("number").empty()) letter.about_ref = document.text("number");
  }
  ASSERT_FALSE(letter.about_ref.empty());
  archive(id);
  w().advance_to(Instant::beijing(Date(2026, 9, 3), 9));
  EXPECT_TRUE(row(id, brief_).items("stays").empty());
  const auto complaint = w().take_in(letter, "letter-of-retention");
  ASSERT_EQ(row(id, brief_).items("stays").size(), 1u);
  EXPECT_EQ(row(id, brief_).items("stays").front().text("id"), "complaint_open");
  const Json reason = named(Json::object({{"reason", "没有继续保存的价值。"}}));
  must_not("archivist", id, "propose_destruction", reason, "recording_not_held");
  const auto version = w().as("supervisor").get("/api/v1/complaints/" + complaint).json.integer("version");
  const auto settled = w().as("intake1").post("/api/v1/complaints/" + complaint + "/acts/refuse_complaint",
                                              Json::object({{"reason", "同一事项已经复查复核终结。"}}), {"If-Match: \"" + std::to_string(version) + "\""});
  EXPECT_EQ(settled.status, 200) << settled.body;
  must("archivist", id, "propose_destruction", reason);
}

TEST_P(Retention, BytesThatAnotherCaseNeedsStay) {
  const std::string bytes = "film of two cases";
  const auto one = recorded(bytes, "film of the questioning 3");
  const auto of_one = brief_;
  recorded(bytes, "film of the questioning 4");
  const auto of_other = brief_;
  brief_ = of_one;
  archive(one);
  w().advance_to(Instant::beijing(Date(2026, 9, 10), 9));
  approved(one);
  must("archivist", one, "carry_out_destruction", sure(bytes));
  must("reviewer", one, "witness_destruction", sure(bytes));
  w().look_into_recordings();
  EXPECT_TRUE(row(one, of_one).find("destruction")->flag("bytes_kept"));
  EXPECT_EQ(granted(of_one).status, 410);
  const auto grant = granted(of_other);
  ASSERT_EQ(grant.status, 201) << grant.body;
  EXPECT_EQ(w().as("officer1").get(grant.json.text("href")).body, bytes);
}

}  // namespace
}  // namespace mingjing::api_tests
