// Every way in which data may be changed behind the program's back, one row each, on both databases.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>
#include <iostream>

#include "crypto/key_store.h"
#include "flow/access_journal.h"
#include "mingjing/read_whole.h"
#include "mingjing/migrate.h"
#include "tests/verify/deployment.h"
#include "tlog/checkpoint.h"

namespace mingjing::app {
namespace {

struct Damage {
  std::string name;
  std::string sql;    // portable
  std::string table;  // of a finding that must come
  std::string words;  // in its line
};

// `case` rows of cases that have a decision.
const std::string kDecided = "(SELECT id FROM case_row WHERE decided_on <> '' ORDER BY id LIMIT 1)";
const std::string kOneEvent = "(SELECT id FROM event WHERE type = 'file_case' ORDER BY id LIMIT 1)";

const std::vector<Damage> kDamages = {
    {"part_edited", "UPDATE part SET data = replace(data, '\"fine_fen\":', '\"fine_fen\":9') WHERE name = 'decision' AND aggregate_id = " + kDecided,
     "part", "/decision/"},
    {"part_edited_with_its_digest",
     "UPDATE part SET data = '{}', sealed = '{}', digest = (SELECT p.digest FROM part p WHERE p.name = 'evidence' LIMIT 1) WHERE name = 'evidence' AND "
     "aggregate_id = (SELECT aggregate_id FROM part WHERE name = 'evidence' ORDER BY aggregate_id DESC LIMIT 1)",
     "part", "状态摘要"},
    {"part_deleted", "DELETE FROM part WHERE name = 'evidence' AND aggregate_id = (SELECT min(aggregate_id) FROM part WHERE name = 'evidence')",
     "part", "状态摘要"},
    {"part_added",
     "INSERT INTO part SELECT agency_id, aggregate_id, name, 'x', data, sealed, digest FROM part WHERE name = 'decision' AND "
     "aggregate_id = " + kDecided,
     "part", "状态摘要"},
    {"row_deleted", "DELETE FROM aggregate WHERE id = " + kDecided, "aggregate", "主行不在"},
    {"whole_case_deleted",
     "DELETE FROM part WHERE aggregate_id = " + kDecided + "; DELETE FROM aggregate WHERE id = " + kDecided +
         "; DELETE FROM event WHERE aggregate_id = " + kDecided,
     "event", "事件被删"},
    {"event_deleted", "DELETE FROM event WHERE id = " + kOneEvent, "event", "缺少这一版"},
    {"tail_cut",
     "DELETE FROM event WHERE aggregate_id = " + kDecided + " AND version = (SELECT version FROM aggregate WHERE id = " + kDecided + ")",
     "aggregate", "末尾的事件被删"},
    {"tail_cut_with_the_version",
     "DELETE FROM event WHERE aggregate_id = " + kDecided + " AND version = (SELECT version FROM aggregate WHERE id = " + kDecided +
         "); UPDATE aggregate SET version = version - 1 WHERE id = " + kDecided,
     "event", "事件被删"},
    {"event_body_edited", "UPDATE event SET body = replace(body, '2025', '2024') WHERE id = " + kOneEvent, "event", "承诺值不符"},
    {"event_salt_edited", "UPDATE event SET salt = commitment WHERE id = " + kOneEvent, "event", "承诺值不符"},
    {"event_commitment_edited", "UPDATE event SET commitment = salt WHERE id = " + kOneEvent, "event", "承诺值与日志条目不符"},
    {"event_column_edited", "UPDATE event SET type = 'close_case' WHERE id = " + kOneEvent, "event", "type 列与正文不符"},
    {"event_actor_edited", "UPDATE event SET actor = 'system' WHERE id = " + kOneEvent, "event", "actor 列与正文不符"},
    {"event_time_edited", "UPDATE event SET recorded_at = recorded_at + 86400000 WHERE id = " + kOneEvent, "event", "recorded_at"},
    {"event_occurred_edited", "UPDATE event SET occurred_at = occurred_at - 86400000 WHERE id = " + kOneEvent, "event", "occurred_at"},
    {"aggregate_time_edited", "UPDATE aggregate SET updated_at = updated_at + 1 WHERE id = " + kDecided, "aggregate", "updated_at"},
    {"entry_deleted_at_the_end", "DELETE FROM log_entry WHERE entry_index = (SELECT max(entry_index) FROM log_entry)", "log_state",
     "末尾被删"},
    {"entry_deleted_inside", "DELETE FROM log_entry WHERE entry_index = 7", "log_entry", "条目不在"},
    {"entry_edited", "UPDATE log_entry SET bytes = replace(bytes, 'sha256:', 'sha256:0') WHERE entry_index = 5", "log_entry", "5"},
    {"entry_number_edited", "UPDATE log_entry SET number = number + 1 WHERE kind = 'event' AND entry_index < 20", "log_entry", "number"},
    {"entry_given_to_another_event",
     "UPDATE log_entry SET leaf_id = leaf_id || 'x' WHERE leaf_id = " + kOneEvent, "event", "没有这个事件的条目"},
    {"entries_swapped",
     "UPDATE log_entry SET bytes = (SELECT l.bytes FROM log_entry l WHERE l.entry_index = 9) WHERE entry_index = 8", "log_entry",
     "应为"},
    {"entry_with_its_state_cut",
     "DELETE FROM log_entry WHERE entry_index = (SELECT max(entry_index) FROM log_entry); UPDATE log_state SET size = size - 1",
     "anchor", "退回"},
    {"root_edited", "UPDATE log_state SET root = (SELECT salt FROM event LIMIT 1)", "log_state", "根与条目推算的不符"},
    {"counter_edited", "UPDATE log_counter SET events = events - 1", "log_counter", "计数器"},
    {"counter_deleted", "DELETE FROM log_counter", "log_counter", "不在"},
    {"checkpoint_root_edited", "UPDATE checkpoint SET root = (SELECT salt FROM event LIMIT 1)", "checkpoint", "签名的文本不符"},
    {"checkpoint_note_edited", "UPDATE checkpoint SET note = replace(note, 'log', 'lag')", "checkpoint", "签名不对"},
    {"list_row_edited", "UPDATE case_row SET stage = 'archived' WHERE stage <> 'archived'", "case_row", "不符"},
    {"list_row_deleted", "DELETE FROM case_row WHERE id = " + kDecided, "case_row", "应有这一行"},
    {"task_row_edited", "UPDATE task_row SET owner = '别人'", "task_row", "不符"},
    {"obligation_row_edited", "UPDATE obligation_row SET due = '2099-01-01'", "obligation_row", "不符"},
    {"term_added", "INSERT INTO term SELECT agency_id, kind, '测试', sort_key, id FROM term LIMIT 1", "term", "测试"},
    {"term_deleted", "DELETE FROM term WHERE id = " + kDecided, "term", "应有这一行"},
    {"business_key_moved", "UPDATE business_key SET id = 'x' WHERE kind = 'officer'", "business_key", "officer"},
    {"agency_row_edited", "UPDATE agency_row SET name = '别的机关'", "agency_row", "不符"},
    {"number_series_lowered", "UPDATE number_series SET last = last - 1 WHERE series LIKE 'penalty_decision/%'", "number_series",
     "penalty_decision/"},
    {"number_series_deleted", "DELETE FROM number_series WHERE series LIKE 'case/%'", "number_series", "不在"},
    {"body_edited", "UPDATE body SET bytes = replace(bytes, '元', '角')", "body", "底稿"},
    {"body_deleted", "DELETE FROM body WHERE id = (SELECT min(id) FROM body)", "body", "不在"},
    {"public_bytes_edited", "UPDATE public_body SET bytes = bytes || ' ' WHERE n = 0", "public_body", "摘要不符"},
    {"public_bytes_deleted", "DELETE FROM public_body WHERE n = 0", "public_body", "原文不在"},
    {"public_bytes_added",
     "INSERT INTO public_body SELECT agency_id, public_id, 77, bytes FROM public_body WHERE n = 0", "public_body", "没有它的条目"},
    {"list_bytes_edited",
     "UPDATE public_body SET bytes = bytes || ' ' WHERE public_id IN (SELECT id FROM aggregate WHERE kind = 'public_list')",
     "public_body", "公布的原文与公布它的事件里的摘要不符"},
    {"list_bytes_deleted",
     "DELETE FROM public_body WHERE public_id IN (SELECT id FROM aggregate WHERE kind = 'public_list')", "public_body",
     "已经公布，公布的原文不在"},
    {"answer_bytes_edited",
     "UPDATE public_body SET bytes = bytes || ' ' WHERE public_id IN (SELECT id FROM aggregate WHERE kind = 'public_answer')",
     "public_body", "公布的原文与公布它的事件里的摘要不符"},
    {"answer_bytes_deleted",
     "DELETE FROM public_body WHERE public_id IN (SELECT id FROM aggregate WHERE kind = 'public_answer')", "public_body",
     "已经公布，公布的原文不在"},
    {"answer_event_deleted", "DELETE FROM event WHERE type = 'publish_answer'", "public_body", "没有它的条目"},
    {"tombstone_words_edited", "UPDATE public_body SET bytes = replace(bytes, '\"text\":\"', '\"text\":\"改') WHERE n = -1",
     "public_body", "撤下说明的 text"},
    {"tombstone_reason_edited",
     "UPDATE public_body SET bytes = replace(bytes, '\"reason\":\"', '\"reason\":\"x') WHERE n = -1", "public_body",
     "撤下说明的 reason "},
    {"tombstone_number_edited",
     "UPDATE public_body SET bytes = replace(bytes, '\"number\":\"', '\"number\":\"1') WHERE n = -1", "public_body",
     "撤下说明的 number"},
    {"tombstone_deleted", "DELETE FROM public_body WHERE n = -1", "public_body", "撤下说明不在"},
    {"tally_edited", "UPDATE log_entry SET bytes = replace(bytes, '\"decided\":', '\"decided\":1') WHERE kind = 'tally'",
     "log_entry", "日计数 decided"},
    {"event_moved_to_another_day",
     "UPDATE event SET recorded_at = recorded_at + 8640000000 WHERE id = " + kOneEvent, "log_entry", "日计数 events"},
    {"withheld_salt_lost",
     "UPDATE part SET data = replace(data, '\"withheld_salt\":\"', '\"withheld_salt\":\"00') WHERE name = 'publication'", "part",
     "打不开日志条目"},
    {"shared_part_in_the_wrong_table", "INSERT INTO shared_part SELECT * FROM part WHERE name = 'decision'", "part", "状态摘要"},
};

struct Verify : testing::TestWithParam<World> {
  void SetUp() override {
    if (GetParam() == World::postgresql && test_server() == nullptr) {
      std::cout << "not run: no PostgreSQL\n";
      GTEST_SKIP();
    }
  }
  static VerifyReport run(const Deployment& d, const VerifyOptions& how = {}) {
    auto report = verify_deployment(d.options(), how);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(VerifyReport{});
  }
};

TEST_P(Verify, HoldsOnFreshDataWithoutTheDataKeys) {
  Deployment d(GetParam());
  std::filesystem::remove_all(d.options().key_folder());
  const auto report = run(d);
  EXPECT_TRUE(report.holds()) << all_lines(report);
  EXPECT_GT(report.events, 300);
  EXPECT_GT(report.entries, report.events);
  EXPECT_GT(report.derived, 500);
  EXPECT_GT(report.bodies, 20);
  EXPECT_GT(report.files, 10);
  EXPECT_GE(report.checkpoints, 1);
  EXPECT_EQ(report.waiting, 0);
}

TEST_P(Verify, FindsEachDamage) {
  Deployment d(GetParam());
  for (const auto& damage : kDamages) {
    SCOPED_TRACE(damage.name);
    ASSERT_NO_THROW(d.sql(damage.sql));
    const auto report = run(d);
    EXPECT_FALSE(report.holds());
    EXPECT_NE(find(report, damage.table, damage.words), nullptr) << all_lines(report);
    d.undo(damage.sql);
  }
  EXPECT_TRUE(run(d).holds()) << "every damage is undone before the next";
}

TEST_P(Verify, NamesTheEventOfADamagedPart) {
  Deployment d(GetParam());
  const auto newest = d.value("SELECT e.id FROM event e JOIN aggregate a ON a.id = e.aggregate_id AND a.version = e.version WHERE a.id = " + kDecided);
  d.sql(kDamages[0].sql);
  const auto report = run(d);
  const auto* finding = find(report, "part", "/decision/");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->event, newest);
}

TEST_P(Verify, WaitingLeavesAreLag) {
  Deployment d(GetParam());
  // As if the newest event had not been sequenced yet: its entry is the last but the tallies, so the log is cut to a
  // state in which it never was there, and the leaf waits.
  const auto commit = d.value("SELECT bytes FROM log_entry WHERE kind = 'event' AND entry_index = 3");
  const auto hex = commit.substr(commit.find("sha256:"), 71);
  d.sql("INSERT INTO leaf SELECT agency_id, leaf_id, 0, kind, public_id, '{\"commit\":\"" + hex +
        "\"}', 0 FROM log_entry WHERE entry_index = 3");
  const auto report = run(d);
  EXPECT_TRUE(report.holds()) << all_lines(report);
  EXPECT_EQ(report.waiting, 1);
  d.sql("UPDATE leaf SET members = '{\"commit\":\"sha256:00\"}'");
  EXPECT_NE(find(run(d), "leaf", "不符"), nullptr);
}

// What an older program did not derive is there after the migration.
TEST_P(Verify, AMigrationDerivesAnew) {
  Deployment d(GetParam());
  {
    const auto system = System::open(d.options());
    ASSERT_TRUE(system);
    flow::AccessJournal journal((*system)->commands(), (*system)->clock());
    const auto reader = (*system)->system_actor((*system)->root_agency());
    // Ended at once, perhaps before its thread began: it is written all the same.
    EXPECT_TRUE(journal.note(reader, "evidence", reader.agency.uuid(), "核对"));
  }
  const auto looks = d.value("SELECT count(*) FROM business_key WHERE kind = 'file_look'");
  d.sql("DELETE FROM schema_version WHERE number >= 5; DROP INDEX IF EXISTS case_row_by_publication; DROP INDEX IF EXISTS "
        "case_row_by_display; DROP INDEX IF EXISTS case_row_by_filing; DROP INDEX IF EXISTS case_row_by_closing; DROP INDEX IF EXISTS "
        "case_row_by_item; DROP INDEX IF EXISTS case_row_lit; ALTER TABLE case_row DROP COLUMN "
        "closed_on; DROP TABLE task_row; DROP TABLE draft; DROP TABLE cosignature; DROP TABLE checkpoint_stamp; "
        "DELETE FROM business_key WHERE kind IN ('inquiry', 'fine', 'document_number', 'device_serial', 'recording_due', 'file_look') OR kind LIKE 'file:%'; "
        "DELETE FROM term WHERE kind IN ('officer_unit', 'device', 'device_count', 'room', 'room_session'); "
        "UPDATE case_row SET yellow_on = '9999-12-31'; UPDATE number_series SET series = 'review/' || "
        "substr(series, 22) WHERE series LIKE 'legal_review_opinion/%'");
  const auto done = migrate_deployment(d.options());
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->from, 4);
  const auto report = run(d);
  EXPECT_TRUE(report.holds()) << all_lines(report);
  EXPECT_NE(d.value("SELECT count(*) FROM business_key WHERE kind = 'document_number'"), "0");
  EXPECT_EQ(d.value("SELECT count(*) FROM business_key WHERE kind = 'file_look'"), looks) << "and of batches of looks";
  EXPECT_NE(looks, "0");
}

