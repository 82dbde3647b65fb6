// Marks of a case 「跨案比对」: short keys by which cases of one agency are found that touch each other: an inquiry by its
// officer and time, a fine by party and item, a document by its number. They are derived rows, so that a question over
// all cases is one range of keys. Pure text; whoever may look at such rows may see whose they are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::cases {

struct Mark {
  std::string kind, key;
  auto operator<=>(const Mark&) const = default;
};
// Keys of one kind from `from` up to, not including, `to`.
struct MarkRange {
  std::string kind, from, to;
};

// Every mark of the case, each once.
std::vector<Mark> marks_of(const Case& enforcement_case);

// When an inquiry began and ended, as its record says; nothing when it does not say both, or says them the wrong way
// round.
struct InquirySpan {
  Instant from, to;
};
std::optional<InquirySpan> inquiry_span(const Record& record);

// Inquiries of the officer that may overlap the span. One that lasted longer than a day is not looked for.
MarkRange inquiries_around(OfficerId officer, const InquirySpan& span);
struct InquiryMark {
  OfficerId officer;
  InquirySpan span;
  std::string case_no;
};
std::optional<InquiryMark> read_inquiry_mark(std::string_view key);

// Fines of a party for an item that stand, by name as the case has it.
MarkRange fines_for(std::string_view party_name, std::string_view item_code);
struct FineMark {
  std::string party_name, item_code;
  std::string ended_on;  // when the violation ended, where the case says it
  std::string case_no;
};
std::optional<FineMark> read_fine_mark(std::string_view key);

// 文号: looked up as it is written.
inline constexpr std::string_view kNumberMark = "document_number";

}  // namespace mingjing::cases
