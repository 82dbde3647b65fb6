// SPDX-License-Identifier: Apache-2.0
#include "law/citation.h"

#include "base/text.h"
#include "law/numerals.h"

namespace mingjing::law {
namespace {

bool eat(std::string_view text, std::size_t& at, std::string_view word) {
  if (!text.substr(at).starts_with(word)) return false;
  at += word.size();
  return true;
}

// 第…<unit> or （…）<unit>; 0 when it does not stand at `at`, which then stays.
int eat_part(std::string_view text, std::size_t& at, std::string_view unit) {
  std::size_t here = at;
  if (!eat(text, here, "第")) return 0;
  eat(text, here, "（");
  const auto number = read_numeral(text, here);
  if (!number) return 0;
  eat(text, here, "）");
  if (!eat(text, here, unit)) return 0;
  at = here;
  return *number;
}

// The title at `at`, which may hold 〈…〉 or a nested 《…》. What closes only after more than a title takes is none: so a text
// full of 《 costs no walk to its end for each, and whatever is found can be parsed again.
constexpr std::size_t kTitleBytesMax = 600;

std::string eat_title(std::string_view text, std::size_t& at) {
  std::size_t here = at;
  if (!eat(text, here, "《")) return {};
  const std::size_t start = here;
  for (int depth = 1; here < text.size() && here - start <= kTitleBytesMax;) {
    if (text.substr(here).starts_with("《")) ++depth;
    if (text.substr(here).starts_with("》") && --depth == 0) {
      std::string title(text.substr(start, here - start));
      at = here + std::string_view("》").size();
      return title;
    }
    ++here;
  }
  return {};
}

// Title and place; `at` ends behind them.
std::optional<Citation> eat_citation(std::string_view text, std::size_t& at) {
  Citation out;
  out.law = eat_title(text, at);
  if (out.law.empty()) return std::nullopt;
  out.article = eat_part(text, at, "条");
  if (out.article == 0) return out;
  if (eat(text, at, "之")) {
    const auto sub = read_numeral(text, at);
    if (!sub) return std::nullopt;
    out.article_sub = *sub;
  }
  out.paragraph = eat_part(text, at, "款");
  out.item = eat_part(text, at, "项");
  out.sub_item = out.item > 0 ? eat_part(text, at, "目") : 0;
  return out;
}

}  // namespace

std::string Citation::place() const {
  std::string out;
  if (article == 0) return passage;
  out += "第" + to_chinese(article) + "条";
  if (article_sub > 0) out += "之" + to_chinese(article_sub);
  if (paragraph > 0) out += "第" + to_chinese(paragraph) + "款";
  if (item > 0) out += "第" + to_chinese(item) + "项";
  if (sub_item > 0) out += "第" + to_chinese(sub_item) + "目";
  return out;
}

std::string Citation::text() const { return "《" + law + "》" + place(); }

std::optional<Citation> Citation::parse(std::string_view text) {
  if (!is_utf8(text) || text.size() > 1000) return std::nullopt;
  text = trim(text);
  std::size_t at = 0;
  auto out = eat_citation(text, at);
  if (!out || at == text.size()) return out;
  out->passage = text.substr(at);
  // A passage is free text, but a broken article number is not a passage.
  if (out->article > 0 || has_control(text) || out->passage.find("条") != std::string::npos) return std::nullopt;
  return out;
}

std::vector<Citation> find_citations(std::string_view text) {
  std::vector<Citation> out;
  if (!is_utf8(text)) return out;
  for (std::size_t at = 0; at < text.size();) {
    at = text.find("《", at);
    if (at == std::string_view::npos) break;
    std::size_t here = at;
    if (auto found = eat_citation(text, here)) {
      out.push_back(std::move(*found));
      at = here;
    } else {
      at += std::string_view("《").size();
    }
  }
  return out;
}

}  // namespace mingjing::law