TEST_P(Verify, FindsAnEditedAndALostFile) {
  Deployment d(GetParam());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(d.data() / "files")) {
    if (!entry.is_regular_file()) continue;
    // But the lists of sealed packages, without which nobody knows what was in them.
    if (read_whole(entry.path())->find("  volumes/main-1.pdf\n") == std::string::npos) files.push_back(entry.path());
  }
  // Every other one altered, the rest lost: each is somebody's, and missed.
  ASSERT_GT(files.size(), 2u);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i % 2 == 1) {
      std::filesystem::remove(files[i]);
      continue;
    }
    std::filesystem::permissions(files[i], std::filesystem::perms::owner_all);
    auto bytes = *read_whole(files[i]);
    bytes[bytes.size() / 2] ^= 1;
    write_file(files[i], bytes);
  }
  const auto report = run(d);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto* finding = find(report, "file", files[i].filename().string());
    ASSERT_NE(finding, nullptr) << "nobody misses " << files[i];
    EXPECT_NE(finding->differs.find(i % 2 == 1 ? "文件不在" : "与 SHA-256 摘要不符"), std::string::npos) << finding->line();
  }
}

TEST_P(Verify, FindsAReplacedAndALostTile) {
  Deployment d(GetParam());
  const auto tile = d.data() / "log/tile/0/000";
  const auto entries = d.data() / "log/tile/entries/000";
  auto bytes = read_whole(tile);
  ASSERT_TRUE(bytes.has_value());
  (*bytes)[40] ^= 1;
  write_file(tile, *bytes);
  auto report = run(d);
  EXPECT_NE(find(report, "tile", "tile/0/000"), nullptr) << all_lines(report);
  std::filesystem::remove(entries);
  report = run(d);
  EXPECT_NE(find(report, "tile", "tile/entries/000"), nullptr) << all_lines(report);
}

