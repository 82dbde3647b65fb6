// Every citation of the catalogue's data names a known law that is in force on the day and, where the text is at hand,
// an article, paragraph and item that stand in it.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/embedded.h"
#include "domain/catalog/csv.h"
#include "domain/catalog/item_csv.h"
#include "domain/catalog/major_decisions.h"
#include "law/known_laws.h"
#include "law/statute.h"
#include "mj_paths.h"

namespace mingjing::catalog {
namespace {

constexpr Date kDay(2026, 3, 2);

std::set<std::string> citations() {
  std::set<std::string> out;
  for (const auto& text : MajorDecisions::built_in().citations()) out.insert(text);
  const auto table = read_csv(embedded("demo/items.csv"));
  for (const auto& row : table->rows) {
    const auto item = item_of_row(*table, row);
    out.insert(item->basis.begin(), item->basis.end());
    for (const auto& fine : item->fines) out.insert(fine.citation);
    if (!item->litigation_citation.empty()) out.insert(item->litigation_citation);
  }
  return out;
}

TEST(CatalogCitations, NameLawsInForce) {
  const auto& laws = law::KnownLaws::built_in();
  for (const auto& text : citations()) {
    const auto citation = law::Citation::parse(text);
    ASSERT_TRUE(citation) << text;
    const auto resolved = laws.resolve(citation->law, kDay);
    EXPECT_TRUE(resolved) << text << ": " << resolved.error().message;
  }
}

std::map<std::pair<std::string, Date>, law::StatuteVersion> stored_laws(const std::filesystem::path& folder) {
  std::map<std::pair<std::string, Date>, law::StatuteVersion> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".md" || entry.path().filename() == "ORIGIN.md") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    auto statute = law::parse_statute(entry.path().string(), bytes.str(), law::KnownLaws::built_in());
    if (statute) out.try_emplace({statute->short_title, statute->version_on}, std::move(*statute));
  }
  return out;
}

TEST(CatalogCitations, StandInTheStoredTexts) {
  const std::filesystem::path folder = std::filesystem::path(MJ_SOURCE_DIR) / "../shared/data/laws";
  if (!std::filesystem::exists(folder)) {
    std::puts("not run: no data");
    GTEST_SKIP() << "not run: no data";
  }
  const auto stored = stored_laws(folder);
  int checked = 0;
  for (const auto& text : citations()) {
    const auto citation = law::Citation::parse(text);
    const auto resolved = law::KnownLaws::built_in().resolve(citation->law, kDay);
    if (!resolved || !resolved->version->adopted_on) continue;
    const auto at = stored.find({citation->law, *resolved->version->adopted_on});
    if (at == stored.end()) continue;
    EXPECT_TRUE(at->second.text_of(*citation)) << text;
    ++checked;
  }
  EXPECT_GT(checked, 80);
}

}  // namespace
}  // namespace mingjing::catalog
