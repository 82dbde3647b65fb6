// SPDX-License-Identifier: Apache-2.0
#include "search/segment.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace mingjing::search {
namespace {

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff) || c == 0x3007;
}

bool is_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return u_isalnum(static_cast<UChar32>(c)) != 0;
}

char32_t fold(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return is_han(c) ? c : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

// A run of one kind: Chinese characters, or letters and digits.
struct Run {
  bool han;
  std::u32string chars;
};

std::vector<Run> runs(std::string_view text) {
  std::vector<Run> out;
  if (!is_utf8(text)) return out;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = fold(next_char(text, at));
    const bool han = is_han(c);
    if (!han && !is_word(c)) {
      open = false;
      continue;
    }
    if (!open || out.back().han != han) out.push_back({han, {}});
    out.back().chars.push_back(c);
    open = true;
  }
  return out;
}

std::string utf8(std::u32string_view chars) {
  std::string out;
  for (char32_t c : chars) append_utf8(out, c);
  return out;
}

void pairs(const Run& run, bool whole_run, std::vector<std::string>& out) {
  const std::u32string_view chars = run.chars;
  if (!run.han) {
    out.push_back(utf8(chars));
    return;
  }
  for (std::size_t i = 0; i + 1 < chars.size(); ++i) out.push_back(utf8(chars.substr(i, 2)));
  if (whole_run || chars.size() == 1) out.push_back(utf8(chars.substr(chars.size() - 1)));
}

// Lengths of the dictionary's words in a run of Chinese characters.
std::vector<std::size_t> dictionary_words(const std::u32string& chars) {
  thread_local std::unique_ptr<icu::BreakIterator> breaker = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getChina(), status));
    return U_FAILURE(status) ? nullptr : std::move(made);
  }();
  std::vector<std::size_t> lengths;
  if (!breaker) return {chars.size()};
  const auto text = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(chars.data()),
                                                  static_cast<std::int32_t>(chars.size()));
  breaker->setText(text);
  std::int32_t from = breaker->first();
  for (std::int32_t to = breaker->next(); to != icu::BreakIterator::DONE; from = to, to = breaker->next())
    lengths.push_back(static_cast<std::size_t>(text.countChar32(from, to - from)));
  return lengths;
}

// Parts a run into words of two characters or more: single characters (names the dictionary does not know) join their
// neighbours, 瑞|禾|建材 becomes 瑞禾 建材.
std::vector<std::u32string> parted(const std::u32string& chars) {
  std::vector<std::u32string> out;
  std::u32string singles;
  std::size_t at = 0;
  const auto flush = [&] {
    if (singles.size() == 1 && !out.empty()) {
      out.back() += singles;
    } else if (!singles.empty()) {
      out.push_back(singles);
    }
    singles.clear();
  };
  for (std::size_t length : dictionary_words(chars)) {
    const std::u32string word = chars.substr(at, length);
    at += length;
    if (length == 1) {
      singles += word;
      continue;
    }
    if (singles.size() == 1) {
      out.push_back(singles + word);
      singles.clear();
      continue;
    }
    flush();
    out.push_back(word);
  }
  flush();
  return out;
}

// What people separate by spaces or commas stays apart; the rest of the punctuation does not part a document number.
bool parts_query(char32_t c) {
  return c <= ' ' || c == 0x3000 || c == ',' || c == 0xff0c || c == 0x3001 || c == 0x3002;
}

std::vector<std::string_view> chunks(std::string_view query) {
  std::vector<std::string_view> out;
  if (query.size() > kMaxQueryBytes) {
    std::size_t cut = kMaxQueryBytes;
    while (cut > 0 && (static_cast<unsigned char>(query[cut]) & 0xc0) == 0x80) --cut;
    query = query.substr(0, cut);
  }
  if (!is_utf8(query)) return out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t here = at;
    if (!parts_query(next_char(query, at))) continue;
    if (here > begin) out.push_back(query.substr(begin, here - begin));
    begin = at;
  }
  if (begin < query.size()) out.push_back(query.substr(begin));
  return out;
}

// One phrase: consecutive terms. The last run of a query may stop in the middle of a word of the text.
std::string phrase(const std::vector<Run>& of) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < of.size(); ++i) pairs(of[i], i + 1 < of.size(), list);
  std::string out = "\"";
  for (std::size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "" : " ") + list[i];
  out += '"';
  const Run& last = of.back();
  if (!last.han || last.chars.size() == 1) out += last.han ? "*" : "";
  return out;
}

// The phrases of a query: a chunk with digits or letters (a document number, a code) stays together, pure Chinese is
// parted by the dictionary.
std::vector<std::vector<Run>> phrases(std::string_view query) {
  std::vector<std::vector<Run>> out;
  for (std::string_view chunk : chunks(query)) {
    std::vector<Run> of = runs(chunk);
    if (of.empty()) continue;
    const bool pure = std::all_of(of.begin(), of.end(), [](const Run& run) { return run.han; });
    if (!pure) {
      out.push_back(std::move(of));
      continue;
    }
    for (const Run& run : of)
      for (auto& word : parted(run.chars)) out.push_back({Run{true, std::move(word)}});
  }
  if (out.size() > kMaxWords) out.resize(kMaxWords);
  return out;
}

}  // namespace

std::vector<std::string> terms(std::string_view text) {
  std::vector<std::string> out;
  for (const Run& run : runs(text)) pairs(run, true, out);
  return out;
}

std::string indexed(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 5 / 2);
  for (const std::string& term : terms(text)) {
    if (!out.empty()) out += ' ';
    out += term;
  }
  return out;
}

Query parse_query(std::string_view query) {
  Query out;
  for (const auto& of : phrases(query)) {
    for (const Run& run : of) out.words.push_back(utf8(run.chars));
    if (!out.expression.empty()) out.expression += " AND ";
    out.expression += phrase(of);
  }
  return out;
}

std::vector<std::string> words(std::string_view query) { return parse_query(query).words; }

std::string match_expression(std::string_view query) { return parse_query(query).expression; }

std::vector<Hit> hits(std::string_view text, const std::vector<std::string>& words) {
  std::vector<Hit> found;
  if (words.empty() || !is_utf8(text)) return found;
  std::u32string folded;
  std::vector<std::size_t> at;  // byte offset of each character, and of the end
  for (std::size_t i = 0; i < text.size();) {
    at.push_back(i);
    folded.push_back(fold(next_char(text, i)));
  }
  at.push_back(text.size());
  for (const std::string& word : words) {
    std::u32string needle;
    for (std::size_t i = 0; i < word.size();) needle.push_back(fold(next_char(word, i)));
    if (needle.empty()) continue;
    for (auto pos = folded.find(needle); pos != std::u32string::npos; pos = folded.find(needle, pos + needle.size()))
      found.push_back({at[pos], at[pos + needle.size()]});
  }
  std::sort(found.begin(), found.end(), [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
  std::vector<Hit> merged;
  for (const Hit& hit : found) {
    if (!merged.empty() && hit.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, hit.end);
    } else {
      merged.push_back(hit);
    }
  }
  return merged;
}

}  // namespace mingjing::search
