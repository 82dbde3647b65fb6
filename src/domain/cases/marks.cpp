// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "domain/cases/account.h"

namespace mingjing::cases {

namespace {

constexpr std::string_view kInquiry = "inquiry";
constexpr std::string_view kFine = "fine";
constexpr char kBetween = '\x1f';  // no name holds it
constexpr char kAfter = '\x20';

std::string moment(Instant at) { return fmt::format("{:015}", std::max<std::int64_t>(at.unix_ms(), 0)); }

template <std::size_t N>
std::optional<std::array<std::string_view, N>> split(std::string_view key) {
  std::array<std::string_view, N> out;
  for (std::size_t i = 0; i < N; ++i) {
    const auto end = i + 1 < N ? key.find(kBetween) : key.size();
    if (end == std::string_view::npos) return std::nullopt;
    out[i] = key.substr(0, end);
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return out;
}

std::optional<Instant> read_moment(std::string_view text) {
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Instant(ms);
}

void add_inquiries(const Case& c, std::vector<Mark>& out) {
  for (const Record& record : c.records) {
    const auto span = record.act == Act::record_inquiry ? inquiry_span(record) : std::nullopt;
    if (!span) continue;
    for (const auto officer : record.officers) {
      out.push_back({std::string(kInquiry), fmt::format("{}{}{}{}{}{}{}", officer.text(), kBetween, moment(span->from),
                                                        kBetween, moment(span->to), kBetween, c.case_no)});
    }
  }
}

void add_fines(const Case& c, std::vector<Mark>& out) {
  if (!c.decision || c.decision->outcome != "penalty" || fell(*c.decision)) return;
  const std::string ended = c.violation_ended_on ? c.violation_ended_on->text() : std::string();
  const auto add = [&](const Party* party, Fen fine, std::string_view item) {
    if (party == nullptr || fine.count == 0) return;
    out.push_back({std::string(kFine), fmt::format("{}{}{}{}{}{}{}", party->name, kBetween, item, kBetween, ended,
                                                   kBetween, c.case_no)});
  };
  for (const auto& count : c.decision->counts) add(c.party(count.party), count.fine, count.item_code);
  if (c.decision->counts.empty()) add(c.party(), c.decision->fine, c.item.code);
}

}  // namespace

std::vector<Mark> marks_of(const Case& c) {
  std::vector<Mark> out;
  add_inquiries(c, out);
  add_fines(c, out);
  for (const Document& document : c.documents) {
    if (!document.number.empty()) out.push_back({std::string(kNumberMark), document.number});
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());  // the masked copy bears the number of its decision
  return out;
}

std::optional<InquirySpan> inquiry_span(const Record& record) {
  const auto from = Instant::parse(record.data.text("started_at"));
  const auto to = Instant::parse(record.data.text("ended_at"));
  if (!from || !to || *to < *from) return std::nullopt;
  return InquirySpan{*from, *to};
}

MarkRange inquiries_around(OfficerId officer, const InquirySpan& span) {
  const std::string of = officer.text() + kBetween;
  return {std::string(kInquiry), of + moment(span.from.plus_hours(-24)), of + moment(span.to)};
}

std::optional<InquiryMark> read_inquiry_mark(std::string_view key) {
  const auto parts = split<4>(key);
  if (!parts) return std::nullopt;
  const auto officer = OfficerId::parse((*parts)[0]);
  const auto from = read_moment((*parts)[1]), to = read_moment((*parts)[2]);
  if (!officer || !from || !to) return std::nullopt;
  return InquiryMark{*officer, {*from, *to}, std::string((*parts)[3])};
}

MarkRange fines_for(std::string_view party_name, std::string_view item_code) {
  const std::string of = fmt::format("{}{}{}", party_name, kBetween, item_code);
  return {std::string(kFine), of + kBetween, of + kAfter};
}

std::optional<FineMark> read_fine_mark(std::string_view key) {
  const auto parts = split<4>(key);
  if (!parts) return std::nullopt;
  return FineMark{std::string((*parts)[0]), std::string((*parts)[1]), std::string((*parts)[2]), std::string((*parts)[3])};
}

}  // namespace mingjing::cases
