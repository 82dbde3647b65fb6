// Chinese text as search terms. The index holds overlapping pairs of characters (bigrams), so that any two characters
// find what they stand in, whatever a dictionary thinks; ICU's word dictionary is asked only about the *query*, to part
// 「占用土地」 into 占用 and 土地. Latin letters and digits are whole words in lower case; full-width forms are folded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingjing::search {

// Raised when terms of the same text change; an index built under another number must be rebuilt.
inline constexpr int kSegmentVersion = 1;

// The terms of a text in order, for the index: a run of Chinese characters 甲乙丙 gives 甲乙 乙丙 丙 (the last alone,
// so that a query of one character finds every place as a prefix). Text that is not UTF-8 gives no terms.
std::vector<std::string> terms(std::string_view text);
// The same, joined by spaces: what an FTS5 table with the `ascii` tokenizer takes.
std::string indexed(std::string_view text);

// A query as people type it, parted into words of at least two characters where possible; at most `kMaxWords`.
// Punctuation and control characters part words and are dropped; not UTF-8 gives none.
inline constexpr std::size_t kMaxWords = 12;
inline constexpr std::size_t kMaxQueryBytes = 400;
std::vector<std::string> words(std::string_view query);

// An FTS5 expression that asks for all words, each as a phrase of its terms; empty when the query holds no word.
// Every term is quoted and holds only letters and digits, so a hostile query is a harmless one.
std::string match_expression(std::string_view query);

// Both from one parting, which asks the dictionary and is half of what a rare word costs.
struct Query {
  std::vector<std::string> words;
  std::string expression;
};
Query parse_query(std::string_view query);

// Where words stand in a text, as byte ranges that do not overlap, in order; for marking hits. Compares folded forms.
struct Hit {
  std::size_t begin, end;
  bool operator==(const Hit&) const = default;
};
std::vector<Hit> hits(std::string_view text, const std::vector<std::string>& words);

}  // namespace mingjing::search
