// Code and glossary say the same: every stage, act, kind of penalty and kind of evidence stands in data/glossary.tsv
// with its Chinese name; every row names a file that is there and, where it cites, a place that can be read.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "base/embedded.h"
#include "base/text.h"
#include "domain/cases/evidence.h"
#include "domain/cases/penalty.h"
#include "domain/cases/stage.h"
#include "law/citation.h"
#include "mj_paths.h"

namespace mingjing::cases {
namespace {

struct Term {
  std::string zh;
  std::string meaning;
  std::string citation;
  std::string home;
};

std::map<std::string, Term> glossary() {
  std::map<std::string, Term> out;
  bool head = true;
  for (std::string_view line : split(embedded("glossary.tsv"), '\n')) {
    if (line.empty()) continue;
    const auto cells = split(line, '\t');
    EXPECT_EQ(cells.size(), 7u) << line;
    if (!head && cells.size() == 7) {
      const bool is_new = out.try_emplace(std::string(cells[0]), Term{std::string(cells[1]), std::string(cells[4]),
                                                                      std::string(cells[5]), std::string(cells[6])})
                              .second;
      EXPECT_TRUE(is_new) << "twice: " << cells[0];
    }
    head = false;
  }
  return out;
}

template <class Names>
void expect_all(const std::map<std::string, Term>& terms, const Names& names) {
  for (const auto& row : names) {
    const auto term = terms.find(std::string(row.id));
    if (term == terms.end()) {
      ADD_FAILURE() << "not in the glossary: " << row.id;
    } else {
      EXPECT_EQ(term->second.zh, row.zh) << row.id;
    }
  }
}

TEST(Glossary, NamesWhatTheCodeNames) {
  const auto terms = glossary();
  expect_all(terms, kStages);
  expect_all(terms, kActs);
  expect_all(terms, kPenaltyKinds);
  expect_all(terms, kEvidenceKinds);
}

TEST(Glossary, EveryRowHasAMeaningAHomeAndAReadableSource) {
  const auto terms = glossary();
  EXPECT_GT(terms.size(), 100u);
  for (const auto& [key, term] : terms) {
    EXPECT_FALSE(term.meaning.empty()) << key;
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(MJ_SOURCE_DIR) / term.home)) << key << " " << term.home;
    if (!term.citation.empty()) {
      EXPECT_TRUE(law::Citation::parse(term.citation)) << key << " " << term.citation;
    }
  }
}

}  // namespace
}  // namespace mingjing::cases
