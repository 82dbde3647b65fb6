// The rules behind leak_scan, by what they look at. Each appends candidates in order of gravity.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "domain/disclosure/folded_text.h"
#include "domain/disclosure/leak_scan.h"

namespace mingjing::disclosure {

struct Candidate {
  LeakKind kind;
  Range range;
  bool certain = false;
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
