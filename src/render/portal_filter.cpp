// SPDX-License-Identifier: Apache-2.0
#include "render/portal_filter.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/amount_bands.h"
#include "render/html.h"

namespace mingjing::render {
namespace {

constexpr std::array<std::string_view, 9> kFields = {"q",    "agency", "act_type", "year", "amount",
                                                     "from", "to",     "order",    "after"};

int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

bool is_text(std::string_view value) { return is_utf8(value) && !has_control(value); }

std::optional<int> year_of(std::string_view text) {
  const auto first = text.size() == 4 ? day_of(text, false) : std::nullopt;
  return first ? std::optional(first->year()) : std::nullopt;
}

void add_param(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += out.empty() ? '?' : '&';
  out.append(name).append("=").append(url_part(value));
}

}  // namespace

std::string decoded(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+') {
      out += ' ';
    } else if (raw[i] == '%' && i + 2 < raw.size() && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
      out += static_cast<char>(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
      i += 2;
    } else {
      out += raw[i];
    }
  }
  return out;
}

std::optional<Date> day_of(std::string_view raw, bool last) {
  const std::string text(trim(raw));
  if (text.size() == 10) return Date::parse(text);
  if (text.size() == 7) {
    const auto first = Date::parse(text + "-01");
    if (!first || !last) return first;
    const auto month = first->ymd().year() / first->ymd().month() / std::chrono::last;
    return Date(std::chrono::sys_days(month));
  }
  if (text.size() == 4) return Date::parse(text + (last ? "-12-31" : "-01-01"));
  return std::nullopt;
}

QueryString::QueryString(std::string_view raw) {
  if (raw.size() > kBytesMax) {
    raw = raw.substr(0, kBytesMax);
    too_long_ = true;
  }
  for (std::string_view part : split(raw, '&')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (values_.size() == kFieldsMax) {
      too_long_ = true;
      break;
    }
    values_.emplace_back(decoded(part.substr(0, equals)), decoded(part.substr(equals + 1)));
  }
}

std::string QueryString::get(std::string_view name) const {
  for (const auto& [key, value] : values_)
    if (key == name) return is_text(value) ? value : std::string();
  return {};
}

std::vector<std::string> QueryString::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : values_) {
    if (key != name || !is_text(value)) continue;
    std::string one(trim(value));
    if (!one.empty() && std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
  }
  return out;
}

std::optional<std::string_view> QueryString::unreadable() const {
  for (const auto& [key, value] : values_) {
    const auto known = std::find(kFields.begin(), kFields.end(), key);
    if (known != kFields.end() && !is_text(value)) return *known;
  }
  return std::nullopt;
}

Asked asked_of(const QueryString& query) {
  Asked out;
  const auto problem = [&](std::string_view field, std::string sentence) {
    if (out.problem.empty()) out.problem = std::move(sentence), out.field = field;
  };
  if (query.too_long()) problem("q", "查询的条件太长了。请只留下几个字，少选几个条件");
  if (const auto field = query.unreadable()) problem(*field, "查询里有读不懂的字符。请重新输入要查的字");
  auto& filter = out.filter;
  filter.q = std::string(trim(query.get("q")));
  if (count_chars(filter.q) > kSearchCharsMax) {
    problem("q", "要查的字太多了，最多 100 个字。请只留下企业名称、文号或者案由里的几个字");
    filter.q = first_chars(filter.q, kSearchCharsMax);
  }
  filter.agencies = query.all("agency");
  filter.act_types = query.all("act_type");
  for (const std::string& year : query.all("year")) {
    if (const auto one = year_of(year)) {
      filter.years.push_back(*one);
    } else {
      problem("year", "作出年份没有看懂，请写成 2026");
    }
  }
  for (std::string& key : query.all("amount")) {
    if (query::amount_band(key) != nullptr) {
      filter.amounts.push_back(std::move(key));
    } else {
      problem("amount", "没有这样的金额范围，请在筛选里选");
    }
  }
  const auto day = [&](std::string_view field, std::string_view name, bool last) {
    const std::string written = query.get(field);
    auto found = day_of(written, last);
    if (!found && !trim(written).empty())
      problem(field, "作出日期的“" + std::string(name) + "”没有看懂，请写成 2026-01-20、2026-01 或 2026");
    return found;
  };
  filter.from = day("from", "从", false);
  filter.to = day("to", "到", true);
  if (filter.from && filter.to && *filter.from > *filter.to) problem("from", "作出日期的“从”晚于“到”，请对调");
  filter.by_relevance = query.get("order") == "relevance";
  filter.after = query.get("after");
  return out;
}

std::string address_of(const query::PortalFilter& filter, std::string_view path, std::string_view after) {
  std::string query;
  add_param(query, "q", filter.q);
  for (const auto& one : filter.agencies) add_param(query, "agency", one);
  for (const auto& one : filter.act_types) add_param(query, "act_type", one);
  for (const int year : filter.years) add_param(query, "year", std::to_string(year));
  for (const auto& one : filter.amounts) add_param(query, "amount", one);
  if (filter.from) add_param(query, "from", filter.from->text());
  if (filter.to) add_param(query, "to", filter.to->text());
  if (filter.by_relevance) add_param(query, "order", "relevance");
  add_param(query, "after", after);
  return std::string(path) + query;
}

}  // namespace mingjing::render
