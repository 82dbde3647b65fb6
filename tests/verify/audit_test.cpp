// What an auditor checks with an export (docs/audit.md), done on one. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <sstream>

#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"
#include "mingjing/export.h"
#include "tests/verify/deployment.h"
#include "tlog/checkpoint.h"
#include "tlog/entry.h"
#include "tlog/log_folder.h"
#include "tlog/tile_reader.h"

namespace mingjing::app {
namespace {

struct Audit : testing::Test {
  Deployment d{World::sqlite};
  const std::string code = d.value("SELECT uscc FROM agency_row");
  std::vector<Json> rows() {
    const auto database = db::open(d.options().db_url());
    std::ostringstream out;
    const auto written = export_audit(*database, code, out);
    EXPECT_TRUE(written);
    std::vector<Json> lines;
    const std::string text = out.str();
    for (const auto line : split(text, '\n')) {
      if (!line.empty()) lines.push_back(parse_json(line).value());
    }
    return lines;
  }
};

TEST_F(Audit, EveryLineOpensItsEntryAndNoneIsMissing) {
  const tlog::LogFolder log(d.data() / "log");
  const auto head = tlog::parse_checkpoint_text(tlog::parse_note(*log.read("checkpoint"))->text)->head;
  const tlog::TileReader tiles(log, head.size);
  std::int64_t n = 0, decided = 0, sequence = 0;
  for (const auto& row : rows()) {
    ASSERT_EQ(row.integer("n"), ++n);
    const auto entry = tiles.entry(static_cast<std::uint64_t>(row.integer("index")));
    ASSERT_TRUE(entry);
    const tlog::EventEntry expected{code, tlog::event_commit(*from_hex(row.text("salt")), canonical(*row.find("event"))), n};
    ASSERT_EQ(*entry, tlog::entry_bytes(expected));
    decided += row.find("event")->text("type") == "decide";
  }
  EXPECT_EQ(std::to_string(n), d.value("SELECT count(*) FROM event"));
  for (std::uint64_t i = 0; i < head.size; ++i) {
    const auto entry = tlog::parse_entry(*tiles.entry(i));
    ASSERT_TRUE(entry);
    const auto* published = std::get_if<tlog::PublicationEntry>(&*entry);
    const auto* withheld = std::get_if<tlog::WithheldEntry>(&*entry);
    if (published == nullptr && withheld == nullptr) continue;
    EXPECT_EQ(published != nullptr ? published->seq : withheld->seq, ++sequence);
  }
  EXPECT_GT(decided, 0);
  EXPECT_GT(sequence, 0);
  EXPECT_LE(sequence, decided);
}

TEST_F(Audit, AKeptOutEventLeavesAGap) {
  d.sql("DELETE FROM event WHERE id = (SELECT id FROM event WHERE type = 'decide' LIMIT 1)");
  std::int64_t n = 0;
  bool gap = false;
  for (const auto& row : rows()) gap |= row.integer("n") != ++n;
  EXPECT_TRUE(gap);
}

TEST_F(Audit, AnUnknownAgencyIsRefused) {
  const auto database = db::open(d.options().db_url());
  std::ostringstream out;
  EXPECT_FALSE(export_audit(*database, "91110000000000000X", out));
}

}  // namespace
}  // namespace mingjing::app
