// One version of a statute 「法律文本」, read from a Markdown file named 行政处罚法(2021-01-22).md:
//   # title, lines on adoption and amendment, <!-- INFO END -->, ## 编 or 章, ### 节, then paragraphs. 第…条 and a
//   space begin an article, the paragraphs after it are its 款, （一） its 项, 1. under an item its 目.
// Storing is elsewhere: `key` says which version a file is; a file with the key of a stored version is `unchanged`,
// whatever its bytes (the source carries one law twice).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "law/citation.h"
#include "law/known_laws.h"

namespace mingjing::law {

struct StatuteItem {  // 项
  int number = 0;
  std::string text;                    // without （一）
  std::vector<std::string> sub_items;  // 目, without 1.
};

struct StatuteParagraph {  // 款
  std::string text;
  std::vector<StatuteItem> items;
};

struct StatuteArticle {  // 条
  int number = 0;
  int sub = 0;                        // 之几
  std::vector<std::string> headings;  // 编, 章, 节 it stands under, outermost first
  std::vector<StatuteParagraph> paragraphs;

  std::string place() const;  // 第五十八条
  std::string text() const;   // all of it, a line a paragraph or item
};

// Where the day of entry into force comes from.
enum class InForceSource {
  known_laws,    // data/known_laws.json
  last_article,  // 本法自…起施行, not before the version's date
  presumed,      // 「推定」: the version's date, since the last article repeats an earlier version's day
};

struct StatuteVersion {
  std::string title;  // as the file has it: 中华人民共和国行政处罚法
  std::string short_title;
  Date version_on;  // from the file name
  std::vector<std::string> adoption;
  std::vector<StatuteArticle> articles;
  std::vector<std::string> appendix;  // lines from 附… on, behind the last article
  Date in_force_from;
  InForceSource in_force_source = InForceSource::presumed;

  // 行政处罚法(2021-01-22)
  std::string key() const;
  const StatuteArticle* find(int article, int sub = 0) const;
  // The text of the place, down to the sub-item; nothing where it does not exist. A citation that names an item but no
  // paragraph means the only paragraph that has such an item.
  std::optional<std::string> text_of(const Citation& citation) const;
  // The same text whatever the file's blank lines and spaces: what a digest is taken of.
  std::string canonical_text() const;
};

inline constexpr std::size_t kStatuteBytesMax = 4 << 20;

// Refusals, each with what to do: a file name without date, larger than 4 MiB (too_large), binary, not UTF-8, no title,
// no article, article numbers out of order. `file_name` may hold folders.
Result<StatuteVersion> parse_statute(std::string_view file_name, std::string_view bytes, const KnownLaws& known);

std::string_view to_string(InForceSource source);

}  // namespace mingjing::law
