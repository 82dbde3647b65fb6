// A citation 「条文出处」 names a place in a law, down to the sub-item, or a passage of another document:
//   《行政处罚法》第五十八条第一款第二项        《刑法》第一百二十条之一
//   《关于全面推行和示范创建行政执法三项制度的通知》附件2第36项
// It says where, not when: `KnownLaws::resolve` finds the version in force on a day.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mingjing::law {

struct Citation {
  std::string law;      // short title without 《》, as in known_laws 「法律简称」
  int article = 0;      // 条; 0 means the law as a whole
  int article_sub = 0;  // 之几; 0 means none
  int paragraph = 0;    // 款; 0 means the article as a whole
  int item = 0;         // 项; 0 means none
  int sub_item = 0;     // 目; 0 means none
  std::string passage;  // place in a document that has no articles; empty for laws

  // 《行政处罚法》第五十八条第一款第二项
  std::string text() const;
  // 第五十八条第一款第二项, without the title
  std::string place() const;
  // Reads `text()` back; Chinese, ASCII and full-width figures. Nothing where the text is not one citation: no 《》, an
  // item without an article, trailing words behind an article.
  static std::optional<Citation> parse(std::string_view text);
  bool operator==(const Citation&) const = default;
};

// All citations that stand in running text, in order; a 《title》 followed by no place is taken as the law as a whole.
std::vector<Citation> find_citations(std::string_view text);

}  // namespace mingjing::law
