// The rules behind leak_scan, by what they look at. Each appends candidates in order of gravity.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bitset>
#include <string_view>
#include <vector>

#include "domain/disclosure/folded_text.h"
#include "domain/disclosure/leak_scan.h"

namespace mingjing::disclosure {

struct Candidate {
  LeakKind kind;
  Range range;
  bool certain = false;
};

// A text in which many words are looked for. Most have a character that is nowhere in it, and need no search.
class Hay : public std::u32string_view {
 public:
  explicit Hay(std::u32string_view chars) : std::u32string_view(chars) {
    for (auto c : chars) seen_.set(c & 0xFFFF);
  }
  size_type place_of(std::u32string_view word, size_type from = 0) const {
    const auto seen = [this](char32_t c) { return seen_.test(c & 0xFFFF); };
    return std::all_of(word.begin(), word.end(), seen) ? find(word, from) : npos;
  }

 private:
  std::bitset<0x10000> seen_;
};

// Identity numbers, telephones, cards: by the shape of the digits, whatever stands around them.
void find_numbers(const FoldedText& text, std::vector<Candidate>& out);
// What a word announces (账号, 电话 …), and plates and addresses of e-mail.
void find_words(const FoldedText& text, std::vector<Candidate>& out);
// Where somebody can be found: after a word (家住 …), or so exact that it needs none (3单元402室).
void find_places(const FoldedText& text, std::vector<Candidate>& out);
// Health, and the names of persons whose part in the case announces them (证人, 举报人, 其子 …).
void find_persons(const FoldedText& text, std::vector<Candidate>& out);

}  // namespace mingjing::disclosure
