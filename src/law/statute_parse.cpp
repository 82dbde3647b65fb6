// Reads a statute from its Markdown file, line by line.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.h"
#include "law/numerals.h"
#include "law/statute.h"

namespace mingjing::law {
namespace {

constexpr std::size_t kLinesMax = 100'000, kArticlesMax = 3000;
constexpr std::string_view kInfoEnd = "<!-- INFO END -->";
constexpr std::string_view kState = "中华人民共和国";

bool eat(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool eat_space(std::string_view& text) {
  const std::size_t before = text.size();
  text = trim(text);
  return text.size() < before;
}

// 第…条 or 第…条之…, a space, text.
bool eat_article(std::string_view line, int& number, int& sub, std::string_view& rest) {
  if (!eat(line, "第")) return false;
  std::size_t at = 0;
  const auto n = read_numeral(line, at);
  if (!n) return false;
  line.remove_prefix(at);
  if (!eat(line, "条")) return false;
  number = *n;
  sub = 0;
  if (std::string_view after = line; eat(after, "之")) {
    at = 0;
    if (const auto s = read_numeral(after, at)) {
      sub = *s;
      line = after.substr(at);
    }
  }
  if (!line.empty() && !eat_space(line)) return false;  // a reference: 第三条规定的…
  rest = line;
  return true;
}

// （一） text; half-width brackets too.
bool eat_item(std::string_view line, int& number, std::string_view& rest) {
  if (!eat(line, "（") && !eat(line, "(")) return false;
  std::size_t at = 0;
  const auto n = read_numeral(line, at);
  if (!n) return false;
  line.remove_prefix(at);
  if (!eat(line, "）") && !eat(line, ")")) return false;
  number = *n;
  rest = trim(line);
  return true;
}

// 1. text
bool eat_sub_item(std::string_view line, std::string_view& rest) {
  const std::string folded = fold_width(first_chars(line, 1));
  if (folded.empty() || folded[0] < '0' || folded[0] > '9') return false;
  std::size_t at = 0;
  if (!read_numeral(line, at)) return false;
  line.remove_prefix(at);
  if (!eat(line, ".") && !eat(line, "．") && !eat(line, "、")) return false;
  rest = trim(line);
  return true;
}

// The first 2021年7月15日[起]施行 in the text.
std::optional<Date> day_of_force(std::string_view text) {
  const std::string folded = fold_width(text);
  const std::string_view view = folded;
  for (std::size_t year = view.find("年"); year != std::string_view::npos; year = view.find("年", year + 1)) {
    if (year < 4) continue;
    std::string_view rest = view.substr(year - 4);
    int numbers[3] = {0, 0, 0};
    const std::string_view units[3] = {"年", "月", "日"};
    bool read = true;
    for (int i = 0; i < 3 && read; ++i) {
      std::size_t at = 0;
      const auto n = !rest.empty() && rest[0] >= '0' && rest[0] <= '9' ? read_numeral(rest, at) : std::nullopt;
      if (n) rest.remove_prefix(at);
      read = n && eat(rest, units[i]);
      numbers[i] = n.value_or(0);
    }
    eat(rest, "起");
    if (!read || (!rest.starts_with("施行") && !rest.starts_with("实施") && !rest.starts_with("生效"))) continue;
    return Date::parse(fmt::format("{:04d}-{:02d}-{:02d}", numbers[0], numbers[1], numbers[2]));
  }
  return std::nullopt;
}

class Parser {
 public:
  Status line(std::string_view raw);
  StatuteVersion out;

 private:
  Status article(int number, int sub, std::string_view rest);
  void heading(std::string_view line);
  void paragraph(std::string_view text);

  std::vector<std::string> headings_;
  std::vector<std::size_t> depths_;
  bool info_ = true;
};

void Parser::heading(std::string_view line) {
  const std::size_t depth = line.find_first_not_of('#');
  const std::string_view text = depth == std::string_view::npos ? std::string_view() : trim(line.substr(depth));
  if (text.empty()) return;
  if (out.title.empty() && depth == 1) {
    out.title = text;
    return;
  }
  info_ = false;
  while (!depths_.empty() && depths_.back() >= depth) {
    depths_.pop_back();
    headings_.pop_back();
  }
  depths_.push_back(depth);
  headings_.emplace_back(text);
}

Status Parser::article(int number, int sub, std::string_view rest) {
  if (!out.articles.empty()) {
    const StatuteArticle& last = out.articles.back();
    const bool follows = sub > 0 ? number == last.number && sub == last.sub + 1 : number == last.number + 1;
    if (!follows) {
      const std::string place = Citation{{}, number, sub, 0, 0, 0, {}}.place();
      return invalid(fmt::format("{}之后是{}，条号不连续，文件可能缺了内容。", last.place(), place));
    }
  } else if (number != 1 || sub != 0) {
    return invalid(
        fmt::format("第一个条文是{}，不是第一条，文件可能缺了开头。", Citation{{}, number, sub, 0, 0, 0, {}}.place()));
  }
  if (out.articles.size() >= kArticlesMax) return invalid("条文超过 3000 条，不像是一部法律。");
  out.articles.push_back({number, sub, headings_, {}});
  if (!rest.empty()) paragraph(rest);
  return {};
}

void Parser::paragraph(std::string_view text) {
  auto& paragraphs = out.articles.back().paragraphs;
  int number = 0;
  std::string_view rest;
  if (!paragraphs.empty() && eat_item(text, number, rest)) {
    paragraphs.back().items.push_back({number, std::string(rest), {}});
  } else if (!paragraphs.empty() && !paragraphs.back().items.empty() && eat_sub_item(text, rest)) {
    paragraphs.back().items.back().sub_items.emplace_back(rest);
  } else {
    paragraphs.push_back({std::string(text), {}});
  }
}

Status Parser::line(std::string_view raw) {
  std::string_view text = trim(raw);
  if (text.ends_with('\r')) text = trim(text.substr(0, text.size() - 1));
  if (text.empty()) return {};
  if (text == kInfoEnd) {
    info_ = false;
    return {};
  }
  if (text.starts_with('#')) {
    heading(text);
    return {};
  }
  int number = 0, sub = 0;
  std::string_view rest;
  if (out.appendix.empty() && eat_article(text, number, sub, rest)) {
    info_ = false;
    return article(number, sub, rest);
  }
  if (info_) {
    out.adoption.emplace_back(text);
  } else if (!out.articles.empty()) {
    if (!out.appendix.empty() || text.starts_with("附：") || text.starts_with("附录") || text.starts_with("附件：") ||
        text == "附件" || text.starts_with("附表")) {
      out.appendix.emplace_back(text);
    } else {
      paragraph(text);
    }
  }
  return {};
}

std::optional<Date> date_of_name(std::string_view name) {
  const auto open = name.rfind('(');
  if (!name.ends_with(").md") || open == std::string_view::npos) return std::nullopt;
  return Date::parse(name.substr(open + 1, name.size() - open - 5));
}

void set_in_force(StatuteVersion& out, const KnownLaws& known) {
  const LawVersion* version = known.find(out.short_title, out.version_on);
  if (version != nullptr && version->in_force_from) {
    out.in_force_from = *version->in_force_from;
    out.in_force_source = version->presumed ? InForceSource::presumed : InForceSource::known_laws;
    return;
  }
  const auto day = day_of_force(out.articles.back().text());
  const bool own = day && *day >= out.version_on;
  out.in_force_from = own ? *day : out.version_on;
  out.in_force_source = own ? InForceSource::last_article : InForceSource::presumed;
}

Status check_bytes(std::string_view bytes) {
  if (bytes.size() > kStatuteBytesMax) {
    return refuse(ErrorCode::too_large, "文件超过 4 MB，一部法律的文本没有这么大，请核对。");
  }
  if (trim(bytes).empty()) return invalid("文件是空的。");
  if (bytes.find('\0') != std::string_view::npos) return invalid("文件含有二进制内容，不是文本文件。");
  if (!is_utf8(bytes)) return invalid("文件不是 UTF-8 编码（可能是 GB18030），请先转换编码。");
  return {};
}

}  // namespace

Result<StatuteVersion> parse_statute(std::string_view file_name, std::string_view bytes, const KnownLaws& known) {
  if (auto good = check_bytes(bytes); !good) return refuse(good.error());
  const std::string_view name = file_name.substr(file_name.rfind('/') + 1);
  const auto date = date_of_name(name);
  if (!date) return invalid("文件名应当写明版本日期，例如 行政处罚法(2021-01-22).md。", "file");
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  Parser parser;
  std::size_t lines = 0;
  for (const std::string_view line : split(bytes, '\n')) {
    if (++lines > kLinesMax) return refuse(ErrorCode::too_large, "文件超过 10 万行，请核对。");
    if (auto read = parser.line(line); !read) return refuse(read.error());
  }
  StatuteVersion out = std::move(parser.out);
  if (out.title.empty()) return invalid("文件没有标题（第一行应当是 # 加法律名称）。");
  if (has_control(out.title) || count_chars(out.title) > 100) return invalid("标题过长或者含有不可见字符。");
  if (out.articles.empty()) return invalid("文件里没有一条条文（第一条 …），不像是法律文本。");
  out.short_title = out.title.starts_with(kState) ? out.title.substr(kState.size()) : out.title;
  if (out.short_title.empty()) return invalid("标题不完整。");
  out.version_on = *date;
  set_in_force(out, known);
  return out;
}

}  // namespace mingjing::law
