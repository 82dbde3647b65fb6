// The corpora of corpus/: texts as people write them, and what the leak scan and the masking must make of them.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "domain/disclosure/leak_scan.h"
#include "domain/disclosure/masking.h"
#include "mj_paths.h"

namespace mingjing::disclosure {
namespace {

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out.push_back(text[i]);
      continue;
    }
    switch (text[++i]) {
      case 'n': out.push_back('\n'); break;
      case 'r': out.push_back('\r'); break;
      case 't': out.push_back('\t'); break;
      case 'u':
        append_utf8(out, static_cast<char32_t>(std::stoul(std::string(text.substr(i + 1, 4)), nullptr, 16)));
        i += 4;
        break;
      default: out.push_back(text[i]);
    }
  }
  return out;
}

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream in(std::string(MJ_SOURCE_DIR) + "/src/domain/disclosure/corpus/" + name);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> row;
    for (auto cell : split(line, '\t')) row.push_back(unescaped(cell));
    out.push_back(std::move(row));
  }
  return out;
}

std::string kinds_of(const std::string& text) {
  std::string out;
  for (const auto& leak : leak_scan(text)) out += (out.empty() ? "" : "+") + std::string(to_string(leak.kind));
  return out.empty() ? "-" : out;
}

TEST(Corpus, TheScanFindsWhatIsPersonalAndLeavesTheRest) {
  const auto rows = rows_of("leaks.tsv");
  EXPECT_GE(rows.size(), 500u);
  EXPECT_GE(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row[0] == "-"; }), 150);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 2u) << row[0];
    EXPECT_EQ(kinds_of(row[1]), row[0]) << row[1];
  }
}

// Between other sentences, and as a paragraph of a longer text, the same is found; nothing hides in company.
TEST(Corpus, WhatIsFoundAloneIsFoundAmongOtherText) {
  for (const auto& row : rows_of("leaks.tsv")) {
    const auto text = "经查，当事人于2026年3月占地。" + row[1] + "。\n上述事实有证据证明。";
    EXPECT_EQ(kinds_of(text) != "-", row[0] != "-") << row[1];
  }
}

ValueKind kind_named(const std::string& id) {
  for (auto kind : {ValueKind::party_name, ValueKind::person_name, ValueKind::witness_name, ValueKind::complainant_name,
                    ValueKind::citizen_id, ValueKind::phone, ValueKind::home_address, ValueKind::bank_account,
                    ValueKind::health, ValueKind::email, ValueKind::plate, ValueKind::secret, ValueKind::improper}) {
    if (to_string(kind) == id) return kind;
  }
  ADD_FAILURE() << id;
  return ValueKind::improper;
}

TEST(Corpus, MaskingLeavesNothingThatTheCaseKnows) {
  const auto rows = rows_of("masking.tsv");
  EXPECT_GE(rows.size(), 90u);
  for (const auto& row : rows) {
    ASSERT_GE(row.size(), 3u) << row[0];
    documents::DocumentModel model;
    model.template_id = "penalty_decision";
    model.title = {"行政处罚决定书"};
    model.blocks.push_back(
        {documents::Block::Kind::paragraph, {}, {{row[2], documents::Span::Style::plain, {}}}, 2, {}, {}});
    const auto masked =
        mask(model, {PartyKind::natural, false, {{kind_named(row[0]), row[1]}}, {}, Date(2026, 10, 30)});
    ASSERT_TRUE(masked.has_value());
    const auto text = documents::plain(masked->model.blocks[0].text);
    EXPECT_FALSE(masked->removals.empty()) << row[2];
    EXPECT_NE(text, row[2]);
    EXPECT_TRUE(leak_scan(text, {masked->values, {}}).empty()) << row[2] << " -> " << text;
    if (row.size() > 3) {
      EXPECT_EQ(text, row[3]) << row[2];
    }
  }
}

}  // namespace
}  // namespace mingjing::disclosure