TEST_P(Verify, FindsADatabaseOlderThanAnAnchor) {
  Deployment old(GetParam());
  Deployment newer(GetParam());
  const auto note = *read_whole(newer.data() / "log/checkpoint");
  // The database, its checkpoints and its own log folder are put back to an earlier state; the anchor stays.
  old.sql("DELETE FROM log_entry WHERE entry_index >= 300; DELETE FROM checkpoint; UPDATE log_state SET size = 300");
  std::filesystem::remove(old.data() / "log/checkpoint");
  write_file(old.data() / "kept/checkpoint", note);
  auto options = old.options();
  options.anchors = {(old.data() / "kept").string()};
  auto report = verify_deployment(options);
  ASSERT_TRUE(report);
  EXPECT_NE(find(*report, "anchor", "退回"), nullptr) << all_lines(*report);
  VerifyOptions how;
  how.checkpoints = {(old.data() / "kept/checkpoint").string()};
  EXPECT_NE(find(run(old, how), "anchor", "退回"), nullptr);
}

TEST_P(Verify, FindsTwoCheckpointsOfOneSize) {
  Deployment d(GetParam());
  auto key = crypto::KeyStore(d.options().key_folder()).load_log();
  ASSERT_TRUE(key && *key);
  const auto origin = d.value("SELECT origin FROM log_state");
  const tlog::NoteSigner signer(origin, std::move(**key));
  tlog::TreeHead head;
  head.size = std::stoull(d.value("SELECT max(size) FROM checkpoint"));
  head.root[0] = 7;
  write_file(d.data() / "other", tlog::sign_checkpoint(head, signer));
  VerifyOptions how;
  how.checkpoints = {(d.data() / "other").string()};
  const auto report = run(d, how);
  EXPECT_NE(find(report, "anchor", "推算的不符"), nullptr) << all_lines(report);
  bool two = false;
  for (const auto& finding : report.findings) two |= finding.differs.find("同一大小有两个检查点") != std::string::npos;
  EXPECT_TRUE(two) << all_lines(report);
}

TEST_P(Verify, RefusesACheckpointOfAnotherLog) {
  Deployment d(GetParam());
  auto key = crypto::SigningKey::generate();
  const tlog::NoteSigner signer("elsewhere.example/log", std::move(key));
  write_file(d.data() / "other", tlog::sign_checkpoint(tlog::TreeHead{}, signer));
  VerifyOptions how;
  how.checkpoints = {(d.data() / "other").string()};
  EXPECT_NE(find(run(d, how), "anchor", "不是本日志"), nullptr);
  how.checkpoints = {(d.data() / "nowhere").string()};
  EXPECT_FALSE(verify_deployment(d.options(), how));
}

TEST_P(Verify, FindsAnotherKeyInTheLogFolder) {
  Deployment d(GetParam());
  write_file(d.data() / "log/vkey", tlog::NoteSigner("x", crypto::SigningKey::generate()).verifier().vkey() + "\n");
  EXPECT_NE(find(run(d), "file", "log/vkey"), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Both, Verify, testing::Values(World::sqlite, World::postgresql),
                         [](const auto& at) { return at.param == World::sqlite ? "sqlite" : "postgresql"; });

}  // namespace
}  // namespace mingjing::app
