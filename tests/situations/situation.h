// Situations: facts, an act, and what the law then says, as text a lawyer can read (data/situations/*.txt).
//
//   [一份情形的名称]
//   承上                        the facts of the block before, of which exactly one is changed here
//   阶段 = 调查取证              facts, by the names of data/situations/README.md
//   办理 = 制作询问笔录          the act
//   结果 = 不可以                可以, 不可以 (guards) or 无权 (role)
//   理由 = two_officers 《行政处罚法》第四十二条第一款      every reason, none more
//   到期 = apl_60_decide 2026-05-13
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mingjing::situations {

using Line = std::pair<std::string, std::string>;

struct Situation {
  std::string file;
  std::string name;
  bool inherits = false;
  std::vector<Line> facts;         // own lines only
  std::vector<Line> expectations;  // 结果, 新阶段, 理由, 标记, 到期
};

// All situations of a file. Throws std::runtime_error with file and line for what is no situation.
std::vector<Situation> parse(std::string_view file, std::string_view text);

// The facts a situation stands on: those of the blocks it inherits from, then its own.
std::vector<Line> facts_of(const std::vector<Situation>& all, std::size_t index);

// Empty when the program agrees with the situation, else what differs.
std::vector<std::string> run(const std::vector<Line>& facts, const std::vector<Line>& expectations);

}  // namespace mingjing::situations
