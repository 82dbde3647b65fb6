// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.h"
#include "tests/situations/situation.h"

namespace mingjing::situations {

namespace {

constexpr std::array<std::string_view, 5> kExpectations{"结果", "新阶段", "理由", "标记", "到期"};

[[noreturn]] void complain(std::string_view file, std::size_t line, std::string_view what) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + std::string(what));
}

}  // namespace

std::vector<Situation> parse(std::string_view file, std::string_view text) {
  std::vector<Situation> out;
  std::size_t number = 0;
  for (std::string_view raw : split(text, '\n')) {
    ++number;
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with("#")) continue;
    if (line.starts_with("[") && line.ends_with("]")) {
      out.push_back({std::string(file), std::string(line.substr(1, line.size() - 2)), false, {}, {}});
      continue;
    }
    if (out.empty()) complain(file, number, "a line before the first situation");
    Situation& now = out.back();
    if (line == "承上") {
      if (out.size() == 1) complain(file, number, "nothing to inherit from");
      now.inherits = true;
      continue;
    }
    const auto sign = line.find('=');
    if (sign == std::string_view::npos) complain(file, number, "neither a fact nor a heading");
    Line entry{std::string(trim(line.substr(0, sign))), std::string(trim(line.substr(sign + 1)))};
    const bool expected = std::find(kExpectations.begin(), kExpectations.end(), entry.first) != kExpectations.end();
    (expected ? now.expectations : now.facts).push_back(std::move(entry));
  }
  return out;
}

std::vector<Line> facts_of(const std::vector<Situation>& all, std::size_t index) {
  std::vector<Line> out = all[index].inherits ? facts_of(all, index - 1) : std::vector<Line>{};
  for (const Line& own : all[index].facts) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const Line& line) { return line.first == own.first; });
    if (same != out.end()) {
      same->second = own.second;
    } else {
      out.push_back(own);
    }
  }
  return out;
}

}  // namespace mingjing::situations
