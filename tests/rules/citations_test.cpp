// Every 《law》第…条 in a sentence of the program names a known law, in force today, and a place that stands in its
// text. The data files are checked by law_test; this reads the sources and whatever else a person may be shown.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "law/citation.h"
#include "law/known_laws.h"
#include "law/statute.h"
#include "mj_paths.h"

namespace mingjing::rules {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<law::CitedPlace> cited_in_sources(Date today) {
  std::vector<law::CitedPlace> out;
  const fs::path root(MJ_SOURCE_DIR);
  for (const char* folder :
       {"src", "apps", "data/templates", "data/forms", "data/demo", "data/situations", "web/src"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string file = entry.path().filename().string();
      // Tests hold citations that are wrong on purpose.
      if (!entry.is_regular_file() || file.ends_with("_test.cpp") || file.ends_with(".test.ts")) continue;
      for (law::Citation& citation : law::find_citations(read(entry.path()))) {
        if (citation.article == 0) continue;  // a 《title》 alone is not always a law
        out.push_back({fs::relative(entry.path(), root).string(), std::move(citation), today});
      }
    }
  }
  return out;
}

std::map<std::string, law::StatuteVersion> stored_texts() {
  std::map<std::string, law::StatuteVersion> out;
  const fs::path folder = fs::path(MJ_SOURCE_DIR) / "../shared/data/laws";
  if (!fs::exists(folder)) {
    std::cout << "not run: no data\n";
    return out;
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".md" || entry.path().filename() == "ORIGIN.md") continue;
    auto statute = law::parse_statute(entry.path().string(), read(entry.path()), law::KnownLaws::built_in());
    if (statute) out.try_emplace(statute->key(), std::move(*statute));
  }
  return out;
}

TEST(Citations, InSourcesNameKnownLawsAndPlaces) {
  const auto places = cited_in_sources(Date(2026, 11, 22));
  EXPECT_GT(places.size(), 100U);
  const auto texts = stored_texts();
  const auto exists = [&](const law::KnownLaw& known, const law::LawVersion& version,
                          const law::Citation& citation) -> std::optional<bool> {
    if (!version.adopted_on) return std::nullopt;
    const auto found = texts.find(known.title + "(" + version.adopted_on->text() + ")");
    if (found == texts.end()) return std::nullopt;
    return found->second.text_of(citation).has_value();
  };
  for (const auto& problem : law::check_citations(places, law::KnownLaws::built_in(), exists)) {
    ADD_FAILURE() << problem.where << " " << problem.citation << ": " << problem.problem;
  }
}

TEST(Citations, AWrongOneIsSeen) {
  for (const char* text : {"《不存在的法》第一条", "《行政处罚法》第九百条"}) {
    const auto citation = law::Citation::parse(text);
    ASSERT_TRUE(citation) << text;
    const auto problems =
        law::check_citations({{"here", *citation, Date(2026, 11, 22)}}, law::KnownLaws::built_in(),
                             [](const law::KnownLaw&, const law::LawVersion&, const law::Citation&) { return false; });
    EXPECT_EQ(problems.size(), 1U) << text;
  }
}

}  // namespace
}  // namespace mingjing::rules
